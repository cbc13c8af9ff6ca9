// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyzecommand.h"

#include "app/refusal.h"
#include "app/runreport.h"
#include "app/runsummary.h"
#include "app/standardstreams.h"
#include "app/traceargument.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

namespace lockstep::app {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep", text);
}

bool isWhatFails(const Finding& finding, const QString& failOn) {
    if (failOn == "deadlock") return finding.isDeadlock() && finding.verdict == "actual";
    return failOn == "potential" && finding.kind == "potential-deadlock" && !finding.isRuledOut();
}

} // namespace

void addReportOptions(CommandParser& parser, const QString& kinds) {
    parser.addValue("fail-on", "KIND", tr("end with status 3 when the run has one: %1").arg(kinds));
    parser.addFlag("json", tr("tell it as one JSON object"));
}

QString failureWord(const CommandParser& parser, const QStringList& kinds) {
    const QString word = parser.given("fail-on").value_or(QString());
    if (parser.isSet("fail-on") && !kinds.contains(word))
        throw Refusal(kWrongCall, tr("--fail-on can be %1, not '%2'.").arg(kinds.join(tr(" or ")), word));
    return word;
}

void tell(const Session& session, const CommandParser& parser) {
    if (parser.isSet("json"))
        writeResult(QJsonDocument(runReport(session)).toJson());
    else
        writeResult(runSummary(session));
}

int statusFor(const Session& session, const QString& failOn) {
    if (failOn.isEmpty()) return kDone;
    const std::vector<Finding> findings = allFindings(session);
    const auto isIt = [&](const Finding& finding) { return isWhatFails(finding, failOn); };
    return std::ranges::any_of(findings, isIt) ? kFound : kDone;
}

int analyzeCommand(const QStringList& words) {
    CommandParser parser("analyze", tr("Tells what happened in a run that was kept in a file."));
    parser.addPositionalArgument("TRACE", tr("a file that 'lockstep run -o' or the window has written"),
                                 "analyze TRACE");
    addReportOptions(parser, tr("deadlock, or potential: locks taken in orders that may deadlock"));
    if (!parser.understand(words)) return kDone;
    const QString failOn = failureWord(parser, {"deadlock", "potential"});
    const auto session = readTrace(parser.onlyArgument(tr("a trace file")));
    tell(*session, parser);
    return statusFor(*session, failOn);
}

} // namespace lockstep::app
