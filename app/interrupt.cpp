// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/interrupt.h"

#include <sys/signalfd.h>
#include <unistd.h>

namespace lockstep::app {

namespace {

bool isIgnored(int signal) {
    struct sigaction now {};
    return sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

sigset_t heededSignals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM})
        if (!isIgnored(signal)) sigaddset(&set, signal);
    return set;
}

} // namespace

Interrupt::Interrupt() {
    const sigset_t heeded = heededSignals();
    pthread_sigmask(SIG_BLOCK, &heeded, &m_before);
    m_descriptor = signalfd(-1, &heeded, SFD_NONBLOCK | SFD_CLOEXEC);
}

Interrupt::~Interrupt() {
    if (m_descriptor >= 0) close(m_descriptor);
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

std::optional<int> Interrupt::pending() {
    signalfd_siginfo info{};
    if (read(m_descriptor, &info, sizeof info) != static_cast<ssize_t>(sizeof info)) return std::nullopt;
    return static_cast<int>(info.ssi_signo);
}

} // namespace lockstep::app
