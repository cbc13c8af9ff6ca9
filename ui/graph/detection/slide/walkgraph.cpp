// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/detection/slide/walkgraph.h"

#include "ui/graph/detection/slide/marklook.h"
#include "ui/graph/detection/slide/walkrings.h"
#include "ui/model/words.h"

#include <algorithm>
#include <map>

namespace lockstep::ui {

namespace {

class Builder {
    Q_DECLARE_TR_FUNCTIONS(lockstep::ui::WalkGraph)

public:
    Builder(const Trace& trace, const DetectionWalk& walk)
        : m_trace(trace)
        , m_walk(walk)
        , m_picture(pictureAt(walk, walk.steps.size() - 1))
        , m_rings(ringsOf(m_picture)) {
        if (walk.view == DetectionView::LockOrder && m_rings.empty()) m_rings = {allAround()};
    }

    WalkGraph build() {
        choose();
        for (bool threads : {true, false})
            for (const DetectionPicture::Node& node : m_picture.nodes)
                if (isThread(node.id) == threads && m_seats.contains(node.id)) addNode(node.id);
        for (std::size_t e = 0; e < m_picture.edges.size(); ++e) addEdge(e);
        for (const auto& ring : m_rings) addRing(ring);
        markRings();
        reserveRoom();
        return std::move(m_graph);
    }

private:
    bool isThread(ObjectId id) const { return m_trace.object(id).info.kind == ObjectKind::Thread; }
    QString nameOf(ObjectId id) const { return words(m_trace.object(id).info.name); }

    // Locks without a cycle stand in a circle, too: so every edge has a free way.
    std::vector<ObjectId> allAround() const {
        std::vector<ObjectId> all;
        for (const DetectionPicture::Node& node : m_picture.nodes)
            if (all.size() < GraphModel::kMostResources) all.push_back(node.id);
        return all;
    }

    void choose() {
        std::vector<std::vector<ObjectId>> whole;
        for (const auto& ring : m_rings) {
            if (ring.empty() || !fits(ring)) continue;
            whole.push_back(turned(ring));
            seatRing(static_cast<int>(whole.size()) - 1, whole.back());
        }
        m_rings = std::move(whole);
        for (bool marked : {true, false})
            for (const DetectionPicture::Node& node : m_picture.nodes)
                if ((node.mark != Mark::Plain) == marked) seatInLine(node.id);
        const int hidden = static_cast<int>(m_picture.nodes.size() - m_seats.size());
        if (hidden > 0) m_graph.model.caption = tr("Not shown: %n more.", nullptr, hidden);
    }

    // Whom others wait for stands at the bottom, next to them.
    std::vector<ObjectId> turned(std::vector<ObjectId> ring) const {
        const auto wanted = [&](ObjectId id) {
            return std::ranges::count_if(m_picture.edges, [&](const DetectionPicture::Edge& edge) {
                return edge.edge.to == id && std::ranges::find(ring, edge.edge.from) == ring.end();
            });
        };
        const std::ptrdiff_t size = std::ssize(ring);
        const std::ptrdiff_t most = std::ranges::max_element(ring, {}, wanted) - ring.begin();
        if (wanted(ring[static_cast<std::size_t>(most)]) > 0)
            std::ranges::rotate(ring, ring.begin() + (most + size - size * 3 / 4) % size);
        return ring;
    }

    bool fits(const std::vector<ObjectId>& ring) const {
        const auto threads =
            static_cast<int>(std::ranges::count_if(ring, [&](ObjectId id) { return isThread(id); }));
        return m_threads + threads <= GraphModel::kMostThreads &&
               m_resources + static_cast<int>(ring.size()) - threads <= GraphModel::kMostResources;
    }

    void seatRing(int number, const std::vector<ObjectId>& ring) {
        for (int i = 0; ObjectId id : ring) {
            ++(isThread(id) ? m_threads : m_resources);
            m_seats[id] = {number, i++};
        }
    }

    void seatInLine(ObjectId id) {
        const bool isOne = isThread(id);
        int& count = isOne ? m_threads : m_resources;
        int& rows = isOne ? m_graph.model.threadRows : m_graph.model.resourceRows;
        const int most = isOne ? GraphModel::kMostThreads : GraphModel::kMostResources;
        if (m_seats.contains(id) || count >= most) return;
        ++count;
        m_seats[id] = {-1, rows++};
    }

    void addNode(ObjectId id) {
        const ObjectInfo& info = m_trace.object(id).info;
        GraphNode node{.id = id, .thread = info.thread, .kind = info.kind, .seat = m_seats.at(id)};
        node.name = words(info.name);
        if (!node.isThread()) node.kindName = words(name(info.kind));
        m_index[id] = m_graph.model.nodes.size();
        m_graph.model.nodes.push_back(std::move(node));
    }

    void addEdge(std::size_t index) {
        const DetectionEdge& edge = m_picture.edges[index].edge;
        if (!m_index.contains(edge.from) || !m_index.contains(edge.to)) return;
        const bool isHold = edge.kind == DetectionEdgeKind::HeldBy;
        m_graph.model.edges.push_back({.kind = isHold ? GraphEdgeKind::Holds : GraphEdgeKind::WaitsFor,
                                       .from = m_index.at(edge.from),
                                       .to = m_index.at(edge.to),
                                       .site = words(edge.label)});
        m_graph.edges.push_back(index);
    }

    void addRing(const std::vector<ObjectId>& ring) {
        GraphRing shown;
        QStringList names;
        const bool isOrder = m_walk.view == DetectionView::LockOrder;
        for (ObjectId id : ring) {
            shown.isThreadSeat.push_back(isThread(id));
            if (isOrder || isThread(id)) names << nameOf(id);
        }
        shown.title = (isOrder ? tr("Cycle: %1") : tr("Ring: %1")).arg(names.join(tr(", ")));
        shown.sentence = shown.title;
        m_graph.model.rings.push_back(std::move(shown));
    }

    void markRings() {
        for (GraphEdge& edge : m_graph.model.edges) {
            const GraphSeat& from = m_graph.model.nodes[edge.from].seat;
            const GraphSeat& to = m_graph.model.nodes[edge.to].seat;
            if (from.ring < 0 || from.ring != to.ring) continue;
            edge.isAlongRing = m_graph.model.rings[static_cast<std::size_t>(from.ring)].follows(from, to);
        }
    }

    void reserveRoom() {
        GraphModel& model = m_graph.model;
        for (const GraphNode& node : model.nodes)
            (node.isThread() ? model.roomForThreads : model.roomForResources)
                .push_back({node.name, node.kindName, {}});
        for (Mark mark : marksOf(m_walk.view)) {
            model.roomForThreads.push_back({{}, {}, markWords(m_walk.view, mark, true)});
            model.roomForResources.push_back({{}, {}, markWords(m_walk.view, mark, false)});
        }
    }

    const Trace& m_trace;
    const DetectionWalk& m_walk;
    const DetectionPicture m_picture;
    std::vector<std::vector<ObjectId>> m_rings;
    std::map<ObjectId, GraphSeat> m_seats;
    std::map<ObjectId, std::size_t> m_index;
    int m_threads = 0;
    int m_resources = 0;
    WalkGraph m_graph;
};

} // namespace

WalkGraph WalkGraph::of(const Trace& trace, const DetectionWalk& walk) {
    return Builder(trace, walk).build();
}

} // namespace lockstep::ui
