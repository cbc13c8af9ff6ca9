// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/scenario.h"

#include <algorithm>
#include <stdexcept>

namespace lockstep {

namespace {

template <class Items>
std::string joinedNames(const Items& items) {
    std::string names;
    for (const auto& item : items) names += (names.empty() ? "" : ", ") + std::string(item.name);
    return names;
}

} // namespace

std::string_view name(Mode mode) {
    switch (mode) {
    case Mode::Free: return "free";
    case Mode::Slow: return "slow";
    case Mode::Step: return "step";
    case Mode::Random: return "random";
    case Mode::Replay: return "replay";
    }
    return {};
}

std::int64_t Stage::operator[](std::string_view parameter) const {
    const auto found = m_parameters.find(parameter);
    if (found == m_parameters.end()) throw std::out_of_range("no parameter '" + std::string(parameter) + "'");
    return found->second;
}

std::optional<std::string> whatIsWrongWith(const Scenario& scenario, std::string_view variant,
                                           const Parameters& set) {
    const std::string id(scenario.id);
    const bool isKnown =
        variant.empty() || std::ranges::count(scenario.variants, variant, &VariantInfo::name) > 0;
    if (!isKnown && scenario.variants.empty())
        return "Scenario '" + id + "' has no variants, so '" + std::string(variant) + "' cannot be chosen.";
    if (!isKnown)
        return "Scenario '" + id + "' has no variant '" + std::string(variant) +
               "'; it has: " + joinedNames(scenario.variants) + ".";
    for (const auto& [name, value] : set) {
        const auto info =
            std::ranges::find(scenario.parameters, std::string_view(name), &ParameterInfo::name);
        if (info == scenario.parameters.end())
            return "Scenario '" + id + "' has no parameter '" + name +
                   "'; it has: " + joinedNames(scenario.parameters) + ".";
        if (value < info->min || value > info->max)
            return "Parameter '" + name + "' must be between " + std::to_string(info->min) + " and " +
                   std::to_string(info->max) + ", not " + std::to_string(value) + ".";
    }
    return std::nullopt;
}

std::optional<std::string> whyNotIn(Mode mode, const Scenario& scenario) {
    const auto found = std::ranges::find(scenario.unsupported, mode, &UnsupportedMode::mode);
    if (found == scenario.unsupported.end()) return std::nullopt;
    return "Scenario '" + std::string(scenario.id) + "' has no mode '" + std::string(name(mode)) +
           "': " + std::string(found->reason);
}

std::uint32_t hashOf(const Parameters& parameters) {
    std::uint32_t hash = 0x811c9dc5u; // FNV-1a, 32 bits
    const auto add = [&](std::string_view bytes) {
        for (const char byte : bytes) hash = (hash ^ static_cast<std::uint8_t>(byte)) * 0x01000193u;
    };
    for (const auto& [name, value] : parameters) {
        add(name);
        add("=");
        add(std::to_string(value));
        add(";");
    }
    return hash;
}

Parameters completed(const Scenario& scenario, const Parameters& set) {
    Parameters all = set;
    for (const ParameterInfo& info : scenario.parameters)
        all.try_emplace(std::string(info.name), info.standard);
    return all;
}

} // namespace lockstep
