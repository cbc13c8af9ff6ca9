// SPDX-License-Identifier: GPL-3.0-or-later
// One step of a walk on one page: the sentence, the picture, the path so far and the pseudo-code with the
// present line marked. The window's panel and the pages of an export are the same slide.
//
// Pure: the same walk, size and font give the same page. Made once for all steps, so that nothing moves from
// one to the next.
#pragma once

#include "ui/graph/detection/slide/slideboxes.h"
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

    const SlideBoxes& boxes() const { return m_boxes; }
    QRectF nodeBox(std::size_t node) const;

private:
    SlideBoxes boxesFor(QSizeF size, const QFont& base, bool isPage) const;
    QFont fittingSentenceFont(const QString& sentence) const;
    double lineHeight() const { return m_boxes.type.lineHeight(); }
    void layOutGraph();

    void paintWords(QPainter& painter, const Theme& theme, std::size_t step) const;
    void paintCode(QPainter& painter, const Theme& theme, int line) const;
    void paintBand(QPainter& painter, const Theme& theme, const QRectF& band) const;
    void paintPresentLine(QPainter& painter, const Theme& theme, int line) const;
    void paintPath(QPainter& painter, const Theme& theme, const std::vector<ObjectId>& path) const;
    void paintPathRow(QPainter& painter, const Theme& theme, const std::vector<ObjectId>& path) const;
    void paintPathCard(QPainter& painter, const Theme& theme, const QRectF& row, const QString& words) const;
    QString pathWords(const std::vector<ObjectId>& path, int place) const;

    std::shared_ptr<const DetectionWalk> m_walk;
    const QSizeF m_size;
    const QString m_title;
    const WalkGraph m_graph;
    std::map<ObjectId, QString> m_names; ///< of what is on the path at some step
    SlideBoxes m_boxes;
    GraphLayout m_layout;
    QPointF m_corner; ///< of the graph
    double m_fit = 1; ///< the graph is drawn smaller where even its tersest style needs more
};

} // namespace lockstep::ui
