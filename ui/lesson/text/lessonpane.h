// SPDX-License-Identifier: GPL-3.0-or-later
// The lesson of the chosen scenario, to be read beside its run; its links set up runs and lead to places in
// them.
#pragma once

#include "ui/lesson/text/lessonlink.h"
#include "ui/lesson/text/lessontext.h"
#include "ui/model/theme.h"

#include <QTextBrowser>

namespace lockstep::ui {

class LessonPane : public QTextBrowser {
    Q_OBJECT
public:
    explicit LessonPane(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    /// Markdown, see LessonText; the title stands above it. All answers are folded.
    void setLesson(const QString& title, const QString& markdown);
    /// The text built into the program for this scenario; says so where there is none.
    void showLesson(const QString& scenario, const QString& title);
    const LessonText& lesson() const { return m_lesson; }
    /// As when it is clicked.
    void follow(const QString& target);

signals:
    void tried(const lockstep::ui::TryLink& link);
    void placeWanted(const QString& query);
    void comparisonWanted(const QString& variant);
    void scenarioWanted(const QString& id);

private:
    void showText();
    void fold(int question);
    void selectLink(const QString& target);

    const Theme* m_theme;
    QString m_title;
    LessonText m_lesson;
    QSet<int> m_unfolded;
};

} // namespace lockstep::ui
