// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/csv.h"

#include "core/analysis/contention.h"
#include "core/analysis/queueuse.h"
#include "core/analysis/sentences.h"
#include "core/export/spans.h"
#include "core/export/utf8.h"

#include <initializer_list>

namespace lockstep {

namespace {

void row(Output& out, std::initializer_list<std::string_view> fields) {
    bool isFirst = true;
    for (const std::string_view text : fields)
        out << (std::exchange(isFirst, false) ? std::string_view() : std::string_view(",")) << csvField(text);
    out << "\r\n";
}

std::string_view name(LockState state) {
    switch (state) {
    case LockState::Free: return "free";
    case LockState::Held: return "held";
    case LockState::HeldAndWanted: return "held and wanted";
    }
    return {};
}

class Statistics {
public:
    Statistics(const Trace& trace, Output& out)
        : m_trace(trace)
        , m_out(out) {}

    void write() {
        row(m_out, {"of", "id", "name", "figure", "value", "unit"});
        run();
        const Contention contention = Contention::of(m_trace);
        for (const ThreadUse& use : contention.threads) thread(use);
        for (const LockUse& use : contention.locks) lock(use);
        for (const QueueUse& use : queueUses(m_trace)) queue(use);
    }

private:
    void run() {
        figure("run", nullptr, "duration", m_trace.end(), "ns");
        figure("run", nullptr, "events", static_cast<std::int64_t>(m_trace.size()), "");
        figure("run", nullptr, "events lost", static_cast<std::int64_t>(m_trace.lost()), "");
        figure("run", nullptr, "records lost by the kernel", static_cast<std::int64_t>(m_trace.kernelLost()),
               "");
    }
    void thread(const ThreadUse& use) {
        const ObjectInfo& info = m_trace.thread(use.thread).info;
        for (std::size_t s = 0; s < use.states.size(); ++s)
            figure("thread", &info, lockstep::name(static_cast<ThreadState>(s)), use.states[s], "ns");
        figure("thread", &info, "on a CPU, by the kernel's total", use.onCpu, "ns");
        figure("thread", &info, "in the run queue, by the kernel's total", use.inRunQueue, "ns");
    }
    void lock(const LockUse& use) {
        const ObjectInfo& info = m_trace.object(use.lock).info;
        figure("lock", &info, "acquisitions", use.acquisitions, "");
        figure("lock", &info, "acquisitions that had to wait", use.contended, "");
        distribution(info, "wait", use.wait);
        distribution(info, "hold", use.hold);
    }
    void distribution(const ObjectInfo& info, const std::string& what, const Distribution& of) {
        figure("lock", &info, what + "s", of.count, "");
        figure("lock", &info, what + " total", of.total, "ns");
        figure("lock", &info, what + " mean", of.mean, "ns");
        figure("lock", &info, what + " p50", of.p50, "ns");
        figure("lock", &info, what + " p90", of.p90, "ns");
        figure("lock", &info, what + " p99", of.p99, "ns");
        figure("lock", &info, what + " max", of.max, "ns");
    }
    void queue(const QueueUse& use) {
        const ObjectInfo& info = m_trace.object(use.queue).info;
        figure("queue", &info, "puts", use.puts, "");
        figure("queue", &info, "takes", use.takes, "");
        figure("queue", &info, "most items", use.maxDepth, "");
    }
    void figure(std::string_view of, const ObjectInfo* info, std::string_view what,
                std::optional<std::int64_t> value, std::string_view unit) {
        row(m_out, {of, info ? info->path : "", info ? info->name : "", what,
                    value ? std::to_string(*value) : "", unit});
    }

    const Trace& m_trace;
    Output& m_out;
};

} // namespace

std::string csvField(std::string_view anyText) {
    const std::string text = validUtf8(anyText);
    if (text.find_first_of("\",\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

void writeIntervals(const Trace& trace, Output& out) {
    row(out, {"lane", "id", "name", "state", "subject", "from_ns", "to_ns", "source"});
    const auto interval = [&](std::string_view lane, const ObjectInfo& info, std::string_view state,
                              const std::string& subject, const Span& span) {
        row(out, {lane, info.path, info.name, state, subject, std::to_string(span.range.begin),
                  std::to_string(span.range.begin + span.range.length()), siteText(trace, span.site)});
    };
    for (std::uint32_t i = 0; i < trace.threadCount(); ++i) {
        const ThreadLane& lane = trace.thread(ThreadId{i});
        eachThreadSpan(trace, lane, [&](const Span& span) {
            const auto object = span.value.subjectAs<ObjectId>();
            interval("thread", lane.info, lockstep::name(span.threadState()),
                     object.isValid() ? trace.object(object).info.name : "", span);
        });
    }
    for (std::uint32_t i = 0; i < trace.objectCount(); ++i) {
        const ObjectLane& lane = trace.object(ObjectId{i});
        eachLockSpan(trace, lane, [&](const Span& span) {
            const auto holder = span.value.subjectAs<ThreadId>();
            interval("lock", lane.info, name(span.lockState()),
                     holder.isValid() ? threadName(trace, holder) : "", span);
        });
    }
    out.flush();
}

void writeStatistics(const Trace& trace, Output& out) {
    Statistics(trace, out).write();
    out.flush();
}

} // namespace lockstep
