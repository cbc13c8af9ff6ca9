// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/contentiontable.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QToolButton>

namespace lockstep::ui {

namespace {
constexpr int kInterval = 1000; // ms between two looks at a trace that grows
constexpr int kPad = 5;         // px beside a title
} // namespace

ContentionTable::ContentionTable(Viewport* viewport, QWidget* parent)
    : QWidget(parent)
    , m_viewport(viewport)
    , m_locks(new UseModel(this))
    , m_threads(new UseModel(this))
    , m_lockView(makeView(m_locks, tr("Locks: waits and holds")))
    , m_threadView(makeView(m_threads, tr("Threads: time in each state")))
    , m_pages(new QStackedWidget(this))
    , m_wished(m_lockView)
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
    showPage();
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
    view->horizontalHeader()->setMinimumSectionSize(20);
    view->viewport()->installEventFilter(this);
    return view;
}

// One table at a time, as wide as the panel: side by side both would have to be scrolled sideways.
void ContentionTable::makeLayout() {
    auto* nothing = new QLabel(tr("Nothing has been run yet."), this);
    nothing->setAlignment(Qt::AlignCenter);
    nothing->setForegroundRole(QPalette::PlaceholderText);
    for (QWidget* page : std::initializer_list<QWidget*>{nothing, m_lockView, m_threadView})
        m_pages->addWidget(page);
    m_lockButton = makeButton(tr("&Locks"), m_lockView);
    m_threadButton = makeButton(tr("T&hreads"), m_threadView);
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(m_lockButton);
    column->addWidget(m_threadButton);
    column->addStretch();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(4, 2, 0, 0);
    row->setSpacing(4);
    row->addLayout(column);
    row->addWidget(m_pages, 1);
}

QToolButton* ContentionTable::makeButton(const QString& text, QTableView* view) {
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setCheckable(true);
    button->setAutoExclusive(true);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolTip(view->accessibleName());
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(button, &QToolButton::clicked, this, [this, view] {
        m_wished = view;
        showPage();
    });
    return button;
}

// A run without locks has only threads to show.
void ContentionTable::showPage() {
    const bool isEmpty = !m_viewport->trace();
    const bool hasLocks = m_locks->rowCount() > 0;
    QTableView* view = hasLocks ? m_wished : m_threadView;
    m_pages->setCurrentWidget(isEmpty ? m_pages->widget(0) : view);
    m_lockButton->setEnabled(isEmpty || hasLocks);
    const bool isLocks = (isEmpty ? m_wished : view) == m_lockView;
    (isLocks ? m_lockButton : m_threadButton)->setChecked(true);
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
    for (QTableView* view : {m_lockView, m_threadView}) fitColumns(*view);
    showPage();
    showSelectedThread();
}

// As narrow as numbers and titles allow, so that as many as can be are seen; what is left is shared out. The
// mark for sorting has room above the title.
void ContentionTable::fitColumns(QTableView& view) const {
    const int columns = view.model()->columnCount();
    if (columns == 0) return;
    const QAbstractItemView& items = view;
    std::vector<int> widths;
    int left = m_pages->width() - view.verticalScrollBar()->sizeHint().width();
    for (int c = 0; c < columns; ++c) {
        const QString title = view.model()->headerData(c, Qt::Horizontal).toString();
        const int words = view.fontMetrics().size(0, title).width() + 2 * kPad;
        widths.push_back(std::max(words, items.sizeHintForColumn(c)));
        left -= widths.back();
    }
    for (int c = 0; c < columns; ++c)
        view.setColumnWidth(c, widths[static_cast<std::size_t>(c)] + std::max(0, left) / columns);
}

void ContentionTable::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    for (QTableView* view : {m_lockView, m_threadView}) fitColumns(*view);
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
