// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/contentiontable.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <QTimer>

namespace lockstep::ui {

namespace {
constexpr int kInterval = 1000; // ms between two looks at a trace that grows
} // namespace

ContentionTable::ContentionTable(Viewport* viewport, QWidget* parent)
    : QWidget(parent)
    , m_viewport(viewport)
    , m_locks(new UseModel(this))
    , m_threads(new UseModel(this))
    , m_lockView(makeView(m_locks, tr("Locks: waits and holds")))
    , m_threadView(makeView(m_threads, tr("Threads: time in each state")))
    , m_timer(new QTimer(this)) {
    makeLayout();
    m_timer->setSingleShot(true);
    m_timer->setInterval(kInterval);
    connect(m_timer, &QTimer::timeout, this, &ContentionTable::update);
    connect(m_viewport, &Viewport::traceChanged, this, &ContentionTable::forget);
    connect(m_viewport, &Viewport::grew, this, &ContentionTable::updateSoon);
    connect(m_viewport, &Viewport::selectedThreadChanged, this, &ContentionTable::showSelectedThread);
    connect(m_lockView, &QTableView::entered, this, &ContentionTable::hover);
    connect(m_lockView->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ContentionTable::hover);
    connect(m_threadView, &QTableView::activated, this, &ContentionTable::selectThread);
    connect(m_threadView, &QTableView::clicked, this, &ContentionTable::selectThread);
    update();
}

ContentionTable::~ContentionTable() {
    stopWorker();
}

QTableView* ContentionTable::makeView(UseModel* model, const QString& name) {
    auto* view = new QTableView(this);
    auto* sorted = new QSortFilterProxyModel(view);
    sorted->setSourceModel(model);
    sorted->setSortRole(UseModel::kNumberRole);
    view->setModel(sorted);
    view->setSortingEnabled(true);
    view->sortByColumn(-1, Qt::AscendingOrder);
    view->setAccessibleName(name);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setMouseTracking(true);
    view->setTabKeyNavigation(false);
    view->setAlternatingRowColors(true);
    view->setShowGrid(false);
    view->setFrameShape(QFrame::NoFrame);
    view->setWordWrap(false);
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(view->fontMetrics().height() + 6);
    view->horizontalHeader()->setHighlightSections(false);
    view->viewport()->installEventFilter(this);
    return view;
}

void ContentionTable::makeLayout() {
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(m_lockView);
    split->addWidget(m_threadView);
    split->setChildrenCollapsible(false);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(split);
}

void ContentionTable::setTheme(const Theme& theme) {
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Base, theme.background);
    for (QTableView* view : {m_lockView, m_threadView}) view->setPalette(palette);
}

ContentionTable::Tables ContentionTable::computed(const Trace& trace, const std::stop_token& stop) {
    const Contention contention = Contention::of(trace, stop);
    return {lockUse(trace, contention), threadUse(trace, contention)};
}

// Another trace: nothing of the old one may be touched again, here or on the worker.
void ContentionTable::forget() {
    stopWorker();
    m_timer->stop();
    m_eventsShown = 0;
    take({});
    update();
}

void ContentionTable::stopWorker() {
    ++m_round;
    if (!m_worker.joinable()) return;
    m_worker.request_stop();
    m_worker.join();
}

void ContentionTable::updateSoon() {
    if (!m_timer->isActive()) m_timer->start();
}

void ContentionTable::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    update();
}

void ContentionTable::update() {
    const Trace* trace = m_viewport->trace();
    // behind another tab nobody sees it; showEvent makes up for it
    if (!trace || !isVisible() || trace->size() == m_eventsShown || isComputing()) return;
    m_eventsShown = trace->size();
    if (m_eventsShown > kManyEvents) return computeAside(*trace);
    take(computed(*trace, {}));
    emit updated();
}

void ContentionTable::computeAside(const Trace& trace) {
    m_worker = std::jthread([this, &trace, round = m_round](const std::stop_token& stop) {
        Tables tables = computed(trace, stop);
        if (stop.stop_requested()) return;
        QMetaObject::invokeMethod(
            this,
            [this, round, shown = std::move(tables)]() mutable {
                if (round != m_round) return;
                m_worker.join(); // has nothing left to do
                take(std::move(shown));
                emit updated();
                if (m_viewport->trace() && m_viewport->trace()->size() != m_eventsShown) updateSoon();
            },
            Qt::QueuedConnection);
    });
}

void ContentionTable::take(Tables tables) {
    m_locks->setTable(std::move(tables.locks));
    m_threads->setTable(std::move(tables.threads));
    for (QTableView* view : {m_lockView, m_threadView}) view->resizeColumnsToContents();
    m_lockView->setVisible(m_locks->rowCount() > 0); // a run without locks leaves its room to the threads
    showSelectedThread();
}

void ContentionTable::hover(const QModelIndex& row) {
    m_viewport->setHoveredObject(row.isValid() ? ObjectId{row.data(UseModel::kIdRole).toUInt()} : ObjectId{});
}

void ContentionTable::selectThread(const QModelIndex& row) {
    m_viewport->setSelectedThread(ThreadId{row.data(UseModel::kIdRole).toUInt()});
}

void ContentionTable::showSelectedThread() {
    const QAbstractItemModel* model = m_threadView->model();
    for (int row = 0; row < model->rowCount(); ++row)
        if (model->index(row, 0).data(UseModel::kIdRole).toUInt() == m_viewport->selectedThread().value)
            return m_threadView->selectRow(row);
}

bool ContentionTable::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_lockView->viewport() && event->type() == QEvent::Leave) hover({});
    return QWidget::eventFilter(watched, event);
}

} // namespace lockstep::ui
