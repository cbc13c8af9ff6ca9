// SPDX-License-Identifier: GPL-3.0-or-later
// Source to be read, with a margin of line numbers and of marks for the threads that stand at a line.
#pragma once

#include "ui/lesson/code/codehighlighter.h"
#include "ui/lesson/code/codemarks.h"
#include "ui/model/theme.h"

#include <QPlainTextEdit>

namespace lockstep::ui {

class CodeText : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit CodeText(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void setLanguage(CodeHighlighter::Language language);
    void setSource(const QString& text);
    void setMarks(std::vector<CodeMark> marks, ThreadId selected);
    const std::vector<CodeMark>& marks() const { return m_marks; }
    /// To the middle; the text stays where it is while the line is not near an edge.
    void bringIntoView(int line);
    bool isInMiddle(int line) const;
    /// The first line below licence, includes and the opening of namespaces: what is at the top at rest.
    int firstTellingLine() const;
    bool isInView(int line) const;

    /// Of the mark, in pixels of the margin; empty when its line is out of sight or it did not fit.
    QRectF markBox(std::size_t mark) const;
    int marginWidth() const;
    QWidget* margin() const { return m_margin; }

signals:
    void threadClicked(lockstep::ThreadId thread);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void scrollToWanted();
    void placeMargin();
    void paintMargin();
    void paintMark(QPainter& painter, std::size_t mark) const;
    void tintLines();
    int placeInLine(std::size_t mark) const;
    int numberWidth() const;
    double markWidth() const;
    QRectF lineBox(int line) const;
    QString tipAt(QPointF point) const;
    const CodeMark* markAt(QPointF point) const;
    void useFixedFont();

    const Theme* m_theme;
    QWidget* m_margin;
    CodeHighlighter* m_highlighter;
    CodeHighlighter::Language m_language = CodeHighlighter::Language::Cpp;
    std::vector<CodeMark> m_marks;
    ThreadId m_selected;
    int m_wanted = 0;       // the line last asked for
    bool m_isAtRest = true; // nobody has asked for one yet
    int m_columns =
        1; // marks side by side that the margin has room for; grows, and shrinks with another source
};

} // namespace lockstep::ui
