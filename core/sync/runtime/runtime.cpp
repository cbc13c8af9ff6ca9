// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/runtime/runtime.h"

#include <algorithm>
#include <cerrno>
#include <ranges>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>

namespace lockstep {

Runtime::~Runtime() {
    for (const auto& strand : strands()) reap(*strand);
    if (m_stopDescriptor >= 0) close(m_stopDescriptor);
}

std::shared_ptr<Runtime::Strand> Runtime::makeStrand(RuntimeId parent, std::string path) {
    const RuntimeId id = m_nextThread.fetch_add(1, std::memory_order_relaxed);
    return std::make_shared<Strand>(*this, id, parent, std::move(path));
}

Signal* Runtime::takeSignal() {
    const std::lock_guard lock(m_mutex);
    if (m_idleSignals.empty()) return &m_signals.emplace_back();
    Signal* signal = m_idleSignals.back();
    m_idleSignals.pop_back();
    return signal;
}

void Runtime::giveBack(Signal& signal) {
    const std::lock_guard lock(m_mutex);
    m_idleSignals.push_back(&signal);
}

void Runtime::forget(const Strand& strand) {
    std::shared_ptr<Strand> last; // may be: then it goes when the lock is free, which its end takes itself
    const std::lock_guard lock(m_mutex);
    const auto known = m_strands.find(strand.worker.id);
    if (known == m_strands.end()) return;
    last = std::move(known->second);
    m_strands.erase(known);
}

void Runtime::start(const std::shared_ptr<Strand>& shared, std::function<void()> body) {
    Strand& strand = *shared; // its owner reaps it, so it outlives the thread
    RingBuffer& ring = recorder.attach(strand.worker.id);
    const auto run = [&strand, &ring, this, body = std::move(body)] {
        strand.worker.begin(ring);
        body();
        Worker::end();
        recorder.detach(ring);
        strand.hasEnded.store(1, std::memory_order_release); // pairs with the controller's acquire
        forget(strand);
        if (onStrandChanged) onStrandChanged();
    };
    const std::lock_guard lock(strand.joinMutex);
    {
        const std::lock_guard listLock(m_mutex);
        m_strands.emplace(strand.worker.id, shared);
    }
    try {
        strand.thread = std::thread(run);
    } catch (...) {
        recorder.detach(ring);
        strand.hasEnded.store(1, std::memory_order_release);
        forget(strand);
        throw;
    }
}

void Runtime::reap(Strand& strand) {
    const std::lock_guard lock(strand.joinMutex);
    if (strand.thread.joinable()) strand.thread.join();
}

void Runtime::allow(const cpu_set_t& cpus) {
    for (const auto& strand : strands()) {
        const std::lock_guard lock(strand->joinMutex);
        if (strand->thread.joinable())
            pthread_setaffinity_np(strand->thread.native_handle(), sizeof cpus, &cpus);
    }
}

void Runtime::signalAll() {
    for (const auto& strand : strands()) strand->worker.signal();
    const std::lock_guard lock(m_mutex);
    if (m_stopDescriptor >= 0 && gate.isStopping()) eventfd_write(m_stopDescriptor, 1);
}

int Runtime::stopDescriptor() {
    const std::lock_guard lock(m_mutex);
    if (m_stopDescriptor < 0) m_stopDescriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (m_stopDescriptor < 0)
        throw std::system_error(errno, std::generic_category(), "cannot make a descriptor for stopping");
    if (gate.isStopping()) eventfd_write(m_stopDescriptor, 1); // signalAll() may have been before it was made
    return m_stopDescriptor;
}

std::vector<std::shared_ptr<Runtime::Strand>> Runtime::strands() const {
    const std::lock_guard lock(m_mutex);
    const auto all = m_strands | std::views::values;
    return {all.begin(), all.end()};
}

bool Runtime::isQuiet() const {
    return std::ranges::all_of(strands(), [](const auto& strand) {
        return strand->hasEnded.load(std::memory_order_acquire) != 0 || strand->worker.isAtRest();
    });
}

std::shared_ptr<Runtime::Strand> Runtime::nextToUnwind() const {
    const std::lock_guard lock(m_mutex);
    // a child is made after its parent, so the latest has no unfinished children
    for (const auto& strand : m_strands | std::views::values | std::views::reverse)
        if (strand->hasEnded.load(std::memory_order_acquire) == 0) return strand;
    return nullptr;
}

bool Runtime::isOver() const {
    return std::ranges::all_of(strands(), [](const auto& strand) {
        return strand->worker.isDaemon || strand->hasEnded.load(std::memory_order_acquire) != 0;
    });
}

void Runtime::keepDaemon(std::shared_ptr<void> thread, std::shared_ptr<Strand> strand) {
    std::vector<std::shared_ptr<Strand>> ended;
    {
        const std::lock_guard lock(m_mutex);
        const auto isAlive = [](const auto& one) {
            return one->hasEnded.load(std::memory_order_acquire) == 0;
        };
        const auto first = std::ranges::partition(m_unreaped, isAlive).begin();
        ended.assign(std::make_move_iterator(first), std::make_move_iterator(m_unreaped.end()));
        m_unreaped.erase(first, m_unreaped.end());
        m_kept.push_back(std::move(thread));
        m_unreaped.push_back(std::move(strand));
    }
    for (const auto& one : ended) reap(*one);
}

void Runtime::letGoOfKept() {
    std::vector<std::shared_ptr<void>> kept; // goes when the lock is free, which its end takes itself
    const std::lock_guard lock(m_mutex);
    kept.swap(m_kept);
}

void Runtime::setFailure(std::string what) {
    const std::lock_guard lock(m_mutex);
    if (m_failure.empty()) m_failure = std::move(what);
}

std::string Runtime::failure() const {
    const std::lock_guard lock(m_mutex);
    return m_failure;
}

} // namespace lockstep
