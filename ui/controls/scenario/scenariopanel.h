// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that says what is run and how: scenario, variant, parameters and mode. All but the mode, whose
// speed is wanted during a run, scrolls when there is little room.
#pragma once

#include "core/engine/session.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QScrollArea;

namespace lockstep::ui {

class ModeBox;
class ParameterForm;
class ScenarioList;

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
    ModeBox& mode() { return *m_mode; }
    void searchScenario();
    QWidget* list() const; ///< of the scenarios, where keys of lists hold

    QSize minimumSizeHint() const override;

signals:
    void scenarioChosen();
    void runRequested();
    void speedChanged(double speed);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeContent(std::span<const Scenario* const> scenarios);
    QWidget* makeVariantBox();
    void showScenario();
    void tellSummary();
    void showVariants(const Scenario& scenario);
    void describeVariant();

    QScrollArea* m_scroll = nullptr;
    ModeBox* m_mode = nullptr;
    ScenarioList* m_list = nullptr;
    QLabel* m_summary = nullptr;
    QWidget* m_variantBox = nullptr;
    QComboBox* m_variant = nullptr;
    QLabel* m_variantSummary = nullptr;
    ParameterForm* m_parameters = nullptr;
};

} // namespace lockstep::ui
