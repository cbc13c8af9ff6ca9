// SPDX-License-Identifier: GPL-3.0-or-later
// Something outside of the program that a thread waits for in the kernel: a file, a socket, a process.
#pragma once

#include "core/sync/locks/mutex.h"

namespace lockstep::sync {

class KernelObject : public Resource {
protected:
    using Resource::Resource;

    /// The thread counts as in the kernel while `call` runs: Io before, IoEnd after it, also when it throws.
    /// Where one thread moves at a time, `latency` of session time passes instead of the real time.
    template <class Call>
    void blocking(Site site, Clock latency, Call call) {
        bool isEntered = false;
        perform({EventKind::Io, site}, kAlways, [&] { return isEntered = true; });
        if (!isEntered) return; // the thread is being unwound
        const Return atEnd{*this, site, latency};
        call();
    }

    /// Real calls are for runs in which all move at once, from their beginning.
    static bool isModelled() { return Worker::current().runtime.clock.isVirtual(); }

    /// Waits in the kernel until there is something to read, or the other side is gone. False: the session
    /// stops.
    static bool waitUntilReadable(int descriptor);

private:
    struct Return {
        KernelObject& object;
        Site site;
        Clock latency;
        ~Return() { object.comeBack(site, latency); }
    };
    void comeBack(Site site, Clock latency);
};

} // namespace lockstep::sync
