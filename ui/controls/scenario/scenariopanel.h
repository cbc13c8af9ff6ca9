// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that says what is run and how: scenario, variant, parameters, mode and speed. All but mode and
// speed, which are wanted during a run, scrolls when there is little room.
#pragma once

#include "core/engine/session.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QRadioButton;

namespace lockstep::ui {

class ParameterForm;
class ScenarioList;
class SpeedSlider;

class ScenarioPanel : public QWidget {
    Q_OBJECT
public:
    explicit ScenarioPanel(std::span<const Scenario* const> scenarios, QWidget* parent = nullptr);

    /// What the panel says now: always valid.
    RunSettings settings() const;

    const Scenario& scenario() const;
    void choose(const Scenario& scenario);
    void setVariant(std::string_view variant);
    void setParameter(std::string_view parameter, std::int64_t value);
    void setMode(Mode mode);
    void setSpeed(double speed);
    void faster();
    void slower();
    void searchScenario();
    QWidget* list() const; ///< of the scenarios, where keys of lists hold

signals:
    void scenarioChosen();
    void runRequested();
    void speedChanged(double speed);

private:
    QWidget* makeContent(std::span<const Scenario* const> scenarios);
    QWidget* makeVariantBox();
    QWidget* makeModeBox();
    void showScenario();
    void showVariants(const Scenario& scenario);
    void describeVariant();
    Mode mode() const;

    ScenarioList* m_list = nullptr;
    QLabel* m_summary = nullptr;
    QWidget* m_variantBox = nullptr;
    QComboBox* m_variant = nullptr;
    QLabel* m_variantSummary = nullptr;
    ParameterForm* m_parameters = nullptr;
    QRadioButton* m_free = nullptr;
    QRadioButton* m_slow = nullptr;
    SpeedSlider* m_speed = nullptr;
};

} // namespace lockstep::ui
