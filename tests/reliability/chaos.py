# chaos.py - three nodes on one PostgreSQL behind nginx without affinity; nodes and the database are killed with kill -9.
# With --pair there are two databases, the second a synchronous standby: it is promoted, and wires are cut.
# Usage: python3 chaos.py [PATH-TO-foyer] [--pair] [--seconds 40] [--visitors 6] [--seed N]
# Exits 0 if no answered turn was lost, doubled or changed; prints what happened.
import argparse
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

import island
from postgres import Pair, Postgres
from visitor import ROOT, Ledger, Visitor, connector, read_again, start

NGINX = "/usr/sbin/nginx"


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Proxy:
    """The nginx of docs/proxies, on ports of its own."""

    def __init__(self, folder, port, nodes):
        with open(os.path.join(ROOT, "docs", "proxies", "nginx.conf"), encoding="utf-8") as file:
            text = file.read()
        for documented, real in zip((8080, 8081, 8082, 8083), (port, *nodes), strict=True):
            text, times = re.subn(rf"127\.0\.0\.1:{documented}\b", f"127.0.0.1:{real}", text)
            assert times == 1, f"the documented configuration has port {documented} {times} times"
        path = os.path.join(folder, "nginx.conf")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"daemon off; pid {folder}/nginx.pid;\n" + text)
        self.log = open(os.path.join(folder, "nginx.log"), "w", encoding="utf-8")
        subprocess.run([NGINX, "-t", "-p", folder, "-c", path], check=True, stderr=self.log)
        self.process = subprocess.Popen([NGINX, "-p", folder, "-c", path], stderr=self.log)

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.log.close()


def cause_trouble(options, nodes, start_node, database, ledger):
    chance = random.Random(options.seed)
    end = time.monotonic() + options.seconds
    round_number = 0
    while time.monotonic() < end:
        time.sleep(0.2 + 1.5 * chance.random())
        round_number += 1
        if round_number % (2 if options.pair else 4) == 0:
            database.trouble(chance, ledger)
        else:
            which = chance.randrange(len(nodes))
            nodes[which].stop(signal.SIGKILL)
            ledger.add("nodes killed")
            time.sleep(chance.random())
            nodes[which] = start_node(which)


def run(options, folder, database):
    ledger, stop = Ledger(), threading.Event()
    port, *node_ports = free_ports(4)

    def start_node(which):
        data = os.path.join(folder, f"node{which}")
        os.makedirs(data, exist_ok=True)
        return start(data, "--store", database.where, port=node_ports[which])

    nodes = [start_node(which) for which in range(3)]
    proxy = Proxy(folder, port, node_ports)
    try:
        connect = connector(lambda: port)
        visitors = [Visitor(connect, ledger, stop, options.seed * 1000 + one, pause=0.02) for one in range(options.visitors)]
        for visitor in visitors:
            visitor.start()
        cause_trouble(options, nodes, start_node, database, ledger)
        time.sleep(2.5)
        stop.set()
        for visitor in visitors:
            visitor.join(30)
        read_again(connect, visitors, ledger)
    finally:
        proxy.stop()
        for node in nodes:
            node.stop()
    return ledger


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=40)
    parser.add_argument("--visitors", type=int, default=6)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--pair", action="store_true")
    parser.add_argument("--asynchronous", action="store_true", help="a pair that loses turns: the run must find them missing")
    options = parser.parse_args()
    if options.pair and not island.allowed():
        print("this machine lets nobody make networks: no standby was promoted, no wire cut")
        return 0
    if options.pair:
        island.within_one()
    database = Pair(not options.asynchronous) if options.pair else Postgres().create()
    try:
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)
            ledger = run(options, folder, database)
    finally:
        database.remove()
    counts = ledger.counts
    print(f"seed {options.seed}: {counts['nodes killed']} nodes and {counts['databases killed']} databases killed, "
          f"{counts['standbys promoted']} standbys promoted, {counts['wires cut']} wires cut, "
          f"{counts['answered']} turns answered, {counts['resumed']} resumptions, "
          f"{counts['written, reply lost']} replies lost after they were written, {counts['not written, sent again']} turns sent again, "
          f"{counts['read again']} conversations read again")
    print(f"lost {counts['lost']}, doubled {counts['doubled']}, differing {counts['differing']}, refused {counts['refused']}")
    for example in ledger.examples:
        print("  " + example)
    if ledger.broken:
        return 1
    if counts["resumed"] < 3 or counts["databases killed"] == 0 or counts["answered"] < 100:
        print("too little happened for this to mean anything")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
