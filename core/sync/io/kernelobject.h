// SPDX-License-Identifier: GPL-3.0-or-later
// Something outside of the program that a thread waits for in the kernel: a file, a socket, a process.
//
// A call leaves two steps in every mode: Io when the thread enters the kernel, IoEnd when it is back.
#pragma once

#include "core/sync/locks/mutex.h"

#include <span>

namespace lockstep::sync {

class KernelObject : public Resource {
protected:
    using Resource::Resource;

    /// The thread is in the kernel while `call` runs; IoEnd also when it throws. `enter` changes the model at
    /// the Io. Where one thread moves at a time, `latency` of session time passes instead of the real time.
    /// When the session stops meanwhile the thread unwinds from here.
    template <class Call, class Enter>
    void blocking(Site site, Clock latency, Call call, Enter enter) {
        if (!begin(site, enter)) return;
        {
            const Return atEnd{*this, site, latency};
            call();
        }
        unwindIfStopping();
    }
    template <class Call>
    void blocking(Site site, Clock latency, Call call) {
        blocking(site, latency, call, [] {});
    }
    /// As if it were in the kernel until the guard holds; `commit` changes the model at the IoEnd.
    template <class Guard, class Commit>
    void blockingModel(Site site, Guard guard, Commit commit) {
        if (!begin(site, [] {})) return;
        Worker::current().recordPart(EventKind::Awake);
        perform({EventKind::IoEnd, site}, guard, [&] {
            commit();
            return 0;
        });
    }

    /// Real calls are for runs in which all threads move at once from the beginning.
    static bool isModelled() { return Worker::current().runtime.clock.isVirtual(); }

    // False: the session stops.
    /// Waits in the kernel until one of them can be read, or its other end is gone.
    static bool waitUntilReadable(std::span<const int> descriptors);
    static bool waitUntilReadable(int descriptor) { return waitUntilReadable(std::span(&descriptor, 1)); }
    static bool waitUntilWritable(int descriptor);

private:
    struct Return {
        KernelObject& object;
        Site site;
        Clock latency;
        ~Return() { object.comeBack(site, latency); }
    };
    /// False: the thread is being unwound.
    template <class Enter>
    bool begin(Site site, Enter enter) {
        bool isEntered = false;
        perform({EventKind::Io, site}, kAlways, [&] {
            enter();
            return isEntered = true;
        });
        return isEntered;
    }
    void comeBack(Site site, Clock latency);
    static void unwindIfStopping();
    static bool waitFor(std::span<const int> descriptors, short what);
};

} // namespace lockstep::sync
