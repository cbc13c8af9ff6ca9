// SPDX-License-Identifier: GPL-3.0-or-later
// Traces to export, what readers other than ours find in the files, and what should be there.
#pragma once

#include "core/export/dataexport.h"
#include "core/export/spans.h"
#include "tracebuilder.h"

#include <QByteArray>
#include <QProcess>
#include <QString>

#include <map>
#include <random>
#include <tuple>

namespace lockstep {

inline QByteArray exported(DataKind kind, const Trace& trace, const About& about = {}) {
    QByteArray all;
    writeData(kind, trace, about, [&all](ByteView bytes) {
        all.append(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    });
    return all;
}

/// What a program makes of these bytes; nothing where it fails.
inline QByteArray through(const QString& program, const QStringList& words, const QByteArray& bytes) {
    QProcess process;
    process.start(program, words);
    if (!process.waitForStarted()) return {};
    process.write(bytes);
    process.closeWriteChannel();
    const bool isDone = process.waitForFinished(120'000);
    return isDone && process.exitCode() == 0 ? process.readAllStandardOutput() : QByteArray();
}

/// Threads that do whatever chance says, losses, pauses and what cannot be among it.
class WildRun {
public:
    explicit WildRun(unsigned seed, int steps = 300)
        : m_random(seed) {
        b.addThreads({"Main", "Worker \"1\", the first", "W\\2"})
            .addLocks({"lock", "lock\n2"})
            .addQueue("jobs, of all", 4)
            .addSemaphore("slots", 2);
        for (int i = 0; i < steps; ++i) step();
        b.at(b.now() + below(500));
    }
    TraceBuilder b{KernelSource::Switches};

private:
    int below(int n) { return static_cast<int>(m_random() % static_cast<unsigned>(n)); }
    std::string any(std::initializer_list<const char*> of) {
        return of.begin()[below(static_cast<int>(of.size()))];
    }
    void step() {
        const std::string who = any({"Main", "Worker \"1\", the first", "W\\2"});
        const std::string lock = any({"lock", "lock\n2"});
        const auto line = static_cast<std::uint32_t>(below(90) + 1);
        b.at(b.now() + below(2000));
        switch (below(14)) {
        case 0: b.wait(who, lock, line); break;
        case 1:
        case 2: b.acquire(who, lock, line); break;
        case 3:
        case 4: b.release(who, lock, line); break;
        case 5:
            b.put(who, "jobs, of all", line);
            ++m_items;
            break;
        case 6:
            if (m_items > 0) b.take(who, "jobs, of all", line);
            m_items = std::max(0, m_items - 1);
            break;
        case 7: b.wake(who, lock, any({"Main", "W\\2"})); break;
        case 8: b.switchIn(who, below(2)); break;
        case 9: b.preempt(who, below(2)); break;
        case 10: b.sleep(who, 3, line).awake(who, below(100)); break;
        case 11: b.lost(who, below(5) + 1); break;
        case 12: b.hold(who).let(who); break;
        default: b.switchOut(who, 0); break;
        }
    }
    std::mt19937 m_random;
    int m_items = 0;
};

/// One stretch, as a viewer's file tells it.
struct Told {
    bool isLock = false;
    std::uint32_t track = 0; ///< a ThreadId's or ObjectId's number
    std::string name;
    Timestamp begin = 0, end = 0;
    auto operator<=>(const Told&) const = default;
};

/// Straight from the lanes, as viewers draw them: what lasts no time counts for nothing.
inline std::vector<Told> spansOf(const Trace& trace) {
    std::vector<Told> all;
    const auto add = [&](bool isLock, std::uint32_t id, std::string name, const Track& track, std::size_t i) {
        const Timestamp end = i + 1 < track.size() ? track[i + 1].time : trace.end();
        if (end > track[i].time) all.push_back({isLock, id, std::move(name), track[i].time, end});
    };
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t) {
        const auto& states = trace.thread(ThreadId{t}).states;
        for (std::size_t i = 0; i < states.size(); ++i) {
            const auto state = static_cast<ThreadState>(states[i].lane().state);
            if (state != ThreadState::Terminated)
                add(false, t, std::string(name(state)), states.changes(), i);
        }
    }
    for (std::uint32_t o = 0; o < trace.objectCount(); ++o) {
        const auto& holds = trace.object(ObjectId{o}).holds;
        for (std::size_t i = 0; i < holds.size(); ++i) {
            const LaneValue value = holds[i].lane();
            if (static_cast<LockState>(value.state) == LockState::Free) continue;
            const bool isWanted = static_cast<LockState>(value.state) == LockState::HeldAndWanted;
            add(true, o,
                "held by " + trace.thread(value.subjectAs<ThreadId>()).info.name +
                    (isWanted ? ", wanted" : ""),
                holds.changes(), i);
        }
    }
    std::ranges::sort(all);
    return all;
}

/// Nanoseconds by thread and state. Of a trace: by its own sums.
using StateTotals = std::map<std::pair<std::uint32_t, std::string>, std::int64_t>;

inline StateTotals totalsOf(const Trace& trace, bool withTerminated) {
    StateTotals totals;
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t) {
        const auto sums = trace.thread(ThreadId{t}).states.totals({0, trace.end()});
        for (std::size_t s = 0; s < sums.size(); ++s)
            if (sums[s] > 0 && (withTerminated || static_cast<ThreadState>(s) != ThreadState::Terminated))
                totals[{t, std::string(name(static_cast<ThreadState>(s)))}] = sums[s];
    }
    return totals;
}

inline StateTotals totalsOf(const std::vector<Told>& spans) {
    StateTotals totals;
    for (const Told& span : spans)
        if (!span.isLock && span.end > span.begin) totals[{span.track, span.name}] += span.end - span.begin;
    return totals;
}

} // namespace lockstep
