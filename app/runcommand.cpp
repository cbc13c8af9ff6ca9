// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/runcommand.h"

#include "app/analyzecommand.h"
#include "app/headlessrun.h"
#include "app/refusal.h"
#include "app/scenariooptions.h"
#include "app/scheduleoption.h"
#include "app/standardstreams.h"
#include "app/traceargument.h"
#include "app/values.h"
#include "ui/figure/picturefile.h"
#include "ui/model/words.h"

#include <QCoreApplication>

namespace lockstep::app {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep", text);
}

void addOptions(CommandParser& parser) {
    addScenarioOptions(parser, "run");
    parser.addValue("mode", "MODE",
                    tr("free: as fast as it goes (default); slow: paced by --speed; random: one thread at a "
                       "time, chosen by chance from --seed; replay: as --schedule says"));
    addScheduleOption(parser);
    parser.addValue("speed", "X",
                    tr("in slow mode: seconds of the run per second of yours, 0.0001 to 1 "
                       "(default 0.01)"));
    parser.addValue("o", "TRACE",
                    tr("keep the run in this file, to be analyzed, exported or opened later; "
                       "'-' is standard output, which then has nothing else"));
    addReportOptions(parser, tr("deadlock"));
}

Mode modeFrom(const CommandParser& parser) {
    const QString standard = parser.isSet("schedule") ? "replay" : "free";
    const QString word = parser.given("mode").value_or(standard);
    for (const Mode mode : {Mode::Free, Mode::Slow, Mode::Random, Mode::Replay})
        if (word == ui::words(name(mode))) return mode;
    throw Refusal(kWrongCall, tr("--mode is free, slow, random or replay, not '%1'.").arg(word));
}

RunSettings runSettings(const CommandParser& parser) {
    RunSettings settings = settingsFrom(parser);
    settings.mode = modeFrom(parser);
    if (const auto speed = parser.given("speed")) {
        settings.speed = number("--speed", *speed, 0.0001, 1);
        if (settings.mode != Mode::Slow)
            throw Refusal(kWrongCall, tr("--speed paces slow motion only: add --mode slow."));
    }
    const bool isReplay = settings.mode == Mode::Replay;
    if (isReplay != parser.isSet("schedule"))
        throw Refusal(kWrongCall, isReplay ? tr("--mode replay needs --schedule, the steps to repeat.")
                                           : tr("--schedule is for --mode replay."));
    if (isReplay) setSchedule(settings, parser.value("schedule"));
    return settings;
}

// Where the trace goes; empty for nowhere. What cannot be is told before the run.
QString outputPath(const CommandParser& parser) {
    const QString path = parser.given("o").value_or(QString());
    if (parser.isSet("o") && path.isEmpty()) throw Refusal(kWrongCall, tr("-o needs the name of a file."));
    if (path == "-" && parser.isSet("json"))
        throw Refusal(kWrongCall, tr("Standard output can have the trace or the JSON, not both."));
    if (path.isEmpty() || path == "-") return path;
    if (const auto why = ui::whyNoFileAt(path)) throw Refusal(kFailed, *why);
    return path;
}

} // namespace

int runCommand(const QStringList& words) {
    CommandParser parser("run",
                         tr("Runs a scenario without a window to its end, or until it is stuck, and tells "
                            "what happened."));
    addOptions(parser);
    if (!parser.understand(words)) return kDone;
    const QString failOn = failureWord(parser, {"deadlock"});
    const QString path = outputPath(parser);
    const RunSettings settings = runSettings(parser);
    Interrupt interrupt; // before the session, whose threads are to inherit it
    Session session(settings);
    const auto signal = runToEnd(session, interrupt);
    if (signal) writeSentence(interruptionSentence(*signal));
    if (!path.isEmpty()) writeTrace(session, path);
    if (path != "-") tell(session, parser);
    if (session.outcome() == Outcome::Mismatch)
        throw Refusal(kFailed, QString::fromStdString(mismatchSentence(session)));
    if (signal) return Interrupt::exitStatus(*signal);
    return statusFor(session, failOn);
}

} // namespace lockstep::app
