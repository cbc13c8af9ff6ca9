// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/listcommand.h"

#include "app/commandparser.h"
#include "app/refusal.h"
#include "app/standardstreams.h"
#include "core/scenarios/catalogue.h"
#include "ui/model/words.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace lockstep::app {

namespace {

using ui::words;

QString tr(const char* text) {
    return QCoreApplication::translate("lockstep", text);
}

QJsonObject parameterJson(const ParameterInfo& parameter) {
    return {{"name", words(parameter.name)},
            {"label", words(parameter.label)},
            {"type", "integer"},
            {"unit", words(parameter.unit)},
            {"default", qint64{parameter.standard}},
            {"min", qint64{parameter.min}},
            {"max", qint64{parameter.max}},
            {"values", QJsonValue::Null}};
}

QJsonObject scenarioJson(const Scenario& scenario) {
    QJsonArray variants;
    for (const VariantInfo& variant : scenario.variants) variants.append(words(variant.name));
    QJsonArray parameters;
    for (const ParameterInfo& parameter : scenario.parameters) parameters.append(parameterJson(parameter));
    return {{"id", words(scenario.id)},
            {"title", words(scenario.title)},
            {"group", words(scenario.group)},
            {"summary", words(scenario.summary)},
            {"variants", variants},
            {"parameters", parameters},
            {"modelled", words(scenario.modelled)}};
}

QString parameterText(const ParameterInfo& parameter) {
    const QString unit = parameter.unit.empty() ? QString() : ' ' + words(parameter.unit);
    return tr("%1=%2 (%3 to %4%5)")
        .arg(words(parameter.name))
        .arg(parameter.standard)
        .arg(parameter.min)
        .arg(parameter.max)
        .arg(unit);
}

QString scenarioText(const Scenario& scenario) {
    QString text = QStringLiteral("  %1 %2\n").arg(words(scenario.id), -16).arg(words(scenario.summary));
    const QString indent = QString(19, ' ');
    QStringList variants;
    for (const VariantInfo& variant : scenario.variants) variants += words(variant.name);
    if (!variants.isEmpty()) text += indent + tr("--variant %1\n").arg(variants.join(" | "));
    for (const ParameterInfo& parameter : scenario.parameters)
        text += indent + tr("--set %1\n").arg(parameterText(parameter));
    return text;
}

} // namespace

QJsonArray catalogueJson(std::span<const Scenario* const> scenarios) {
    QJsonArray all;
    for (const Scenario* scenario : scenarios) all.append(scenarioJson(*scenario));
    return all;
}

QString catalogueText(std::span<const Scenario* const> scenarios) {
    QString text;
    std::string_view group;
    for (const Scenario* scenario : scenarios) {
        if (scenario->group != group) text += (text.isEmpty() ? "" : "\n") + words(scenario->group) + '\n';
        group = scenario->group;
        text += scenarioText(*scenario);
    }
    return text;
}

int listCommand(const QStringList& arguments) {
    CommandParser parser("list", tr("Shows every scenario with its variants and parameters."));
    parser.addPositionalArgument("list", QString(), "list"); // for the line of usage
    parser.addFlag("json", tr("as a JSON array"));
    if (!parser.understand(arguments)) return kDone;
    if (!parser.positionalArguments().isEmpty())
        throw Refusal(kWrongCall,
                      tr("'list' takes no name, and '%1' is one. 'lockstep list' shows every scenario.")
                          .arg(parser.positionalArguments().first()));
    if (parser.isSet("json"))
        writeResult(QJsonDocument(catalogueJson(catalogue())).toJson());
    else
        writeResult(catalogueText(catalogue()));
    return kDone;
}

} // namespace lockstep::app
