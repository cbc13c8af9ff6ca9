// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/io/childprocess.h"

#include <cerrno>
#include <csignal>
#include <ctime>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace lockstep::sync {

namespace {

std::chrono::nanoseconds ownProcessTime() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

// Past ThreadSanitizer, which at _exit() looks for the threads that the child has not got.
[[noreturn]] void leave(int status) {
    for (;;) syscall(SYS_exit_group, status);
}

// In the child of a process with threads: nothing but what a signal handler may call.
[[noreturn]] void computeAndExit(std::chrono::nanoseconds cpuTime, pid_t parent) {
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // it does not outlive the thread that waits for it
    if (getppid() != parent) leave(1); // which has ended before that
    volatile std::uint32_t x = 1;
    while (ownProcessTime() < cpuTime)
        for (int i = 0; i < 10'000; ++i) x = x * 1664525u + 1013904223u;
    leave(0);
}

// As fork(), with a descriptor that stands for this child and no other. It sends no SIGCHLD, so nobody else
// in the program waits for it, nor does it vanish by itself where that signal is ignored.
int startComputing(std::chrono::nanoseconds cpuTime) {
    const pid_t parent = getpid();
    int descriptor = -1;
    const long id = syscall(SYS_clone, CLONE_PIDFD, nullptr, &descriptor, nullptr, nullptr);
    if (id == 0) computeAndExit(cpuTime, parent);
    if (id < 0) throw std::system_error(errno, std::generic_category(), "cannot make a process");
    return descriptor;
}

// Killed and waited for, whatever happens.
class Running {
public:
    explicit Running(std::chrono::nanoseconds cpuTime)
        : m_descriptor(startComputing(cpuTime)) {}
    ~Running() {
        syscall(SYS_pidfd_send_signal, m_descriptor, SIGKILL, nullptr, 0); // most often it has ended by then
        const auto which = static_cast<id_t>(m_descriptor);
        siginfo_t end{};
        while (waitid(P_PIDFD, which, &end, WEXITED | __WALL) < 0 && errno == EINTR) {
        }
        close(m_descriptor);
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    /// Can be read when the process has ended.
    int descriptor() const { return m_descriptor; }

private:
    const int m_descriptor;
};

} // namespace

void ChildProcess::computeAndEnd(std::chrono::microseconds cpuTime, Site site) {
    blocking(site, cpuTime, [&] {
        if (isModelled()) return;
        const double speed = Worker::current().runtime.clock.speed();
        const auto realTime = static_cast<std::int64_t>(static_cast<double>(cpuTime.count()) * 1000 / speed);
        const Running child{std::chrono::nanoseconds(realTime)};
        waitUntilReadable(child.descriptor());
    });
}

} // namespace lockstep::sync
