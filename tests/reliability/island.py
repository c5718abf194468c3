# island.py - a network of its own for one program, with wires that can be cut.
#
# Linux network namespaces, held by a sleeping process and gone with it. A cut wire loses packets without a word, as
# a switch without power does: nobody is told that the other side has left. Needs the right to unshare(2).
import os
import subprocess
import sys


def allowed():
    return subprocess.run(["unshare", "--net", "ip", "link", "set", "lo", "up"], stderr=subprocess.DEVNULL).returncode == 0


def within_one():
    """Runs this very program once more, in a network of its own: what it does to wires is seen by nobody else."""
    if os.environ.get("FOYER_ON_AN_ISLAND"):
        return
    os.environ["FOYER_ON_AN_ISLAND"] = "1"
    os.execvp("unshare", ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$0" "$@"', sys.executable, *sys.argv])


def ip(*arguments):
    subprocess.run(["ip", *arguments], check=True)


class Island:
    def __init__(self, number):
        self.number = number
        self.holder = subprocess.Popen(["unshare", "--net", "sh", "-c", "echo apart && exec sleep infinity"],
                                       stdout=subprocess.PIPE, text=True)
        assert self.holder.stdout.readline() == "apart\n"
        self.wires = {}  # by their name inside: what must be set again when they come back
        self.at = f"10.77.{number}.2"
        self.enter = ["nsenter", f"--net=/proc/{self.holder.pid}/ns/net"]
        self.ip("link", "set", "lo", "up")
        ip("link", "add", f"to{number}", "type", "veth", "peer", "name", "home", "netns", str(self.holder.pid))
        ip("addr", "add", f"10.77.{number}.1/24", "dev", f"to{number}")
        ip("link", "set", f"to{number}", "up")
        self.ip("addr", "add", f"{self.at}/24", "dev", "home")
        self.wires = ["home"]
        self.join()

    def ip(self, *arguments):
        subprocess.run([*self.enter, "ip", *arguments], check=True)

    def wire_to(self, other):
        """A wire between two islands, so that each reaches the other without our help."""
        low, high = sorted((self, other), key=lambda island: island.number)
        low.ip("link", "add", "peer", "type", "veth", "peer", "name", "peer", "netns", str(high.holder.pid))
        for last, island in enumerate((low, high), 1):
            island.ip("addr", "add", f"10.77.100.{last}/24", "dev", "peer")
            island.at_peer = f"10.77.100.{last}"
            island.wires.append("peer")
            island.join()

    def cut(self, wires=None):
        for wire in wires or self.wires:
            self.ip("link", "set", wire, "down")

    def join(self):
        for wire in self.wires:
            self.ip("link", "set", wire, "up")

    def sink(self):
        self.holder.kill()
        self.holder.wait()
