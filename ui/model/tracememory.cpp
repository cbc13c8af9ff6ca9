// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/tracememory.h"

#include "core/trace/largememory.h"

#include <QFile>
#include <QStandardPaths>

#include <algorithm>
#include <cstdint>
#include <unistd.h>

namespace lockstep::ui {

const TraceMemoryChoice& choiceOf(TraceMemory memory) {
    return *std::ranges::find(kTraceMemoryChoices, memory, &TraceMemoryChoice::memory);
}

std::size_t mostBytes(TraceMemory memory) {
    constexpr std::size_t kGigabyte = std::size_t{1} << 30;
    switch (memory) {
    case TraceMemory::Half:
        return static_cast<std::size_t>(sysconf(_SC_PHYS_PAGES)) / 2 *
               static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    case TraceMemory::One: return kGigabyte;
    case TraceMemory::Four: return 4 * kGigabyte;
    case TraceMemory::Unlimited: break;
    }
    return SIZE_MAX;
}

void limitTraceMemory(TraceMemory memory) {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
    limitLargeMemory(mostBytes(memory), QFile::encodeName(folder).toStdString());
}

} // namespace lockstep::ui
