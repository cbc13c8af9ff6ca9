// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinepainter.h"

#include "core/analysis/sentences.h"
#include "ui/model/words.h"
#include "ui/timeline/timeruler.h"

#include <QFontMetrics>

#include <algorithm>
#include <cmath>

namespace lockstep::ui {

namespace {

constexpr int kIndent = 12;
constexpr int kBadge = 16;
constexpr int kMargin = 8;

bool isParkedSpan(const SpanBox& box) {
    return box.lane.kind == LaneKind::Thread && isParked(static_cast<ThreadState>(box.state));
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
    const int names = namesWidth(m_trace, scene.layout, font, area.width());
    m_plot = area.adjusted(names, kRulerHeight, 0, 0);
}

int TimelinePainter::namesWidth(const Trace& trace, const TimelineLayout& layout, const QFont& font,
                                int areaWidth) {
    const QFontMetrics metrics(font);
    int widest = 80;
    for (const Lane& lane : layout.lanes())
        widest =
            std::max(widest, metrics.horizontalAdvance(laneName(trace, lane.key)) + lane.depth * kIndent);
    return std::min({widest + kBadge + 3 * kMargin, 220, std::max(96, areaWidth / 4)});
}

QRect TimelinePainter::laneRect(const Lane& lane) const {
    return {m_plot.left(), m_plot.top() + lane.top - m_scene.scroll, m_plot.width(), lane.height};
}

void TimelinePainter::paint(QPainter& painter) {
    painter.setFont(m_font);
    painter.fillRect(m_area, m_theme.background);
    painter.save();
    painter.setClipRect(m_area);
    paintLanes(painter);
    painter.setClipRect(m_plot);
    painter.setRenderHint(QPainter::Antialiasing);
    paintSelection(painter);
    paintLit(painter);
    paintArrows(painter);
    paintDeadlocks(painter);
    painter.setClipRect(m_area);
    paintMarks(painter);
    painter.setRenderHint(QPainter::Antialiasing, false);
    paintNames(painter);
    painter.fillRect(QRect(m_area.left(), m_area.top(), m_area.width(), kRulerHeight), m_theme.background);
    paintRuler(painter, ruler(), m_scene.range, m_theme);
    painter.setPen(m_theme.grid);
    painter.drawLine(m_area.left(), m_plot.top() - 1, m_area.right(), m_plot.top() - 1);
    if (m_scene.showsCursor) paintCursor(painter);
    painter.restore();
}

void TimelinePainter::paintLanes(QPainter& painter) {
    const QSize size = m_plot.size() * m_ratio;
    if (size.isEmpty()) return;
    QImage image(size, QImage::Format_RGB32);
    image.fill(m_theme.background);
    const PixelColumns columns(m_scene.range, image.width());
    LaneRaster raster(image, m_theme, m_ratio);
    for (const Lane& lane : m_scene.layout.lanes()) {
        const QRect rect = laneRect(lane);
        if (!isVisible(rect)) continue;
        const int top = static_cast<int>(std::lround((rect.top() - m_plot.top()) * m_ratio));
        const int height = static_cast<int>(std::lround(rect.height() * m_ratio));
        if (lane.key.kind == LaneKind::Thread)
            raster.drawThread(m_trace.thread(lane.key.thread()), columns, m_trace.end(), top, height);
        else if (lane.key.kind == LaneKind::Lock)
            raster.drawLock(m_trace.object(lane.key.lock()), columns, m_trace.end(), top, height);
        else
            raster.drawCpu(m_trace, lane.key.index, columns, top, height);
    }
    image.setDevicePixelRatio(m_ratio);
    painter.drawImage(m_plot.topLeft(), image);
    painter.setClipRect(m_plot);
    paintTimeGrid(painter, m_plot, m_scene.range, m_theme);
    paintSpanWords(painter, raster.boxes());
}

void TimelinePainter::paintSpanWords(QPainter& painter, const std::vector<SpanBox>& boxes) {
    for (const SpanBox& box : boxes) {
        const QRectF rect(m_plot.left() + box.rect.left() / m_ratio, m_plot.top() + box.rect.top() / m_ratio,
                          box.rect.width() / m_ratio, box.rect.height() / m_ratio);
        paintSpanWord(painter, box, rect);
    }
}

// As much as fits: a glyph, then the short word, then the whole sentence.
void TimelinePainter::paintSpanWord(QPainter& painter, const SpanBox& box, const QRectF& rect) {
    const bool isThread = box.lane.kind == LaneKind::Thread;
    const bool isLock = box.lane.kind == LaneKind::Lock;
    const auto state = static_cast<ThreadState>(box.state);
    const StateLook& look = isThread ? m_theme.look(state)
                            : isLock ? m_theme.look(static_cast<LockState>(box.state))
                                     : m_theme.look(ThreadState::Running);
    if (!isThread && box.state == 0) return; // free lock, idle CPU
    QRectF room = rect.adjusted(3, 0, -3, 0);
    if (isThread && rect.height() >= 14 && room.width() >= 12) {
        const QRectF place(room.left(), rect.center().y() - 6, 12, 12);
        drawGlyph(painter, look.icon, place, look.text);
        room.setLeft(place.right() + 4);
    }
    const QFontMetricsF metrics(m_font);
    if (rect.height() < metrics.ascent() || room.width() < 16) return;
    const Track& changes = changesOf(m_trace, box.lane);
    QStringList choices;
    if (isParkedSpan(box)) {
        choices << words(spanSentence(m_trace, box.lane.thread(), box.change));
        const auto object = changes[box.change].lane().subjectAs<ObjectId>();
        if (object.isValid()) choices << words(m_trace.object(object).info.name);
    } else if (isThread) {
        choices << words(name(state));
    } else if (isLock) {
        const auto holder = changes[box.change].lane().subjectAs<ThreadId>();
        if (holder.isValid()) choices << words(threadName(m_trace, holder));
    } else {
        choices << words(
            threadName(m_trace, ThreadId{static_cast<std::uint32_t>(changes[box.change].value)}));
    }
    for (const QString& words : choices) {
        if (metrics.horizontalAdvance(words) > room.width()) continue;
        painter.setPen(look.text);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, words);
        return;
    }
}

void TimelinePainter::paintNames(QPainter& painter) {
    const QRect column(m_area.left(), m_plot.top(), m_plot.left() - m_area.left(), m_plot.height());
    painter.fillRect(column, m_theme.background);
    painter.save();
    painter.setClipRect(column);
    for (std::size_t i = 0; i < m_scene.layout.lanes().size(); ++i)
        paintName(painter, m_scene.layout.lanes()[i], m_scene.selectedLane == i);
    painter.restore();
    painter.setPen(m_theme.grid);
    painter.drawLine(m_plot.left() - 1, m_area.top(), m_plot.left() - 1, m_area.bottom());
}

void TimelinePainter::paintName(QPainter& painter, const Lane& lane, bool isSelected) {
    const QRect rect = laneRect(lane);
    if (!isVisible(rect)) return;
    const QRect column(m_area.left(), rect.top(), m_plot.left() - m_area.left() - 1, rect.height());
    if (isSelected) painter.fillRect(column, m_theme.laneAlternate);
    const bool isLit = lane.key.lock().isValid() && lane.key.lock() == m_scene.hovered;
    QFont font = m_font;
    font.setBold(isLit || isSelected);
    painter.setFont(font);
    const int left = column.left() + kMargin + lane.depth * kIndent;
    const QRect room(left, column.top(), column.right() - left - kBadge - kMargin, column.height());
    painter.setPen(isLit ? m_theme.accent : m_theme.text);
    const QString name =
        painter.fontMetrics().elidedText(laneName(m_trace, lane.key), Qt::ElideMiddle, room.width());
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, name);
    painter.setFont(m_font);
    if (isSelected) painter.fillRect(column.left(), column.top(), 3, column.height(), m_theme.accent);
    paintBadge(painter, lane,
               QRectF(column.right() - kBadge - 2, column.center().y() - kBadge / 2.0 + 0.5, kBadge, kBadge));
}

// The state at the cursor, as a small square.
void TimelinePainter::paintBadge(QPainter& painter, const Lane& lane, const QRectF& where) {
    if (!m_scene.showsCursor || lane.height < 12) return;
    if (lane.key.kind == LaneKind::Cpu)
        return drawGlyph(painter, Glyph::Cpu, where.adjusted(1, 1, -1, -1), m_theme.textMuted);
    const Track& changes = changesOf(m_trace, lane.key);
    const auto index = m_scene.cursor.event ? changes.indexAt(*m_scene.cursor.event) : std::nullopt;
    if (!index) return;
    const std::uint8_t state = changes[*index].lane().state;
    if (lane.key.kind == LaneKind::Lock) {
        if (state == 0) return;
        return drawGlyph(painter, Glyph::Lock, where.adjusted(1, 1, -1, -1), m_theme.text);
    }
    const StateLook& look = m_theme.look(static_cast<ThreadState>(state));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(look.isOutlined || look.isHollow ? QPen(look.outline, 1) : QPen(Qt::NoPen));
    painter.setBrush(look.isHollow ? QBrush(Qt::NoBrush) : QBrush(look.fill));
    painter.drawRoundedRect(where.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    drawGlyph(painter, look.icon, where.adjusted(3, 3, -3, -3), look.text);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

// The lock under the mouse: its lane, and every span of a thread that waits for it.
void TimelinePainter::paintLit(QPainter& painter) {
    if (!m_scene.hovered.isValid()) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.accent, 2));
    if (const Lane* lane = m_scene.layout.lane(m_scene.hovered))
        painter.drawRect(QRectF(laneRect(*lane)).adjusted(1, -1, -1, 1));
}

void TimelinePainter::paintArrows(QPainter& painter) {
    const auto most = static_cast<std::size_t>(std::max(8, m_plot.width() / 12));
    const auto arrows =
        visibleArrows(m_trace, m_scene.range, m_scene.arrows, m_scene.selectedThread, m_scene.hovered, most);
    const TimeCoordinates at = coordinates();
    for (const Arrow& arrow : arrows) {
        const Lane* from = m_scene.layout.lane(arrow.from);
        const Lane* to = m_scene.layout.lane(arrow.to);
        if (!from || !to) continue;
        paintArrow(painter, {at.x(arrow.fromTime), laneRect(*from).center().y() + 0.5},
                   {at.x(arrow.toTime), laneRect(*to).center().y() + 0.5}, arrow, m_theme);
    }
}

void TimelinePainter::paintDeadlocks(QPainter& painter) {
    for (const Finding& finding : m_scene.deadlocks)
        for (ThreadId thread : finding.threads)
            if (const Lane* lane = m_scene.layout.lane(thread))
                paintDeadlock(painter, *lane, m_trace.event(finding.since).time);
}

void TimelinePainter::paintDeadlock(QPainter& painter, const Lane& lane, Timestamp since) {
    const auto change = changeAt(m_trace, lane.key, since);
    if (!change) return;
    const TimeRange time = changesOf(m_trace, lane.key).rangeOf(*change, m_trace.end());
    const TimeCoordinates at = coordinates();
    constexpr double kLeast = 8; // seen at every zoom
    const double left = std::max(at.x(time.begin), m_plot.left() - 4.0);
    const double right = std::min(std::max(at.x(time.end), at.x(time.begin) + kLeast), m_plot.right() + 4.0);
    if (right <= m_plot.left() || left >= m_plot.right()) return;
    const QRectF box =
        QRectF(left, laneRect(lane).top(), right - left, lane.height).adjusted(1, -1.5, -1, 1.5);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.deadlock, 3));
    painter.drawRect(box);
    const QString text = QObject::tr("deadlock");
    const QFontMetricsF metrics(m_font);
    const double width = metrics.horizontalAdvance(text) + 26;
    const bool hasWords = box.width() > width + 60 && box.height() >= 16;
    if (box.width() < 18 || box.height() < 12) return;
    const QRectF flag(box.right() - (hasWords ? width : 18), box.top(), hasWords ? width : 18, box.height());
    painter.fillRect(flag, m_theme.deadlock);
    drawGlyph(painter, Glyph::Deadlock, QRectF(flag.left() + 3, flag.center().y() - 6, 12, 12),
              m_theme.background);
    if (!hasWords) return;
    painter.setPen(m_theme.background);
    painter.drawText(flag.adjusted(19, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
}

void TimelinePainter::paintMarks(QPainter& painter) {
    const EventList& marks = m_trace.marks();
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const Event& event = m_trace.event(marks[i]);
        if (event.time >= m_scene.range.begin && event.time <= m_scene.range.end) paintMark(painter, event);
    }
}

void TimelinePainter::paintMark(QPainter& painter, const Event& event) {
    const double x = std::round(coordinates().x(event.time)) + 0.5;
    if (event.kind == EventKind::Lost) {
        const Lane* lane = m_scene.layout.lane(event.thread);
        if (!lane) return;
        const QRect rect = laneRect(*lane);
        painter.setPen(QPen(m_theme.loss, 2));
        painter.setBrush(m_theme.background);
        QPolygonF torn;
        for (int i = 0; i <= 4; ++i)
            torn << QPointF(x + (i % 2 ? 3 : -3), rect.top() + rect.height() * i / 4.0);
        painter.drawPolyline(torn);
        painter.drawText(QPointF(x + 5, rect.bottom() - 3), "? " + numberText(event.value));
        return;
    }
    painter.setPen(
        QPen(event.kind == EventKind::Failure ? m_theme.loss : m_theme.textMuted, 1, Qt::DashLine));
    painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
}

void TimelinePainter::paintSelection(QPainter& painter) {
    if (!m_scene.selection) return;
    const TimeCoordinates at = coordinates();
    const QRectF box(at.x(m_scene.selection->begin), m_plot.top(), at.pixels(m_scene.selection->length()),
                     m_plot.height());
    QColor fill = m_theme.selection;
    fill.setAlphaF(0.25F);
    painter.fillRect(box, fill);
    painter.setPen(QPen(m_theme.selection, 1));
    painter.drawLine(box.topLeft(), box.bottomLeft());
    painter.drawLine(box.topRight(), box.bottomRight());
    const QString text = timeText(m_scene.selection->length());
    const double width = QFontMetricsF(m_font).horizontalAdvance(text) + 12;
    const QRectF tag(
        std::clamp(box.center().x() - width / 2, double(m_plot.left()), double(m_plot.right()) - width),
        m_plot.bottom() - 22, width, 18);
    painter.fillRect(tag, m_theme.background);
    painter.setPen(m_theme.text);
    painter.drawText(tag, Qt::AlignCenter, text);
}

void TimelinePainter::paintCursor(QPainter& painter) {
    const double x = std::round(coordinates().x(m_scene.cursor.time)) + 0.5;
    if (x < m_plot.left() || x > m_plot.right() + 1) return;
    painter.setPen(QPen(m_theme.cursor, 1));
    painter.drawLine(QPointF(x, m_area.top()), QPointF(x, m_area.bottom()));
    const QString text = timeText(m_scene.cursor.time);
    const double width = painter.fontMetrics().horizontalAdvance(text) + 10;
    const double left = std::clamp(x - width / 2, double(m_plot.left()),
                                   std::max(double(m_plot.left()), m_plot.right() - width));
    const QRectF tag(left, m_area.top() + 2, width, kRulerHeight - 6);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.cursor);
    painter.drawRoundedRect(tag, 4, 4);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(m_theme.background);
    painter.drawText(tag, Qt::AlignCenter, text);
}

} // namespace lockstep::ui
