// SPDX-License-Identifier: GPL-3.0-or-later
// What part of the trace is looked at: visible range, cursor, selection, hover. The one object that owns them.
//
// Every view draws from (trace, viewport) and changes the viewport; none talks to another view. GUI thread only.
#pragma once

#include "core/trace/trace.h"

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

class Viewport : public QObject {
    Q_OBJECT
public:
    explicit Viewport(QObject* parent = nullptr);

    /// The trace must outlive its use here; null for none. Resets everything; follows the end.
    void setTrace(const Trace* trace);
    const Trace* trace() const { return m_trace; }
    /// The trace has grown: when following, the range and the cursor move to its end. Called once a frame.
    void traceGrew();
    /// From 0 to the trace's end, at least 1 us long.
    TimeRange bounds() const;

    TimeRange range() const { return m_range; }
    void setRange(TimeRange range); ///< clipped to a bit around bounds; at least 100 ns long; ends following
    void zoom(double factor, Timestamp anchor); ///< factor < 1 shows less; the anchor keeps its place
    void pan(Timestamp delta);
    void fitAll();
    void undoNavigation();
    void redoNavigation();

    const Cursor& cursor() const { return m_cursor; }
    void setCursorTime(Timestamp time);
    void setCursorEvent(EventIndex event); ///< also brings it into the visible range
    void stepCursor(int events);           ///< to the next or previous event; stops at both ends

    bool isFollowing() const { return m_isFollowing; }
    void setFollowing(bool on);

    std::optional<TimeRange> selection() const { return m_selection; }
    void setSelection(std::optional<TimeRange> selection);

    /// The object under the mouse anywhere: every view lights it.
    ObjectId hoveredObject() const { return m_hoveredObject; }
    void setHoveredObject(ObjectId object);
    ThreadId selectedThread() const { return m_selectedThread; }
    void setSelectedThread(ThreadId thread);

signals:
    void traceChanged();     ///< another trace, or none
    void grew();             ///< the same trace has more in it
    void rangeChanged();
    void cursorChanged();
    void selectionChanged();
    void hoverChanged();
    void selectedThreadChanged();
    void followingChanged(bool on);

private:
    void moveRange(TimeRange range, bool remember);
    void moveCursor(Cursor cursor);

    const Trace* m_trace = nullptr;
    TimeRange m_range{0, 1'000'000};
    Cursor m_cursor;
    bool m_isFollowing = true;
    std::optional<TimeRange> m_selection;
    ObjectId m_hoveredObject;
    ThreadId m_selectedThread;
    std::vector<TimeRange> m_undo;
    std::vector<TimeRange> m_redo;
};

} // namespace lockstep::ui
