// SPDX-License-Identifier: GPL-3.0-or-later
// One step of a walk on one page: the sentence, the picture, the path so far and the pseudo-code with the
// present line marked. The window's panel and the pages of an export are the same slide.
//
// Pure: the same walk, size and font give the same page. Made once for all steps, so that nothing moves from
// one to the next; text is as large as the size allows. Where there is no room for everything, the sentence
// and the picture stay.
#pragma once

#include "ui/graph/detection/slide/walkgraph.h"
#include "ui/graph/layout/graphlayout.h"
#include "ui/model/theme.h"

#include <QPainter>

#include <map>
#include <memory>

namespace lockstep::ui {

class WalkSlide {
public:
    enum class Kind : std::uint8_t {
        Panel, ///< without what the controls around it say
        Page,  ///< with title, view and page number
    };

    /// Nothing of the trace is kept.
    WalkSlide(const Trace& trace, std::shared_ptr<const DetectionWalk> walk, Kind kind, QSizeF size,
              const QFont& base, QString title = {});

    /// At the origin of the painter. `focused`: the node that has the keyboard.
    void paint(QPainter& painter, const Theme& theme, std::size_t step, ObjectId focused = {}) const;

    const DetectionWalk& walk() const { return *m_walk; }
    const WalkGraph& graph() const { return m_graph; }
    std::optional<std::size_t> nodeAt(QPointF point) const;

    // Where things stand; empty where there is no room.
    const QRectF& sentenceBox() const { return m_sentence; }
    const QRectF& pictureBox() const { return m_picture; }
    const QRectF& stackBox() const { return m_stack; }
    const std::vector<QRectF>& codeLines() const { return m_codeLines; }
    QRectF nodeBox(std::size_t node) const;
    double textScale() const { return m_scale; }

private:
    enum class Extent : std::uint8_t { All, WithoutPath, Terse };
    void chooseScale();
    bool arrange(double scale, Extent extent);
    void arrangeSide(QRectF side);
    double sentenceHeight(double width) const;
    QFont fittingSentenceFont(const QString& sentence) const;
    double indent(const std::string& line) const;
    double codeWidth() const;
    QFont font(double factor = 1, QFont::Weight weight = QFont::Normal) const;
    double lineHeight() const;
    double gap() const { return lineHeight() * 0.6; }
    void layOutGraph();

    void paintWords(QPainter& painter, const Theme& theme, std::size_t step) const;
    void paintCode(QPainter& painter, const Theme& theme, int line) const;
    void paintStack(QPainter& painter, const Theme& theme, const std::vector<ObjectId>& stack) const;
    void paintLegend(QPainter& painter, const Theme& theme) const;

    std::shared_ptr<const DetectionWalk> m_walk;
    const Kind m_kind;
    const QSizeF m_size;
    const QFont m_base;
    const QString m_title;
    const bool m_hasStack;
    const WalkGraph m_graph;
    std::map<ObjectId, QString> m_names; ///< of what is on the stack at some step
    double m_scale = 1;
    QRectF m_head, m_sentence, m_picture, m_legend, m_code, m_stack;
    std::vector<QRectF> m_codeLines;
    GraphLayout m_layout;
    QPointF m_corner; ///< of the graph
    double m_fit = 1; ///< the graph is drawn smaller where even its tersest style needs more
};

} // namespace lockstep::ui
