// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/contentiontable.h"

#include "core/analysis/sentences.h"
#include "ui/model/viewport.h"
#include "ui/model/words.h"
#include "ui/tables/contentionrows.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTableView>
#include <QTimer>

namespace lockstep::ui {

namespace {
constexpr int kRefreshMilliseconds = 1000;
}

ContentionTable::ContentionTable(Viewport* viewport, QWidget* parent)
    : QSplitter(Qt::Horizontal, parent)
    , m_viewport(viewport)
    , m_locks(new QStandardItemModel(this))
    , m_threads(new QStandardItemModel(this))
    , m_timer(new QTimer(this)) {
    m_pool.setMaxThreadCount(1);
    addTable(m_locks, tr("Locks"));
    addTable(m_threads, tr("Threads"));
    setChildrenCollapsible(false);
    m_timer->setSingleShot(true);
    m_timer->setInterval(kRefreshMilliseconds);
    connect(m_timer, &QTimer::timeout, this, &ContentionTable::refresh);
    connect(m_viewport, &Viewport::traceChanged, this, &ContentionTable::replaceTrace);
    connect(m_viewport, &Viewport::grew, this, [this] {
        if (isVisible() && !m_timer->isActive()) m_timer->start();
    });
}

ContentionTable::~ContentionTable() {
    m_pool.waitForDone();
}

QTableView* ContentionTable::addTable(QStandardItemModel* model, const QString& name) {
    auto* table = new QTableView(this);
    table->setModel(model);
    table->setAccessibleName(name);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    table->horizontalHeader()->setHighlightSections(false);
    addWidget(table);
    return table;
}

// A result under way reads the old trace, which may go when this returns.
void ContentionTable::replaceTrace() {
    m_timer->stop();
    m_pool.waitForDone();
    ++m_generation;
    refresh();
}

void ContentionTable::showEvent(QShowEvent* event) {
    QSplitter::showEvent(event);
    refresh();
}

void ContentionTable::refreshNow() {
    show(m_viewport->trace() ? Contention::of(*m_viewport->trace()) : Contention{});
}

void ContentionTable::refresh() {
    if (!m_viewport->trace()) return show({});
    if (!isVisible() || m_pool.activeThreadCount() > 0) return;
    m_pool.start([this, trace = m_viewport->trace(), generation = m_generation] {
        auto result = Contention::of(*trace);
        QMetaObject::invokeMethod(this, [this, generation, result = std::move(result)] {
            if (generation == m_generation) show(result);
        });
    });
}

void ContentionTable::show(const Contention& contention) {
    const Trace* trace = m_viewport->trace();
    fill(*m_locks, lockRows(trace, contention));
    fill(*m_threads, threadRows(trace, contention));
    for (auto* table : findChildren<QTableView*>()) table->resizeColumnsToContents();
}

} // namespace lockstep::ui
