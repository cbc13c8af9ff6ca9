// SPDX-License-Identifier: GPL-3.0-or-later
// The session's own thread: starts the scenario's first thread, carries out what is asked of the session, and
// unwinds everything in the end.
#pragma once

#include "core/capture/tracesink.h"
#include "core/engine/deadlockwatch.h"
#include "core/engine/session.h"
#include "core/sync/flow/thread.h"

#include <condition_variable>

namespace lockstep {

inline constexpr double kFullSpeed = 1.0; ///< session seconds per real second

class Session::Controller {
public:
    explicit Controller(RunSettings settings);
    ~Controller();

    void request(void (Controller::*what)());
    void start() { m_hasToStart = true; }
    void pause() { m_hasToPause = true; }
    void resume() { m_hasToPause = false; }
    void stop() { m_hasToStop = true; }
    void setSpeed(double speed);
    bool waitFor(std::chrono::milliseconds limit, bool stuckIsEnough);

    Phase phase() const;
    std::optional<Outcome> outcome() const;
    std::string failure() const;
    std::chrono::nanoseconds stopTime() const;

    const RunSettings& settings() const { return m_settings; }
    /// Null where all threads move at once from the beginning.
    BatonPolicy* baton() const { return m_baton; }
    const Trace& trace() const { return *m_trace; }
    const DeadlockWatch& watch() const { return *m_watch; }
    const Stage& stage() const { return m_stage; }
    const std::string& kernelNotice() const { return m_kernelNotice; }

private:
    void run();
    void prepare();
    void runScenario();
    Outcome steerFromStart(sync::Thread& main);
    Outcome steerUntilOver();
    void applyPause(bool isPaused);
    void tearDown(Outcome outcome);
    void waitUntilQuiet();
    void unwindAll();
    void enter(Phase phase, std::optional<Outcome> outcome = std::nullopt);
    bool isOver() const;

    // controllermodes.cpp
    std::unique_ptr<KernelSwitches> openKernel();
    void stayOnOneCpu();
    std::unique_ptr<Policy> makePolicy();
    std::shared_ptr<Chooser> makeChooser() const;
    bool isStuck() const;
    std::optional<Outcome> outcomeOfHalt() const;
    bool isAtOpening() const;
    bool hasToOpen() const { return isAtOpening() && !m_isPaused; }
    void openGate();

    RunSettings m_settings;
    Stage m_stage;
    std::int64_t m_origin = 0;
    KernelSource m_kernelSource = KernelSource::Silent;
    std::string m_kernelNotice;

    // in order of dependence; all made by the controller's thread in prepare()
    std::unique_ptr<Trace> m_trace;
    std::unique_ptr<TraceSink> m_sink;
    std::unique_ptr<DeadlockWatch> m_watch;
    std::unique_ptr<Recorder> m_recorder;
    std::unique_ptr<SessionClock> m_clock;
    BatonPolicy* m_baton = nullptr; // the gate's
    bool m_isOpen = false;          // the script is done and all threads move at once
    KernelSource m_kernelFromOpen = KernelSource::Silent;
    cpu_set_t m_cpus{}; // where threads may run once they move at once
    std::unique_ptr<Gate> m_gate;
    std::unique_ptr<Runtime> m_runtime;

    mutable std::mutex m_mutex; // all below; workers take it only when they end
    std::condition_variable m_changed;
    Phase m_phase = Phase::Ready;
    std::optional<Outcome> m_outcome;
    std::string m_failure;
    std::chrono::nanoseconds m_stopTime{0};
    bool m_isPrepared = false;
    bool m_hasToStart = false;
    bool m_hasToPause = false;
    bool m_hasToStop = false;
    bool m_isPaused = false;
    std::size_t m_ended = 0; // threads

    std::thread m_thread; // last: everything it uses exists
};

} // namespace lockstep
