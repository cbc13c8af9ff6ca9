// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/detection/slide/walkslide.h"

#include "ui/graph/detection/slide/marklegend.h"
#include "ui/graph/detection/slide/marklook.h"
#include "ui/graph/detection/slide/walkpainter.h"
#include "ui/model/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {

constexpr double kScales[] = {1.7, 1.5, 1.3, 1.15, 1, 0.9, 0.8};
constexpr double kSentence = 1.3; // of the size of other text
constexpr double kTerse = 0.9;
constexpr int kLeastStack = 4; // rows
constexpr std::size_t kSentencesToMeasure = 6;

double heightOf(const QString& text, const QFont& font, double width) {
    const QRectF room(0, 0, std::max(width, 20.0), 1e6);
    return std::ceil(QFontMetricsF(font).boundingRect(room, Qt::TextWordWrap, text).height());
}

// The longest sentences: one of them needs the most room.
std::vector<QString> longest(const DetectionWalk& walk) {
    std::vector<QString> sentences;
    for (const DetectionStep& step : walk.steps) sentences.push_back(words(step.sentence));
    const auto most =
        sentences.begin() + std::min(std::ssize(sentences), std::ptrdiff_t{kSentencesToMeasure});
    std::ranges::partial_sort(sentences, most, std::greater(), &QString::size);
    sentences.erase(most, sentences.end());
    return sentences;
}

// Without its indentation, which is kept where the line wraps, too.
QString codeText(const std::string& line) {
    return words(line).trimmed();
}

bool pushesAny(const DetectionWalk& walk) {
    return std::ranges::any_of(walk.steps, [](const DetectionStep& step) { return !step.pushes.empty(); });
}

} // namespace

WalkSlide::WalkSlide(const Trace& trace, std::shared_ptr<const DetectionWalk> walk, Kind kind, QSizeF size,
                     const QFont& base, QString title)
    : m_walk(std::move(walk))
    , m_kind(kind)
    , m_size(size)
    , m_base(base)
    , m_title(std::move(title))
    , m_hasStack(pushesAny(*m_walk))
    , m_graph(WalkGraph::of(trace, *m_walk)) {
    for (const DetectionStep& step : m_walk->steps)
        for (ObjectId id : step.pushes) m_names.try_emplace(id, words(trace.object(id).info.name));
    chooseScale();
    layOutGraph();
}

// As large as it goes with everything; else without the path, which the picture numbers, too; else without
// the pseudo-code.
void WalkSlide::chooseScale() {
    for (Extent extent : {Extent::All, Extent::WithoutPath})
        for (double scale : kScales)
            if (arrange(scale, extent)) return;
    arrange(kTerse, Extent::Terse);
}

QFont WalkSlide::font(double factor, QFont::Weight weight) const {
    QFont font = scaled(m_base, m_scale * factor);
    font.setWeight(weight);
    return font;
}

double WalkSlide::lineHeight() const {
    return std::ceil(QFontMetricsF(font()).height());
}

// Enough for most; the longest are written smaller.
double WalkSlide::sentenceHeight(double width) const {
    double height = 0;
    for (const QString& sentence : longest(*m_walk))
        height = std::max(height, heightOf(sentence, font(kSentence, QFont::DemiBold), width));
    return std::min(height, std::max(m_size.height() * 0.24, 2.6 * lineHeight()));
}

QFont WalkSlide::fittingSentenceFont(const QString& sentence) const {
    for (double factor : {kSentence, 1.15, 1.0, 0.9, 0.8, 0.7, 0.6})
        if (heightOf(sentence, font(factor, QFont::DemiBold), m_sentence.width()) <= m_sentence.height() + 1)
            return font(factor, QFont::DemiBold);
    return font(0.5, QFont::DemiBold);
}

double WalkSlide::indent(const std::string& line) const {
    return 0.25 * lineHeight() * static_cast<double>(std::min(line.find_first_not_of(' '), line.size()));
}

double WalkSlide::codeWidth() const {
    const QFontMetricsF metrics(font());
    double widest = 0;
    for (const std::string& line : m_walk->pseudoCode)
        widest = std::max(widest, indent(line) + metrics.horizontalAdvance(codeText(line)));
    return std::min(widest + 1.6 * lineHeight(), m_size.width() * 0.4);
}

// True when everything has the room it needs at this scale.
bool WalkSlide::arrange(double scale, Extent extent) {
    const bool isTerse = extent == Extent::Terse;
    m_scale = scale;
    const double margin = m_kind == Kind::Page ? m_size.height() / 24 : gap();
    QRectF space(margin, margin, m_size.width() - 2 * margin, m_size.height() - 2 * margin);
    m_head =
        m_kind == Kind::Page ? QRectF(space.topLeft(), QSizeF(space.width(), 1.6 * lineHeight())) : QRectF();
    m_sentence =
        QRectF(space.left(), space.top() + m_head.height(), space.width(), sentenceHeight(space.width()));
    space.setTop(m_sentence.bottom() + gap());
    m_stack = {};
    m_codeLines.clear();
    const double side = codeWidth();
    if (!isTerse) {
        arrangeSide({space.right() - side, space.top(), side, space.height()});
        space.setRight(space.right() - side - 2 * gap());
    }
    const double legend = MarkLegend(m_walk->view, font(0.85), space.width()).height();
    m_legend = QRectF(space.left(), space.bottom() - legend, space.width(), isTerse ? 0 : legend);
    m_picture = space.adjusted(0, 0, 0, isTerse ? 0 : -legend - gap() / 2);
    if (extent == Extent::WithoutPath) m_stack = {};
    const double end = !m_stack.isNull()     ? m_stack.top() + (kLeastStack + 1) * lineHeight()
                       : m_codeLines.empty() ? 0
                                             : m_codeLines.back().bottom();
    return end <= space.bottom() && m_picture.height() >= m_size.height() * 0.42 &&
           m_picture.width() >= m_size.width() * 0.5;
}

void WalkSlide::arrangeSide(QRectF side) {
    double top = side.top();
    m_code = side;
    for (const std::string& line : m_walk->pseudoCode) {
        const double left = side.left() + lineHeight() + indent(line);
        const double height = heightOf(codeText(line), font(), side.right() - left - 4);
        m_codeLines.push_back({left, top, side.right() - left, height + lineHeight() * 0.2});
        top = m_codeLines.back().bottom();
    }
    if (m_hasStack) m_stack = QRectF(side.left(), top + gap(), side.width(), side.bottom() - top - gap());
}

void WalkSlide::layOutGraph() {
    m_layout = GraphLayout::of(m_graph.model, m_picture.size(), scaled(m_base, m_scale * 0.95),
                               GraphLayout::Legend::Never);
    m_fit = std::min(
        {1.0, m_picture.width() / m_layout.size.width(), m_picture.height() / m_layout.size.height()});
    m_corner = m_picture.center() - m_fit * QPointF(m_layout.size.width(), m_layout.size.height()) / 2;
}

std::optional<std::size_t> WalkSlide::nodeAt(QPointF point) const {
    return m_layout.nodeAt((point - m_corner) / m_fit);
}

QRectF WalkSlide::nodeBox(std::size_t node) const {
    const QRectF& box = m_layout.nodes[node];
    return {m_corner + m_fit * box.topLeft(), m_fit * box.size()};
}

void WalkSlide::paint(QPainter& painter, const Theme& theme, std::size_t step, ObjectId focused) const {
    const DetectionPicture picture = pictureAt(*m_walk, step);
    paintWords(painter, theme, step);
    paintCode(painter, theme, m_walk->steps[step].line);
    if (!m_stack.isEmpty()) paintStack(painter, theme, picture.stack);
    if (!m_legend.isEmpty())
        MarkLegend(m_walk->view, font(0.85), m_legend.width()).paint(painter, theme, m_legend.topLeft());
    painter.save();
    painter.translate(m_corner);
    painter.scale(m_fit, m_fit);
    WalkPainter(painter, theme, m_walk->view, m_graph, m_layout, picture, focused).paint();
    painter.restore();
}

void WalkSlide::paintWords(QPainter& painter, const Theme& theme, std::size_t step) const {
    painter.setPen(theme.text);
    const QString sentence = words(m_walk->steps[step].sentence);
    painter.setFont(fittingSentenceFont(sentence));
    painter.drawText(m_sentence, Qt::TextWordWrap, sentence);
    if (m_kind == Kind::Panel) return;
    painter.setFont(font(1, QFont::DemiBold));
    painter.setPen(theme.accent);
    painter.drawText(m_head, Qt::AlignLeft | Qt::AlignTop, m_title);
    painter.setFont(font());
    painter.setPen(theme.textMuted);
    painter.drawText(m_head, Qt::AlignRight | Qt::AlignTop, viewName(m_walk->view));
    const QRectF foot(0, m_size.height() - 1.35 * lineHeight(), m_size.width() - m_head.left(), lineHeight());
    painter.drawText(foot, Qt::AlignRight | Qt::AlignVCenter,
                     QStringLiteral("%1 / %2").arg(step + 1).arg(m_walk->steps.size()));
}

void WalkSlide::paintCode(QPainter& painter, const Theme& theme, int line) const {
    for (std::size_t i = 0; i < m_codeLines.size(); ++i) {
        const QRectF& box = m_codeLines[i];
        const bool isPresent = static_cast<int>(i) == line;
        if (isPresent) {
            const double high = lineHeight();
            const QRectF band(m_code.left(), box.top(), m_code.width(), box.height());
            painter.fillRect(band, blended(theme.background, theme.accent, 0.18));
            drawGlyph(painter, Glyph::Play, {band.left(), box.top() + high * 0.1, high, high}, theme.accent);
        }
        painter.setFont(font());
        painter.setPen(isPresent ? theme.text : theme.textMuted);
        painter.drawText(box.adjusted(4, lineHeight() * 0.1, 0, 0), Qt::TextWordWrap,
                         codeText(m_walk->pseudoCode[i]));
    }
}

// The newest on top; what does not fit below is counted.
void WalkSlide::paintStack(QPainter& painter, const Theme& theme, const std::vector<ObjectId>& stack) const {
    const double high = lineHeight() * 1.15;
    painter.setFont(font(1, QFont::DemiBold));
    painter.setPen(theme.text);
    painter.drawText(m_stack, Qt::AlignTop,
                     QCoreApplication::translate("lockstep::ui::Detection", "The path so far"));
    const int rows = std::max(1, static_cast<int>((m_stack.height() - lineHeight() * 1.2) / high));
    const int count = static_cast<int>(stack.size());
    const int shown = count <= rows ? count : rows - 1;
    QRectF row(m_stack.left(), m_stack.top() + lineHeight() * 1.2, m_stack.width(), high);
    painter.setFont(font());
    for (int i = count - 1; i >= count - shown; --i, row.translate(0, high)) {
        const QRectF box = row.adjusted(1, 1, -1, -1);
        paintMarked(painter, markLook(theme, Mark::OnStack), box, 2, m_scale);
        painter.setPen(theme.text);
        painter.drawText(
            box.adjusted(6, 0, -4, 0), Qt::AlignVCenter,
            QStringLiteral("%1  %2").arg(i + 1).arg(m_names.at(stack[static_cast<std::size_t>(i)])));
    }
    if (shown == count) return;
    painter.setPen(theme.textMuted);
    painter.drawText(
        row, Qt::AlignVCenter,
        QCoreApplication::translate("lockstep::ui::Detection", "and %n more below", nullptr, count - shown));
}

} // namespace lockstep::ui
