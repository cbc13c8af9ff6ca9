// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinepainter.h"

#include "ui/model/words.h"
#include "ui/timeline/overlay/timeruler.h"

#include <QCoreApplication>
#include <QFontMetrics>

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {

constexpr int kIndent = 14;
constexpr int kBadge = 18;
constexpr int kIcon = 18; // with the gap behind it
constexpr int kMargin = 8;

int indentOf(const Lane& lane) {
    return std::min(lane.depth, 6) * kIndent; // a long chain of spawns must not push the names out of sight
}

} // namespace

TimelinePainter::TimelinePainter(const TimelineScene& scene, const QRect& area, const QFont& font,
                                 double devicePixelRatio)
    : m_scene(scene)
    , m_trace(*scene.trace)
    , m_theme(*scene.theme)
    , m_area(area)
    , m_font(font)
    , m_ratio(devicePixelRatio) {
    const int names =
        scene.namesWidth > 0 ? scene.namesWidth : namesWidth(m_trace, scene.layout, font, area.width());
    m_plot = area.adjusted(names, kRulerHeight, 0, 0);
}

int TimelinePainter::namesWidth(const Trace& trace, const TimelineLayout& layout, const QFont& font,
                                int areaWidth) {
    QFont bold = font;
    bold.setBold(true);
    const QFontMetrics metrics(bold);
    const int most = std::min(240, std::max(110, areaWidth * 3 / 10));
    int widest = 80;
    for (const Lane& lane : layout.lanes()) {
        if (widest >= most) break;
        const int before = lane.key.kind == LaneKind::Thread ? indentOf(lane) : kIcon;
        widest = std::max(widest, metrics.horizontalAdvance(laneName(trace, lane.key)) + before);
    }
    return std::min(widest + kBadge + 3 * kMargin, most);
}

QRect TimelinePainter::laneRect(const Lane& lane) const {
    return {m_plot.left(), m_plot.top() + lane.top - m_scene.scroll, m_plot.width(), lane.height};
}

void TimelinePainter::paint(QPainter& painter, LanesPicture& lanes) {
    painter.setFont(m_font);
    painter.save();
    painter.setClipRect(m_area);
    if (m_plot.isEmpty()) {
        painter.fillRect(m_area, m_theme.background);
        return painter.restore();
    }
    lanes.paint(painter, m_plot, m_scene, m_font, m_ratio);
    painter.setClipRect(m_plot);
    painter.setRenderHint(QPainter::Antialiasing);
    paintFolds(painter);
    paintSelection(painter);
    paintMarks(painter);
    paintParting(painter);
    paintMarked(painter);
    paintAccesses(painter);
    paintCutOffs(painter);
    paintLosses(painter);
    paintLit(painter);
    paintDeadlocks(painter);
    painter.setClipRect(m_area);
    painter.setRenderHint(QPainter::Antialiasing, false);
    paintNames(painter, lanes.words());
    painter.fillRect(QRect(m_area.left(), m_area.top(), m_area.width(), kRulerHeight), m_theme.background);
    paintRuler(painter, ruler().adjusted(0, kCursorRow, 0, 0), m_scene.range, m_trace.axis(), m_theme,
               &m_scene.folds);
    paintAxisName(painter);
    paintSeparators(painter);
    paintNotes(painter);
    if (m_scene.showsCursor) paintCursor(painter);
    painter.restore();
}

// Left of the ruler: along steps its labels are bare numbers.
void TimelinePainter::paintAxisName(QPainter& painter) {
    if (m_trace.axis() == TimeAxis::Time) return;
    const QRect corner(m_area.left(), m_area.top() + kCursorRow, m_plot.left() - m_area.left() - kMargin,
                       kRulerHeight - kCursorRow - 4);
    painter.setPen(m_theme.textMuted);
    painter.drawText(corner, Qt::AlignRight | Qt::AlignVCenter,
                     QCoreApplication::translate("Timeline", "Step"));
}

// Between ruler and lanes, names and lanes, threads and locks and CPUs.
void TimelinePainter::paintSeparators(QPainter& painter) {
    painter.setPen(m_theme.grid);
    painter.drawLine(m_area.left(), m_plot.top() - 1, m_area.right(), m_plot.top() - 1);
    painter.drawLine(m_plot.left() - 1, m_area.top(), m_plot.left() - 1, m_area.bottom());
    for (const int separator : m_scene.layout.separators()) {
        const int y = m_plot.top() + separator - m_scene.scroll;
        if (y > m_plot.top()) painter.drawLine(m_area.left(), y, m_area.right(), y);
    }
}

void TimelinePainter::paintNames(QPainter& painter, SpanWords& words) {
    const QRect column(m_area.left(), m_plot.top(), m_plot.left() - m_area.left(), m_plot.height());
    painter.fillRect(column, m_theme.background);
    painter.save();
    painter.setClipRect(column);
    for (std::size_t i = 0; i < m_scene.layout.lanes().size(); ++i) {
        const Lane& lane = m_scene.layout.lanes()[i];
        if (laneRect(lane).top() > m_plot.bottom()) break;
        paintName(painter, words, lane, m_scene.selectedLane == i);
    }
    painter.restore();
}

void TimelinePainter::paintName(QPainter& painter, SpanWords& words, const Lane& lane, bool isSelected) {
    const QRect rect = laneRect(lane);
    paintDescent(painter, lane);
    if (!isVisible(rect)) return;
    const QRect column(m_area.left(), rect.top() - 2, m_plot.left() - m_area.left() - 1, rect.height() + 4);
    if (isSelected) {
        painter.fillRect(column, blended(m_theme.background, m_theme.accent, 0.12));
        painter.fillRect(column.left(), column.top(), 3, column.height(), m_theme.accent);
    }
    const bool isLit = lane.key.lock().isValid() && lane.key.lock() == m_scene.hovered;
    const QColor ink = isLit ? m_theme.accent : m_theme.text;
    int left = column.left() + kMargin + indentOf(lane);
    if (lane.key.kind != LaneKind::Thread) {
        const Glyph icon = lane.key.kind == LaneKind::Cpu ? Glyph::Cpu : Glyph::Lock;
        words.paintGlyph(painter, QPointF(left, column.center().y() - 5), icon,
                         isLit ? ink : m_theme.textMuted);
        left += kIcon;
    }
    const QRect room(left, column.top(), column.right() - left - kBadge - kMargin, column.height());
    const QString name = laneName(m_trace, lane.key);
    painter.setPen(ink);
    const bool isPlain = !isLit && !isSelected && words.phrase(name).width <= room.width();
    if (isPlain)
        painter.drawStaticText(QPointF(left, std::round(column.center().y() + 1 - words.height() / 2)),
                               words.phrase(name).text);
    else
        paintLongName(painter, room, name, isLit || isSelected);
    paintBadge(painter, words, lane,
               QRectF(column.right() - kBadge - 4, column.center().y() - kBadge / 2.0 + 1, kBadge, kBadge));
}

void TimelinePainter::paintLongName(QPainter& painter, const QRect& room, const QString& name, bool isBold) {
    QFont font = m_font;
    font.setBold(isBold);
    painter.setFont(font);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(name, Qt::ElideMiddle, room.width()));
    painter.setFont(m_font);
}

// From the thread that spawned this one down to it.
void TimelinePainter::paintDescent(QPainter& painter, const Lane& lane) {
    if (lane.parent < 0) return;
    const Lane& parent = m_scene.layout.lanes()[static_cast<std::size_t>(lane.parent)];
    const int x = m_area.left() + kMargin + indentOf(parent) + 4;
    const int y = laneRect(lane).center().y();
    const int from = laneRect(parent).center().y() + 9;
    if (y < m_plot.top() || from > m_plot.bottom()) return;
    painter.setPen(blended(m_theme.background, m_theme.textMuted, 0.6));
    painter.drawLine(x, std::max(from, m_plot.top()), x, y);
    painter.drawLine(x, y, x + kIndent - 7, y);
}

// The state at the cursor, as a small square.
void TimelinePainter::paintBadge(QPainter& painter, SpanWords& words, const Lane& lane, const QRectF& where) {
    if (!m_scene.showsCursor || lane.height < 14 || lane.key.kind == LaneKind::Cpu) return;
    const Track& changes = changesOf(m_trace, lane.key);
    const auto index = m_scene.cursor.event ? changes.indexAt(*m_scene.cursor.event) : std::nullopt;
    if (!index) return;
    const std::uint8_t state = changes[*index].lane().state;
    const bool isThread = lane.key.kind == LaneKind::Thread;
    if (!isThread && state == 0) return; // free
    const StateLook& look = isThread ? m_theme.look(static_cast<ThreadState>(state))
                                     : m_theme.look(static_cast<LockState>(state));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(look.isOutlined || look.isHollow ? QPen(look.outline, 1) : QPen(Qt::NoPen));
    painter.setBrush(look.isHollow ? QBrush(Qt::NoBrush) : QBrush(look.fill));
    painter.drawRoundedRect(where.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    words.paintGlyph(painter, where.topLeft() + QPointF(3, 3), look.icon, look.text);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

QRectF TimelinePainter::cursorTag() const {
    const double x = std::round(coordinates().x(m_scene.cursor.time)) + 0.5;
    if (x < m_plot.left() || x > m_plot.right() + 2) return {}; // the end of the range is in it
    const double width =
        QFontMetricsF(m_font).horizontalAdvance(momentWords(m_trace.axis(), m_scene.cursor.time)) + 12;
    const double most = std::max<double>(m_plot.left(), m_plot.right() + 1 - width);
    return {std::clamp(x - width / 2, double(m_plot.left()), most), m_area.top() + 0.5, width, kCursorRow};
}

void TimelinePainter::paintCursor(QPainter& painter) {
    const QRectF tag = cursorTag();
    if (tag.isNull()) return;
    const double x = std::min(std::round(coordinates().x(m_scene.cursor.time)), double(m_plot.right())) + 0.5;
    painter.setPen(QPen(m_theme.background, 3)); // a rim, for dark spans
    painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_area.bottom()));
    painter.setPen(QPen(m_theme.cursor, 1));
    painter.drawLine(QPointF(x, tag.bottom()), QPointF(x, m_area.bottom()));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.cursor);
    painter.drawRoundedRect(tag, 4, 4);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(m_theme.background);
    painter.drawText(tag, Qt::AlignCenter, momentWords(m_trace.axis(), m_scene.cursor.time));
}

} // namespace lockstep::ui
