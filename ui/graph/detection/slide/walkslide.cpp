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

QString say(const char* text) {
    return QCoreApplication::translate("lockstep::ui::Detection", text);
}

} // namespace

WalkSlide::WalkSlide(const Trace& trace, std::shared_ptr<const DetectionWalk> walk, Kind kind, QSizeF size,
                     const QFont& base, QString title)
    : m_walk(std::move(walk))
    , m_size(size)
    , m_title(std::move(title))
    , m_graph(WalkGraph::of(trace, *m_walk)) {
    for (const DetectionStep& step : m_walk->steps)
        for (ObjectId id : step.pushes) m_names.try_emplace(id, words(trace.object(id).info.name));
    m_boxes = boxesFor(size, base, kind == Kind::Page);
    layOutGraph();
}

SlideBoxes WalkSlide::boxesFor(QSizeF size, const QFont& base, bool isPage) const {
    SlideContent content{
        .walk = *m_walk, .base = base, .isPage = isPage, .hasPath = !m_names.empty(), .widestName = {}};
    for (const auto& [id, name] : m_names)
        if (name.size() > content.widestName.size()) content.widestName = name;
    return SlideBoxes::of(content, size);
}

QFont WalkSlide::fittingSentenceFont(const QString& sentence) const {
    const QRectF& box = m_boxes.sentence;
    const auto font = [&](double factor) { return m_boxes.type.font(factor, QFont::DemiBold); };
    for (double factor : {1.3, 1.15, 1.0, 0.9, 0.8, 0.7, 0.6})
        if (wrappedHeight(sentence, font(factor), box.width()) <= box.height() + 1) return font(factor);
    return font(0.5);
}

void WalkSlide::layOutGraph() {
    const QRectF& space = m_boxes.picture;
    m_layout =
        GraphLayout::of(m_graph.model, space.size(), m_boxes.type.font(0.95), GraphLayout::Legend::Never);
    m_fit = std::min({1.0, space.width() / m_layout.size.width(), space.height() / m_layout.size.height()});
    m_corner = space.center() - m_fit * QPointF(m_layout.size.width(), m_layout.size.height()) / 2;
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
    if (m_boxes.codeLines.empty())
        paintPresentLine(painter, theme, m_walk->steps[step].line);
    else
        paintCode(painter, theme, m_walk->steps[step].line);
    if (m_boxes.isPathRow)
        paintPathRow(painter, theme, picture.stack);
    else if (!m_boxes.path.isNull())
        paintPath(painter, theme, picture.stack);
    const QRectF& legend = m_boxes.legend;
    if (!legend.isNull())
        MarkLegend(m_walk->view, m_boxes.type.font(0.85), legend.width())
            .paint(painter, theme, legend.topLeft());
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
    painter.drawText(m_boxes.sentence, Qt::TextWordWrap, sentence);
    const QRectF& head = m_boxes.head;
    if (head.isNull()) return;
    painter.setFont(m_boxes.type.font(1, QFont::DemiBold));
    painter.setPen(theme.accent);
    painter.drawText(head, Qt::AlignLeft | Qt::AlignTop, m_title);
    painter.setFont(m_boxes.type.font());
    painter.setPen(theme.textMuted);
    painter.drawText(head, Qt::AlignRight | Qt::AlignTop, viewName(m_walk->view));
    const QRectF foot(0, m_size.height() - 1.35 * lineHeight(), m_size.width() - head.left(), lineHeight());
    painter.drawText(foot, Qt::AlignRight | Qt::AlignVCenter,
                     QStringLiteral("%1 / %2").arg(step + 1).arg(m_walk->steps.size()));
}

void WalkSlide::paintCode(QPainter& painter, const Theme& theme, int line) const {
    painter.setFont(m_boxes.type.font());
    for (std::size_t i = 0; i < m_boxes.codeLines.size(); ++i) {
        const QRectF& box = m_boxes.codeLines[i];
        const bool isPresent = static_cast<int>(i) == line;
        const QRectF band(m_boxes.code.left(), box.top(), m_boxes.code.width(), box.height());
        if (isPresent) paintBand(painter, theme, band);
        painter.setPen(isPresent ? theme.text : theme.textMuted);
        const QString text = codeText(m_walk->pseudoCode[i]);
        const double spare = box.height() - wrappedHeight(text, painter.font(), box.width() - 4);
        painter.drawText(box.adjusted(4, std::max(0.0, spare / 2), 0, 0), Qt::TextWordWrap, text);
    }
}

void WalkSlide::paintBand(QPainter& painter, const Theme& theme, const QRectF& band) const {
    const double high = lineHeight();
    painter.fillRect(band, blended(theme.background, theme.accent, 0.18));
    drawGlyph(painter, Glyph::Play, {band.left(), band.top() + high * 0.1, high, high}, theme.accent);
}

void WalkSlide::paintPresentLine(QPainter& painter, const Theme& theme, int line) const {
    if (line < 0 || line >= std::ssize(m_walk->pseudoCode)) return;
    paintBand(painter, theme, m_boxes.code);
    painter.setFont(m_boxes.type.font());
    painter.setPen(theme.text);
    const QRectF box = m_boxes.code.adjusted(lineHeight() + 4, 0, -4, 0);
    const QString text = codeText(m_walk->pseudoCode[static_cast<std::size_t>(line)]);
    painter.drawText(box, Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, box.width()));
}

QString WalkSlide::pathWords(const std::vector<ObjectId>& path, int place) const {
    return QStringLiteral("%1  %2").arg(place + 1).arg(m_names.at(path[static_cast<std::size_t>(place)]));
}

void WalkSlide::paintPathCard(QPainter& painter, const Theme& theme, const QRectF& row,
                              const QString& words) const {
    const QRectF box = row.adjusted(1, 1, -1, -1);
    paintMarked(painter, markLook(theme, Mark::OnStack), box, 2, m_boxes.type.scale);
    painter.setPen(theme.text);
    painter.drawText(box.adjusted(6, 0, -4, 0), Qt::AlignVCenter, words);
}

// The newest on top; what does not fit below is counted.
void WalkSlide::paintPath(QPainter& painter, const Theme& theme, const std::vector<ObjectId>& path) const {
    const double high = lineHeight() * 1.15;
    const double head = lineHeight() * 1.2;
    const QRectF& space = m_boxes.path;
    painter.setFont(m_boxes.type.font(1, QFont::DemiBold));
    painter.setPen(theme.text);
    painter.drawText(space, Qt::AlignTop, say("The path so far"));
    const int rows = std::max(1, static_cast<int>((space.height() - head) / high));
    const int count = static_cast<int>(path.size());
    const int shown = count <= rows ? count : rows - 1;
    QRectF row(space.left(), space.top() + head, space.width(), high);
    painter.setFont(m_boxes.type.font());
    for (int i = count - 1; i >= count - shown; --i, row.translate(0, high))
        paintPathCard(painter, theme, row, pathWords(path, i));
    if (shown == count) return;
    painter.setPen(theme.textMuted);
    painter.drawText(
        row, Qt::AlignVCenter,
        QCoreApplication::translate("lockstep::ui::Detection", "and %n more below", nullptr, count - shown));
}

// The newest at the right end; where there are too many, the oldest give way.
void WalkSlide::paintPathRow(QPainter& painter, const Theme& theme, const std::vector<ObjectId>& path) const {
    const QRectF& space = m_boxes.path;
    painter.setFont(m_boxes.type.font());
    painter.setPen(theme.textMuted);
    const QString head = path.empty() ? say("The path is empty.") : say("Path:");
    painter.drawText(space, Qt::AlignVCenter, head);
    const QFontMetricsF metrics(painter.font());
    const double step = lineHeight() * 0.5;
    double left = space.left() + metrics.horizontalAdvance(head) + step;
    const auto widthOf = [&](int i) { return metrics.horizontalAdvance(pathWords(path, i)) + 14; };
    int first = static_cast<int>(path.size());
    for (double room = space.right() - left; first > 0 && widthOf(first - 1) <= room; --first)
        room -= widthOf(first - 1) + step;
    for (int i = first; i < std::ssize(path); ++i) {
        paintPathCard(painter, theme, {left, space.top(), widthOf(i), space.height()}, pathWords(path, i));
        left += widthOf(i) + step;
    }
}

} // namespace lockstep::ui
