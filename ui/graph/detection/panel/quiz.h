// SPDX-License-Identifier: GPL-3.0-or-later
// What can be chosen as the answer to a walk's question.
#pragma once

#include "ui/graph/detection/slide/walkgraph.h"

namespace lockstep::ui {

inline constexpr std::size_t kMostChoices = 6;

/// Things of the answers' kind that the picture shows before or after the next step: the right ones among
/// others that are not settled yet, in the picture's order, so that the place tells nothing.
std::vector<ObjectId> quizChoices(const WalkGraph& graph, const DetectionWalk& walk, std::size_t nextStep);

} // namespace lockstep::ui
