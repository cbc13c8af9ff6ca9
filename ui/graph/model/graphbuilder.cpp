// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/model/graphbuilder.h"

#include "core/analysis/sentences.h"

#include <QStringList>

#include <algorithm>
#include <set>

namespace lockstep::ui {

namespace {
// Beyond so many, the names of those in view must do.
constexpr std::size_t kNamesToMeasure = 64;
} // namespace

GraphBuilder::GraphBuilder(const Trace& trace, const Moment& moment, const GraphPlaces& places)
    : m_trace(trace)
    , m_moment(moment)
    , m_places(places)
    , m_waits(trace, moment)
    , m_findings(findDeadlocks(trace, moment)) {}

GraphModel GraphBuilder::build() {
    findConnected();
    addThreads();
    addResources();
    addHolds();
    addWaits();
    addNeeds();
    addRings();
    seat();
    addWords();
    reserveRoom();
    return std::move(m_model);
}

void GraphBuilder::findConnected() {
    for (const ObjectMoment& object : m_moment.objects()) {
        if (!object.exists || !object.isHeld()) continue; // one that is gone is held by nobody any more
        m_connected.insert(object.id);
        for (const Member& holder : object.holders()) m_connected.insert(objectOf(holder.thread));
    }
    for (const Need& need : m_waits.needs()) {
        m_connected.insert(objectOf(need.waiter));
        m_connected.insert(need.object); // of a join: the thread object of the one waited for
    }
}

bool GraphBuilder::isShown(const ThreadMoment& thread) const {
    return thread.exists && (thread.isAlive() || m_connected.contains(objectOf(thread.id)));
}

bool GraphBuilder::isShown(const ObjectMoment& object) const {
    const ObjectKind kind = m_trace.object(object.id).info.kind;
    if (!object.exists || kind == ObjectKind::Thread) return false;
    return m_connected.contains(object.id) || isLastingResource(kind);
}

// What matters most first: 0 for what is part of a deadlock.
int GraphBuilder::rank(ObjectId id) const {
    const auto seat = m_places.seatOf(id);
    if (seat && seat->ring >= 0) return 0;
    return m_connected.contains(id) ? 1 : 2;
}

// Keeps what matters most, at least everything that is part of a deadlock; the rest is counted.
int GraphBuilder::keepMost(std::vector<ObjectId>& ids, int most) const {
    const auto isVital = [&](ObjectId id) { return rank(id) == 0; };
    const auto kept = std::max<std::int64_t>(most, std::ranges::count_if(ids, isVital));
    const std::int64_t hidden = std::max<std::int64_t>(0, std::ssize(ids) - kept);
    std::ranges::stable_sort(ids, {}, [&](ObjectId id) { return rank(id); });
    ids.resize(ids.size() - static_cast<std::size_t>(hidden));
    std::ranges::sort(ids);
    return static_cast<int>(hidden);
}

void GraphBuilder::addThreads() {
    std::vector<ObjectId> shown;
    for (const ThreadMoment& thread : m_moment.threads())
        if (isShown(thread)) shown.push_back(objectOf(thread.id));
    m_hiddenThreads = keepMost(shown, GraphModel::kMostThreads);
    for (ObjectId id : shown) addThread(m_moment.thread(m_trace.object(id).info.thread));
}

void GraphBuilder::addThread(const ThreadMoment& thread) {
    m_model.nodes.push_back({.id = objectOf(thread.id),
                             .thread = thread.id,
                             .name = nameOf(thread.id),
                             .detail = text(name(thread.state)),
                             .state = thread.state,
                             .sentence = threadSentence(thread)});
}

void GraphBuilder::addResources() {
    std::vector<ObjectId> shown;
    for (const ObjectMoment& object : m_moment.objects())
        if (isShown(object)) shown.push_back(object.id);
    m_hiddenResources = keepMost(shown, GraphModel::kMostResources);
    for (ObjectId id : shown) addResource(m_moment.object(id));
}

void GraphBuilder::addResource(const ObjectMoment& object) {
    const ObjectInfo& info = m_trace.object(object.id).info;
    const bool isWanted = !m_moment.waitersOf(object.id).empty();
    GraphNode node{.id = object.id, .kind = info.kind, .name = text(info.name)};
    node.kindName = text(name(info.kind));
    node.detail = resourceDetail(object);
    node.sentence = resourceSentence(object);
    node.isMuted = !m_connected.contains(object.id);
    if (object.isHeld()) node.lock = isWanted ? LockState::HeldAndWanted : LockState::Held;
    if (info.kind == ObjectKind::Queue && info.capacity > 0)
        node.fill = std::clamp(object.value.value_or(0) / static_cast<double>(info.capacity), 0.0, 1.0);
    m_model.nodes.push_back(std::move(node));
}

void GraphBuilder::addHolds() {
    for (const ObjectMoment& object : m_moment.objects()) {
        for (const Member& holder : object.holders())
            addEdge({.kind = GraphEdgeKind::Holds, .site = takenAt(holder)}, object.id,
                    objectOf(holder.thread));
    }
}

void GraphBuilder::addWaits() {
    for (const Need& need : m_waits.needs()) {
        const ObjectKind kind = m_trace.object(need.object).info.kind;
        addEdge({.kind = kind == ObjectKind::Thread ? GraphEdgeKind::Joins : GraphEdgeKind::WaitsFor,
                 .site = site(m_moment.thread(need.waiter).site),
                 .isBlocked = isLock(kind),
                 .hasTimeLimit = need.hasTimeLimit},
                objectOf(need.waiter), need.object);
    }
}

// On a ring, from what nobody holds to whose turn it would be.
void GraphBuilder::addNeeds() {
    for (const GraphPlaces::Ring& ring : m_places.rings()) {
        const auto& threads = ring.finding.threads;
        const auto& resources = ring.finding.resources;
        for (std::size_t i = 0; i < threads.size(); ++i) {
            const ObjectKind kind = m_trace.object(resources[i]).info.kind;
            if (kind == ObjectKind::Thread || isLock(kind)) continue;
            m_model.needsAnybody = true;
            if (!m_moment.waitersOf(resources[i]).empty())
                addEdge({.kind = GraphEdgeKind::Needs, .site = {}}, resources[i],
                        objectOf(threads[(i + 1) % threads.size()]));
        }
    }
}

void GraphBuilder::addEdge(GraphEdge edge, ObjectId from, ObjectId to) {
    const auto fromNode = m_model.indexOf(from);
    const auto toNode = m_model.indexOf(to);
    if (!fromNode || !toNode) return;
    edge.from = *fromNode;
    edge.to = *toNode;
    m_model.edges.push_back(std::move(edge));
}

// Rows as the trace's places have them; where those are too many, the shown ones close up.
void GraphBuilder::seat() {
    const bool keepsThreads = m_places.threadRows() <= GraphModel::kMostThreads;
    const bool keepsResources = m_places.resourceRows() <= GraphModel::kMostResources;
    int threads = 0;
    int resources = keepsResources ? m_places.resourceRows() : 0; // what passes comes after what lasts
    for (GraphNode& node : m_model.nodes) {
        const auto seat = m_places.seatOf(node.id);
        const bool isKept = seat && (seat->ring >= 0 || (node.isThread() ? keepsThreads : keepsResources));
        node.seat = isKept ? *seat : GraphSeat{-1, node.isThread() ? threads++ : resources++};
    }
    m_model.threadRows = keepsThreads ? m_places.threadRows() : threads;
    const int room = keepsResources ? m_places.resourceRows() + m_places.hasPassingResources() : 0;
    m_model.resourceRows = std::max(resources, room);
}

void GraphBuilder::addRings() {
    for (const GraphPlaces::Ring& ring : m_places.rings()) {
        GraphRing shown;
        for (ObjectId seat : ring.seats)
            shown.isThreadSeat.push_back(m_trace.object(seat).info.kind == ObjectKind::Thread);
        const auto& resources = ring.finding.resources;
        shown.isShared = std::set(resources.begin(), resources.end()).size() < resources.size();
        const auto isThis = [&](const Finding& finding) { return finding.isSameAs(ring.finding); };
        shown.isClosed = std::ranges::any_of(m_findings, isThis);
        shown.sentence = tr("Deadlock: %1").arg(text(ring.finding.sentence));
        QStringList names;
        for (ThreadId thread : ring.finding.threads) names << nameOf(thread);
        shown.title = tr("Deadlock: %1").arg(names.join(tr(", ")));
        m_model.rings.push_back(std::move(shown));
    }
    for (GraphEdge& edge : m_model.edges) markRing(edge);
    for (const Finding& finding : m_findings)
        for (ThreadId thread : finding.threads)
            if (const auto node = m_model.indexOf(thread)) m_model.nodes[*node].isDeadlocked = true;
    for (const GraphEdge& edge : m_model.edges)
        if (edge.isInRing) m_model.nodes[edge.from].isDeadlocked = true;
}

void GraphBuilder::markRing(GraphEdge& edge) const {
    const auto from = m_places.seatOf(m_model.nodes[edge.from].id);
    const auto to = m_places.seatOf(m_model.nodes[edge.to].id);
    if (!from || !to || from->ring < 0 || from->ring != to->ring) return;
    const GraphRing& ring = m_model.rings[static_cast<std::size_t>(from->ring)];
    edge.isAlongRing = ring.follows(*from, *to);
    edge.isInRing = (edge.isAlongRing || ring.isShared) && ring.isClosed;
}

void GraphBuilder::addWords() {
    QStringList captions;
    for (const Finding& finding : m_findings)
        if (!m_places.hasRingOf(finding)) captions << tr("Deadlock: %1").arg(text(finding.sentence));
    if (m_hiddenThreads + m_hiddenResources > 0) captions << hiddenSentence();
    m_model.caption = captions.join(QChar(u' '));
    if (m_model.nodes.empty())
        m_model.quiet = emptySentence();
    else if (m_model.edges.empty())
        m_model.quiet = quietSentence();
    describe();
}

void GraphBuilder::describe() {
    QStringList words;
    for (const Finding& finding : m_findings) words << tr("Deadlock: %1").arg(text(finding.sentence));
    if (!m_model.quiet.isEmpty()) words << m_model.quiet;
    for (const GraphNode& node : m_model.nodes)
        if (node.isThread() || !node.isMuted) words << node.sentence;
    if (m_hiddenThreads + m_hiddenResources > 0) words << hiddenSentence();
    m_model.description = words.join(QChar(u' '));
}

QString GraphBuilder::emptySentence() const {
    const auto isNew = [](const ThreadMoment& thread) {
        return thread.exists && thread.state == ThreadState::New;
    };
    return std::ranges::any_of(m_moment.threads(), isNew)
               ? tr("No thread has started yet.")
               : tr("All threads have ended.\nMove the cursor back to see who waited for whom.");
}

QString GraphBuilder::quietSentence() const {
    return tr("Nobody waits and nobody holds a lock at this moment.");
}

void GraphBuilder::reserveRoom() {
    QStringList room;
    for (const Finding& finding : m_places.otherFindings())
        room << tr("Deadlock: %1").arg(text(finding.sentence));
    m_model.roomForCaption = room.join(QChar(u' '));
    m_model.roomForQuiet = quietSentence();
    for (const GraphNode& node : m_model.nodes)
        (node.isThread() ? m_model.roomForThreads : m_model.roomForResources)
            .push_back({node.name, node.kindName, node.detail});
    reserveRoomForThreads();
    reserveRoomForResources();
}

void GraphBuilder::reserveRoomForThreads() {
    for (int state = 0; state < kThreadStates; ++state)
        m_model.roomForThreads.push_back({{}, {}, text(name(static_cast<ThreadState>(state)))});
    for (std::size_t t = 0; t < std::min(m_moment.threads().size(), kNamesToMeasure); ++t) {
        const QString name = nameOf(m_moment.threads()[t].id);
        m_model.roomForThreads.push_back({name, {}, {}});
        m_model.roomForResources.push_back({{}, {}, tr("held by %1").arg(name)});
    }
}

void GraphBuilder::reserveRoomForResources() {
    std::size_t room = kNamesToMeasure;
    for (const ObjectMoment& object : m_moment.objects()) {
        const ObjectInfo& info = m_trace.object(object.id).info;
        if (!isLastingResource(info.kind) || room == 0) continue;
        --room;
        const QString most =
            info.kind == ObjectKind::Queue ? tr("full: %1 of %1").arg(info.capacity) : QString();
        m_model.roomForResources.push_back({text(info.name), text(name(info.kind)), most});
    }
}

} // namespace lockstep::ui
