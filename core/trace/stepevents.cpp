// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/stepevents.h"

namespace lockstep {

void StepEvents::append(EventIndex event) {
    const std::size_t row = event.index() / kEvents;
    const std::size_t count = m_size.load(std::memory_order_relaxed);
    while (m_rows.size() <= row) m_rows.append(count);
    // no read-modify-write, which would wait for every store before it: nobody else writes
    std::atomic<std::uint64_t>& isStep = m_rows.writable(row).isStep;
    isStep.store(isStep.load(std::memory_order_relaxed) | std::uint64_t{1} << event.index() % kEvents,
                 std::memory_order_relaxed);
    m_size.store(count + 1, std::memory_order_release); // pairs with size()
}

EventIndex StepEvents::operator[](std::size_t i) const {
    std::size_t low = 0; // the last row that has at most i steps before it
    std::size_t high = m_rows.size();
    while (high - low > 1) {
        const std::size_t middle = low + (high - low) / 2;
        (m_rows[middle].before <= i ? low : high) = middle;
    }
    std::uint64_t bits = m_rows[low].isStep.load(std::memory_order_relaxed);
    for (std::size_t n = i - m_rows[low].before; n > 0; --n) bits &= bits - 1; // without its lowest
    return EventIndex{static_cast<std::uint32_t>(low * kEvents) +
                      static_cast<std::uint32_t>(std::countr_zero(bits))};
}

std::size_t StepEvents::countUpTo(EventIndex event) const {
    const std::size_t all = size();
    const std::size_t row = event.index() / kEvents;
    if (row >= m_rows.size()) return all;
    const std::uint64_t upTo = ~std::uint64_t{0} >> (kEvents - 1 - event.index() % kEvents);
    const std::uint64_t bits = m_rows[row].isStep.load(std::memory_order_relaxed);
    return m_rows[row].before + static_cast<std::size_t>(std::popcount(bits & upTo));
}

std::optional<EventIndex> StepEvents::lastUpTo(EventIndex event) const {
    const std::size_t count = countUpTo(event);
    return count == 0 ? std::nullopt : std::optional((*this)[count - 1]);
}

} // namespace lockstep
