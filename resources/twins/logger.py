# SPDX-License-Identifier: GPL-3.0-or-later
"""Many workers log through one queue; one daemon takes the records out and writes them to a file."""
import sys

del sys.path[0]  # a file beside this one is called queue.py, and would hide Python's own queue

import atexit
import json
import os
import queue
import tempfile
import threading
import time

told = {"outcome": "finished", "result": 0}


class Log:
    def __init__(self):
        self.records = queue.Queue()  #= records{"log records"};
        self.file = tempfile.TemporaryFile("w+")  #= sync::File file{"log file"};


def write_records(log, disk):
    """The only one that touches the file, so the file needs no lock."""
    while (record := log.records.get()) is not None:  #= log.records.take(); ++written
        log.file.write(record)  #= log.file.write(*record);
        log.file.flush()
        os.fsync(log.file.fileno())  # not before the disk has it
        time.sleep(disk / 1e6)  # as if it were slower than it is  #= sync::sleepFor(microseconds(stage["disk"]));
        told["result"] += 1


def log_while_working(log, number, records, work_time):
    for n in range(1, records + 1):
        work(work_time)  #= sync::work(time);
        log.records.put(f"worker {number}, record {n}\n")  # never waits for the disk  #= log.records.put("worker "


def lines_in(file):
    file.seek(0)
    return len(file.readlines())  #= const std::string text = file.read();


def run(variant="flush-on-exit", workers=3, records=6, work=300, disk=1_000):
    log = Log()
    writer = threading.Thread(target=write_records, args=(log, disk), daemon=True, name="Writer (daemon)")  #= "Writer (daemon)"
    writer.start()  #= writer->start();

    threads = [threading.Thread(target=log_while_working, args=(log, i, records, work), name=f"Worker {i}")  #= "Worker "
               for i in range(1, workers + 1)]
    for thread in threads:
        thread.start()  #= worker->start();
    for thread in threads:
        thread.join()  #= worker->join();

    if variant == "lost-tail":
        return  # the program ends, and with it the writer
    log.records.put(None)  # no more will come: the writer finishes what is in the queue  #= log->records.close();
    writer.join()  # also a daemon can be waited for  #= writer->join();
    told["result"] = lines_in(log.file)


# Python's logging module has all this ready: a QueueHandler puts records into a queue, and a QueueListener
# writes them in a thread of its own; its stop() waits until all are written.


def work(microseconds):
    """Computes: uses this much time of a processor."""
    end = time.thread_time() + microseconds / 1e6
    while time.thread_time() < end:
        pass


if __name__ == "__main__":
    # Called when the program ends: a daemon may be cut off any moment from here on.
    atexit.register(lambda: print(json.dumps(told)))
    words = [word for word in sys.argv[1:] if "=" not in word]
    numbers = {name: int(value) for name, _, value in (word.partition("=") for word in sys.argv[1:]) if value}
    run(*words, **numbers)
