# SPDX-License-Identifier: GPL-3.0-or-later
"""A class that is a thread: run() is its code, and its attributes are each object's own."""
import json
import sys
import threading
import time


class Countdown(threading.Thread):
    def __init__(self, name, start_from, step):
        super().__init__(name=name)  # first of all: it makes the thread  #= sync::Thread(name,
        self.left = start_from  #= OwnState{
        self.step = step
        self.steps_done = 0

    def run(self):
        """start() makes a new thread, which calls this."""
        while self.left > 0:  #= while (left.read() > 0) {
            work(self.step)  #= sync::work(step);
            self.left -= 1  # nobody else has this object's `left`: no lock is needed  #= left.write(
            self.steps_done += 1


def run(count=4, step=1_000):
    first = Countdown("Countdown 1", count, step)  #= Countdown first(
    second = Countdown("Countdown 2", 2 * count, step)  #= Countdown second(
    first.start()  #= first.start();
    second.start()  #= second.start();
    first.join()  #= first.join();
    second.join()  #= second.join();
    return [first.steps_done, second.steps_done]


def work(microseconds):
    """Computes: uses this much time of a processor."""
    end = time.thread_time() + microseconds / 1e6
    while time.thread_time() < end:
        pass


if __name__ == "__main__":
    numbers = {name: int(value) for name, value in (word.split("=") for word in sys.argv[1:])}
    print(json.dumps({"outcome": "finished", "result": run(**numbers)}))
