// SPDX-License-Identifier: GPL-3.0-or-later
// One run of a scenario: owns the recorder, the gate and every worker thread from start to the last join.
// Or one that was kept in a file: such a session has ended before it began, and has no threads.
//
// start, pause, resume, setSpeed and stop return at once and may be called from any thread but a worker; what
// they ask for is carried out by the session's own controller thread. The trace may be read at any time.
#pragma once

#include "core/analysis/findings.h"
#include "core/engine/scenario.h"
#include "core/schedule/batonpolicy.h"
#include "core/schedule/schedule.h"

#include <chrono>
#include <memory>

namespace lockstep {

enum class Phase : std::uint8_t {
    Ready, ///< not started
    Running,
    Paused,   ///< who comes to the gate stays there; whoever was let go before comes to it once more
    Stuck,    ///< no unfinished thread can ever go on; waits to be stopped. Where one thread moves at a time
              ///< the last events and findings may come some milliseconds later
    Stopping, ///< threads are being unwound
    Ended,    ///< every thread is gone, the trace is complete
};

enum class Outcome : std::uint8_t {
    Finished,
    Deadlock,
    Failed,
    TimeLimit,
    StepLimit,
    Stopped,
    Mismatch, ///< the schedule to be replayed wanted what was not possible
};
std::string_view name(Outcome outcome); ///< "finished", "time-limit": as in JSON

/// Where the truth about CPUs is to come from; each falls back to the next where the kernel refuses.
enum class KernelChoice : std::uint8_t { Switches, Totals, Silent };

struct RunSettings {
    const Scenario* scenario = nullptr;
    std::string variant;   ///< empty: the default
    Parameters parameters; ///< what is not set has its standard value
    Mode mode = Mode::Free;
    double speed = 0.01; ///< slow motion: session seconds per real second, 0 < speed <= 1
    std::uint64_t seed = 0;
    /// These steps come first, one thread at a time. Replay ends after them, Step and Random go on; Free and
    /// Slow let all threads go from there, on a clock that goes on from the virtual time they have reached.
    std::vector<Choice> script = {};
    bool beginsOneAtATime() const { return isOneAtATime(mode) || !script.empty(); }
    BatonPolicy::Rules rules = {};
    std::chrono::milliseconds timeLimit{0}; ///< 0: none
    bool stopsWhenStuck = true;             ///< false: stays Stuck until stop()
    KernelChoice kernel = KernelChoice::Switches;
    std::size_t ringCapacity = 16384; ///< events per thread; a power of two
};

struct Recording;

class Session {
public:
    /// Throws std::invalid_argument with a sentence when the settings make no sense (see whatIsWrongWith).
    explicit Session(RunSettings settings);
    /// Of a run that was kept.
    explicit Session(Recording recording);
    ~Session(); ///< stops, unwinds and joins everything
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void start();
    void pause();
    void resume();
    void setSpeed(double speed); ///< slow motion only: from now on
    void stop();

    // Where one thread moves at a time; else choose() says NotNow and the others do nothing.
    /// See BatonPolicy::choose and follow.
    std::optional<Obstacle> choose(Choice choice);
    void follow(std::shared_ptr<Chooser> chooser);
    /// Undecided: a choice is waited for.
    Halt halt() const;
    std::size_t stepCount() const;
    /// For the outcome Mismatch.
    std::optional<BatonPolicy::Mismatch> mismatch() const;

    /// Blocks until the phase is Stuck or Ended, or the time is over; true when it is.
    bool waitUntilSettled(std::chrono::milliseconds limit);
    /// Blocks until the phase is Ended, or the time is over; true when it is.
    bool waitUntilEnded(std::chrono::milliseconds limit);

    Phase phase() const;
    /// Set from Stuck or Ended on.
    std::optional<Outcome> outcome() const;
    /// Every finding so far, in the order in which they came to be. A partial deadlock is here while others
    /// run.
    std::vector<Finding> findings() const;
    /// What the scenario computed, and what it should have; set from Ended on.
    Value result() const;
    Value expected() const;
    /// What the scenario's code threw, for the outcome Failed.
    std::string failure() const;

    const Trace& trace() const;
    /// The run is from a file: nothing of it can be steered, and it has ended. Null for one of this process.
    const Recording* recording() const;
    const RunSettings& settings() const; ///< variant and parameters completed
    /// Why the kernel says less than it could, and what would change that; empty when it says everything.
    std::string kernelNotice() const;
    /// How long unwinding everything took; 0 before Ended.
    std::chrono::nanoseconds stopTime() const;

private:
    class Controller;
    std::unique_ptr<Controller> m_controller; // either this
    std::unique_ptr<const Recording> m_kept;  // or that
    BatonPolicy* baton() const;
};

/// What stands in a choice's way at the trace's end, to follow "but": "it cannot go: `lock1` is held by
/// Main".
std::string obstacleWords(const Trace& trace, const Choice& choice, Obstacle obstacle);

/// For the outcome Mismatch: step, what the schedule wants, and what stands in its way.
std::string mismatchSentence(const Session& session);

/// What repeats the run, step by step; of an ended session.
Schedule scheduleOf(const Session& session);

} // namespace lockstep
