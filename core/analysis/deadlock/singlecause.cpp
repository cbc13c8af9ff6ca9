// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/deadlock/singlecause.h"

#include "core/analysis/deadlock/permits.h"
#include "core/analysis/sentences.h"

#include <algorithm>
#include <set>

namespace lockstep {

namespace {

// The last notification on the condition that nobody heard, before the thread began to wait.
std::optional<EventIndex> unheard(const Trace& trace, ObjectId condition, EventIndex since) {
    const EventList& events = trace.object(condition).events;
    for (std::size_t n = events.countUpTo(since); n > 0; --n) {
        const Event& event = trace.event(events[n - 1]);
        if (event.kind == EventKind::Notify)
            return event.value == 0 ? std::optional(events[n - 1]) : std::nullopt;
    }
    return std::nullopt;
}

std::string counted(std::size_t count, const std::string& thing) {
    return std::to_string(count) + " " + thing + (count == 1 ? "" : "s");
}

} // namespace

SingleCause::SingleCause(const Trace& trace, const Moment& moment, const WaitForGraph& graph,
                         const Knot& knot)
    : m_trace(trace)
    , m_moment(moment)
    , m_graph(graph)
    , m_words(trace, moment)
    , m_threads(knot.threads)
    , m_object(graph.needOf(knot.threads.front())->object) {
    std::ranges::sort(m_threads);
}

Cause SingleCause::tell() {
    using enum ObjectKind;
    switch (m_trace.object(m_object).info.kind) {
    case Thread: return join();
    case Condition:
    case Event: return condition();
    case Barrier: return barrier();
    case Latch: return latch();
    case Semaphore: return semaphore();
    case Queue: return m_words.isPutting(first()) ? fullQueues() : queue();
    case Future: return pool();
    case File:
    case Socket:
    case Process: return message();
    default: return lock();
    }
}

Cause SingleCause::cause(std::string name, std::string sentence) const {
    return {std::move(name), std::move(sentence), m_threads, {m_object}};
}

// "A waits for `l`", "A and B wait for `l`"
std::string SingleCause::waiters() const {
    return who() + " " + m_words.wait(first(), m_threads.size() > 1);
}

// Names those that were expected to, where they are known.
std::string SingleCause::nobodyLeft(const std::string& deed) const {
    const Need& need = *m_graph.needOf(m_threads.front());
    const auto& helpers = *need.helpers;
    const bool isKnown = need.evidence != Evidence::Anyone && !helpers.empty();
    const auto hasEnded = [&](ThreadId id) { return m_moment.thread(id).state == ThreadState::Terminated; };
    if (!isKnown || !std::ranges::all_of(helpers, hasEnded)) return "no thread is left that can " + deed;
    std::string words = m_words.names(helpers) + (helpers.size() == 1 ? ", which " : ", who ");
    if (need.evidence == Evidence::Certain) {
        words += "alone may ";
        words += deed + (helpers.size() == 1 ? ", has ended" : ", have ended");
        return words;
    }
    words += std::string("did so before, ") + (helpers.size() == 1 ? "has" : "have") + " ended";
    return words + ", and no thread is left that is known to " + deed;
}

Cause SingleCause::lock() const {
    std::vector<ThreadId> ended;
    for (const ThreadId helper : *m_graph.needOf(m_threads.front())->helpers)
        if (m_moment.thread(helper).state == ThreadState::Terminated) ended.push_back(helper);
    return cause("abandoned-lock", waiters() + ", which " + m_words.names(ended) +
                                       (ended.size() == 1 ? " held when it ended" : " held when they ended") +
                                       ": nobody will release it.");
}

Cause SingleCause::join() const {
    return cause("join-cycle",
                 waiters() + ", which was never started, and no thread is left that can start it.");
}

Cause SingleCause::condition() const {
    for (const ObjectMoment& object : m_moment.objects()) {
        if (!object.isHeld() || !object.isHeldBy(first().id)) continue;
        std::vector<ThreadId> notifiers = m_moment.waitersOf(object.id);
        const Need& need = *m_graph.needOf(first().id);
        std::erase_if(notifiers, [&](ThreadId id) {
            return need.evidence != Evidence::Anyone && std::ranges::count(*need.helpers, id) == 0;
        });
        if (!notifiers.empty()) return nestedMonitor(object.id, std::move(notifiers));
    }
    const bool isEvent = m_trace.object(m_object).info.kind == ObjectKind::Event;
    const EventIndex since = first().lastDeed.value_or(m_moment.cursor());
    std::string text = waiters();
    if (const auto missed = isEvent ? std::nullopt : unheard(m_trace, m_object, since)) {
        const Event& event = m_trace.event(*missed);
        const std::string site = siteText(m_trace, event.site);
        text += ", but " + threadName(m_trace, event.thread) + " notified it" +
                (site.empty() ? "" : " at " + site) + " before, when nobody waited";
    }
    return cause("lost-wakeup", text + ", and " + nobodyLeft(isEvent ? "set it" : "notify it") + ".");
}

Cause SingleCause::nestedMonitor(ObjectId held, std::vector<ThreadId> notifiers) const {
    const bool isEvent = m_trace.object(m_object).info.kind == ObjectKind::Event;
    const bool isOne = notifiers.size() == 1;
    Cause found =
        cause("nested-monitor", m_words.name(first().id) + " holds " + m_words.quoted(held) + " and " +
                                    m_words.wait(first()) + "; " + m_words.names(notifiers) +
                                    ", which would have to " + (isEvent ? "set" : "notify") + " it, " +
                                    (isOne ? "waits for " : "wait for ") + m_words.quoted(held) + ".");
    found.threads = {first().id};
    found.threads.insert(found.threads.end(), notifiers.begin(), notifiers.end());
    found.resources.push_back(held);
    return found;
}

Cause SingleCause::barrier() const {
    const auto parties = static_cast<std::size_t>(m_trace.object(m_object).info.capacity);
    const std::size_t there = m_moment.object(m_object).line.size();
    return cause("barrier-short", waiters() + ", which needs " + std::to_string(parties) +
                                      " threads: " + std::to_string(parties - std::min(parties, there)) +
                                      " of them missing, and " + nobodyLeft("come") + ".");
}

Cause SingleCause::latch() const {
    const std::int32_t left = m_moment.object(m_object).value.value_or(0);
    return cause("latch-short", waiters() + ", which stands at " + std::to_string(left) + ", and " +
                                    nobodyLeft("count it down") + ".");
}

Cause SingleCause::semaphore() const {
    const auto held = permitsHeld(m_trace, m_object, m_moment.cursor());
    std::string text;
    std::vector<ThreadId> holding;
    for (const ThreadId thread : m_threads) {
        const auto share = held.find(thread);
        if (share == held.end()) continue;
        text += (text.empty() ? "" : "; ") + m_words.name(thread) + " has " +
                counted(static_cast<std::size_t>(share->second), "permit") +
                (holding.empty() ? " of " + m_words.quoted(m_object) : "") + " and waits for more";
        holding.push_back(thread);
    }
    if (holding.empty())
        return cause("starved-consumer", waiters() + ", and " + nobodyLeft("give one back") + ".");
    const auto left = static_cast<std::size_t>(std::max(0, m_moment.object(m_object).value.value_or(0)));
    Cause found = cause("semaphore-in-parts",
                        text + ". Left: " + counted(left, "permit") + ", and nobody will give one back.");
    found.threads = std::move(holding);
    return found;
}

// Modelled: in the kernel itself nobody can tell.
Cause SingleCause::message() const {
    return cause("starved-consumer", waiters() + ", and " + nobodyLeft("send anything") + ".");
}

Cause SingleCause::queue() const {
    return cause("starved-consumer", waiters() + ", and " + nobodyLeft("put something into it") + ".");
}

// "A waits to put into `p`, which is full; B waits to put into `q`, which is full"; adds what they wait for.
std::string SingleCause::eachWaits(Cause& found) const {
    std::string text;
    found.resources.clear();
    for (const ThreadId id : m_threads) {
        const ThreadMoment& thread = m_moment.thread(id);
        text += (text.empty() ? "" : "; ") + m_words.name(id) + " " + m_words.wait(thread);
        if (std::ranges::count(found.resources, thread.parkedOn) == 0)
            found.resources.push_back(thread.parkedOn);
    }
    return text;
}

Cause SingleCause::fullQueues() const {
    Cause found = cause("queue-ring", {});
    const std::string waits = eachWaits(found);
    const std::string what = found.resources.size() == 1 ? "it" : "them";
    found.sentence = waits + ": " + nobodyLeft("take from " + what) + ".";
    return found;
}

// The workers of a pool wait for tasks that no worker is free to do: a queue holds them, and these threads
// are who takes from it.
Cause SingleCause::pool() const {
    Cause found = cause("pool-starvation", {});
    const std::set<ThreadId> stuck(m_threads.begin(), m_threads.end());
    for (const ObjectMoment& object : m_moment.objects()) {
        if (m_trace.object(object.id).info.kind != ObjectKind::Queue || object.value.value_or(0) == 0)
            continue;
        std::set<ThreadId> workers;
        const auto& partners = m_trace.object(object.id).partners;
        for (std::size_t i = 0; i < partners.size(); ++i) {
            const bool takes = partners[i].role == Role::Taker || partners[i].role == Role::PromisedTaker;
            if (takes && stuck.contains(partners[i].thread)) workers.insert(partners[i].thread);
        }
        if (workers.empty()) continue;
        found.threads.assign(workers.begin(), workers.end());
        found.resources = {object.id};
        for (const ThreadId worker : found.threads)
            found.resources.push_back(m_moment.thread(worker).parkedOn);
        const std::vector<ObjectId> futures(found.resources.begin() + 1, found.resources.end());
        const bool isOne = workers.size() == 1;
        found.sentence = m_words.names(found.threads) +
                         (isOne ? " waits for the value of " : " wait for the values of ") +
                         m_words.quoted(futures) + ", but tasks still stand in " + m_words.quoted(object.id) +
                         " and no other worker is left to do them.";
        return found;
    }
    const std::string waits = eachWaits(found);
    found.sentence = waits + ", and " + nobodyLeft("provide it") + ".";
    return found;
}

} // namespace lockstep
