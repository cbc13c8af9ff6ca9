// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario's lesson as it is shown: Markdown whose answers are folded below their questions. Pure.
//
// In the section "Questions" each third-level heading is a question, and what follows it up to the next
// heading is its answer.
#pragma once

#include <QSet>
#include <QString>
#include <QStringList>

#include <vector>

namespace lockstep::ui {

class LessonText {
public:
    LessonText() = default;
    explicit LessonText(const QString& markdown);

    bool isEmpty() const { return m_before.isEmpty() && m_questions.empty(); }
    int questionCount() const { return static_cast<int>(m_questions.size()); }
    /// Markdown; the answers of these questions, counted from 0, are unfolded. A question is a link to
    /// "fold:N".
    QString shown(const QSet<int>& unfolded) const;

private:
    struct Question {
        QString text;
        QString answer;
    };
    QString m_before;
    std::vector<Question> m_questions;
};

/// What is built into the program for this scenario; empty where there is none.
QString lessonOf(const QString& scenario);

/// The targets of all links in a Markdown text, in order.
QStringList linkTargets(const QString& markdown);

} // namespace lockstep::ui
