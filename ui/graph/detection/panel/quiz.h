// SPDX-License-Identifier: GPL-3.0-or-later
// What can be chosen as the answer to a walk's question.
#pragma once

#include "ui/graph/detection/slide/walkgraph.h"

#include <optional>

namespace lockstep::ui {

inline constexpr std::size_t kMostChoices = 6;

struct QuizChoice {
    ObjectId id;
    /// The key that chooses it. A thread's is its number, as wherever threads are chosen; none beyond 9.
    std::optional<int> digit;
};

/// Things of the answers' kind that the picture shows before or after the next step: the right ones among
/// others that are not settled yet, in the picture's order, so that the place tells nothing.
std::vector<QuizChoice> quizChoices(const WalkGraph& graph, const DetectionWalk& walk, std::size_t nextStep);

} // namespace lockstep::ui
