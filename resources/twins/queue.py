# SPDX-License-Identifier: GPL-3.0-or-later
"""Producers and consumers meet at a queue: put waits while it is full, get while it is empty."""
import sys

del sys.path[0]  # this file is called queue.py, too: "import queue" shall find Python's own

import json
import queue
import threading
import time


def produce(jobs, items, pause):
    for n in range(1, items + 1):
        time.sleep(pause / 1e6)  #= sync::sleepFor(pause);
        jobs.put(n)  # waits while the queue is full  #= jobs.put(n);


def consume(jobs, done, work_time):
    while jobs.get() is not None:  # waits while it is empty; None says that no more will come  #= jobs.take()) {
        work(work_time)  #= sync::work(work);
        done.add_one()  #= done.fetch_add(1);


class Done:
    """Python has no atomic number, so a lock makes reading and writing one step."""

    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def add_one(self):
        with self.lock:
            self.value += 1


def run(producers=2, consumers=2, capacity=4, items=20, pause=500, work=1_500):
    jobs = queue.Queue(maxsize=capacity)  #= sync::BlockingQueue<std::int64_t> jobs("jobs",
    done = Done()  #= sync::Atomic<std::int64_t> done("done");
    producing = [threading.Thread(target=produce, args=(jobs, items, pause), name=f"Producer {i}")  #= "Producer "
                 for i in range(1, producers + 1)]
    consuming = [threading.Thread(target=consume, args=(jobs, done, work), name=f"Consumer {i}")  #= "Consumer "
                 for i in range(1, consumers + 1)]

    for producer in producing:
        producer.start()  #= producer->start();
    for consumer in consuming:
        consumer.start()  #= consumer->start();
    for producer in producing:
        producer.join()  #= producer->join();
    for _ in consuming:
        jobs.put(None)  # one for each; since Python 3.13 jobs.shutdown() does it in one call  #= jobs.close();
    for consumer in consuming:
        consumer.join()  #= consumer->join();
    return done.value


def work(microseconds):
    """Computes: uses this much time of a processor."""
    end = time.thread_time() + microseconds / 1e6
    while time.thread_time() < end:
        pass


if __name__ == "__main__":
    numbers = {name: int(value) for name, value in (word.split("=") for word in sys.argv[1:])}
    print(json.dumps({"outcome": "finished", "result": run(**numbers)}))
