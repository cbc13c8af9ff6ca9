// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C and SIGTERM as something to ask for, in place of sudden death.
//
// While one exists both signals are blocked in the thread that made it and in every thread started from
// there, and wait in a descriptor. A signal that was ignored when the program began stays ignored.
#pragma once

#include <csignal>
#include <optional>

namespace lockstep::app {

class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    /// The signal that came, SIGINT or SIGTERM; each is told once.
    std::optional<int> pending();
    /// Readable when a signal waits.
    int descriptor() const { return m_descriptor; }

    static int exitStatus(int signal) { return 128 + signal; }

private:
    sigset_t m_before;
    int m_descriptor;
};

} // namespace lockstep::app
