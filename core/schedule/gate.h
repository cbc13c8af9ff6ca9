// SPDX-License-Identifier: GPL-3.0-or-later
// The one place every operation passes. In free run it costs one relaxed load; every other mode, pause and
// stop is a bit in that word.
#pragma once

#include "core/schedule/policy.h"

#include <memory>

namespace lockstep {

class Gate {
public:
    /// A null policy is free run.
    explicit Gate(std::unique_ptr<Policy> policy);

    /// Worker, no latch held. Granted: the session is stopping.
    Passage pass(Participant& me, const Operation& operation) {
        if (m_control.load(std::memory_order_relaxed) == 0)
            [[likely]] // a change is also signalled to the sleeping
            return {};
        return passSlowly(me, operation);
    }
    /// As pass, for a thread that computes: looks at pause and stop only. False: the session is stopping.
    bool checkpoint(Participant& me);

    // What else a mode may have to know of a thread's life; see Policy.
    void onSpawning(Participant& parent, Participant& child) {
        if (m_policy) m_policy->onSpawning(*this, parent, child);
    }
    void onStillbirth(Participant& child) {
        if (m_policy) m_policy->onStillbirth(child);
    }
    void onSpawn(Participant& parent, Participant& child) {
        if (m_policy) m_policy->onSpawn(*this, parent, child);
    }
    void onLeaving(Participant& me) {
        if (m_policy && !isStopping()) m_policy->onLeaving(me);
    }
    void onLeft(Participant& me) {
        if (m_policy) m_policy->onLeft(me);
    }

    bool isStopping() const { return (m_control.load(std::memory_order_seq_cst) & kStopping) != 0; }
    bool isPaused() const { return (m_control.load(std::memory_order_seq_cst) & kPaused) != 0; }

    // Any thread. Every participant must be signalled afterwards.
    void pause() { m_control.fetch_or(kPaused, std::memory_order_seq_cst); }
    void resume() {
        m_control.fetch_and(~kPaused, std::memory_order_seq_cst);
        if (m_policy) m_policy->onResume();
    }
    /// From now on operations pass freely: the policy has let everybody go and keeps nobody any more.
    void open() { m_control.fetch_and(~kPoliced, std::memory_order_seq_cst); }
    void stop() { m_control.fetch_or(kStopping, std::memory_order_seq_cst); }

private:
    static constexpr std::uint32_t kPoliced = 1;
    static constexpr std::uint32_t kPaused = 2;
    static constexpr std::uint32_t kStopping = 4;

    Passage passSlowly(Participant& me, const Operation& operation);

    std::atomic<std::uint32_t> m_control;
    std::unique_ptr<Policy> m_policy;
};

} // namespace lockstep
