// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/runwords.h"

#include "core/engine/session.h"
#include "ui/model/words.h"

#include <QCoreApplication>
#include <QStringList>

namespace lockstep::ui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("lockstep::ui::RunWords", text);
}

// What decided about its order.
QString orderWords(const RunSettings& settings) {
    switch (settings.mode) {
    case Mode::Random: return say("seed %1").arg(settings.seed);
    case Mode::Replay: return say("replayed");
    case Mode::Step: return say("step by step");
    case Mode::Slow: return say("slow motion");
    default: return say("free run");
    }
}

QStringList unusualParameters(const RunSettings& settings) {
    QStringList unusual;
    for (const ParameterInfo& parameter : settings.scenario->parameters) {
        const auto set = settings.parameters.find(parameter.name);
        if (set != settings.parameters.end() && set->second != parameter.standard)
            unusual << QStringLiteral("%1 = %2").arg(words(parameter.name), numberText(set->second));
    }
    return unusual;
}

} // namespace

RunWords runWords(const Session& session) {
    const RunSettings& settings = session.settings();
    QStringList parts{words(settings.scenario->id)};
    if (!settings.variant.empty()) parts << words(settings.variant);
    parts += unusualParameters(settings);
    parts << orderWords(settings);
    const bool isModelled = settings.beginsOneAtATime();
    return {parts.join(QStringLiteral(", ")), isModelled ? words(settings.scenario->modelled) : QString()};
}

QString runTitle(const RunSettings& settings) {
    const QString name = words(settings.scenario->title);
    return settings.variant.empty() ? name : name + QString::fromUtf8(" – ") + words(settings.variant);
}

} // namespace lockstep::ui
