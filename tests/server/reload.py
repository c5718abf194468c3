# reload.py - words that change while people talk: on a file's change and on SIGHUP, saved as editors save; refused when wrong.
# Usage: python3 reload.py PATH-TO-foyer
import json
import os
import shutil
import signal
import tempfile
import time
import unittest

from talks import FOYER, ROOT, Program, Talk, token

WITHIN = 120  # seconds; generous, for a machine that does other things too


class Reload(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.at = self.folder.name
        for name in ("dialogs", "practices"):
            shutil.copytree(os.path.join(ROOT, name), os.path.join(self.at, name))
        for large in ("healing", "intake"):  # a reload proves every dialog anew
            shutil.rmtree(os.path.join(self.at, "dialogs", large))
        self.log = os.path.join(self.at, "log")
        self.server = Program(FOYER, "serve", "--listen", "127.0.0.1:0", "--data", os.path.join(self.at, "data"), "--allow-no-origin",
                              "--dialogs", os.path.join(self.at, "dialogs"), "--practices", os.path.join(self.at, "practices"),
                              "--web", os.path.join(ROOT, "web"), ready=" on http://127.0.0.1:", log=self.log)

    def tearDown(self):
        self.server.stop()
        self.folder.cleanup()

    def path(self, *parts):
        return os.path.join(self.at, "dialogs", *parts)

    def words(self, edit, rename=True):
        """Edits dialogs/checkin/en.json as an editor does: a new file put in the old one's place, or written into it."""
        place = self.path("checkin", "en.json")
        with open(place, encoding="utf-8") as file:
            value = json.load(file)
        edit(value)
        self.write(place, json.dumps(value, ensure_ascii=False, indent=2), rename)

    def write(self, place, text, rename=True):
        target = place + "~" if rename else place
        with open(target, "w", encoding="utf-8") as file:
            file.write(text)
        if rename:
            os.replace(target, place)

    def events(self, name):
        with open(self.log, encoding="utf-8") as log:
            return [event for event in map(json.loads, log) if event["event"] == name]

    def wait_for(self, name, times=1):
        until = time.monotonic() + WITHIN
        while len(self.events(name)) < times:
            self.assertLess(time.monotonic(), until, f"no {name} in the log")
            time.sleep(0.1)
        return self.events(name)

    def first_question(self):
        talk = Talk(self.server)
        turn = talk.open(token(), dialog="checkin")
        talk.shut()
        return turn["lines"][-1]["text"]

    def ask(self, text):
        return lambda value: value["questions"]["today"]["ask"].update(a=text)

    def test_a_saved_file_is_heard_by_new_and_running_talks(self):
        talk = Talk(self.server)
        name = token()
        talk.open(name, dialog="checkin")
        self.words(lambda value: (self.ask("What is today like for you?")(value), value["questions"]["today"]["why"].update(a="Because today is where you are.")))
        self.wait_for("reloaded")
        self.assertEqual(self.first_question(), "What is today like for you?")
        told = talk.ask(type="do", turn=1, action="why")
        self.assertIn("Because today is where you are.", [line["text"] for line in told["lines"]])
        talk.shut()

    def test_written_in_place_and_by_an_older_file_put_there(self):
        self.words(self.ask("What has today been like?"), rename=False)
        self.wait_for("reloaded")
        self.assertEqual(self.first_question(), "What has today been like?")
        older = self.path("checkin", "older")
        with open(self.path("checkin", "en.json"), encoding="utf-8") as file:
            text = file.read().replace("What has today been like?", "How was today for you?")
        with open(older, "w", encoding="utf-8") as file:
            file.write(text)
        os.utime(older, (1_600_000_000, 1_600_000_000))
        os.replace(older, self.path("checkin", "en.json"))
        self.wait_for("reloaded", 2)
        self.assertEqual(self.first_question(), "How was today for you?")

    def test_a_wrong_file_is_refused_with_file_and_line_and_the_old_one_goes_on(self):
        before = self.first_question()
        self.words(lambda value: value["questions"]["today"]["ask"].update(a="You should rest, or should you?"))
        self.wait_for("reload_refused")
        fault = self.events("fault")[0]["what"]
        self.assertRegex(fault, r"checkin/en\.json:\d+  FY205")
        self.assertEqual(self.first_question(), before)
        with open(self.path("checkin", "en.json"), encoding="utf-8") as file:
            whole = file.read()
        self.write(self.path("checkin", "en.json"), whole[: len(whole) // 2])
        self.wait_for("reload_refused", 2)
        self.assertEqual(self.first_question(), before)
        self.write(self.path("checkin", "en.json"), whole.replace("You should rest, or should you?", "How are you, then?"))
        self.wait_for("reloaded")
        self.assertEqual(self.first_question(), "How are you, then?")

    def test_a_misspelt_field_is_refused_by_its_schema(self):
        self.words(lambda value: value["questions"]["today"].update(diferently={"a": "How?"}))
        self.wait_for("reload_refused")
        self.assertRegex(self.events("fault")[0]["what"], r"checkin/en\.json:\d+  FY002  `diferently`")

    def test_on_SIGHUP_at_once(self):
        self.words(self.ask("How is it today?"))
        self.server.process.send_signal(signal.SIGHUP)
        self.wait_for("reloaded")
        self.assertEqual(self.first_question(), "How is it today?")


if __name__ == "__main__":
    unittest.main()
