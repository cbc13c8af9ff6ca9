// SPDX-License-Identifier: GPL-3.0-or-later
// A sequence that one thread appends to while others read what is already there.
//
// Elements never move and are never changed after append() returned, so a reference stays good for the life
// of the sequence. Chunks double in size: at most 40 of them are ever allocated and an index finds its chunk
// with one bit scan. Cost of append: a store and a release store, and now and then one allocation.
#pragma once

#include "core/trace/freshmemory.h"
#include "core/trace/largememory.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace lockstep {

template <class T, std::size_t FirstChunk = 64>
class AppendOnly {
    static_assert(std::has_single_bit(FirstChunk));
    static constexpr std::size_t kShift = std::countr_zero(FirstChunk);
    static constexpr std::size_t kChunks = 40 - kShift;

public:
    AppendOnly() = default;
    AppendOnly(const AppendOnly&) = delete;
    AppendOnly& operator=(const AppendOnly&) = delete;
    ~AppendOnly() {
        if constexpr (!std::is_trivially_destructible_v<T>)
            for (std::size_t i = 0, n = size(); i < n; ++i) std::destroy_at(slot(i));
        for (std::size_t c = 0; c < kChunks; ++c)
            deallocate(m_chunks[c].load(std::memory_order_relaxed), FirstChunk << c);
    }

    /// Any thread. Everything below the returned count is complete and readable.
    std::size_t size() const { return m_size.load(std::memory_order_acquire); } // pairs with append's release
    bool empty() const { return size() == 0; }

    /// Any thread, for i < a size() it has seen.
    const T& operator[](std::size_t i) const { return *slot(i); }
    const T& back() const { return (*this)[size() - 1]; }

    /// The one writer only.
    template <class... Args>
    T& append(Args&&... args) {
        T& element = stage(std::forward<Args>(args)...);
        publish();
        return element;
    }

    /// The one writer only: append() in two steps. Between them the element is not counted, yet may be read
    /// by whoever learnt its index from a sequence that was appended to after it was staged.
    template <class... Args>
    T& stage(Args&&... args) {
        if (m_next == m_readyEnd) [[unlikely]]
            makeReady();
        return *std::construct_at(m_next, std::forward<Args>(args)...);
    }
    void publish() {
        ++m_next;
        m_size.store(m_size.load(std::memory_order_relaxed) + 1,
                     std::memory_order_release); // pairs with size()
    }

    /// The one writer only: for elements that guard their own growth (such as a lane inside a list of lanes).
    T& writable(std::size_t i) { return *slot(i); }

private:
    struct Place {
        std::size_t chunk;
        std::size_t offset;
    };
    // chunk c holds FirstChunk * 2^c elements; (i / FirstChunk + 1) has its top bit at c
    static Place locate(std::size_t i) {
        const auto chunk = static_cast<std::size_t>(std::bit_width(i / FirstChunk + 1)) - 1;
        return {chunk, i + FirstChunk - (FirstChunk << chunk)};
    }
    T* slot(std::size_t i) const {
        const auto [chunk, offset] = locate(i);
        return m_chunks[chunk].load(std::memory_order_relaxed) + offset; // ordered by the reader's size()
    }
    // Begins a chunk, or goes on in one: pages of a large chunk are touched only as they fill.
    void makeReady() {
        const auto [chunk, offset] = locate(m_size.load(std::memory_order_relaxed));
        const std::size_t count = FirstChunk << chunk;
        if (offset == 0) {
            m_next = allocate(count);
            m_chunks[chunk].store(m_next, std::memory_order_relaxed);
        }
        const std::size_t ready = std::min(count - offset, kStride);
        m_readyEnd = m_next + ready;
        if (!isLarge(count)) return;
        prepare({reinterpret_cast<char*>(m_next), ready * sizeof(T), (count - offset - ready) * sizeof(T),
                 offset == 0});
    }
    static constexpr bool isLarge(std::size_t count) { return count >= 4 * kStride; }
    static T* allocate(std::size_t count) {
        const std::size_t bytes = count * sizeof(T);
        return static_cast<T*>(isLarge(count) ? takeLarge(bytes) : ::operator new(bytes, kAlignment));
    }
    static void deallocate(T* chunk, std::size_t count) {
        if (!chunk) return;
        isLarge(count) ? giveLarge(chunk, count * sizeof(T)) : ::operator delete(chunk, kAlignment);
    }

    static constexpr std::align_val_t kAlignment{std::max<std::size_t>(alignof(T), 16)};

    static constexpr std::size_t kStride = std::max<std::size_t>(1, kFreshBytes / sizeof(T)); // elements

    std::atomic<std::size_t> m_size{0};
    T* m_next = nullptr;     // writer's: where the next element goes
    T* m_readyEnd = nullptr; // writer's: up to here without a look
    std::array<std::atomic<T*>, kChunks> m_chunks{};
};

} // namespace lockstep
