// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"

#include "core/scenarios/catalogue.h"
#include "ui/charts/queuechart.h"
#include "ui/controls/find/filterstrip.h"
#include "ui/controls/find/searchbar.h"
#include "ui/controls/runs/runspanel.h"
#include "ui/controls/scenario/modebox.h"
#include "ui/controls/scenario/scenariopanel.h"
#include "ui/controls/status/banner.h"
#include "ui/controls/status/momentline.h"
#include "ui/controls/status/statelegend.h"
#include "ui/controls/status/statusline.h"
#include "ui/controls/stepping/steppanel.h"
#include "ui/controls/transportbar.h"
#include "ui/graph/detection/panel/detectionpanel.h"
#include "ui/graph/graphview.h"
#include "ui/lesson/code/codepane.h"
#include "ui/lesson/start/startpage.h"
#include "ui/lesson/text/lessonpane.h"
#include "ui/model/run.h"
#include "ui/model/stepper.h"
#include "ui/model/viewport.h"
#include "ui/tables/contentiontable.h"
#include "ui/tables/eventstable.h"
#include "ui/timeline/widget/minimap.h"
#include "ui/timeline/widget/timelinewidget.h"
#include "ui/window/actions/actiontable.h"
#include "ui/window/actions/commands.h"
#include "ui/window/centre.h"
#include "ui/window/compare/comparisonview.h"
#include "ui/window/compare/sidebyside.h"
#include "ui/window/detectionactions.h"
#include "ui/window/dialogs/dialogs.h"
#include "ui/window/docklayout.h"
#include "ui/window/files/traces.h"
#include "ui/window/find/finder.h"
#include "ui/window/focusframe.h"
#include "ui/window/lessons.h"
#include "ui/window/notebook.h"
#include "ui/window/runpresenter.h"
#include "ui/window/schedules.h"
#include "ui/window/start/startscreen.h"

#include <QAction>
#include <QCloseEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QScreen>
#include <QTableView>

namespace lockstep::ui {

namespace {

constexpr QSize kFirstSize(1440, 900);
// Not larger than the screen, with room for the frame that the desktop draws around it.
QSize firstSize(const QScreen& screen) {
    return kFirstSize.boundedTo(screen.availableSize() - QSize(8, 40));
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
    connectControls();
    connectViews();
    restoreSettings();
}

MainWindow::~MainWindow() {
    // the views let go of the trace before the run that owns it ends
    m_parts.run->disconnect();
    m_parts.viewport->setTrace(nullptr);
}

void MainWindow::makeModel() {
    m_parts.run = new Run(this);
    m_parts.viewport = new Viewport(this);
    m_parts.stepper = new Stepper(*m_parts.run, *m_parts.viewport, this);
    m_parts.appearance = new Appearance(this);
}

void MainWindow::makeControls() {
    m_parts.transport = new TransportBar(this);
    m_parts.scenario = new ScenarioPanel(catalogue(), this);
    m_parts.steps = new StepPanel(*m_parts.run, *m_parts.stepper, *m_parts.viewport, this);
    m_parts.banner = new Banner(this);
    m_parts.moment = new MomentLine(m_parts.viewport, this);
    m_parts.legend = new StateLegend(m_parts.viewport, this);
    m_parts.search = new SearchBar(*m_parts.viewport, this);
    m_parts.filter = new FilterStrip(*m_parts.viewport, this);
    addToolBar(m_parts.transport);
}

void MainWindow::makeViews() {
    Viewport* viewport = m_parts.viewport;
    m_parts.minimap = new Minimap(viewport, this);
    m_parts.timeline = new TimelineWidget(viewport, this);
    m_parts.queues = new QueueChart(viewport, this);
    m_parts.graph = new GraphView(viewport, this);
    m_parts.code = new CodePane(viewport, this);
    m_parts.lesson = new LessonPane(this);
    m_parts.contention = new ContentionTable(viewport, this);
    m_parts.events = new EventsTable(viewport, this);
    m_parts.runs = new RunsPanel(*m_parts.run, *viewport, this);
    m_parts.status = new StatusLine(this);
    setStatusBar(m_parts.status);
    m_parts.detection = new DetectionPanel(viewport, this);
}

void MainWindow::makeCentre() {
    m_parts.centre = new Centre(m_parts, this);
    m_parts.comparison = new ComparisonView(this);
    m_parts.start = new StartScreen(m_parts, this);
    setCentralWidget(m_parts.start);
    m_parts.docks =
        new DockLayout(*this, {m_parts.scenario, m_parts.steps, m_parts.graph, m_parts.code, m_parts.lesson,
                               m_parts.contention, m_parts.events, m_parts.runs, m_parts.detection});
    m_parts.sideBySide = new SideBySide(m_parts, this);
    m_parts.lessons = new Lessons(m_parts, this);
    m_parts.presenter = new RunPresenter(m_parts, this);
    m_parts.finder = new Finder(m_parts, this);
    m_parts.noteBook = new NoteBook(m_parts, *this);
    m_parts.dialogs = new Dialogs(m_parts, *this);
    m_parts.schedules = new Schedules(m_parts, *this);
    m_parts.traces = new Traces(m_parts, m_settings, *this);
    new FocusFrame(*this);
}

void MainWindow::makeActions() {
    m_actions = new ActionTable(commandRows(*this, m_parts), *this);
    m_actions->bindTimeline(*m_parts.timeline);
    for (QWidget* view :
         std::initializer_list<QWidget*>{m_parts.minimap, m_parts.queues, m_parts.graph, m_parts.contention,
                                         m_parts.events, m_parts.scenario->list(), &m_parts.steps->list(),
                                         &m_parts.runs->table(), &m_parts.detection->view()})
        m_actions->bindView(*view);
    m_actions->fillMenus(*menuBar());
    addRecentTraces();
    m_parts.banner->setShowMeKey(m_actions->keysText("go.deadlock"));
    m_parts.filter->setShowAllKey(m_actions->keysText("filter.all"));
    m_parts.banner->setWalkKey(m_actions->keysText("detection.explain"));
    new DetectionActions(m_parts, *m_actions, this);
    m_parts.transport->setActions(
        actionsFor({"run.toggle", "run.stop", "run.restart", "", "go.start", "go.back", "go.forward",
                    "go.end", "go.follow", "", "view.fitAll", "file.export"}));
    m_parts.steps->setActions(actionsFor(
        {"go.back", "go.forward", "step.untilBlocked", "step.untilEnds", "", "branch.step", "branch.free"}));
    offerMenu(*m_parts.timeline,
              {"filter.met", "filter.all", "", "branch.step", "branch.free", "", "go.back", "go.forward"});
    offerMenu(*m_parts.graph, {"filter.met", "filter.all"});
    offerMenu(*m_parts.contention, {"table.copyCsv", "table.copyMarkdown"});
    offerMenu(m_parts.runs->table(),
              {"branch.step", "branch.free", "", "schedule.copy", "schedule.save", "", "runs.rename"});
}

QList<QAction*> MainWindow::actionsFor(std::initializer_list<const char*> ids) const {
    QList<QAction*> actions;
    for (const char* id : ids) actions += *id ? m_actions->action(id) : nullptr;
    return actions;
}

void MainWindow::addRecentTraces() {
    QAction* before = m_actions->action("trace.save");
    for (QAction* menu : menuBar()->actions()) {
        if (!menu->menu() || !menu->menu()->actions().contains(before)) continue;
        auto* recent = new QMenu(tr("Open &recent"), menu->menu());
        menu->menu()->insertMenu(before, recent);
        m_parts.traces->fill(*recent);
    }
}

void MainWindow::offerMenu(QWidget& view, std::initializer_list<const char*> ids) {
    auto* menu = new QMenu(&view);
    menu->setToolTipsVisible(true);
    for (QAction* action : actionsFor(ids))
        if (action)
            menu->addAction(action);
        else
            menu->addSeparator();
    view.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&view, &QWidget::customContextMenuRequested, menu, [this, menu, &view](QPoint place) {
        m_parts.finder->point();
        m_actions->action("filter.met")->setText(m_parts.finder->meetingText());
        menu->popup(view.mapToGlobal(place));
    });
    const auto letGo = [this] {
        m_parts.finder->letGo();
        m_actions->action("filter.met")->setText(m_parts.finder->meetingText());
    };
    connect(menu, &QMenu::aboutToHide, this, letGo, Qt::QueuedConnection); // once it has acted
}

void MainWindow::connectControls() {
    connect(m_parts.scenario, &ScenarioPanel::runRequested, this, &MainWindow::start);
    connect(m_parts.lessons, &Lessons::startWanted, this, &MainWindow::start);
    connect(m_parts.start, &StartScreen::startWanted, this, &MainWindow::start);
    connect(m_parts.scenario, &ScenarioPanel::speedChanged, m_parts.run, &Run::setSpeed);
    connect(&m_parts.scenario->mode(), &ModeBox::modeChanged, this, &MainWindow::showSteps);
    connect(m_parts.run, &Run::traceReplaced, this, &MainWindow::showSteps);
    connect(m_parts.run, &Run::traceReplaced, this, &MainWindow::showMode);
    connect(m_parts.banner, &Banner::walk, m_actions->action("detection.explain"), &QAction::trigger);
    connect(m_parts.banner, &Banner::showMe, m_parts.presenter, &RunPresenter::showNews);
    connect(m_parts.status, &StatusLine::noticeRequested, this,
            [this](const QString& notice) { m_parts.banner->announce(Banner::Tone::Notice, notice); });
    connect(m_parts.appearance, &Appearance::themeChanged, this, &MainWindow::applyTheme);
}

void MainWindow::connectViews() {
    connect(m_parts.viewport, &Viewport::followingChanged, m_actions->action("go.follow"),
            &QAction::setChecked);
    connect(m_parts.timeline, &TimelineWidget::spaceReleased, this, &MainWindow::runOrPause);
    for (auto signal : {&Run::phaseChanged, &Run::haltChanged})
        connect(m_parts.run, signal, this, &MainWindow::showRunIcon);
    for (auto signal : {&Run::traceReplaced, &Run::axisChanged})
        connect(m_parts.run, signal, this, &MainWindow::showAxis);
    for (const char* id : {"go.deadlock", "detection.explain"})
        connect(m_parts.presenter, &RunPresenter::findingsChanged, m_actions->action(id),
                &QAction::setEnabled);
    connect(m_parts.presenter, &RunPresenter::titleChanged, this, &MainWindow::showTitle);
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
    for (const char* id : {"go.deadlock", "detection.explain"}) m_actions->action(id)->setEnabled(false);
    showLegend(m_settings.hasLegend());
    setTraceMemory(m_settings.traceMemory());
}

void MainWindow::showAxis() {
    m_actions->action("view.steps")->setChecked(m_parts.run->axis() == TimeAxis::Steps);
}

void MainWindow::showTitle() {
    const QString title = m_parts.presenter->title();
    setWindowTitle(title.isEmpty() ? tr("Lockstep") : QStringLiteral("%1 – Lockstep").arg(title));
}

void MainWindow::showLegend(bool isShown) {
    m_parts.legend->setVisible(isShown);
    m_actions->action("view.legend")->setChecked(isShown);
    m_settings.setLegend(isShown);
}

void MainWindow::setTraceMemory(TraceMemory memory) {
    limitTraceMemory(memory);
    m_settings.setTraceMemory(memory);
    m_actions->action(QStringLiteral("memory.%1").arg(choiceOf(memory).id))->setChecked(true);
}

void MainWindow::choose(const Scenario& scenario) {
    m_parts.scenario->choose(scenario);
    m_parts.start->leaveStart();
}

void MainWindow::start() {
    const RunSettings settings = m_parts.scenario->settings();
    m_parts.run->start(settings);
    if (settings.mode == Mode::Step) DockLayout::enter(*m_parts.docks->dock("steps"));
}

void MainWindow::showSteps() {
    const Session* session = m_parts.run->session();
    m_parts.docks->showSteps(m_parts.scenario->mode().mode() == Mode::Step ||
                             (session && isOneAtATime(session->settings().mode)));
}

// A run that was pasted or goes on from a step has a mode of its own.
void MainWindow::showMode() {
    if (m_parts.run->session() && m_parts.run->isActive())
        m_parts.scenario->mode().setMode(m_parts.run->session()->settings().mode);
}

void MainWindow::runOrPause() {
    if (m_parts.run->phase() == Phase::Stuck)
        start();
    else if (m_parts.stepper->isStepping())
        m_parts.stepper->goOnOrWait();
    else if (m_parts.run->isActive())
        m_parts.run->pauseOrResume();
    else
        start();
}

void MainWindow::setTheme(ThemeChoice choice) {
    static constexpr const char* kActions[] = {"theme.system", "theme.light", "theme.dark"};
    m_actions->action(kActions[static_cast<int>(choice)])->setChecked(true);
    m_parts.appearance->choose(choice);
    m_settings.setTheme(choice);
}

void MainWindow::applyTheme() {
    const Theme& theme = m_parts.appearance->theme();
    m_parts.start->setTheme(theme);
    m_parts.comparison->setTheme(theme);
    m_parts.banner->setTheme(theme);
    m_parts.filter->setTheme(theme);
    m_parts.minimap->setTheme(theme);
    m_parts.timeline->setTheme(theme);
    m_parts.queues->setTheme(theme);
    m_parts.moment->setTheme(theme);
    m_parts.legend->setTheme(theme);
    m_parts.graph->setTheme(theme);
    m_parts.detection->setTheme(theme);
    m_parts.code->setTheme(theme);
    m_parts.contention->setTheme(theme);
    m_parts.lesson->setTheme(theme);
    m_parts.steps->setTheme(theme);
    m_actions->setIcons(theme.palette(), m_parts.appearance->isDesktops());
    showRunIcon();
    m_parts.transport->reserveRoom();
}

void MainWindow::showRunIcon() {
    const IconName name = m_parts.presenter->goesByItself() ? IconName::Pause : IconName::Run;
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

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    m_parts.docks->fit();
    if (event->spontaneous()) return;
    if (m_parts.start->isStart())
        m_parts.start->page().field().setFocus();
    else
        m_parts.scenario->list()->setFocus();
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    m_parts.docks->fit();
}

// Stopping returns at once; the threads are unwound while the window goes, and waited for when it is
// destroyed.
void MainWindow::closeEvent(QCloseEvent* event) {
    m_parts.run->runs().stopAll();
    m_settings.setWindow(saveGeometry(), m_parts.docks->save());
    event->accept();
}

} // namespace lockstep::ui
