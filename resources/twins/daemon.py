# SPDX-License-Identifier: GPL-3.0-or-later
"""A daemon works in the background. The program does not wait for it: it ends when the main thread does."""
import sys

del sys.path[0]  # a file beside this one is called queue.py, and would hide Python's own queue

import atexit
import json
import queue
import threading
import time

PIECES = 4
told = {"outcome": "finished", "result": None}


def work_in_pieces(microseconds):
    for _ in range(PIECES):
        work(microseconds / PIECES / 2)  #= sync::work(time / kPieces / 2);
        time.sleep(microseconds / PIECES / 2 / 1e6)  #= sync::sleepFor(time / kPieces / 2);


def tick(rounds, pause):
    """A background loop. Where nobody waits for it, it is cut off somewhere in here."""
    ticks = 0
    for _ in range(rounds):
        time.sleep(pause / 1e6)  #= sync::sleepFor(pause); @1
        ticks += 1  #= ticks.fetch_add(1);
    told["result"] = "the ticker came to its own end"


def run_ticker(is_daemon, rounds, pause, main):
    told["result"] = "the ticker was cut off"
    if is_daemon:
        ticker = threading.Thread(target=tick, args=(rounds, pause), daemon=True, name="Ticker (daemon)")  #= "Ticker (daemon)"
    else:  # as whoever makes it: the main thread is no daemon
        ticker = threading.Thread(target=tick, args=(rounds, pause), name="Ticker")  #= sync::Thread ticker("Ticker"
    ticker.start()  #= ticker.start();
    work_in_pieces(main)  # and then for the ticker, unless it is a daemon: the program waits for it


def run_writer(rounds, pause, main):
    """Important work, left to a daemon: what is still in the queue when main ends is lost."""
    records = queue.Queue()  #= >("records");
    told["result"] = 0

    def write_records():
        while records.get() is not None:  #= records->take(); ++written
            time.sleep(pause / 1e6)  # the disk is slow  #= sync::sleepFor(pause); // the disk is slow
            told["result"] += 1

    writer = threading.Thread(target=write_records, daemon=True, name="Writer (daemon)")  #= "Writer (daemon)"
    writer.start()  #= })->start(); @1
    for n in range(rounds):
        records.put(n)  #= records->put(n);
    work_in_pieces(main)
    # main is done, the writer is not


def run_janitor(rounds, pause, main):
    """A janitor: whatever it leaves behind when it is cut off does no harm."""
    litter = []

    def tidy_up():
        while True:
            time.sleep(2 * pause / 1e6)  #= sync::sleepFor(2 * pause);
            litter.clear()  #= litter->fetch_add(-found);

    janitor = threading.Thread(target=tidy_up, daemon=True, name="Janitor (daemon)")  #= "Janitor (daemon)"
    janitor.start()  #= })->start(); @2
    served = 0
    while served < rounds:
        time.sleep(main / rounds / 1e6)  #= sync::sleepFor(microseconds(stage["main"]) / stage["rounds"]);
        litter.append("a temporary file")  # each request leaves one  #= litter->fetch_add(1);
        served += 1
    told["result"] = served


def run(variant="daemon", rounds=10, pause=2_000, main=9_000):
    if variant == "important-work":
        run_writer(rounds, pause, main)
    elif variant == "cleanup":
        run_janitor(rounds, pause, main)
    else:
        run_ticker({"daemon": True, "non-daemon": False}[variant], rounds, pause, main)


def work(microseconds):
    """Computes: uses this much time of a processor."""
    end = time.thread_time() + microseconds / 1e6
    while time.thread_time() < end:
        pass


if __name__ == "__main__":
    # Called when the program ends: all threads but the daemons have been waited for by then.
    atexit.register(lambda: print(json.dumps(told)))
    words = [word for word in sys.argv[1:] if "=" not in word]
    numbers = {name: int(value) for name, _, value in (word.partition("=") for word in sys.argv[1:]) if value}
    run(*words, **numbers)
