// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"

#include "core/scenarios/catalogue.h"
#include "ui/charts/queuechart.h"
#include "ui/controls/banner.h"
#include "ui/controls/scenariopanel.h"
#include "ui/controls/statusline.h"
#include "ui/controls/transportbar.h"
#include "ui/graph/graphview.h"
#include "ui/lesson/codepane.h"
#include "ui/model/run.h"
#include "ui/model/viewport.h"
#include "ui/model/words.h"
#include "ui/tables/contentiontable.h"
#include "ui/tables/eventstable.h"
#include "ui/timeline/minimap.h"
#include "ui/timeline/timelinewidget.h"
#include "ui/window/actions/actiontable.h"
#include "ui/window/dialogs/commandpalette.h"
#include "ui/window/actions/commands.h"
#include "ui/window/docklayout.h"
#include "ui/window/dialogs/exportdialog.h"
#include "ui/window/dialogs/keysheet.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QScreen>
#include <QSplitter>
#include <QVBoxLayout>

namespace lockstep::ui {

namespace {

constexpr QSize kFirstSize(1440, 900);
constexpr int kTallestChart = 160; // unless the user drags it taller

// Not larger than the screen, with room for the frame that the desktop draws around it.
QSize firstSize(const QScreen& screen) {
    return kFirstSize.boundedTo(screen.availableSize() - QSize(8, 40));
}

QString deadlockText(const std::vector<Finding>& deadlocks) {
    QStringList sentences;
    for (const Finding& finding : deadlocks) sentences += QString::fromStdString(finding.sentence);
    const qsizetype shown = 3;
    const qsizetype more = sentences.size() - shown;
    if (more > 0)
        sentences = sentences.mid(0, shown)
                    << MainWindow::tr("And %n more.", nullptr, static_cast<int>(more));
    return MainWindow::tr("Deadlock: %1").arg(sentences.join('\n'));
}

bool isWrong(const Session& session) {
    return session.outcome() == Outcome::Failed ||
           (session.expected().index() != 0 && session.result() != session.expected());
}

} // namespace

MainWindow::MainWindow(const QString& settingsPath)
    : m_settings(settingsPath) {
    setWindowTitle(tr("Lockstep"));
    makeModel();
    makeControls();
    makeViews();
    makeCentre();
    makeActions();
    connectRun();
    connectControls();
    connectViews();
    restoreSettings();
}

MainWindow::~MainWindow() {
    // the views let go of the trace before the run that owns it ends
    m_parts.run->disconnect(this);
    m_parts.viewport->setTrace(nullptr);
}

void MainWindow::makeModel() {
    m_parts.run = new Run(this);
    m_parts.viewport = new Viewport(this);
    m_parts.appearance = new Appearance(this);
}

void MainWindow::makeControls() {
    m_parts.transport = new TransportBar(this);
    m_parts.scenario = new ScenarioPanel(catalogue(), this);
    m_parts.banner = new Banner(this);
    m_parts.status = new StatusLine(this);
    addToolBar(m_parts.transport);
    setStatusBar(m_parts.status);
}

void MainWindow::makeViews() {
    Viewport* viewport = m_parts.viewport;
    m_parts.minimap = new Minimap(viewport, this);
    m_parts.timeline = new TimelineWidget(viewport, this);
    m_parts.queues = new QueueChart(viewport, this);
    m_parts.graph = new GraphView(viewport, this);
    m_parts.code = new CodePane(viewport, this);
    m_parts.contention = new ContentionTable(viewport, this);
    m_parts.events = new EventsTable(viewport, this);
}

void MainWindow::makeCentre() {
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    m_split = new QSplitter(Qt::Vertical, centre);
    m_split->addWidget(m_parts.timeline);
    m_split->addWidget(m_parts.queues);
    m_split->setStretchFactor(0, 1);
    m_split->setChildrenCollapsible(false);
    column->addWidget(m_parts.banner);
    column->addWidget(m_parts.minimap);
    column->addWidget(m_split, 1);
    setCentralWidget(centre);
    m_parts.docks = new DockLayout(
        *this, {m_parts.scenario, m_parts.graph, m_parts.code, m_parts.contention, m_parts.events});
}

void MainWindow::makeActions() {
    m_actions = new ActionTable(commandRows(*this, m_parts), *this);
    m_actions->bindTimeline(*m_parts.timeline);
    for (QWidget* view :
         std::initializer_list<QWidget*>{m_parts.minimap, m_parts.queues, m_parts.graph, m_parts.contention,
                                         m_parts.events, m_parts.scenario->list()})
        m_actions->bindView(*view);
    m_actions->fillMenus(*menuBar());
    m_parts.banner->setShowMeKey(m_actions->keysText("go.deadlock"));
    fillTransport();
}

void MainWindow::fillTransport() {
    QList<QAction*> actions;
    for (const char* id : {"run.toggle", "run.stop", "run.restart", "", "go.start", "go.back", "go.forward",
                           "go.end", "go.follow", "", "view.fitAll", "file.export"})
        actions += *id ? m_actions->action(id) : nullptr;
    m_parts.transport->setActions(actions);
}

void MainWindow::connectRun() {
    connect(m_parts.run, &Run::traceReplaced, this, &MainWindow::takeNewTrace);
    connect(m_parts.run, &Run::traceGrew, this, &MainWindow::showProgress);
    connect(m_parts.run, &Run::phaseChanged, this, &MainWindow::showPhase);
    connect(m_parts.run, &Run::deadlockFound, this, &MainWindow::announceDeadlock);
    connect(m_parts.run, &Run::couldNotStart, this, [this](const QString& sentence) {
        m_parts.banner->announce(Banner::Tone::Notice, tr("The run could not start: %1").arg(sentence));
    });
}

void MainWindow::connectControls() {
    connect(m_parts.scenario, &ScenarioPanel::scenarioChosen, this, &MainWindow::showChosenCode);
    connect(m_parts.scenario, &ScenarioPanel::runRequested, this, &MainWindow::start);
    connect(m_parts.scenario, &ScenarioPanel::speedChanged, m_parts.run, &Run::setSpeed);
    connect(m_parts.banner, &Banner::showMe, this, &MainWindow::showDeadlock);
    connect(m_parts.status, &StatusLine::noticeRequested, this,
            [this](const QString& notice) { m_parts.banner->announce(Banner::Tone::Notice, notice); });
    connect(m_parts.appearance, &Appearance::themeChanged, this, &MainWindow::applyTheme);
}

void MainWindow::connectViews() {
    Viewport* viewport = m_parts.viewport;
    connect(viewport, &Viewport::cursorChanged, this, &MainWindow::showCursor);
    connect(viewport, &Viewport::followingChanged, m_actions->action("go.follow"), &QAction::setChecked);
    connect(m_parts.timeline, &TimelineWidget::spaceReleased, this, &MainWindow::runOrPause);
    connect(m_parts.timeline, &TimelineWidget::plotGeometryChanged, this, &MainWindow::alignCharts);
}

void MainWindow::restoreSettings() {
    setTheme(m_settings.theme());
    m_parts.appearance->setTextScale(m_settings.textScale());
    const bool hasGeometry = !m_settings.geometry().isEmpty();
    if (!hasGeometry || !restoreGeometry(m_settings.geometry())) resize(firstSize(*screen()));
    if (!m_settings.layout().isEmpty() && !m_parts.docks->restore(m_settings.layout()))
        m_settings.reportDamage();
    if (!m_settings.damage().isEmpty()) m_parts.banner->announce(Banner::Tone::Notice, m_settings.damage());
    m_actions->action("go.follow")->setChecked(m_parts.viewport->isFollowing());
    m_actions->action("arrows.selection")->setChecked(true);
    showQueues();
    showChosenCode();
    showPhase();
}

void MainWindow::choose(const Scenario& scenario) {
    m_parts.scenario->choose(scenario);
}

void MainWindow::start() {
    m_parts.run->start(m_parts.scenario->settings());
}

void MainWindow::runOrPause() {
    if (m_parts.run->isActive())
        m_parts.run->pauseOrResume();
    else
        start();
}

// The old trace lives until the signal that brought us here has been answered.
void MainWindow::takeNewTrace() {
    m_deadlocks.clear();
    m_parts.banner->dismiss();
    m_parts.viewport->setTrace(m_parts.run->trace());
    showQueues();
    showCode(*m_parts.run->session()->settings().scenario);
    setWindowTitle(QStringLiteral("%1 – Lockstep").arg(runTitle()));
}

void MainWindow::showProgress() {
    m_parts.viewport->traceGrew();
    showQueues();
    m_parts.status->showRun(m_parts.run->session(), m_parts.run->phase());
    m_parts.status->showCursor(m_parts.viewport->trace(), m_parts.viewport->cursor());
}

// The chart takes room only when there is something in it.
void MainWindow::showQueues() {
    const Trace* trace = m_parts.viewport->trace();
    const bool hasAny = trace && !depthSubjects(*trace, m_showsVariables).empty();
    if (m_parts.queues->isHidden() != hasAny) return;
    m_parts.queues->setVisible(hasAny);
    const int height = m_split->height();
    const int share = std::clamp(height / 4, m_parts.queues->minimumSizeHint().height(), kTallestChart);
    if (hasAny) m_split->setSizes({height - share, share});
}

void MainWindow::toggleVariables() {
    m_showsVariables = !m_showsVariables;
    m_parts.queues->setVariablesShown(m_showsVariables);
    showQueues();
}

void MainWindow::showPhase() {
    const Phase phase = m_parts.run->phase();
    m_parts.transport->showPhase(phase);
    showRunIcon();
    m_actions->action("go.deadlock")->setEnabled(!m_deadlocks.empty());
    m_parts.status->showRun(m_parts.run->session(), phase);
    if (phase == Phase::Ended) announceOutcome();
}

void MainWindow::announceOutcome() {
    if (isWrong(*m_parts.run->session()) && m_deadlocks.empty())
        m_parts.banner->announce(Banner::Tone::Notice, outcomeSentence(*m_parts.run->session()));
}

void MainWindow::announceDeadlock(const Finding& finding) {
    m_deadlocks.push_back(finding);
    m_parts.banner->announce(Banner::Tone::Deadlock, deadlockText(m_deadlocks));
    m_actions->action("go.deadlock")->setEnabled(true);
}

void MainWindow::showDeadlock() {
    if (m_deadlocks.empty()) return;
    m_parts.viewport->setCursorEvent(m_deadlocks.front().since);
    DockLayout::enter(*m_parts.docks->dock("graph"));
}

// What is about to be run can be read beforehand; as soon as the cursor moves, the code is that of the run
// again.
void MainWindow::showChosenCode() {
    if (!m_parts.run->isActive()) showCode(m_parts.scenario->scenario());
}

void MainWindow::showCode(const Scenario& scenario) {
    const QString file = words(scenario.sourceFile);
    if (m_parts.code->fileName() != file) m_parts.code->showSource(file);
}

void MainWindow::showCursor() {
    m_parts.status->showCursor(m_parts.viewport->trace(), m_parts.viewport->cursor());
    if (const Session* session = m_parts.run->session()) showCode(*session->settings().scenario);
}

void MainWindow::alignCharts() {
    const int left = m_parts.timeline->plotLeft();
    const int width = m_parts.timeline->plotWidth();
    m_parts.minimap->setPlotSpan(left, width);
    m_parts.queues->setPlotSpan(left, width);
}

void MainWindow::setTheme(ThemeChoice choice) {
    static constexpr const char* kActions[] = {"theme.system", "theme.light", "theme.dark"};
    m_actions->action(kActions[static_cast<int>(choice)])->setChecked(true);
    m_parts.appearance->choose(choice);
    m_settings.setTheme(choice);
}

void MainWindow::applyTheme() {
    const Theme& theme = m_parts.appearance->theme();
    m_parts.banner->setTheme(theme);
    m_parts.minimap->setTheme(theme);
    m_parts.timeline->setTheme(theme);
    m_parts.queues->setTheme(theme);
    m_parts.graph->setTheme(theme);
    m_parts.code->setTheme(theme);
    m_actions->setIcons(theme.palette(), m_parts.appearance->isDesktops());
    showRunIcon();
}

void MainWindow::showRunIcon() {
    const IconName name = m_parts.run->phase() == Phase::Running ? IconName::Pause : IconName::Run;
    m_actions->action("run.toggle")
        ->setIcon(icon(name, m_parts.appearance->theme().palette(), m_parts.appearance->isDesktops()));
}

void MainWindow::scaleText(int steps) {
    if (steps == 0)
        m_parts.appearance->setTextScale(1);
    else
        m_parts.appearance->scaleText(steps);
    m_settings.setTextScale(m_parts.appearance->textScale());
}

QString MainWindow::runTitle() const {
    if (!m_parts.run->session()) return {};
    const RunSettings& settings = m_parts.run->session()->settings();
    const QString title = words(settings.scenario->title);
    return settings.variant.empty()
               ? title
               : QStringLiteral("%1 – %2").arg(title, QString::fromStdString(settings.variant));
}

void MainWindow::openExport() {
    if (!m_parts.viewport->trace())
        return m_parts.banner->announce(Banner::Tone::Notice,
                                        tr("There is no picture to export yet: run a scenario first."));
    auto* dialog = new ExportDialog(*m_parts.viewport, m_parts.appearance->theme(), runTitle(), this);
    connect(dialog, &ExportDialog::saved, this,
            [this](const QString& path) { m_parts.status->showMessage(tr("Saved '%1'.").arg(path), 8000); });
    dialog->show();
}

void MainWindow::openKeySheet() {
    (new KeySheet(*m_actions, this))->show();
}

void MainWindow::openPalette() {
    (new CommandPalette(*m_actions, this))->open();
}

void MainWindow::openAbout() {
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("About Lockstep"),
                                tr("Lockstep %1 shows what threads do to each other.\n\n"
                                   "Free software under the GNU General Public License, version 3 or later.")
                                    .arg(QCoreApplication::applicationVersion()),
                                QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowModality(Qt::NonModal);
    box->show();
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    m_parts.docks->fit();
    if (!event->spontaneous()) m_parts.scenario->list()->setFocus();
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    m_parts.docks->fit();
}

// Stopping returns at once; the threads are unwound while the window goes, and waited for when it is
// destroyed.
void MainWindow::closeEvent(QCloseEvent* event) {
    m_parts.run->stop();
    m_settings.setWindow(saveGeometry(), m_parts.docks->save());
    event->accept();
}

} // namespace lockstep::ui
