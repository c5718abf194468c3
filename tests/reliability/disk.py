# disk.py - what a visitor and an operator see when the disk is full, read-only or damaged, and when the clock jumps.
# Usage: python3 disk.py PATH-TO-foyer
import os
import resource
import subprocess
import tempfile
import time
import unittest

from visitor import FOYER, connector, faults_of, start, token
from wire import Client

CLOCK = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
int clock_gettime(clockid_t which, struct timespec* out) {
  static int (*real)(clockid_t, struct timespec*);
  if (!real) real = (int (*)(clockid_t, struct timespec*))dlsym(RTLD_NEXT, "clock_gettime");
  int const code = real(which, out);
  if (which != CLOCK_REALTIME) return code;
  FILE* const file = fopen(getenv("JUMP_FILE"), "r");
  long jump = 0;
  if (file) { if (fscanf(file, "%ld", &jump) != 1) jump = 0; fclose(file); }
  out->tv_sec += jump;
  return code;
}
"""


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.data = self.folder.name
        self.server = None

    def tearDown(self):
        if self.server:
            self.server.stop()
        self.folder.cleanup()

    def serve(self, *flags, log="log"):
        self.server = start(self.data, *flags, log=log)
        port = self.server.port
        self.connect = connector(lambda: port)

    def begin(self):
        self.name, self.sent = token(), []
        talk = self.connect()
        self.seen = [talk.open(self.name, dialog="checkin")]
        self.assertEqual(self.seen[0]["type"], "turn")
        return talk

    def say(self, talk, words):
        answer = talk.ask(type="say", turn=len(self.seen), text=words)
        if answer["type"] == "turn":
            self.seen.append(answer)
            self.sent.append(words)
        return answer

    def assert_whole(self):
        talk = self.connect()
        resumed = talk.ask(type="resume", token=self.name)
        talk.shut()
        self.assertEqual(resumed["type"], "resumed", resumed)
        self.assertEqual(faults_of(self.seen, self.sent, None, resumed), [])

    def ready(self):
        client = Client(self.server.port, upgrade=False)
        client.send(b"GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        return client.read_response()[0]

    def soon(self, condition, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return True
            time.sleep(0.2)
        return False

    def log_text(self):
        with open(self.server.log, encoding="utf-8") as log:
            return log.read()

    def run_foyer(self, *arguments):
        return subprocess.run([FOYER, *arguments], capture_output=True, text=True, check=False)


class Full(Case):
    def fill(self, talk):
        for number in range(400):
            answer = self.say(talk, f"{number} " + "and so it went on " * 150)
            if answer["type"] != "turn":
                return answer
        self.fail("there was always room")

    def test_without_room_it_says_so_reads_on_and_goes_on_when_there_is_room(self):
        self.serve()
        talk = self.begin()
        self.say(talk, "before")
        pid = self.server.process.pid
        _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (300_000, hard))
        refused = self.fill(talk)
        self.assertEqual(refused["code"], "unavailable", refused)
        self.assertEqual(self.say(talk, "still no room " * 200)["code"], "unavailable")
        self.assert_whole()
        self.assertIn("turn_not_kept", self.log_text())
        self.assertIn("nothing more was kept", self.log_text())
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))
        self.assertEqual(self.say(talk, "room again")["type"], "turn")
        self.assert_whole()
        self.assertTrue(self.soon(lambda: self.ready() == 200))
        self.server.stop(9)
        self.serve(log="log2")
        self.assert_whole()


class Mounted(Case):
    """A small disk of its own; only root may mount one."""

    def setUp(self):
        super().setUp()
        self.disk = os.path.join(self.data, "disk")
        os.mkdir(self.disk)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "none", self.disk], capture_output=True, check=False)
        if mounted.returncode != 0:
            self.folder.cleanup()
            self.skipTest("not allowed to mount a small disk here; the limit on file size stands for it")

    def tearDown(self):
        if self.server:
            self.server.stop()
            self.server = None
        subprocess.run(["umount", "-l", self.disk], check=False)
        super().tearDown()

    def serve(self, *flags, log="log"):
        super().serve("--store", os.path.join(self.disk, "foyer.db"), *flags, log=log)

    def test_a_full_disk_loses_nothing_and_is_over_when_there_is_room(self):
        self.serve()
        talk = self.begin()
        refused = Full.fill(self, talk)
        self.assertEqual(refused["code"], "unavailable", refused)
        self.assert_whole()
        self.assertIn("the disk is full", self.log_text())
        subprocess.run(["mount", "-o", "remount,size=5m", self.disk], check=True)
        self.assertEqual(self.say(talk, "room again")["type"], "turn")
        self.assert_whole()

    def test_a_disk_that_becomes_read_only_is_said_and_read_on(self):
        self.serve()
        talk = self.begin()
        self.say(talk, "before")
        self.server.stop()
        subprocess.run(["mount", "-o", "remount,ro", self.disk], check=True)
        refused = self.run_foyer("serve", "--listen", "127.0.0.1:0", "--store", os.path.join(self.disk, "foyer.db"))
        self.assertEqual(refused.returncode, 1)
        self.assertIn("Read-only", refused.stderr)
        subprocess.run(["mount", "-o", "remount,rw", self.disk], check=True)
        self.serve(log="log2")
        self.assert_whole()


class Damaged(Case):
    def test_damage_is_said_a_damaged_backup_is_refused_and_a_good_one_restored(self):
        self.serve()
        talk = self.begin()
        for number in range(5):
            self.assertEqual(self.say(talk, f"words {number}")["type"], "turn")
        backup, file = os.path.join(self.data, "backup.db"), os.path.join(self.data, "foyer.db")
        made = self.run_foyer("backup", backup, "--data", self.data)
        self.assertEqual(made.returncode, 0, made.stderr)
        under_way = self.run_foyer("restore", backup, "--data", self.data)
        self.assertEqual(under_way.returncode, 1)
        self.assertIn("stop the server first", under_way.stderr)
        self.server.stop()
        with open(file, "r+b") as database:
            database.seek(4096)
            database.write(b"\x5a" * (os.path.getsize(file) - 4096))
        refused = self.run_foyer("backup", backup + "2", "--data", self.data)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("damaged", refused.stderr)
        self.assertFalse(os.path.exists(backup + "2"))
        restored = self.run_foyer("restore", backup, "--data", self.data)
        self.assertEqual(restored.returncode, 0, restored.stderr)
        self.serve(log="log2")
        self.assert_whole()

    def test_a_file_that_is_no_database_stops_the_start_with_a_sentence(self):
        with open(os.path.join(self.data, "foyer.db"), "wb") as file:
            file.write(b"z" * 8192)
        refused = self.run_foyer("serve", "--listen", "127.0.0.1:0", "--data", self.data)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("not a database of Foyer", refused.stderr)


class Clock(Case):
    def test_a_jump_expires_nobody_and_turns_go_on(self):
        library, jump = os.path.join(self.data, "clock.so"), os.path.join(self.data, "jump")
        with open(library + ".c", "w", encoding="ascii") as source:
            source.write(CLOCK)
        subprocess.run(["cc", "-shared", "-fPIC", "-o", library, library + ".c", "-ldl"], check=True)
        with open(jump, "w", encoding="ascii") as file:
            file.write("0")
        os.environ.update(LD_PRELOAD=library, JUMP_FILE=jump)
        try:
            self.serve("--log-level", "debug")
        finally:
            del os.environ["LD_PRELOAD"], os.environ["JUMP_FILE"]
        talk = self.begin()
        self.say(talk, "before the jump")
        self.assertTrue(self.soon(lambda: '"expired"' in self.log_text()))  # the first sweep: the clock is known
        for days in (3, -3):
            with open(jump, "w", encoding="ascii") as file:
                file.write(str(days * 86400))
            self.assertTrue(self.soon(lambda: "clock_jumped" in self.log_text()), self.log_text())
            self.assertEqual(self.say(talk, f"after a jump of {days} days")["type"], "turn")
            self.assert_whole()


if __name__ == "__main__":
    unittest.main()
