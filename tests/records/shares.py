"""Talks with a running server, shared whole or in part and opened with the practice's key: FOLDER/*.share.json.
Usage: python3 shares.py PATH-TO-foyer FOLDER     (the last argument is taken first; handoff.py reads the program's path)"""
import json
import os
import random
import sys

FOLDER = sys.argv.pop()
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "handoff"))
import handoff  # noqa: E402
from handoff import FOYER, Talk, run, token  # noqa: E402

SAID = ["I don't know yet, {}", "it was {} «and» {}\nand then <nothing> & more", "my sister's {}; \"so\" she said \\ 50%"]


class Shares(handoff.Case):
    def hold(self, chance, dialog, locale):
        talk = Talk(self.server)
        talk.name = token()
        turn = talk.open(talk.name, practice="demo", dialog=dialog, locale=locale)
        while turn["state"] != "ended" and turn["turn"] < 60:
            number, ask = turn["turn"] + 1, turn["ask"]
            if ask is None or not ask["options"] or chance.random() < 0.25:
                word = "heron" + "".join(chance.choice("bcdfgklmnprstvz") for _ in range(6))
                turn = talk.ask(type="say", turn=number, text=chance.choice(SAID).format(word, word))
            else:
                turn = talk.ask(type="choose", turn=number, option=chance.choice(ask["options"])["id"])
        talk.turn = turn["turn"]
        return talk

    def test_talks_are_shared(self):
        chance = random.Random(51)
        for dialog in ("healing", "intake", "checkin"):
            for locale in ("en", "es"):
                for part in ("whole", "part"):
                    self.share_one(chance, dialog, locale, part)

    def share_one(self, chance, dialog, locale, part):
        lines = []
        while not lines:
            talk = self.hold(chance, dialog, locale)
            lines = self.lines(talk)
        kept = [line for line in lines if part == "whole" or chance.random() < 0.5] or lines[:1]
        named = [{"id": line["id"], "wish": chance.choice(["none", "ask_me", "not_first"])} for line in kept]
        contact = {"contact": {"name": "Ana Ruiz", "reach": "ana@visitor.example"}, "contact_consent": True} if part == "whole" else {}
        receipt = self.share(talk, named, **contact)
        self.assertEqual(receipt["type"], "receipt", receipt)
        file = self.fetch(receipt["number"], receipt["number"] + ".age")
        name = os.path.join(FOLDER, f"{dialog}-{locale}-{part}")
        opened = run(FOYER, "open", file, "--identity", self.at("own.key"), "--format", "json")
        with open(f"{name}.share.json", "w", encoding="utf-8") as out:
            out.write(opened)
        self.assertEqual({line["id"] for entry in json.loads(opened)["entries"] for line in entry["lines"]}, {line["id"] for line in kept})
        talk.shut()


if __name__ == "__main__":
    handoff.unittest.main(argv=sys.argv[:1], defaultTest="Shares", verbosity=1)
