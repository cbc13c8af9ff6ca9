// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/io/childprocess.h"

#include <cerrno>
#include <csignal>
#include <ctime>
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

// In the child of a process with threads: nothing but what a signal handler may call.
[[noreturn]] void computeAndExit(std::chrono::nanoseconds cpuTime) {
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGKILL); // it does not outlive the thread that waits for it
    volatile std::uint32_t x = 1;
    while (ownProcessTime() < cpuTime)
        for (int i = 0; i < 10'000; ++i) x = x * 1664525u + 1013904223u;
    _exit(0);
}

// Killed and waited for, whatever happens.
class Running {
public:
    explicit Running(std::chrono::nanoseconds cpuTime)
        : m_id(fork()) {
        if (m_id == 0) computeAndExit(cpuTime);
        if (m_id < 0) throw std::system_error(errno, std::generic_category(), "cannot make a process");
        m_descriptor = static_cast<int>(syscall(SYS_pidfd_open, m_id, 0));
    }
    ~Running() {
        kill(m_id, SIGKILL); // most often it has ended by then
        while (waitpid(m_id, nullptr, 0) < 0 && errno == EINTR) {
        }
        if (m_descriptor >= 0) close(m_descriptor);
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    /// Can be read when the process has ended.
    int descriptor() const {
        if (m_descriptor < 0)
            throw std::runtime_error("the kernel has no descriptors of processes to wait for");
        return m_descriptor;
    }

private:
    const pid_t m_id;
    int m_descriptor = -1;
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
