// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/contentiontable.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>

namespace lockstep::ui {

namespace {
constexpr int kInterval = 1000; // ms between two looks at a trace that grows
} // namespace

ContentionTable::ContentionTable(Viewport* viewport, QWidget* parent)
    : QWidget(parent)
    , m_viewport(viewport)
    , m_locks(new UsePage(tr("Locks: waits and holds"), this))
    , m_threads(new UsePage(tr("Threads: time in each state, waits and holds"), this))
    , m_matrix(new BlamePage(viewport, this))
    , m_path(new PathPage(viewport, this))
    , m_pages(new QStackedWidget(this))
    , m_timer(new QTimer(this))
    , m_aside(new Aside(this)) {
    makeLayout();
    m_timer->setSingleShot(true);
    m_timer->setInterval(kInterval);
    connect(m_timer, &QTimer::timeout, this, &ContentionTable::update);
    connect(m_viewport, &Viewport::traceChanged, this, &ContentionTable::forget);
    connect(m_viewport, &Viewport::grew, this, &ContentionTable::updateSoon);
    connect(m_viewport, &Viewport::selectedThreadChanged, this, &ContentionTable::showSelectedThread);
    connect(&lockView(), &QTableView::entered, this, &ContentionTable::hover);
    connect(&lockView(), &UseView::choiceChanged, this, [this] { hover(lockView().currentIndex()); });
    connect(&threadView(), &QTableView::activated, this, &ContentionTable::selectThread);
    connect(&threadView(), &QTableView::clicked, this, &ContentionTable::selectThread);
    lockView().viewport()->installEventFilter(this);
    showPage();
    update();
}

// One table at a time, as wide as the panel: side by side both would have to be scrolled sideways.
void ContentionTable::makeLayout() {
    auto* nothing = new QLabel(tr("Nothing has been run yet."), this);
    nothing->setAlignment(Qt::AlignCenter);
    nothing->setForegroundRole(QPalette::PlaceholderText);
    for (QWidget* page : std::initializer_list<QWidget*>{nothing, m_locks, m_threads, m_matrix, m_path})
        m_pages->addWidget(page);
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    for (const Page page : {Page::Locks, Page::Threads, Page::Matrix, Page::Path})
        column->addWidget(makeButton(page));
    nameButtons();
    column->addStretch();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(4, 2, 0, 0);
    row->setSpacing(4);
    row->addLayout(column);
    row->addWidget(m_pages, 1);
}

QToolButton* ContentionTable::makeButton(Page page) {
    static const char* const kTips[] = {
        QT_TR_NOOP("Each lock: how often it was taken and waited for, and how long"),
        QT_TR_NOOP("Each thread: how long it was in which state, waited for locks and held them"),
        QT_TR_NOOP("Who let whom wait, and for how long"),
        QT_TR_NOOP("What took the time, one after the other: of the selected stretch, or of the whole run")};
    auto* button = new QToolButton(this);
    button->setCheckable(true);
    button->setAutoExclusive(true);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setToolTip(tr(kTips[static_cast<int>(page)]));
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(button, &QToolButton::clicked, this, [this, page] { choose(page); });
    return m_buttons[static_cast<int>(page)] = button;
}

// A narrow panel leaves its room to the tables.
void ContentionTable::nameButtons() {
    const bool isNarrow = width() < 560;
    const QString names[] = {tr("&Locks"), tr("T&hreads"), isNarrow ? tr("&Who") : tr("&Who for whom"),
                             isNarrow ? tr("&Path") : tr("Critical &path")};
    for (int i = 0; i < kPages; ++i) m_buttons[i]->setText(names[i]);
}

void ContentionTable::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    nameButtons();
}

void ContentionTable::choose(Page page) {
    m_wished = page;
    showPage();
}

QWidget* ContentionTable::widget(Page page) const {
    QWidget* const widgets[] = {m_locks, m_threads, m_matrix, m_path};
    return widgets[static_cast<int>(page)];
}

// A run without locks has only threads to show.
void ContentionTable::showPage() {
    const bool isEmpty = !m_viewport->trace();
    const bool hasLocks = isEmpty || locks().rowCount() > 0;
    const Page page = m_wished == Page::Locks && !hasLocks ? Page::Threads : m_wished;
    m_pages->setCurrentWidget(isEmpty ? m_pages->widget(0) : widget(page));
    m_buttons[static_cast<int>(Page::Locks)]->setEnabled(hasLocks);
    m_buttons[static_cast<int>(page)]->setChecked(true);
}

void ContentionTable::setTheme(const Theme& theme) {
    m_locks->setTheme(theme);
    m_threads->setTheme(theme);
    m_matrix->setTheme(theme);
    m_path->setTheme(theme);
}

const UseView* ContentionTable::shownView() const {
    const UseView* const views[] = {&lockView(), &threadView(), &m_matrix->view(), &m_path->view()};
    for (const UseView* view : views)
        if (m_pages->currentWidget()->isAncestorOf(view) && view->use().rowCount() > 0) return view;
    return nullptr;
}

bool ContentionTable::copy(TextFormat format) const {
    const UseView* view = shownView();
    if (view) QGuiApplication::clipboard()->setText(view->text(format));
    return view;
}

ContentionTable::Figures ContentionTable::computed(const Trace& trace, const std::stop_token& stop) {
    Figures figures{Contention::of(trace, stop), matricesOf(trace, blameOf(trace, stop)), {}, {}};
    figures.locks = lockUse(trace, figures.contention);
    figures.threads = threadUse(trace, figures.contention);
    return figures;
}

// Another trace: nothing of the old one may be touched again, here or on a worker.
void ContentionTable::forget() {
    m_aside->stop();
    m_timer->stop();
    m_eventsShown = 0;
    m_matrix->forget();
    m_path->forget();
    take({});
    update();
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
    m_path->update();
    m_aside->compute(
        m_eventsShown, [trace](const std::stop_token& stop) { return computed(*trace, stop); },
        [this](Figures figures) {
            take(std::move(figures));
            emit updated();
            if (m_viewport->trace() && m_viewport->trace()->size() != m_eventsShown) updateSoon();
        });
}

void ContentionTable::take(Figures figures) {
    m_locks->setTable(std::move(figures.locks), rowsOf(figures.contention.locks));
    m_threads->setTable(std::move(figures.threads), rowsOf(figures.contention.threads));
    m_matrix->setMatrices(std::move(figures.matrices));
    showPage();
    showSelectedThread();
}

void ContentionTable::hover(const QModelIndex& row) {
    m_viewport->setHoveredObject(row.isValid() ? ObjectId{row.data(UseModel::kIdRole).toUInt()} : ObjectId{});
}

void ContentionTable::selectThread(const QModelIndex& row) {
    m_viewport->setSelectedThread(ThreadId{row.data(UseModel::kIdRole).toUInt()});
}

// In its column, which says what its histogram is of.
void ContentionTable::showSelectedThread() {
    UseView& view = threadView();
    const QAbstractItemModel* model = view.model();
    const int column = std::max(0, view.currentIndex().column());
    for (int row = 0; row < model->rowCount(); ++row)
        if (model->index(row, 0).data(UseModel::kIdRole).toUInt() == m_viewport->selectedThread().value &&
            view.currentIndex().row() != row)
            return view.setCurrentIndex(model->index(row, column));
}

bool ContentionTable::eventFilter(QObject* watched, QEvent* event) {
    if (watched == lockView().viewport() && event->type() == QEvent::Leave) hover({});
    return QWidget::eventFilter(watched, event);
}

} // namespace lockstep::ui
