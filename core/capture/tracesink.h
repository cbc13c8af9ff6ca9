// SPDX-License-Identifier: GPL-3.0-or-later
// Exchanges the running program's ids for trace ids and appends to the trace. The collector's thread only.
#pragma once

#include "core/capture/eventsink.h"
#include "core/trace/trace.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>
#include <vector>

namespace lockstep {

class TraceSink : public EventSink {
public:
    /// `hearsKernel`: context switches will be told, whether or not the trace's states come from them yet.
    TraceSink(Trace& trace, bool hearsKernel)
        : m_trace(trace)
        , m_hearsKernel(hearsKernel) {}
    explicit TraceSink(Trace& trace)
        : TraceSink(trace, trace.kernelSource() == KernelSource::Switches) {}

    void deliver(RuntimeId thread, Timestamp time, const RawEvent& raw) override;
    void deliverRun(RuntimeId thread, std::span<const RawEvent> run) override;
    void advanceTo(Timestamp time) override {
        m_last = std::max(m_last,
                          time); // an event that had to wait for an earlier one of its object is not before
        m_trace.advanceTo(time);
    }
    void kernelSaw(std::int32_t tid) override;

    /// Threads that started and of which the kernel's track has shown nothing.
    std::size_t unseenByKernel() const { return m_unseen.size(); }

    /// Grows whenever a thread began to wait or ended: only then can a deadlock have come to be.
    std::uint64_t waitingChanges() const { return m_waitingChanges; }

private:
    void deliverOne(RuntimeId thread, ThreadId traced, Timestamp time, const RawEvent& raw);
    void deliverKernel(Event event, const RawEvent& raw);
    void declare(const RawEvent& raw, ThreadId creator);
    void started(const Event& event);
    ThreadId threadOf(RuntimeId id) const;
    SiteId siteOf(const void* site);
    SiteId lookUp(const void* site);

    Trace& m_trace;
    bool m_hearsKernel;
    Timestamp m_last = 0;
    std::uint64_t m_waitingChanges = 0;
    std::vector<ObjectId> m_objects; // by RuntimeId
    std::vector<ThreadId> m_threads; // by RuntimeId
    std::unordered_map<const void*, SiteId> m_sites;
    struct KnownSite {
        const void* site = nullptr;
        SiteId id;
    };
    std::array<KnownSite, 256> m_lastSites;                                // by a hash: a loop has few
    std::map<std::pair<std::string, std::uint32_t>, SiteId> m_sitesByLine; // templates repeat a line
    // the thread that had the kernel's id last: of one that has ended, the kernel's last records come later
    std::unordered_map<std::int32_t, ThreadId> m_byTid;
    struct Early { // what the kernel said of a thread before its Start
        bool isOnCpu = false;
        std::int32_t cpu = 0;
    };
    std::unordered_map<std::int32_t, Early> m_early;
    std::set<ThreadId> m_unseen;
};

} // namespace lockstep
