# SPDX-License-Identifier: GPL-3.0-or-later
"""Two threads, two locks. Each takes one lock and, still holding it, wants the other."""
import json
import os
import random
import sys
import threading
import time


def transfer(first, second, hold):
    """Takes first, works a while, then takes second as well."""
    first.acquire()  #= first.lock();
    work(hold)  # meanwhile the other thread may take its own first lock  #= // meanwhile the other thread
    second.acquire()  #= second.lock();
    work(hold)  #= sync::work(hold); @2
    second.release()  #= second.unlock(); @1
    first.release()  #= first.unlock();


def transfer_at_once(first, second, hold):
    """Whoever can't have both at once holds neither while it waits.

    C++ has a lock for that, std::scoped_lock. Python has none: this is how one is made.
    """
    while True:
        first.acquire()  #= const sync::ScopedLock both(first, second);
        if second.acquire(blocking=False):
            break
        first.release()
        first, second = second, first  # begin with the one that was missing
    work(hold)  #= sync::work(hold); @3
    second.release()
    first.release()


def transfer_or_back_off(first, second, hold):
    """Whoever does not get the second lock gives the first one back, and begins again a little later."""
    while True:
        with first:  #= const sync::LockGuard one(first); @1
            work(hold)  #= sync::work(hold); @4
            if second.acquire(blocking=False):  #= if (!second.try_lock()) continue;
                work(hold)  #= sync::work(hold); @5
                return second.release()  #= return second.unlock(); @1
        time.sleep(hold / 1e6)  #= for (;; sync::sleepFor(hold)) {


def transfer_in_time(first, second, hold):
    """Likewise, after having waited for a time: then the wait was one in a circle, perhaps."""
    while True:
        with first:  #= const sync::LockGuard one(first); @2
            work(hold)  #= sync::work(hold); @6
            if second.acquire(timeout=2 * hold / 1e6):  #= if (!second.try_lock_for(2 * hold)) continue;
                work(hold)  #= sync::work(hold); @7
                return second.release()  #= return second.unlock(); @2
        time.sleep(random.uniform(0, hold / 1e6))  # who takes a lock again at once leaves others no chance


def in_opposite_order(transfer_between, Lock, hold):
    """Worker 1 goes from lock1 to lock2, Worker 2 the other way."""
    lock1 = Lock()  #= Lock lock1("lock1");
    lock2 = Lock()  #= Lock lock2("lock2");
    worker1 = threading.Thread(target=transfer_between, args=(lock1, lock2, hold), name="Worker 1")  #= { transferBetween(lock1, lock2, hold); }
    worker2 = threading.Thread(target=transfer_between, args=(lock2, lock1, hold), name="Worker 2")  #= { transferBetween(lock2, lock1, hold); }
    worker1.start()  #= worker1.start(); @1
    worker2.start()  #= worker2.start(); @1
    worker1.join()  #= worker1.join(); @1
    worker2.join()  #= worker2.join(); @1


def in_one_order(hold):
    """Nobody can wait in a circle: who has lock2 has lock1 already."""
    lock1 = threading.Lock()  #= sync::Mutex lock1("lock1");
    lock2 = threading.Lock()  #= sync::Mutex lock2("lock2");
    worker1 = threading.Thread(target=transfer, args=(lock1, lock2, hold), name="Worker 1")  #= sync::Thread worker1("Worker 1", [&] { transfer(
    worker2 = threading.Thread(target=transfer, args=(lock1, lock2, hold), name="Worker 2")  #= sync::Thread worker2("Worker 2", [&] { transfer(
    worker1.start()  #= worker1.start(); @2
    worker2.start()  #= worker2.start(); @2
    worker1.join()  #= worker1.join(); @2
    worker2.join()  #= worker2.join(); @2


def run(variant="naive", hold=10_000):
    end_after(3 + 20 * hold / 1e6)
    if variant == "ordered":
        in_one_order(hold)
    else:
        how = {"naive": transfer, "rlock": transfer, "both-at-once": transfer_at_once,
               "try-and-back-off": transfer_or_back_off, "timeout": transfer_in_time}[variant]
        in_opposite_order(how, threading.RLock if variant == "rlock" else threading.Lock, hold)
    return "both transfers done"


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
