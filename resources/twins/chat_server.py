# SPDX-License-Identifier: GPL-3.0-or-later
"""A chat: the server has two threads for each client. One reads what the client says and puts it into
everybody's queue, the other sends the client what is in its own."""
import sys

del sys.path[0]  # a file beside this one is called queue.py, and would hide Python's own queue

import json
import queue
import socket
import threading


class Member:
    def __init__(self, connection):
        self.connection = connection
        self.lines = connection.makefile("r")
        self.outbox = queue.Queue()  #= outbox("outbox "


class Room:
    def __init__(self):
        self.broadcast_lock = threading.Lock()  #= broadcastLock{"broadcast lock"};
        self.members = []


def broadcast(room, message):
    """Under the lock, so that everybody sees the messages in the same order."""
    with room.broadcast_lock:  #= const sync::LockGuard guard(room.broadcastLock);
        for member in room.members:
            member.outbox.put(message)  #= member->outbox.put(message);


def listen_to(room, member):
    for message in member.lines:  #= while (auto message = member.connection->receive())
        broadcast(room, message)  # until the client has left
    member.outbox.put(None)  #= member.outbox.close();


def write_to(member):
    """A slow client keeps only its own writer waiting."""
    while (message := member.outbox.get()) is not None:  #= while (auto message = member.outbox.take())
        try:
            member.connection.sendall(message.encode())
        except OSError:
            pass  # the client has left
    member.connection.close()  #= member.connection->close();


def serve(server, clients):
    room = Room()
    for _ in range(clients):
        room.members.append(Member(server.accept()[0]))  #= server.accept()));
    broadcast(room, "welcome\n")  # all are here
    threads = []
    for number, member in enumerate(room.members, 1):
        threads.append(threading.Thread(target=listen_to, args=(room, member), name=f"Reader {number}"))  #= "Reader "
        threads.append(threading.Thread(target=write_to, args=(member,), name=f"Writer {number}"))  #= "Writer "
    for thread in threads:
        thread.start()  #= thread->start(); @1
    for thread in threads:
        thread.join()  #= thread->join(); @1


class Received:
    """Python has no atomic number, so a lock makes reading and writing one step."""

    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def add_one(self):
        with self.lock:
            self.value += 1


def chat(address, name, messages, clients, received):
    with socket.create_connection(address) as connection, connection.makefile("r") as lines:  #= const auto connection = server.connect(name);
        lines.readline()  # the welcome  #= connection->receive(); // the welcome
        for n in range(1, messages + 1):
            connection.sendall(f"{name} says {n}\n".encode())  #= connection->send(name
        for _ in range(messages * clients):
            if lines.readline():  #= if (connection->receive())
                received.add_one()  # its own come back as well


def run(clients=2, messages=3):
    received = Received()  #= received("messages received");
    with socket.create_server(("127.0.0.1", 0)) as server:  #= sync::Listener server("server");
        address = server.getsockname()
        threads = [threading.Thread(target=serve, args=(server, clients), name="Server")]  #= sync::Thread::make("Server"
        for n in range(1, clients + 1):
            threads.append(threading.Thread(target=chat, name=f"Client {n}",
                                            args=(address, f"Client {n}", messages, clients, received)))
        for thread in threads:
            thread.start()  #= thread->start(); @2
        for thread in threads:
            thread.join()  #= thread->join(); @2
    return received.value


if __name__ == "__main__":
    numbers = {name: int(value) for name, value in (word.split("=") for word in sys.argv[1:])}
    print(json.dumps({"outcome": "finished", "result": run(**numbers)}))
