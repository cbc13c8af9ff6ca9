// SPDX-License-Identifier: GPL-3.0-or-later
// Events as bytes: each is told by how it differs from what those before it led one to expect.
//
// A block stands for itself: to decode it nothing before it is needed. Most events repeat the *form* of
// another one in their block (thread, source line, object, kind, alternative), come next in their object's
// order and change its value as the last of their form did; of these a form number and the time passed since
// the event before remain, two to three bytes before compression. Pure; O(events); any thread.
#pragma once

#include "core/trace/event.h"
#include "core/trace/file/bytes.h"

namespace lockstep {

/// More are never in one block.
inline constexpr std::size_t kMostEventsInBlock = 65'536;
/// As many a writer puts into one: few, since who wants one event decodes all of its block, and enough that
/// forms told anew do not matter.
inline constexpr std::size_t kEventsInBlock = 4'096;

/// Appends to `out`. At most kMostEventsInBlock, times not decreasing.
void encodeEvents(std::span<const Event> events, Bytes& out);

/// Appends to `out`; false, and `out` as it was, for bytes that encodeEvents has not written. What comes out
/// is checked for form only: ids may be any number, kinds too.
bool decodeEvents(ByteView bytes, std::vector<Event>& out);

} // namespace lockstep
