// SPDX-License-Identifier: GPL-3.0-or-later
// Fetches fresh pages on a thread of its own, ahead of the one that appends.
//
// A page that is written for the first time must be found and cleared by the kernel, which for a trace of
// many million events takes longer than all that is derived from them. The thread begins with the first
// request, so a small trace never has one.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <thread>

namespace lockstep {

class PagePreparer {
public:
    /// For the calling thread, which has no other and will end it.
    PagePreparer() { t_current = this; }
    ~PagePreparer();
    PagePreparer(const PagePreparer&) = delete;
    PagePreparer& operator=(const PagePreparer&) = delete;

    /// The calling thread's; null when it has none.
    static PagePreparer* current() { return t_current; }

    /// False when it is too far behind to take on more, or has no thread. Only a hint to the kernel: nothing
    /// is written, so it does not matter if the memory is gone when its turn comes.
    bool request(void* begin, std::size_t bytes);

private:
    struct Range {
        void* begin;
        std::size_t bytes;
    };
    bool hasThread();
    void work();

    static thread_local constinit PagePreparer* t_current;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Range> m_ranges;
    bool m_isOver = false;
    std::thread m_thread;
};

} // namespace lockstep
