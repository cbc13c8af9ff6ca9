// SPDX-License-Identifier: GPL-3.0-or-later
// TimelinePainter's layer: which values threads read and write, where so few are in view that they can be
// told; and where daemons were cut off.
#include "ui/timeline/overlay/accesses.h"

#include "core/trace/stepaxis.h"
#include "ui/model/words.h"
#include "ui/timeline/timelinepainter.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>

namespace lockstep::ui {

namespace {

constexpr std::uint32_t kMostLooked = 4'000; // events in view: with more there is no room for words
constexpr std::size_t kMostAccesses = 24;
constexpr int kLeastLane = 22; // px: room for a state and a value

QString tr(const char* text) {
    return QCoreApplication::translate("Timeline", text);
}

bool isAccess(EventKind kind) {
    return kind == EventKind::Read || kind == EventKind::Write || kind == EventKind::Update;
}

QString accessText(const Trace& trace, const Event& event, bool withLine) {
    const QString name = words(trace.object(event.object).info.name);
    const QString value = numberText(event.value);
    const QString text = event.kind == EventKind::Read ? tr("reads %1 = %2").arg(name, value)
                                                       : tr("%1 := %2").arg(name, value);
    if (!withLine || !event.site.isValid()) return text;
    return tr("%1, line %2").arg(text).arg(trace.site(event.site).line);
}

} // namespace

std::vector<EventIndex> accessesIn(const Trace& trace, TimeRange range) {
    std::vector<EventIndex> found;
    const auto before = trace.lastAt(range.begin - 1);
    const std::uint32_t first = before ? before->value + 1 : 0;
    for (std::uint32_t i = first; i < trace.size() && trace[i].time <= range.end; ++i) {
        if (i - first > kMostLooked || found.size() > kMostAccesses) return {};
        if (trace[i].kind == EventKind::Stop) break;
        if (isAccess(trace[i].kind) && trace[i].thread.isValid()) found.push_back(EventIndex{i});
    }
    std::ranges::stable_partition(found,
                                  [&](EventIndex e) { return trace.event(e).kind != EventKind::Read; });
    return found;
}

void TimelinePainter::paintAccesses(QPainter& painter) {
    std::map<std::size_t, std::vector<QRectF>> taken; // by lane
    const auto paintAll = [&](const std::vector<EventIndex>& events, bool withLine) {
        for (const EventIndex index : events) {
            const Event& event = m_trace.event(index);
            const Lane* lane = m_scene.layout.lane(event.thread);
            if (!lane || lane->height < kLeastLane || !isVisible(laneRect(*lane))) continue;
            paintAccess(painter, *lane, event, accessText(m_trace, event, withLine),
                        taken[event.thread.index()]);
        }
    };
    paintAll(m_scene.named, true);
    paintAll(accessesIn(m_trace, m_scene.range), false);
}

// A tick at its moment, and its value at the lane's foot where no other one stands.
void TimelinePainter::paintAccess(QPainter& painter, const Lane& lane, const Event& event,
                                  const QString& text, std::vector<QRectF>& taken) {
    if (event.time < m_scene.range.begin || event.time > m_scene.range.end) return;
    const QRect rect = laneRect(lane);
    const double x = std::round(coordinates().x(event.time)) + 0.5;
    painter.setPen(QPen(m_theme.text, 1));
    painter.drawLine(QPointF(x, rect.bottom() - 5), QPointF(x, rect.bottom() + 3));
    const double width = painter.fontMetrics().horizontalAdvance(text) + 6;
    const double height = painter.fontMetrics().height() - 3;
    const double left = std::min(x + 1, m_plot.right() - width);
    const QRectF box(left, rect.bottom() + 4 - height, width, height);
    const auto isInTheWay = [&](const QRectF& other) { return other.intersects(box); };
    if (left < m_plot.left() || std::ranges::any_of(taken, isInTheWay)) return;
    paintTag(painter, box, text, blended(m_theme.background, m_theme.accent, 0.14), m_theme.text);
    taken.push_back(box);
}

// The program has ended, and with it each daemon, wherever it stood.
void TimelinePainter::paintCutOffs(QPainter& painter) {
    const EventList& marks = m_trace.marks();
    const bool hasEnded = marks.size() > 0 && m_trace.event(marks[marks.size() - 1]).kind == EventKind::Stop;
    if (!hasEnded || !m_scene.deadlocks.empty()) return;
    const double x = std::round(coordinates().x(pictureEnd(m_trace)));
    const QString text = tr("cut off");
    const double width = painter.fontMetrics().horizontalAdvance(text) + 10;
    for (const Lane& lane : m_scene.layout.lanes()) {
        if (lane.key.kind != LaneKind::Thread || !m_trace.thread(lane.key.thread()).info.isDaemon()) continue;
        const Track& changes = changesOf(m_trace, lane.key);
        const bool isOver =
            changes.empty() ||
            static_cast<ThreadState>(changes[changes.size() - 1].lane().state) == ThreadState::Terminated;
        if (isOver || !isVisible(laneRect(lane)) || x < m_plot.left() + width || x > m_plot.right() + 2)
            continue;
        const QRectF rect = QRectF(laneRect(lane));
        paintTag(painter, {x - width, rect.top() + 2, width, rect.height() - 4}, text, m_theme.loss,
                 m_theme.background);
    }
}

} // namespace lockstep::ui
