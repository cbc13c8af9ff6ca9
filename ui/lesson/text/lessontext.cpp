// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/text/lessontext.h"

#include <QFile>
#include <QRegularExpression>

namespace lockstep::ui {

LessonText::LessonText(const QString& markdown) {
    bool isAmongQuestions = false;
    QString* place = &m_before;
    for (const QString& line : markdown.split(u'\n')) {
        if (isAmongQuestions && line.startsWith(QStringLiteral("### "))) {
            m_questions.push_back({line.mid(4).trimmed(), {}});
            place = &m_questions.back().answer;
            continue;
        }
        if (line.startsWith(QStringLiteral("## "))) isAmongQuestions = line.mid(3).trimmed() == u"Questions";
        *place += line + u'\n';
    }
}

QString LessonText::shown(const QSet<int>& unfolded) const {
    QString text = m_before;
    for (int i = 0; i < questionCount(); ++i) {
        const Question& question = m_questions[static_cast<std::size_t>(i)];
        const bool isUnfolded = unfolded.contains(i);
        text += QStringLiteral("\n[%1 %2](<fold:%3>)\n")
                    .arg(isUnfolded ? QChar(u'▾') : QChar(u'▸'), question.text)
                    .arg(i);
        if (isUnfolded) text += u'\n' + question.answer;
    }
    return text;
}

QString lessonOf(const QString& scenario) {
    QFile file(QStringLiteral(":/lessons/%1.md").arg(scenario));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList linkTargets(const QString& markdown) {
    static const QRegularExpression link(QStringLiteral("\\]\\(<([^>]*)>\\)"));
    QStringList targets;
    for (auto all = link.globalMatch(markdown); all.hasNext();) targets += all.next().captured(1);
    return targets;
}

} // namespace lockstep::ui
