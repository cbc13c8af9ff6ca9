// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario's Python twin: its text as it is shown, and which of its lines do what which lines of the C++
// file do. Pure.
//
// A line of the twin that does what a line of the scenario does ends in "#= TEXT", TEXT being a part of that
// line and of no other; "#= TEXT @2" where it is the second line with it. These marks are not shown.
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace lockstep::ui {

class TwinText {
public:
    TwinText() = default;
    TwinText(const QString& python, const QString& cpp);

    bool isEmpty() const { return m_shown.isEmpty(); }
    const QString& shown() const { return m_shown; }
    /// Of the twin, counted from 1, that does what this line of the C++ file does; 0 for none.
    int lineOf(int cppLine) const { return m_lines.value(cppLine); }
    /// Marks whose TEXT is found in no line of the C++ file, or in several.
    const QStringList& faults() const { return m_faults; }

private:
    void tie(const QString& text, int twinLine, const QStringList& cpp);

    QString m_shown;
    QHash<int, int> m_lines;
    QStringList m_faults;
};

} // namespace lockstep::ui
