// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/detection/snapshot.h"

#include "core/analysis/sentences.h"

#include <algorithm>
#include <set>

namespace lockstep {

namespace {

// More of them would hide the rest; the sentence says that any of them will do.
constexpr std::size_t kMostHelpers = 8;
constexpr std::size_t kMostTold = 6;

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (std::size_t i = 0; i < std::min(parts.size(), kMostTold); ++i) {
        if (i > 0) text += "; ";
        text += parts[i];
    }
    if (parts.size() > kMostTold) text += "; and " + std::to_string(parts.size() - kMostTold) + " more";
    return text + ".";
}

} // namespace

Snapshot::Snapshot(const Trace& trace, EventIndex cursor)
    : m_trace(trace)
    , m_moment(trace, cursor)
    , m_graph(trace, m_moment)
    , m_words(trace, m_moment)
    , m_heldBy(m_moment.threads().size()) {
    for (const ObjectMoment& object : m_moment.objects())
        for (const Member& holder : object.holders()) m_heldBy[holder.thread.index()].push_back(object.id);
}

std::string Snapshot::siteOf(EventIndex event) const {
    return event.isValid() ? siteText(m_trace, m_trace.event(event).site) : std::string();
}

std::string Snapshot::freezeWords() const {
    const std::size_t step = m_trace.steps().countUpTo(m_moment.cursor());
    std::string words = "We stop the world right after step " + std::to_string(step);
    const Timestamp time = m_trace.event(m_moment.cursor()).time;
    if (m_trace.axis() == TimeAxis::Time) words += ", at " + durationText(time);
    return words + ".";
}

void Snapshot::draw(WalkBuilder& walk, int line) const {
    walk.step(line, freezeWords() + " From here on nothing moves; we only look.");
    for (const ThreadMoment& thread : m_moment.threads())
        if (thread.isAlive()) walk.mark(nodeOf(thread.id), Mark::Plain);
    drawHolds(walk, line);
    drawWaits(walk, line);
}

void Snapshot::drawHolds(WalkBuilder& walk, int line) const {
    std::vector<std::string> told;
    walk.step(line, {});
    for (const ObjectMoment& lock : m_moment.objects()) {
        if (!lock.isHeld()) continue;
        walk.mark(lock.id, Mark::Plain);
        std::vector<ThreadId> names;
        for (const Member& holder : lock.holders()) {
            names.push_back(holder.thread);
            addHelper(walk, {lock.id, nodeOf(holder.thread), DetectionEdgeKind::HeldBy, siteOf(holder.since)},
                      holder.thread);
        }
        const bool isOne = names.size() == 1;
        const std::string verb = lock.readers.empty() ? " holds " : isOne ? " reads " : " read ";
        if (told.size() < kMostTold)
            told.push_back(m_words.names(names) + verb + m_words.quoted(lock.id));
        else
            told.emplace_back();
    }
    walk.say(told.empty() ? "Nobody holds a lock." : "Who has what: " + joined(told));
}

void Snapshot::drawWaits(WalkBuilder& walk, int line) const {
    std::vector<std::string> told;
    walk.step(line, {});
    for (const Need& need : m_graph.needs()) {
        const ThreadMoment& thread = m_moment.thread(need.waiter);
        const std::string site = siteText(m_trace, thread.site);
        walk.addEdge({nodeOf(need.waiter), need.object, DetectionEdgeKind::WaitsFor, site});
        drawHelpers(walk, need);
        if (told.size() >= kMostTold) {
            told.emplace_back();
            continue;
        }
        told.push_back(m_words.name(need.waiter) + " " + m_words.wait(thread));
        if (!site.empty()) told.back() += " at " + site;
    }
    walk.say("Who waits for what: " + joined(told) + endedWords());
}

// A lock's owners are drawn already, and a join needs the very thread.
void Snapshot::drawHelpers(WalkBuilder& walk, const Need& need) const {
    if (kindOf(need.object) == ObjectKind::Thread || need.evidence == Evidence::Anyone) return;
    const ObjectMoment& object = m_moment.object(need.object);
    const bool isOfLock = isLock(kindOf(need.object));
    if (!isOfLock && need.helpers->size() > kMostHelpers) return;
    for (const ThreadId helper : *need.helpers) {
        if (object.isHeldBy(helper)) continue;
        const auto kind = isOfLock ? DetectionEdgeKind::HeldBy : DetectionEdgeKind::Needs;
        addHelper(walk, {need.object, nodeOf(helper), kind, isOfLock ? "before in line" : ""}, helper);
    }
}

// It may have ended: then it joins the picture by the edge.
void Snapshot::addHelper(WalkBuilder& walk, DetectionEdge edge, ThreadId helper) const {
    walk.addEdge(std::move(edge));
    if (m_moment.thread(helper).state == ThreadState::Terminated) walk.mark(nodeOf(helper), Mark::Ended);
}

// Of those that somebody waits for.
std::string Snapshot::endedWords() const {
    std::set<ThreadId> helpers;
    for (const Need& need : m_graph.needs())
        if (need.evidence != Evidence::Anyone) helpers.insert(need.helpers->begin(), need.helpers->end());
    std::vector<ThreadId> ended;
    for (const ThreadId helper : helpers)
        if (m_moment.thread(helper).state == ThreadState::Terminated) ended.push_back(helper);
    if (ended.empty()) return {};
    std::string words(1, ' ');
    words += m_words.names(ended);
    return words + (ended.size() == 1 ? " has ended." : " have ended.");
}

void Snapshot::markWay(WalkBuilder& walk, const Need& need, ThreadId helper, Mark mark) const {
    walk.markEdge(nodeOf(need.waiter), need.object, mark);
    if (need.object == nodeOf(helper)) return;
    walk.mark(need.object, mark);
    walk.markEdge(need.object, nodeOf(helper), mark);
}

std::string Snapshot::freedom(ThreadId id) const {
    const ThreadMoment& thread = m_moment.thread(id);
    const std::string who = m_words.name(id);
    if (!thread.isAlive()) return {};
    if (!thread.isParkedOnObject()) return isParked(thread.state) ? who + " only sleeps" : who + " can run";
    if (thread.hasTimeLimit) return who + " waits with a time limit and will give up by itself";
    if (m_graph.needOf(id)->count == 0) return who + " can have what it waits for already";
    return {};
}

std::string Snapshot::quietWords() const {
    const auto alive = std::ranges::count_if(m_moment.threads(), &ThreadMoment::isAlive);
    if (alive == 0) return "No thread is alive here, so nobody can be stuck.";
    return "Nobody waits for anybody here (threads alive: " + std::to_string(alive) +
           "), so nobody can be stuck.";
}

} // namespace lockstep
