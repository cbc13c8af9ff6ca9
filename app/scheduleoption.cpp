// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scheduleoption.h"

#include "app/refusal.h"
#include "app/traceargument.h"
#include "core/engine/replay.h"
#include "ui/model/openedtrace.h"

#include <QCoreApplication>
#include <QFile>

namespace lockstep::app {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep", text);
}

constexpr qint64 kMostBytes = 100'000'000;

std::string contentOf(const QString& path) {
    if (ui::isTraceFile(path)) {
        const auto session = readTrace(path);
        if (session->trace().lost() > 0)
            throw Refusal(kFailed,
                          tr("Some events of the run in '%1' are missing, so it has no schedule.").arg(path));
        return scheduleOf(*session).text();
    }
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

} // namespace

void addScheduleOption(CommandParser& parser) {
    parser.addValue(
        "schedule", "TEXT|@FILE",
        tr("the steps to repeat, as a run's \"schedule\" gives them, or a file or trace that holds them"));
}

void setSchedule(RunSettings& settings, const QString& textOrFile) {
    const bool isFile = textOrFile.startsWith('@');
    Schedule schedule = scheduleIn(isFile ? contentOf(textOrFile.mid(1)) : textOrFile.toStdString());
    if (const auto wrong = whatIsWrongWith(schedule, settings))
        throw Refusal(kWrongCall, QString::fromStdString(*wrong));
    settings.seed = schedule.seed;
    settings.script = std::move(schedule.choices);
}

} // namespace lockstep::app
