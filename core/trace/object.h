// SPDX-License-Identifier: GPL-3.0-or-later
// What the trace knows of a synchronisation object and of a source line from the moment it was created.
#pragma once

#include "core/trace/ids.h"

#include <string>
#include <string_view>

namespace lockstep {

enum class ObjectKind : std::uint8_t {
    Thread,
    Mutex,
    RecursiveMutex,
    SharedMutex,
    Condition,
    Semaphore,
    Queue,
    Future,
    Barrier,
    Latch,
    Event,
    Variable,
    Atomic,
    File,
    Socket,
    Process,
};
inline constexpr int kObjectKinds = static_cast<int>(ObjectKind::Process) + 1;

/// "mutex", "queue": lower case, as in JSON.
std::string_view name(ObjectKind kind);

/// Threads hold it: it has a lane of its own. Of a shared mutex there may be many readers at a time.
constexpr bool isLock(ObjectKind kind) {
    return kind == ObjectKind::Mutex || kind == ObjectKind::RecursiveMutex || kind == ObjectKind::SharedMutex;
}

/// Threads wait for it in the kernel, which alone knows how long.
constexpr bool isInKernel(ObjectKind kind) {
    return kind == ObjectKind::File || kind == ObjectKind::Socket || kind == ObjectKind::Process;
}

/// Whom a shared mutex lets in first; its ObjectInfo::capacity.
enum class SharedPolicy : std::uint8_t {
    PreferReaders, ///< a reader whenever no writer has it
    PreferWriters, ///< no reader once a writer is in line
    Fair,          ///< everybody in the order of arrival, readers beside readers
};

struct ObjectInfo {
    ObjectId id;
    ObjectKind kind = ObjectKind::Mutex;
    std::string name; ///< as a human would call it: "lock1"
    std::string path; ///< creation path, equal in every run: "0.2" is the third thing that thread 0 made
    std::int32_t capacity = 0; ///< queue: most items (0: any); semaphore: initial permits; barrier: parties;
                               ///< latch: count; shared mutex: policy; event: 1 when set from the beginning;
                               ///< thread: 1 for a daemon
    ThreadId creator;          ///< who made it; none for the first thread
    ThreadId thread;           ///< for a thread object: the thread it stands for
    SiteId site;

    /// A thread whose end the program does not wait for.
    bool isDaemon() const { return kind == ObjectKind::Thread && capacity != 0; }
};

struct Site {
    std::string file; ///< base name: "two_locks.cpp"
    std::uint32_t line = 0;
    std::string function;

    std::string text() const { return file + ":" + std::to_string(line); }
};

} // namespace lockstep
