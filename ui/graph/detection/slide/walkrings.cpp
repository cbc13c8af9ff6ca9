// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/detection/slide/walkrings.h"

#include <algorithm>
#include <map>
#include <queue>
#include <set>

namespace lockstep::ui {

namespace {

using Ring = std::vector<ObjectId>;

// The nodes that are left, and the ways between them.
class Ways {
public:
    Ways(const DetectionPicture& picture, bool withNeeds) {
        for (const DetectionPicture::Edge& edge : picture.edges)
            if (withNeeds || edge.edge.kind != DetectionEdgeKind::Needs)
                m_next[edge.edge.from].push_back(edge.edge.to);
    }

    // The shortest way from a node back to itself over nodes that are left; empty when there is none.
    Ring shortestRing(ObjectId start, const std::set<ObjectId>& left) const {
        const auto cameFrom = reached(start, left);
        if (!cameFrom.contains(start)) return {};
        Ring ring{start};
        for (ObjectId node = cameFrom.at(start); node != start; node = cameFrom.at(node))
            ring.push_back(node);
        std::reverse(ring.begin() + 1, ring.end());
        return ring;
    }

    // Breadth first: each node that can be reached, with the one before it.
    std::map<ObjectId, ObjectId> reached(ObjectId start, const std::set<ObjectId>& left) const {
        std::map<ObjectId, ObjectId> cameFrom;
        std::queue<ObjectId> open({start});
        for (; !open.empty(); open.pop()) {
            const auto next = m_next.find(open.front());
            if (next == m_next.end()) continue;
            for (ObjectId to : next->second)
                if (left.contains(to) && cameFrom.try_emplace(to, open.front()).second) open.push(to);
        }
        return cameFrom;
    }

private:
    std::map<ObjectId, std::vector<ObjectId>> m_next;
};

bool matters(Mark mark) {
    return mark == Mark::InRing || mark == Mark::Stuck || mark == Mark::Safe || mark == Mark::Risky;
}

std::set<ObjectId> candidates(const DetectionPicture& picture) {
    std::set<ObjectId> nodes;
    for (bool important : {true, false})
        for (const DetectionPicture::Node& node : picture.nodes)
            if (matters(node.mark) == important && nodes.size() < kMostRingNodes) nodes.insert(node.id);
    return nodes;
}

Ring shortestOf(const Ways& ways, const std::set<ObjectId>& left) {
    Ring best;
    for (ObjectId node : left) {
        Ring ring = ways.shortestRing(node, left);
        if (!ring.empty() && (best.empty() || ring.size() < best.size())) best = std::move(ring);
    }
    return best;
}

// All that lies on any cycle through the ring's first node joins the ring.
void addKnot(Ring& ring, const Ways& ways, const std::set<ObjectId>& left) {
    for (const auto& [node, before] : ways.reached(ring.front(), left))
        if (std::ranges::find(ring, node) == ring.end() && ways.reached(node, left).contains(ring.front()))
            ring.push_back(node);
}

} // namespace

std::vector<Ring> ringsOf(const DetectionPicture& picture) {
    std::vector<Ring> rings;
    std::set<ObjectId> left = candidates(picture);
    for (bool withNeeds : {false, true}) {
        const Ways ways(picture, withNeeds);
        for (Ring ring = shortestOf(ways, left); !ring.empty(); ring = shortestOf(ways, left)) {
            addKnot(ring, ways, left);
            for (ObjectId node : ring) left.erase(node);
            rings.push_back(std::move(ring));
        }
    }
    std::ranges::stable_sort(rings, {}, &Ring::size);
    return rings;
}

} // namespace lockstep::ui
