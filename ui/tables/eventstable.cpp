// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/eventstable.h"

#include "ui/model/viewport.h"
#include "ui/tables/eventsmodel.h"

#include <QHeaderView>
#include <QTimer>

namespace lockstep::ui {

namespace {
constexpr int kGrowMilliseconds = 250;
}

EventsTable::EventsTable(Viewport* viewport, QWidget* parent)
    : QTableView(parent)
    , m_viewport(viewport)
    , m_model(new EventsModel(this))
    , m_growTimer(new QTimer(this)) {
    setModel(m_model);
    setAccessibleName(tr("Events"));
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setTabKeyNavigation(false); // Tab goes on to the next pane
    setShowGrid(false);
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    horizontalHeader()->setSectionResizeMode(EventsModel::What, QHeaderView::Stretch);
    horizontalHeader()->setHighlightSections(false);
    m_growTimer->setSingleShot(true);
    m_growTimer->setInterval(kGrowMilliseconds);

    connect(m_growTimer, &QTimer::timeout, this, &EventsTable::catchUp);
    connect(m_viewport, &Viewport::traceChanged, this, &EventsTable::replaceTrace);
    connect(m_viewport, &Viewport::grew, this, [this] {
        if (isVisible() && !m_growTimer->isActive()) m_growTimer->start();
    });
    connect(m_viewport, &Viewport::cursorChanged, this, &EventsTable::followCursor);
    replaceTrace();
}

void EventsTable::replaceTrace() {
    m_growTimer->stop();
    m_model->setTrace(m_viewport->trace());
    followCursor();
}

void EventsTable::catchUp() {
    m_model->grow();
    followCursor();
}

void EventsTable::showEvent(QShowEvent* event) {
    QTableView::showEvent(event);
    catchUp();
}

void EventsTable::followCursor() {
    const auto event = m_viewport->cursor().event;
    if (!isVisible() || !event || static_cast<int>(event->value) >= m_model->rowCount()) return;
    m_isFollowing = true;
    setCurrentIndex(m_model->index(static_cast<int>(event->value), EventsModel::What));
    m_isFollowing = false;
}

void EventsTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (m_isFollowing || !current.isValid()) return;
    m_viewport->setCursorEvent(EventIndex{static_cast<std::uint32_t>(current.row())});
}

} // namespace lockstep::ui
