// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/detection/panel/quiz.h"

#include <algorithm>

namespace lockstep::ui {

namespace {

bool isSettled(const DetectionPicture& picture, ObjectId id) {
    const auto node = std::ranges::find(picture.nodes, id, &DetectionPicture::Node::id);
    if (node == picture.nodes.end()) return false;
    return node->mark == Mark::Done || node->mark == Mark::Live || node->mark == Mark::Safe;
}

bool contains(const std::vector<ObjectId>& ids, ObjectId id) {
    return std::ranges::find(ids, id) != ids.end();
}

// Things without a number of their own are numbered as they stand.
std::optional<int> digitOf(const GraphNode& node, std::size_t place) {
    const auto number = static_cast<int>(node.isThread() ? node.thread.value : place + 1);
    return number <= 9 ? std::optional(number) : std::nullopt;
}

} // namespace

std::vector<QuizChoice> quizChoices(const WalkGraph& graph, const DetectionWalk& walk, std::size_t nextStep) {
    const std::vector<ObjectId>& answers = walk.steps[nextStep].answers;
    if (answers.empty()) return {};
    const auto first = graph.model.indexOf(answers.front());
    if (!first) return {};
    const bool areThreads = graph.model.nodes[*first].isThread();
    const DetectionPicture before = pictureAt(walk, nextStep - 1);
    std::vector<ObjectId> others;
    for (const GraphNode& node : graph.model.nodes)
        if (node.isThread() == areThreads && !contains(answers, node.id) && !isSettled(before, node.id))
            others.push_back(node.id);
    others.resize(std::min(others.size(), kMostChoices - 1));
    std::vector<QuizChoice> choices;
    for (const GraphNode& node : graph.model.nodes)
        if (choices.size() < kMostChoices && (contains(others, node.id) || contains(answers, node.id)))
            choices.push_back({node.id, digitOf(node, choices.size())});
    return choices;
}

} // namespace lockstep::ui
