// SPDX-License-Identifier: GPL-3.0-or-later
// The search field over the lanes: finds threads, locks, states and source lines by their names as one types,
// leads from one place in time to the next, and offers to show only the threads that were meant.
//
// A search goes on in portions while the window lives; going on from the last place leads to the first again.
// Return and Shift+Return go on and back, Esc closes.
#pragma once

#include "ui/model/find/placesearch.h"

#include <QWidget>

class QLineEdit;
class QMenu;
class QPushButton;
class QTimer;
class QToolButton;

namespace lockstep::ui {

struct LaneFilter;
class SentenceLabel;
class Viewport;

class SearchBar : public QWidget {
    Q_OBJECT
public:
    /// Hidden at first.
    explicit SearchBar(Viewport& viewport, QWidget* parent = nullptr);

    /// Shows it and puts the keyboard into it.
    void open();
    void close();
    void goOn(PlaceSearch::Way way); ///< opens where nothing has been asked for
    QLineEdit& field() const { return *m_field; }
    QMenu& offers() const { return *m_offers; } ///< of what is shown only
    QString answer() const;                     ///< what is said below the field
    bool isSearching() const { return m_search.has_value(); }

signals:
    void found(lockstep::ThreadId thread); ///< the cursor has gone to a place in its lane
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void makeLayout();
    QToolButton* makeButton(const QString& text, const QString& tip);
    void ask();
    void offer(const QString& text, const LaneFilter& filter);
    void fillOffers();
    void begin(std::optional<EventIndex> from);
    void searchOn();
    void arrive();
    void stop();
    void tell(const QString& answer);

    Viewport& m_viewport;
    QLineEdit* m_field;
    SentenceLabel* m_answer;
    QPushButton* m_only;
    QMenu* m_offers;
    QTimer* m_timer;
    TraceQuery m_query;
    PlaceSearch::Way m_way = PlaceSearch::Way::Forward;
    bool m_isAround = false; // it began at the other end again
    std::optional<PlaceSearch> m_search;
};

} // namespace lockstep::ui
