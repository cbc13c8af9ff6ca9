// SPDX-License-Identifier: GPL-3.0-or-later
// TimelinePainter's upper layers: what is drawn over the lanes.
#include "ui/timeline/timelinepainter.h"

#include "ui/model/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>

namespace lockstep::ui {

namespace {

constexpr double kLeastFrame = 10; // a deadlock is seen at every zoom
constexpr double kLossMerge = 64;  // losses nearer than this share their count
constexpr std::size_t kMostTotals = 6;
constexpr int kMostLit = 4000; // spans looked at in one lane

QString tr(const char* text) {
    return QCoreApplication::translate("Timeline", text);
}

QString markText(const Event& event) {
    switch (event.kind) {
    case EventKind::Pause: return tr("paused");
    case EventKind::Resume: return tr("resumed");
    case EventKind::Stop: return tr("end of the run");
    case EventKind::Failure: return tr("failed");
    case EventKind::KernelLost: return tr("kernel lost %1").arg(numberText(event.value));
    default: return {};
    }
}

} // namespace

void TimelinePainter::paintTag(QPainter& painter, const QRectF& where, const QString& text,
                               const QColor& fill, const QColor& ink) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(where, 3, 3);
    painter.setPen(ink);
    painter.drawText(where, Qt::AlignCenter | Qt::TextSingleLine, text);
}

// --- the object under the mouse -------------------------------------------------------------------------

void TimelinePainter::paintLit(QPainter& painter) {
    if (!m_scene.hovered.isValid()) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.accent, 2));
    if (const Lane* lane = m_scene.layout.lane(m_scene.hovered)) {
        painter.drawRect(QRectF(laneRect(*lane)).adjusted(1, -2, -1, 2));
        paintHolds(painter, m_scene.hovered);
    }
    for (const Lane& lane : m_scene.layout.lanes())
        if (lane.key.kind == LaneKind::Thread && isVisible(laneRect(lane)))
            paintWaits(painter, lane, m_scene.hovered);
}

// Under the lane of each thread that holds the lock, for as long as it does.
void TimelinePainter::paintHolds(QPainter& painter, ObjectId lock) {
    const Track& holds = changesOf(m_trace, {LaneKind::Lock, lock.value});
    const TimeCoordinates at = coordinates();
    std::size_t i = holds.indexAt(m_scene.range.begin).value_or(0);
    for (int looks = 0; i < holds.size() && holds[i].time < m_scene.range.end && looks < kMostLit;
         ++i, ++looks) {
        const Lane* lane = m_scene.layout.lane(holds[i].lane().subjectAs<ThreadId>());
        if (!lane) continue;
        const TimeRange time = holds.rangeOf(i, m_trace.end());
        const double width = std::max(1.0, at.pixels(time.length()));
        painter.fillRect(QRectF(at.x(time.begin), laneRect(*lane).bottom() + 1, width, 3), m_theme.accent);
    }
}

void TimelinePainter::paintWaits(QPainter& painter, const Lane& lane, ObjectId object) {
    const Track& changes = changesOf(m_trace, lane.key);
    const TimeCoordinates at = coordinates();
    std::size_t i = changes.indexAt(m_scene.range.begin).value_or(0);
    for (int looks = 0; i < changes.size() && changes[i].time < m_scene.range.end && looks < kMostLit;
         ++i, ++looks) {
        if (changes[i].lane().subjectAs<ObjectId>() != object) continue;
        const TimeRange time = changes.rangeOf(i, m_trace.end());
        const double width = std::max(3.0, at.pixels(time.length()));
        painter.drawRect(
            QRectF(at.x(time.begin), laneRect(lane).top(), width, lane.height).adjusted(1, 0, -1, 0));
    }
}

void TimelinePainter::paintArrows(QPainter& painter) {
    constexpr double kInset = 4; // an arrow begins and ends a little inside its lanes
    const auto most = static_cast<std::size_t>(std::max(8, m_plot.width() / 16));
    const auto arrows =
        visibleArrows(m_trace, m_scene.range, m_scene.arrows, m_scene.selectedThread, m_scene.hovered, most);
    const TimeCoordinates at = coordinates();
    for (const Arrow& arrow : arrows) {
        const Lane* from = m_scene.layout.lane(arrow.from);
        const Lane* to = m_scene.layout.lane(arrow.to);
        if (!from || !to || from == to) continue;
        const bool isDown = from->top < to->top;
        const QRectF begin = laneRect(*from);
        const QRectF end = laneRect(*to);
        paintArrow(painter, {at.x(arrow.fromTime), isDown ? begin.bottom() - kInset : begin.top() + kInset},
                   {at.x(arrow.toTime), isDown ? end.top() + kInset : end.bottom() - kInset}, arrow, m_theme);
    }
}

// --- deadlocks ------------------------------------------------------------------------------------------

std::optional<QRectF> TimelinePainter::deadlockFrame(ThreadId thread) const {
    const auto change = deadlockedChange(m_scene, thread);
    const Lane* lane = m_scene.layout.lane(thread);
    if (!change || !lane) return std::nullopt;
    const TimeRange time = changesOf(m_trace, lane->key).rangeOf(*change, m_trace.end());
    const TimeCoordinates at = coordinates();
    const double begin = at.x(time.begin);
    const double left = std::max(begin, m_plot.left() - 6.0);
    const double right = std::min(std::max(at.x(time.end), begin + kLeastFrame), m_plot.right() + 7.0);
    if (right <= m_plot.left() || left >= m_plot.right()) return std::nullopt;
    return QRectF(left, laneRect(*lane).top(), right - left, lane->height);
}

void TimelinePainter::paintDeadlocks(QPainter& painter) {
    for (const Finding& finding : m_scene.deadlocks)
        for (const ThreadId thread : finding.threads) {
            const Lane* lane = m_scene.layout.lane(thread);
            if (!lane || !isVisible(laneRect(*lane))) continue;
            if (const auto frame = deadlockFrame(thread))
                paintDeadlock(painter, *frame);
            else
                paintDeadlockBeyond(painter, *lane);
        }
}

// A thick frame, set off from the span by a hairline, and a flag at its left end.
void TimelinePainter::paintDeadlock(QPainter& painter, const QRectF& frame) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.background, 1));
    painter.drawRect(frame.adjusted(2.5, 2.5, -2.5, -2.5));
    painter.setPen(QPen(m_theme.deadlock, 3, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(frame.adjusted(0.5, 0.5, -0.5, -0.5));
    const double seen = std::max(frame.left(), double(m_plot.left()));
    const double width = deadlockFlagWidth(frame.right() - seen, m_font);
    if (width == 0 || frame.height() < 12) return;
    const QRectF flag(seen, frame.top(), width, frame.height());
    painter.fillRect(flag, m_theme.deadlock);
    drawGlyph(painter, Glyph::Deadlock, QRectF(flag.left() + 4, flag.center().y() - 6, 12, 12),
              m_theme.background);
    if (width < 20) return;
    painter.setPen(m_theme.background);
    painter.drawText(flag.adjusted(20, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, tr("deadlock"));
}

// Out of view to the left or right: an arrowhead at that edge.
void TimelinePainter::paintDeadlockBeyond(QPainter& painter, const Lane& lane) {
    const auto change = deadlockedChange(m_scene, lane.key.thread());
    if (!change) return;
    const bool isLater = changesOf(m_trace, lane.key)[*change].time >= m_scene.range.end;
    const QRectF rect = laneRect(lane);
    const double edge = isLater ? rect.right() : rect.left();
    const double inward = isLater ? -7 : 7;
    const QPointF head[] = {{edge, rect.center().y()},
                            {edge + inward, rect.center().y() - 7},
                            {edge + inward, rect.center().y() + 7}};
    painter.setPen(QPen(m_theme.background, 1));
    painter.setBrush(m_theme.deadlock);
    painter.drawPolygon(head, 3);
}

// --- marks and losses -----------------------------------------------------------------------------------

void TimelinePainter::paintMarks(QPainter& painter) {
    const EventList& marks = m_trace.marks();
    const TimeCoordinates at = coordinates();
    const double y = m_plot.bottom() - 18;
    double written = m_plot.left();
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const Event& event = m_trace.event(marks[i]);
        const QString text = markText(event);
        if (text.isEmpty() || event.time < m_scene.range.begin || event.time > m_scene.range.end) continue;
        const double x = std::round(at.x(event.time)) + 0.5;
        const QColor color = event.kind == EventKind::Failure ? m_theme.loss : m_theme.textMuted;
        painter.setPen(QPen(color, 1, Qt::DashLine));
        painter.drawLine(QPointF(x, m_plot.top()), QPointF(x, m_plot.bottom()));
        const double width = painter.fontMetrics().horizontalAdvance(text) + 10;
        const double left = std::min(x + 3, m_plot.right() - width);
        if (left < written) continue;
        paintTag(painter, {left, y, width, 16}, text, m_theme.background, color);
        written = left + width;
    }
}

void TimelinePainter::paintLosses(QPainter& painter) {
    struct Loss {
        double x = 0;
        std::int64_t count = 0;
    };
    std::map<std::uint32_t, std::vector<Loss>> losses; // by thread
    const EventList& marks = m_trace.marks();
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const Event& event = m_trace.event(marks[i]);
        if (event.kind != EventKind::Lost || !event.thread.isValid()) continue;
        const double x = coordinates().x(event.time);
        if (x < m_plot.left() - 20 || x > m_plot.right() + 20) continue;
        auto& ofThread = losses[event.thread.value];
        if (ofThread.empty() || x - ofThread.back().x > kLossMerge) ofThread.push_back({x, 0});
        ofThread.back().count += event.value;
    }
    for (const auto& [thread, ofThread] : losses)
        if (const Lane* lane = m_scene.layout.lane(ThreadId{thread}))
            for (const Loss& loss : ofThread) paintLoss(painter, *lane, loss.x, loss.count);
}

// The lane is torn in two here, and the gap says how many events are missing.
void TimelinePainter::paintLoss(QPainter& painter, const Lane& lane, double x, std::int64_t count) {
    const QRectF rect = QRectF(laneRect(lane)).adjusted(0, -1, 0, 1);
    const QString text = "? " + numberText(count);
    const double width = painter.fontMetrics().horizontalAdvance(text) + 14;
    constexpr int kTeeth = 6;
    QPolygonF left;
    QPolygonF right;
    for (int i = 0; i <= kTeeth; ++i) {
        const double y = rect.top() + rect.height() * i / kTeeth;
        left << QPointF(x + (i % 2 ? 3 : -2), y);
        right.prepend(QPointF(x + width + (i % 2 ? 3 : -2), y));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.background);
    painter.drawPolygon(left + right);
    painter.setPen(QPen(m_theme.loss, 1.5));
    painter.drawPolyline(left);
    painter.drawPolyline(right);
    painter.drawText(QRectF(x, rect.top(), width, rect.height()), Qt::AlignCenter, text);
}

// --- the measured stretch -------------------------------------------------------------------------------

void TimelinePainter::paintSelection(QPainter& painter) {
    if (!m_scene.selection) return;
    const TimeCoordinates at = coordinates();
    const QRectF box(at.x(m_scene.selection->begin), m_plot.top(), at.pixels(m_scene.selection->length()),
                     m_plot.height());
    QColor fill = m_theme.selection;
    fill.setAlphaF(0.13F);
    painter.fillRect(box, fill);
    painter.setPen(QPen(m_theme.selection, 1.5));
    painter.drawLine(box.topLeft(), box.bottomLeft());
    painter.drawLine(box.topRight(), box.bottomRight());
    paintTotals(painter, box);
}

// How long the chosen thread, or else all threads together, was in which state.
void TimelinePainter::paintTotals(QPainter& painter, const QRectF& box) {
    const auto totals = measuredTotals(m_scene);
    const std::size_t rows = std::min(totals.size(), kMostTotals);
    const QFontMetricsF metrics(m_font);
    const double line = metrics.height() + 3;
    const QString title = measuredTitle(m_scene);
    double width = metrics.horizontalAdvance(title);
    QStringList lines;
    for (std::size_t i = 0; i < rows; ++i) {
        lines << totals[i].text;
        width = std::max(width, metrics.horizontalAdvance(totals[i].text) + 20);
    }
    width += 20;
    const double height = line * static_cast<double>(rows + 1) + 12;
    const double left = std::clamp(box.center().x() - width / 2, m_plot.left() + 4.0,
                                   std::max(m_plot.left() + 4.0, m_plot.right() - width - 4));
    const QRectF card(left, std::max<double>(m_plot.top() + 4, m_plot.bottom() - height - 24), width, height);
    painter.setPen(QPen(m_theme.selection, 1));
    painter.setBrush(m_theme.background);
    painter.drawRoundedRect(card, 4, 4);
    QRectF row(card.left() + 10, card.top() + 6, width - 20, line);
    painter.setPen(m_theme.text);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, title);
    for (std::size_t i = 0; i < rows; ++i) {
        row.translate(0, line);
        const StateLook& look = m_theme.look(totals[i].state);
        painter.setPen(look.isOutlined || look.isHollow ? QPen(look.outline, 1) : QPen(Qt::NoPen));
        painter.setBrush(look.isHollow ? QBrush(Qt::NoBrush) : QBrush(look.fill));
        painter.drawRect(QRectF(row.left() + 0.5, row.center().y() - 5.5, 11, 11));
        painter.setPen(m_theme.text);
        painter.drawText(row.adjusted(20, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         lines[static_cast<int>(i)]);
    }
}

} // namespace lockstep::ui
