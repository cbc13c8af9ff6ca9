// SPDX-License-Identifier: GPL-3.0-or-later
// What a trace file says of its run beside the events: pairs of texts, so that a program which does not know
// a name still keeps and shows it.
#pragma once

#include <functional>
#include <map>
#include <string>

namespace lockstep {

/// By name: "scenario", "variant", "seed", ... `core/engine/recording.h` says which there are.
using About = std::map<std::string, std::string, std::less<>>;

} // namespace lockstep
