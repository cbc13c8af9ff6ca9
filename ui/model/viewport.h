// SPDX-License-Identifier: GPL-3.0-or-later
// What part of the trace is looked at: visible range, cursor, selection, hover. The one object that owns
// them.
//
// Every view draws from (trace, viewport) and changes the viewport; none talks to another view. GUI thread
// only.
#pragma once

#include "core/trace/trace.h"
#include "ui/model/find/shownlanes.h"
#include "ui/model/fold/folding.h"
#include "ui/model/fold/timecoordinates.h"
#include "ui/model/notes.h"

#include <QObject>

#include <optional>
#include <vector>

namespace lockstep::ui {

/// A place in the trace: just after `event`, at `time`, which is not before that event.
struct Cursor {
    Timestamp time = 0;
    std::optional<EventIndex> event; ///< none before the first event
    bool operator==(const Cursor&) const = default;
};

/// A stretch of a thread's lane that stands out.
struct MarkedSpan {
    ThreadId thread;
    TimeRange range;
    bool operator==(const MarkedSpan&) const = default;
};

class Viewport : public QObject {
    Q_OBJECT
public:
    static constexpr Timestamp kShortestBounds = 1000;
    static constexpr Timestamp kShortestRange = 100;

    explicit Viewport(QObject* parent = nullptr);

    /// The trace must outlive its use here; null for none. Resets everything; follows the end.
    void setTrace(const Trace* trace);
    const Trace* trace() const { return m_trace; }
    /// The trace has grown: when following, the range and the cursor move to its end. Called once a frame.
    void traceGrew();
    /// From 0 to the end of its picture, at least 1 us long.
    TimeRange bounds() const;

    TimeRange range() const { return m_range; }
    /// Clipped to a tenth around bounds; at least 100 ns long. This and every other navigation ends
    /// following, but for fitAll.
    void setRange(TimeRange range);
    void zoom(double factor, Timestamp anchor); ///< factor < 1 shows less; the anchor keeps its place
    void pan(Timestamp delta);
    void panBy(double share); ///< of what is seen; across a fold as across its gap
    void fitAll();
    bool canUndoNavigation() const { return !m_undo.empty(); }
    bool canRedoNavigation() const { return !m_redo.empty(); }
    void undoNavigation();
    void redoNavigation();

    /// Setting it ends following.
    const Cursor& cursor() const { return m_cursor; }
    void setCursorTime(Timestamp time);    ///< clipped to bounds
    void setCursorEvent(EventIndex event); ///< also brings it into the visible range
    void stepCursor(int events);           ///< to the next or previous event; stops at both ends
    /// To the first event; where threads announce what they will do, to where all that could begin have done
    /// so.
    void goToStart();
    /// The last event there is before the teardown, where the cursor can be; none in an empty trace.
    std::optional<EventIndex> lastEvent() const;

    bool isFollowing() const { return m_isFollowing; }
    void setFollowing(bool on);

    std::optional<TimeRange> selection() const { return m_selection; }
    void setSelection(std::optional<TimeRange> selection);

    /// The object under the mouse anywhere: every view lights it.
    ObjectId hoveredObject() const { return m_hoveredObject; }
    void setHoveredObject(ObjectId object);
    ThreadId selectedThread() const { return m_selectedThread; }
    void setSelectedThread(ThreadId thread);

    /// The step at which this run parts from another one that it is compared with.
    std::optional<EventIndex> parting() const { return m_parting; }
    void setParting(std::optional<EventIndex> event);

    /// Events that the lanes name, however much else there is to see; none at first.
    const std::vector<EventIndex>& namedEvents() const { return m_namedEvents; }
    void setNamedEvents(std::vector<EventIndex> events);

    /// Which lanes are shown; all at first. The cursor goes anywhere nevertheless.
    ShownLanes& lanes() const { return *m_lanes; }

    /// Which stretches are folded; every time stays true nevertheless.
    Folding& folding() const { return *m_folding; }
    const TimeFolds& folds() const { return m_folding->folds(); }
    /// Where times stand when the visible range is laid over these pixels. Until the next change of either.
    TimeCoordinates coordinates(double left, double width) const { return {m_range, left, width, &folds()}; }

    /// Put on the run by somebody; none at first.
    const Notes& notes() const { return m_notes; }
    void setNotes(Notes notes);
    /// Stretches that the lanes underline: what a number in a table is made of; none at first.
    const std::vector<MarkedSpan>& markedSpans() const { return m_markedSpans; }
    void setMarkedSpans(std::vector<MarkedSpan> spans);

signals:
    void traceChanged(); ///< another trace, or none
    void grew();         ///< the same trace has more in it
    void rangeChanged();
    void cursorChanged();
    void selectionChanged();
    void hoverChanged();
    void selectedThreadChanged();
    void partingChanged();
    void namedEventsChanged();
    void notesChanged();
    void markedSpansChanged();
    void followingChanged(bool on);

private:
    enum class Move : std::uint8_t { None, Jump, Zoom, Pan };

    void navigate(TimeRange range, Move move);
    void showRange(TimeRange range);
    void moveCursor(Cursor cursor);
    void goToEnd();
    void travel(std::vector<TimeRange>& from, std::vector<TimeRange>& to);
    TimeRange clipped(TimeRange range) const;
    Cursor cursorAtEnd() const;

    const Trace* m_trace = nullptr;
    TimeRange m_range{0, kShortestBounds};
    Cursor m_cursor;
    bool m_isFollowing = true;
    bool m_showsAll = true;   // following: the range grows with the trace instead of moving along
    Move m_last = Move::None; // a row of zooms, or of pans, is undone in one go
    std::optional<TimeRange> m_selection;
    ObjectId m_hoveredObject;
    ThreadId m_selectedThread;
    std::optional<EventIndex> m_parting;
    std::vector<EventIndex> m_namedEvents;
    ShownLanes* m_lanes;
    Folding* m_folding;
    Notes m_notes;
    std::vector<MarkedSpan> m_markedSpans;
    std::vector<TimeRange> m_undo;
    std::vector<TimeRange> m_redo;
};

} // namespace lockstep::ui
