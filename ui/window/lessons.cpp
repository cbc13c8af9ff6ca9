// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/lessons.h"

#include "core/analysis/placequery.h"
#include "core/scenarios/catalogue.h"
#include "ui/controls/scenario/modebox.h"
#include "ui/controls/scenario/scenariopanel.h"
#include "ui/controls/scenario/speedslider.h"
#include "ui/controls/status/banner.h"
#include "ui/lesson/code/codepane.h"
#include "ui/lesson/code/twinpane.h"
#include "ui/lesson/text/lessonpane.h"
#include "ui/model/run.h"
#include "ui/model/viewport.h"
#include "ui/model/words.h"
#include "ui/window/closeup.h"
#include "ui/window/compare/sidebyside.h"

namespace lockstep::ui {

Lessons::Lessons(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts) {
    connect(m_parts.lesson, &LessonPane::tried, this, &Lessons::tryOut);
    connect(m_parts.lesson, &LessonPane::comparisonWanted, this, &Lessons::compare);
    connect(m_parts.lesson, &LessonPane::placeWanted, this, &Lessons::goTo);
    connect(m_parts.lesson, &LessonPane::scenarioWanted, this, &Lessons::open);
    connect(&m_parts.code->twin(), &TwinPane::runRequested, this, &Lessons::runTwin);
}

void Lessons::show(const Scenario& scenario) {
    if (m_scenario == &scenario) return;
    m_scenario = &scenario;
    m_parts.lesson->showLesson(words(scenario.id), words(scenario.title));
}

void Lessons::say(const QString& sentence) {
    m_parts.banner->announce(Banner::Tone::Notice, sentence);
}

// What the link does not name is as it is at first; the mode stays.
void Lessons::tryOut(const TryLink& link) {
    chooseVariant(link.variant);
    ScenarioPanel& panel = *m_parts.scenario;
    for (const ParameterInfo& parameter : m_scenario->parameters)
        panel.setParameter(parameter.name, link.parameters.value(words(parameter.name), parameter.standard));
    for (const Mode mode : ModeBox::kModes)
        if (words(name(mode)) == link.mode) panel.mode().setMode(mode);
    if (link.speed) panel.mode().speed().setSpeed(*link.speed);
    if (link.seed) panel.mode().setSeed(*link.seed);
    emit startWanted();
}

void Lessons::compare(const QString& variant) {
    chooseVariant(variant);
    m_parts.sideBySide->start();
}

void Lessons::chooseVariant(const QString& variant) {
    const std::string wanted = variant.toStdString();
    m_parts.scenario->choose(*m_scenario);
    m_parts.scenario->setVariant(variant.isEmpty() ? m_scenario->defaultVariant() : std::string_view(wanted));
}

void Lessons::goTo(const QString& words) {
    const Trace* trace = m_parts.viewport->trace();
    if (!trace || trace->size() == 0) return say(tr("There is no run to look at yet: start one first."));
    const auto query = parsedPlaceQuery(words.toStdString());
    const auto place = query ? findPlace(*trace, *query, m_parts.run->findings()) : std::nullopt;
    if (!place)
        return say(tr("There is no such place in this run: \"%1\". Another run, or another variant, may have "
                      "one.")
                       .arg(words));
    if (query->what == PlaceQuery{Landmark::LostUpdate}.what)
        return showClosely(*m_parts.viewport, *clearestLostUpdate(*trace));
    ThreadId thread = trace->event(*place).thread;
    for (std::uint32_t t = 0; t < trace->threadCount(); ++t)
        if (!query->thread.empty() && trace->thread(ThreadId{t}).info.name == query->thread)
            thread = ThreadId{t};
    showClosely(*m_parts.viewport, *place, thread);
}

void Lessons::open(const QString& id) {
    if (const Scenario* scenario = findScenario(id.toStdString())) m_parts.scenario->choose(*scenario);
}

void Lessons::runTwin() {
    const RunSettings settings = m_parts.scenario->settings();
    QStringList arguments;
    if (!settings.variant.empty()) arguments += QString::fromStdString(settings.variant);
    for (const auto& [name, value] : settings.parameters)
        arguments += QStringLiteral("%1=%2").arg(QString::fromStdString(name)).arg(value);
    m_parts.code->twin().run(arguments);
}

} // namespace lockstep::ui
