// SPDX-License-Identifier: GPL-3.0-or-later
// A schedule as text: who went at each step of which scenario.
//
//     ls1;two-locks;naive;5f0c91a2;seed=7;1,0*1000,1:timeout
//
// Version, scenario, variant, hash of the parameters, seed, then one entry a step: the thread's number, and
// the way where it is not the usual one (timeout, spurious, wakeN: the waiter N others were ahead of).
// Entries that repeat are written once with a count.
#pragma once

#include "core/trace/choice.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lockstep {

struct Schedule {
    std::string scenario;
    std::string variant; ///< empty where the scenario has none
    std::uint32_t parametersHash = 0;
    std::uint64_t seed = 0;
    std::vector<Choice> choices;

    std::string text() const;
    bool operator==(const Schedule&) const = default;
};

/// The schedule, or what is wrong with the text in one sentence that says where.
std::variant<Schedule, std::string> parseSchedule(std::string_view text);

/// "2", "2:timeout": one choice as in a schedule.
std::string choiceText(const Choice& choice);

/// More steps than this are no schedule of a person's making: the text is refused.
inline constexpr std::size_t kMostSteps = 10'000'000;

} // namespace lockstep
