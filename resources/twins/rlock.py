# SPDX-License-Identifier: GPL-3.0-or-later
"""A function that takes a lock calls another that takes it too."""
import json
import os
import sys
import threading
import time


class Drawer:
    def __init__(self, lock):
        self.lock = lock  #= Lock lock{"drawer lock"};
        self.boxes = 0  #= boxes{"boxes opened"};


def open_box(drawer, depth, work_time):
    """Opens a box, in which there may be another box. Each call takes the lock for itself."""
    with drawer.lock:  # from the second call on this thread holds it already  #= const sync::LockGuard guard(drawer.lock);
        drawer.boxes += 1  #= drawer.boxes.write(
        work(work_time)  #= sync::work(work);
        if depth > 1:
            open_box(drawer, depth - 1, work_time)
    # gives it back once; it is free when that was done as often as it was taken


def run(variant="lock", depth=3, work=2_000):
    end_after(3 + 4 * depth * work / 1e6)
    drawer = Drawer(threading.RLock() if variant == "rlock" else threading.Lock())
    worker1 = threading.Thread(target=open_box, args=(drawer, depth, work), name="Worker 1")  #= sync::Thread worker1(
    worker2 = threading.Thread(target=open_box, args=(drawer, depth, work), name="Worker 2")  #= sync::Thread worker2(
    worker1.start()  #= worker1.start();
    worker2.start()  # to others it is a lock like any other: they wait until the depth is 0  #= worker2.start();
    worker1.join()  #= worker1.join();
    worker2.join()  #= worker2.join();
    return drawer.boxes


def work(microseconds):
    """Computes: uses this much time of a processor."""
    end = time.thread_time() + microseconds / 1e6
    while time.thread_time() < end:
        pass


def end_after(seconds):
    """Python does not notice a deadlock. So a timer ends what has taken far too long."""
    def give_up():
        print(json.dumps({"outcome": "deadlock"}), flush=True)
        os._exit(0)

    watchdog = threading.Timer(seconds, give_up)
    watchdog.daemon = True
    watchdog.start()


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if "=" not in word]
    numbers = {name: int(value) for name, _, value in (word.partition("=") for word in sys.argv[1:]) if value}
    print(json.dumps({"outcome": "finished", "result": run(*words, **numbers)}))
