# SPDX-License-Identifier: GPL-3.0-or-later
"""Several threads add to one counter. Reading and writing it are two steps."""
import itertools
import json
import sys
import threading
import time

REST_EVERY = 10_000


class Variable:
    """A number whose reading and writing are calls: between two calls Python may let another thread run."""

    def __init__(self):
        self.value = 0

    def read(self):
        return self.value

    def write(self, value):
        self.value = value


class Shared:
    def __init__(self):
        self.counter = Variable()  #= sync::Variable<std::int64_t> counter{"counter"}; @1
        # Python has no atomic number. One step of this iterator cannot be interrupted in
        # CPython, as long as there is the interpreter lock.
        self.atomic_counter = itertools.count()  #= sync::Atomic<std::int64_t> counter{"counter"};
        self.lock = threading.Lock()  #= sync::Mutex lock{"lock"};


def add_unsynchronised(shared, n):
    """Between the read and the write another thread may do the same: then one of both additions is lost.

    Now and then the thread rests there, and what all others add meanwhile is lost.
    """
    value = shared.counter.read()  #= const auto value = shared.counter.read(); @1
    if n % REST_EVERY == 0:
        time.sleep(0.001)  #= sync::sleepFor(1ms);
    shared.counter.write(value + 1)  #= shared.counter.write(value + 1); @1


def add_locked(shared, n):
    """The lock makes read and write one step for all who take it."""
    with shared.lock:  #= sync::LockGuard guard(shared.lock);
        value = shared.counter.read()  #= const auto value = shared.counter.read(); @2
        shared.counter.write(value + 1)  #= shared.counter.write(value + 1); @2


def add_atomically(shared, n):
    next(shared.atomic_counter)  #= shared.counter.fetch_add(1);


def add_locked_too_late(shared, n):
    """Every access is locked, and still wrong: the lock was let go between the read and the write."""
    shared.lock.acquire()  #= shared.lock.lock(); @1
    value = shared.counter.read()  #= const auto value = shared.counter.read(); @3
    shared.lock.release()  #= shared.lock.unlock(); @1

    shared.lock.acquire()  #= shared.lock.lock(); @2
    shared.counter.write(value + 1)  #= shared.counter.write(value + 1); @3
    shared.lock.release()  #= shared.lock.unlock(); @2


def run(variant="unsynchronised", threads=4, increments=100_000):
    shared = Shared()
    add = {"unsynchronised": add_unsynchronised, "lock": add_locked, "atomic": add_atomically,
           "lock-too-late": add_locked_too_late}[variant]
    # Python changes threads every 5 ms: too seldom to see much. From here on it may do so all the time.
    if variant in ("unsynchronised", "lock-too-late"):
        sys.setswitchinterval(1e-6)

    def count():
        for n in range(increments):
            add(shared, n)

    workers = [threading.Thread(target=count, name=f"Worker {i}") for i in range(1, threads + 1)]  #= "Worker "
    for worker in workers:
        worker.start()  #= thread->start();
    for worker in workers:
        worker.join()  #= thread->join();
    return next(shared.atomic_counter) if variant == "atomic" else shared.counter.value


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if "=" not in word]
    numbers = {name: int(value) for name, _, value in (word.partition("=") for word in sys.argv[1:]) if value}
    print(json.dumps({"outcome": "finished", "result": run(*words, **numbers)}))
