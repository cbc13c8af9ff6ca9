// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/controller.h"

#include "core/schedule/choosers.h"

#include <algorithm>
#include <bit>
#include <pthread.h>
#include <sched.h>
#include <stdexcept>

namespace lockstep {

namespace {

constexpr double kFullSpeed = 1.0;

// Where one thread moves at a time, handing on is several times cheaper on one CPU. All threads that this one
// makes, and those that they make, inherit it.
void stayOnOneCpu(cpu_set_t& allowed) {
    sched_getaffinity(0, sizeof allowed, &allowed);
    cpu_set_t here;
    CPU_ZERO(&here);
    CPU_SET(static_cast<std::size_t>(std::max(0, sched_getcpu())), &here);
    sched_setaffinity(0, sizeof here, &here); // where it is refused, it is only slower
}

RunSettings completedSettings(RunSettings settings) {
    if (!settings.scenario) throw std::invalid_argument("No scenario was chosen.");
    if (auto wrong = whatIsWrongWith(*settings.scenario, settings.variant, settings.parameters))
        throw std::invalid_argument(*wrong);
    if (!(settings.speed > 0 && settings.speed <= kFullSpeed))
        throw std::invalid_argument("The speed must be above 0 and at most 1.");
    if (settings.ringCapacity < 16 || !std::has_single_bit(settings.ringCapacity))
        throw std::invalid_argument("The ring's capacity must be a power of two of at least 16.");
    if (settings.variant.empty()) settings.variant = settings.scenario->defaultVariant();
    settings.parameters = completed(*settings.scenario, settings.parameters);
    return settings;
}

} // namespace

Session::Controller::Controller(RunSettings settings)
    : m_settings(completedSettings(std::move(settings)))
    , m_stage(m_settings.variant, m_settings.parameters) {
    m_thread = std::thread([this] { run(); });
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_isPrepared; });
    lock.unlock();
    try {
        m_recorder
            ->start(); // from here, so that the kernel does not take the collector for one of the workers
    } catch (...) {
        request(&Controller::stop);
        m_thread.join();
        throw;
    }
}

Session::Controller::~Controller() {
    request(&Controller::stop);
    m_thread.join();
}

void Session::Controller::request(void (Controller::*what)()) {
    {
        const std::lock_guard lock(m_mutex);
        (this->*what)();
    }
    m_changed.notify_all();
}

void Session::Controller::setSpeed(double speed) {
    if (m_settings.mode != Mode::Slow || !(speed > 0 && speed <= kFullSpeed)) return;
    m_clock->setSpeed(speed);
    m_runtime->signalAll();
}

bool Session::Controller::waitFor(std::chrono::milliseconds limit, bool stuckIsEnough) {
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(
        lock, limit, [&] { return m_phase == Phase::Ended || (stuckIsEnough && m_phase == Phase::Stuck); });
}

Phase Session::Controller::phase() const {
    const std::lock_guard lock(m_mutex);
    return m_phase;
}

std::optional<Outcome> Session::Controller::outcome() const {
    const std::lock_guard lock(m_mutex);
    return m_outcome;
}

std::string Session::Controller::failure() const {
    const std::lock_guard lock(m_mutex);
    return m_failure;
}

std::chrono::nanoseconds Session::Controller::stopTime() const {
    const std::lock_guard lock(m_mutex);
    return m_stopTime;
}

void Session::Controller::enter(Phase phase, std::optional<Outcome> outcome) {
    {
        const std::lock_guard lock(m_mutex);
        m_phase = phase;
        if (outcome) m_outcome = outcome;
    }
    m_changed.notify_all();
}

void Session::Controller::run() {
    pthread_setname_np(pthread_self(), "ls-controller");
    prepare();
    bool starts = false;
    {
        std::unique_lock lock(m_mutex);
        m_isPrepared = true;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return m_hasToStart || m_hasToStop; });
        starts = m_hasToStart;
    }
    if (starts) runScenario();
    m_recorder->stop();
    enter(Phase::Ended, m_outcome.value_or(Outcome::Stopped));
}

std::unique_ptr<KernelSwitches> Session::Controller::openKernel() {
    if (isOneAtATime(m_settings.mode)) {
        m_kernelSource = KernelSource::Gate;
        return nullptr;
    }
    std::unique_ptr<KernelSwitches> switches;
    if (m_settings.kernel == KernelChoice::Switches) switches = KernelSwitches::open(m_kernelNotice);
    if (m_settings.kernel != KernelChoice::Switches)
        m_kernelNotice = "The kernel was not asked for context switches.";
    SchedTotals totals;
    if (switches)
        m_kernelSource = KernelSource::Switches;
    else if (m_settings.kernel != KernelChoice::Silent && readSchedTotals(currentTid(), totals))
        m_kernelSource = KernelSource::Totals;
    return switches;
}

// On this thread, which will start all the others: the kernel's record follows its children.
void Session::Controller::prepare() {
    auto kernel = openKernel();
    m_origin = monotonicNanoseconds(); // opening took some milliseconds that are not the run's
    const bool isSlow = m_settings.mode == Mode::Slow;
    const bool isOneAtATimeHere = m_settings.beginsOneAtATime();
    if (isOneAtATimeHere) stayOnOneCpu(m_cpus);
    m_kernelFromOpen = m_kernelSource;
    if (isOneAtATimeHere) m_kernelSource = KernelSource::Gate;
    m_trace = std::make_unique<Trace>(m_kernelSource);
    m_sink = std::make_unique<TraceSink>(*m_trace, kernel != nullptr);
    m_watch = std::make_unique<DeadlockWatch>(*m_trace);
    m_recorder = std::make_unique<Recorder>(
        *m_sink, Recorder::Options{.ringCapacity = m_settings.ringCapacity}, m_origin, std::move(kernel));
    if (isOneAtATimeHere)
        m_clock = std::make_unique<SessionClock>(SessionClock::Virtual{});
    else
        m_clock = std::make_unique<SessionClock>(m_origin, isSlow ? m_settings.speed : kFullSpeed);
    m_gate = std::make_unique<Gate>(makePolicy());
    m_runtime = std::make_unique<Runtime>(*m_recorder, *m_gate, *m_clock);
    m_runtime->recordsSchedTotals = m_kernelFromOpen == KernelSource::Totals;
    m_runtime->onStrandChanged = [this] {
        const std::lock_guard lock(m_mutex);
        ++m_ended;
        m_changed.notify_all();
    };
    m_recorder->onBatch([this] {
        if (!m_watch->look(m_sink->waitingChanges())) return;
        const std::lock_guard lock(m_mutex); // not between the controller's look and its sleep
        m_changed.notify_all();
    });
}

std::unique_ptr<Policy> Session::Controller::makePolicy() {
    if (!m_settings.beginsOneAtATime())
        return m_settings.mode == Mode::Slow ? std::make_unique<PacedPolicy>(*m_clock) : nullptr;
    BatonPolicy::Rules rules = m_settings.rules;
    rules.steps = std::max(rules.steps, m_settings.script.size() + 1); // a script may be as long as it likes
    auto script = std::make_shared<ScriptChooser>(m_settings.script, makeChooser());
    auto baton = std::make_unique<BatonPolicy>(*m_clock, std::move(script), rules);
    m_baton = baton.get();
    baton->onHalt([this] {
        const std::lock_guard lock(m_mutex); // not between the controller's look and its sleep
        m_changed.notify_all();
    });
    return baton;
}

// Who chooses after the script; null: nobody.
std::shared_ptr<Chooser> Session::Controller::makeChooser() const {
    if (m_settings.mode == Mode::Step) return std::make_shared<NoChooser>();
    if (m_settings.mode == Mode::Random) return std::make_shared<RandomChooser>(m_settings.seed);
    return nullptr;
}

// Where one thread moves at a time the gate knows of ways out that the trace does not tell.
bool Session::Controller::isStuck() const {
    return m_baton && !m_isOpen ? m_baton->halt() == Halt::Stuck : m_watch->isStuck();
}

// The script of a run in which then all move at once is done.
bool Session::Controller::hasToOpen() const {
    return m_baton && !m_isOpen && m_baton->halt() == Halt::ScriptEnd && !isOneAtATime(m_settings.mode);
}

// Nobody has the baton, so nothing is recorded before all is as it will be.
void Session::Controller::openGate() {
    const bool isSlow = m_settings.mode == Mode::Slow;
    m_runtime->allow(m_cpus);
    sched_setaffinity(0, sizeof m_cpus, &m_cpus);
    Worker& self = Worker::current();
    self.onChosen(); // later than all that was recorded
    self.recordOwn(EventKind::Open, static_cast<std::int32_t>(m_kernelFromOpen));
    self.onComeToGate();
    m_clock->becomeReal(isSlow ? m_settings.speed : kFullSpeed);
    m_isOpen = true;
    if (!isSlow) m_gate->open();
    m_baton->open(isSlow ? std::make_unique<PacedPolicy>(*m_clock) : nullptr);
}

// What ends a run in which one thread moves at a time. Takes no lock of the baton's.
std::optional<Outcome> Session::Controller::outcomeOfHalt() const {
    if (hasToOpen()) return std::nullopt;
    switch (m_baton ? m_baton->halt() : Halt::None) {
    case Halt::Stuck: return Outcome::Deadlock;
    case Halt::Mismatch: return Outcome::Mismatch;
    case Halt::Limit: return Outcome::StepLimit;
    case Halt::ScriptEnd: return Outcome::Stopped;
    case Halt::None:
    case Halt::Undecided: break;
    }
    return std::nullopt;
}

void Session::Controller::runScenario() {
    RingBuffer& ring = m_recorder->attach(kNoRuntimeId);
    Worker self(*m_runtime, kNoRuntimeId, kNoRuntimeId, "");
    self.begin(ring);
    {
        sync::Thread main("Main", [this] { m_settings.scenario->run(m_stage); }, {});
        enter(Phase::Running);
        self.letUnwind(); // it will join Main as its parent
        tearDown(steerFromStart(main));
    }
    for (const auto& strand : m_runtime->strands()) Runtime::reap(*strand);
    Worker::end();
    m_recorder->detach(ring);
    const std::lock_guard lock(m_mutex);
    m_failure = m_runtime->failure();
    if (m_outcome == Outcome::Finished && !m_failure.empty()) m_outcome = Outcome::Failed;
}

Outcome Session::Controller::steerFromStart(sync::Thread& main) {
    try {
        main.start({});
    } catch (const std::exception& e) {
        m_runtime->setFailure(std::string("The first thread could not be started: ") + e.what());
        return Outcome::Failed;
    }
    return steerUntilOver();
}

bool Session::Controller::hasEverybodyEnded() const {
    return m_runtime->nextToUnwind() == nullptr;
}

Outcome Session::Controller::steerUntilOver() {
    using Clock = std::chrono::steady_clock;
    const bool hasLimit = m_settings.timeLimit.count() > 0;
    const auto deadline = Clock::now() + (hasLimit ? m_settings.timeLimit : std::chrono::hours(24 * 365));
    const auto hasNews = [&] {
        const bool isOver = !isStuck() && outcomeOfHalt().has_value();
        const bool isOther = (m_phase == Phase::Stuck) != isStuck();
        return m_hasToStop || m_hasToPause != m_isPaused || isOver || isOther || hasToOpen() ||
               hasEverybodyEnded();
    };
    std::unique_lock lock(m_mutex);
    for (;;) {
        const bool isInTime = m_changed.wait_until(lock, deadline, hasNews);
        if (hasEverybodyEnded()) return Outcome::Finished;
        if (m_hasToStop) return isStuck() ? Outcome::Deadlock : Outcome::Stopped;
        if (!isInTime) return isStuck() ? Outcome::Deadlock : Outcome::TimeLimit;
        if (hasToOpen()) {
            lock.unlock(); // as below
            openGate();
            lock.lock();
            continue;
        }
        if (isStuck()) {
            if (m_settings.stopsWhenStuck) return Outcome::Deadlock;
            m_phase = Phase::Stuck;
            m_outcome = Outcome::Deadlock;
            m_changed.notify_all();
        } else if (const auto outcome = outcomeOfHalt()) {
            return *outcome;
        } else if (m_phase == Phase::Stuck) { // somebody chose a way out
            m_phase = m_isPaused ? Phase::Paused : Phase::Running;
            m_outcome.reset();
        }
        if (m_hasToPause == m_isPaused) continue;
        m_isPaused = m_hasToPause;
        if (m_phase != Phase::Stuck) m_phase = m_isPaused ? Phase::Paused : Phase::Running;
        const bool isPaused = m_isPaused;
        lock.unlock(); // a policy may call back
        applyPause(isPaused);
        lock.lock();
        m_changed.notify_all();
    }
}

// The order of mark and deed keeps what threads do in between on the right side of the mark.
void Session::Controller::applyPause(bool isPaused) {
    Worker& self = Worker::current();
    if (isPaused) {
        self.recordOwn(EventKind::Pause);
        m_clock->pause();
        m_gate->pause();
    } else {
        self.recordOwn(EventKind::Resume);
        m_clock->resume();
        m_gate->resume();
    }
    m_runtime->signalAll();
}

void Session::Controller::tearDown(Outcome outcome) {
    enter(Phase::Stopping, outcome);
    const auto begin = std::chrono::steady_clock::now();
    Worker::current().recordOwn(EventKind::Stop);
    m_gate->stop();
    m_runtime->signalAll();
    unwindAll();
    const std::lock_guard lock(m_mutex);
    m_stopTime = std::chrono::steady_clock::now() - begin;
}

// Objects go while threads unwind, so nobody may still be about to touch one.
void Session::Controller::waitUntilQuiet() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_runtime->isQuiet(); });
}

void Session::Controller::unwindAll() {
    waitUntilQuiet();
    while (const auto strand = m_runtime->nextToUnwind()) {
        strand->worker.letUnwind();
        strand->worker.signal();
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return strand->hasEnded.load(std::memory_order_acquire) != 0; });
    }
}

} // namespace lockstep
