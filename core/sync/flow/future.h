// SPDX-License-Identifier: GPL-3.0-or-later
// A value that one thread will set and another waits for.
#pragma once

#include "core/sync/flow/signallable.h"

#include <concepts>
#include <exception>
#include <memory>

namespace lockstep::sync {

/// What a promise and its future share.
template <class T>
class FutureState : public Signallable {
public:
    FutureState(std::string_view name, Site site)
        : Signallable(ObjectKind::Future, name, 0, site) {}

    void set(std::optional<T> value, std::exception_ptr error, Site site) {
        perform(
            {EventKind::Set, site, true}, [] { return true; },
            [&] {
                m_value = std::move(value);
                m_error = std::move(error);
                m_isReady = true;
                return 1;
            });
    }
    T get(Site site) {
        std::optional<T> value;
        std::exception_ptr error;
        perform(
            {EventKind::Get, site}, [this] { return m_isReady; },
            [&] {
                value = m_value;
                error = m_error;
                return 1;
            });
        if (error) std::rethrow_exception(error);
        return value ? *value : T{}; // granted to a thread that unwinds: nobody looks at it
    }
    bool waitFor(Clock limit, Site site) {
        return perform(
            {EventKind::Pass, site}, [this] { return m_isReady; }, [] { return 0; }, limit);
    }

private:
    std::optional<T> m_value;
    std::exception_ptr m_error;
    bool m_isReady = false;
};

template <class T>
class Future {
public:
    explicit Future(std::shared_ptr<FutureState<T>> state)
        : m_state(std::move(state)) {}

    /// Waits for the value; throws what the task threw.
    T get(Site site = Site::current()) { return m_state->get(site); }
    /// True when there is something to get; false when the session time was over first.
    bool wait_for(std::chrono::nanoseconds limit, Site site = Site::current()) {
        return m_state->waitFor(limit, site);
    }

private:
    std::shared_ptr<FutureState<T>> m_state;
};

template <class T>
class Promise {
public:
    explicit Promise(std::string_view name, Site site = Site::current())
        : m_state(std::make_shared<FutureState<T>>(name, site)) {}

    Future<T> future() const { return Future<T>(m_state); }
    /// This thread may set it, and nobody who was not declared; see Signallable.
    void declareProvider(ThreadRef thread, Site site = Site::current()) {
        m_state->declareSignaller(thread, site);
    }
    void setValue(T value, Site site = Site::current()) { m_state->set(std::move(value), nullptr, site); }
    void setError(std::exception_ptr error, Site site = Site::current()) {
        m_state->set({}, std::move(error), site);
    }

private:
    std::shared_ptr<FutureState<T>> m_state;
};

} // namespace lockstep::sync
