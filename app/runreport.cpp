// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runreport.h"

#include "core/analysis/contention.h"
#include "core/analysis/lockorder/potential.h"
#include "core/analysis/queueuse.h"
#include "core/analysis/sentences.h"
#include "core/analysis/statistics/blame.h"
#include "core/trace/slice.h"
#include "ui/model/figurecontent.h"
#include "ui/model/words.h"

namespace lockstep::app {

namespace {

using ui::words;

QJsonValue known(std::optional<std::int64_t> nanoseconds) {
    return nanoseconds ? QJsonValue(qint64{*nanoseconds}) : QJsonValue(QJsonValue::Null);
}

QJsonObject statesJson(const ThreadUse& use, KernelSource source) {
    const auto drawn = [&use](ThreadState state) {
        return qint64{use.states[static_cast<std::size_t>(state)]};
    };
    QJsonObject states{{"new", drawn(ThreadState::New)},
                       {"ready_or_running", drawn(ThreadState::ReadyOrRunning)},
                       {"blocked", drawn(ThreadState::Blocked)},
                       {"waiting", drawn(ThreadState::Waiting)},
                       {"sleeping", drawn(ThreadState::Sleeping)}};
    const bool isDrawn = source == KernelSource::Switches || source == KernelSource::Gate;
    // the totals count from the thread's birth to its death, without saying when
    states["running"] = isDrawn ? drawn(ThreadState::Running) : known(use.onCpu);
    states["runnable"] = isDrawn ? drawn(ThreadState::Runnable) : known(use.inRunQueue);
    states["off_cpu"] = isDrawn ? drawn(ThreadState::OffCpu) : QJsonValue(QJsonValue::Null);
    return states;
}

QJsonObject distributionJson(const Distribution& of) {
    return {{"count", qint64{of.count}}, {"total", qint64{of.total}}, {"mean", qint64{of.mean}},
            {"p50", qint64{of.p50}},     {"p90", qint64{of.p90}},     {"p99", qint64{of.p99}},
            {"max", qint64{of.max}}};
}

QJsonObject findingJson(const Trace& trace, const Finding& finding) {
    QJsonArray threads;
    for (const ThreadId id : finding.threads) threads.append(QString::fromStdString(threadName(trace, id)));
    QJsonArray resources;
    for (const ObjectId id : finding.resources)
        resources.append(QString::fromStdString(trace.object(id).info.name));
    QJsonArray sites;
    for (const SiteId id : finding.sites) sites.append(QString::fromStdString(siteText(trace, id)));
    return {{"kind", QString::fromStdString(finding.kind)},
            {"verdict", QString::fromStdString(finding.verdict)},
            {"cause", QString::fromStdString(finding.cause)},
            {"threads", threads},
            {"resources", resources},
            {"sentence", QString::fromStdString(finding.sentence)},
            {"sites", sites}};
}

QJsonObject parametersJson(const Parameters& parameters) {
    QJsonObject all;
    for (const auto& [name, value] : parameters) all[QString::fromStdString(name)] = qint64{value};
    return all;
}

// A run that was kept in a figure along steps has no times: they are null, for they cannot be known.
QJsonValue withoutTimes(const QJsonValue& value) {
    static const QStringList times{"states", "total", "mean",   "p50",           "p90",
                                   "p99",    "max",   "direct", "through_chains"};
    if (value.isArray()) {
        QJsonArray all;
        for (const QJsonValue& part : value.toArray()) all.append(withoutTimes(part));
        return all;
    }
    if (!value.isObject()) return value;
    QJsonObject object = value.toObject();
    for (const QString& key : object.keys())
        object[key] = times.contains(key) ? QJsonValue(QJsonValue::Null) : withoutTimes(object[key]);
    return object;
}

// One that is too long to be read here is told to be where it is kept; after a loss nobody knows it.
void addSchedule(QJsonObject& report, const Session& session) {
    constexpr std::size_t kMostBytes = 4096;
    const bool isWhole = session.trace().lost() == 0;
    const std::string text = isWhole ? scheduleOf(session).text() : std::string();
    const bool isShown = isWhole && text.size() <= kMostBytes;
    report["schedule"] = isShown ? QJsonValue(QString::fromStdString(text)) : QJsonValue(QJsonValue::Null);
    if (isWhole && !isShown) report["schedule_in"] = "trace";
}

} // namespace

QJsonValue valueJson(const Value& value) {
    if (const auto* count = std::get_if<std::int64_t>(&value)) return qint64{*count};
    if (const auto* text = std::get_if<std::string>(&value)) return QString::fromStdString(*text);
    if (const auto* list = std::get_if<std::vector<std::int64_t>>(&value)) {
        QJsonArray all;
        for (const std::int64_t item : *list) all.append(qint64{item});
        return all;
    }
    return QJsonValue::Null;
}

QJsonArray threadsJson(const Trace& trace) {
    QJsonArray all;
    for (const ThreadUse& use : Contention::of(trace).threads)
        all.append(QJsonObject{{"id", qint64{use.thread.value}},
                               {"name", QString::fromStdString(threadName(trace, use.thread))},
                               {"states", statesJson(use, trace.kernelSource())},
                               {"source", words(name(trace.kernelSource()))},
                               {"acquisitions", qint64{use.acquisitions}},
                               {"contended", qint64{use.contended}},
                               {"wait", distributionJson(use.wait)},
                               {"hold", distributionJson(use.hold)}});
    return all;
}

QJsonArray resourcesJson(const Trace& trace) {
    QJsonArray all;
    for (const LockUse& use : Contention::of(trace).locks) {
        const ObjectInfo& info = trace.object(use.lock).info;
        all.append(QJsonObject{{"id", qint64{use.lock.value}},
                               {"name", QString::fromStdString(info.name)},
                               {"kind", words(name(info.kind))},
                               {"acquisitions", qint64{use.acquisitions}},
                               {"contended", qint64{use.contended}},
                               {"wait", distributionJson(use.wait)},
                               {"hold", distributionJson(use.hold)}});
    }
    return all;
}

QJsonArray waitsForJson(const Trace& trace) {
    QJsonArray all;
    for (const Charge& charge : blameOf(trace))
        all.append(QJsonObject{{"waiter", QString::fromStdString(threadName(trace, charge.waiter))},
                               {"holder", QString::fromStdString(nameOf(trace, charge.blamed))},
                               {"direct", qint64{charge.direct}},
                               {"through_chains", qint64{charge.throughChains}}});
    return all;
}

QJsonArray queuesJson(const Trace& trace) {
    QJsonArray all;
    for (const QueueUse& use : queueUses(trace)) {
        const ObjectInfo& info = trace.object(use.queue).info;
        all.append(QJsonObject{
            {"id", qint64{use.queue.value}},
            {"name", QString::fromStdString(info.name)},
            {"capacity", info.capacity > 0 ? QJsonValue(info.capacity) : QJsonValue(QJsonValue::Null)},
            {"puts", qint64{use.puts}},
            {"takes", qint64{use.takes}},
            {"max_depth", qint64{use.maxDepth}}});
    }
    return all;
}

QJsonArray findingsJson(const Trace& trace, const std::vector<Finding>& findings) {
    QJsonArray all;
    for (const Finding& finding : findings) all.append(findingJson(trace, finding));
    return all;
}

std::vector<Finding> allFindings(const Session& session) {
    std::vector<Finding> all = session.findings();
    std::ranges::move(potentialDeadlocks(session.trace(), all), std::back_inserter(all));
    return all;
}

QJsonObject runReport(const Session& session) {
    const RunSettings& settings = session.settings();
    const Trace& trace = session.trace();
    const auto outcome = session.outcome();
    const bool hasTimes = !ui::hasOnlySteps(session);
    const auto timed = [&](const QJsonValue& all) { return hasTimes ? all : withoutTimes(all); };
    QJsonObject report{
        {"scenario", words(settings.scenario->id)},
        {"variant", QString::fromStdString(settings.variant)},
        {"parameters", parametersJson(settings.parameters)},
        {"seed", static_cast<qint64>(settings.seed)},
        {"mode", words(name(settings.mode))},
        {"outcome", outcome ? QJsonValue(words(name(*outcome))) : QJsonValue(QJsonValue::Null)},
        {"result", valueJson(session.result())},
        {"expected", valueJson(session.expected())},
        {"failure", QString::fromStdString(session.failure())},
        {"kernel_notice", QString::fromStdString(session.kernelNotice())},
        {"findings", findingsJson(trace, allFindings(session))},
        {"threads", timed(threadsJson(trace))},
        {"resources", timed(resourcesJson(trace))},
        {"waits_for", timed(waitsForJson(trace))},
        {"queues", queuesJson(trace)},
        {"events", static_cast<qint64>(trace.size())},
        {"lost", sliceBegin(trace) ? qint64{0} : static_cast<qint64>(trace.lost())},
        {"duration", hasTimes ? QJsonValue(qint64{trace.end()}) : QJsonValue(QJsonValue::Null)}};
    addSchedule(report, session);
    return report;
}

} // namespace lockstep::app
