# visitor.py - someone who talks, is cut off, comes back, and remembers every word that was answered.
#
# A Visitor holds the server to three promises, and writes what was broken into its Ledger: no answered turn is lost,
# none is there twice, and the transcript is what was seen. It knows no address: `connect()` gives it a Talk.
import collections
import os
import random
import shutil
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "server"))
from talks import FOYER, Talk, token  # noqa: E402,F401
from wire import Gone, Program  # noqa: E402

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")

CUT_OFF = (Gone, OSError, AssertionError, IndexError, ValueError)
TRY_AGAIN = {"busy", "unavailable", "too_fast"}
TURNS_A_TALK = 14
DIALOG = "checkin"  # the smallest: it is proved in an eye-blink, so a server is back at once
ACTIONS = ["skip", "back", "repeat", "why"]
WORDS = ["I am in therapy now", "somewhat", "not really, it still hurts when I think of it", "yes, I see it more often",
         "I felt angry at my brother", "no", "maybe. my mother never spoke of the war", "unsure"]


def faults_of(seen, sent, pending, resumed):
    """What is wrong with the transcript `resumed`, for one who saw the replies `seen` to what they had `sent`."""
    turns = resumed.get("turns", [])
    faults = []
    if len(turns) < len(seen):
        faults.append(("lost", f"{len(seen)} turns were answered and {len(turns)} are there"))
    room = len(seen) + (1 if pending else 0)
    if len(turns) > room:
        faults.append(("doubled", f"{len(turns)} turns are there where {room} at most were sent"))
    numbers = [turn.get("turn") for turn in turns]
    if numbers != list(range(len(turns))) or resumed.get("turn") != len(turns) - 1:
        faults.append(("doubled", f"the turns are numbered {numbers}, and the talk stands at {resumed.get('turn')}"))
    told = collections.Counter(turn["said"] for turn in turns if turn.get("by") == "say" and turn["said"])
    if any(times > 1 for times in told.values()):
        faults.append(("doubled", "the same words stand there twice"))
    for number, (was, turn) in enumerate(zip(seen, turns, strict=False)):
        kept = {key: value for key, value in turn.items() if key not in ("said", "by")}
        if kept != was:
            faults.append(("differing", f"turn {number} is not the one that was shown"))
        if number > 0 and turn.get("said") not in (None, sent[number - 1]):
            faults.append(("differing", f"turn {number} answers other words than were said"))
    return faults


class Ledger:
    """What all visitors saw, together."""

    def __init__(self):
        self.lock = threading.Lock()
        self.counts = collections.Counter()
        self.examples = []

    def add(self, name, times=1):
        with self.lock:
            self.counts[name] += times

    def fault(self, kind, what):
        with self.lock:
            self.counts[kind] += 1
            if len(self.examples) < 5:
                self.examples.append(f"{kind}: {what}")

    @property
    def broken(self):
        return sum(self.counts[kind] for kind in ("lost", "doubled", "differing", "refused"))


class Conversation:
    def __init__(self):
        self.token = token()
        self.seen, self.sent = [], []  # replies; what each turn from 1 on answered
        self.pending = None            # (number, message): sent, not answered yet
        self.opened = False

    def hold_against(self, resumed, ledger):
        for kind, what in faults_of(self.seen, self.sent, self.pending, resumed):
            ledger.fault(kind, what)


class Visitor(threading.Thread):
    """Talks until `stop` is set; each conversation it finishes goes into `finished`, to be read again at the end."""

    def __init__(self, connect, ledger, stop, seed, pause=0.0):
        super().__init__(daemon=True)
        self.connect, self.ledger, self.stopping, self.pause = connect, ledger, stop, pause
        self.random = random.Random(seed)
        self.name_of_this = f"v{seed}"
        self.said = 0
        self.finished = []
        self.current = Conversation()

    def run(self):
        while not self.stopping.is_set():
            try:
                talk = self.connect()
            except CUT_OFF:
                time.sleep(0.02 + self.random.random() * 0.05)
                continue
            try:
                self.hold(talk)
            except CUT_OFF:
                self.ledger.add("cut off")
            talk.shut()

    def hold(self, talk):
        if talk.status != 101:
            time.sleep(0.05)
            return
        if not self.greet(talk):
            return
        while not self.stopping.is_set():
            if self.current.pending is None and self.over():
                self.finished.append(self.current)
                self.current = Conversation()
                return  # a new conversation has a connection of its own
            if self.current.pending is None:
                self.current.pending = (len(self.current.seen), self.next_message())
            number, message = self.current.pending
            if not self.take(talk.ask(turn=number, **message)):
                return
            if self.pause:
                time.sleep(self.pause * self.random.random())

    def over(self):
        return len(self.current.seen) > TURNS_A_TALK or self.current.seen[-1]["state"] == "ended"

    def greet(self, talk):
        """Opens the talk, or comes back to it and reads what stands."""
        now = self.current
        if not now.opened:
            answer = talk.open(now.token, dialog=DIALOG)
            if answer["type"] == "turn":
                now.opened = True
                now.seen = [answer]
                return True
            if answer.get("code") == "conflict":  # it was opened, and the reply was lost on its way
                now.opened = True
            else:
                return self.refused(answer)
            return False
        answer = talk.ask(type="resume", token=now.token)
        if answer["type"] != "resumed":
            return self.refused(answer)
        now.hold_against(answer, self.ledger)
        self.ledger.add("resumed")
        if not now.seen:
            now.seen = [{key: value for key, value in answer["turns"][0].items() if key not in ("said", "by")}]
        if now.pending:
            self.ledger.add("written, reply lost" if answer["turn"] == now.pending[0] else "not written, sent again")
        return True

    def take(self, answer):
        now = self.current
        number, message = now.pending
        if answer["type"] == "turn" and answer["turn"] == number:
            now.seen.append(answer)
            now.sent.append(message.get("text") or message.get("option") or message.get("action"))
            now.pending = None
            self.ledger.add("answered")
            return True
        return self.refused(answer)

    def refused(self, answer):
        if answer.get("code") in TRY_AGAIN:
            self.ledger.add("asked to try again")
            time.sleep(0.05)
            return False
        if answer.get("type") not in ("bye", "hb"):
            kind = "lost" if answer.get("code") == "gone" else "refused"
            self.ledger.fault(kind, f"{answer.get('code')}: {answer.get('message')} at turn {len(self.current.seen)}")
            self.current = Conversation()
        return False

    def next_message(self):
        ask = self.current.seen[-1].get("ask")
        chance = self.random.random()
        if ask and ask["options"] and chance < 0.5:
            return {"type": "choose", "option": self.random.choice(ask["options"])["id"]}
        if chance < 0.65:
            return {"type": "do", "action": self.random.choice(ACTIONS)}
        self.said += 1  # no words are said twice, so that words which stand twice were doubled
        return {"type": "say", "text": f"{self.random.choice(WORDS)} ({self.name_of_this}, {self.said})"}


def read_again(connect, visitors, ledger, limit=None):
    """After everything: each conversation there ever was is resumed once more and held against what was seen."""
    for visitor in visitors:
        all_of_them = [*visitor.finished, visitor.current]
        for now in all_of_them[-limit:] if limit else all_of_them:
            if not now.opened or not now.seen:
                continue
            talk = connect()
            answer = talk.ask(type="resume", token=now.token)
            talk.shut()
            if answer["type"] != "resumed":
                ledger.fault("lost", f"a whole conversation: {answer.get('code')}")
                continue
            now.hold_against(answer, ledger)
            ledger.add("read again")


def connector(port):
    """Opens a Talk on the port that `port()` says now."""

    class At:
        def client(self, **named):
            from wire import Client

            return Client(port(), timeout=20, **named)

    return lambda: Talk(At())


def start(data, *flags, port=0, log="log", program=FOYER):
    """foyer serve on `data`, with one small dialog; it may be started there again and again."""
    dialogs = os.path.join(data, "dialogs")
    if not os.path.exists(dialogs):
        for name in ("common", "safety", "understanding", DIALOG):
            shutil.copytree(os.path.join(ROOT, "dialogs", name), os.path.join(dialogs, name))
    return Program(program, "serve", "--listen", f"127.0.0.1:{port}", "--data", data, "--dialogs", dialogs,
                   "--practices", os.path.join(ROOT, "practices"), "--web", os.path.join(ROOT, "web"), "--allow-no-origin",
                   "--messages-per-second", "0", *flags, ready=" on http://127.0.0.1:", log=os.path.join(data, log))
