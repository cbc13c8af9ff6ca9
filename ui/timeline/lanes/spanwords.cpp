// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lanes/spanwords.h"

#include "core/analysis/sentences.h"
#include "ui/model/shapes.h"
#include "ui/model/words.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

namespace lockstep::ui {

namespace {

constexpr double kPadding = 4;
constexpr double kLeastWords = 22;
constexpr double kLeastSentence = 120;
constexpr qsizetype kMostKept = 4096;

QString waitedFor(const Trace& trace, ObjectId object) {
    const ObjectInfo& info = trace.object(object).info;
    return info.kind == ObjectKind::Thread
               ? QCoreApplication::translate("Timeline", "end of %1").arg(words(info.name))
               : words(info.name);
}

QString threadWords(const Trace& trace, const SpanBox& box, const QString& length, QStringList& choices) {
    const auto state = static_cast<ThreadState>(box.state);
    const bool isSentence = isParked(state) || state == ThreadState::Held || state == ThreadState::Unknown;
    if (isSentence && box.rect.width() >= kLeastSentence && !length.isEmpty())
        choices << words(spanSentence(trace, box.lane.thread(), box.change));
    if (state == ThreadState::Terminated) return words(name(state));
    const auto object = changesOf(trace, box.lane)[box.change].lane().subjectAs<ObjectId>();
    const bool isOnObject = isParked(state) && object.isValid();
    const QString what = isOnObject ? waitedFor(trace, object) : words(name(state));
    const QString holder =
        isOnObject ? holderName(trace, object, changesOf(trace, box.lane)[box.change].event) : QString();
    if (!holder.isEmpty()) {
        const QString held = QCoreApplication::translate("Timeline", "%1, held by %2").arg(what, holder);
        if (!length.isEmpty()) choices << held + "  " + length;
        choices << held;
    }
    if (!length.isEmpty()) choices << what + "  " + length;
    return what;
}

QString lockWords(const Trace& trace, const SpanBox& box, const QString& length, QStringList& choices) {
    const auto holder = changesOf(trace, box.lane)[box.change].lane().subjectAs<ThreadId>();
    if (!holder.isValid()) return {};
    if (box.rect.width() >= kLeastSentence && !length.isEmpty())
        choices << words(holdSentence(trace, box.lane.lock(), box.change));
    if (!length.isEmpty()) choices << words(threadName(trace, holder)) + "  " + length;
    return words(threadName(trace, holder));
}

const StateLook& lookOf(const Theme& theme, const SpanBox& box) {
    if (box.lane.kind == LaneKind::Thread) return theme.look(static_cast<ThreadState>(box.state));
    if (box.lane.kind == LaneKind::Lock) return theme.look(static_cast<LockState>(box.state));
    return theme.look(ThreadState::Running);
}

} // namespace

QStringList wordsFor(const Trace& trace, const SpanBox& box) {
    QStringList choices;
    const Track& changes = changesOf(trace, box.lane);
    if (box.change >= changes.size()) return choices;
    if (box.lane.kind != LaneKind::Thread && box.state == 0) return choices; // free lock, idle CPU
    const QString length = words(spanLength(trace, changes, box.change));
    if (box.lane.kind == LaneKind::Thread)
        choices << threadWords(trace, box, length, choices);
    else if (box.lane.kind == LaneKind::Lock)
        choices << lockWords(trace, box, length, choices);
    else
        choices << words(threadName(trace, ThreadId{static_cast<std::uint32_t>(changes[box.change].value)}));
    return choices;
}

double deadlockFlagWidth(double spanWidth, const QFont& font) {
    const double words =
        QFontMetricsF(font).horizontalAdvance(QCoreApplication::translate("Timeline", "deadlock")) + 28;
    return spanWidth >= words + 30 ? words : spanWidth >= 20 ? 18 : 0;
}

void SpanWords::begin(const QFont& font, double devicePixelRatio) {
    if (m_font != font || m_ratio != devicePixelRatio || m_phrases.size() > kMostKept) {
        m_phrases.clear();
        m_glyphs.clear();
    }
    m_font = font;
    m_ratio = devicePixelRatio;
    m_ascent = QFontMetricsF(font).ascent();
    m_height = QFontMetricsF(font).height();
}

const SpanWords::Phrase& SpanWords::phrase(const QString& words) {
    auto found = m_phrases.find(words);
    if (found != m_phrases.end()) return *found;
    Phrase made{QStaticText(words), 0};
    made.text.setTextFormat(Qt::PlainText);
    made.text.setPerformanceHint(QStaticText::AggressiveCaching);
    made.text.prepare({}, m_font);
    made.width = made.text.size().width();
    return *m_phrases.insert(words, made);
}

const QImage& SpanWords::glyph(Glyph glyph, const QColor& color) {
    const quint64 key = static_cast<quint64>(glyph) << 32 | color.rgba();
    auto found = m_glyphs.find(key);
    if (found != m_glyphs.end()) return *found;
    QImage image((QSizeF(kGlyph, kGlyph) * m_ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    image.setDevicePixelRatio(m_ratio);
    QPainter painter(&image);
    drawGlyph(painter, glyph, QRectF(0, 0, kGlyph, kGlyph), color);
    painter.end();
    return *m_glyphs.insert(key, image);
}

void SpanWords::paintGlyph(QPainter& painter, QPointF corner, Glyph which, const QColor& color) {
    if (keepsShapes(painter))
        drawGlyph(painter, which, {corner, QSizeF(kGlyph, kGlyph)}, color);
    else
        painter.drawImage(corner, glyph(which, color));
}

void SpanWords::paint(QPainter& painter, const TimelineScene& scene, const SpanBox& box, const QRectF& rect) {
    const StateLook& look = lookOf(*scene.theme, box);
    if (box.lane.kind != LaneKind::Thread && box.state == 0) return;
    QRectF room = rect.adjusted(kPadding, 0, -kPadding, 0);
    if (deadlockedChange(scene, box.lane.thread()) == box.change)
        room.setLeft(room.left() + deadlockFlagWidth(rect.width(), m_font));
    // a flat span has its words on a plate that interrupts it, as a dimension line has
    const bool isFlat = rect.height() < m_ascent + 1;
    const QColor ink = isFlat ? scene.theme->text : look.text;
    const QColor plate = isFlat || look.isHollow ? scene.theme->lane : look.fill;
    const bool hasGlyph = box.lane.kind == LaneKind::Thread && look.icon != Glyph::None;
    const double glyphWidth = hasGlyph ? kGlyph + kPadding : 0;
    if (isFlat) room.setLeft(room.left() + 4);
    const Phrase* fitting = nullptr;
    if (room.width() - glyphWidth >= kLeastWords)
        for (const QString& words : wordsFor(*scene.trace, box))
            if (!fitting && phrase(words).width <= room.width() - glyphWidth) fitting = &phrase(words);
    if (room.width() < glyphWidth - kPadding || (!fitting && !hasGlyph)) return;
    const double width = glyphWidth + (fitting ? fitting->width : -kPadding);
    const double plateHeight = isFlat ? m_height : std::min(rect.height() - 2, m_height);
    const double middle = rect.center().y();
    const bool hasGrain = look.pattern != Pattern::Solid && !look.isHollow;
    const bool isCrossed = fitting && scene.arrows != ArrowMode::Off; // perhaps, by an arrow
    if (isFlat || hasGrain || isCrossed)
        painter.fillRect(QRectF(room.left() - 2, middle - plateHeight / 2, width + 4, plateHeight), plate);
    if (hasGlyph) paintGlyph(painter, QPointF(room.left(), std::round(middle - kGlyph / 2)), look.icon, ink);
    if (!fitting) return;
    painter.setPen(ink);
    painter.drawStaticText(QPointF(room.left() + glyphWidth, std::round(middle - m_height / 2)),
                           fitting->text);
}

} // namespace lockstep::ui
