# postgres.py - Debian's PostgreSQL 15 in a scratch folder, on a unix socket, as an unprivileged user.
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

PROGRAMS = "/usr/lib/postgresql/15/bin/"


class Postgres:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="foyer-pg-")
        self.as_user = []
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self.as_user = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        self.data = os.path.join(self.folder, "data")
        self.run("initdb", "-D", self.data, "-U", "foyer", "-A", "trust", "--no-sync")
        self.start()
        self.where = f"postgresql:///postgres?user=foyer&host={self.folder}"

    def run(self, program, *arguments):
        subprocess.run([*self.as_user, PROGRAMS + program, *arguments], check=True, cwd="/", stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def start(self):
        for tries in range(20):
            try:
                self.run("pg_ctl", "-D", self.data, "-w", "-t", "60", "-l", os.path.join(self.folder, "log"),
                         "-o", f"-k {self.folder} -c listen_addresses=''", "start")
                return
            except subprocess.CalledProcessError:  # children of the one that was killed may still be leaving
                if tries == 19:
                    raise
                time.sleep(0.5)

    def kill(self):
        """kill -9 of the server itself; its children notice and go. The next start recovers from the log."""
        with open(os.path.join(self.data, "postmaster.pid"), encoding="ascii") as file:
            pid = int(file.readline())
        os.kill(pid, signal.SIGKILL)

    def remove(self):
        try:
            self.run("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")
        except subprocess.CalledProcessError:
            pass
        shutil.rmtree(self.folder, ignore_errors=True)
