# wire.py - a WebSocket client of bytes: what it sends is exactly what a test says, right or wrong.
import base64
import contextlib
import os
import select
import socket
import struct
import subprocess
import sys
import time

TEXT, BINARY, CLOSE, PING, PONG, CONTINUE = 1, 2, 8, 9, 10, 0


def frame(opcode, payload=b"", fin=True, rsv=0, masked=True, length=None, mask=b"\x12\x34\x56\x78"):
    first = (0x80 if fin else 0) | (rsv << 4) | opcode
    size = len(payload) if length is None else length
    bit = 0x80 if masked else 0
    if size < 126:
        head = struct.pack("!BB", first, bit | size)
    elif size < 65536:
        head = struct.pack("!BBH", first, bit | 126, size)
    else:
        head = struct.pack("!BBQ", first, bit | 127, size)
    if not masked:
        return head + payload
    repeated = mask * (len(payload) // 4 + 1)
    body = (int.from_bytes(payload, "big") ^ int.from_bytes(repeated[: len(payload)], "big")).to_bytes(len(payload), "big") if payload else b""
    return head + mask + body


def close_frame(code=None, reason=b""):
    return frame(CLOSE, b"" if code is None else struct.pack("!H", code) + reason)


class Gone(Exception):
    """The server hung up."""


class Client:
    def __init__(self, port, path="/", origin=None, protocol=None, headers=(), rcvbuf=None, upgrade=True, timeout=20, source=None):
        self.socket = socket.socket()
        if rcvbuf:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, rcvbuf)
        if source:
            self.socket.bind((source, 0))
        self.socket.settimeout(timeout)
        self.socket.connect(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        self.response = None
        if upgrade:
            self.upgrade(port, path, origin, protocol, headers)

    def upgrade(self, port, path="/", origin=None, protocol=None, headers=()):
        lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Upgrade: websocket", "Connection: Upgrade",
                 "Sec-WebSocket-Key: " + base64.b64encode(os.urandom(16)).decode(), "Sec-WebSocket-Version: 13"]
        if origin:
            lines.append(f"Origin: {origin}")
        if protocol:
            lines.append(f"Sec-WebSocket-Protocol: {protocol}")
        self.send("\r\n".join([*lines, *headers, "", ""]).encode())
        self.response = self.read_head()

    @property
    def status(self):
        return int(self.response.split(b" ")[1])

    def send(self, data, chop=None, pause=0.0):
        if chop is None:
            self.socket.sendall(data)
            return
        for at in range(0, len(data), chop):
            self.socket.sendall(data[at : at + chop])
            if pause:
                time.sleep(pause)

    def fill(self):
        try:
            more = self.socket.recv(65536)
        except ConnectionError as error:
            raise Gone(str(error)) from error
        if not more:
            raise Gone("end of stream")
        self.buffer += more

    def take(self, size):
        while len(self.buffer) < size:
            self.fill()
        taken, self.buffer = self.buffer[:size], self.buffer[size:]
        return taken

    def read_head(self):
        while b"\r\n\r\n" not in self.buffer:
            self.fill()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        return head

    def read_response(self):
        """(status, fields, body) of a plain HTTP answer."""
        head = self.read_head().decode("latin-1").split("\r\n")
        fields = {name.lower(): value.strip() for name, value in (line.split(":", 1) for line in head[1:])}
        status = int(head[0].split(" ")[1])
        size = 0 if status in (304, 204, 101) else int(fields.get("content-length", 0))
        return status, fields, self.take(size)

    def receive(self):
        """(opcode, payload) of the next frame; frames of a server are never masked and, here, never fragmented."""
        first, second = self.take(2)
        assert second & 0x80 == 0, "a server must not mask"
        assert first & 0x70 == 0, "no extension was agreed on"
        size = second & 0x7F
        if size == 126:
            size = struct.unpack("!H", self.take(2))[0]
            assert size > 125, "the shortest length must be used"
        elif size == 127:
            size = struct.unpack("!Q", self.take(8))[0]
            assert size > 65535, "the shortest length must be used"
        assert first & 0x80, "whole messages only"
        return first & 0x0F, self.take(size)

    def close_code(self):
        """Reads on until the server closes; the code it gave (None: an empty Close; "cut": none at all)."""
        while True:
            try:
                opcode, payload = self.receive()
            except Gone:
                return "cut"
            if opcode == CLOSE:
                return struct.unpack("!H", payload[:2])[0] if payload else None

    def ends(self, within=5.0):
        """Does the server hang up, saying nothing more?"""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            ready, _, _ = select.select([self.socket], [], [], 0.1)
            if not ready:
                continue
            try:
                if not self.socket.recv(65536):
                    return True
                return False
            except ConnectionError:
                return True
        return False

    def silent(self, seconds=0.3):
        if self.buffer:
            return False
        ready, _, _ = select.select([self.socket], [], [], seconds)
        return not ready

    def shut(self):
        self.socket.close()


class Program:
    """A server of ours, started on a free port; `log` is where its words went."""

    def __init__(self, *command, ready=" on 127.0.0.1:", env=None, log=None):
        self.log = log
        stderr = open(log, "w", encoding="utf-8") if log else subprocess.DEVNULL
        self.process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=stderr, text=True,
                                        env={**os.environ, **(env or {})})
        self.port = None
        for line in self.process.stdout:
            if ready in line:
                self.port = int(line.split(ready)[1].split()[0].strip("/"))
                break
        if self.port is None:
            self.process.wait()
            raise RuntimeError(f"{command[0]} did not start: see {log}")

    def client(self, *args, **named):
        return Client(self.port, *args, **named)

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def cpu_seconds(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_bytes(self):
        with open(f"/proc/{self.process.pid}/statm", encoding="ascii") as statm:
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGESIZE")

    def stop(self, signal=15, within=15):
        if self.process.poll() is None:
            self.process.send_signal(signal)
        try:
            return self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return None
        finally:
            self.process.stdout.close()


@contextlib.contextmanager
def running(*command, **named):
    program = Program(*command, **named)
    try:
        yield program
    finally:
        program.stop()


def program_argument(name):
    """The program under test: the first argument, or as `scripts/build` leaves it."""
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-") and os.path.exists(sys.argv[1]):
        return sys.argv.pop(1)
    here = os.path.dirname(os.path.abspath(__file__))
    return os.path.join(here, "..", "..", "build", "release", name)
