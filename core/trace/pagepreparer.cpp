// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trace/pagepreparer.h"

#include "core/trace/freshmemory.h"

#include <pthread.h>
#include <system_error>

namespace lockstep {

namespace {
constexpr std::size_t kMostRanges = 8; // a track has one at most on its way
} // namespace

thread_local constinit PagePreparer* PagePreparer::t_current = nullptr;

PagePreparer::~PagePreparer() {
    t_current = nullptr;
    if (!m_thread.joinable()) return;
    {
        const std::lock_guard lock(m_mutex);
        m_isOver = true;
    }
    m_changed.notify_one();
    m_thread.join();
}

bool PagePreparer::request(void* begin, std::size_t bytes) {
    if (!hasThread()) return false;
    {
        const std::lock_guard lock(m_mutex);
        if (m_ranges.size() >= kMostRanges) return false;
        m_ranges.push_back({begin, bytes});
    }
    m_changed.notify_one();
    return true;
}

bool PagePreparer::hasThread() {
    if (m_thread.joinable()) return true;
    try {
        m_thread = std::thread([this] { work(); });
    } catch (const std::system_error&) { // the system has none left: it goes without
        return false;
    }
    pthread_setname_np(m_thread.native_handle(), "ls-pages");
    return true;
}

void PagePreparer::work() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_isOver || !m_ranges.empty(); });
        if (m_isOver) return;
        const Range range = m_ranges.front();
        m_ranges.pop_front();
        lock.unlock();
        prepareToWrite(range.begin, range.bytes);
        lock.lock();
    }
}

} // namespace lockstep
