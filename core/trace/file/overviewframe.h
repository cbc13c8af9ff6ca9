// SPDX-License-Identifier: GPL-3.0-or-later
// The overview of a run as a frame of its file: written before the events, and found without reading them.
#pragma once

#include "core/trace/file/bytesource.h"
#include "core/trace/overview.h"

#include <optional>

namespace lockstep {

/// What a large trace has at the begin of its file; fewer events are read before one can look.
inline constexpr std::size_t kLeastForOverview = 1'000'000;

Bytes encoded(const Overview& overview);
/// Nothing where the content is nothing that a writer can have written.
std::optional<Overview> decodedOverview(ByteView content);

/// That of the file, if it has one before its events. Reads no more of it.
std::optional<Overview> overviewIn(const ByteSource& file);

} // namespace lockstep
