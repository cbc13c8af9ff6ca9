// SPDX-License-Identifier: GPL-3.0-or-later
// A bounded first-in-first-out queue between threads: put blocks while it is full, take while it is empty.
//
// | call     | steps                                     | returns when                                     |
// |----------|-------------------------------------------|--------------------------------------------------|
// | put      | Put; Refuse when it is closed: false      | there is room, or it is closed                   |
// | take     | Take; Refuse when it is closed: nothing   | there is an item, or it is closed                |
// | ..._for  | as put, take, or Timeout: false, nothing  | or when the session time is over                 |
// | close    | Close                                     | at once; what is inside can still be taken       |
#pragma once

#include "core/sync/flow/thread.h"

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

    /// Promises, as Signallable::declareSignaller: besides those declared nobody will put items or close it.
    void declareProducer(ThreadRef thread, Site site = Site::current()) {
        declare(EventKind::Signaller, thread.id, site);
    }
    /// Likewise: nobody else will take items.
    void declareConsumer(ThreadRef thread, Site site = Site::current()) {
        declare(EventKind::Taker, thread.id, site);
    }

    bool put(T item, Site site = Site::current()) { return putWithin(std::move(item), std::nullopt, site); }
    bool put_for(T item, std::chrono::nanoseconds limit, Site site = Site::current()) {
        return putWithin(std::move(item), limit, site);
    }
    std::optional<T> take(Site site = Site::current()) { return takeWithin(std::nullopt, site); }
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

    bool putWithin(T item, std::optional<Clock> limit, Site site) {
        bool isPut = false;
        perform(
            {EventKind::Put, site}, [this] { return m_isClosed || hasRoom(); },
            [&] {
                isPut = !m_isClosed;
                if (!isPut) return Committed{EventKind::Refuse, size()};
                m_items.push_back(std::move(item));
                return Committed{EventKind::Put, size()};
            },
            limit);
        return isPut;
    }
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
