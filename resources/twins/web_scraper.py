# SPDX-License-Identifier: GPL-3.0-or-later
"""Downloads spend their time waiting: one after the other, by several threads, or by one event loop."""
import sys

del sys.path[0]  # a file beside this one is called queue.py, and would hide Python's own queue

import asyncio
import json
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

PARSING = 300


def answer(client, latency):
    """The server's side of one connection: it takes its time, then answers."""
    with client:
        page = int(client.recv(100))  #= client.receive();
        time.sleep(latency / 1e6)  #= sync::sleepFor(latency);
        client.sendall(b"x" * (100 * page))  #= client.send(


def serve(server, pages, latency):
    threads = []  # a thread for each connection
    for n in range(1, pages + 1):
        client, _ = server.accept()  #= clients.push_back(server.accept());
        threads.append(threading.Thread(target=answer, args=(client, latency), name=f"Server {n}"))  #= "Server " +
        threads[-1].start()  #= threads.back()->start();
    for thread in threads:
        thread.join()  #= thread->join();


def parse(page):
    work(PARSING)  #= sync::work(kParsing);
    return len(page)


def download(address, page):
    with socket.create_connection(address) as connection:  #= auto connection = server.connect(
        connection.sendall(str(page).encode())  #= connection->send(std::to_string(page));
        with connection.makefile("rb") as file:
            return parse(file.read())  # waits for the server  #= return parse(connection->receive());


def download_in_turn(address, pages):
    return [download(address, page) for page in range(1, pages + 1)]


def download_by_pool(address, pages, workers):
    with ThreadPoolExecutor(max_workers=workers) as pool:  #= sync::ThreadPool pool("pages to load"
        futures = [pool.submit(download, address, page)  #= pool.submit("size of page "
                   for page in range(1, pages + 1)]
        return [future.result() for future in futures]  #= sizes.push_back(future.get());


async def download_meanwhile(address, page):
    """One of many that one thread does: at each await it goes on with whichever can."""
    reader, writer = await asyncio.open_connection(*address)  #= connections.push_back(
    writer.write(str(page).encode())
    received = await reader.read()  #= anyPage.wait(pending);
    writer.close()
    return parse(received)  #= parse(ready.receive())


async def download_by_event_loop(address, pages):
    return await asyncio.gather(*(download_meanwhile(address, page) for page in range(1, pages + 1)))


def run(variant="sequential", pages=6, latency=10_000, workers=3):
    with socket.create_server(("127.0.0.1", 0)) as server:  #= sync::Listener server("server");
        address = server.getsockname()
        serving = threading.Thread(target=serve, args=(server, pages, latency), name="Server")  #= sync::Thread serving("Server"
        serving.start()  #= serving.start();

        if variant == "pool":
            sizes = download_by_pool(address, pages, workers)
        elif variant == "event-loop":
            sizes = asyncio.run(download_by_event_loop(address, pages))
        else:
            sizes = download_in_turn(address, pages)
        serving.join()  #= serving.join();
    return sizes


def work(microseconds):
    """Computes: uses this much time of a processor."""
    end = time.thread_time() + microseconds / 1e6
    while time.thread_time() < end:
        pass


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if "=" not in word]
    numbers = {name: int(value) for name, _, value in (word.partition("=") for word in sys.argv[1:]) if value}
    print(json.dumps({"outcome": "finished", "result": run(*words, **numbers)}))
