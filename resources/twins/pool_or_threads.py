# SPDX-License-Identifier: GPL-3.0-or-later
"""Many small tasks: a thread for each of them, or a few threads that share them all."""
import sys

del sys.path[0]  # a file beside this one is called queue.py, and would hide Python's own queue

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor


class Done:
    """Python has no atomic number, so a lock makes reading and writing one step."""

    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def add_one(self):
        with self.lock:
            self.value += 1


def do_task(done, work_time):
    work(work_time)  #= sync::work(time);
    done.add_one()  #= done.fetch_add(1);


def run_by_threads(done, tasks, work_time):
    """As many threads as tasks: each is made, gets a stack and a turn on a processor, and goes."""
    threads = []
    for i in range(1, tasks + 1):
        threads.append(threading.Thread(target=do_task, args=(done, work_time), name=f"Task {i}"))  #= "Task "
        threads[-1].start()  #= threads.back()->start();
    for thread in threads:
        thread.join()  #= thread->join();


def run_by_pool(done, tasks, work_time, workers):
    """The threads are made once; the tasks wait in a queue for the next one that is free."""
    with ThreadPoolExecutor(max_workers=workers) as pool:  #= sync::ThreadPool pool("tasks", workers);
        for _ in range(tasks):
            pool.submit(do_task, done, work_time)  #= pool.submit("task "
    # leaving the block waits until all is done


def run(variant="threads", tasks=200, workers=4, work=200):
    done = Done()  #= done("tasks done");
    if variant == "pool":
        run_by_pool(done, tasks, work, workers)
    else:
        run_by_threads(done, tasks, work)
    return done.value


def work(microseconds):
    """Computes: uses this much time of a processor."""
    end = time.thread_time() + microseconds / 1e6
    while time.thread_time() < end:
        pass


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if "=" not in word]
    numbers = {name: int(value) for name, _, value in (word.partition("=") for word in sys.argv[1:]) if value}
    print(json.dumps({"outcome": "finished", "result": run(*words, **numbers)}))
