// SPDX-License-Identifier: GPL-3.0-or-later
// Which nodes of a walk's picture belong on a circle.
#pragma once

#include "core/analysis/detection/walk.h"

namespace lockstep::ui {

/// Closed rings of at most kMostRingNodes nodes, no node in two, smallest first; each in the order of its
/// edges, and after it what is knotted up with it: lies on another ring with one of its nodes. Rings without
/// a Needs edge come before those with one: any signaller will do, so such an edge alone closes nothing.
std::vector<std::vector<ObjectId>> ringsOf(const DetectionPicture& picture);

inline constexpr std::size_t kMostRingNodes = 200;

} // namespace lockstep::ui
