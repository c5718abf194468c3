# frames.py - every kind of frame a running server sends, one JSON a line: what protocol.mjs holds against docs/protocol.yaml.
# Usage: FOYER_FRAMES=FILE python3 frames.py PATH-TO-foyer
import os
import shutil
import subprocess
import time
import unittest

from talks import FOYER, ROOT, TEXT, Case, Program, frame, token


class EveryFrame(Case):
    flags = ["--allow-no-origin", "--heartbeat-seconds", 0.3, "--messages-burst", 200]

    @classmethod
    def start(cls):  # with a practice that has keys, so that something can be shared
        practices = os.path.join(cls.folder.name, "practices")
        if not os.path.exists(practices):
            shutil.copytree(os.path.join(ROOT, "practices"), practices)
            subprocess.run([FOYER, "practice", "init", "--practice", "demo", "--practices", practices, "--identity", os.path.join(cls.folder.name, "key"),
                            "--sheet", os.path.join(cls.folder.name, "sheet.html")], check=True, capture_output=True)
        return Program(FOYER, "serve", "--listen", "127.0.0.1:0", "--data", os.path.join(cls.folder.name, "data"), "--dialogs", os.path.join(ROOT, "dialogs"),
                       "--practices", practices, "--web", os.path.join(ROOT, "web"), *map(str, cls.flags), ready=" on http://127.0.0.1:", log=cls.log)

    def walk(self, dialog, locale, answers):
        """A whole conversation: each question by its first button, or by words; answers may say otherwise."""
        talk = self.talk()
        name = token()
        turn = talk.open(name, dialog=dialog, locale=locale)
        for _ in range(130):
            if turn["state"] == "ended":
                break
            ask = turn["ask"]
            deed = answers.pop(0) if answers else None
            if deed is None:
                options = ask["options"] if ask else []
                deed = {"type": "choose", "option": options[0]["id"]} if options else {"type": "say", "text": "It has been slow, and I feel sad about it"}
            turn = talk.ask(**deed, turn=turn["turn"] + 1)
            self.assertEqual(turn["type"], "turn")
        self.assertEqual(turn["state"], "ended")
        self.assertEqual(talk.ask(type="summary")["type"], "summary")
        talk.shut()
        talk = self.talk()
        self.assertEqual(talk.ask(type="resume", token=name)["type"], "resumed")
        talk.shut()

    def test_whole_talks_in_both_languages(self):
        for locale in ("en", "es"):
            for dialog in ("healing", "intake", "checkin"):
                self.walk(dialog, locale, [])

    def test_a_share_its_receipt_and_its_withdrawal(self):
        talk = self.talk()
        turn = talk.open(token(), dialog="intake")
        while turn["turn"] < 12:
            ask = turn["ask"]
            deed = {"type": "choose", "option": ask["options"][0]["id"]} if ask["options"] else {"type": "say", "text": "It began with the move"}
            turn = talk.ask(**deed, turn=turn["turn"] + 1)
        summary = talk.ask(type="summary")
        lines = [{"id": line["id"]} for row in summary["milestones"] + summary["words"] for line in row["lines"]]
        shared = talk.ask(type="share", turn=turn["turn"], consent=True, lines=lines)
        self.assertEqual((shared["type"], shared["state"]), ("receipt", "waiting"), shared)
        self.assertEqual(talk.ask(type="withdraw")["state"], "withdrawn")
        talk.shut()

    def test_every_action_and_a_hard_moment(self):
        deeds = [{"type": "do", "action": action} for action in ("why", "repeat", "help", "person", "skip", "back")]
        self.walk("healing", "en", deeds + [{"type": "say", "text": "I want to kill myself"}, {"type": "say", "text": "yes"},
                                            {"type": "say", "text": "no"}, {"type": "do", "action": "stop"}])

    def test_another_language_a_share_and_the_errors(self):
        talk = self.talk()
        self.assertEqual(talk.ask(type="say", turn=1, text="too early")["code"], "not_open")
        self.assertEqual(talk.ask(type="resume", token=token())["code"], "gone")
        talk.shut()
        talk = self.talk()
        for wrong in ({"practice": "nobody"}, {"dialog": "nothing"}, {"locale": "xx"}):
            self.assertEqual(talk.open(token(), **wrong)["type"], "error")
        talk.open(token())
        self.assertEqual(talk.ask(type="locale", locale="es")["type"], "turn")
        self.assertEqual(talk.ask(type="choose", turn=1, option="nothing")["code"], "unknown_option")
        self.assertIn(talk.ask(type="share")["type"], ("error", "shared", "preview", "share"))
        talk.client.send(frame(TEXT, b"{"))
        self.assertEqual(talk.receive()["code"], "bad_frame")
        self.assertEqual(talk.ask(type="erase")["type"], "erased")
        talk.shut()

    def test_a_sign_of_life_and_a_farewell(self):
        talk = self.talk()
        talk.open(token())
        time.sleep(1)  # the beats of this time are read, and recorded, on the way to the answer
        self.assertEqual(talk.ask(type="summary")["type"], "summary")
        self.server.stop()
        self.assertEqual(talk.receive()["type"], "bye")
        talk.shut()
        type(self).server = self.start()


if __name__ == "__main__":
    unittest.main()
