// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/layout/graphlayout.h"

#include "ui/graph/layout/edgerouter.h"
#include "ui/graph/layout/graphcomposer.h"

namespace lockstep::ui {

namespace {

GraphLayout richestFitting(const GraphModel& model, QSizeF canvas, const QFont& base,
                           GraphLayout::Legend legend) {
    const auto styles = GraphStyle::from(base);
    const GraphComposer tersest(model, styles.back(), canvas, legend);
    if (!tersest.fits()) return tersest.composed(); // so does no other
    for (const GraphStyle& style : styles) {
        const GraphComposer composer(model, style, canvas, legend);
        if (composer.fits()) return composer.composed();
    }
    return tersest.composed();
}

} // namespace

GraphLayout GraphLayout::of(const GraphModel& model, QSizeF canvas, const QFont& base, Legend legend) {
    GraphLayout layout = richestFitting(model, canvas.expandedTo({1, 1}), base, legend);
    EdgeRouter(model, layout).route();
    return layout;
}

std::optional<std::size_t> GraphLayout::nodeAt(QPointF point) const {
    for (std::size_t i = 0; i < nodes.size(); ++i)
        if (nodes[i].contains(point)) return i;
    return std::nullopt;
}

} // namespace lockstep::ui
