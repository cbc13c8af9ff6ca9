// SPDX-License-Identifier: GPL-3.0-or-later
// The models of the locks with one owner. Pure; a primitive adds the latch, the waiting and the recording.
#pragma once

#include "core/capture/rawevent.h"

namespace lockstep {

/// | call    | guard    | commit      |
/// |---------|----------|-------------|
/// | lock    | no owner | owner = me  |
/// | unlock  | always   | no owner    | by anyone but the owner: nothing changes
struct MutexModel {
    static constexpr ObjectKind kKind = ObjectKind::Mutex;
    RuntimeId owner = kNoRuntimeId;

    bool canLock(RuntimeId) const { return owner == kNoRuntimeId; }
    std::int32_t lock(RuntimeId me) {
        owner = me;
        return 1;
    }
    std::int32_t unlock(RuntimeId me) {
        if (owner == me) owner = kNoRuntimeId;
        return 0;
    }
};

/// | call    | guard          | commit                          |
/// |---------|----------------|---------------------------------|
/// | lock    | no owner or me | owner = me, depth + 1           |
/// | unlock  | always         | depth - 1; no owner at depth 0  | by anyone but the owner: nothing changes
struct RecursiveMutexModel {
    static constexpr ObjectKind kKind = ObjectKind::RecursiveMutex;
    RuntimeId owner = kNoRuntimeId;
    std::int32_t depth = 0;

    bool canLock(RuntimeId me) const { return owner == kNoRuntimeId || owner == me; }
    std::int32_t lock(RuntimeId me) {
        owner = me;
        return ++depth;
    }
    std::int32_t unlock(RuntimeId me) {
        if (owner != me) return depth;
        if (--depth == 0) owner = kNoRuntimeId;
        return depth;
    }
};

} // namespace lockstep
