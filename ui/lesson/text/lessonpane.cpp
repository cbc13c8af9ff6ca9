// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/text/lessonpane.h"

#include <QScrollBar>
#include <QTextBlock>
#include <QTextFragment>

#include <algorithm>
#include <array>

namespace lockstep::ui {

namespace {

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};

// Markdown's own sizes are those of a page, not of a narrow column.
void setHeadingSize(const QTextBlock& block) {
    static constexpr std::array kSizes{1.35, 1.12, 1.0};
    const auto level = static_cast<std::size_t>(std::clamp(block.blockFormat().headingLevel(), 1, 3));
    QTextCursor cursor(block);
    cursor.select(QTextCursor::BlockUnderCursor);
    QTextCharFormat format;
    format.setProperty(QTextFormat::FontSizeAdjustment, 0);
    format.setFontPointSize(block.document()->defaultFont().pointSizeF() * kSizes[level - 1]);
    cursor.mergeCharFormat(format);
}

// Headings and paragraphs with the air that a narrow column can give.
void setSpacing(QTextDocument& document) {
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat format = block.blockFormat();
        const bool isHeading = format.headingLevel() > 0;
        if (isHeading) setHeadingSize(block);
        format.setTopMargin(isHeading ? 10 : 3);
        format.setBottomMargin(isHeading ? 3 : 4);
        format.setLineHeight(115, QTextBlockFormat::ProportionalHeight);
        QTextCursor(block).setBlockFormat(format);
    }
}

} // namespace

LessonPane::LessonPane(QWidget* parent)
    : QTextBrowser(parent)
    , m_theme(&Theme::light()) {
    setOpenLinks(false);
    setFrameShape(NoFrame);
    setAccessibleName(tr("Lesson"));
    document()->setDocumentMargin(10);
    document()->setIndentWidth(18);
    connect(this, &QTextBrowser::anchorClicked, this,
            [this](const QUrl& url) { follow(QUrl::fromPercentEncoding(url.toEncoded())); });
    setTheme(*m_theme);
}

void LessonPane::setTheme(const Theme& theme) {
    m_theme = &theme;
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Base, theme.background);
    setPalette(palette);
    showText();
}

void LessonPane::setLesson(const QString& title, const QString& markdown) {
    m_title = title;
    m_lesson = LessonText(markdown);
    m_unfolded.clear();
    showText();
    verticalScrollBar()->setValue(0);
}

void LessonPane::showLesson(const QString& scenario, const QString& title) {
    const QString lesson = lessonOf(scenario);
    setLesson(title, lesson.isEmpty() ? tr("There is no lesson for this scenario.") : lesson);
}

void LessonPane::showText() {
    const int place = verticalScrollBar()->value();
    const QString title = m_title.isEmpty() ? QString() : QStringLiteral("# %1\n\n").arg(m_title);
    setMarkdown(title + m_lesson.shown(m_unfolded));
    setSpacing(*document());
    verticalScrollBar()->setValue(place);
}

void LessonPane::fold(int question) {
    if (!m_unfolded.remove(question)) m_unfolded.insert(question);
    showText();
    selectLink(QStringLiteral("fold:%1").arg(question)); // where Return folds it again, and Tab goes on
}

void LessonPane::selectLink(const QString& target) {
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            const QTextFragment fragment = part.fragment();
            if (fragment.charFormat().anchorHref() != target) continue;
            QTextCursor cursor(document());
            cursor.setPosition(fragment.position());
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
            return setTextCursor(cursor);
        }
}

void LessonPane::follow(const QString& target) {
    const auto link = parsedLink(target);
    if (!link) return;
    std::visit(Overloaded{[this](const TryLink& wanted) { emit tried(wanted); },
                          [this](const FindLink& wanted) { emit placeWanted(wanted.query); },
                          [this](const CompareLink& wanted) { emit comparisonWanted(wanted.variant); },
                          [this](const OpenLink& wanted) { emit scenarioWanted(wanted.scenario); },
                          [this](const FoldLink& wanted) { fold(wanted.question); }},
               *link);
}

} // namespace lockstep::ui
