// SPDX-License-Identifier: GPL-3.0-or-later
// What was typed into the search, understood against one trace: which threads, objects, states and lines have
// its phrases in their names, and which events and spans have all of them.
//
// Words that together are part of a name are one phrase ("worker 1"); a phrase that is the whole of a name
// means none that only begins like it. An event has the names of its thread, object and line, and the words
// of its deed ("takes"); a span of a thread's lane those of its thread, its state, what it waits for, and the
// line that led to it. A view of the names there are when it is made: O(names). Copied freely; one thread.
#pragma once

#include "core/trace/trace.h"

#include <QStringList>

#include <array>
#include <vector>

namespace lockstep::ui {

class TraceQuery {
public:
    static constexpr int kMostPhrases = 32;

    /// Nothing is found.
    TraceQuery() = default;
    /// The trace must outlive it.
    TraceQuery(const Trace& trace, const QString& text);

    bool isEmpty() const { return m_phrases.empty(); }
    const QStringList& phrases() const { return m_phrases; }
    /// O(1), but for the first event of its sort.
    bool hasEvent(EventIndex event) const;
    bool hasSpan(ThreadId thread, const Change& change) const;
    /// Whether a phrase is in the state's name: else its spans are found by their events.
    bool names(ThreadState state) const { return m_states[static_cast<std::size_t>(state)] != 0; }

    // Those that have a phrase in their name.
    std::vector<ThreadId> threads() const;
    std::vector<ObjectId> objects() const; ///< that are no threads
    std::vector<ThreadState> states() const;
    std::vector<SiteId> sites() const;

private:
    using Mask = std::uint32_t; // a bit for each phrase
    static constexpr std::size_t kSorts = std::size_t{kEventKinds} * (kObjectKinds + 1);

    void learn();
    void divide(const QString& text);
    bool isInName(const QString& phrase) const;
    Mask maskOf(const QString& name) const;
    Mask deedMask(const Event& event, EventIndex index) const;
    Mask threadMask(ThreadId id) const { return id.index() < m_threads.size() ? m_threads[id.index()] : 0; }
    Mask objectMask(ObjectId id) const { return id.index() < m_objects.size() ? m_objects[id.index()] : 0; }
    Mask siteMask(SiteId id) const { return id.index() < m_sites.size() ? m_sites[id.index()] : 0; }

    const Trace* m_trace = nullptr;
    QStringList m_names; // of all threads, objects, lines and states, in this order
    QStringList m_phrases;
    Mask m_all = 0;
    Mask m_whole = 0; // phrases that are a name
    std::vector<Mask> m_threads;
    std::vector<Mask> m_objects;
    std::vector<Mask> m_sites;
    std::array<Mask, kThreadStates> m_states{};
    std::vector<ObjectKind> m_kinds;                  // by object
    mutable std::vector<std::optional<Mask>> m_deeds; // by sort of event, as they are met
};

/// Whom an event concerns beside the thread that did it: who is woken, joined, promised.
ThreadId otherThread(const Event& event);

} // namespace lockstep::ui
