# SPDX-License-Identifier: GPL-3.0-or-later
"""Four habits, each as it should not be done and as it should."""
import sys

del sys.path[0]  # a file beside this one is called queue.py, and would hide Python's own queue

import atexit
import json
import queue
import threading
import time
import types
from concurrent.futures import ThreadPoolExecutor

TASKS, RECORDS = 12, 4
told = {"outcome": "finished", "result": None}


def add_one(counter):
    """1. Avoid: two threads change the same value. Between read and write the other one does the same."""
    value = counter.value  #= const auto value = counter.read();
    time.sleep(0.001)  #= sync::sleepFor(1ms);
    counter.value = value + 1  #= counter.write(value + 1);


def add_one_locked(counter, lock):
    """Do: one lock around both steps."""
    with lock:  #= const sync::LockGuard guard(lock);
        add_one(counter)


def add_from_two_threads(is_locked):
    counter = types.SimpleNamespace(value=0)  #= counter("counter");
    lock = threading.Lock()  #= sync::Mutex lock("lock");
    add = (lambda: add_one_locked(counter, lock)) if is_locked else (lambda: add_one(counter))
    worker1 = threading.Thread(target=add, name="Worker 1")  #= sync::Thread worker1(
    worker2 = threading.Thread(target=add, name="Worker 2")  #= sync::Thread worker2(
    worker1.start()  #= worker1.start();
    worker2.start()  #= worker2.start();
    worker1.join()  #= worker1.join();
    worker2.join()  #= worker2.join();
    return counter.value


def start_many_threads():
    """2. Avoid: a thread for each small task."""
    done, threads = [], []
    for i in range(1, TASKS + 1):
        threads.append(threading.Thread(target=do_task, args=(done,), name=f"Task {i}"))  #= "Task "
        threads[-1].start()  #= threads.back()->start();
    for thread in threads:
        thread.join()  #= thread->join();
    return len(done)


def use_pool():
    """Do: a pool of a few threads, which take one task after the other."""
    done = []
    with ThreadPoolExecutor(max_workers=2) as pool:  #= sync::ThreadPool pool("tasks", 2);
        for _ in range(TASKS):
            pool.submit(do_task, done)  #= pool.submit("task "
    return len(done)


def do_task(done):
    end = time.thread_time() + 0.0002
    while time.thread_time() < end:  # computes  #= sync::work(200us); @1
        pass
    done.append(1)  # one step: Python lets nobody do half of it  #= done.fetch_add(1); @1


def read_result(joins_first):
    """3. Avoid: to read what a thread computes without having waited for its end."""
    result = types.SimpleNamespace(value=0)  #= result("result");

    def compute():
        time.sleep(0.003)  #= sync::sleepFor(3ms); @1
        result.value = 42  #= result.write(42);

    worker = threading.Thread(target=compute, name="Worker")  #= sync::Thread worker("Worker"
    worker.start()  #= worker.start();
    if joins_first:
        worker.join()  # Do: join first  #= worker.join();
    return result.value  #= result.read()


def write_records(waits_for_writer):
    """4. Avoid: important work in a daemon, which is cut off when the others have ended."""
    records = queue.Queue()  #= >("records");
    told["result"] = 0

    def write():
        while (record := records.get()) is not None:  #= records->take()
            time.sleep(0.002)  #= sync::sleepFor(2ms);
            told["result"] = record

    writer = threading.Thread(target=write, daemon=True, name="Writer (daemon)")  #= "Writer (daemon)"
    writer.start()  #= writer->start();
    for n in range(1, RECORDS + 1):
        records.put(n)  #= records->put(n);
    time.sleep(0.003)  #= sync::sleepFor(3ms); @2
    if waits_for_writer:
        records.put(None)  # Do: say that no more will come, and wait for it  #= records->close();
        writer.join()  #= writer->join();


def run(variant="unlocked"):
    if variant in ("unlocked", "locked"):
        told["result"] = add_from_two_threads(variant == "locked")
    elif variant in ("many-threads", "pool"):
        told["result"] = use_pool() if variant == "pool" else start_many_threads()
    elif variant in ("unjoined", "joined"):
        told["result"] = read_result(variant == "joined")
    else:
        write_records(variant == "waited-for")


if __name__ == "__main__":
    atexit.register(lambda: print(json.dumps(told)))  # when the program ends
    run(*sys.argv[1:])
