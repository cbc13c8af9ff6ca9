// SPDX-License-Identifier: GPL-3.0-or-later
// The choosers that need nobody to ask: chance, a script, and one after the other.
#pragma once

#include "core/schedule/chooser.h"

#include <cstdint>
#include <memory>
#include <random>
#include <vector>

namespace lockstep {

/// Each candidate is equally likely, among those of the highest priority. The same seed makes the same
/// choices in every build.
class RandomChooser final : public Chooser {
public:
    explicit RandomChooser(std::uint64_t seed)
        : m_engine(seed) {}
    std::optional<Choice> choose(const Crossroads& here) override;

private:
    std::mt19937_64 m_engine;
};

/// What is written, choice by choice; then whoever comes after it, if anybody does.
class ScriptChooser final : public Chooser {
public:
    explicit ScriptChooser(std::vector<Choice> script, std::shared_ptr<Chooser> then = nullptr)
        : m_script(std::move(script))
        , m_then(std::move(then)) {}
    std::optional<Choice> choose(const Crossroads& here) override;
    bool knowsBetter() const override { return m_next < m_script.size(); }
    bool handOver(const std::shared_ptr<Chooser>& next) override {
        if (!knowsBetter()) return false;
        m_then = next;
        return true;
    }
    bool hasEnded() const override { return m_then ? m_then->hasEnded() : true; }

private:
    std::vector<Choice> m_script;
    std::size_t m_next = 0;
    std::shared_ptr<Chooser> m_then;
};

/// Lets whoever made the last step go on as long as it can, then the first who can.
class CurrentFirst final : public Chooser {
public:
    std::optional<Choice> choose(const Crossroads& here) override { return here.candidates[0].choice; }
};

/// As CurrentFirst, but at least one step and then until one more thread can't go on.
class UntilSomebodyBlocks final : public Chooser {
public:
    std::optional<Choice> choose(const Crossroads& here) override;

private:
    std::optional<std::size_t> m_parked; // at the step before
    bool m_isOver = false;
};

/// One thread's steps only, until it ends or cannot go on.
class UntilEnds final : public Chooser {
public:
    /// Its number as in a Choice.
    explicit UntilEnds(std::uint32_t thread)
        : m_thread(thread) {}
    std::optional<Choice> choose(const Crossroads& here) override;

private:
    std::uint32_t m_thread;
    bool m_isOver = false;
};

/// Leaves every choice to BatonPolicy::choose().
class NoChooser final : public Chooser {
public:
    std::optional<Choice> choose(const Crossroads&) override { return std::nullopt; }
};

} // namespace lockstep
