// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/code/twintext.h"

#include <QRegularExpression>

namespace lockstep::ui {

TwinText::TwinText(const QString& python, const QString& cpp) {
    static const QRegularExpression mark(QStringLiteral("\\s*#= (.*)$"));
    const QStringList cppLines = cpp.split(u'\n');
    QStringList shown;
    for (const QString& line : python.split(u'\n')) {
        const auto found = mark.match(line);
        shown += found.hasMatch() ? line.left(found.capturedStart()) : line;
        if (found.hasMatch()) tie(found.captured(1).trimmed(), static_cast<int>(shown.size()), cppLines);
    }
    m_shown = shown.join(u'\n');
}

void TwinText::tie(const QString& mark, int twinLine, const QStringList& cpp) {
    static const QRegularExpression place(QStringLiteral("^(.*) @(\\d+)$"));
    const auto placed = place.match(mark);
    const QString text = placed.hasMatch() ? placed.captured(1) : mark;
    const int wanted = placed.hasMatch() ? placed.captured(2).toInt() : 0; // 0: there is only one
    QList<int> found;
    for (int i = 0; i < cpp.size(); ++i)
        if (cpp[i].contains(text)) found += i + 1;
    const bool isKnown = wanted ? found.size() >= wanted : found.size() == 1;
    if (!isKnown) {
        m_faults += mark;
        return;
    }
    const int cppLine = found[wanted ? wanted - 1 : 0];
    if (!m_lines.contains(cppLine)) m_lines[cppLine] = twinLine; // the first line that does it stands for it
}

} // namespace lockstep::ui
