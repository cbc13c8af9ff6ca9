// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/status/outcomewords.h"

#include "core/analysis/sentences.h"
#include "core/engine/session.h"
#include "core/trace/moment.h"
#include "ui/model/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace lockstep::ui {

namespace {

constexpr qsizetype kMostSentences = 3;
constexpr qsizetype kMostNames = 4;

QString tr(const char* text, int n = -1) {
    return QCoreApplication::translate("lockstep::ui::OutcomeWords", text, nullptr, n);
}

QString momentOf(const Trace& trace, const Finding& finding) {
    return momentWords(trace.axis(), trace.event(finding.since).time);
}

// How long a run is: where one thread moves at a time, the time between steps is the user's own.
QString lengthOf(const Session& session) {
    if (!isOneAtATime(session.settings().mode)) return timeText(session.trace().end());
    const auto steps = static_cast<Timestamp>(session.trace().steps().size());
    return lengthWords(TimeAxis::Steps, steps * kStepLength);
}

QString momentOf(const Session& session, const Finding& finding) {
    if (!isOneAtATime(session.settings().mode)) return momentOf(session.trace(), finding);
    const auto steps = static_cast<Timestamp>(session.trace().steps().countUpTo(finding.since));
    return momentWords(TimeAxis::Steps, steps * kStepLength);
}

QString awaitedWords(const Trace& trace, ObjectId object) {
    const QString name = words(quotedName(trace, object));
    return trace.object(object).info.kind == ObjectKind::Thread ? tr("the end of %1").arg(name) : name;
}

// What these threads wait for, each named once.
QStringList awaitedBy(const Trace& trace, const Finding& finding) {
    const Moment moment(trace, finding.since);
    QStringList awaited;
    for (const ThreadId thread : finding.threads)
        if (const ThreadMoment& waiter = moment.thread(thread); waiter.isParkedOnObject())
            awaited << awaitedWords(trace, waiter.parkedOn);
    awaited.removeDuplicates();
    return awaited;
}

QString stuckSentence(const Session& session, const Finding& finding) {
    const Trace& trace = session.trace();
    QStringList threads;
    for (ThreadId thread : finding.threads) threads << words(threadName(trace, thread));
    const QStringList awaited = awaitedBy(trace, finding);
    const QString moment = momentOf(session, finding);
    const QString pattern = threads.size() == 1 ? tr("%1 waits for ever for %2, since %3.")
                                                : tr("%1 wait for ever for %2, since %3.");
    return pattern.arg(listed(threads), awaited.isEmpty() ? tr("each other") : listed(awaited), moment);
}

QString deadlockSentence(const Session& session) {
    const std::vector<Finding> findings = session.findings();
    const auto isDeadlock = [](const Finding& finding) { return finding.kind == "deadlock"; };
    const auto first = std::ranges::find_if(findings, isDeadlock);
    if (first == findings.end()) return tr("Nothing could go on any more.");
    const QString sentence = stuckSentence(session, *first);
    const auto more = std::ranges::count_if(findings, isDeadlock) - 1;
    return more == 0 ? sentence : sentence + ' ' + tr("Deadlocks besides: %1.").arg(numberText(more));
}

QString resultSentence(const Session& session) {
    const QString result = valueText(session.result());
    const QString expected = valueText(session.expected());
    if (result.isEmpty()) return {};
    if (expected.isEmpty()) return tr(" Result: %1.").arg(result);
    return result == expected ? tr(" Result: %1, as it should be.").arg(result)
                              : tr(" Result: %1, but it should be %2.").arg(result, expected);
}

} // namespace

QString listed(QStringList names) {
    if (names.size() > kMostNames) {
        const QString more = tr("%1 more").arg(numberText(names.size() - kMostNames + 1));
        names = names.mid(0, kMostNames - 1) << more;
    }
    if (names.size() < 2) return names.join(QString());
    const QString last = names.takeLast();
    return tr("%1 and %2").arg(names.join(tr(", ")), last);
}

QString phaseSentence(const Session& session, Phase phase) {
    const Trace& trace = session.trace();
    const QString sofar =
        tr("%1, %2 events").arg(lengthOf(session), numberText(static_cast<std::int64_t>(trace.size())));
    switch (phase) {
    case Phase::Ready: return tr("Starting");
    case Phase::Running:
        if (session.settings().mode != Mode::Step || session.halt() != Halt::Undecided)
            return tr("Running: %1").arg(sofar);
        return tr("Step %1 waits for your choice: %2")
            .arg(numberText(static_cast<std::int64_t>(session.stepCount() + 1)), sofar);
    case Phase::Paused: return tr("Paused: %1").arg(sofar);
    case Phase::Stuck: return tr("Stuck: %1").arg(sofar);
    case Phase::Stopping: return tr("Ending the threads: %1").arg(sofar);
    case Phase::Ended: break;
    }
    return outcomeSentence(session);
}

QString outcomeSentence(const Session& session) {
    const QString time = lengthOf(session);
    switch (session.outcome().value_or(Outcome::Stopped)) {
    case Outcome::Finished: return tr("Finished after %1.").arg(time) + resultSentence(session);
    case Outcome::Deadlock: return deadlockSentence(session);
    case Outcome::Failed:
        return tr("Failed after %1: %2").arg(time, QString::fromStdString(session.failure()));
    case Outcome::TimeLimit: return tr("Cut off by the time limit after %1.").arg(time);
    case Outcome::StepLimit: return tr("Cut off by the limit of steps after %1.").arg(time);
    case Outcome::Mismatch: return QString::fromStdString(mismatchSentence(session));
    case Outcome::Stopped: break;
    }
    return tr("Stopped after %1.").arg(time);
}

QString endWords(const Session& session) {
    const auto outcome = session.outcome();
    if (!outcome) return tr("Going");
    switch (*outcome) {
    case Outcome::Finished: return isWrong(session) ? tr("Finished, wrong result") : tr("Finished");
    case Outcome::Deadlock: return tr("Deadlock");
    case Outcome::Failed: return tr("Failed");
    case Outcome::TimeLimit: return tr("Time limit");
    case Outcome::StepLimit: return tr("Limit of steps");
    case Outcome::Mismatch: return tr("Schedule did not fit");
    case Outcome::Stopped: break;
    }
    return tr("Stopped");
}

QString findingWords(const Trace& trace, const std::vector<Finding>& findings) {
    QStringList sentences;
    for (const Finding& finding : findings)
        sentences += (finding.isDeadlock() ? tr("Deadlock at %1: %2")
                                           : tr("A ring that opens by itself, closed at %1: %2"))
                         .arg(momentOf(trace, finding), words(finding.sentence));
    const qsizetype more = sentences.size() - kMostSentences;
    if (more > 0) sentences = sentences.mid(0, kMostSentences) << tr("And %n more.", static_cast<int>(more));
    return sentences.join('\n');
}

QString placesOf(const std::vector<Finding>& findings) {
    QStringList places;
    for (const Finding& finding : findings)
        if (!finding.places.empty()) places += words(finding.places);
    return places.mid(0, kMostSentences).join('\n');
}

bool isWrong(const Session& session) {
    return session.outcome() == Outcome::Failed ||
           (session.expected().index() != 0 && session.result() != session.expected());
}

} // namespace lockstep::ui
