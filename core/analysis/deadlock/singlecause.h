// SPDX-License-Identifier: GPL-3.0-or-later
// Tells why threads that wait at one and the same thing will wait there for ever.
#pragma once

#include "core/analysis/deadlock/cause.h"
#include "core/analysis/waitfor/waitwords.h"

namespace lockstep {

class SingleCause {
public:
    SingleCause(const Trace& trace, const Moment& moment, const WaitForGraph& graph, const Knot& knot);

    Cause tell();

private:
    Cause lock() const;
    Cause join() const;
    Cause condition() const;
    Cause nestedMonitor(ObjectId held, std::vector<ThreadId> notifiers) const;
    Cause barrier() const;
    Cause latch() const;
    Cause semaphore() const;
    Cause queue() const;
    Cause message() const;
    Cause fullQueues() const;
    Cause pool() const;

    Cause cause(std::string name, std::string sentence) const;
    std::string waiters() const;
    std::string eachWaits(Cause& found) const;
    std::string who() const { return m_words.names(m_threads); }
    std::string nobodyLeft(const std::string& deed) const;
    const ThreadMoment& first() const { return m_moment.thread(m_threads.front()); }

    const Trace& m_trace;
    const Moment& m_moment;
    const WaitForGraph& m_graph;
    const WaitWords m_words;
    std::vector<ThreadId> m_threads;
    const ObjectId m_object;
};

} // namespace lockstep
