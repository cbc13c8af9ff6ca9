// SPDX-License-Identifier: GPL-3.0-or-later
// One thread that waits for many connections at once, as an event loop does.
#pragma once

#include "core/sync/io/socket.h"

namespace lockstep::sync {

class Selector : public KernelObject {
public:
    explicit Selector(std::string_view name, Site site = Site::current())
        : KernelObject(ObjectKind::Socket, name, 0, site) {}

    /// The first of them that has something to receive; waits in the kernel while none has. Not empty. No
    /// other thread receives from them or waits for them meanwhile.
    Connection& wait(std::span<Connection* const> connections, Site site = Site::current());

    /// Something was sent on a pipe that it watches.
    void lookAgain();
};

} // namespace lockstep::sync
