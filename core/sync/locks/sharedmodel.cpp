// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/locks/sharedmodel.h"

#include <algorithm>

namespace lockstep {

std::int32_t SharedModel::arrive(RuntimeId me, bool isShared) {
    line.push_back({me, isShared});
    return static_cast<std::int32_t>(line.size());
}

bool SharedModel::canLock(RuntimeId me) const {
    const bool isFree = writer == kNoRuntimeId && readers.empty();
    const bool isNext = policy != SharedPolicy::Fair || line.empty() || line.front().thread == me;
    return isFree && isNext;
}

bool SharedModel::canLockShared(RuntimeId me) const {
    const auto mine = std::ranges::find(line, me, &Place::thread);
    return writer == kNoRuntimeId &&
           std::all_of(line.begin(), mine, [](const Place& p) { return p.isShared; });
}

std::int32_t SharedModel::lock(RuntimeId me) {
    leave(me);
    writer = me;
    return 1;
}

std::int32_t SharedModel::lockShared(RuntimeId me) {
    leave(me);
    readers.push_back(me);
    return static_cast<std::int32_t>(readers.size());
}

bool SharedModel::unlock(RuntimeId me) {
    if (writer != me) return false;
    writer = kNoRuntimeId;
    return true;
}

bool SharedModel::unlockShared(RuntimeId me) {
    const auto mine = std::ranges::find(readers, me);
    if (mine == readers.end()) return false;
    readers.erase(mine);
    return true;
}

void SharedModel::leave(RuntimeId me) {
    std::erase_if(line, [me](const Place& place) { return place.thread == me; });
}

} // namespace lockstep
