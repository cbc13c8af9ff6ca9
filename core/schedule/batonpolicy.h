// SPDX-License-Identifier: GPL-3.0-or-later
// One thread moves at a time: it has the baton. When it comes to its next operation, whoever chooses says who
// is next, and which way.
//
// Threads announce at the gate what they will do. The one that has the baton works out, when it comes back,
// whose guard has changed, and records that; so the trace holds who could go at each step. When nobody can go
// the virtual clock is put forward to the earliest time that somebody waits for.
// O(threads) a step, where priorities are lent times the length of a chain; one futex wake-up where the
// thread changes.
#pragma once

#include "core/schedule/chooser.h"
#include "core/schedule/policy.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

namespace lockstep {

/// When a timed wait may give up: only once nobody else can go and its time has come; at any time; never.
enum class Timeouts : std::uint8_t { Lazy, Eager, Never };

/// Why a choice cannot be made.
enum class Obstacle : std::uint8_t {
    NoSuchThread, ///< not yet started, or never was
    HasEnded,
    IsMoving,   ///< has the baton and has not come to its next operation
    GuardFalse, ///< what it wants is not to be had
    NoSuchWay,  ///< no time limit, no spurious wake-up, or no such waiter there
    NotNow,     ///< another thread has the baton, the run is paused, or it is over
};

/// Why nobody moves.
enum class Halt : std::uint8_t {
    None,      ///< somebody does
    Undecided, ///< a choice is waited for
    Stuck,     ///< nobody can go, and no time to come changes that
    Mismatch,  ///< the script wants what is not possible: see mismatch()
    Limit,     ///< as many steps as the rules allow
    ScriptEnd, ///< the script is at its end and nobody chooses after it
    Over,      ///< nobody but daemons is left
};

class BatonPolicy final : public Policy {
public:
    struct Rules {
        Timeouts timeouts = Timeouts::Lazy;
        int spurious = 0; ///< so many spurious wake-ups in all
        std::size_t steps = 1'000'000;
    };
    struct Mismatch {
        std::size_t step = 0; ///< counted from 1
        Choice choice;
        Obstacle obstacle{};
    };

    BatonPolicy(SessionClock& clock, std::shared_ptr<Chooser> chooser, Rules rules);

    /// Called on whichever thread finds it, when the halt has changed to another one than None. Must not call
    /// back; set before the first thread starts.
    void onHalt(std::function<void()> callback) { m_onHalt = std::move(callback); }

    /// The run goes on with all threads at once, from the next operation as `then` says (null: freely). Only
    /// while nobody has the baton, and by whoever has made the clock real; nothing is to be chosen any more.
    void open(std::unique_ptr<Policy> then);

    // Any thread but a worker.
    /// From now on, or once a script is done, this one chooses.
    void follow(std::shared_ptr<Chooser> chooser);
    /// One choice made from outside, when the chooser left it open. What stands in its way, if anything does.
    /// Possible is more than the candidates: a time limit may be over early, and then time has passed.
    std::optional<Obstacle> choose(Choice choice);
    Halt halt() const { return m_halt.load(std::memory_order_acquire); } // pairs with come

    std::optional<Mismatch> mismatch() const;
    std::size_t stepCount() const;

    Passage admit(Gate& gate, Participant& me, const Operation& operation) override;
    bool holdsThroughPause() const override { return !isOpen(); }
    void onSpawning(Gate& gate, Participant& parent, Participant& child) override;
    void onStillbirth(Participant& child) override;
    void onSpawn(Gate& gate, Participant& parent, Participant& child) override;
    void onLeaving(Participant& me) override;
    void onLeft(Participant& me) override;
    void onResume() override;

private:
    struct Standing {
        Participant* participant = nullptr; // null until it has come to the gate for the first time
        Participant* parent = nullptr;      // waits for that
        const Operation* operation = nullptr;
        bool isLeaving = false; // it has made its last step
        Announcement next;
        std::int64_t deadline = kNever;
        bool passesTime = false;   // it was chosen before its time, which has come thereby
        bool couldGo = false;      // as the trace knows it
        std::int32_t priority = 0; // with what others lend it; see lendPriorities
        std::optional<Choice> chosen;
    };
    static constexpr std::int64_t kNever = INT64_MAX;

    bool isOpen() const { return m_isOpen.load(std::memory_order_acquire); } // pairs with open
    Standing& of(const Participant& who) { return m_threads[who.threadNumber()]; }
    void arrive(Standing& me, const Operation& operation);
    void announce(Standing& me);
    void settle(Participant& by);
    void passTime(Participant& by);
    static void recordTick(Participant& by, std::int64_t now);
    bool isHeld() const;
    bool isOver() const;
    void decide();
    void grant(const Choice& choice);
    void come(Halt halt);
    void lendPriorities();
    Standing* heirOf(const Standing& lender);
    std::vector<Candidate> candidates() const;
    std::size_t parkedCount() const;
    void addCandidates(std::uint32_t number, const Standing& thread, std::vector<Candidate>& all) const;
    std::optional<Obstacle> obstacleTo(const Choice& choice) const;
    bool isAtGate(const Standing& s) const { return s.operation && !s.chosen; }
    bool canGo(const Standing& s) const;
    bool mayTimeOut(const Standing& s) const;
    bool anybodyCanGo() const;

    SessionClock& m_clock;
    const Rules m_rules;
    std::function<void()> m_onHalt;
    std::unique_ptr<Policy> m_then; // written before m_isOpen
    std::atomic<bool> m_isOpen{false};

    mutable std::mutex m_mutex; // all below
    std::shared_ptr<Chooser> m_chooser;
    const Gate* m_gate = nullptr;
    std::map<std::uint32_t, Standing> m_threads; // by number; those that have not ended
    std::set<std::uint32_t> m_ended;
    int m_spawning = 0; // threads that have been made and may not be at the gate yet: nobody else moves
    std::optional<std::uint32_t> m_current; // made the last step and has not ended
    bool m_isMoving = false;                // somebody has the baton
    std::size_t m_steps = 0;
    int m_spurious = 0;
    std::atomic<Halt> m_halt{Halt::None}; // written under the mutex
    std::optional<Mismatch> m_mismatch;
};

} // namespace lockstep
