# canary.py - words typed in a talk are found nowhere once it is closed: no file, no log, no metric, not in memory.
# Usage: python3 canary.py PATH-TO-foyer
# Exits 0: found nowhere; 1: found, and says where; 2: it could not look. Memory is read as root only: nobody else may.
import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time

from visitor import FOYER, connector, start
from wire import TEXT, Client, frame

LONG = "quixzephyrlanternmarkerofthistest"  # lower case: the reader's own copies are folded to that
SHORT = "zqxjvkwyp"                         # short enough to live inside a std::string, on a stack
GRACE_SECONDS = 1.5


def secrets_of(token):
    """A visitor's token as it travels, as bytes, and the key that is made of it."""
    raw = base64.urlsafe_b64decode(token + "=")
    return {"token": token.encode(), "token's bytes": raw, "key": hashlib.blake2b(b"state", key=raw, digest_size=32).digest()}


def memory_of(pid):
    """(name of the mapping, its bytes) of all that the process may write to."""
    with open(f"/proc/{pid}/maps", encoding="ascii") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            span, rights, _, _, _, *name = line.split()
            first, last = (int(end, 16) for end in span.split("-"))
            if not rights.startswith("rw"):
                continue
            try:
                memory.seek(first)
                yield name[0] if name else "anonymous", memory.read(last - first)
            except OSError:
                continue


def in_memory(pid, needles):
    found = []
    for mapping, content in memory_of(pid):
        for name, needle in needles.items():
            at = content.find(needle)
            if at >= 0:
                around = re.sub(rb"[^ -~]", b".", content[max(0, at - 60) : at + 60]).decode()
                found.append(f"memory ({mapping}): {name}: {around}")
    return found


def in_files(folder, needles):
    found = []
    for where, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(where, name), "rb") as file:
                content = file.read()
            found += [f"{name}: {what}" for what, needle in needles.items() if needle in content]
    return found


def everything_a_visitor_may_type(talk, number):
    """Says the markers in every place that takes words; returns the number of the next turn."""
    said = [f"I think {LONG} is what I feel", SHORT, f"{LONG} {SHORT}", f"I want to kill myself {LONG}", f"no, {LONG}",
            f"I felt angry and ashamed because {LONG}, and {SHORT}", f"soy {LONG} y quiero morir {SHORT}"]
    for words in said:
        answer = talk.ask(type="say", turn=number, text=words)
        assert answer["type"] == "turn", answer
        number += 1
    again = talk.ask(type="say", turn=number - 1, text=said[-1])
    assert again["type"] == "turn", again
    for bad in ({"type": "say", "turn": 1, "text": f"other {LONG}"}, {"type": "choose", "turn": number, "option": LONG},
                {"type": "choose", "turn": number, "option": SHORT}, {"type": "do", "turn": number, "action": SHORT},
                {"type": LONG}, {"type": "say", "turn": number, "text": LONG * 200}, {"type": "locale", "locale": SHORT}):
        answer = talk.ask(**bad)
        assert answer["type"] == "error", answer
    talk.client.send(frame(TEXT, b'{"type":"say","turn":9,"text":"' + LONG.encode() + b" " + SHORT.encode()))
    assert talk.receive()["code"] == "bad_frame"
    assert talk.ask(type="summary")["type"] == "summary"
    return number


def hold_talks(connect, log):
    """One talk that is closed and kept, one that is erased, one that is cut off in the midst of a frame."""
    tokens = []
    for ending in ("kept", "erased", "cut off"):
        talk = connect()
        name = base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
        tokens.append(name)
        assert talk.open(name, dialog="checkin")["type"] == "turn"
        everything_a_visitor_may_type(talk, 1)
        if ending == "kept":
            again = connect()
            assert LONG in json.dumps(again.ask(type="resume", token=name)), "the talk itself must hold the words"
            again.shut()
        if ending == "erased":
            assert talk.ask(type="erase")["type"] == "erased"
        if ending == "cut off":
            talk.client.send(frame(TEXT, json.dumps({"type": "say", "turn": 8, "text": LONG}).encode())[:-10])
        log.append(talk)
    return tokens


def look(server, data, port):
    needles = {"the long marker": LONG.encode(), "the short marker": SHORT.encode()}
    connect = connector(lambda: port)
    open_talks = []
    tokens = hold_talks(connect, open_talks)
    for token in tokens:
        needles.update({f"{name} of a talk": secret for name, secret in secrets_of(token).items()})
    key_name = "key of a talk"
    if not in_memory(server.process.pid, {key_name: secrets_of(tokens[0])["key"]}):
        print("the key of an open talk was not found in memory: the search does not work")
        sys.exit(2)
    for talk in open_talks:
        talk.shut()
    http = Client(port, upgrade=False)
    http.send(f"GET /{LONG}?words={SHORT} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {LONG}\r\nConnection: close\r\n\r\n".encode())
    http.read_response()
    http.shut()
    metrics = Client(port, upgrade=False)
    metrics.send(b"GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    shown = metrics.read_response()[2]
    time.sleep(GRACE_SECONDS)
    found = [f"metrics: {name}" for name, needle in needles.items() if needle in shown]
    found += in_memory(server.process.pid, needles)
    backup = subprocess.run([FOYER.replace("foyer-unwiped", "foyer"), "backup", os.path.join(data, "backup.db"), "--data", data], capture_output=True, check=False)
    if backup.returncode != 0:
        print(f"no backup: {backup.stderr.decode()}")
        sys.exit(2)
    return found + in_files(data, needles), needles


def main():
    if os.geteuid() != 0:
        print("only root may read the memory of a server that keeps it private: run this as root")
        sys.exit(2)
    with tempfile.TemporaryDirectory() as data:
        server = start(data, "--log-level", "debug", "--keep-hours", "0.001")
        found, needles = look(server, data, server.port)
        with open(f"/proc/{server.process.pid}/limits", encoding="ascii") as limits:
            if not re.search(r"Max core file size +0 +0 ", limits.read()):
                found.append("core dumps are allowed")
        server.stop()
        time.sleep(4)  # now they have expired: the next start sweeps them
        server = start(data, "--log-level", "debug", log="log2")
        time.sleep(1)
        found += in_files(data, needles) + in_memory(server.process.pid, needles)
        server.stop()
        with open(os.path.join(data, "log2"), encoding="utf-8") as log:
            if '"expired"' not in log.read():
                found.append("nothing was swept: expiry was not tried")
    for line in found[:12]:
        print(line)
    print(f"{len(found)} places")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
