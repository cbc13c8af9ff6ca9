// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenariooptions.h"

#include "app/refusal.h"
#include "app/values.h"
#include "core/scenarios/catalogue.h"

#include <QCoreApplication>

#include <limits>

namespace lockstep::app {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep", text);
}

void setParameter(Parameters& parameters, const QString& text) {
    const qsizetype equals = text.indexOf('=');
    bool isNumber = false;
    const std::int64_t value = text.mid(equals + 1).toLongLong(&isNumber);
    if (equals <= 0 || !isNumber)
        throw Refusal(
            kWrongCall,
            tr("--set takes NAME=NUMBER with a whole number, such as threads=2, not '%1'.").arg(text));
    parameters[text.left(equals).toStdString()] = value;
}

std::chrono::milliseconds timeLimitFrom(const CommandParser& parser) {
    const double seconds = number("--time-limit", parser.value("time-limit"), 0.001, 86400);
    return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

} // namespace

void addScenarioOptions(CommandParser& parser, const QString& command, const QString& what,
                        const QString& orElse) {
    parser.addPositionalArgument(what, tr("the name of a scenario, as 'lockstep list' shows it") + orElse,
                                 command + ' ' + what);
    parser.addValue("variant", "V", tr("which variant of it (default: its first)"));
    parser.addValue("set", "NAME=VALUE",
                    tr("the value of one of its parameters; may be given again for others"));
    parser.addValue("seed", "N", tr("seed of what is left to chance: the order in random mode (default 0)"));
    parser.addOption(QCommandLineOption(
        "time-limit", tr("give up after so many seconds, fractions allowed (default 60)"), "SECONDS", "60"));
}

const Scenario& scenarioNamed(const QString& id) {
    const std::string name = id.toStdString();
    if (const Scenario* scenario = findScenario(name)) return *scenario;
    const std::string_view near = nearestScenario(name);
    const QString guess = near.empty()
                              ? QString()
                              : tr(" Did you mean '%1'?")
                                    .arg(QString::fromUtf8(near.data(), static_cast<qsizetype>(near.size())));
    throw Refusal(kWrongCall, tr("Unknown scenario '%1'.%2 'lockstep list' shows them all.").arg(id, guess));
}

RunSettings settingsFrom(const CommandParser& parser) {
    RunSettings settings;
    settings.scenario =
        &scenarioNamed(parser.onlyArgument(tr("the name of a scenario, such as 'two-locks'")));
    settings.variant = parser.value("variant").toStdString();
    if (parser.isSet("variant") && settings.variant.empty())
        throw Refusal(kWrongCall, tr("--variant needs a name; 'lockstep list' shows them."));
    for (const QString& text : parser.values("set")) setParameter(settings.parameters, text);
    if (const auto seed = parser.given("seed"))
        settings.seed = static_cast<std::uint64_t>(
            wholeNumber("--seed", *seed, 0, std::numeric_limits<std::int64_t>::max()));
    settings.timeLimit = timeLimitFrom(parser);
    if (const auto wrong = whatIsWrongWith(*settings.scenario, settings.variant, settings.parameters))
        throw Refusal(kWrongCall, QString::fromStdString(*wrong));
    return settings;
}

} // namespace lockstep::app
