// SPDX-License-Identifier: GPL-3.0-or-later
// The model of a lock that many may read under at a time, for all three policies. Pure.
#pragma once

#include "core/capture/rawevent.h"

#include <vector>

namespace lockstep {

/// Nobody is in line where readers are preferred, and no reader where writers are.
///
/// | call         | guard                                                           | commit         |
/// |--------------|-----------------------------------------------------------------|----------------|
/// | arrive       | always                                                          | last in line   |
/// | lock         | no writer, no reader; fair: nobody in line before me            | writer = me    |
/// | lockShared   | no writer, and no writer in line (before me, where I am in it)  | readers + me   |
/// | unlock       | always                                                          | no writer      |
/// | unlockShared | always                                                          | readers - me   |
/// | leave        | always                                                          | out of line    |
///
/// Whoever takes it leaves the line. To give back what one does not have changes nothing.
struct SharedModel {
    struct Place {
        RuntimeId thread;
        bool isShared;
    };
    SharedPolicy policy = SharedPolicy::PreferReaders;
    RuntimeId writer = kNoRuntimeId;
    std::vector<RuntimeId> readers; ///< once per share
    std::vector<Place> line;        ///< longest there first; a thread at most once

    bool arrivesFirst(bool isShared) const {
        return policy == SharedPolicy::Fair || (policy == SharedPolicy::PreferWriters && !isShared);
    }
    std::int32_t arrive(RuntimeId me, bool isShared);
    bool canLock(RuntimeId me) const;
    bool canLockShared(RuntimeId me) const;
    std::int32_t lock(RuntimeId me);
    std::int32_t lockShared(RuntimeId me);
    bool unlock(RuntimeId me);
    bool unlockShared(RuntimeId me);
    void leave(RuntimeId me);
};

} // namespace lockstep
