# crash.py - visitors talk while the server is killed with SIGKILL at random moments, and started again.
# Usage: python3 crash.py [PATH-TO-foyer] [--kills 20] [--visitors 6] [--seed N] [--store WHERE] [--data DIR]
# Exits 0 if no answered turn was lost, doubled or changed; prints what happened.
import argparse
import copy
import random
import signal
import sys
import tempfile
import threading
import time

from visitor import Ledger, Visitor, connector, faults_of, read_again, start

def the_check_can_fail():
    """Before it is trusted: a transcript that was tampered with is seen to be so."""
    seen = [{"type": "turn", "turn": n, "lines": [{"id": f"l{n}"}]} for n in range(3)]
    sent = ["one", "two"]
    good = {"type": "resumed", "turn": 2, "turns": [{**turn, "said": said, "by": "say"} for turn, said in zip(seen, [None, *sent], strict=True)]}
    assert faults_of(seen, sent, None, good) == []

    def kinds(change, pending=None):
        bad = copy.deepcopy(good)
        change(bad)
        return {kind for kind, _ in faults_of(seen, sent, pending, bad)}

    def add_one(bad, said):
        bad["turn"] = 3
        bad["turns"].append({"type": "turn", "turn": 3, "lines": [], "said": said, "by": "say"})

    assert "lost" in kinds(lambda bad: (bad["turns"].pop(), bad.update(turn=1)))
    assert "doubled" in kinds(lambda bad: add_one(bad, "three"))
    assert "doubled" in kinds(lambda bad: add_one(bad, "two"), pending=(3, {}))
    assert not kinds(lambda bad: add_one(bad, "three"), pending=(3, {}))
    assert "differing" in kinds(lambda bad: bad["turns"][1]["lines"].clear())
    assert "differing" in kinds(lambda bad: bad["turns"][1].update(said="other words"))


def run(options, data):
    chance = random.Random(options.seed)
    ledger, stop = Ledger(), threading.Event()
    flags = ["--store", options.store] if options.store else []
    server = start(data, *flags)
    port = server.port
    connect = connector(lambda: port)
    visitors = [Visitor(connect, ledger, stop, options.seed * 1000 + number) for number in range(options.visitors)]
    for visitor in visitors:
        visitor.start()
    for kill in range(options.kills):
        # Mostly in the midst of talking; now and then just after the start, while visitors come back.
        time.sleep(chance.choice([0.01, 0.05, 0.2, 0.5, 1.0]) * chance.random() + 0.01)
        server.stop(signal.SIGKILL)
        ledger.add("kills")
        server = start(data, *flags, port=port)
        if options.kills > 100 and kill % 100 == 99:
            print(f"{kill + 1} kills: {dict(ledger.counts)}", flush=True)
    time.sleep(0.5)
    stop.set()
    for visitor in visitors:
        visitor.join(30)
    read_again(connect, visitors, ledger)
    ended = server.stop()
    if ended != 0:
        ledger.fault("refused", f"the server did not end in order: {ended}")
    return ledger


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--visitors", type=int, default=6)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--store", default="", help="as of foyer serve")
    parser.add_argument("--data", default="", help="a folder to leave everything in")
    options = parser.parse_args()
    the_check_can_fail()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        ledger = run(options, options.data or scratch)
    counts = ledger.counts
    took = time.monotonic() - began
    print(f"seed {options.seed}, {took:.0f} s: {counts['kills']} kills, {counts['answered']} turns answered, "
          f"{counts['resumed']} resumptions, {counts['written, reply lost']} replies lost after they were written, "
          f"{counts['not written, sent again']} turns sent again, {counts['read again']} conversations read again")
    print(f"lost {counts['lost']}, doubled {counts['doubled']}, differing {counts['differing']}, refused {counts['refused']}")
    for example in ledger.examples:
        print("  " + example)
    if ledger.broken:
        return 1
    if counts["answered"] < counts["kills"] or counts["resumed"] == 0 or counts["cut off"] == 0:
        print("too little was said for this to mean anything")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
