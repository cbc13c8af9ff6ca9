// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/usemodel.h"

#include "ui/model/theme.h"
#include "ui/model/words.h"

#include <QBrush>

#include <algorithm>

namespace lockstep::ui {

namespace {
const QChar kUnknown(u'–');

std::int64_t longest(const UseColumn& column) {
    std::int64_t longest = 0;
    if (column.measure != Measure::Duration) return longest;
    for (const auto& value : column.values) longest = std::max(longest, value.value_or(0));
    return longest;
}

std::int64_t longest(const UseTable& table) {
    std::int64_t all = 0;
    for (const UseColumn& column : table.columns) all = std::max(all, longest(column));
    return all;
}

// The table's, unless all of the column would be but its last decimals: a mean beside a total of millions.
DurationUnit unitOf(const UseTable& table, const UseColumn& column, const DurationUnit& tables) {
    constexpr double kTooSmall = 0.1;
    const std::int64_t most = longest(column);
    if (table.isShaded || most == 0 || static_cast<double>(most) >= kTooSmall * tables.size) return tables;
    return DurationUnit::fitting(table.axis, most, DurationUnit::Digits::Three);
}

// Two lines: the column is as wide as its numbers, and not as its title.
QString inTwoLines(QString title) {
    const qsizetype space = title.lastIndexOf(u' ');
    return space < 0 ? title : title.replace(space, 1, u'\n');
}

std::int64_t longestShaded(const UseTable& table) {
    std::int64_t longest = 0;
    for (std::size_t c = 1; c < table.columns.size(); ++c)
        for (std::size_t r = 1; r < table.columns[c].values.size(); ++r)
            longest = std::max(longest, table.columns[c].values[r].value_or(0));
    return longest;
}
} // namespace

void UseModel::setTable(UseTable table) {
    const bool isSameShape = table.ids == m_table.ids && table.columns.size() == m_table.columns.size();
    if (!isSameShape) beginResetModel();
    m_table = std::move(table);
    m_unit = DurationUnit::fitting(m_table.axis, longest(m_table), DurationUnit::Digits::Three);
    m_units.clear();
    for (const UseColumn& column : m_table.columns) m_units.push_back(unitOf(m_table, column, m_unit));
    m_longestShaded = m_table.isShaded ? longestShaded(m_table) : 0;
    if (!isSameShape) return endResetModel();
    // the same rows with new numbers: selection and scroll position stay
    if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

int UseModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.names.size());
}

int UseModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.columns.size()) + 1;
}

QVariant UseModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto row = static_cast<std::size_t>(index.row());
    if (role == kIdRole) return m_table.ids[row];
    if (index.column() == 0) return nameData(row, role);
    return numberData(row, static_cast<std::size_t>(index.column() - 1), role);
}

QVariant UseModel::nameData(std::size_t row, int role) const {
    if (role == Qt::DisplayRole || role == kNumberRole) return m_table.names[static_cast<qsizetype>(row)];
    return {};
}

QString UseModel::text(std::size_t row, std::size_t column, UnitIn where) const {
    const UseColumn& numbers = m_table.columns[column];
    const auto& number = numbers.values[row];
    if (!number) return kUnknown;
    switch (numbers.measure) {
    case Measure::Count: return numberText(*number);
    case Measure::Share: return tr("%1 %").arg(static_cast<double>(*number) / 10, 0, 'f', 1);
    case Measure::Duration: break;
    }
    return where == UnitIn::Title ? m_units[column].number(*number) : m_units[column].text(*number);
}

QVariant UseModel::tip(std::size_t row, std::size_t column) const {
    const UseColumn& numbers = m_table.columns[column];
    const auto& number = numbers.values[row];
    const QString words = m_table.tip ? m_table.tip(row, column) : QString();
    if (!words.isEmpty()) return words;
    if (!number) return tr("Not known");
    if (numbers.measure != Measure::Duration) return text(row, column);
    return m_table.axis == TimeAxis::Steps ? lengthWords(m_table.axis, *number)
                                           : tr("%1 ns").arg(numberText(*number));
}

QVariant UseModel::shade(std::size_t row, std::size_t column) const {
    const auto& number = m_table.columns[column].values[row];
    if (m_longestShaded == 0 || !m_shade.isValid() || !number || isSum(row, column)) return {};
    // so light that text can be read on it
    constexpr double kMost = 0.4;
    const double share = static_cast<double>(*number) / static_cast<double>(m_longestShaded);
    return *number == 0 ? QVariant() : QBrush(blended(m_background, m_shade, kMost * (0.15 + 0.85 * share)));
}

void UseModel::setShade(const QColor& background, const QColor& longest) {
    m_background = background;
    m_shade = longest;
    if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

QVariant UseModel::numberData(std::size_t row, std::size_t column, int role) const {
    const auto& number = m_table.columns[column].values[row];
    switch (role) {
    case Qt::DisplayRole: return text(row, column);
    case Qt::TextAlignmentRole: return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ToolTipRole: return tip(row, column);
    case Qt::BackgroundRole: return shade(row, column);
    case kNumberRole: return number ? QVariant(qlonglong{*number}) : QVariant();
    default: return {};
    }
}

// The unit is that of what there is to measure.
QVariant UseModel::nameTitle() const {
    const bool hasUnit = m_table.axis == TimeAxis::Steps || longest(m_table) > 0;
    return hasUnit ? tr("%1\n(in %2)").arg(m_table.nameTitle, m_unit.name) : m_table.nameTitle;
}

QString UseModel::ownUnit(std::size_t column) const {
    const DurationUnit& unit = m_units[column];
    return unit.name == m_unit.name ? QString() : QStringLiteral(" (%1)").arg(unit.name);
}

QVariant UseModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (section == 0) return role == Qt::DisplayRole ? nameTitle() : QVariant();
    const UseColumn& column = m_table.columns[static_cast<std::size_t>(section - 1)];
    if (role == Qt::DisplayRole)
        return inTwoLines(column.title) + ownUnit(static_cast<std::size_t>(section - 1));
    if (role == Qt::ToolTipRole) return column.tip;
    return {};
}

} // namespace lockstep::ui
