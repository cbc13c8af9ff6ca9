// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/code/codepane.h"

#include "ui/lesson/code/codetext.h"
#include "ui/lesson/code/threadlist.h"
#include "ui/lesson/code/twinpane.h"

#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QListView>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTimer>
#include <QVBoxLayout>

namespace lockstep::ui {

namespace {
constexpr int kFrame = 30; // ms: many changes of the cursor, one new look

QString textOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString twinOf(const QString& fileName) {
    return textOf(QStringLiteral(":/twins/%1.py").arg(QFileInfo(fileName).completeBaseName()));
}
} // namespace

CodePane::CodePane(Viewport* viewport, QWidget* parent)
    : QWidget(parent)
    , m_viewport(viewport)
    , m_timer(new QTimer(this))
    , m_title(new QLabel(this))
    , m_tabs(new QTabBar(this))
    , m_pages(new QStackedWidget(this))
    , m_code(new CodeText(m_pages))
    , m_twin(new TwinPane(m_pages))
    , m_list(new QListView(this))
    , m_threads(new ThreadListModel(this))
    , m_delegate(new ThreadDelegate(this)) {
    makeLayout();
    m_timer->setSingleShot(true);
    m_timer->setInterval(kFrame);
    connect(m_timer, &QTimer::timeout, this, &CodePane::look);
    connect(m_viewport, &Viewport::traceChanged, this, &CodePane::forget);
    for (auto signal : {&Viewport::grew, &Viewport::cursorChanged, &Viewport::selectedThreadChanged})
        connect(m_viewport, signal, this, &CodePane::lookSoon);
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    for (CodeText* text : {m_code, &m_twin->code()})
        connect(text, &CodeText::threadClicked, this, &CodePane::select);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& row) {
                if (row.isValid() && !m_isSelecting) select(m_threads->at(row.row()).thread);
            });
    connect(m_list, &QListView::clicked, this,
            [this](const QModelIndex& row) { select(m_threads->at(row.row()).thread); });
    look();
}

void CodePane::makeLayout() {
    m_list->setModel(m_threads);
    m_list->setItemDelegate(m_delegate);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Threads at the cursor"));
    for (QWidget* part : std::initializer_list<QWidget*>{m_code, m_list})
        part->setMinimumHeight(2 * fontMetrics().height()); // they scroll, and others may need the room more
    auto* split = new QSplitter(Qt::Vertical, this);
    m_tabs->addTab(tr("C++"));
    m_tabs->addTab(tr("Python"));
    m_tabs->setDrawBase(false);
    m_tabs->setAccessibleName(tr("Language"));
    m_tabs->setTabToolTip(0, tr("The very program that runs"));
    m_tabs->setTabToolTip(1, tr("The same program in Python, marked where it does the same"));
    m_pages->addWidget(m_code);
    m_pages->addWidget(m_twin);
    split->addWidget(m_pages);
    split->addWidget(m_list);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    split->setSizes({240, 110});
    split->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_title->setContentsMargins(8, 3, 8, 3);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    column->addWidget(m_title);
    column->addWidget(m_tabs);
    column->addWidget(split, 1);
}

void CodePane::setTheme(const Theme& theme) {
    m_code->setTheme(theme);
    m_twin->setTheme(theme);
    m_delegate->setTheme(theme);
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Base, theme.background);
    m_list->setPalette(palette);
    m_list->viewport()->update();
}

void CodePane::setSource(const QString& fileName, const QString& text) {
    m_fileName = fileName;
    tellTitle();
    m_code->setSource(text);
    m_twin->setTwin(twinOf(fileName), text);
    m_tabs->setVisible(!m_twin->isEmpty());
    if (m_twin->isEmpty()) m_tabs->setCurrentIndex(0);
    look();
}

void CodePane::setRunTitle(const QString& title) {
    m_runTitle = title;
    tellTitle();
}

void CodePane::tellTitle() {
    m_title->setText(m_runTitle.isEmpty() ? tr("%1 (not run yet)").arg(m_fileName)
                                          : tr("%1, in the run: %2").arg(m_fileName, m_runTitle));
    m_title->setToolTip(m_title->text());
}

bool CodePane::showSource(const QString& fileName) {
    if (fileName == m_fileName) return true;
    const QString text = textOf(QStringLiteral(":/scenarios/") + fileName);
    setSource(fileName,
              text.isEmpty() ? tr("The source of %1 is not part of this program.").arg(fileName) : text);
    return !text.isEmpty();
}

QString CodePane::title() const {
    return m_title->text();
}

// Another trace: nothing of the old one may be touched again.
void CodePane::forget() {
    look();
}

void CodePane::lookSoon() {
    if (!m_timer->isActive()) m_timer->start();
}

void CodePane::look() {
    m_timer->stop();
    const Trace* trace = m_viewport->trace();
    const auto cursor = m_viewport->cursor().event;
    if (!trace || !cursor) {
        m_threads->clear();
        m_code->setMarks({}, {});
        m_twin->setMarks({}, {});
        return;
    }
    const Moment moment(*trace, *cursor);
    const ThreadId thread = watched();
    m_threads->show(*trace, moment);
    m_code->setMarks(codeMarks(*trace, moment, m_fileName), thread);
    m_twin->setMarks(m_code->marks(), thread);
    for (const CodeMark& mark : m_code->marks())
        if (mark.now.thread == thread) m_code->bringIntoView(mark.now.line);
    showSelection();
}

ThreadId CodePane::watched() const {
    if (m_viewport->selectedThread().isValid()) return m_viewport->selectedThread();
    return m_viewport->trace()->event(*m_viewport->cursor().event).thread;
}

void CodePane::select(ThreadId thread) {
    m_viewport->setSelectedThread(thread);
}

void CodePane::showSelection() {
    const QScopedValueRollback guard(m_isSelecting, true);
    const auto row = m_threads->rowOf(m_viewport->selectedThread());
    if (row)
        m_list->setCurrentIndex(m_threads->index(*row));
    else
        m_list->selectionModel()->clear();
}

} // namespace lockstep::ui
