// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/runtime/runtime.h"

#include <algorithm>
#include <ranges>

namespace lockstep {

Runtime::~Runtime() {
    for (Strand* strand : strands()) reap(*strand);
}

Runtime::Strand& Runtime::addStrand(RuntimeId parent, std::string path) {
    const std::lock_guard lock(m_mutex);
    const auto id = static_cast<RuntimeId>(m_strands.size());
    return *m_strands.emplace_back(std::make_unique<Strand>(*this, id, parent, std::move(path)));
}

void Runtime::start(Strand& strand, std::function<void()> body) {
    RingBuffer& ring = recorder.attach(strand.worker.id);
    const auto run = [&strand, &ring, this, body = std::move(body)] {
        strand.worker.begin(ring);
        body();
        Worker::end();
        recorder.detach(ring);
        strand.hasEnded.store(1, std::memory_order_release); // pairs with reap's and the controller's acquire
        if (onStrandChanged) onStrandChanged();
    };
    const std::lock_guard lock(strand.joinMutex);
    strand.hasStarted.store(true, std::memory_order_release); // pairs with nextToUnwind
    try {
        strand.thread = std::thread(run);
    } catch (...) {
        recorder.detach(ring);
        strand.hasEnded.store(1, std::memory_order_release);
        throw;
    }
}

void Runtime::reap(Strand& strand) {
    const std::lock_guard lock(strand.joinMutex);
    if (strand.thread.joinable()) strand.thread.join();
}

void Runtime::signalAll() {
    for (Strand* strand : strands()) strand->worker.signal();
}

std::vector<Runtime::Strand*> Runtime::strands() const {
    const std::lock_guard lock(m_mutex);
    std::vector<Strand*> all;
    for (const auto& strand : m_strands) all.push_back(strand.get());
    return all;
}

bool Runtime::isQuiet() const {
    return std::ranges::all_of(strands(), [](const Strand* strand) {
        const bool hasStarted = strand->hasStarted.load(std::memory_order_acquire);
        return !hasStarted || strand->hasEnded.load(std::memory_order_acquire) != 0 ||
               strand->worker.isAtRest();
    });
}

Runtime::Strand* Runtime::nextToUnwind() const {
    // a child is added after its parent, so the latest has no unfinished children
    for (Strand* strand : strands() | std::views::reverse)
        if (strand->hasStarted.load(std::memory_order_acquire) &&
            strand->hasEnded.load(std::memory_order_acquire) == 0)
            return strand;
    return nullptr;
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
