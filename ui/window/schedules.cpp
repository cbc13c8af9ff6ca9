// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/schedules.h"

#include "core/engine/replay.h"
#include "core/scenarios/catalogue.h"
#include "ui/controls/scenario/scenariopanel.h"
#include "ui/controls/status/banner.h"
#include "ui/controls/status/statusline.h"
#include "ui/figure/picturefile.h"
#include "ui/model/run.h"
#include "ui/model/words.h"
#include "ui/window/files/filedialog.h"

#include <QClipboard>
#include <QGuiApplication>

namespace lockstep::ui {

namespace {

constexpr qint64 kMostBytes = 100'000'000;

QFileDialog* makeDialog(const QString& title, QFileDialog::AcceptMode mode, QWidget& window) {
    return makeFileDialog(title, mode, Schedules::tr("Schedules"), ".schedule", window);
}

QString countOfSteps(std::size_t count) {
    return numberText(static_cast<std::int64_t>(count));
}

} // namespace

Schedules::Schedules(const Parts& parts, QWidget& window)
    : QObject(&window)
    , m_parts(parts)
    , m_window(window) {}

void Schedules::object(const QString& sentence) const {
    m_parts.banner->announce(Banner::Tone::Notice, sentence);
}

std::optional<QString> Schedules::text() const {
    const Session* session = m_parts.run->session();
    if (!session)
        object(tr("There is no schedule yet: run a scenario first."));
    else if (session->trace().lost() > 0)
        object(tr("Some events of this run are missing, so it has no schedule."));
    else
        return QString::fromStdString(scheduleOf(*session).text());
    return std::nullopt;
}

void Schedules::copy() {
    const auto schedule = text();
    if (!schedule) return;
    QGuiApplication::clipboard()->setText(*schedule);
    m_parts.status->tell(tr("The schedule is on the clipboard: %1 steps.")
                             .arg(countOfSteps(m_parts.run->trace()->steps().size())));
}

void Schedules::paste() {
    const QString text = QGuiApplication::clipboard()->text();
    if (text.trimmed().isEmpty()) return object(tr("There is no text on the clipboard to replay."));
    replay(text.trimmed());
}

void Schedules::openFile() {
    auto* dialog = makeDialog(tr("Open a schedule"), QFileDialog::AcceptOpen, m_window);
    connect(dialog, &QFileDialog::fileSelected, this, &Schedules::replayFile);
    dialog->open();
}

void Schedules::saveFile() {
    if (!text()) return;
    auto* dialog = makeDialog(tr("Save the schedule"), QFileDialog::AcceptSave, m_window);
    connect(dialog, &QFileDialog::fileSelected, this, &Schedules::saveTo);
    dialog->open();
}

void Schedules::saveTo(const QString& path) {
    const auto schedule = text();
    if (!schedule) return;
    if (const auto why = saveBytes(schedule->toUtf8() + '\n', path)) return object(*why);
    m_parts.status->tell(tr("Saved '%1'.").arg(path));
}

void Schedules::replayFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return object(tr("Cannot read '%1': %2.").arg(path, file.errorString()));
    replay(QString::fromUtf8(file.read(kMostBytes)));
}

// The present parameters if the schedule is of them, else the standard ones if it is of those.
std::optional<RunSettings> Schedules::settingsFor(const Schedule& schedule) const {
    RunSettings settings = m_parts.scenario->settings();
    const Scenario* scenario = findScenario(schedule.scenario);
    if (!scenario) {
        object(tr("The schedule is of the scenario '%1', which this program does not have.")
                   .arg(words(schedule.scenario)));
        return std::nullopt;
    }
    if (settings.scenario != scenario) settings.parameters.clear();
    settings.scenario = scenario;
    settings.variant = schedule.variant;
    if (const auto wrong = whatIsWrongWith(*scenario, settings.variant, settings.parameters)) {
        object(words(*wrong));
        return std::nullopt;
    }
    RunSettings standard = settings;
    standard.parameters.clear();
    if (!whatIsWrongWith(schedule, standard)) settings = standard;
    if (const auto wrong = whatIsWrongWith(schedule, settings)) {
        object(words(*wrong));
        return std::nullopt;
    }
    return settings;
}

void Schedules::choose(const RunSettings& settings) {
    m_parts.scenario->choose(*settings.scenario);
    m_parts.scenario->setVariant(settings.variant);
    for (const auto& [name, value] : completed(*settings.scenario, settings.parameters))
        m_parts.scenario->setParameter(name, value);
}

void Schedules::replay(const QString& text) {
    auto parsed = parseSchedule(text.toStdString());
    if (const auto* wrong = std::get_if<std::string>(&parsed)) return object(words(*wrong));
    Schedule& schedule = std::get<Schedule>(parsed);
    auto settings = settingsFor(schedule);
    if (!settings) return;
    choose(*settings);
    const QString origin = tr("Replays a schedule of %1 steps").arg(countOfSteps(schedule.choices.size()));
    settings->mode = Mode::Step;
    settings->seed = schedule.seed;
    settings->script = std::move(schedule.choices);
    const bool isEmpty = settings->script.empty();
    m_parts.run->start(std::move(*settings), origin);
    if (isEmpty) object(tr("This schedule has no steps: the run waits at its beginning for your choice."));
}

} // namespace lockstep::ui
