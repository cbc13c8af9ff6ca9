// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/scenario/scenariopanel.h"

#include "ui/controls/scenario/modebox.h"
#include "ui/controls/scenario/parameterform.h"
#include "ui/controls/scenario/scenariolist.h"
#include "ui/controls/scenario/speedslider.h"
#include "ui/model/words.h"

#include <QComboBox>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace lockstep::ui {

namespace {

constexpr int kLow = 240;
constexpr int kLowest = 90;

QLabel* makeText(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QVBoxLayout* columnIn(QWidget* box) {
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    return column;
}

} // namespace

ScenarioPanel::ScenarioPanel(std::span<const Scenario* const> scenarios, QWidget* parent)
    : QWidget(parent) {
    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus); // its content has the focus
    m_scroll->setWidget(makeContent(scenarios));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_scroll, 1);
    m_mode = new ModeBox(this); // after the content, in the order of Tab as on the screen
    column->addWidget(m_mode);
    connect(m_list, &ScenarioList::chosenChanged, this, &ScenarioPanel::showScenario);
    connect(m_list, &ScenarioList::activated, this, &ScenarioPanel::runRequested);
    connect(m_variant, &QComboBox::currentIndexChanged, this, &ScenarioPanel::describeVariant);
    connect(m_mode, &ModeBox::modeChanged, this, &ScenarioPanel::tellSummary);
    connect(&m_mode->speed(), &SpeedSlider::speedChanged, this, &ScenarioPanel::speedChanged);
    showScenario();
}

QWidget* ScenarioPanel::makeContent(std::span<const Scenario* const> scenarios) {
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    m_list = new ScenarioList(scenarios, content);
    m_summary = makeText(content);
    m_parameters = new ParameterForm(content);
    column->addWidget(m_list, 1);
    column->addWidget(m_summary);
    column->addWidget(makeVariantBox());
    column->addWidget(m_parameters);
    return content;
}

// The modes stay below what scrolls, and scroll, too, where there is no room for that.
void ScenarioPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    QWidget* place = height() < kLow ? m_scroll->widget() : this;
    if (m_mode->parentWidget() != place) place->layout()->addWidget(m_mode);
}

QSize ScenarioPanel::minimumSizeHint() const {
    return {m_mode->minimumSizeHint().width(), kLowest};
}

QWidget* ScenarioPanel::makeVariantBox() {
    m_variantBox = new QWidget(this);
    QVBoxLayout* column = columnIn(m_variantBox);
    m_variant = new QComboBox(m_variantBox);
    m_variant->setAccessibleName(tr("Variant"));
    m_variant->setToolTip(tr("Which variant of the scenario the next run uses"));
    auto* label = new QLabel(tr("Variant"), m_variantBox);
    label->setBuddy(m_variant);
    m_variantSummary = makeText(m_variantBox);
    column->addWidget(label);
    column->addWidget(m_variant);
    column->addWidget(m_variantSummary);
    return m_variantBox;
}

void ScenarioPanel::showScenario() {
    const Scenario& chosen = scenario();
    tellSummary();
    showVariants(chosen);
    m_parameters->setScenario(chosen);
    emit scenarioChosen();
}

// And what is not real in the chosen mode.
void ScenarioPanel::tellSummary() {
    const Scenario& chosen = scenario();
    const QString summary = words(chosen.summary);
    const bool isModelled = !chosen.modelled.empty() && isOneAtATime(m_mode->mode());
    m_summary->setText(isModelled ? summary + QStringLiteral("\n\n") + words(chosen.modelled) : summary);
}

void ScenarioPanel::showVariants(const Scenario& chosen) {
    m_variantBox->setVisible(!chosen.variants.empty());
    m_variant->clear();
    for (const VariantInfo& variant : chosen.variants) m_variant->addItem(words(variant.name));
    describeVariant();
}

void ScenarioPanel::describeVariant() {
    const int index = m_variant->currentIndex();
    const auto& variants = scenario().variants;
    const bool isKnown = index >= 0 && static_cast<std::size_t>(index) < variants.size();
    m_variantSummary->setText(isKnown ? words(variants[static_cast<std::size_t>(index)].summary) : QString());
}

RunSettings ScenarioPanel::settings() const {
    RunSettings settings;
    settings.scenario = &scenario();
    settings.variant = m_variant->currentText().toStdString();
    settings.parameters = m_parameters->values();
    settings.mode = m_mode->mode();
    settings.speed = m_mode->speed().speed();
    settings.seed = m_mode->seed();
    return settings;
}

const Scenario& ScenarioPanel::scenario() const {
    return m_list->chosen();
}

void ScenarioPanel::choose(const Scenario& scenario) {
    m_list->choose(scenario);
}

void ScenarioPanel::setVariant(std::string_view variant) {
    m_variant->setCurrentText(words(variant));
}

void ScenarioPanel::setParameter(std::string_view parameter, std::int64_t value) {
    m_parameters->setValue(parameter, value);
}

void ScenarioPanel::searchScenario() {
    m_list->search();
}

QWidget* ScenarioPanel::list() const {
    return m_list->tree();
}

} // namespace lockstep::ui
