// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario: a small program on real threads, and what a person must know to run it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lockstep {

enum class Mode : std::uint8_t {
    Free,
    Slow,
    Step,   ///< one thread moves at a time; whoever is asked chooses which
    Random, ///< likewise, chosen by chance, repeatable by its seed
    Replay, ///< likewise, as a schedule says
};
std::string_view name(Mode mode); ///< "free", "slow", "step", "random", "replay"
/// One thread moves at a time, on a virtual clock.
constexpr bool isOneAtATime(Mode mode) {
    return mode == Mode::Step || mode == Mode::Random || mode == Mode::Replay;
}

struct ParameterInfo {
    std::string_view name;  ///< "threads": as after --set
    std::string_view label; ///< "How many threads count", for a person
    std::int64_t standard = 0;
    std::int64_t min = 0;
    std::int64_t max = 0;
    std::string_view unit = {}; ///< "us" for simulated work; empty for a plain number
};

struct VariantInfo {
    std::string_view name;
    std::string_view summary; ///< one sentence
};

/// A mode that a scenario cannot be run in, and why not, in one sentence for a person.
struct UnsupportedMode {
    Mode mode = Mode::Free;
    std::string_view reason;
};

/// Values by name; what is not set has its standard value.
using Parameters = std::map<std::string, std::int64_t, std::less<>>;

/// What a scenario computed: nothing, a number, a list, or words.
using Value = std::variant<std::monostate, std::int64_t, std::vector<std::int64_t>, std::string>;

/// What a scenario's code sees of its run.
class Stage {
public:
    Stage(std::string variant, Parameters parameters)
        : m_variant(std::move(variant))
        , m_parameters(std::move(parameters)) {}

    bool is(std::string_view variant) const { return m_variant == variant; }
    /// Throws std::out_of_range for a name the scenario does not declare.
    std::int64_t operator[](std::string_view parameter) const;

    void setResult(Value result, Value expected = {}) {
        m_result = std::move(result);
        m_expected = std::move(expected);
    }
    const Value& result() const { return m_result; }
    const Value& expected() const { return m_expected; }

private:
    std::string m_variant;
    Parameters m_parameters; // complete: every declared one
    Value m_result;
    Value m_expected;
};

struct Scenario {
    std::string_view id;               ///< "two-locks"
    std::string_view title;            ///< "Two locks, opposite order"
    std::string_view group;            ///< heading in lists
    std::string_view summary;          ///< one sentence
    std::vector<VariantInfo> variants; ///< the first is the default; empty when there is only one way
    std::vector<ParameterInfo> parameters;
    std::string_view sourceFile; ///< "two_locks.cpp": shown in the code pane
    void (*run)(Stage&);         ///< the main thread's code
    /// What is not real where one thread moves at a time, in one sentence; empty when all is. Real in free
    /// run and slow motion either way.
    std::string_view modelled = {};
    std::vector<UnsupportedMode> unsupported = {}; ///< all other modes can be chosen
    /// Where one thread moves at a time the run is cut off after so many: less where it gets nowhere anyway.
    std::size_t stepLimit = SIZE_MAX;
    /// Variants that teach by standing side by side on one time scale; empty: all of them do.
    std::vector<std::vector<std::string_view>> sideBySide = {};
    /// What a result that is a number counts, or a list has an item for: "tasks". Empty where it says nothing
    /// of how much was done.
    std::string_view resultCounts = {};

    std::string_view defaultVariant() const {
        return variants.empty() ? std::string_view{} : variants[0].name;
    }
};

/// What is wrong with a choice of variant and parameters, in one sentence that says what would be right;
/// nothing when all is well.
std::optional<std::string> whatIsWrongWith(const Scenario& scenario, std::string_view variant,
                                           const Parameters& set);

/// Why the scenario cannot be run in this mode, in one sentence; nothing when it can.
std::optional<std::string> whyNotIn(Mode mode, const Scenario& scenario);

/// Of complete parameters: what a schedule carries to be refused where others are set.
std::uint32_t hashOf(const Parameters& parameters);

/// The standard values, overwritten by those that are set.
Parameters completed(const Scenario& scenario, const Parameters& set);

} // namespace lockstep
