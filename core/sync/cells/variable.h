// SPDX-License-Identifier: GPL-3.0-or-later
// Plain and atomic variables whose every access is recorded.
//
// A plain variable takes its latch for one access and never for a pair, so x.write(x.read() + 1) loses
// updates as a race would, the order of accesses is a fact, and nothing is undefined.
#pragma once

#include "core/sync/locks/mutex.h"

#include <concepts>

namespace lockstep::sync {

template <std::integral T>
class Variable : public Resource {
public:
    explicit Variable(std::string_view name, T initial = {}, Site site = Site::current())
        : Resource(ObjectKind::Variable, name, static_cast<std::int32_t>(initial), site)
        , m_value(initial) {}

    T read(Site site = Site::current()) {
        T value{};
        perform(
            {EventKind::Read, site}, [] { return true; }, [&] { return value = m_value; });
        return value;
    }
    void write(T value, Site site = Site::current()) {
        perform(
            {EventKind::Write, site}, [] { return true; }, [&] { return m_value = value; });
    }
    /// Without a record: for the result, when all threads have ended.
    T value() const { return m_value; }

private:
    T m_value;
};

template <std::integral T>
class Atomic : public Resource {
public:
    explicit Atomic(std::string_view name, T initial = {}, Site site = Site::current())
        : Resource(ObjectKind::Atomic, name, static_cast<std::int32_t>(initial), site)
        , m_value(initial) {}

    T load(Site site = Site::current()) {
        T value{};
        perform(
            {EventKind::Read, site}, [] { return true; }, [&] { return value = m_value; });
        return value;
    }
    void store(T value, Site site = Site::current()) {
        perform(
            {EventKind::Write, site}, [] { return true; }, [&] { return m_value = value; });
    }
    /// Returns the value before; reading and writing are one step.
    T fetch_add(T amount, Site site = Site::current()) {
        T before{};
        perform(
            {EventKind::Update, site}, [] { return true; },
            [&] {
                before = m_value;
                return m_value += amount;
            });
        return before;
    }
    T value() const { return m_value; }

private:
    T m_value;
};

} // namespace lockstep::sync
