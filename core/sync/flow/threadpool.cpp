// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/flow/threadpool.h"

namespace lockstep::sync {

ThreadPool::ThreadPool(std::string_view name, int workers, Site site)
    : m_tasks(name, 0, site) {
    try {
        for (int i = 1; i <= workers; ++i) addWorker(i, site);
    } catch (...) {
        m_tasks.close(site); // those that were made must not wait for ever
        throw;
    }
}

void ThreadPool::addWorker(int number, Site site) {
    const auto body = [this, site] { workOff(site); };
    m_threads.push_back(std::make_unique<Thread>("Worker " + std::to_string(number), body, site));
    m_tasks.declareConsumer(*m_threads.back(), site);
    m_threads.back()->start(site);
}

ThreadPool::~ThreadPool() {
    m_tasks.close();
}

void ThreadPool::workOff(Site site) {
    while (auto task = m_tasks.take(site)) (*task)();
}

} // namespace lockstep::sync
