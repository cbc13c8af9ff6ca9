// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/status/sentencelabel.h"

#include <QTextLayout>

#include <algorithm>
#include <optional>

namespace lockstep::ui {

namespace {

constexpr int kLowWindow = 700; // px: there the lanes need the room more
constexpr int kSpare = 4;       // px: the label may break its lines a little earlier

// The text broken into so many lines, the last of them cut off with dots; nothing where all of it fits.
std::optional<QString> cutTo(int most, QString text, const QFont& font, double width) {
    text.replace(u'\n', QChar::LineSeparator);
    QTextLayout layout(text, font);
    QStringList lines;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        const int end = line.textStart() + line.textLength();
        if (lines.size() == most - 1 && end < text.size()) {
            const QString rest = text.mid(line.textStart()).replace(QChar::LineSeparator, u' ');
            lines << QFontMetricsF(font).elidedText(rest, Qt::ElideRight, width);
            return lines.join(u'\n');
        }
        lines << text.mid(line.textStart(), line.textLength()).trimmed();
    }
    return std::nullopt;
}

} // namespace

SentenceLabel::SentenceLabel(QWidget* parent)
    : QLabel(parent) {
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
}

void SentenceLabel::setSentence(const QString& sentence, const QString& more) {
    m_sentence = sentence;
    m_more = more;
    fit();
}

void SentenceLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    fit();
}

int SentenceLabel::mostLines() const {
    return window()->height() < kLowWindow ? 3 : 4;
}

void SentenceLabel::fit() {
    const int width = std::max(1, contentsRect().width() - kSpare);
    const auto cut = cutTo(mostLines(), m_sentence, font(), width);
    setText(cut.value_or(m_sentence));
    QStringList tip{cut ? m_sentence : QString(), m_more};
    tip.removeAll(QString());
    setToolTip(tip.join(u'\n'));
}

} // namespace lockstep::ui
