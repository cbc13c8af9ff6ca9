// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/legendrows.h"

#include "core/trace/stepaxis.h"
#include "ui/model/shapes.h"
#include "ui/model/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <array>

namespace lockstep::ui {

namespace {

constexpr double kSide = 14; // of a swatch's part with the glyph
constexpr double kTail = 6;  // and of the one with the pattern
constexpr double kSwatch = kSide + kTail;
constexpr double kGap = 4;
constexpr double kBetween = 7;

QPen penFor(const StateLook& look) {
    if (!look.isOutlined && !look.isHollow) return Qt::NoPen;
    const bool isDashed = look.pattern == Pattern::DashedOutline || look.pattern == Pattern::Torn;
    return {look.outline, 1, isDashed ? Qt::DashLine : Qt::SolidLine};
}

void drawBox(QPainter& painter, const QRectF& box, const StateLook& look) {
    painter.setPen(penFor(look));
    painter.setBrush(look.isHollow ? QBrush(Qt::NoBrush) : QBrush(look.fill));
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
}

// The glyph has a square of its own; beside it the state as it is seen in a lane.
void drawSwatch(QPainter& painter, QPointF corner, const StateLook& look) {
    const double height = std::max(4.0, std::round(kSide * look.height));
    const QRectF tail(corner.x() + kSide - 1, corner.y() + (kSide - height) / 2, kTail + 1, height);
    drawBox(painter, tail, look);
    QPainterPath grain;
    addGrain(grain, tail, look.pattern);
    painter.fillPath(grain, blended(look.fill, look.text, 0.55));
    const QRectF square(corner, QSizeF(kSide, kSide));
    drawBox(painter, square, look);
    drawGlyph(painter, look.icon, square.adjusted(1.5, 1.5, -1.5, -1.5), look.text);
}

void drawArrow(QPainter& painter, QPointF corner, const QColor& color, bool isDashed) {
    const double y = corner.y() + kSide / 2;
    const double end = corner.x() + kSwatch;
    painter.setPen(QPen(color, 1.3, isDashed ? Qt::DashLine : Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(corner.x(), y), QPointF(end - 5, y));
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const QPointF head[] = {{end, y}, {end - 6, y - 3.6}, {end - 6, y + 3.6}};
    painter.drawPolygon(head, 3);
}

void drawSign(QPainter& painter, QPointF corner, const LegendItem& item) {
    if (item.sign == LegendSign::State) return drawSwatch(painter, corner, item.look);
    drawArrow(painter, corner, item.look.outline, item.sign == LegendSign::DashedArrow);
}

QString say(const char* text) {
    return QCoreApplication::translate("lockstep::ui::LegendRows", text);
}

LegendItem itemOf(const Theme& theme, ThreadState state) {
    return {theme.look(state), words(name(state))};
}

LegendItem itemOf(const Theme& theme, LockState state) {
    const QString words = state == LockState::Free   ? say("lock free")
                          : state == LockState::Held ? say("lock held")
                                                     : say("lock wanted");
    return {theme.look(state), words};
}

LegendItem deadlockItem(const Theme& theme) {
    StateLook look{.fill = theme.background, .isOutlined = true, .icon = Glyph::Deadlock};
    look.outline = look.text = theme.deadlock;
    return {look, say("deadlock")};
}

} // namespace

std::vector<ThreadState> statesIn(const Trace& trace, TimeRange range) {
    std::array<bool, kThreadStates> occurs{};
    for (std::uint32_t t = 0; t < trace.threadCount(); ++t) {
        const auto totals =
            trace.thread(ThreadId{t}).states.totals(range.intersected({0, pictureEnd(trace)}));
        for (std::size_t s = 0; s < totals.size(); ++s) occurs[s] = occurs[s] || totals[s] > 0;
    }
    std::vector<ThreadState> states;
    for (std::size_t s = 0; s < occurs.size(); ++s)
        if (occurs[s]) states.push_back(static_cast<ThreadState>(s));
    return states;
}

std::vector<LockState> lockStatesIn(const Trace& trace, TimeRange range) {
    std::array<bool, kLockStates> occurs{};
    for (std::uint32_t o = 0; o < trace.objectCount(); ++o) {
        const auto totals = trace.object(ObjectId{o}).holds.totals(range.intersected({0, pictureEnd(trace)}));
        for (std::size_t s = 0; s < totals.size(); ++s) occurs[s] = occurs[s] || totals[s] > 0;
    }
    std::vector<LockState> states;
    for (const LockState state : {LockState::Held, LockState::HeldAndWanted})
        if (occurs[static_cast<std::size_t>(state)]) states.push_back(state);
    return states;
}

std::vector<LegendItem> legendItems(const Theme& theme, const std::vector<ThreadState>& states,
                                    const std::vector<LockState>& locks, bool withDeadlock) {
    std::vector<LegendItem> items;
    for (ThreadState state : states) items.push_back(itemOf(theme, state));
    for (LockState state : locks) items.push_back(itemOf(theme, state));
    if (withDeadlock) items.push_back(deadlockItem(theme));
    return items;
}

LegendItem arrowItem(const Theme& theme, bool isLife) {
    StateLook look;
    look.outline = theme.text;
    return {look, isLife ? say("starts, or waits for its end") : say("lets go on"),
            isLife ? LegendSign::DashedArrow : LegendSign::Arrow};
}

LegendRows::LegendRows(std::vector<LegendItem> items, const QFont& font, double width)
    : m_items(std::move(items))
    , m_font(font)
    , m_rowHeight(std::max(kSide + 2, std::ceil(QFontMetricsF(font).height()) + 2)) {
    double x = 0;
    for (const LegendItem& item : m_items) {
        if (m_rows == 0 || (x > 0 && x + itemWidth(item) > width)) {
            x = 0;
            ++m_rows;
        }
        m_places.emplace_back(x, (m_rows - 1) * m_rowHeight);
        x += itemWidth(item) + kBetween;
    }
}

double LegendRows::itemWidth(const LegendItem& item) const {
    return kSwatch + kGap + std::ceil(QFontMetricsF(m_font).horizontalAdvance(item.words));
}

void LegendRows::paint(QPainter& painter, QPointF corner, const QColor& text) const {
    painter.setFont(m_font);
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const QPointF at = corner + m_places[i];
        drawSign(painter, at + QPointF(0, std::floor((m_rowHeight - kSide) / 2)), m_items[i]);
        painter.setPen(text);
        const QRectF room(at.x() + kSwatch + kGap, at.y(), itemWidth(m_items[i]), m_rowHeight);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, m_items[i].words);
    }
}

} // namespace lockstep::ui
