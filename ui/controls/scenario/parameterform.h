// SPDX-License-Identifier: GPL-3.0-or-later
// One labelled spin box for each parameter of a scenario, within its range and with its unit.
#pragma once

#include "core/engine/scenario.h"

#include <QWidget>

#include <utility>

class QVBoxLayout;
class QSpinBox;

namespace lockstep::ui {

class ParameterForm : public QWidget {
    Q_OBJECT
public:
    explicit ParameterForm(QWidget* parent = nullptr);

    /// With the standard values. The scenario must outlive its use here.
    void setScenario(const Scenario& scenario);
    Parameters values() const;
    void setValue(std::string_view parameter, std::int64_t value);

private:
    void add(const ParameterInfo& parameter);
    void clear();

    QVBoxLayout* m_column;
    std::vector<std::pair<const ParameterInfo*, QSpinBox*>> m_boxes;
};

} // namespace lockstep::ui
