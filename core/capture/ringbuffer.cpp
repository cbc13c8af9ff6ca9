// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/ringbuffer.h"

#include "core/platform/futex.h"

#include <bit>
#include <cstdlib>
#include <new>
#include <stdexcept>

namespace lockstep {

namespace {

// calloc: pages of a ring that is hardly used are never touched
RawEvent* allocateSlots(std::size_t capacity) {
    if (capacity < 16 || !std::has_single_bit(capacity))
        throw std::invalid_argument("a ring's capacity must be a power of two of at least 16");
    auto* slots = static_cast<RawEvent*>(std::calloc(capacity, sizeof(RawEvent)));
    if (!slots) throw std::bad_alloc();
    return slots;
}

// What the trace cannot do without is waited for even where other events are dropped.
bool mustNotBeLost(EventKind kind) {
    using enum EventKind;
    return kind == Create || kind == Spawn || kind == Start || kind == Exit || kind == Stop;
}

} // namespace

void RingBuffer::Slots::operator()(RawEvent* p) const {
    std::free(p);
}

RingBuffer::RingBuffer(std::size_t capacity, WhenFull whenFull, std::function<void()> nudge)
    : m_slots(allocateSlots(capacity))
    , m_mask(capacity - 1)
    , m_whenFull(whenFull)
    , m_nudge(std::move(nudge)) {}

// Reached when the next event's place is m_look. Sets m_look to the place of the next look; false when the
// event is dropped.
bool RingBuffer::makeRoom(EventKind kind) {
    constexpr std::uint64_t kReserve = 2; // for Hold and Let, or Lost and its successor
    const std::uint64_t inside = used();
    if (inside >= capacity() / 2) m_nudge();
    if (inside + kReserve >= capacity()) {
        if (m_whenFull == WhenFull::Drop && !mustNotBeLost(kind)) {
            m_lost.store(m_lost.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
            ++m_unmarked;
            return false; // m_look stays: look again at the next event
        }
        waitForRoom();
    }
    if (m_unmarked > 0) markLoss();
    const std::uint64_t now = used();
    const std::uint64_t half = capacity() / 2;
    // up to half full without a look, then every eighth, and never into the reserve
    const std::uint64_t stride = now < half ? half - now : std::max<std::uint64_t>(1, capacity() / 8);
    m_look = next() + std::min(stride, capacity() - kReserve - now);
    return true;
}

// Marks an event as begun and reads the clock, as push does.
std::uint64_t RingBuffer::beginOwn() {
    m_begun.store(next() + 1, std::memory_order_relaxed);
    std::atomic_signal_fence(std::memory_order_seq_cst);
    return readTicks();
}

void RingBuffer::writeOwn(EventKind kind, std::int32_t value, std::uint64_t ticks) {
    m_own.store(m_own.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    m_slots[next() & m_mask] = {.ticks = ticks, .value = value, .kind = kind};
    m_published.store(next() + 1, std::memory_order_release); // pairs with drain's acquire
}

void RingBuffer::markLoss() {
    const std::uint64_t now = beginOwn();
    writeOwn(EventKind::Lost, static_cast<std::int32_t>(m_unmarked), now);
    m_unmarked = 0;
}

// The stall is Lockstep's own doing: recorded with the time at which it began, and kept out of all
// statistics.
void RingBuffer::waitForRoom() {
    const std::uint64_t since = beginOwn();
    while (used() > capacity() / 2) {
        m_waiting.store(1, std::memory_order_seq_cst); // pairs with free(): one of both sees the other
        if (m_head.load(std::memory_order_seq_cst) + capacity() / 2 < next()) {
            m_nudge();
            futexWait(m_waiting, 1);
        }
        m_waiting.store(0, std::memory_order_relaxed);
    }
    writeOwn(EventKind::Hold, static_cast<std::int32_t>(HoldReason::RingFull), since);
    const std::uint64_t now = beginOwn();
    writeOwn(EventKind::Let, 0, now);
}

void RingBuffer::free(std::uint64_t head) {
    m_head.store(head, std::memory_order_seq_cst); // release for used(); ordered with m_waiting
    if (m_waiting.load(std::memory_order_seq_cst) == 0) return;
    m_waiting.store(0, std::memory_order_relaxed);
    futexWake(m_waiting, 1);
}

void RingBuffer::reuse() {
    m_look = m_unmarked = 0;
    m_begun.store(0, std::memory_order_relaxed);
    m_published.store(0, std::memory_order_relaxed);
    m_lost.store(0, std::memory_order_relaxed);
    m_own.store(0, std::memory_order_relaxed);
    m_head.store(0, std::memory_order_relaxed);
}

} // namespace lockstep
