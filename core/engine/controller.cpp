// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/controller.h"

#include <algorithm>
#include <bit>
#include <pthread.h>
#include <sched.h>
#include <stdexcept>

namespace lockstep {

namespace {

RunSettings completedSettings(RunSettings settings) {
    if (!settings.scenario) throw std::invalid_argument("No scenario was chosen.");
    if (!settings.scenario->run)
        throw std::invalid_argument(
            "Scenario '" + std::string(settings.scenario->id) +
            "' is not part of this Lockstep: its trace can be read, but not run again.");
    if (auto wrong = whatIsWrongWith(*settings.scenario, settings.variant, settings.parameters))
        throw std::invalid_argument(*wrong);
    if (auto why = whyNotIn(settings.mode, *settings.scenario)) throw std::invalid_argument(*why);
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

// On this thread, which will start all the others: the kernel's record follows its children.
void Session::Controller::prepare() {
    auto kernel = openKernel();
    m_origin = monotonicNanoseconds(); // opening took some milliseconds that are not the run's
    const bool isSlow = m_settings.mode == Mode::Slow;
    const bool isOneAtATimeHere = m_settings.beginsOneAtATime();
    if (isOneAtATimeHere) stayOnOneCpu();
    m_kernelFromOpen = m_kernelSource;
    if (isOneAtATimeHere) m_kernelSource = KernelSource::Gate;
    m_trace = std::make_unique<Trace>(m_kernelSource);
    m_sink = std::make_unique<TraceSink>(*m_trace, kernel != nullptr);
    m_watch = std::make_unique<DeadlockWatch>(*m_trace);
    m_recorder = std::make_unique<Recorder>(
        *m_sink, Recorder::Options{.ringCapacity = m_settings.ringCapacity}, m_origin, std::move(kernel));
    if (isOneAtATimeHere)
        m_clock =
            std::make_unique<SessionClock>(SessionClock::Virtual{}, isSlow ? m_settings.speed : kFullSpeed);
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
    m_runtime->letGoOfKept();
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

// Where one thread moves at a time the gate says when: it may be repeating what daemons did after the others.
bool Session::Controller::isOver() const {
    const bool isLedByGate = m_baton && !m_isOpen && m_runtime->nextToUnwind() != nullptr;
    return m_runtime->isOver() && (!isLedByGate || m_baton->halt() == Halt::Over);
}

Outcome Session::Controller::steerUntilOver() {
    using Clock = std::chrono::steady_clock;
    const bool hasLimit = m_settings.timeLimit.count() > 0;
    const auto deadline = Clock::now() + (hasLimit ? m_settings.timeLimit : std::chrono::hours(24 * 365));
    const auto hasNews = [&] {
        const bool hasHalted = !isStuck() && outcomeOfHalt().has_value();
        const bool isOther = (m_phase == Phase::Stuck) != isStuck();
        return m_hasToStop || m_hasToPause != m_isPaused || hasHalted || isOther || hasToOpen() || isOver();
    };
    std::unique_lock lock(m_mutex);
    for (;;) {
        const bool isInTime = m_changed.wait_until(lock, deadline, hasNews);
        if (isOver()) return Outcome::Finished;
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
        } else if (const auto outcome = outcomeOfHalt(); outcome && outcome != Outcome::Deadlock) {
            return *outcome;                  // stuck by now: the next round's matter
        } else if (m_phase == Phase::Stuck) { // somebody chose a way out
            m_phase = m_isPaused ? Phase::Paused : Phase::Running;
            m_outcome.reset();
        }
        if (m_hasToPause == m_isPaused) continue;
        m_isPaused = m_hasToPause;
        const bool isPaused = m_isPaused;
        lock.unlock(); // a policy may call back
        applyPause(isPaused);
        lock.lock();
        // said when it is true, not before: who reads Paused may rely on the gate
        if (m_phase != Phase::Stuck) m_phase = m_isPaused ? Phase::Paused : Phase::Running;
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
