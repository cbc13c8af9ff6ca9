// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/trace.h"

#include "core/trace/deriver.h"
#include "core/trace/search.h"

#include <algorithm>

namespace lockstep {

Trace::Trace(KernelSource source, TimeAxis axis)
    : m_source(source)
    , m_axis(axis)
    , m_deriver(std::make_unique<Deriver>(*this)) {}
Trace::Trace(KernelSource source, std::unique_ptr<const EventSource> events)
    : m_source(source)
    , m_axis(TimeAxis::Time)
    , m_stored(std::make_unique<StoredEvents>(std::move(events)))
    , m_deriver(std::make_unique<Deriver>(*this)) {}
Trace::~Trace() = default;

SiteId Trace::addSite(Site site) {
    const SiteId next{static_cast<std::uint32_t>(m_sites.size())};
    const auto [known, isNew] = m_siteIds.try_emplace({site.file, site.line}, next);
    if (isNew) m_sites.append(std::move(site));
    return known->second;
}

ObjectId Trace::addObject(ObjectInfo info) {
    info.id = ObjectId{static_cast<std::uint32_t>(m_objects.size())};
    if (info.kind == ObjectKind::Thread) info.thread = ThreadId{static_cast<std::uint32_t>(m_threads.size())};
    const ObjectId id = info.id;
    m_deriver->addObject(m_objects.append(std::make_unique<ObjectLane>(info))->info);
    return id;
}

void Trace::append(const Event& event) {
    const EventIndex index{static_cast<std::uint32_t>(size())};
    // what is derived names the event, so it must be readable first; it is counted when all of it is there
    if (!m_stored) m_events.stage(event);
    m_deriver->derive(event, index);
    m_stored ? m_stored->publish() : m_events.publish();
}

void Trace::append(std::span<const Event> events) {
    for (const Event& event : events) append(event);
    if (!events.empty()) advanceTo(events.back().time);
}

void Trace::advanceTo(Timestamp time) {
    if (!m_deriver->isStopped() && time > end())
        m_end.store(time, std::memory_order_release); // pairs with end()
}

std::optional<EventIndex> Trace::lastAt(Timestamp time) const {
    std::size_t low = 0;
    std::size_t high = size();
    if (m_stored) { // its block is known without a look at others
        const auto block = m_stored->blockAt(time);
        if (!block) return std::nullopt;
        low = m_stored->firstOf(*block);
        high = std::min(high, m_stored->endOf(*block));
    }
    low = firstNot(low, high, [&](std::size_t i) { return (*this)[i].time <= time; });
    if (low == 0) return std::nullopt;
    return EventIndex{static_cast<std::uint32_t>(low - 1)};
}

} // namespace lockstep
