# SPDX-License-Identifier: GPL-3.0-or-later
"""Producers and consumers share a list under a lock. Nobody tells a consumer that there is something."""
import json
import sys
import threading
import time


class Shared:
    def __init__(self, items):
        self.lock = threading.Lock()  #= sync::Mutex lock{"list lock"};
        self.list = []
        self.open = items  # not yet taken by anybody  #= : open("to come", items) {}
        self.wasted = 0  #= wasted{"wasted"};
        self.done = 0  #= done{"done"};


def produce(shared, items, pause):
    for n in range(1, items + 1):
        time.sleep(pause / 1e6)  #= sync::sleepFor(pause);
        with shared.lock:  #= const sync::LockGuard guard(shared.lock); @1
            shared.list.append(n)  #= shared.length.write( @1


def take_turn(shared):
    with shared.lock:  # even to look one must have the lock  #= // even to look one must have the lock
        if shared.open == 0:  #= const std::int64_t open = shared.open.read();
            return "last"
        if not shared.list:  #= if (shared.length.read() == 0) return Turn::Wasted;
            shared.wasted += 1
            return "wasted"
        shared.list.pop()  #= shared.length.write( @2
        shared.open -= 1  #= shared.open.write(open - 1);
        shared.done += 1  #= (turn == Turn::Taken ? shared.done : shared.wasted)
        return "taken"


def consume(shared, poll):
    while take_turn(shared) != "last":
        time.sleep(poll / 1e6)  # too long: items wait; too short: more turns for nothing  #= sync::sleepFor(poll);


def run(producers=1, consumers=2, items=5, pause=5_000, poll=1_000):
    shared = Shared(producers * items)
    threads = [threading.Thread(target=produce, args=(shared, items, pause), name=f"Producer {i}")  #= "Producer "
               for i in range(1, producers + 1)]
    threads += [threading.Thread(target=consume, args=(shared, poll), name=f"Consumer {i}")  #= "Consumer "
                for i in range(1, consumers + 1)]
    for thread in threads:
        thread.start()  #= thread->start();
    for thread in threads:
        thread.join()  #= thread->join();
    return shared.done


if __name__ == "__main__":
    numbers = {name: int(value) for name, value in (word.split("=") for word in sys.argv[1:])}
    print(json.dumps({"outcome": "finished", "result": run(**numbers)}))
