// SPDX-License-Identifier: GPL-3.0-or-later
// The runs of one scenario as rows: name, how they went, where they left another one, steps, end.
#pragma once

#include "ui/model/runs.h"

#include <QAbstractTableModel>

namespace lockstep::ui {

class RunsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column : std::uint8_t { Name, How, Origin, Steps, End };
    static constexpr int kColumns = End + 1;

    explicit RunsModel(Runs& runs, QObject* parent = nullptr);

    void setScenario(const Scenario* scenario); ///< null: no rows
    /// Steps and ends may have changed.
    void refresh();
    const RunEntry& at(int row) const { return *m_rows[static_cast<std::size_t>(row)]; }
    std::optional<int> rowOf(int number) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override; ///< the name

private:
    void readRuns();
    static QString text(const RunEntry& run, Column column);

    Runs& m_runs;
    const Scenario* m_scenario = nullptr;
    std::vector<const RunEntry*> m_rows;
};

} // namespace lockstep::ui
