// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lockstep {

/// Thrown through scenario code when the session stops. Not a std::exception, so that code which catches
/// those does not stop it; `catch (...)` must rethrow.
struct Cancelled {};

} // namespace lockstep
