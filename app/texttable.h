// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of words in columns that line up: the first column to the left, the others to the right.
#pragma once

#include <QStringList>

#include <vector>

namespace lockstep::app {

class TextTable {
public:
    explicit TextTable(QStringList heading) { m_rows.push_back(std::move(heading)); }

    void add(QStringList row) { m_rows.push_back(std::move(row)); }
    bool isEmpty() const { return m_rows.size() == 1; }
    /// Each row on a line; a column whose every cell below the heading is empty is left out.
    QString text() const;

private:
    std::vector<int> widths() const;

    std::vector<QStringList> m_rows;
};

} // namespace lockstep::app
