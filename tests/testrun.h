// SPDX-License-Identifier: GPL-3.0-or-later
// A few lines of code, run as a scenario on real threads: `TestRun p([] { ... }); p.run();`.
//
// The code is the main thread's. `settings` says how to run it; its scenario is filled in.
#pragma once

#include "core/engine/session.h"
#include "printed.h"

#include <functional>
#include <mutex>

namespace lockstep {

/// Where a test under a sanitizer does less: each of them makes everything several times slower.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
inline constexpr bool kIsSanitized = true;
#else
inline constexpr bool kIsSanitized = false;
#endif

/// Nothing in a test takes as long; whatever does, hangs.
inline constexpr std::chrono::milliseconds kHangLimit{120'000};

class TestRun {
public:
    explicit TestRun(std::function<void()> main, RunSettings settings = {})
        : m_key(keep(std::move(main)))
        , m_session(completed(std::move(settings), m_key)) {}
    ~TestRun() {
        m_session.stop();
        m_session.waitUntilEnded(kHangLimit);
        const std::lock_guard lock(s_mutex);
        s_mains.erase(m_key);
    }

    Session& session() { return m_session; }
    const Trace& trace() const { return m_session.trace(); }

    /// Starts it and waits for its end, or until it is stuck when the settings let it stay so. False: it
    /// hangs.
    bool run() {
        m_session.start();
        return m_session.waitUntilSettled(kHangLimit);
    }

private:
    static std::int64_t keep(std::function<void()> main) {
        const std::lock_guard lock(s_mutex);
        s_mains[++s_last] = std::move(main);
        return s_last;
    }
    static void runMain(Stage& stage) {
        std::function<void()> main;
        {
            const std::lock_guard lock(s_mutex);
            main = s_mains.at(stage["key"]);
        }
        main();
    }
    static RunSettings completed(RunSettings settings, std::int64_t key) {
        static const Scenario scenario{
            .id = "program", .parameters = {{"key", "Which program", 0, 0, 1'000'000'000}}, .run = runMain};
        settings.scenario = &scenario;
        settings.parameters["key"] = key;
        return settings;
    }

    static inline std::mutex s_mutex;
    static inline std::map<std::int64_t, std::function<void()>> s_mains;
    static inline std::int64_t s_last = 0;

    std::int64_t m_key;
    Session m_session;
};

} // namespace lockstep
