// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/texttable.h"

namespace lockstep::app {

namespace {

QString lineOf(const QStringList& row, const std::vector<int>& widths) {
    QString line = ' ' + row.first().leftJustified(widths[0]);
    for (qsizetype column = 1; column < row.size(); ++column)
        if (const int width = widths[static_cast<std::size_t>(column)]; width > 0)
            line += "  " + row[column].rightJustified(width);
    while (line.endsWith(' ')) line.chop(1);
    return line + '\n';
}

} // namespace

std::vector<int> TextTable::widths() const {
    std::vector<int> widths(static_cast<std::size_t>(m_rows.front().size()), 0);
    for (std::size_t column = 0; column < widths.size(); ++column) {
        const auto at = static_cast<qsizetype>(column);
        for (std::size_t row = 1; row < m_rows.size(); ++row)
            widths[column] = std::max(widths[column], static_cast<int>(m_rows[row][at].size()));
        if (widths[column] > 0)
            widths[column] = std::max(widths[column], static_cast<int>(m_rows.front()[at].size()));
    }
    return widths;
}

QString TextTable::text() const {
    const std::vector<int> columns = widths();
    QString text;
    for (const QStringList& row : m_rows) text += lineOf(row, columns);
    return text;
}

} // namespace lockstep::app
