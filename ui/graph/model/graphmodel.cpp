// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/model/graphmodel.h"

#include "ui/graph/model/graphbuilder.h"

#include <algorithm>

namespace lockstep::ui {

GraphModel GraphModel::of(const Trace& trace, EventIndex cursor, const GraphPlaces& places) {
    const Moment moment(trace, cursor);
    return GraphBuilder(trace, moment, places).build();
}

GraphModel GraphModel::empty() {
    GraphModel model;
    model.quiet = QCoreApplication::translate("lockstep::ui::GraphModel", "Nothing has happened yet.");
    model.description = model.roomForQuiet = model.quiet;
    return model;
}

std::optional<std::size_t> GraphModel::indexOf(ObjectId id) const {
    const auto node = std::ranges::find(nodes, id, &GraphNode::id);
    if (node == nodes.end()) return std::nullopt;
    return static_cast<std::size_t>(node - nodes.begin());
}

std::optional<std::size_t> GraphModel::indexOf(ThreadId id) const {
    if (!id.isValid()) return std::nullopt;
    const auto node = std::ranges::find(nodes, id, &GraphNode::thread);
    if (node == nodes.end()) return std::nullopt;
    return static_cast<std::size_t>(node - nodes.begin());
}

} // namespace lockstep::ui
