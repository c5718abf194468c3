# postgres.py - Debian's PostgreSQL 15 in a scratch folder, as an unprivileged user; alone, or as a pair of which the second
# is the synchronous standby of the first.
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

from island import Island

PROGRAMS = "/usr/lib/postgresql/15/bin/"


class Postgres:
    """One server on a unix socket; with an `island` also on the island's address."""

    def __init__(self, island=None):
        self.folder = tempfile.mkdtemp(prefix="foyer-pg-")
        self.island = island
        self.as_user = [*island.enter] if island else []
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self.as_user += ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        self.data = os.path.join(self.folder, "data")
        self.where = f"postgresql:///postgres?user=foyer&host={island.at if island else self.folder}"

    def create(self):
        self.run("initdb", "-D", self.data, "-U", "foyer", "-A", "trust", "--no-sync")
        with open(os.path.join(self.data, "pg_hba.conf"), "a", encoding="ascii") as file:
            file.write("host all foyer 10.77.0.0/16 trust\nhost replication foyer 10.77.0.0/16 trust\n")
        self.start()
        return self

    def follow(self, primary):
        """Forgets all it holds, and becomes the standby of another."""
        shutil.rmtree(self.data, ignore_errors=True)
        self.run("pg_basebackup", "-D", self.data, "-R", "-c", "fast", "-d", f"host={primary.island.at_peer} user=foyer")
        self.start()

    def run(self, program, *arguments):
        return subprocess.run([*self.as_user, PROGRAMS + program, *arguments], check=True, cwd="/", text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout

    def control(self, *arguments):
        # Not through a pipe: the server would hold it open.
        subprocess.run([*self.as_user, PROGRAMS + "pg_ctl", "-D", self.data, "-w", "-t", "60", *arguments], check=True, cwd="/",
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def start(self):
        listen = self.island.at + "," + self.island.at_peer if self.island else ""
        for tries in range(20):
            try:
                self.control("-l", os.path.join(self.folder, "log"),
                             "-o", f"-k {self.folder} -c listen_addresses='{listen}' -c wal_sender_timeout=3s -c wal_receiver_timeout=3s",
                             "start")
                return
            except subprocess.CalledProcessError:  # children of the one that was killed may still be leaving
                if tries == 19:
                    raise
                time.sleep(0.5)

    def sql(self, statement):
        return self.run("psql", "-h", self.folder, "-U", "foyer", "-d", "postgres", "-Atqc", statement).strip()

    def kill(self):
        """kill -9 of the server itself; its children notice and go. The next start recovers from the log."""
        with open(os.path.join(self.data, "postmaster.pid"), encoding="ascii") as file:
            pid = int(file.readline())
        os.kill(pid, signal.SIGKILL)

    def trouble(self, chance, ledger):
        self.kill()
        ledger.add("databases killed")
        time.sleep(chance.random())
        self.start()

    def remove(self):
        try:
            self.control("-m", "immediate", "stop")
        except subprocess.CalledProcessError:
            pass
        shutil.rmtree(self.folder, ignore_errors=True)


class Pair:
    """Two servers on islands of their own. What one answered is on the disks of both; so either may be lost.

    `synchronous=False` breaks that on purpose: what the standby missed is gone when it takes over."""

    def __init__(self, synchronous=True):
        islands = [Island(1), Island(2)]
        islands[0].wire_to(islands[1])
        self.synchronous = synchronous
        self.primary, self.standby = Postgres(islands[0]).create(), Postgres(islands[1])
        self.where = f"postgresql:///postgres?user=foyer&host={islands[0].at},{islands[1].at}"
        self.rebuild()

    def rebuild(self):
        self.standby.follow(self.primary)
        while self.primary.sql("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'") != "1":
            time.sleep(0.1)
        self.wait_for_standby(self.synchronous)

    def wait_for_standby(self, wanted):
        self.primary.sql(f"ALTER SYSTEM SET synchronous_standby_names = '{'*' if wanted else ''}'")
        self.primary.sql("SELECT pg_reload_conf()")

    def promote(self):
        """The standby takes over. The other is fenced: it must be dead already, or it goes on taking turns."""
        self.standby.control("promote")
        self.primary, self.standby = self.standby, self.primary
        self.wait_for_standby(False)  # until there is one again

    def trouble(self, chance, ledger):
        kind = chance.choice(["killed", "cut", "cut for good"]) if self.synchronous else "missed"
        if kind == "cut":
            self.primary.island.cut()
            ledger.add("wires cut")
            time.sleep(6 * chance.random())
            self.primary.island.join()
            return
        island = self.primary.island
        if kind == "cut for good":
            island.cut()
            ledger.add("wires cut")
            time.sleep(2 * chance.random())
        if kind == "missed":
            island.cut(["peer"])
            time.sleep(1)
        self.lose_primary(ledger)
        island.join()
        time.sleep(chance.random())
        self.rebuild()

    def lose_primary(self, ledger):
        self.primary.kill()
        ledger.add("databases killed")
        self.promote()
        ledger.add("standbys promoted")

    def remove(self):
        for server in (self.primary, self.standby):
            server.remove()
            server.island.sink()
