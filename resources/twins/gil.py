# SPDX-License-Identifier: GPL-3.0-or-later
"""Threads under one interpreter lock: only the one that holds it runs Python code."""
import json
import multiprocessing
import sys
import threading
import time

INSTRUCTIONS = 500  # microseconds of computing at a time


def compute(work_time):
    """Only computes: whoever waits asks for the lock after the switch interval, and the holder drops it.

    Nothing of that is to be seen here: the interpreter takes and drops its lock by itself.
    """
    for _ in range(0, work_time, INSTRUCTIONS):
        work(INSTRUCTIONS)  #= gil.execute(kInstructions); @1


def compute_and_wait(work_time):
    """Mostly waits, as for a network, and lets the lock go meanwhile: sleep() drops it, as reading does."""
    for _ in range(0, work_time, 4 * INSTRUCTIONS):
        work(INSTRUCTIONS)  #= gil.execute(kInstructions); @2
        time.sleep(3 * INSTRUCTIONS / 1e6)  #= sync::sleepFor(3 * kInstructions);


def compute_elsewhere(work_time, name):
    """A process of its own, with an interpreter of its own; this thread only waits for its end."""
    child = multiprocessing.get_context("fork").Process(target=compute, args=(work_time,), name=name)  #= sync::ChildProcess child(name);
    child.start()
    child.join()  #= child.computeAndEnd(work);


class Done:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()  # the interpreter's lock is no substitute for your own

    def add_one(self):
        with self.lock:
            self.value += 1


def run(variant="cpu", threads=2, work=30_000, interval=5_000):
    sys.setswitchinterval(interval / 1e6)
    done = Done()  #= done("threads done");

    def live(number):
        if variant == "io":
            compute_and_wait(work)
        elif variant == "processes":
            compute_elsewhere(work, f"process {number}")
        else:  # "free-threaded" is the same program, run by a Python that was built without the lock
            compute(work)
        done.add_one()  #= done.fetch_add(1);

    workers = [threading.Thread(target=live, args=(i,), name=f"Thread {i}")  #= "Thread "
               for i in range(1, threads + 1)]
    for worker in workers:
        worker.start()  #= thread->start();
    for worker in workers:
        worker.join()  #= thread->join();
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
