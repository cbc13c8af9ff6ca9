// SPDX-License-Identifier: GPL-3.0-or-later
// Something outside of the program that a thread waits for in the kernel: a file, a socket, a process.
//
// A call leaves two steps in every mode: Io when the thread enters the kernel, IoEnd when it is back. These
// steps of all such objects have one order, which is the trace's: a Selector chooses by what was done to
// other objects before, and a replay must find the same.
#pragma once

#include "core/sync/locks/mutex.h"

#include <functional>
#include <span>

namespace lockstep::sync {

class KernelObject : public Resource {
protected:
    using Resource::Resource;

    /// The thread is in the kernel while `call` runs. `enter` changes the model at the Io, `leave` at the
    /// IoEnd, also when `call` has thrown. Where one thread moves at a time, `latency` of session time passes
    /// instead of the real time. When the session stops meanwhile the thread unwinds from here.
    template <class Call, class Enter = Nothing, class Leave = Nothing>
    void blocking(Site site, Clock latency, Call call, Enter enter = {}, Leave leave = {}) {
        if (!begin(site, enter)) return;
        {
            const Return atEnd{*this, site, latency, std::ref(leave)};
            call();
        }
        unwindIfStopping();
    }
    /// As if it were in the kernel until the guard holds; `commit` changes the model at the IoEnd.
    template <class Guard, class Commit>
    void blockingModel(Site site, Guard guard, Commit commit) {
        if (!begin(site, Nothing())) return;
        Worker::current().recordPart(EventKind::Awake);
        performInOrder({EventKind::IoEnd, site}, guard, commit);
    }
    /// perform(), in one order with the steps of all objects of the kernel. `commit` takes no latch.
    template <class Guard, class Commit>
    void performInOrder(Step step, Guard guard, Commit commit) {
        std::optional<InOrder> untilRecorded;
        perform(step, guard, [&] {
            untilRecorded.emplace();
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
    /// While one lives no other thread makes such a step; what its thread records has a later time than
    /// theirs before.
    class InOrder {
    public:
        InOrder();
        ~InOrder();
        InOrder(const InOrder&) = delete;
        InOrder& operator=(const InOrder&) = delete;
    };
    struct Return {
        KernelObject& object;
        Site site;
        Clock latency;
        std::function<void()> leave;
        ~Return() { object.comeBack(site, latency, leave); }
    };
    /// False: the thread is being unwound.
    template <class Enter>
    bool begin(Site site, Enter enter) {
        bool isEntered = false;
        performInOrder({EventKind::Io, site}, kAlways, [&] {
            enter();
            isEntered = true;
        });
        return isEntered;
    }
    void comeBack(Site site, Clock latency, const std::function<void()>& leave);
    static void unwindIfStopping();
    static bool waitFor(std::span<const int> descriptors, short what);
};

} // namespace lockstep::sync
