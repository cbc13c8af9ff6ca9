// SPDX-License-Identifier: GPL-3.0-or-later
// The glyph and words inside spans: as much as fits, from a whole sentence down to nothing.
//
// Keeps shaped text and drawn glyphs from frame to frame: the same words come again and again.
#pragma once

#include "ui/timeline/lanes/laneraster.h"
#include "ui/timeline/scene/timelinescene.h"

#include <QFont>
#include <QHash>
#include <QStaticText>

class QPainter;

namespace lockstep::ui {

/// What may be said in a span, the longest first; nothing for a free lock or an idle CPU.
QStringList wordsFor(const Trace& trace, const SpanBox& box);

/// Width of the flag at the left end of a deadlocked span that is this wide: 0 where it has no room, that of
/// the glyph alone where the word has none.
double deadlockFlagWidth(double spanWidth, const QFont& font);

class SpanWords {
public:
    /// `rect` is the span as drawn, in logical pixels.
    void paint(QPainter& painter, const TimelineScene& scene, const SpanBox& box, const QRectF& rect);
    /// Before the first span of a frame.
    void begin(const QFont& font, double devicePixelRatio);

    struct Phrase {
        QStaticText text;
        double width = 0;
    };
    static constexpr double kGlyph = 12; ///< logical pixels, square
    const Phrase& phrase(const QString& words);
    /// As an image that was drawn before, or as shapes where the painter keeps those.
    void paintGlyph(QPainter& painter, QPointF corner, Glyph glyph, const QColor& color);
    double height() const { return m_height; } ///< of a line

private:
    const QImage& glyph(Glyph glyph, const QColor& color);

    QFont m_font;
    double m_ratio = 0;
    double m_ascent = 0;
    double m_height = 0;
    QHash<QString, Phrase> m_phrases;
    QHash<quint64, QImage> m_glyphs;
};

} // namespace lockstep::ui
