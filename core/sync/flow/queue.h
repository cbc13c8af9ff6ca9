// SPDX-License-Identifier: GPL-3.0-or-later
// A bounded first-in-first-out queue between threads: put blocks while it is full, take while it is empty.
#pragma once

#include "core/sync/locks/mutex.h"

#include <deque>
#include <optional>

namespace lockstep::sync {

template <class T>
class BlockingQueue : public Resource {
public:
    /// Capacity 0: no limit.
    explicit BlockingQueue(std::string_view name, std::int32_t capacity = 0, Site site = Site::current())
        : Resource(ObjectKind::Queue, name, capacity, site)
        , m_capacity(capacity) {}

    /// False when the queue is closed: the item was not put.
    bool put(T item, Site site = Site::current()) {
        bool isPut = false;
        perform(
            {EventKind::Put, site}, [this] { return m_isClosed || hasRoom(); },
            [&] {
                isPut = !m_isClosed;
                if (!isPut) return Committed{EventKind::Refuse, size()};
                m_items.push_back(std::move(item));
                return Committed{EventKind::Put, size()};
            });
        return isPut;
    }
    /// Nothing when the queue is closed and empty.
    std::optional<T> take(Site site = Site::current()) { return takeWithin(std::nullopt, site); }
    /// Nothing also when the session time was over first.
    std::optional<T> take_for(std::chrono::nanoseconds limit, Site site = Site::current()) {
        return takeWithin(limit, site);
    }
    /// Nothing more will be put: whoever waits goes on.
    void close(Site site = Site::current()) {
        perform(
            {EventKind::Close, site, true}, [] { return true; },
            [this] {
                m_isClosed = true;
                return size();
            });
    }

private:
    bool hasRoom() const { return m_capacity == 0 || size() < m_capacity; }
    std::int32_t size() const { return static_cast<std::int32_t>(m_items.size()); }

    std::optional<T> takeWithin(std::optional<Clock> limit, Site site) {
        std::optional<T> item;
        perform(
            {EventKind::Take, site}, [this] { return m_isClosed || !m_items.empty(); },
            [&] {
                if (m_items.empty()) return Committed{EventKind::Refuse, 0};
                item.emplace(std::move(m_items.front()));
                m_items.pop_front();
                return Committed{EventKind::Take, size()};
            },
            limit);
        return item;
    }

    const std::int32_t m_capacity;
    std::deque<T> m_items;
    bool m_isClosed = false;
};

} // namespace lockstep::sync
