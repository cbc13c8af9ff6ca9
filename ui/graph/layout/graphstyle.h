// SPDX-License-Identifier: GPL-3.0-or-later
// How large and how wordy the graph is drawn: the richest of a few styles that fits the space is taken.
#pragma once

#include "ui/graph/model/graphmodel.h"

#include <QFont>
#include <QRectF>

namespace lockstep::ui {

/// The same font, larger or smaller, whether its size is in points or in pixels.
QFont scaled(QFont font, double factor);
/// How high a text is when it wraps at a width.
double wrappedHeight(const QString& text, const QFont& font, double width);

struct GraphStyle {
    QFont baseFont;   ///< what all others are scaled from
    QFont nameFont;   ///< names
    QFont detailFont; ///< states, holders, sentences, labels
    bool hasDetails = true;
    bool hasEdgeLabels = true;
    bool hasSentences = true; ///< a deadlock's whole sentence, not only its title
    double unit = 1;          ///< scale of all distances

    /// From the richest and largest to the tersest and smallest. Text is never smaller than 0.8 of the base
    /// font's size.
    static std::vector<GraphStyle> from(const QFont& base);

    /// Of the legend, and of words where there is nothing else: no larger than in the rest of the window.
    GraphStyle ofWords() const;

    double gap() const { return (hasDetails ? 12 : 7) * unit; }
    double margin() const { return (hasDetails ? 10 : 5) * unit; }
    double kindGap() const { return 6 * unit; }
    double textGap() const { return 2 * unit; }
    double badgeInset() const { return (hasDetails ? 5 : 3) * unit; }
    /// What a ring's box needs beside its cards and words: both sides together.
    QSizeF ringInset() const { return {2.4 * gap(), 3 * gap()}; }
    /// Room for the glyph before a ring's words.
    double glyphRoom() const { return detailHeight() + 5 * unit; }
    double cardHeight() const;
    double nameHeight() const;
    double detailHeight() const;
    /// Room for the words of any of these, within reason.
    double cardWidth(const std::vector<GraphCardText>& texts, bool isThread) const;
    double textWidth(const GraphCardText& text) const;
    /// Where a card's words go.
    QRectF textBox(const QRectF& card, bool isThread) const;
    QRectF badgeBox(const QRectF& card) const;
    /// Corners: threads are round, resources square.
    double cornerRadius(bool isThread) const { return isThread ? cardHeight() / 2 : 3 * unit; }
    /// Of details; 0 without any.
    double wrappedHeight(const QString& text, double width) const;
};

} // namespace lockstep::ui
