// SPDX-License-Identifier: GPL-3.0-or-later
// Counts system calls and pthread mutexes of one thread. Include in one file of a test; not under a
// sanitizer.
//
// System calls: while a SystemCalls lives, the kernel hands each of its thread's calls to a signal handler
// instead of doing it (prctl PR_SET_SYSCALL_USER_DISPATCH, Linux 5.11). The handler counts, lets this and all
// later calls pass, and so ends the count at the first: enough to tell none from some, and it cannot hang.
#pragma once

#include <csignal>
#include <dlfcn.h>
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#ifndef PR_SET_SYSCALL_USER_DISPATCH
#define PR_SET_SYSCALL_USER_DISPATCH 59
#define PR_SYS_DISPATCH_OFF 0
#define PR_SYS_DISPATCH_ON 1
#endif

namespace lockstep {

inline thread_local long t_pthreadLocks = 0;
inline thread_local volatile char t_blocksCalls = 0;
inline thread_local volatile long t_calls = 0;

class SystemCalls {
public:
    static bool canBeCounted() {
        const bool can = prctl(PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_ON, 0, 0, &t_blocksCalls) == 0;
        if (can) prctl(PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_OFF, 0, 0, 0);
        return can;
    }

    SystemCalls() {
        t_calls = 0;
        t_blocksCalls = 0;
        std::signal(SIGSYS, [](int) { // must itself return by a call that passes
            t_calls = t_calls + 1;
            t_blocksCalls = 0;
        });
        prctl(PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_ON, 0, 0, &t_blocksCalls);
        t_blocksCalls = 1;
    }
    ~SystemCalls() {
        t_blocksCalls = 0;
        prctl(PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_OFF, 0, 0, 0);
    }
    SystemCalls(const SystemCalls&) = delete;
    SystemCalls& operator=(const SystemCalls&) = delete;

    /// 0, or at least 1.
    long count() const { return t_calls; }
};

} // namespace lockstep

// std::mutex and everything else that is built on pthreads comes by here
extern "C" int pthread_mutex_lock(pthread_mutex_t* mutex) {
    using Lock = int (*)(pthread_mutex_t*);
    static const auto real = reinterpret_cast<Lock>(dlsym(RTLD_NEXT, "pthread_mutex_lock"));
    ++lockstep::t_pthreadLocks;
    return real(mutex);
}
