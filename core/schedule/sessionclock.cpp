// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/sessionclock.h"

#include "core/platform/monotonic.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lockstep {

SessionClock::SessionClock(std::int64_t realBase, double speed)
    : m_realBase(realBase)
    , m_speed(speed) {}

SessionClock::SessionClock(Virtual, double speed)
    : m_realBase(0)
    , m_speed(speed)
    , m_isVirtual(true) {}

bool SessionClock::isVirtual() const {
    const std::lock_guard lock(m_mutex);
    return m_isVirtual;
}

void SessionClock::putForwardTo(std::int64_t sessionTime) {
    const std::lock_guard lock(m_mutex);
    m_sessionBase = std::max(m_sessionBase, sessionTime);
}

void SessionClock::becomeReal() {
    const std::lock_guard lock(m_mutex);
    m_isVirtual = false;
    m_realBase = monotonicNanoseconds();
}

std::int64_t SessionClock::at(std::int64_t real) const {
    if (m_isPaused || m_isVirtual) return m_sessionBase;
    return m_sessionBase + static_cast<std::int64_t>(static_cast<double>(real - m_realBase) * m_speed);
}

std::int64_t SessionClock::now() const {
    const std::lock_guard lock(m_mutex);
    return at(monotonicNanoseconds());
}

std::optional<std::int64_t> SessionClock::realTimeOf(std::int64_t sessionTime) const {
    const std::lock_guard lock(m_mutex);
    if (m_isPaused || m_isVirtual) return std::nullopt;
    constexpr double kFar = 3e16; // a year: further is never waited for
    const double ahead = std::min(kFar, static_cast<double>(sessionTime - m_sessionBase) / m_speed);
    return m_realBase + static_cast<std::int64_t>(std::ceil(ahead)) + 1; // never a moment too early
}

std::int64_t SessionClock::after(std::chrono::nanoseconds length) const {
    constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();
    const std::int64_t begin = now();
    return length.count() > kEnd - begin ? kEnd : begin + length.count();
}

void SessionClock::rebase() {
    const std::int64_t real = monotonicNanoseconds();
    m_sessionBase = at(real);
    m_realBase = real;
}

void SessionClock::setSpeed(double speed) {
    const std::lock_guard lock(m_mutex);
    rebase();
    m_speed = speed;
}

double SessionClock::speed() const {
    const std::lock_guard lock(m_mutex);
    return m_speed;
}

void SessionClock::pause() {
    const std::lock_guard lock(m_mutex);
    rebase();
    m_isPaused = true;
}

void SessionClock::resume() {
    const std::lock_guard lock(m_mutex);
    rebase();
    m_isPaused = false;
}

} // namespace lockstep
