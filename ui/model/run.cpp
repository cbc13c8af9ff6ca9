// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/run.h"

#include "ui/model/figurecontent.h"

#include <QTimer>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace lockstep::ui {

namespace {

constexpr int kFrameMs = 16;
constexpr std::size_t kEventsPerFrame = 100'000; // that are laid along steps: about 10 ms

} // namespace

Run::Run(QObject* parent)
    : QObject(parent)
    , m_runs(new Runs(this))
    , m_timer(new QTimer(this)) {
    m_timer->setInterval(kFrameMs);
    connect(m_timer, &QTimer::timeout, this, &Run::look);
}

void Run::start(RunSettings settings, const QString& origin) {
    settings.stopsWhenStuck = settings.mode != Mode::Step;
    std::unique_ptr<Session> next;
    try {
        next = std::make_unique<Session>(std::move(settings));
    } catch (const std::exception& error) {
        emit couldNotStart(QString::fromLocal8Bit(error.what()));
        return;
    }
    m_runs->stopAll();
    next->start(); // before the views are told, whose work would else stand empty at the trace's beginning
    take(m_runs->add(std::move(next), origin));
    m_runs->trim(m_session);
}

void Run::keep(std::unique_ptr<Session> recorded, const QString& origin) {
    m_runs->stopAll();
    take(m_runs->add(std::move(recorded), origin));
    m_runs->trim(m_session);
}

void Run::show(int number) {
    const RunEntry* run = m_runs->find(number);
    if (run && run->session.get() != m_session) take(*run->session);
}

void Run::take(Session& session) {
    m_session = &session;
    const auto before =
        std::exchange(m_steps, layAlong(session, axisFor(session))); // until the views have let go of it
    m_eventsSeen = 0;
    m_announced.clear();
    m_endSeen = 0;
    m_halt = Halt::None;
    m_phase = Phase::Running;
    emit traceReplaced();
    emit phaseChanged();
    m_timer->start();
    if (session.phase() == Phase::Ended) look();
}

void Run::pauseOrResume() {
    if (!isActive()) return;
    if (m_session->phase() == Phase::Paused)
        m_session->resume();
    else
        m_session->pause();
}

void Run::stop() {
    m_runs->stopAll();
}

void Run::setSpeed(double speed) {
    if (isActive()) m_session->setSpeed(speed);
}

bool Run::isActive() const {
    return m_phase == Phase::Running || m_phase == Phase::Paused || m_phase == Phase::Stuck;
}

const Trace* Run::trace() const {
    if (m_steps) return &m_steps->trace();
    return m_session ? &m_session->trace() : nullptr;
}

TimeAxis& Run::axisOf(const Session& session) {
    return isOneAtATime(session.settings().mode) ? m_axisOfOneAtATime : m_axisOfAllAtOnce;
}

TimeAxis Run::axisFor(const Session& session) {
    return hasOnlySteps(session) ? TimeAxis::Steps : axisOf(session);
}

TimeAxis Run::axis() const {
    return m_steps ? TimeAxis::Steps : TimeAxis::Time;
}

std::unique_ptr<StepAxis> Run::layAlong(const Session& session, TimeAxis axis) {
    if (axis == TimeAxis::Time) return nullptr;
    return std::make_unique<StepAxis>(session.trace(), kEventsPerFrame);
}

void Run::setAxis(TimeAxis wished) {
    if (!m_session || hasOnlySteps(*m_session))
        return emit axisChanged(); // there is nothing that could be laid along anything else
    if (axis() == wished) return;
    axisOf(*m_session) = wished;
    const auto before = std::exchange(m_steps, layAlong(*m_session, wished));
    emit axisChanged();
    m_timer->start(); // a long run is laid out frame by frame
}

bool Run::catchUp() {
    return !m_steps || m_steps->catchUp(kEventsPerFrame);
}

std::optional<Outcome> Run::outcome() const {
    return m_phase >= Phase::Stuck ? m_session->outcome() : std::nullopt; // as far as can be seen
}

std::vector<Finding> Run::findings() const {
    return m_session ? m_session->findings() : std::vector<Finding>{};
}

// The phase is read before the trace: when it says Ended, the trace that is read afterwards is complete.
// Steps come into the trace a little after they were made.
void Run::look() {
    const Phase known = std::max(m_session->phase(), Phase::Running); // what was asked for is about to be
    const Halt told = m_session->halt();
    const std::size_t made = m_session->stepCount();
    const bool isAll = catchUp();
    const bool isDrained = trace()->steps().size() >= made;
    Phase phase = isAll ? known : std::min(known, Phase::Stopping);
    if (phase == Phase::Stuck && !isDrained) phase = m_phase; // the step that led there is not seen yet
    const Halt halt = isDrained ? told : Halt::None;
    const std::size_t events = trace()->size();
    const Timestamp end = trace()->end();
    if (std::exchange(m_eventsSeen, events) != events || std::exchange(m_endSeen, end) != end)
        emit traceGrew();
    announceFindings();
    if (phase == Phase::Ended) m_timer->stop();
    if (phase != m_phase) enter(phase);
    if (std::exchange(m_halt, halt) != halt) emit haltChanged();
}

void Run::announceFindings() {
    for (const Finding& finding : m_session->findings()) {
        const auto isThis = [&](const Finding& told) { return told.isSameAs(finding); };
        const bool isNews = finding.isTimedCycle() || (finding.isDeadlock() && !finding.isSuspected());
        if (!isNews || std::ranges::any_of(m_announced, isThis)) continue;
        m_announced.push_back(finding);
        emit findingMade(finding);
    }
}

void Run::enter(Phase phase) {
    m_phase = phase;
    emit phaseChanged();
}

} // namespace lockstep::ui
