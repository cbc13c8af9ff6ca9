// SPDX-License-Identifier: GPL-3.0-or-later
// Everything a run left behind: its events in one true order, and what follows from them.
//
// One thread (the collector, or a test) appends; any number of threads read at the same time without a lock.
// What append() derives from an event - states, holders, depths, arrows - is complete before size() counts
// it. Appending costs some tens of nanoseconds per event and roughly 70 bytes of memory, of which 32 are the
// event itself; those of a file may stay there.
#pragma once

#include "core/trace/event.h"
#include "core/trace/lanes.h"
#include "core/trace/stepevents.h"
#include "core/trace/storedevents.h"
#include "core/trace/threadtrack.h"

#include <map>
#include <memory>
#include <span>

namespace lockstep {

/// An event that the legal-transition table did not allow; the thread is Unknown until the next one settles
/// it.
struct IllegalTransition {
    EventIndex event;
    ThreadState from = ThreadState::Unknown;
};

class Trace {
public:
    explicit Trace(KernelSource source = KernelSource::Silent, TimeAxis axis = TimeAxis::Time);
    /// Keeps no events: they stand in the blocks of `events`, each of which is announced by beginBlock().
    Trace(KernelSource source, std::unique_ptr<const EventSource> events);
    ~Trace();

    // --- the writer -------------------------------------------------------------------------------------
    /// The same site for the same file and line.
    SiteId addSite(Site site);
    /// The next object; for one of kind Thread also the next thread. info.id and info.thread are filled in.
    /// Its Create event must follow. Ids are given in order, beginning with 0.
    ObjectId addObject(ObjectInfo info);
    /// Time must not be less than that of the event before. Ids must have been given.
    void append(const Event& event);
    void append(std::span<const Event> events);
    /// Of a trace that keeps no events: those of its source's next block, not none, which are appended now.
    void beginBlock(std::shared_ptr<const std::vector<Event>> events) {
        m_stored->beginBlock(std::move(events));
    }
    /// Nothing earlier than this will be appended: lanes last until here.
    void advanceTo(Timestamp time);

    // --- readers ----------------------------------------------------------------------------------------
    TimeAxis axis() const { return m_axis; }
    std::size_t size() const { return m_stored ? m_stored->size() : m_events.size(); }
    Event operator[](std::size_t i) const { return m_stored ? m_stored->at(i) : m_events[i]; }
    Event event(EventIndex i) const { return (*this)[i.index()]; }
    /// The last event at or before the time. O(log n).
    std::optional<EventIndex> lastAt(Timestamp time) const;

    /// Until here everything is known. After a Stop it stands still: the picture of the end stays.
    Timestamp end() const { return m_end.load(std::memory_order_acquire); } // pairs with advanceTo's release
    /// In force at the end: a run whose gate opens begins with Gate.
    KernelSource kernelSource() const { return m_source.load(std::memory_order_relaxed); }

    std::size_t threadCount() const { return m_threads.size(); }
    const ThreadLane& thread(ThreadId id) const { return *m_threads[id.index()]; }
    std::size_t objectCount() const { return m_objects.size(); }
    const ObjectLane& object(ObjectId id) const { return *m_objects[id.index()]; }
    std::size_t siteCount() const { return m_sites.size(); }
    const Site& site(SiteId id) const { return m_sites[id.index()]; }
    std::size_t cpuCount() const { return m_cpus.size(); }
    const CpuLane& cpu(std::size_t i) const { return *m_cpus[i]; }

    /// Ordered by their `to`.
    const AppendOnly<Link>& links() const { return m_links; }
    /// Every step, in order: step n, counted from 1, is steps()[n - 1].
    const StepEvents& steps() const { return m_steps; }
    /// Pause, Resume, Open, Stop, Lost, KernelLost, Failure.
    const EventList& marks() const { return m_marks; }
    /// What threads did while they were unwound, after Stop.
    const EventList& teardown() const { return m_teardown; }
    const AppendOnly<IllegalTransition>& illegalTransitions() const { return m_illegal; }
    /// Events the recorder had to drop, and records the kernel dropped.
    std::uint64_t lost() const { return m_lost.load(std::memory_order_relaxed); }
    std::uint64_t kernelLost() const { return m_kernelLost.load(std::memory_order_relaxed); }

private:
    friend class Deriver;
    friend class ThreadDeriver;
    friend class ObjectDeriver;
    friend std::unique_ptr<Trace> traceOf(const struct Overview& overview);

    std::atomic<KernelSource> m_source;
    const TimeAxis m_axis;
    AppendOnly<Event, 1024> m_events;
    const std::unique_ptr<StoredEvents> m_stored; // instead of them
    AppendOnly<std::unique_ptr<ThreadLane>> m_threads;
    AppendOnly<std::unique_ptr<ObjectLane>> m_objects;
    AppendOnly<Site> m_sites;
    AppendOnly<std::unique_ptr<CpuLane>> m_cpus;
    AppendOnly<Link> m_links;
    StepEvents m_steps;
    EventList m_marks;
    EventList m_teardown;
    AppendOnly<IllegalTransition> m_illegal;
    std::atomic<Timestamp> m_end{0};
    std::atomic<std::uint64_t> m_lost{0};
    std::atomic<std::uint64_t> m_kernelLost{0};
    std::unique_ptr<class Deriver> m_deriver;                          // the writer's
    std::map<std::pair<std::string, std::uint32_t>, SiteId> m_siteIds; // the writer's: by file and line
};

} // namespace lockstep
