// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scheduleoption.h"

#include "app/refusal.h"
#include "ui/model/words.h"

#include <QCoreApplication>
#include <QFile>

namespace lockstep::app {

namespace {

using ui::words;

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep", text);
}

constexpr qint64 kMostBytes = 100'000'000;

std::string contentOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw Refusal(kFailed, tr("Cannot read '%1': %2.").arg(path, file.errorString()));
    return file.read(kMostBytes).toStdString();
}

Schedule scheduleIn(const std::string& text) {
    auto parsed = parseSchedule(text);
    if (const auto* wrong = std::get_if<std::string>(&parsed))
        throw Refusal(kWrongCall, QString::fromStdString(*wrong));
    return std::get<Schedule>(std::move(parsed));
}

// What the schedule was made for, and what was asked for now, must be the same.
void refuseOther(const Schedule& schedule, const RunSettings& settings) {
    const Scenario& scenario = *settings.scenario;
    const auto refuse = [](const QString& what, const QString& its, const QString& asked) {
        throw Refusal(kWrongCall, tr("The schedule is of %1 '%2', not of '%3'.").arg(what, its, asked));
    };
    if (schedule.scenario != scenario.id)
        refuse(tr("the scenario"), QString::fromStdString(schedule.scenario), words(scenario.id));
    const std::string variant =
        settings.variant.empty() ? std::string(scenario.defaultVariant()) : settings.variant;
    if (schedule.variant != variant)
        refuse(tr("the variant"), QString::fromStdString(schedule.variant), QString::fromStdString(variant));
    if (schedule.parametersHash != hashOf(completed(scenario, settings.parameters)))
        throw Refusal(kWrongCall, tr("The schedule is of a run with other parameters: give the same --set."));
}

} // namespace

void setSchedule(RunSettings& settings, const QString& textOrFile) {
    const bool isFile = textOrFile.startsWith('@');
    Schedule schedule = scheduleIn(isFile ? contentOf(textOrFile.mid(1)) : textOrFile.toStdString());
    refuseOther(schedule, settings);
    settings.seed = schedule.seed;
    settings.script = std::move(schedule.choices);
}

} // namespace lockstep::app
