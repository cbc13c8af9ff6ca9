// SPDX-License-Identifier: GPL-3.0-or-later
// A fixed number of threads that work off one queue of tasks.
//
// A task's std::exception goes to its future; Cancelled passes through. The destructor closes the queue, lets
// the workers finish what is in it, and joins them. The trace is told that the workers alone take tasks, and
// that they alone set the futures: a pool all of whose workers wait for tasks in its queue is stuck.
#pragma once

#include "core/sync/flow/future.h"
#include "core/sync/flow/queue.h"
#include "core/sync/flow/thread.h"

#include <memory>
#include <vector>

namespace lockstep::sync {

class ThreadPool {
public:
    /// Workers are called "Worker 1", "Worker 2", ...; the queue has the pool's name.
    ThreadPool(std::string_view name, int workers, Site site = Site::current());
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    /// Puts a task in the queue; its result comes through the future, called "NAME".
    template <class Task>
    auto submit(std::string_view name, Task task, Site site = Site::current()) {
        using Result = std::invoke_result_t<Task>;
        Promise<Result> promise(name, site);
        for (const auto& worker : m_threads) promise.declareProvider(*worker, site);
        m_tasks.put([promise, task, site]() mutable { fulfil(promise, task, site); }, site);
        return promise.future();
    }

private:
    template <class Result, class Task>
    static void fulfil(Promise<Result>& promise, Task& task, Site site) {
        try {
            promise.setValue(task(), site);
        } catch (const std::exception&) {
            promise.setError(std::current_exception(), site);
        }
    }
    void addWorker(int number, Site site);
    void workOff(Site site);

    BlockingQueue<std::function<void()>> m_tasks;
    std::vector<std::unique_ptr<Thread>> m_threads;
};

} // namespace lockstep::sync
