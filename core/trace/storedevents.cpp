// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/storedevents.h"

#include "core/trace/search.h"

#include <algorithm>

namespace lockstep {

namespace {

std::atomic<std::uint64_t> s_serials{0};
std::atomic<std::size_t> s_mostMemory{std::size_t{16} << 20};

thread_local std::shared_ptr<const std::vector<Event>> t_keepsLast; // whatever else is forgotten

// An event that is known to have been, and of which nothing else is.
Event lostAt(Timestamp time) {
    return {.time = time, .thread = ThreadId{0}, .object = ObjectId{0}, .kind = EventKind::Lost};
}

} // namespace

thread_local constinit StoredEvents::Last StoredEvents::t_last;

StoredEvents::StoredEvents(std::unique_ptr<const EventSource> source)
    : m_source(std::move(source))
    , m_serial(++s_serials) {}

void StoredEvents::setMostMemory(std::size_t bytes) {
    s_mostMemory.store(bytes, std::memory_order_relaxed);
}

void StoredEvents::beginBlock(Events events) {
    const Timestamp time = events->front().time;
    keep(m_blocks.size(), std::move(events));
    m_blocks.append(Block{size(), time});
}

std::optional<std::size_t> StoredEvents::blockAt(Timestamp time) const {
    const std::size_t count = firstNot(0, m_blocks.size(), [&](std::size_t b) {
        return m_blocks[b].time <= time && m_blocks[b].first < size();
    });
    return count == 0 ? std::nullopt : std::optional(count - 1);
}

std::size_t StoredEvents::blockOf(std::size_t event) const {
    return firstNot(0, m_blocks.size(), [&](std::size_t b) { return m_blocks[b].first <= event; }) - 1;
}

Event StoredEvents::fetched(std::size_t i) const {
    const std::size_t block = blockOf(i);
    const std::size_t first = m_blocks[block].first;
    Events events = eventsOf(block);
    if (i - first >= events->size()) return lostAt(m_blocks[block].time);
    t_last = {m_serial, first, events->size(), events->data()};
    t_keepsLast = std::move(events);
    return t_last.events[i - first];
}

// Fetched without the lock: others go on with what is there, and two that want the same fetch it twice.
StoredEvents::Events StoredEvents::eventsOf(std::size_t block) const {
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_kept.find(block); known != m_kept.end()) {
            known->second.used = ++m_clock;
            return known->second.events;
        }
    }
    auto events = std::make_shared<std::vector<Event>>();
    m_source->fetch(block, *events);
    return keep(block, std::move(events));
}

StoredEvents::Events StoredEvents::keep(std::size_t block, Events events) const {
    const std::lock_guard lock(m_mutex);
    const auto [kept, isNew] = m_kept.try_emplace(block, Kept{std::move(events), ++m_clock});
    if (isNew) m_events += kept->second.events->size();
    Events wanted = kept->second.events;
    forgetSome();
    return wanted;
}

void StoredEvents::forgetSome() const {
    const std::size_t most = s_mostMemory.load(std::memory_order_relaxed) / sizeof(Event);
    while (m_events > most && m_kept.size() > 1) {
        const auto oldest =
            std::ranges::min_element(m_kept, {}, [](const auto& entry) { return entry.second.used; });
        m_events -= oldest->second.events->size();
        m_kept.erase(oldest);
    }
}

} // namespace lockstep
