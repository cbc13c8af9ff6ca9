// SPDX-License-Identifier: GPL-3.0-or-later
// The one clock that sleeps, limits and simulated work go by: stopped by Pause, scaled by Slow motion, and
// virtual where one thread moves at a time: then it moves only when it is put forward.
//
// Any thread. now() takes a short lock; it is not on the path of locks and queues.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>

namespace lockstep {

class SessionClock {
public:
    /// `realNow`: CLOCK_MONOTONIC nanoseconds at which session time is 0.
    explicit SessionClock(std::int64_t realNow, double speed = 1.0);
    struct Virtual {};
    /// One that begins at 0 and stands still; `speed` is for when it becomes real.
    explicit SessionClock(Virtual, double speed = 1.0);

    /// Session nanoseconds.
    std::int64_t now() const;
    /// Session time this long from now; the end of all time when that is beyond it.
    std::int64_t after(std::chrono::nanoseconds length) const;
    /// When session time will reach this, in CLOCK_MONOTONIC nanoseconds, if nothing changes; none while
    /// paused, or virtual.
    std::optional<std::int64_t> realTimeOf(std::int64_t sessionTime) const;

    /// Session seconds per real second, > 0. Whoever sleeps must be made to look again afterwards.
    void setSpeed(double speed);
    double speed() const;
    void pause();
    void resume();

    bool isVirtual() const;
    /// A virtual clock becomes a real one, which goes on from its present time.
    void becomeReal();
    /// A virtual clock: it will be this late; never backwards.
    void putForwardTo(std::int64_t sessionTime);

private:
    std::int64_t at(std::int64_t realNow) const;
    void rebase();

    mutable std::mutex m_mutex;
    std::int64_t m_realBase;
    std::int64_t m_sessionBase = 0;
    double m_speed;
    bool m_isPaused = false;
    bool m_isVirtual = false;
};

} // namespace lockstep
