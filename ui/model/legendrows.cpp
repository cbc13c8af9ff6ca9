// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/legendrows.h"

#include "core/trace/stepaxis.h"
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

Qt::BrushStyle brushFor(Pattern pattern) {
    switch (pattern) {
    case Pattern::Hatch: return Qt::BDiagPattern;
    case Pattern::Dots: return Qt::Dense6Pattern;
    case Pattern::Lines: return Qt::HorPattern;
    case Pattern::Cross: return Qt::DiagCrossPattern;
    default: return Qt::NoBrush;
    }
}

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
    if (const auto pattern = brushFor(look.pattern); pattern != Qt::NoBrush)
        painter.fillRect(tail, QBrush(blended(look.fill, look.text, 0.55), pattern));
    const QRectF square(corner, QSizeF(kSide, kSide));
    drawBox(painter, square, look);
    drawGlyph(painter, look.icon, square.adjusted(1.5, 1.5, -1.5, -1.5), look.text);
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

bool hasLocks(const Trace& trace) {
    for (std::uint32_t o = 0; o < trace.objectCount(); ++o)
        if (isLock(trace.object(ObjectId{o}).info.kind)) return true;
    return false;
}

std::vector<LegendItem> legendItems(const Theme& theme, const std::vector<ThreadState>& states,
                                    bool withLocks, bool withDeadlock) {
    std::vector<LegendItem> items;
    for (ThreadState state : states) items.push_back(itemOf(theme, state));
    if (withLocks)
        for (LockState state : {LockState::Held, LockState::HeldAndWanted})
            items.push_back(itemOf(theme, state));
    if (withDeadlock) items.push_back(deadlockItem(theme));
    return items;
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
        drawSwatch(painter, at + QPointF(0, std::floor((m_rowHeight - kSide) / 2)), m_items[i].look);
        painter.setPen(text);
        const QRectF room(at.x() + kSwatch + kGap, at.y(), itemWidth(m_items[i]), m_rowHeight);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, m_items[i].words);
    }
}

} // namespace lockstep::ui
