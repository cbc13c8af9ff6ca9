// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/detection/walk.h"

#include <algorithm>
#include <map>

namespace lockstep {

namespace {

class PictureBuilder {
public:
    void add(const DetectionStep& step) {
        forgetPresent();
        for (const DetectionEdge& edge : step.newEdges) {
            node(edge.from);
            node(edge.to);
            m_picture.edges.push_back({edge});
        }
        for (const auto& [id, mark] : step.nodes) node(id).mark = mark;
        for (const auto& [index, mark] : step.edges) m_picture.edges[index].mark = mark;
        auto& stack = m_picture.stack;
        stack.resize(stack.size() - std::min(stack.size(), step.pops));
        stack.insert(stack.end(), step.pushes.begin(), step.pushes.end());
    }
    DetectionPicture picture() { return std::move(m_picture); }

private:
    DetectionPicture::Node& node(ObjectId id) {
        const auto [place, isNew] = m_places.try_emplace(id, m_picture.nodes.size());
        if (isNew) m_picture.nodes.push_back({id});
        return m_picture.nodes[place->second];
    }
    void forgetPresent() {
        for (auto& node : m_picture.nodes)
            if (node.mark == Mark::Present) node.mark = Mark::Plain;
        for (auto& edge : m_picture.edges)
            if (edge.mark == Mark::Present) edge.mark = Mark::Plain;
    }

    DetectionPicture m_picture;
    std::map<ObjectId, std::size_t> m_places;
};

} // namespace

DetectionPicture pictureAt(const DetectionWalk& walk, std::size_t step) {
    PictureBuilder builder;
    for (std::size_t i = 0; i <= step && i < walk.steps.size(); ++i) builder.add(walk.steps[i]);
    return builder.picture();
}

} // namespace lockstep
