// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinescene.h"

#include "core/analysis/sentences.h"
#include "ui/model/words.h"

#include <QCoreApplication>

namespace lockstep::ui {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Timeline", text);
}

QString cpuText(const Trace& trace, const Track& changes, std::size_t change) {
    const QString length = timeText(changes.rangeOf(change, trace.end()).length());
    if (changes[change].value < 0) return tr("no thread of this run for %1").arg(length);
    const ThreadId thread{static_cast<std::uint32_t>(changes[change].value)};
    return tr("runs %1 for %2").arg(words(threadName(trace, thread)), length);
}

} // namespace

std::vector<Finding> deadlocksAtEnd(const Trace& trace) {
    const auto last = trace.lastAt(trace.end());
    if (!last) return {};
    return findDeadlocks(trace, Moment(trace, *last));
}

const Track& changesOf(const Trace& trace, LaneKey key) {
    switch (key.kind) {
    case LaneKind::Thread: return trace.thread(key.thread()).states.changes();
    case LaneKind::Lock: return trace.object(key.lock()).holds.changes();
    case LaneKind::Cpu: break;
    }
    return trace.cpu(key.index).running;
}

std::optional<std::size_t> changeAt(const Trace& trace, LaneKey key, Timestamp time) {
    return changesOf(trace, key).indexAt(time);
}

QString laneName(const Trace& trace, LaneKey key) {
    switch (key.kind) {
    case LaneKind::Thread: return words(trace.thread(key.thread()).info.name);
    case LaneKind::Lock: return words(trace.object(key.lock()).info.name);
    case LaneKind::Cpu: break;
    }
    return tr("CPU %1").arg(trace.cpu(key.index).number);
}

QString spanText(const Trace& trace, LaneKey key, std::size_t change) {
    const QString name = laneName(trace, key);
    switch (key.kind) {
    case LaneKind::Thread: return name + ": " + words(spanSentence(trace, key.thread(), change));
    case LaneKind::Lock: return words(holdSentence(trace, key.lock(), change));
    case LaneKind::Cpu: break;
    }
    return name + ": " + cpuText(trace, changesOf(trace, key), change);
}

} // namespace lockstep::ui
