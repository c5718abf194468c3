# handoff.py - from a talk to the practice, from outside: keys, the share itself, receipt and withdrawal, and what the disk holds.
# Usage: python3 handoff.py PATH-TO-foyer     (needs Debian's `age`)
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "server"))
import talks  # noqa: E402  (reads the program's path from the command line)
from talks import FOYER, ROOT, Talk, token  # noqa: E402
from wire import Program  # noqa: E402

DANGER = "I want to kill myself tonight, with the pills in zebrawood drawer"


def run(*command, ok=True):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == ok, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout + ("" if ok else done.stderr)


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="foyer-handoff-")
        cls.data = cls.at("data")
        shutil.copytree(os.path.join(ROOT, "practices"), cls.at("practices"))
        shutil.copytree(cls.at("practices", "demo"), cls.at("practices", "closed"))
        cls.init = run(FOYER, "practice", "init", "--practice", "demo", "--practices", cls.at("practices"),
                       "--identity", cls.at("own.key"), "--sheet", cls.at("sheet.html"))
        cls.server = cls.start()

    @classmethod
    def at(cls, *names):
        return os.path.join(cls.folder, *names)

    @classmethod
    def start(cls):
        return Program(FOYER, "serve", "--listen", "127.0.0.1:0", "--data", cls.data, "--dialogs", os.path.join(ROOT, "dialogs"),
                       "--practices", cls.at("practices"), "--web", os.path.join(ROOT, "web"), "--allow-no-origin",
                       "--messages-burst", 1000, "--messages-per-second", 1000, ready=" on http://127.0.0.1:", log=cls.at("log"))

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        shutil.rmtree(cls.folder)

    def intake(self, chance, practice="demo", end=40, danger_at=None):
        """Answers whatever is asked; every sentence holds a word that is in no other."""
        talk = Talk(self.server)
        talk.name = token()
        talk.words = []
        turn = talk.open(talk.name, practice=practice, dialog="intake")
        while turn["state"] != "ended" and turn["turn"] < end:
            number = turn["turn"] + 1
            ask = turn["ask"]
            if number == danger_at:
                turn = talk.ask(type="say", turn=number, text=DANGER)
            elif ask is None or ask["kind"] == "open" or not ask["options"]:
                word = "heron" + "".join(chance.choice("bcdfgklmnprstvz") for _ in range(9))
                talk.words.append(word)
                turn = talk.ask(type="say", turn=number, text=f"I would like to talk about {word}")
            else:
                turn = talk.ask(type="choose", turn=number, option=chance.choice(ask["options"])["id"])
        talk.turn = turn["turn"]
        return talk

    def lines(self, talk):
        summary = talk.ask(type="summary")
        return [line for row in summary["milestones"] + summary["words"] for line in row["lines"]]

    def share(self, talk, lines, **named):
        return talk.ask(**{"type": "share", "turn": talk.turn, "consent": True, "lines": lines, **named})

    def long_intake(self, seed, least=2, **named):
        for at in range(50):
            talk = self.intake(random.Random(seed * 1000 + at), **named)
            lines = self.lines(talk)
            if sum(line["kind"] == "words" for line in lines) >= least:
                return talk, lines
            talk.shut()
        raise AssertionError("no intake holds words: the test would check nothing")

    def on_disk(self):
        held = b""
        for folder, _, names in os.walk(self.data):
            for name in names:
                with open(os.path.join(folder, name), "rb") as file:
                    held += file.read()
        with open(self.at("log"), "rb") as file:
            return held + file.read()

    def listed(self, practice="demo"):
        return [row.split("  ") for row in run(FOYER, "shares", "list", "--data", self.data, "--practice", practice).splitlines()]

    def state_of(self, number):
        return next((row[3] for row in self.listed() if row[0] == number), None)

    def fetch(self, number, name):
        run(FOYER, "shares", "fetch", number, "--data", self.data, "--practice", "demo", "--out", self.at(name))
        return self.at(name)


class Keys(Case):
    def test_init_names_two_keys_once_and_keeps_the_authors_layout(self):
        with open(self.at("practices", "demo", "practice.json"), encoding="utf-8") as file:
            text = file.read()
        with open(os.path.join(ROOT, "practices", "demo", "practice.json"), encoding="utf-8") as file:
            before = file.read()
        self.assertTrue(text.startswith(before.rstrip().rstrip("}").rstrip()))
        recipients = json.loads(text)["recipients"]
        self.assertEqual(len(recipients), 2)
        self.assertEqual(run("age-keygen", "-y", self.at("own.key")).strip(), recipients[0])
        self.assertNotIn("AGE-SECRET-KEY", self.init + text)
        self.assertEqual(os.stat(self.at("own.key")).st_mode & 0o777, 0o600)
        self.assertEqual(os.stat(self.at("sheet.html")).st_mode & 0o777, 0o600)
        again = run(FOYER, "practice", "init", "--practice", "demo", "--practices", self.at("practices"), "--sheet", self.at("x.html"), ok=False)
        self.assertIn("already", again)

    def test_without_a_file_the_identity_is_shown_once(self):
        shutil.copytree(os.path.join(ROOT, "practices", "demo"), self.at("other", "demo"))
        shown = run(FOYER, "practice", "init", "--practice", "demo", "--practices", self.at("other"), "--sheet", self.at("other.html"))
        self.assertEqual(shown.count("AGE-SECRET-KEY-1"), 1)

    def test_a_practice_with_wrong_keys_is_not_served(self):
        folder = self.at("wrong", "demo")
        shutil.copytree(os.path.join(ROOT, "practices", "demo"), folder)
        with open(os.path.join(folder, "practice.json"), encoding="utf-8") as file:
            practice = json.load(file)
        for wrong in (["age1nonsense", "age1nonsense"], [json.load(open(self.at("practices", "demo", "practice.json"), encoding="utf-8"))["recipients"][0]]):
            practice["recipients"] = wrong
            with open(os.path.join(folder, "practice.json"), "w", encoding="utf-8") as file:
                json.dump(practice, file)
            self.assertIn("recipients", run(FOYER, "check", os.path.join(ROOT, "dialogs"), "--practices", self.at("wrong"), ok=False))


class Sharing(Case):
    def test_what_arrives_is_what_was_chosen_and_nothing_else(self):
        talk, lines = self.long_intake(1)
        words = [line for line in lines if line["kind"] == "words"]
        struck, reworded = words[0], words[1]
        kept = [{"id": line["id"]} for line in lines if line is not struck and line is not reworded]
        kept.append({"id": reworded["id"], "words": "In other words now: cormorant", "wish": "ask_me"})
        if len(kept) > 1:
            kept[0]["wish"] = "not_first"
        contact = {"name": "Ana", "reach": "pelican@visitor.example"}
        receipt = self.share(talk, kept, contact=contact, contact_consent=True)
        self.assertEqual((receipt["type"], receipt["state"]), ("receipt", "waiting"), receipt)
        self.assertEqual(self.share(talk, kept, contact=contact, contact_consent=True), receipt)  # a reply lost on its way
        self.assertEqual(self.share(talk, kept)["code"], "already_shared")
        file = self.fetch(receipt["number"], "one.age")
        recovery = self.at("recovery.key")
        with open(self.at("sheet.html"), encoding="utf-8") as sheet, open(recovery, "w", encoding="utf-8") as key:
            key.write("".join(sheet.read().split('class="key">')[1].split("</p>")[0].replace("<span>", "").replace("</span>", "").split()))
        stock = json.loads(run("age", "-d", "-i", self.at("own.key"), file))
        self.assertEqual(stock, json.loads(run("age", "-d", "-i", recovery, file)))
        self.assertEqual(stock, json.loads(run(FOYER, "open", file, "--identity", self.at("own.key"), "--format", "json")))
        arrived = {line["id"]: line for entry in stock["entries"] for line in entry["lines"]}
        shown = {line["id"]: line["text"] for line in lines}
        self.assertEqual(set(arrived), {line["id"] for line in kept})
        for line in kept:
            self.assertEqual(arrived[line["id"]]["text"], line.get("words", shown[line["id"]]))
            self.assertEqual(arrived[line["id"]].get("wish"), line.get("wish"))
        self.assertEqual(stock["contact"], contact)
        self.assertNotIn(struck["text"], json.dumps(stock))
        self.assertNotIn(reworded["text"], json.dumps(stock))
        brief = run(FOYER, "open", file, "--identity", self.at("own.key"))
        self.assertLess(brief.index("cormorant"), brief.index("I would like") if "I would like" in brief else len(brief))
        for word in [*talk.words, "cormorant", "pelican"]:
            self.assertNotIn(word.encode(), self.on_disk())
        talk.shut()

    def test_withdrawn_until_it_is_opened_and_told_when_it_is(self):
        talk, lines = self.long_intake(2)
        chosen = [{"id": line["id"]} for line in lines]
        self.assertEqual(talk.ask(type="receipt")["state"], "none")
        first = self.share(talk, chosen)
        self.assertEqual(talk.ask(type="receipt"), first)
        self.assertEqual(talk.ask(type="withdraw")["state"], "withdrawn")
        self.assertEqual(talk.ask(type="receipt")["state"], "none")
        self.assertIsNone(self.state_of(first["number"]))
        second = self.share(talk, chosen)
        self.assertNotEqual(second["number"], first["number"])
        talk.ask(type="erase")
        talk.shut()
        # By the receipt's code, when the talk is gone; written as people write.
        later = Talk(self.server)
        self.assertEqual(later.ask(type="receipt")["code"], "not_open")
        self.assertEqual(later.ask(type="receipt", code="0000-0000-0000-0000")["state"], "none")
        code = second["code"].lower().replace("-", " ")
        self.assertEqual(later.ask(type="receipt", code=code)["state"], "waiting")
        self.fetch(second["number"], "two.age")
        self.assertEqual(later.ask(type="receipt", code=code)["state"], "opened")
        self.assertEqual(later.ask(type="withdraw", code=code)["state"], "opened")
        self.assertEqual(self.state_of(second["number"]), "opened")
        run(FOYER, "shares", "delete", second["number"], "--data", self.data, "--practice", "demo")
        self.assertEqual(later.ask(type="receipt", code=code)["state"], "deleted")
        run(FOYER, "shares", "fetch", second["number"], "--data", self.data, "--practice", "demo", "--out", self.at("x.age"), ok=False)
        later.shut()

    def test_a_receipt_survives_kill_9(self):
        talk, lines = self.long_intake(3)
        receipt = self.share(talk, [{"id": line["id"]} for line in lines])
        self.server.stop(signal.SIGKILL)
        type(self).server = self.start()
        again = Talk(self.server)
        again.ask(type="resume", token=talk.name)
        self.assertEqual(again.ask(type="receipt"), receipt)
        again.shut()

    def test_no_practice_reaches_anothers(self):
        talk, lines = self.long_intake(4)
        receipt = self.share(talk, [{"id": line["id"]} for line in lines])
        self.assertEqual(self.listed("closed"), [])
        for verb, more in (("fetch", ["--out", self.at("stolen.age")]), ("delete", [])):
            run(FOYER, "shares", verb, receipt["number"], "--data", self.data, "--practice", "closed", *more, ok=False)
        self.assertEqual(self.state_of(receipt["number"]), "waiting")
        talk.shut()


class Consent(Case):
    def test_no_words_leave_before_consent_on_any_path(self):
        """Whatever is talked about, and whatever frames are sent without consent: nothing is there for the practice."""
        chance = random.Random(20)
        words = []
        for seed in range(12):
            talk = self.intake(random.Random(seed), end=chance.randrange(4, 40), danger_at=chance.choice([None, 5, 9]))
            lines = self.lines(talk)
            chosen = [{"id": line["id"]} for line in lines] or [{"id": "reason:words"}]
            for wrong in ({"consent": False}, {"consent": None}, {"consent": "true"}, {"consent": 1}, {"turn": talk.turn + 1},
                          {"contact": {"name": "A", "reach": "b"}}, {"contact": {"name": "A", "reach": "b"}, "contact_consent": False},
                          {"lines": []}, {"lines": [{"id": "no-such:words"}]}, {"lines": chosen + chosen[:1]}, {"lines": None}):
                answer = self.share(talk, **{"lines": chosen, **wrong})
                self.assertEqual(answer["type"], "error", (wrong, answer))
            for frame in ({"type": "summary"}, {"type": "receipt"}, {"type": "withdraw"}, {"type": "locale", "locale": "es"}):
                talk.ask(**frame)
            words += talk.words
            talk.shut()
        self.assertGreater(len(words), 20)
        self.assertEqual(self.listed(), [])
        held = self.on_disk()
        for word in words:
            self.assertNotIn(word.encode(), held)
        self.assertNotIn(b"zebrawood", held)

    def test_nothing_of_a_hard_moment_is_in_it(self):
        found = 0
        for at in range(3, 14):
            talk = self.intake(random.Random(at), danger_at=at, end=at + 6)
            self.assertNotIn("zebrawood", json.dumps(talk.ask(type="summary")))
            for line in self.lines(talk):
                self.assertNotIn("zebrawood", line["text"])
                found += 1
            talk.shut()
        self.assertGreater(found, 5)

    def test_danger_written_into_the_share_is_answered_and_not_shared(self):
        for where in ("words", "name", "reach"):
            talk, lines = self.long_intake(5)
            chosen = [{"id": line["id"]} for line in lines]
            named = {}
            if where == "words":
                next(line for line, shown in zip(chosen, lines) if shown["kind"] == "words")["words"] = DANGER
            else:
                named = {"contact": {"name": "A", "reach": "b", where: DANGER}, "contact_consent": True}
            answer = self.share(talk, chosen, **named)
            self.assertEqual(answer["type"], "turn", where)
            self.assertTrue(answer["help"], where)
            self.assertEqual(talk.ask(type="receipt")["state"], "none")
            talk.turn = answer["turn"]
            self.assertEqual(self.share(talk, chosen[:1])["type"], "error" if answer["state"] != "ended" else "receipt")
            talk.shut()
        self.assertNotIn(b"zebrawood", self.on_disk())

    def test_minors_share_nothing(self):
        talk, lines = self.long_intake(6)
        answer = talk.ask(type="say", turn=talk.turn + 1, text="I am 14 years old")
        talk.turn = answer["turn"]
        for named in ({}, {"contact": {"name": "A", "reach": "b"}, "contact_consent": True}):
            self.assertEqual(self.share(talk, [{"id": lines[0]["id"]}], **named)["code"], "not_offered")
        talk.shut()

    def test_a_practice_without_keys_is_offered_nothing(self):
        talk, lines = self.long_intake(7, practice="closed")
        self.assertEqual(self.share(talk, [{"id": lines[0]["id"]}])["code"], "not_offered")
        talk.shut()


if __name__ == "__main__":
    unittest.main(verbosity=1)
