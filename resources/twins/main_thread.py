# SPDX-License-Identifier: GPL-3.0-or-later
"""Before a program makes any thread it has one already: the main thread, from which all others descend."""
import json
import threading
import time


class Count:
    """Python has no atomic number, so a lock makes reading and writing one step."""

    def __init__(self, value):
        self.value = value
        self.lock = threading.Lock()

    def add_one(self):
        with self.lock:
            self.value += 1


def help_the_cook(count):
    count.add_one()  #= count.fetch_add(1); @2
    work(2_000)  #= sync::work(2ms); @2


def cook_a_meal(count):
    count.add_one()  #= count.fetch_add(1); @1
    helper = threading.Thread(target=help_the_cook, args=(count,), name="Helper")  # the cook is its parent  #= sync::Thread helper("Helper"
    helper.start()  #= helper.start();
    work(1_000)  #= sync::work(1ms); @1
    helper.join()  #= helper.join();


def serve(count):
    count.add_one()  #= count.fetch_add(1); @3
    work(3_000)  #= sync::work(3ms);


def run():  # this is the main thread's code
    assert threading.current_thread() is threading.main_thread()
    assert threading.main_thread().name == "MainThread"
    count = Count(1)  #= count("threads that have run", 1);
    work(2_000)  # nobody else is there yet  #= sync::work(2ms); @1

    cook = threading.Thread(target=cook_a_meal, args=(count,), name="Cook")  #= sync::Thread cook("Cook"
    waiter = threading.Thread(target=serve, args=(count,), name="Waiter")  #= sync::Thread waiter("Waiter"
    cook.start()  #= cook.start();
    work(1_000)  # the main thread is a thread like the others: it runs beside them  #= sync::work(1ms); @2
    waiter.start()  #= waiter.start();
    work(1_000)  #= sync::work(1ms); @3

    cook.join()  # the last to end is the first that was there  #= cook.join();
    waiter.join()  #= waiter.join();
    return count.value


def work(microseconds):
    """Computes: uses this much time of a processor."""
    end = time.thread_time() + microseconds / 1e6
    while time.thread_time() < end:
        pass


if __name__ == "__main__":
    print(json.dumps({"outcome": "finished", "result": run()}))
