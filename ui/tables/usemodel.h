// SPDX-License-Identifier: GPL-3.0-or-later
// A table of names against numbers: what locks and threads spent. Holds copies, so it never touches the
// trace.
#pragma once

#include "core/analysis/contention.h"
#include "ui/tables/durationunit.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <optional>
#include <vector>

namespace lockstep::ui {

struct UseColumn {
    QString title;
    QString tip;
    bool isDuration = false;
    std::vector<std::optional<std::int64_t>> values; ///< nanoseconds, or a count; none = not known
};

struct UseTable {
    TimeAxis axis = TimeAxis::Time; ///< of durations
    QString nameTitle;              ///< "Lock"
    QStringList names;
    std::vector<std::uint32_t> ids;
    std::vector<UseColumn> columns;
};

UseTable lockUse(const Trace& trace, const Contention& contention);
/// States that no thread was ever in have no column.
UseTable threadUse(const Trace& trace, const Contention& contention);

class UseModel : public QAbstractTableModel {
    Q_OBJECT
public:
    /// The exact number, for sorting and for tests.
    static constexpr int kNumberRole = Qt::UserRole;
    static constexpr int kIdRole = Qt::UserRole + 1;

    using QAbstractTableModel::QAbstractTableModel;

    void setTable(UseTable table);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant nameData(std::size_t row, int role) const;
    QVariant numberData(std::size_t row, std::size_t column, int role) const;
    QVariant nameTitle() const;
    QString text(std::size_t column, std::int64_t number) const;

    UseTable m_table;
    DurationUnit m_unit; // of all durations
};

} // namespace lockstep::ui
