# SPDX-License-Identifier: GPL-3.0-or-later
"""A pool of threads computes the squares of 1, 2, 3, ...; futures bring the results back in order."""
import sys

del sys.path[0]  # a file beside this one is called queue.py, and would hide Python's own queue

import json
import time
from concurrent.futures import ThreadPoolExecutor


def square(n, work_time):
    work(work_time)  #= sync::work(work);
    return n * n


def run(workers=3, tasks=4, work=3_000):
    with ThreadPoolExecutor(max_workers=workers) as pool:  #= sync::ThreadPool pool("tasks",
        futures = []
        for n in range(1, tasks + 1):
            futures.append(pool.submit(square, n, work))  #= pool.submit("square of "
        # in the order of submission, whichever worker was done first
        squares = [future.result() for future in futures]  #= squares.push_back(future.get());
    return squares
    # pool.map(square, range(1, tasks + 1)) does the same: it submits, and gives the results in order


def work(microseconds):
    """Computes: uses this much time of a processor."""
    end = time.thread_time() + microseconds / 1e6
    while time.thread_time() < end:
        pass


if __name__ == "__main__":
    numbers = {name: int(value) for name, value in (word.split("=") for word in sys.argv[1:])}
    print(json.dumps({"outcome": "finished", "result": run(**numbers)}))
