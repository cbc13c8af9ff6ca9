// SPDX-License-Identifier: GPL-3.0-or-later
// A table of names against numbers: what locks and threads spent. Holds copies, so it never touches the
// trace.
#pragma once

#include "core/analysis/contention.h"
#include "core/analysis/statistics/criticalpath.h"
#include "ui/tables/durationunit.h"

#include <QAbstractTableModel>
#include <QColor>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace lockstep::ui {

enum class Measure : std::uint8_t {
    Count,
    Duration, ///< nanoseconds
    Share,    ///< thousandths
};

struct UseColumn {
    QString title;
    QString tip;
    Measure measure = Measure::Count;
    /// none = not known, or nothing that could be measured
    std::vector<std::optional<std::int64_t>> values;
    bool isOfHolds = false; ///< belongs to the holds, and not to the waits
};

struct UseTable {
    TimeAxis axis = TimeAxis::Time; ///< of durations
    QString nameTitle;              ///< "Lock"
    QStringList names;
    std::vector<std::uint32_t> ids;
    std::vector<UseColumn> columns;
    /// Its durations are shaded, the longest the darkest, but for those of the first row and column: their
    /// sums.
    bool isShaded = false;
    /// Of a row and a column, both from 0; where there is none, or where it is empty, the exact number.
    std::function<QString(std::size_t, std::size_t)> tip;
};

/// By a unit that suits the whole table, or where its numbers are much smaller the column; with it or
/// without.
enum class UnitIn : std::uint8_t { Title, Cell };

UseTable lockUse(const Trace& trace, const Contention& contention);
/// States that no thread was ever in have no column.
UseTable threadUse(const Trace& trace, const Contention& contention);
/// What each thread has of a critical path.
UseTable pathUse(const Trace& trace, const CriticalPath& path, const std::stop_token& stop = {});

class UseModel : public QAbstractTableModel {
    Q_OBJECT
public:
    /// The exact number, for sorting and for tests.
    static constexpr int kNumberRole = Qt::UserRole;
    static constexpr int kIdRole = Qt::UserRole + 1;

    using QAbstractTableModel::QAbstractTableModel;

    void setTable(UseTable table);
    const UseTable& table() const { return m_table; }
    /// "12.345", "200", "12.5 %"; a dash where it is not known.
    QString text(std::size_t row, std::size_t column, UnitIn where = UnitIn::Title) const;
    /// What shaded cells are laid over, and how the longest looks.
    void setShade(const QColor& background, const QColor& longest);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant nameData(std::size_t row, int role) const;
    QVariant numberData(std::size_t row, std::size_t column, int role) const;
    QVariant nameTitle() const;
    QString ownUnit(std::size_t column) const; // " (ns)", or nothing
    QVariant tip(std::size_t row, std::size_t column) const;
    QVariant shade(std::size_t row, std::size_t column) const;
    bool isSum(std::size_t row, std::size_t column) const {
        return m_table.isShaded && (row == 0 || column == 0);
    }

    UseTable m_table;
    QColor m_background;
    QColor m_shade;
    std::int64_t m_longestShaded = 0;
    DurationUnit m_unit;               // of all durations
    std::vector<DurationUnit> m_units; // of each column: the same, or its own
};

} // namespace lockstep::ui
