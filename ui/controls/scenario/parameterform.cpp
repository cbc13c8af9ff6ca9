// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/scenario/parameterform.h"

#include "ui/model/words.h"

#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>

#include <limits>

namespace lockstep::ui {

namespace {

int fitted(std::int64_t value) {
    return static_cast<int>(
        std::clamp<std::int64_t>(value, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
}

QString rangeText(const ParameterInfo& parameter) {
    const QString range =
        ParameterForm::tr("%1 to %2").arg(numberText(parameter.min), numberText(parameter.max));
    return parameter.unit.empty() ? range : range + ' ' + unitText(parameter.unit);
}

QSpinBox* makeBox(const ParameterInfo& parameter, QWidget* parent) {
    auto* box = new QSpinBox(parent);
    box->setRange(fitted(parameter.min), fitted(parameter.max));
    box->setValue(fitted(parameter.standard));
    box->setGroupSeparatorShown(true);
    box->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    box->setAccelerated(true);
    box->setCorrectionMode(QAbstractSpinBox::CorrectToNearestValue);
    if (!parameter.unit.empty()) box->setSuffix(' ' + unitText(parameter.unit));
    box->setAccessibleName(words(parameter.label));
    box->setToolTip(ParameterForm::tr("%1: %2, standard %3. On the command line: --set %4=%5")
                        .arg(words(parameter.label), rangeText(parameter), numberText(parameter.standard),
                             words(parameter.name), QString::number(parameter.standard)));
    return box;
}

} // namespace

ParameterForm::ParameterForm(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(4);
}

void ParameterForm::setScenario(const Scenario& scenario) {
    clear();
    for (const ParameterInfo& parameter : scenario.parameters) add(parameter);
    setVisible(!scenario.parameters.empty());
}

void ParameterForm::add(const ParameterInfo& parameter) {
    auto* label = new QLabel(tr("%1 (%2)").arg(words(parameter.label), rangeText(parameter)), this);
    label->setWordWrap(true);
    QSpinBox* box = makeBox(parameter, this);
    label->setBuddy(box);
    m_column->addWidget(label);
    m_column->addWidget(box);
    m_boxes.emplace_back(&parameter, box);
}

// The old ones leave the tab order at once and are deleted when their own signals are done.
void ParameterForm::clear() {
    m_boxes.clear();
    while (QLayoutItem* item = m_column->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
}

Parameters ParameterForm::values() const {
    Parameters values;
    for (const auto& [parameter, box] : m_boxes) values[std::string(parameter->name)] = box->value();
    return values;
}

void ParameterForm::setValue(std::string_view parameter, std::int64_t value) {
    for (const auto& [info, box] : m_boxes)
        if (info->name == parameter) box->setValue(fitted(value));
}

} // namespace lockstep::ui
