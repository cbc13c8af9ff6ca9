// SPDX-License-Identifier: GPL-3.0-or-later
// The scenarios under their groups, with a field that leaves only those that match.
#pragma once

#include "core/engine/scenario.h"

#include <QWidget>

class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace lockstep::ui {

class ScenarioList : public QWidget {
    Q_OBJECT
public:
    /// The scenarios must outlive it. The first is chosen.
    explicit ScenarioList(std::span<const Scenario* const> scenarios, QWidget* parent = nullptr);

    const Scenario& chosen() const { return *m_chosen; }
    void choose(const Scenario& scenario);
    /// Puts the keyboard into the filter field.
    void search();
    /// Titles that the filter leaves, from top to bottom.
    QStringList visibleTitles() const;
    QWidget* tree() const; ///< without the field

signals:
    void chosenChanged();
    void activated(); ///< Return or a double click: run it

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addAll(std::span<const Scenario* const> scenarios);
    void filter(const QString& text);
    void remember();
    void step(int count);
    bool stepByKey(int key);
    std::vector<QTreeWidgetItem*> items() const;

    QLineEdit* m_filter;
    QTreeWidget* m_tree;
    const Scenario* m_chosen = nullptr;
};

} // namespace lockstep::ui
