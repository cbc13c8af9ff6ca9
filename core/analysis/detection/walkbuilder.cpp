// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/detection/walkbuilder.h"

#include <utility>

namespace lockstep {

WalkBuilder::WalkBuilder(DetectionView view, std::vector<std::string> pseudoCode) {
    m_walk.view = view;
    m_walk.pseudoCode = std::move(pseudoCode);
}

void WalkBuilder::step(int line, std::string sentence) {
    m_walk.steps.push_back({.sentence = std::move(sentence), .line = line});
    now().pops = std::exchange(m_popsNext, 0);
}

void WalkBuilder::mark(ObjectId node, Mark mark) {
    now().nodes.emplace_back(node, mark);
}

void WalkBuilder::addEdge(DetectionEdge edge) {
    if (m_edges.try_emplace({edge.from, edge.to}, m_edges.size()).second)
        now().newEdges.push_back(std::move(edge));
}

void WalkBuilder::markEdge(ObjectId from, ObjectId to, Mark mark) {
    const auto edge = m_edges.find({from, to});
    if (edge != m_edges.end()) now().edges.emplace_back(edge->second, mark);
}

void WalkBuilder::push(ObjectId node) {
    now().pushes.push_back(node);
}

void WalkBuilder::pop(std::size_t count) {
    now().pops += count;
}

void WalkBuilder::ask(std::string question, std::vector<ObjectId> answers) {
    now().question = std::move(question);
    now().answers = std::move(answers);
}

DetectionWalk WalkBuilder::conclude(std::string conclusion) {
    m_walk.conclusion = std::move(conclusion);
    return std::move(m_walk);
}

} // namespace lockstep
