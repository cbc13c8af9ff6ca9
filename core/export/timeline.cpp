// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/timeline.h"

#include "core/analysis/sentences.h"
#include "core/export/spans.h"

namespace lockstep {

namespace {

TrackId trackOf(ThreadId thread) {
    return {TrackGroup::Threads, thread.value};
}

const char* unitOf(ObjectKind kind) {
    switch (kind) {
    case ObjectKind::Queue: return "items";
    case ObjectKind::Semaphore: return "permits";
    case ObjectKind::Barrier: return "arrived";
    case ObjectKind::Latch: return "left";
    default: return "value";
    }
}

void addSource(const Trace& trace, SiteId site, Facts& details) {
    if (site.isValid()) details.emplace_back("source", siteText(trace, site));
}

ArrowEnd arrowEnd(const Trace& trace, ThreadId thread, EventIndex index) {
    const Event& event = trace.event(index);
    std::string words(name(event.kind));
    if (event.object.isValid()) words += " " + trace.object(event.object).info.name;
    return {trackOf(thread), event.time, std::move(words), siteText(trace, event.site)};
}

class Teller {
public:
    Teller(const Trace& trace, TimelineFormat& format)
        : m_trace(trace)
        , m_format(format) {}

    void threads(const std::string& run) {
        m_format.group(TrackGroup::Threads, run);
        for (std::uint32_t i = 0; i < m_trace.threadCount(); ++i) thread(m_trace.thread(ThreadId{i}));
    }
    void locks() {
        eachObject(TrackGroup::Locks, "Locks", [](const ObjectLane& lane) { return lane.holds.size() > 0; });
    }
    void numbers() {
        eachObject(TrackGroup::Numbers, "Queues and other numbers",
                   [](const ObjectLane& lane) { return lane.values.size() > 0; });
    }
    void cpus() {
        if (m_trace.cpuCount() > 0) m_format.group(TrackGroup::Cpus, "CPUs");
        for (std::size_t i = 0; i < m_trace.cpuCount(); ++i) cpu(m_trace.cpu(i));
    }
    void arrows() {
        for (std::size_t i = 0, n = m_trace.links().size(); i < n; ++i) {
            const Link& link = m_trace.links()[i];
            m_format.arrow(i + 1, std::string(name(link.kind)), arrowEnd(m_trace, link.fromThread, link.from),
                           arrowEnd(m_trace, link.toThread, link.to));
        }
    }
    void marks() {
        for (std::size_t i = 0, n = m_trace.marks().size(); i < n; ++i) {
            const Event& event = m_trace.event(m_trace.marks()[i]);
            const TrackId track = trackOf(event.thread);
            if (event.time <= m_trace.end())
                m_format.mark(event.thread.isValid() ? &track : nullptr, event.time,
                              eventSentence(m_trace, m_trace.marks()[i]));
        }
    }

private:
    void thread(const ThreadLane& lane) {
        m_format.track(trackOf(lane.id), lane.info.name, {});
        eachThreadSpan(m_trace, lane, [&](const Span& span) {
            if (span.threadState() == ThreadState::Terminated) return;
            Slice slice{trackOf(lane.id), span.range, std::string(name(span.threadState())), {}};
            if (const auto object = span.value.subjectAs<ObjectId>(); object.isValid())
                slice.details.emplace_back("object", m_trace.object(object).info.name);
            addSource(m_trace, span.site, slice.details);
            m_format.slice(slice);
        });
    }

    template <class Belongs>
    void eachObject(TrackGroup group, const char* groupName, Belongs belongs) {
        bool isFirst = true;
        for (std::uint32_t i = 0; i < m_trace.objectCount(); ++i) {
            const ObjectLane& lane = m_trace.object(ObjectId{i});
            if (!belongs(lane)) continue;
            if (std::exchange(isFirst, false)) m_format.group(group, groupName);
            const TrackId track{group, i};
            const bool isNumber = group == TrackGroup::Numbers;
            m_format.track(track, lane.info.name, isNumber ? unitOf(lane.info.kind) : "");
            isNumber ? values(track, lane) : holds(track, lane);
        }
    }

    void holds(TrackId track, const ObjectLane& lane) {
        eachLockSpan(m_trace, lane, [&](const Span& span) {
            if (span.lockState() == LockState::Free) return;
            const bool isWanted = span.lockState() == LockState::HeldAndWanted;
            const std::string holder = threadName(m_trace, span.value.subjectAs<ThreadId>());
            Slice slice{track, span.range, "held by " + holder + (isWanted ? ", wanted" : ""), {}};
            addSource(m_trace, span.site, slice.details);
            m_format.slice(slice);
        });
    }

    void values(TrackId track, const ObjectLane& lane) {
        for (std::size_t i = 0, n = lane.values.size(); i < n; ++i)
            if (lane.values[i].time <= m_trace.end())
                m_format.number(track, lane.values[i].time, lane.values[i].value);
    }

    void cpu(const CpuLane& lane) {
        const TrackId track{TrackGroup::Cpus, static_cast<std::uint32_t>(lane.number)};
        m_format.track(track, "CPU " + std::to_string(lane.number), {});
        for (std::size_t i = 0, n = lane.running.size(); i < n; ++i) {
            const TimeRange range = spanRange(m_trace, lane.running, i);
            if (lane.running[i].value < 0 || range.isEmpty()) continue;
            const ThreadId who{static_cast<std::uint32_t>(lane.running[i].value)};
            m_format.slice({track, range, threadName(m_trace, who), {}});
        }
    }

    const Trace& m_trace;
    TimelineFormat& m_format;
};

// Fit to stand beside a name; a scenario's source and a long schedule are in the trace file.
bool isTellable(const std::string& key, const std::string& text) {
    constexpr std::size_t kMost = 1000;
    return !text.empty() && text.size() <= kMost && !key.starts_with("source:");
}

std::string runName(const About& about) {
    const auto title = about.find("title");
    const auto variant = about.find("variant");
    std::string text = title == about.end() ? "Threads" : title->second;
    if (variant != about.end() && !variant->second.empty()) text += " (" + variant->second + ")";
    return text;
}

} // namespace

Facts factsOf(const Trace& trace, const About& about) {
    Facts facts;
    for (const auto& [key, text] : about)
        if (isTellable(key, text)) facts.emplace_back(key, text);
    const bool isTime = trace.axis() == TimeAxis::Time;
    facts.emplace_back("time", isTime ? "nanoseconds since the session's start" : "1000 for each step");
    facts.emplace_back("states are based on", name(trace.kernelSource()));
    facts.emplace_back("events", std::to_string(trace.size()));
    facts.emplace_back("events lost", std::to_string(trace.lost()));
    facts.emplace_back("records lost by the kernel", std::to_string(trace.kernelLost()));
    if (trace.lost() + trace.kernelLost() > 0)
        facts.emplace_back("loss", "Some of what happened was not recorded: where it is not known what a "
                                   "thread did, its state is 'unknown' or 'ready or running'.");
    return facts;
}

void writeTimeline(const Trace& trace, const About& about, TimelineFormat& format) {
    Teller teller(trace, format);
    format.begin(factsOf(trace, about));
    teller.threads(runName(about));
    teller.locks();
    teller.numbers();
    teller.cpus();
    teller.arrows();
    teller.marks();
    format.end();
}

} // namespace lockstep
