// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/tracesink.h"

#include <algorithm>
#include <cstdint>
#include <memory>

namespace lockstep {

namespace {

bool namesThread(EventKind kind) {
    using enum EventKind;
    return kind == Spawn || kind == Join || kind == Wake || kind == Park || kind == Signaller ||
           kind == Taker;
}

template <class TraceId>
void setAt(std::vector<TraceId>& table, RuntimeId id, TraceId value) {
    if (id >= table.size()) table.resize(id + 1);
    table[id] = value;
}

std::string baseName(std::string_view path) {
    return std::string(path.substr(path.find_last_of('/') + 1));
}

// Of what the standard library makes for a program, as in std::make_shared: no line of the program says so.
bool isLibrarys(const std::source_location& where) {
    return std::string_view(where.file_name()).find("/include/c++/") != std::string_view::npos;
}

} // namespace

void TraceSink::deliver(RuntimeId thread, Timestamp time, const RawEvent& raw) {
    deliverOne(thread, threadOf(thread), time, raw);
}

void TraceSink::deliverRun(RuntimeId thread, std::span<const RawEvent> run) {
    const ThreadId traced = threadOf(thread); // made before its first event, and by another thread
    for (const RawEvent& raw : run) deliverOne(thread, traced, static_cast<Timestamp>(raw.ticks), raw);
}

void TraceSink::deliverOne(RuntimeId thread, ThreadId traced, Timestamp time, const RawEvent& raw) {
    m_last = std::max(m_last, time); // order is a fact, the clock only nearly so
    Event event{.time = m_last,
                .object = raw.object == kNoRuntimeId || raw.object >= m_objects.size()
                              ? ObjectId{}
                              : m_objects[raw.object],
                .order = raw.order,
                .value = raw.value,
                .kind = raw.kind,
                .alternative = raw.alternative};
    if (thread == kKernelThread) return deliverKernel(event, raw);
    event.thread = traced;
    if (raw.kind == EventKind::Create) [[unlikely]] {
        const std::unique_ptr<const Declaration> what(static_cast<const Declaration*>(raw.site));
        event.site = siteOf(toPointer(what->site));
        declare(raw, event.thread);
        event.object = m_objects[raw.object];
    } else if (raw.site) {
        event.site = siteOf(raw.site);
    }
    if (namesThread(raw.kind))
        event.value = static_cast<std::int32_t>(threadOf(static_cast<RuntimeId>(raw.value)).value);
    m_trace.append(event);
    using enum EventKind;
    if (raw.kind == Wait || raw.kind == Park || raw.kind == Exit || raw.kind == Open) ++m_waitingChanges;
    if (raw.kind == EventKind::Start) started(event);
}

void TraceSink::declare(const RawEvent& raw, ThreadId creator) {
    const auto& what = *static_cast<const Declaration*>(raw.site);
    const ObjectId id = m_trace.addObject({.kind = what.kind,
                                           .name = what.name,
                                           .path = what.path,
                                           .capacity = what.capacity,
                                           .creator = creator,
                                           .site = siteOf(toPointer(what.site))});
    setAt(m_objects, raw.object, id);
    if (what.thread != kNoRuntimeId) setAt(m_threads, what.thread, m_trace.object(id).info.thread);
}

// The kernel's records before a thread's Start cannot be given to it when they come; the last of them is made
// up for.
void TraceSink::started(const Event& event) {
    if (!m_hearsKernel) return;
    const std::int32_t tid = event.value;
    m_byTid[tid] = event.thread;
    const auto early = m_early.find(tid);
    if (early == m_early.end()) {
        m_unseen.insert(event.thread);
        return;
    }
    if (early->second.isOnCpu)
        m_trace.append(Event{
            .time = m_last, .thread = event.thread, .value = early->second.cpu, .kind = EventKind::SwitchIn});
    m_early.erase(early);
}

void TraceSink::kernelSaw(std::int32_t tid) {
    const auto known = m_byTid.find(tid);
    if (known == m_byTid.end())
        m_early[tid];
    else
        m_unseen.erase(known->second);
}

void TraceSink::deliverKernel(Event event, const RawEvent& raw) {
    event.order = 0;
    if (raw.kind == EventKind::KernelLost) return m_trace.append(event);
    const auto tid = static_cast<std::int32_t>(raw.order);
    const auto known = m_byTid.find(tid);
    if (known == m_byTid.end()) { // not started yet, or none of ours
        m_early[tid] = {raw.kind == EventKind::SwitchIn, raw.value};
        return;
    }
    event.thread = known->second;
    m_unseen.erase(event.thread);
    m_trace.append(event);
}

ThreadId TraceSink::threadOf(RuntimeId id) const {
    return id < m_threads.size() ? m_threads[id] : ThreadId{};
}

SiteId TraceSink::siteOf(const void* site) {
    const auto address = reinterpret_cast<std::uintptr_t>(site) / alignof(void*);
    KnownSite& known = m_lastSites[(address ^ address / 16) % m_lastSites.size()];
    if (known.site != site) known = {site, lookUp(site)};
    return known.id;
}

SiteId TraceSink::lookUp(const void* site) {
    const auto known = m_sites.find(site);
    if (known != m_sites.end()) return known->second;
    const std::source_location where = toLocation(site);
    if (isLibrarys(where)) return m_sites[site] = SiteId{};
    const auto line = std::pair{baseName(where.file_name()), static_cast<std::uint32_t>(where.line())};
    auto [place, isNew] = m_sitesByLine.try_emplace(line);
    if (isNew) place->second = m_trace.addSite({line.first, line.second, where.function_name()});
    return m_sites[site] = place->second;
}

} // namespace lockstep
