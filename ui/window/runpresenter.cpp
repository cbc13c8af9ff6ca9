// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/runpresenter.h"

#include "core/analysis/lostupdate.h"
#include "core/analysis/stepplaces.h"
#include "core/engine/recording.h"
#include "ui/controls/runs/runspanel.h"
#include "ui/controls/scenario/scenariopanel.h"
#include "ui/controls/status/banner.h"
#include "ui/controls/status/outcomewords.h"
#include "ui/controls/status/statusline.h"
#include "ui/controls/transportbar.h"
#include "ui/lesson/code/codepane.h"
#include "ui/model/run.h"
#include "ui/model/runwords.h"
#include "ui/model/stepper.h"
#include "ui/model/viewport.h"
#include "ui/model/words.h"
#include "ui/window/closeup.h"
#include "ui/window/docklayout.h"

#include "ui/window/lessons.h"
#include <algorithm>
#include <iterator>

namespace lockstep::ui {

RunPresenter::RunPresenter(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts) {
    connect(m_parts.run, &Run::traceReplaced, this, &RunPresenter::takeNewTrace);
    connect(m_parts.run, &Run::axisChanged, this, &RunPresenter::takeNewAxis);
    connect(m_parts.run, &Run::traceGrew, this, &RunPresenter::showProgress);
    for (auto signal : {&Run::phaseChanged, &Run::haltChanged})
        connect(m_parts.run, signal, this, &RunPresenter::showPhase);
    connect(m_parts.run, &Run::findingMade, this, &RunPresenter::addFinding);
    connect(m_parts.run, &Run::couldNotStart, this, [this](const QString& sentence) {
        m_parts.banner->announce(Banner::Tone::Notice, tr("The run could not start: %1").arg(sentence));
    });
    connect(m_parts.scenario, &ScenarioPanel::scenarioChosen, this, &RunPresenter::showChosen);
    connect(m_parts.viewport, &Viewport::cursorChanged, this, &RunPresenter::showCursor);
    showChosen();
    showPhase();
}

bool RunPresenter::isShown() const {
    return m_parts.run->trace() && m_parts.viewport->trace() == m_parts.run->trace();
}

// The old trace lives until the signal that brought us here has been answered.
void RunPresenter::takeNewTrace() {
    m_findings.clear();
    m_parts.viewport->setTrace(m_parts.run->trace());
    showRun();
}

// The same events under the same indices: the cursor stays where it is.
void RunPresenter::takeNewAxis() {
    Viewport& viewport = *m_parts.viewport;
    if (!viewport.trace()) return;
    const auto event = viewport.cursor().event;
    const bool wasFollowing = viewport.isFollowing();
    const ThreadId thread = viewport.selectedThread();
    const auto parting = viewport.parting();
    LaneFilter filter = viewport.lanes().filter();
    filter.within.reset(); // it was on the other axis
    viewport.setTrace(m_parts.run->trace());
    const auto isThere = [&](const auto& index) {
        return index && index->index() < viewport.trace()->size();
    };
    if (!wasFollowing && isThere(event)) viewport.setCursorEvent(*event);
    if (isThere(parting)) viewport.setParting(parting);
    viewport.setSelectedThread(thread);
    viewport.lanes().setFilter(filter);
}

const RunEntry* RunPresenter::latestRunOf(const Scenario& scenario) const {
    const RunEntry* latest = nullptr;
    for (const auto& run : m_parts.run->runs().all())
        if (run->session->settings().scenario == &scenario) latest = run.get();
    return latest;
}

// A run that still goes keeps the screen, and its code.
void RunPresenter::showChosen() {
    if (m_parts.run->isActive()) return;
    const Scenario& chosen = m_parts.scenario->scenario();
    const Session* session = m_parts.run->session();
    const RunEntry* latest = latestRunOf(chosen);
    if (!latest) return showNothing();
    if (session->settings().scenario != &chosen) return m_parts.run->show(latest->number);
    if (isShown()) return;
    m_parts.viewport->setTrace(m_parts.run->trace());
    showRun();
}

void RunPresenter::showRun() {
    m_parts.banner->dismiss();
    showScenario(*m_parts.run->session()->settings().scenario);
    showPhase();
    if (!m_findings.empty()) announceFindings();
    emit titleChanged();
}

void RunPresenter::showNothing() {
    if (m_parts.viewport->trace()) {
        m_parts.viewport->setTrace(nullptr);
        m_parts.banner->dismiss();
    }
    m_parts.status->showRun(nullptr, Phase::Ready);
    m_parts.status->showCursor(*m_parts.viewport);
    showScenario(m_parts.scenario->scenario());
    emit findingsChanged(false);
    emit titleChanged();
}

void RunPresenter::showProgress() {
    if (!isShown()) return;
    m_parts.viewport->traceGrew();
    m_parts.status->showRun(m_parts.run->session(), m_parts.run->phase());
    showCursor();
}

bool RunPresenter::goesByItself() const {
    const bool waits = m_parts.stepper->isStepping() && !m_parts.stepper->isGoingOn();
    return m_parts.run->phase() == Phase::Running && !waits;
}

void RunPresenter::showPhase() {
    const Phase phase = m_parts.run->phase();
    m_parts.transport->showPhase(phase == Phase::Running && !goesByItself() ? Phase::Paused : phase);
    if (!isShown()) return;
    const Session& session = *m_parts.run->session();
    m_parts.status->showRun(&session, m_parts.run->phase());
    const bool isNews = isWrong(session) || session.outcome() == Outcome::Mismatch;
    if (m_parts.run->phase() == Phase::Ended && isNews && !hasDeadlock()) announceWrongEnd();
    emit findingsChanged(!m_findings.empty());
}

void RunPresenter::announceWrongEnd() {
    const Session& session = *m_parts.run->session();
    const QString sentence = outcomeSentence(session);
    const auto lost = clearestLostUpdate(*m_parts.run->trace());
    if (!lost) return m_parts.banner->announce(Banner::Tone::Notice, sentence);
    const Trace& trace = *m_parts.run->trace();
    const QString how = words(lostUpdateSentence(trace, *lost));
    m_parts.banner->announce(Banner::Tone::LostUpdate, tr("%1 One lost update: %2").arg(sentence, how),
                             words(lostUpdateSteps(trace, *lost)));
}

void RunPresenter::showCursor() {
    m_parts.status->showCursor(*m_parts.viewport);
}

void RunPresenter::addFinding(const Finding& finding) {
    m_findings.push_back(finding);
    std::ranges::stable_partition(m_findings, &Finding::isDeadlock);
    if (isShown()) announceFindings();
}

bool RunPresenter::hasDeadlock() const {
    return !m_findings.empty() && m_findings.front().isDeadlock();
}

// A ring that opened by itself is no matter any more once something is stuck for good.
void RunPresenter::announceFindings() {
    const auto isWorst = [&](const Finding& finding) { return finding.isDeadlock() == hasDeadlock(); };
    std::vector<Finding> worst;
    std::ranges::copy_if(m_findings, std::back_inserter(worst), isWorst);
    m_parts.banner->announce(hasDeadlock() ? Banner::Tone::Deadlock : Banner::Tone::Remark,
                             findingWords(*m_parts.run->trace(), worst), placesOf(worst));
    emit findingsChanged(true);
}

// Where one thread moves at a time, with all that the closing step has led to: who goes next knows of it,
// too.
EventIndex RunPresenter::placeOf(const Finding& finding) const {
    const Trace& trace = *m_parts.run->trace();
    if (!isOneAtATime(m_parts.run->session()->settings().mode)) return finding.since;
    const auto place = placeAfter(trace, stepsUpTo(trace, finding.since));
    return std::max(finding.since, place.value_or(finding.since));
}

void RunPresenter::showFinding() {
    if (m_findings.empty() || !isShown()) return;
    m_parts.viewport->setCursorEvent(placeOf(m_findings.front()));
    DockLayout::enter(*m_parts.docks->dock("graph"));
}

void RunPresenter::showNews() {
    if (m_parts.banner->tone() != Banner::Tone::LostUpdate) return showFinding();
    const auto lost = isShown() ? clearestLostUpdate(*m_parts.run->trace()) : std::nullopt;
    if (lost) showClosely(*m_parts.viewport, *lost);
}

void RunPresenter::showScenario(const Scenario& scenario) {
    showSource(scenario);
    m_parts.code->setRunTitle(title());
    m_parts.lessons->show(scenario);
    m_parts.runs->setScenario(&scenario);
}

// The code that ran, as its file has it; else this program's own.
void RunPresenter::showSource(const Scenario& scenario) {
    const QString file = words(scenario.sourceFile);
    const Recording* kept = isShown() ? m_parts.run->session()->recording() : nullptr;
    const auto source = kept ? kept->about.find("source:" + file.toStdString()) : About::const_iterator{};
    if (kept && source != kept->about.end())
        m_parts.code->setSource(file, words(source->second));
    else
        m_parts.code->showSource(file);
}

QString RunPresenter::title() const {
    if (!isShown()) return {};
    return runTitle(m_parts.run->session()->settings());
}

} // namespace lockstep::ui
