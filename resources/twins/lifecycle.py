# SPDX-License-Identifier: GPL-3.0-or-later
"""One thread through every state a thread can be in."""
import json
import os
import sys
import tempfile
import threading
import time


def live(lock, nearly_there, work_time, sleep_time):
    work(work_time)  # running  #= sync::work(work); @1
    time.sleep(sleep_time / 1e6)  # sleeping: until a time has come  #= sync::sleepFor(sleep); @1

    with tempfile.TemporaryFile() as notes:  #= sync::File notes("notes");
        notes.write(b"x" * (1 << 16))
        notes.flush()
        os.fsync(notes.fileno())  # sleeping: until the disk has it  #= notes.write(

    nearly_there.set()  #= nearlyThere.set();
    with lock:  # blocked: the main thread holds the lock  #= sync::LockGuard guard(lock);
        work(work_time)  # running again  #= sync::work(work); @2
    # terminated


def run(work_time=2_000, sleep_time=3_000):
    lock = threading.Lock()  #= sync::Mutex lock("lock");
    nearly_there = threading.Event()  #= sync::ManualResetEvent nearlyThere("nearly there");

    child = threading.Thread(target=live, name="Child",  # new  #= sync::Thread child("Child",
                             args=(lock, nearly_there, work_time, sleep_time))
    work(work_time)  #= sync::work(work); @3

    lock.acquire()  #= lock.lock();
    child.start()  # runnable: it waits for a processor  #= child.start();
    nearly_there.wait()  # until the child is about to want the lock  #= nearlyThere.wait();
    time.sleep(sleep_time / 1e6)  # and some time longer, in which it has to wait  #= sync::sleepFor(sleep); @2
    lock.release()  # the child can go on  #= lock.unlock();

    child.join()  #= child.join();
    return "the child has ended" if not child.is_alive() else "the child is alive"


def work(microseconds):
    """Computes: uses this much time of a processor."""
    end = time.thread_time() + microseconds / 1e6
    while time.thread_time() < end:
        pass


if __name__ == "__main__":
    numbers = dict(word.split("=") for word in sys.argv[1:])
    result = run(int(numbers.get("work", 2_000)), int(numbers.get("sleep", 3_000)))
    print(json.dumps({"outcome": "finished", "result": result}))
