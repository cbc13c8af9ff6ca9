// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/ticks.h"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace lockstep {

bool hasInvariantTsc() {
#if defined(__x86_64__)
    unsigned a = 0, b = 0, c = 0, d = 0;
    return __get_cpuid(0x80000007u, &a, &b, &c, &d) != 0 && (d & (1u << 8)) != 0;
#else
    return false;
#endif
}

const bool g_usesTsc = hasInvariantTsc();

TickConverter::TickConverter(std::int64_t origin)
    : m_origin(origin) {
    m_anchors.fill(measure());
}

// A reading that was interrupted between the two clocks would bend the time; the narrowest of three is taken.
TickConverter::Anchor TickConverter::measure() const {
    Anchor best;
    std::uint64_t narrowest = ~0ull;
    for (int i = 0; i < 3; ++i) {
        const std::uint64_t before = readTicks();
        const std::int64_t nanoseconds = monotonicNanoseconds();
        const std::uint64_t width = readTicks() - before;
        if (width >= narrowest) continue;
        narrowest = width;
        best = {before + width / 2, nanoseconds - m_origin};
    }
    return best;
}

std::uint64_t TickConverter::advance() {
    const Anchor now = measure();
    if (now.ticks <= m_anchors[0].ticks || now.time <= m_anchors[0].time) return m_anchors[0].ticks;
    for (std::size_t i = m_anchors.size() - 1; i > 0; --i) m_anchors[i] = m_anchors[i - 1];
    m_anchors[0] = now;
    m_anchors[0].rate = static_cast<double>(now.time - m_anchors[1].time) /
                        static_cast<double>(now.ticks - m_anchors[1].ticks);
    return now.ticks;
}

Timestamp TickConverter::toOlderTime(std::uint64_t ticks) const {
    std::size_t i = 1;
    while (i + 1 < m_anchors.size() && ticks < m_anchors[i].ticks) ++i;
    if (ticks < m_anchors[i].ticks) return m_anchors[i].time;
    return between(m_anchors[i], m_anchors[i - 1], ticks);
}

} // namespace lockstep
