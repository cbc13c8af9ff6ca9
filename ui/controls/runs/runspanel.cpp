// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/runs/runspanel.h"

#include "ui/controls/runs/runsmodel.h"
#include "ui/model/run.h"
#include "ui/model/viewport.h"
#include "ui/model/words.h"

#include <QHeaderView>
#include <QLabel>
#include <QScopedValueRollback>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace lockstep::ui {

namespace {

constexpr int kFrame = 100; // ms

QTableView* makeTable(QAbstractItemModel* model, QWidget* parent) {
    auto* table = new QTableView(parent);
    table->setModel(model);
    table->setAccessibleName(RunsPanel::tr("Runs"));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    table->setTabKeyNavigation(false);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setFrameShape(QFrame::NoFrame);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 6);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(RunsModel::Origin, QHeaderView::Stretch);
    return table;
}

QLabel* makeSentence(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setContentsMargins(8, 2, 8, 4);
    label->hide();
    return label;
}

// Where two variants part, or two runs in which nobody chose, says nothing: they do so at once.
bool areAlike(const Session& one, const Session& other) {
    const RunSettings& a = one.settings();
    const RunSettings& b = other.settings();
    const bool wasChosen = a.beginsOneAtATime() || b.beginsOneAtATime();
    return wasChosen && a.variant == b.variant && a.parameters == b.parameters;
}

} // namespace

RunsPanel::RunsPanel(Run& run, Viewport& viewport, QWidget* parent)
    : QWidget(parent)
    , m_run(run)
    , m_viewport(viewport)
    , m_model(new RunsModel(run.runs(), this))
    , m_table(makeTable(m_model, this))
    , m_sentence(makeSentence(this))
    , m_timer(new QTimer(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addWidget(m_sentence);
    m_timer->setSingleShot(true);
    m_timer->setInterval(kFrame);
    connect(m_timer, &QTimer::timeout, this, &RunsPanel::look);
    connect(&m_run, &Run::traceReplaced, this, &RunsPanel::takeShown);
    connect(&m_viewport, &Viewport::traceChanged, this, &RunsPanel::look);
    for (auto signal : {&Run::traceGrew, &Run::phaseChanged})
        connect(&m_run, signal, this, &RunsPanel::lookSoon);
    connect(&m_run.runs(), &Runs::changed, this, &RunsPanel::lookSoon);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& row) { showChosen(row.row()); });
}

void RunsPanel::setScenario(const Scenario* scenario) {
    const QScopedValueRollback guard(m_isLooking, true);
    m_model->setScenario(scenario);
    lookSoon();
}

void RunsPanel::rename() {
    if (const auto row = m_model->rowOf(m_shown)) m_table->edit(m_model->index(*row, RunsModel::Name));
}

QString RunsPanel::comparison() const {
    return m_sentence->isHidden() ? QString() : m_sentence->text();
}

void RunsPanel::takeShown() {
    const RunEntry* shown = m_run.runs().of(m_run.session());
    if (!shown || shown->number == m_shown) return;
    m_before = m_shown;
    m_shown = shown->number;
    m_agreed = 0;
    lookSoon();
}

void RunsPanel::lookSoon() {
    if (!m_timer->isActive()) m_timer->start();
}

void RunsPanel::look() {
    m_timer->stop();
    const QScopedValueRollback guard(m_isLooking, true);
    m_model->refresh();
    if (const auto row = m_model->rowOf(m_shown); row && m_table->currentIndex().row() != *row)
        m_table->setCurrentIndex(m_model->index(*row, RunsModel::Name));
    compare();
}

void RunsPanel::showChosen(int row) {
    if (!m_isLooking && row >= 0 && row < m_model->rowCount()) m_run.show(m_model->at(row).number);
}

void RunsPanel::compare() {
    const RunEntry* shown = m_run.runs().find(m_shown);
    const RunEntry* before = m_run.runs().find(m_before);
    const bool isShown = shown && shown->session.get() == m_run.session();
    const bool areBothHere = isShown && before && m_model->rowOf(m_shown) && m_model->rowOf(m_before);
    m_sentence->setVisible(areBothHere);
    if (!areBothHere) return;
    const Trace& here = *m_run.trace(); // as far as it is laid out: what is marked there must be in it
    const Trace& there = before->session->trace();
    const Comparison comparison = compareSteps(here, there, m_agreed);
    m_agreed = comparison.agreed;
    m_sentence->setText(words(comparisonSentence(here, shown->title().toStdString(), there,
                                                 before->title().toStdString(), comparison)));
    const bool isMarked = comparison.isParted() && areAlike(*shown->session, *before->session);
    if (m_viewport.trace() == &here) m_viewport.setParting(isMarked ? comparison.first : std::nullopt);
}

} // namespace lockstep::ui
