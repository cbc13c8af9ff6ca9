// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/parameterform.h"

#include "ui/model/words.h"

#include <QGridLayout>
#include <QLabel>
#include <QSpinBox>

#include <limits>

namespace lockstep::ui {

namespace {

int fitted(std::int64_t value) {
    return static_cast<int>(
        std::clamp<std::int64_t>(value, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
}

QString rangeText(const ParameterInfo& parameter) {
    return ParameterForm::tr("%1 to %2").arg(numberText(parameter.min), numberText(parameter.max));
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
    , m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setVerticalSpacing(2);
    m_grid->setColumnStretch(0, 1);
}

void ParameterForm::show(const Scenario& scenario) {
    clear();
    for (const ParameterInfo& parameter : scenario.parameters) add(parameter);
    setVisible(!scenario.parameters.empty());
}

void ParameterForm::add(const ParameterInfo& parameter) {
    const int row = m_grid->rowCount();
    auto* label = new QLabel(words(parameter.label), this);
    label->setWordWrap(true);
    QSpinBox* box = makeBox(parameter, this);
    label->setBuddy(box);
    auto* range = new QLabel(rangeText(parameter), this);
    range->setForegroundRole(QPalette::PlaceholderText);
    m_grid->addWidget(label, row, 0, 1, 2);
    m_grid->addWidget(box, row + 1, 0);
    m_grid->addWidget(range, row + 1, 1);
    m_boxes.emplace_back(&parameter, box);
}

// The old ones leave the tab order at once and are deleted when their own signals are done.
void ParameterForm::clear() {
    m_boxes.clear();
    while (QLayoutItem* item = m_grid->takeAt(0)) {
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
