// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/scene/timelinescene.h"

#include "core/analysis/sentences.h"
#include "ui/model/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <functional>

namespace lockstep::ui {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Timeline", text);
}

QString cpuText(const Trace& trace, const Track& changes, std::size_t change) {
    const QString length = lengthWords(trace.axis(), changes.rangeOf(change, trace.end()).length());
    if (changes[change].value < 0) return tr("no thread of this run for %1").arg(length);
    const ThreadId thread{static_cast<std::uint32_t>(changes[change].value)};
    return tr("runs %1 for %2").arg(words(threadName(trace, thread)), length);
}

// Whom totals without a chosen thread are of: those that have lanes.
QString crewWords(const TimelineScene& scene) {
    const auto shown = std::ranges::count(scene.layout.lanes(), LaneKind::Thread,
                                          [](const Lane& lane) { return lane.key.kind; });
    return static_cast<std::size_t>(shown) == scene.trace->threadCount()
               ? tr("all threads")
               : tr("the %1 threads shown").arg(numberText(shown));
}

} // namespace

std::optional<std::size_t> deadlockedChange(const TimelineScene& scene, ThreadId thread) {
    if (!thread.isValid()) return std::nullopt;
    for (const Finding& finding : scene.deadlocks)
        if (std::ranges::find(finding.threads, thread) != finding.threads.end())
            return scene.trace->thread(thread).states.changes().indexAt(finding.since);
    return std::nullopt;
}

std::vector<MeasuredTotal> measuredTotals(const TimelineScene& scene) {
    std::vector<MeasuredTotal> result;
    const TimeRange range = scene.selection.value_or(TimeRange{}).intersected({0, scene.trace->end()});
    MixTrack<kThreadStates>::Totals sums{};
    for (std::uint32_t t = 0; t < scene.trace->threadCount(); ++t) {
        if (scene.selectedThread.isValid() ? scene.selectedThread.value != t
                                           : !scene.layout.lane(ThreadId{t}))
            continue;
        const auto totals = scene.trace->thread(ThreadId{t}).states.totals(range);
        for (std::size_t s = 0; s < totals.size(); ++s) sums[s] += totals[s];
    }
    // neither before its life nor after it does a thread spend time
    sums[static_cast<std::size_t>(ThreadState::New)] = 0;
    sums[static_cast<std::size_t>(ThreadState::Terminated)] = 0;
    std::int64_t all = 0;
    for (const std::int64_t sum : sums) all += sum;
    for (std::size_t s = 0; s < sums.size(); ++s) {
        if (sums[s] == 0) continue;
        const auto state = static_cast<ThreadState>(s);
        const double share = 100.0 * static_cast<double>(sums[s]) / static_cast<double>(all);
        result.push_back({state, sums[s],
                          words(name(state)) + "  " + lengthWords(scene.trace->axis(), sums[s]) + "  " +
                              QLocale().toString(share, 'f', share < 10 ? 1 : 0) + " %"});
    }
    std::ranges::stable_sort(result, std::ranges::greater(), &MeasuredTotal::length);
    return result;
}

QString measuredTitle(const TimelineScene& scene) {
    if (!scene.selection) return {};
    const auto countUpTo = [&](Timestamp time) {
        const auto last = scene.trace->lastAt(time);
        return last ? std::int64_t{last->value} + 1 : 0;
    };
    const std::int64_t events = countUpTo(scene.selection->end) - countUpTo(scene.selection->begin - 1);
    const QString who = scene.selectedThread.isValid() ? words(threadName(*scene.trace, scene.selectedThread))
                                                       : crewWords(scene);
    return tr("%1, %2 events, %3")
        .arg(lengthWords(scene.trace->axis(), scene.selection->length()), numberText(events), who);
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

QString holderName(const Trace& trace, ObjectId lock, EventIndex when) {
    const Track& holds = trace.object(lock).holds.changes();
    const auto index = holds.indexAt(when);
    const ThreadId holder = index ? holds[*index].lane().subjectAs<ThreadId>() : ThreadId{};
    return holder.isValid() ? words(threadName(trace, holder)) : QString();
}

QString stateText(const Trace& trace, LaneKey key, std::size_t change) {
    if (key.kind != LaneKind::Thread) return spanText(trace, key, change);
    const Track& changes = changesOf(trace, key);
    const auto state = static_cast<ThreadState>(changes[change].lane().state);
    const auto object = changes[change].lane().subjectAs<ObjectId>();
    QString text = tr("%1, %2").arg(laneName(trace, key), words(name(state)));
    const bool isOnObject = isParked(state) && object.isValid();
    if (isOnObject) text = tr("%1 on %2").arg(text, words(trace.object(object).info.name));
    const QString length = words(spanLength(trace, changes, change));
    if (!length.isEmpty()) text = tr("%1, %2").arg(text, length);
    if (!isOnObject) return text;
    const QString holder = holderName(trace, object, changes[change].event);
    return holder.isEmpty() ? text : tr("%1, held by %2").arg(text, holder);
}

QString holdsText(const Trace& trace, ThreadId thread, Timestamp time) {
    const auto last = trace.lastAt(time);
    if (!last) return {};
    const Moment moment(trace, *last);
    QStringList lines;
    for (const ObjectMoment& object : moment.objects()) {
        if (!object.isHeldBy(thread)) continue;
        QStringList wanting;
        for (const ThreadId waiter : moment.waitersOf(object.id)) wanting << words(threadName(trace, waiter));
        const QString what = words(quotedName(trace, object.id));
        lines << (wanting.isEmpty() ? tr("holds %1").arg(what)
                                    : tr("holds %1, wanted by %2").arg(what, wanting.join(", ")));
    }
    return lines.join('\n');
}

} // namespace lockstep::ui
