// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/eventblocks.h"

#include "core/trace/freshmemory.h"

#include <cstdlib>
#include <new>

namespace lockstep {

void EventBlocks::Free::operator()(EventBlock* slab) const {
    std::free(slab);
}

EventBlock* EventBlocks::take() {
    if (!m_idle) m_idle = m_givenBack.exchange(nullptr, std::memory_order_acquire); // pairs with giveBack
    if (!m_idle) allocate();
    EventBlock* block = m_idle;
    m_idle = block->next;
    block->next = nullptr;
    block->count = 0;
    return block;
}

void EventBlocks::giveBack(EventBlock* block) {
    block->next = m_givenBack.load(std::memory_order_relaxed);
    while (!m_givenBack.compare_exchange_weak(block->next, block, std::memory_order_release,
                                              std::memory_order_relaxed)) {
    } // pairs with take
}

// Events are written into raw memory: they are plain bytes.
void EventBlocks::allocate() {
    auto* slab = static_cast<EventBlock*>(std::malloc(kSlab * sizeof(EventBlock)));
    if (!slab) throw std::bad_alloc();
    m_slabs.emplace_back(slab);
    prepareToWrite(slab, kSlab * sizeof(EventBlock));
    for (std::size_t i = kSlab; i > 0; --i) {
        slab[i - 1].next = m_idle;
        m_idle = &slab[i - 1];
    }
}

void EventBlocks::release() {
    m_idle = nullptr;
    m_givenBack.store(nullptr, std::memory_order_relaxed);
    m_slabs.clear();
}

void EventChain::addBlock() {
    EventBlock* block = m_pool->take();
    if (m_last) {
        m_last->count = EventBlock::kCapacity;
        m_last->next = block;
    } else {
        m_first = block;
    }
    m_last = block;
    ++m_blocks;
    m_at = block->events;
    m_end = block->events + EventBlock::kCapacity;
}

} // namespace lockstep
