// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runsummary.h"

#include "app/runreport.h"
#include "app/texttable.h"
#include "core/analysis/contention.h"
#include "core/analysis/queueuse.h"
#include "core/analysis/sentences.h"
#include "core/engine/recording.h"
#include "core/trace/slice.h"
#include "core/trace/stepaxis.h"
#include "ui/model/figurecontent.h"
#include "ui/model/words.h"

#include <QCoreApplication>

namespace lockstep::app {

namespace {

using ui::numberText;
using ui::valueText;
using ui::words;

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep", text);
}

QString duration(TimeAxis axis, std::int64_t length) {
    return length > 0 ? QString::fromStdString(lengthText(axis, length)) : QStringLiteral("-");
}

QString outcomeText(const Session& session, TimeAxis axis) {
    const bool isPart = session.recording() && ui::partWords(session.recording()->about);
    const QString known = duration(axis, session.trace().end());
    const QString time = isPart ? tr("%1 or more").arg(known) : known;
    switch (session.outcome().value_or(Outcome::Stopped)) {
    case Outcome::Finished: return tr("finished after %1").arg(time);
    case Outcome::Deadlock: return tr("stuck after %1, for ever").arg(time);
    case Outcome::Failed:
        return tr("failed after %1: %2").arg(time, QString::fromStdString(session.failure()));
    case Outcome::TimeLimit: return tr("cut off by the time limit after %1").arg(time);
    case Outcome::StepLimit: return tr("cut off by the limit of steps after %1").arg(time);
    case Outcome::Mismatch: return tr("the schedule does not fit");
    case Outcome::Stopped: break;
    }
    return tr("stopped after %1").arg(time);
}

QString modeText(const RunSettings& settings) {
    switch (settings.mode) {
    case Mode::Free: return tr("free run");
    case Mode::Slow: return tr("slow motion");
    case Mode::Step: return tr("step by step");
    case Mode::Random: return tr("random order, seed %1").arg(settings.seed);
    case Mode::Replay: return tr("replay");
    }
    return {};
}

QString headline(const Session& session, TimeAxis axis) {
    const RunSettings& settings = session.settings();
    const QString variant =
        settings.variant.empty() ? QString() : " (" + QString::fromStdString(settings.variant) + ')';
    const QString mode = modeText(settings);
    return tr("%1%2, %3: %4.").arg(words(settings.scenario->id), variant, mode, outcomeText(session, axis)) +
           '\n';
}

QString resultText(const Session& session) {
    const QString result = valueText(session.result());
    const QString expected = valueText(session.expected());
    if (result.isEmpty()) return {};
    if (expected.isEmpty()) return tr("Result: %1.").arg(result) + '\n';
    return result == expected ? tr("Result: %1, as it should be.").arg(result) + '\n'
                              : tr("Result: %1, but it should be %2.").arg(result, expected) + '\n';
}

QStringList threadRow(const Trace& trace, const ThreadUse& use) {
    const bool isDrawn = trace.kernelSource() == KernelSource::Switches;
    const auto length = [&](std::int64_t of) { return duration(trace.axis(), of); };
    const auto known = [&](std::optional<std::int64_t> of) { return of ? length(*of) : QString(); };
    const auto in = [&](ThreadState state) { return length(use.states[static_cast<std::size_t>(state)]); };
    // blank where it is nothing, so that its column appears only when some thread has it
    const auto rarelyIn = [&](ThreadState state) {
        return use.states[static_cast<std::size_t>(state)] > 0 ? in(state) : QString();
    };
    return {QString::fromStdString(threadName(trace, use.thread)),
            isDrawn ? in(ThreadState::Running) : known(use.onCpu),
            isDrawn ? in(ThreadState::Runnable) : known(use.inRunQueue),
            isDrawn ? QString() : in(ThreadState::ReadyOrRunning),
            in(ThreadState::Blocked),
            in(ThreadState::Waiting),
            in(ThreadState::Sleeping),
            rarelyIn(ThreadState::OffCpu),
            rarelyIn(ThreadState::Held)};
}

QString threadsText(const Trace& trace, const Contention& contention) {
    TextTable table({tr("Thread"), tr("running"), tr("runnable"), tr("ready or running"), tr("blocked"),
                     tr("waiting"), tr("sleeping"), tr("off the CPU"), tr("held by Lockstep")});
    for (const ThreadUse& use : contention.threads) table.add(threadRow(trace, use));
    return table.isEmpty() ? QString() : '\n' + table.text();
}

QString locksText(const Trace& trace, const Contention& contention) {
    TextTable table({tr("Lock"), tr("taken"), tr("had to wait"), tr("waited for"), tr("longest"), tr("held"),
                     tr("longest")});
    const auto length = [&](std::int64_t of) { return duration(trace.axis(), of); };
    for (const LockUse& use : contention.locks)
        table.add({QString::fromStdString(trace.object(use.lock).info.name), numberText(use.acquisitions),
                   numberText(use.wait.count), length(use.wait.total), length(use.wait.max),
                   length(use.hold.total), length(use.hold.max)});
    return table.isEmpty() ? QString() : '\n' + table.text();
}

QString queuesText(const Trace& trace) {
    TextTable table({tr("Queue"), tr("put"), tr("taken"), tr("deepest"), tr("capacity")});
    for (const QueueUse& use : queueUses(trace)) {
        const ObjectInfo& info = trace.object(use.queue).info;
        table.add({QString::fromStdString(info.name), numberText(use.puts), numberText(use.takes),
                   numberText(use.maxDepth), info.capacity > 0 ? numberText(info.capacity) : tr("no limit")});
    }
    return table.isEmpty() ? QString() : '\n' + table.text();
}

QString footer(const Session& session) {
    const Trace& trace = session.trace();
    const QString words = sliceBegin(trace) ? tr(", %1 left out") : tr(", %1 lost");
    const QString lost =
        trace.lost() > 0 ? words.arg(numberText(static_cast<std::int64_t>(trace.lost()))) : QString();
    QString text =
        '\n' + tr("%1 events%2.").arg(numberText(static_cast<std::int64_t>(trace.size())), lost) + '\n';
    if (const std::string notice = session.kernelNotice(); !notice.empty())
        text += QString::fromStdString(notice) + '\n';
    return text;
}

} // namespace

QString traceTables(const Trace& trace) {
    const Contention contention = Contention::of(trace);
    return threadsText(trace, contention) + locksText(trace, contention) + queuesText(trace);
}

QString runSummary(const Session& session) {
    std::optional<StepAxis> steps; // where there are no times
    if (ui::hasOnlySteps(session)) steps.emplace(session.trace());
    const Trace& trace = steps ? steps->trace() : session.trace();
    QString text = headline(session, trace.axis());
    for (const Finding& finding : allFindings(session))
        if (!finding.isRuledOut()) text += QString::fromStdString(finding.sentence) + '\n';
    return text + resultText(session) + traceTables(trace) + footer(session);
}

} // namespace lockstep::app
