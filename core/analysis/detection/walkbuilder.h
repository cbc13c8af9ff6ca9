// SPDX-License-Identifier: GPL-3.0-or-later
// Puts a walk together, step by step.
#pragma once

#include "core/analysis/detection/walk.h"

#include <map>

namespace lockstep {

class WalkBuilder {
public:
    WalkBuilder(DetectionView view, std::vector<std::string> pseudoCode);

    /// Begins the next step; what follows belongs to it.
    void step(int line, std::string sentence);
    /// Replaces the step's sentence.
    void say(std::string sentence) { now().sentence = std::move(sentence); }
    void addToSentence(const std::string& words) { now().sentence += words; }
    void mark(ObjectId node, Mark mark);
    /// Adds the edge, or finds the one that is there between the two already.
    void addEdge(DetectionEdge edge);
    /// Of an edge that has been added; of any other nothing happens.
    void markEdge(ObjectId from, ObjectId to, Mark mark);
    void push(ObjectId node);
    void pop(std::size_t count);
    /// With the next step: in this one they are still to be seen.
    void popLater(std::size_t count) { m_popsNext += count; }
    void ask(std::string question, std::vector<ObjectId> answers);

    DetectionWalk conclude(std::string conclusion);

private:
    DetectionStep& now() { return m_walk.steps.back(); }

    DetectionWalk m_walk;
    std::size_t m_popsNext = 0;
    std::map<std::pair<ObjectId, ObjectId>, std::size_t> m_edges;
};

} // namespace lockstep
