// SPDX-License-Identifier: GPL-3.0-or-later
// Texts that every reader takes: names in a trace may come from a file that anybody has written.
#pragma once

#include <string>
#include <string_view>

namespace lockstep {

/// The text with U+FFFD in place of each byte that belongs to no character of UTF-8.
std::string validUtf8(std::string_view text);

} // namespace lockstep
