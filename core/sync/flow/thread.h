// SPDX-License-Identifier: GPL-3.0-or-later
// A real thread that records its life: made, started, ended, joined.
//
// As in Python it is made first and started later, so both moments are visible. The destructor joins. A
// daemon is not waited for: when all other threads have ended the run is over, and it is cut off wherever it
// stands.
#pragma once

#include "core/sync/locks/mutex.h"

#include <functional>
#include <memory>
#include <string>

namespace lockstep::sync {

class Thread : public Resource {
public:
    Thread(std::string_view name, std::function<void()> body, Site site = Site::current());
    ~Thread();
    /// As std::make_unique, which would pass for the line that makes it.
    static std::unique_ptr<Thread> make(std::string_view name, std::function<void()> body,
                                        Site site = Site::current());
    /// `body` must own what it uses: the program's own variables may be gone while it still runs.
    static std::shared_ptr<Thread> daemon(std::string_view name, std::function<void()> body,
                                          Site site = Site::current());

    /// Before start; 0 unless said, and what is higher goes first. Chance keeps to it where it chooses who
    /// goes next. A user need not, and the kernel does not know of it.
    void setPriority(std::int32_t priority) { m_strand.worker.priority = priority; }
    /// Throws std::system_error when the kernel has no thread to give. Once only.
    void start(Site site = Site::current());
    /// Waits until the thread's code has ended. It must have been started.
    void join(Site site = Site::current());
    /// False when the session time was over first.
    bool try_join_for(std::chrono::nanoseconds limit, Site site = Site::current());

    /// Has started and its last event is recorded. Any thread.
    bool hasEnded() const { return m_strand.hasEnded.load(std::memory_order_acquire) != 0; }
    /// Waits, outside of the recorded program, until the kernel's thread is gone. Any thread.
    void reap() { Runtime::reap(m_strand); }

private:
    enum class Kind : std::int32_t { Ordinary, Daemon };
    Thread(std::string_view name, std::function<void()> body, std::shared_ptr<Runtime::Strand> strand,
           Kind kind, Site site);
    bool joinWithin(std::optional<Clock> limit, Site site);
    void recordStillbirth();
    void run();
    void runBody(Worker& me);
    friend struct ThreadRef;

    const std::shared_ptr<Runtime::Strand> m_sharedStrand; // the Runtime's as well, while it runs
    Runtime::Strand& m_strand;
    const std::string m_name;
    std::function<void()> m_body;
    bool m_isStarted = false;
    bool m_hasEnded = false;
    bool m_isJoined = false;
};

/// A thread as a declaration names it.
struct ThreadRef {
    ThreadRef(const Thread& thread)
        : id(thread.m_strand.worker.id) {}
    /// The calling thread: Main has no Thread object of its own in the program.
    static ThreadRef self() { return ThreadRef(Worker::current().id); }

    RuntimeId id;

private:
    explicit ThreadRef(RuntimeId number)
        : id(number) {}
};

} // namespace lockstep::sync
