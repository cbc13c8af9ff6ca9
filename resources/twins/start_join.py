# SPDX-License-Identifier: GPL-3.0-or-later
"""A thread is made, started, and joined: to join is to wait for its end."""
import json
import sys
import threading
import time

PREPARATION = 500


class Total:
    """Python has no atomic number, so a lock makes reading and writing one step."""

    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def add(self, amount):
        with self.lock:
            self.value += amount


def ask(total, amount, answer_time):
    """Waits for its answer, as from a server, and adds what it got."""
    time.sleep(answer_time / 1e6)  #= sync::sleepFor(answerTime);
    total.add(amount)  #= total.fetch_add(amount);


def run(variant="join", threads=3, answer=5_000):
    total = Total()  #= sync::Atomic<std::int64_t> total("total");
    workers = [threading.Thread(target=ask, args=(total, i, answer), name=f"Worker {i}")  #= "Worker "
               for i in range(1, threads + 1)]  # made: new, and not yet running

    work(PREPARATION)  #= sync::work(kPreparation);
    for worker in workers:
        worker.start()  # from here on they run beside the main thread  #= worker->start();

    if variant == "join":
        for worker in workers:
            worker.join()  # waits until it has ended  #= worker->join();
    return total.value  #= total.load();
    # what was not joined is waited for at the program's end, when it is too late for the result


def work(microseconds):
    """Computes: uses this much time of a processor."""
    end = time.thread_time() + microseconds / 1e6
    while time.thread_time() < end:
        pass


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if "=" not in word]
    numbers = {name: int(value) for name, _, value in (word.partition("=") for word in sys.argv[1:]) if value}
    print(json.dumps({"outcome": "finished", "result": run(*words, **numbers)}))
