# SPDX-License-Identifier: GPL-3.0-or-later
"""Each thread runs the same function with values of its own."""
import json
import sys
import threading
import time

NAMES = ["Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana"]


class Letters:
    """Python has no atomic number, so a lock makes reading and writing one step."""

    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def add(self, amount):
        with self.lock:
            self.value += amount


def greet(name, times, letters, pause):
    """What a thread is given: to whom it speaks, and how often."""
    for _ in range(times):
        work(pause)  # writes one greeting ...  #= sync::work(pause);
        letters.add(len(name))  #= letters.fetch_add(
        time.sleep(pause / 1e6)  # ... and rests  #= sync::sleepFor(pause);


def run(names=3, pause=2_000):
    letters = Letters()  #= letters("letters written");
    threads = []
    for i, name in enumerate(NAMES[:names]):
        times = i + 1
        threads.append(threading.Thread(target=greet, args=(name, times, letters, pause),  #= sync::Thread::make(call,
                                        name=f"greet({name}, {times})"))
        # args is a tuple; for one value alone that is (name,) with its comma. By name:
        # threading.Thread(target=greet, kwargs={"name": name, "times": times, ...})
    for thread in threads:
        thread.start()  #= thread->start();
    for thread in threads:
        thread.join()  #= thread->join();
    return letters.value


def work(microseconds):
    """Computes: uses this much time of a processor."""
    end = time.thread_time() + microseconds / 1e6
    while time.thread_time() < end:
        pass


if __name__ == "__main__":
    numbers = {name: int(value) for name, value in (word.split("=") for word in sys.argv[1:])}
    print(json.dumps({"outcome": "finished", "result": run(**numbers)}))
