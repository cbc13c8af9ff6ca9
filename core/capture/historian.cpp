// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/historian.h"

#include "core/trace/pagepreparer.h"

#include <algorithm>
#include <pthread.h>
#include <sys/resource.h>
#include <utility>

namespace lockstep {

namespace {

constexpr int kNice = 5;

RawEvent toRaw(const KernelRecord& record) {
    using Kind = KernelRecord::Kind;
    RawEvent raw{.ticks = static_cast<std::uint64_t>(record.time),
                 .order = static_cast<std::uint32_t>(record.tid),
                 .value = record.cpu};
    raw.kind = record.kind == Kind::In ? EventKind::SwitchIn : EventKind::SwitchOut;
    if (record.kind == Kind::Preempted) raw.alternative = Alternative::Preempted;
    if (record.kind == Kind::Lost) {
        raw.kind = EventKind::KernelLost;
        raw.value = record.count;
    }
    return raw;
}

} // namespace

Historian::~Historian() {
    finish();
}

void Historian::start() {
    m_thread = std::thread([this] { workOff(); });
    pthread_setname_np(m_thread.native_handle(), "ls-historian");
}

void Historian::finish() {
    if (!m_thread.joinable()) return;
    {
        const std::lock_guard lock(m_mutex);
        m_isFinishing = true;
    }
    m_changed.notify_one();
    m_thread.join();
    m_blocks.release(); // a run that is over may be looked at for long
    m_kernelBlocks.release();
}

void Historian::add(Batch batch) {
    m_behind.fetch_add(batch.blocks, std::memory_order_relaxed);
    {
        const std::lock_guard lock(m_mutex);
        m_batches.push_back(std::move(batch));
    }
    m_changed.notify_one();
}

void Historian::workOff() {
    setpriority(PRIO_PROCESS, static_cast<id_t>(currentTid()), kNice); // the program's threads come first
    const PagePreparer pages;                                          // for what is appended here
    for (;;) {
        Batch batch;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_isFinishing || !m_batches.empty(); });
            if (m_batches.empty()) return;
            batch = std::move(m_batches.front());
            m_batches.pop_front();
        }
        deliver(batch);
        m_behind.fetch_sub(batch.blocks, std::memory_order_relaxed);
        if (m_onBatch) m_onBatch();
    }
}

void Historian::deliver(Batch& batch) {
    for (Part& part : batch.parts) {
        if (!std::exchange(part.source->isListed, true)) m_sources.push_back(part.source);
        part.source->add(part.events);
    }
    addKernel(batch.kernel);
    std::vector<Merger::Source*> sources{&m_kernelSource};
    for (const auto& source : m_sources) sources.push_back(source.get());
    m_merger.merge(sources, batch.horizon);
    m_sink.advanceTo(batch.horizon);
    std::erase_if(m_sources, [](const auto& source) {
        source->isListed = !source->isEmpty();
        return source->isEmpty();
    });
}

void Historian::addKernel(const std::vector<KernelRecord>& records) {
    EventChain events(m_kernelBlocks);
    for (const KernelRecord& record : records) {
        if (record.kind != KernelRecord::Kind::Lost) m_sink.kernelSaw(record.tid);
        if (record.kind != KernelRecord::Kind::Born) events.append(toRaw(record));
    }
    events.close();
    m_kernelSource.add(events);
}

} // namespace lockstep
