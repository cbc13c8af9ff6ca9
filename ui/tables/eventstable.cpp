// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/eventstable.h"

#include <QHeaderView>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>

namespace lockstep::ui {

namespace {
constexpr int kFrame = 60; // ms: a view of rows needs no more while the trace grows
} // namespace

EventsTable::EventsTable(Viewport* viewport, QWidget* parent)
    : QTableView(parent)
    , m_shared(viewport)
    , m_events(new EventsModel(this))
    , m_timer(new QTimer(this)) {
    setModel(m_events);
    setAccessibleName(tr("Events"));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setVerticalScrollMode(ScrollPerItem);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(EventsModel::What, QHeaderView::Stretch);
    m_timer->setSingleShot(true);
    m_timer->setInterval(kFrame);
    connect(m_timer, &QTimer::timeout, this, &EventsTable::look);
    connect(m_shared, &Viewport::traceChanged, this, &EventsTable::forget);
    connect(m_shared, &Viewport::grew, this, &EventsTable::lookSoon);
    connect(m_shared, &Viewport::cursorChanged, this, &EventsTable::lookSoon);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &EventsTable::reachOn);
    forget();
}

void EventsTable::setTheme(const Theme& theme) {
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Base, theme.background);
    setPalette(palette);
}

void EventsTable::forget() {
    const QScopedValueRollback guard(m_isLooking, true);
    m_events->setTrace(m_shared->trace());
    fitColumns();
    lookSoon();
}

void EventsTable::lookSoon() {
    if (!m_timer->isActive()) m_timer->start();
}

void EventsTable::showEvent(QShowEvent* event) {
    QTableView::showEvent(event);
    look();
    m_mustScroll = true; // what was scrolled to before there was a height is out of sight
    lookSoon();
}

// A view without a current row takes the first when it gets the focus: that is nobody's wish to go there.
void EventsTable::focusInEvent(QFocusEvent* event) {
    const QScopedValueRollback guard(m_isLooking, true);
    QTableView::focusInEvent(event);
    showCursor();
}

void EventsTable::look() {
    m_timer->stop();
    if (!isVisible()) return; // behind another tab: nobody sees it
    const QScopedValueRollback guard(m_isLooking, true);
    const bool wasEmpty = m_events->rowCount() == 0;
    m_events->grow();
    if (wasEmpty) fitColumns();
    showCursor();
}

void EventsTable::showCursor() {
    const auto event = m_shared->cursor().event;
    if (!m_shared->trace() || !event) return clearSelection();
    m_events->reach(*event);
    const auto row = m_events->rowOf(*event);
    if (!row || (currentIndex().row() == *row && !m_mustScroll)) return;
    const QModelIndex cell = m_events->index(*row, std::max(0, currentIndex().column()));
    setCurrentIndex(cell);
    scrollTo(cell);
    m_mustScroll = false;
}

// By what is widest, so that no digit is cut off and no column jumps while scrolling.
void EventsTable::fitColumns() {
    const QFontMetrics metrics = fontMetrics();
    const auto fit = [&](EventsModel::Column column, const QString& widest) {
        setColumnWidth(column, metrics.horizontalAdvance(widest) + 16);
    };
    fit(EventsModel::Number, QStringLiteral("8,888,888"));
    fit(EventsModel::Time, QStringLiteral("8,888.888888 ms"));
    fit(EventsModel::Thread, QStringLiteral("Consumer 88"));
    fit(EventsModel::Where, QStringLiteral("two_locks.cpp:888"));
}

void EventsTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (m_isLooking || !current.isValid() || current.row() == previous.row()) return;
    m_shared->setCursorEvent(m_events->eventAt(current.row()));
}

// At either end of the stretch the model holds, moves on to what lies beyond.
void EventsTable::reachOn(int scrollValue) {
    if (m_isLooking || !m_shared->trace()) return;
    const std::size_t first = m_events->firstEvent();
    const std::size_t end = first + static_cast<std::size_t>(m_events->rowCount());
    const bool isAtTop = scrollValue == 0 && first > 0;
    const bool isAtEnd = scrollValue == verticalScrollBar()->maximum() && end < m_shared->trace()->size();
    if (!isAtTop && !isAtEnd) return;
    const EventIndex seam{static_cast<std::uint32_t>(isAtTop ? first - 1 : end)};
    const QScopedValueRollback guard(m_isLooking, true);
    m_events->reach(seam);
    if (const auto row = m_events->rowOf(seam))
        scrollTo(m_events->index(*row, 0), isAtTop ? PositionAtTop : PositionAtBottom);
}

} // namespace lockstep::ui
