# SPDX-License-Identifier: GPL-3.0-or-later
"""Workers show that they are alive by a beat; a daemon looks whether each of them still does."""
import sys

del sys.path[0]  # a file beside this one is called queue.py, and would hide Python's own queue

import json
import queue
import threading
import time

WORKERS = 3
PIECES = 10
MISSES = 2  # in a row, before somebody is named


class Patient:
    """One worker's part of the board: how often its heart has beaten, and the answer it may wait for."""

    def __init__(self, number):
        self.name = f"Worker {number}"
        self.beats = 0  # only its own worker writes it  #= , beats("beats of "
        self.is_done = False  #= isDone{"done"};
        self.answer = threading.Event()  #= , answer("answer for "


def work(me, gets_stuck, piece):
    """The last worker asks for an answer in the middle of its work, and it does not come."""
    for n in range(PIECES):
        time.sleep(piece / 1e6)  #= sync::sleepFor(piece);
        me.beats += 1  #= me.beats.fetch_add(1);
        if gets_stuck and n == PIECES // 2:
            me.answer.wait()  #= me.answer.wait();
    me.is_done = True  #= me.isDone.store(1);


def monitor(patients, alarms, interval):
    """Compares with what it saw last time; whoever has not moved twice in a row is named."""
    seen = [0] * WORKERS
    missed = [0] * WORKERS
    while True:
        time.sleep(interval / 1e6)  #= sync::sleepFor(interval);
        for i, patient in enumerate(patients):
            beats = patient.beats  #= .beats.load();
            is_silent = beats == seen[i]
            seen[i] = beats
            missed[i] = missed[i] + 1 if is_silent and not patient.is_done else 0  #= .isDone.load()
            if missed[i] == MISSES:
                alarms.put(patient)  #= ward.alarms.put(i);


def run(interval=10_000):
    patients = [Patient(number) for number in range(1, WORKERS + 1)]
    alarms = queue.Queue()  #= alarms{"alarms"};
    workers = []
    for i, patient in enumerate(patients):
        workers.append(threading.Thread(target=work, args=(patient, i == WORKERS - 1, interval / 5),  #= sync::Thread::make(
                                        name=patient.name))
        workers[-1].start()  #= workers.back()->start();
    threading.Thread(target=monitor, args=(patients, alarms, interval), daemon=True,  #= "Monitor (daemon)"
                     name="Monitor (daemon)").start()

    named = None
    while named is not patients[-1]:  # others may only have been slow
        named = alarms.get()  #= ward->alarms.take();
        named.answer.set()  # help it  #= .answer.set();
    for worker in workers:
        worker.join()  #= worker->join();
    return f"{named.name} missed its beat"


if __name__ == "__main__":
    numbers = {name: int(value) for name, value in (word.split("=") for word in sys.argv[1:])}
    print(json.dumps({"outcome": "finished", "result": run(**numbers)}))
