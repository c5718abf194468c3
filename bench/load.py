#!/usr/bin/env python3
"""foyer serve, foyer-echo and a bare epoll echo under the same load, in turn, on one core; the load on another. At 500
turns a second the server may use all cores, as it would.

Usage: bench/load.py [--in FOLDER] [--silent N …]. Prints figures, a line each; where something was measured more than
once, the median."""
import argparse
import collections
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "server"))
from wire import Program  # noqa: E402

BUILD = ROOT / "build" / "release"
CORES = sorted(os.sched_getaffinity(0))
ROUNDS = 2
SERVE = ["serve", "--listen", "127.0.0.1:0", "--dialogs", ROOT / "dialogs", "--practices", ROOT / "practices", "--web", ROOT / "web",
         "--allow-no-origin", "--messages-per-second", "0", "--connections-max", "19900"]


def pinned(core, *command):
    return ["taskset", "-c", str(core), *map(str, command)]


class Load:
    def __init__(self):
        self.figures = collections.defaultdict(list)

    def put(self, name, server, *options):
        done = subprocess.run(pinned(CORES[-1], BUILD / "bench-load", "--name", name, "--port", server.port,
                                     "--process", server.process.pid, *options), stdout=subprocess.PIPE, text=True, check=False)
        return self.take(done)

    def take(self, done):
        for line in done.stdout.splitlines():
            key, value = line.split("\t")
            self.figures[key].append(float(value))
        return done.returncode == 0

    def middle(self, name):
        return statistics.median(self.figures[name])


def serve(folder, name, *options, core=CORES[0]):
    data = folder / name
    data.mkdir()
    command = [BUILD / "foyer", *SERVE, "--data", data, *options]
    return Program(*(pinned(core, *command) if core is not None else command), ready=" on http://127.0.0.1:",
                   log=folder / f"{name}.log")


def measure(load, folder, silent):
    servers = {"epoll": Program(*pinned(CORES[0], BUILD / "bench-epoll-echo", 0)),
               "echo": Program(*pinned(CORES[0], BUILD / "foyer-echo", 0)),
               "memory": serve(folder, "memory", "--store", "memory:"),
               "durable": serve(folder, "durable")}
    fine = True
    try:
        for _ in range(ROUNDS):
            fine &= load.put("load.memory", servers["memory"], "--visitors", 100, "--seconds", 2)
            same = ["--echo", round(load.middle("load.memory.bytes"))]  # as many bytes both ways as a turn has
            fine &= load.put("load.echo", servers["echo"], *same, "--visitors", 100, "--seconds", 2)
            fine &= load.put("load.epoll", servers["epoll"], *same, "--visitors", 100, "--seconds", 2)
            fine &= load.put("load.durable_1000", servers["durable"], "--visitors", 1000, "--seconds", 3)
            fine &= load.put("load.echo_1000", servers["echo"], *same, "--visitors", 1000, "--seconds", 2)
    finally:
        for server in servers.values():
            server.stop()
    return fine & unpinned(load, folder, same, silent)


def unpinned(load, folder, same, silent):
    fine = True
    for name, server, options in (("echo", Program(BUILD / "foyer-echo", 0), same),
                                  ("durable", serve(folder, "steady", core=None), [])):
        try:
            fine &= load.put(f"load.{name}_at_500", server, *options, "--visitors", 1000, "--rate", 500, "--seconds", 8)
        finally:
            server.stop()
    commits = [BUILD / "bench-store", "--in", folder, "--commits", "2000"]  # at the same moment, on the same disk
    fine &= load.take(subprocess.run(commits, stdout=subprocess.PIPE, text=True, check=False))
    if silent:
        server = serve(folder, "silent")
        try:
            fine &= load.put("load.silent", server, "--silent", *silent)
        finally:
            server.stop()
    return fine


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--in", dest="where", help="a folder on the disk to measure")
    arguments.add_argument("--silent", type=int, nargs="*", default=[10_000])
    options = arguments.parse_args()
    load = Load()
    with tempfile.TemporaryDirectory(prefix="foyer-bench-", dir=options.where) as folder:
        fine = measure(load, pathlib.Path(folder), options.silent)
    for name in load.figures:
        print(f"{name}\t{load.middle(name):.4g}")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
