// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lesson/code/codetext.h"

#include <QFontDatabase>
#include <QHelpEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QResizeEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {
constexpr int kMostColumns = 4; // of marks in one line; more are told by their tooltip
constexpr int kPad = 5;
} // namespace

CodeText::CodeText(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_theme(&Theme::light())
    , m_margin(new QWidget(this))
    , m_highlighter(new CodeHighlighter(document())) {
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLineWrapMode(NoWrap);
    setFrameShape(NoFrame);
    setAccessibleName(tr("Source code"));
    m_margin->setMouseTracking(true);
    m_margin->installEventFilter(this);
    connect(this, &QPlainTextEdit::updateRequest, m_margin, [this] { m_margin->update(); });
    useFixedFont();
    setTheme(*m_theme);
}

void CodeText::useFixedFont() {
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QFont wanted = parentWidget() ? parentWidget()->font() : font();
    if (wanted.pointSizeF() > 0)
        fixed.setPointSizeF(wanted.pointSizeF());
    else
        fixed.setPixelSize(wanted.pixelSize());
    if (fixed != font()) setFont(fixed);
    setTabStopDistance(4 * fontMetrics().horizontalAdvance(u' '));
    placeMargin();
}

void CodeText::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange) placeMargin();
}

void CodeText::setTheme(const Theme& theme) {
    m_theme = &theme;
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Base, theme.background);
    setPalette(palette);
    m_highlighter->setTheme(theme);
    tintLines();
    m_margin->update();
}

void CodeText::setLanguage(CodeHighlighter::Language language) {
    m_language = language;
    m_highlighter->setLanguage(language);
}

void CodeText::setSource(const QString& text) {
    m_marks.clear();
    m_columns = 1;
    setPlainText(text);
    m_wanted = firstTellingLine();
    m_isAtRest = true;
    scrollToWanted();
    tintLines();
    placeMargin();
}

void CodeText::setMarks(std::vector<CodeMark> marks, ThreadId selected) {
    m_marks = std::move(marks);
    m_selected = selected;
    for (std::size_t i = 0; i < m_marks.size(); ++i)
        m_columns = std::clamp(placeInLine(i) + 1, m_columns, kMostColumns);
    tintLines();
    placeMargin();
    m_margin->update();
}

// How many marks of the same line stand before it.
int CodeText::placeInLine(std::size_t mark) const {
    int before = 0;
    for (std::size_t i = mark; i > 0 && m_marks[i - 1].now.line == m_marks[mark].now.line; --i) ++before;
    return before;
}

void CodeText::tintLines() {
    QList<QTextEdit::ExtraSelection> tints;
    for (const CodeMark& mark : m_marks) {
        const QTextBlock block = document()->findBlockByNumber(mark.now.line - 1);
        if (!block.isValid()) continue;
        QTextEdit::ExtraSelection tint;
        tint.cursor = QTextCursor(block);
        const double amount = mark.now.thread == m_selected ? 0.26 : 0.12;
        tint.format.setBackground(blended(m_theme->background, m_theme->look(mark.now.state).fill, amount));
        tint.format.setProperty(QTextFormat::FullWidthSelection, true);
        tints.append(tint);
    }
    setExtraSelections(tints);
}

bool CodeText::isInView(int line) const {
    const QRectF box = lineBox(line);
    return !box.isEmpty() && box.top() >= 0 && box.bottom() <= viewport()->height() + 1;
}

bool CodeText::isInMiddle(int line) const {
    const QRectF box = lineBox(line);
    const double height = viewport()->height();
    return !box.isEmpty() && box.top() >= height / 5 && box.bottom() <= height * 4 / 5;
}

// Below the licence, what is included or imported, and what only opens namespaces.
int CodeText::firstTellingLine() const {
    static const QRegularExpression dullCpp("^\\s*($|#|(inline )?namespace\\b|using\\b)");
    static const QRegularExpression dullPython("^($|#|import\\b|from\\b)");
    const bool isCpp = m_language == CodeHighlighter::Language::Cpp;
    int line = 1;
    for (QTextBlock block = document()->begin(); isCpp && block.isValid(); block = block.next())
        if (block.text().startsWith(u'#')) line = block.blockNumber() + 2;
    const QRegularExpression& dull = isCpp ? dullCpp : dullPython;
    while (line < document()->blockCount() &&
           dull.match(document()->findBlockByNumber(line - 1).text()).hasMatch())
        ++line;
    return line;
}

void CodeText::bringIntoView(int line) {
    if (line <= 0 || line > document()->blockCount()) return;
    m_wanted = line;
    m_isAtRest = false;
    scrollToWanted();
}

// A marked line goes to the middle, and stays while it is not near an edge; at rest the telling part begins
// at the top.
void CodeText::scrollToWanted() {
    if (!isVisible()) return; // has no height yet that means anything
    if (m_isAtRest) return verticalScrollBar()->setValue(m_wanted - 1);
    if (isInMiddle(m_wanted)) return;
    const int visible = std::max(1, viewport()->height() / std::max(1, fontMetrics().lineSpacing()));
    verticalScrollBar()->setValue(m_wanted - 1 - visible / 2);
}

int CodeText::numberWidth() const {
    const int digits = std::max(2, static_cast<int>(std::log10(std::max(1, document()->blockCount()))) + 1);
    return fontMetrics().horizontalAdvance(u'8') * digits + 2 * kPad;
}

double CodeText::markWidth() const {
    return fontMetrics().horizontalAdvance(QStringLiteral("W88"));
}

int CodeText::marginWidth() const {
    return numberWidth() + static_cast<int>(std::ceil(m_columns * (markWidth() + 2))) + kPad;
}

void CodeText::placeMargin() {
    setViewportMargins(marginWidth(), 0, 0, 0);
    const QRect inside = contentsRect();
    m_margin->setGeometry(inside.left(), inside.top(), marginWidth(), viewport()->height());
}

void CodeText::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    placeMargin();
    if (m_wanted > 0 && event->oldSize().height() != event->size().height()) scrollToWanted();
}

void CodeText::showEvent(QShowEvent* event) {
    QPlainTextEdit::showEvent(event);
    if (m_wanted > 0) scrollToWanted();
}

QRectF CodeText::lineBox(int line) const {
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    if (!block.isValid()) return {};
    QRectF box = blockBoundingGeometry(block).translated(contentOffset());
    box.setWidth(std::max(1, marginWidth()));
    return box;
}

QRectF CodeText::markBox(std::size_t mark) const {
    const int place = placeInLine(mark);
    const QRectF line = lineBox(m_marks[mark].now.line);
    if (place >= m_columns || line.isEmpty()) return {};
    const double left = place * (markWidth() + 2) + 2;
    return {left, line.top() + 1, markWidth(), line.height() - 2};
}

const CodeMark* CodeText::markAt(QPointF point) const {
    for (std::size_t i = 0; i < m_marks.size(); ++i)
        if (markBox(i).contains(point)) return &m_marks[i];
    return nullptr;
}

// Every thread of the line: those without a mark of their own, too.
QString CodeText::tipAt(QPointF point) const {
    QStringList sentences;
    for (const CodeMark& mark : m_marks) {
        const QRectF line = lineBox(mark.now.line);
        if (line.top() <= point.y() && point.y() < line.bottom()) sentences << mark.now.sentence();
    }
    return sentences.join(QChar(u'\n'));
}

bool CodeText::eventFilter(QObject* watched, QEvent* event) {
    if (watched != m_margin) return QPlainTextEdit::eventFilter(watched, event);
    if (event->type() == QEvent::Paint) {
        paintMargin();
        return true;
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos()), m_margin);
        return true;
    }
    if (event->type() == QEvent::MouseButtonPress)
        if (const CodeMark* mark = markAt(static_cast<QMouseEvent*>(event)->position()))
            emit threadClicked(mark->now.thread);
    return false;
}

void CodeText::paintMargin() {
    QPainter painter(m_margin);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(m_margin->rect(), m_theme->laneAlternate);
    painter.setFont(font());
    painter.setPen(m_theme->textMuted);
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF box = lineBox(block.blockNumber() + 1);
        if (box.top() > m_margin->height()) break;
        painter.drawText(box.adjusted(0, 0, -kPad, 0), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(block.blockNumber() + 1));
    }
    for (std::size_t i = 0; i < m_marks.size(); ++i) paintMark(painter, i);
}

void CodeText::paintMark(QPainter& painter, std::size_t mark) const {
    const QRectF box = markBox(mark);
    if (box.isEmpty()) return;
    const StateLook& look = m_theme->look(m_marks[mark].now.state);
    const bool isSelected = m_marks[mark].now.thread == m_selected;
    const QColor edge = isSelected ? m_theme->selection : look.outline;
    painter.setPen(QPen(edge, isSelected ? 2.0 : 1.0));
    painter.setBrush(look.isHollow ? m_theme->background : look.fill);
    painter.drawRoundedRect(isSelected ? box.adjusted(0.5, 0.5, -0.5, -0.5) : box.adjusted(1, 1, -1, -1), 4,
                            4);
    const bool isLastOfMany = placeInLine(mark) == m_columns - 1 && mark + 1 < m_marks.size() &&
                              m_marks[mark + 1].now.line == m_marks[mark].now.line;
    QFont letters = parentWidget() ? parentWidget()->font() : font();
    letters.setWeight(QFont::DemiBold);
    if (letters.pointSizeF() > 0) letters.setPointSizeF(letters.pointSizeF() * 0.85);
    painter.setFont(letters);
    painter.setPen(look.text);
    painter.drawText(box, Qt::AlignCenter, isLastOfMany ? QStringLiteral("…") : m_marks[mark].letters);
}

} // namespace lockstep::ui
