// SPDX-License-Identifier: GPL-3.0-or-later
// A walk's picture as a graph that can be laid out: everything that any of its steps shows.
//
// Pure. Laid out once, it serves every step, so nothing moves while one steps: what has not joined the
// picture yet is only not painted. Of more than GraphModel allows, rings stay first, smallest first, then
// what is marked; the caption says how many are not shown.
#pragma once

#include "core/analysis/detection/walk.h"
#include "ui/graph/model/graphmodel.h"

#include <QCoreApplication>

namespace lockstep::ui {

struct WalkGraph {
    GraphModel model;
    std::vector<std::size_t> edges; ///< for each of model.edges its index in DetectionPicture::edges

    static WalkGraph of(const Trace& trace, const DetectionWalk& walk);
};

} // namespace lockstep::ui
