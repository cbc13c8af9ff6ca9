// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figure/caption.h"

#include "core/analysis/findings.h"
#include "core/analysis/sentences.h"
#include "core/trace/slice.h"
#include "core/trace/stepaxis.h"
#include "ui/charts/depthsubject.h"
#include "ui/model/legendrows.h"
#include "ui/model/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace lockstep::ui {

namespace {

constexpr std::size_t kMostNames = 3;
constexpr std::size_t kMostLookedAt = 1'000'000; // states of a thread: a preview must not take long

QString say(const char* text) {
    return QCoreApplication::translate("lockstep::ui::Caption", text);
}

// "Main", "Main and Worker 1", "Main, Worker 1 and Worker 2"
QString listed(QStringList names) {
    if (names.size() < 2) return names.value(0);
    const QString last = names.takeLast();
    return say("%1 and %2").arg(names.join(QStringLiteral(", ")), last);
}

QString namesOf(const Trace& trace, const std::vector<ThreadId>& threads) {
    if (threads.size() > kMostNames) return say("%1 threads").arg(numberText(std::ssize(threads)));
    QStringList names;
    for (const ThreadId thread : threads) names << words(threadName(trace, thread));
    return listed(names);
}

// Those that there are within the range, not ended before it.
std::vector<ThreadId> crewIn(const Trace& trace, TimeRange range) {
    std::vector<ThreadId> threads;
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t) {
        const auto& states = trace.thread(ThreadId{t}).states;
        if (states.size() == 0 || states[0].time >= range.end) continue;
        const auto atFirst = states.changes().indexAt(range.begin);
        const auto ended = static_cast<std::uint8_t>(ThreadState::Terminated);
        if (!atFirst || states[*atFirst].lane().state != ended) threads.push_back(ThreadId{t});
    }
    return threads;
}

// Of many only how many there are.
QString crewText(const Trace& trace, const std::vector<ThreadId>& threads) {
    if (threads.size() <= kMostNames) return namesOf(trace, threads);
    const bool areWorkers = std::ranges::all_of(threads.begin() + 1, threads.end(), [&](ThreadId t) {
        return threadName(trace, t).starts_with("Worker ");
    });
    if (!areWorkers) return namesOf(trace, threads);
    return say("%1 and %2 workers")
        .arg(words(threadName(trace, threads[0])), numberText(std::ssize(threads) - 1));
}

TimeRange within(const Trace& trace, TimeRange range) {
    return range.intersected({knownFrom(trace), std::max<Timestamp>(trace.end(), 1)});
}

QString withCapital(QString text) {
    if (!text.isEmpty()) text[0] = text[0].toUpper();
    return text;
}

QString stretchWords(const Trace& trace, TimeRange range) {
    const TimeRange part = within(trace, range);
    if (part.begin <= 0 && part.end >= trace.end())
        return say("over %1").arg(lengthWords(trace.axis(), part.length()));
    const bool isFine = trace.axis() == TimeAxis::Time && part.length() < part.end / 100;
    if (isFine) // more than three digits would be needed to tell its ends apart
        return say("for %1 from %2 on")
            .arg(lengthWords(trace.axis(), part.length()), momentWords(trace.axis(), part.begin));
    return say("from %1 to %2")
        .arg(momentWords(trace.axis(), part.begin), momentWords(trace.axis(), part.end));
}

// "`lock1` was held 81 % of the time"; empty where no lock was.
QString mostHeld(const Trace& trace, TimeRange range) {
    Timestamp most = 0;
    ObjectId lock;
    for (std::uint32_t o = 0; o < trace.objectCount(); ++o) {
        if (!isLock(trace.object(ObjectId{o}).info.kind)) continue;
        const auto totals = trace.object(ObjectId{o}).holds.totals(range);
        const Timestamp held =
            std::accumulate(totals.begin() + 1, totals.end(), Timestamp{0}); // all but free
        if (held <= most) continue;
        most = held;
        lock = ObjectId{o};
    }
    if (!lock.isValid()) return {};
    const auto percent = (most * 100 + range.length() / 2) / std::max<Timestamp>(1, range.length());
    return say("%1 was held %2 % of the time").arg(words(quotedName(trace, lock)), numberText(percent));
}

// For locks and whatever else another thread does, but not for another one's end: that is what Main is for.
Timestamp waitedIn(const Trace& trace, ThreadId thread, TimeRange range) {
    const auto& states = trace.thread(thread).states;
    Timestamp waited = 0;
    for (std::size_t i = 0; i < states.size() && states[i].time < range.end; ++i) {
        const LaneValue value = states[i].lane();
        const auto state = static_cast<ThreadState>(value.state);
        if (state != ThreadState::Blocked && state != ThreadState::Waiting) continue;
        const auto object = value.subjectAs<ObjectId>();
        if (object.isValid() && trace.object(object).info.kind == ObjectKind::Thread) continue;
        waited += states.changes().rangeOf(i, trace.end()).intersected(range).length();
    }
    return waited;
}

// "Worker 3 waited longest, 3.1 ms"; empty where nobody did.
QString longestWait(const Trace& trace, TimeRange range) {
    Timestamp most = 0;
    ThreadId thread;
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t) {
        if (trace.thread(ThreadId{t}).states.size() > kMostLookedAt) return {};
        const Timestamp waited = waitedIn(trace, ThreadId{t}, range);
        if (waited <= most) continue;
        most = waited;
        thread = ThreadId{t};
    }
    if (!thread.isValid()) return {};
    return say("%1 waited longest, %2")
        .arg(words(threadName(trace, thread)), lengthWords(trace.axis(), most));
}

// No thread is there.
QString emptyStretch(const Trace& trace, TimeRange range) {
    const bool isBefore = crewIn(trace, {0, range.end}).empty();
    if (isBefore) return say("Nothing has happened yet.");
    return say("%1 all threads have ended.").arg(withCapital(stretchWords(trace, range)));
}

QString overview(const Trace& trace, TimeRange range) {
    const TimeRange part = within(trace, range);
    const std::vector<ThreadId> crew = crewIn(trace, range);
    if (crew.empty()) return emptyStretch(trace, range);
    QStringList facts{mostHeld(trace, part), longestWait(trace, part)};
    facts.removeAll(QString());
    const QString begin = QStringLiteral("%1 %2").arg(crewText(trace, crew), stretchWords(trace, range));
    return facts.isEmpty() ? begin + '.'
                           : QStringLiteral("%1; %2.").arg(begin, facts.join(QStringLiteral(", ")));
}

bool areLocks(const Trace& trace, const std::vector<ObjectId>& objects) {
    return std::ranges::all_of(objects, [&](ObjectId o) { return isLock(trace.object(o).info.kind); });
}

QString deadlockSentence(const Trace& trace, const Finding& finding) {
    const QString since = momentWords(trace.axis(), trace.event(finding.since).time);
    if (finding.cause == "cycle" && finding.threads.size() == 2 && areLocks(trace, finding.resources))
        return say("%1 wait for each other's lock from %2 on.").arg(namesOf(trace, finding.threads), since);
    if (finding.cause == "cycle" && finding.threads.size() > 2)
        return say("%1 wait for one another in a ring from %2 on.")
            .arg(namesOf(trace, finding.threads), since);
    return say("From %1 on: %2").arg(since, words(finding.sentence));
}

QString deadlockCaption(const Trace& trace, const std::vector<Finding>& findings) {
    const QString first = deadlockSentence(trace, findings.front());
    if (findings.size() == 1) return first;
    return first + ' ' + say("Deadlocks in all: %1.").arg(numberText(std::ssize(findings)));
}

bool hasNew(const std::vector<ThreadMoment>& threads) {
    return std::ranges::any_of(threads,
                               [](const ThreadMoment& t) { return t.exists && t.state == ThreadState::New; });
}

QString countCaption(const Trace& trace, const Moment& moment, const QString& time) {
    const auto& threads = moment.threads();
    const auto alive = std::ranges::count_if(threads, &ThreadMoment::isAlive);
    if (alive == 0)
        return (hasNew(threads) ? say("At %1 no thread has started yet.")
                                : say("At %1 all threads have ended."))
            .arg(time);
    const auto waiting = std::ranges::count_if(threads, &ThreadMoment::isParkedOnObject);
    const auto isHeld = [](const ObjectMoment& object) { return object.isHeld(); };
    const auto isLockThere = [&](const ObjectMoment& object) {
        return object.exists && isLock(trace.object(object.id).info.kind);
    };
    const auto held = std::ranges::count_if(moment.objects(), isHeld);
    const auto locks = std::ranges::count_if(moment.objects(), isLockThere);
    return say("At %1, threads that wait: %2 of %3; locks that are held: %4 of %5.")
        .arg(time, numberText(waiting), numberText(alive), numberText(held), numberText(locks));
}

QString depthWords(const Trace& trace, const DepthSubject& subject, TimeRange range) {
    const auto extent = trace.object(subject.object).values.extent(range);
    if (!extent) return {};
    const QString name = words(quotedName(trace, subject.object));
    const QString values = extent->min == extent->max
                               ? numberText(extent->min)
                               : say("%1 to %2").arg(numberText(extent->min), numberText(extent->max));
    if (subject.kind == ObjectKind::Semaphore) return say("%1 had %2 permits left").arg(name, values);
    if (subject.kind != ObjectKind::Queue) return say("%1 was %2").arg(name, values);
    if (subject.capacity <= 0) return say("%1 held %2 items").arg(name, values);
    return say("%1 held %2 items, of %3").arg(name, values, numberText(subject.capacity));
}

// What is not drawn as it was.
QString unknowns(const Trace& trace, const FigureOrder& order) {
    QStringList sentences;
    const auto states = statesIn(trace, order.range);
    if (order.hasRange() && std::ranges::find(states, ThreadState::ReadyOrRunning) != states.end())
        sentences << say(
            "The kernel did not tell which thread had a CPU when: ready and running are one state.");
    if (trace.lost() > 0 && !sliceBegin(trace)) // which only were left out
        sentences << say("Events that were lost: %1.").arg(numberText(static_cast<qint64>(trace.lost())));
    return sentences.join(' ');
}

// That lanes are left out, and which; that time is folded.
QString laneCaption(const Trace& trace, const FigureOrder& order) {
    const auto sieve = sieveOf(trace, order);
    QStringList sentences;
    if (sieve) sentences << say("Shown: %1.").arg(sieve->sentence());
    const bool isFolded = !TimeCoordinates(order.range, 0, 1, &order.folds).isLinear() &&
                          std::ranges::any_of(order.folds.stretches(), [&](const TimeRange& fold) {
                              return !fold.intersected(order.range).isEmpty();
                          });
    if (order.hasLanes() && isFolded) sentences << say("Idle time is folded where the lanes are torn.");
    return sentences.join(' ');
}

QString sentenceOf(const Trace& trace, const FigureOrder& order) {
    switch (order.view) {
    case FigureView::Graph:
    case FigureView::Detection: return graphCaption(trace, order.cursor);
    case FigureView::Queues: return queueCaption(trace, order.range);
    default: return timelineCaption(trace, order.range);
    }
}

} // namespace

QString timelineCaption(const Trace& trace, TimeRange range) {
    const auto isSeen = [&](const Finding& finding) { return trace.event(finding.since).time < range.end; };
    auto deadlocks = deadlocksAtEnd(trace);
    std::erase_if(deadlocks, std::not_fn(isSeen));
    return deadlocks.empty() ? overview(trace, range) : deadlockCaption(trace, deadlocks);
}

QString graphCaption(const Trace& trace, const Cursor& cursor) {
    if (!cursor.event) return say("Nothing has happened yet.");
    const Moment moment(trace, *cursor.event);
    const auto findings = findDeadlocks(trace, moment);
    if (!findings.empty()) return deadlockCaption(trace, findings);
    return countCaption(trace, moment, momentWords(trace.axis(), cursor.time));
}

QString queueCaption(const Trace& trace, TimeRange range) {
    QStringList facts;
    for (const DepthSubject& subject : depthSubjects(trace, false, kMostNames))
        facts << depthWords(trace, subject, within(trace, range));
    facts.removeAll(QString());
    const QString begin = withCapital(stretchWords(trace, range));
    if (facts.isEmpty()) return say("%1 there was no queue, semaphore or variable.").arg(begin);
    return QStringLiteral("%1 %2.").arg(begin, facts.join(QStringLiteral("; ")));
}

QString captionOf(const Trace& trace, const FigureOrder& order, const RunWords& run) {
    const QString sentence = sentenceOf(trace, order);
    QStringList parts{run.name.isEmpty() ? sentence : say("%1: %2").arg(run.name, sentence),
                      laneCaption(trace, order), run.modelled, unknowns(trace, order)};
    parts.removeAll(QString());
    return parts.join(' ');
}

} // namespace lockstep::ui
