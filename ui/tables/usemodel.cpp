// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/usemodel.h"

#include "ui/model/words.h"

#include <QFont>

#include <algorithm>

namespace lockstep::ui {

namespace {
const QChar kUnknown(u'–');

std::int64_t longest(const UseTable& table) {
    std::int64_t longest = 0;
    for (const UseColumn& column : table.columns)
        for (const auto& value : column.values)
            if (column.isDuration) longest = std::max(longest, value.value_or(0));
    return longest;
}

// Two lines: the column is as wide as its numbers, and not as its title.
QString inTwoLines(QString title) {
    const qsizetype space = title.lastIndexOf(u' ');
    return space < 0 ? title : title.replace(space, 1, u'\n');
}
} // namespace

void UseModel::setTable(UseTable table) {
    const bool isSameShape = table.ids == m_table.ids && table.columns.size() == m_table.columns.size();
    if (!isSameShape) beginResetModel();
    m_table = std::move(table);
    m_unit = DurationUnit::fitting(m_table.axis, longest(m_table), DurationUnit::Digits::Three);
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

QString UseModel::text(std::size_t column, std::int64_t number) const {
    return m_table.columns[column].isDuration ? m_unit.number(number) : numberText(number);
}

QVariant UseModel::numberData(std::size_t row, std::size_t column, int role) const {
    const UseColumn& numbers = m_table.columns[column];
    const auto& number = numbers.values[row];
    switch (role) {
    case Qt::DisplayRole: return number ? text(column, *number) : QString(kUnknown);
    case Qt::TextAlignmentRole: return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        if (!number) return tr("Not known");
        if (!numbers.isDuration) return numberText(*number);
        return m_table.axis == TimeAxis::Steps ? lengthWords(m_table.axis, *number)
                                               : tr("%1 ns").arg(numberText(*number));
    case kNumberRole: return number ? QVariant(qlonglong{*number}) : QVariant();
    default: return {};
    }
}

// The unit is that of what there is to measure.
QVariant UseModel::nameTitle() const {
    const bool hasUnit = m_table.axis == TimeAxis::Steps || longest(m_table) > 0;
    return hasUnit ? tr("%1\n(in %2)").arg(m_table.nameTitle, m_unit.name) : m_table.nameTitle;
}

QVariant UseModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (section == 0) return role == Qt::DisplayRole ? nameTitle() : QVariant();
    const UseColumn& column = m_table.columns[static_cast<std::size_t>(section - 1)];
    if (role == Qt::DisplayRole) return inTwoLines(column.title);
    if (role == Qt::ToolTipRole) return column.tip;
    return {};
}

} // namespace lockstep::ui
