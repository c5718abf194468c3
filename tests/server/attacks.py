# attacks.py - every row of the table of attacks, against foyer-echo with short deadlines: strangers who drip, stall, flood
# or do not read cost us little, are sent away in time, and harm nobody else. Usage: python3 attacks.py PATH-TO-foyer-echo
import resource
import socket
import subprocess
import time
import unittest

from wire import BINARY, PING, PONG, TEXT, Client, Gone, Program, close_frame, frame, program_argument, running

ECHO = program_argument("foyer-echo")
SHORT = ["--head-seconds", 1.5, "--message-seconds", 1.5, "--write-seconds", 1.5, "--close-seconds", 1, "--max", 1_000_000]
SLACK = 1.2  # deadlines are looked at four times a second, on a machine that may be busy


class Case(unittest.TestCase):
    flags = SHORT

    @classmethod
    def setUpClass(cls):
        cls.server = Program(ECHO, 0, *cls.flags)
        cls.descriptors = cls.server.descriptors()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def assertTime(self, began, expected):
        took = time.monotonic() - began
        self.assertGreater(took, expected - 0.3)
        self.assertLess(took, expected + SLACK)

    def assertFreed(self, within=4):
        deadline = time.monotonic() + within
        while self.server.descriptors() > self.descriptors and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertLessEqual(self.server.descriptors(), self.descriptors, "every descriptor is given back")

    def assertServes(self):
        client = self.server.client()
        client.send(frame(TEXT, b"and the others?"))
        self.assertEqual(client.receive(), (TEXT, b"and the others?"))
        client.shut()


class Heads(Case):
    def test_connect_and_silence(self):
        began = time.monotonic()
        client = self.server.client(upgrade=False)
        self.assertTrue(client.ends(4))
        self.assertTime(began, 1.5)
        client.shut()
        self.assertFreed()

    def test_a_head_that_drips_is_408_at_the_deadline(self):
        began = time.monotonic()
        client = self.server.client(upgrade=False)
        try:
            for byte in b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 500:
                client.send(bytes([byte]))
                time.sleep(0.05)
        except ConnectionError:
            pass
        self.assertTime(began, 1.5 + 2)  # the sender notices only when it is cut off after lingering
        self.assertTrue(client.read_head().startswith(b"HTTP/1.1 408"))
        client.shut()
        self.assertFreed()

    def test_a_head_of_9_KB_is_431(self):
        client = self.server.client(upgrade=False)
        client.send(b"GET / HTTP/1.1\r\nHost: x\r\nCookie: " + b"c" * 9000 + b"\r\n\r\n")
        status, _, _ = client.read_response()
        self.assertEqual(status, 431)
        self.assertTrue(client.ends(4))
        client.shut()
        self.assertFreed()

    def test_a_head_without_end_is_431_too(self):
        client = self.server.client(upgrade=False)
        client.send(b"GET /" + b"a" * 20_000)
        self.assertEqual(client.read_response()[0], 431)
        client.shut()

    def test_what_is_no_http_is_400(self):
        for data in (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello, TLS\r\n\r\n", b"HELO mail\r\n\r\n", b"\0\0\0\0\r\n\r\n",
                     b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\nbroken\r\n\r\n"):
            client = self.server.client(upgrade=False)
            client.send(data)
            self.assertEqual(client.read_response()[0], 400, data)
            client.shut()
        self.assertFreed()
        self.assertServes()


class Messages(Case):
    def test_a_message_that_drips_is_1008(self):
        client = self.server.client()
        began = time.monotonic()
        data = frame(TEXT, b"x" * 1000)
        for byte in data:
            try:
                client.send(bytes([byte]))
            except ConnectionError:
                break
            time.sleep(0.1)
            if time.monotonic() - began > 1.5 + SLACK:
                break
        self.assertEqual(client.close_code(), 1008)
        client.shut()
        self.assertFreed()

    def test_half_a_frame_then_silence_is_1008(self):
        for half in (frame(TEXT, b"hello")[:1], frame(TEXT, b"hello")[:4], frame(TEXT, b"hello")[:-1],
                     frame(TEXT, b"first part", fin=False), frame(PING, b"dripped")[:-2]):
            client = self.server.client()
            began = time.monotonic()
            client.send(half)
            self.assertEqual(client.close_code(), 1008)
            self.assertTime(began, 1.5)
            client.shut()
        self.assertFreed()

    def test_pings_between_do_not_buy_more_time(self):
        client = self.server.client()
        began = time.monotonic()
        client.send(frame(TEXT, b"never ends", fin=False))
        client.socket.settimeout(0.2)
        code = None
        while time.monotonic() - began < 4:
            try:
                client.send(frame(PING, b"alive"))
                opcode, payload = client.receive()
                if opcode == 8:
                    code = int.from_bytes(payload[:2], "big")
                    break
            except (TimeoutError, Gone, ConnectionError):
                pass
            time.sleep(0.1)
        self.assertEqual(code, 1008)
        self.assertTime(began, 1.5)
        client.shut()

    def test_a_slow_but_honest_message_is_taken(self):
        client = self.server.client()
        data = frame(TEXT, b"y" * 100)
        client.send(data, chop=20, pause=0.15)
        self.assertEqual(client.receive(), (TEXT, b"y" * 100))
        time.sleep(2)  # longer than a message may take: silence between messages is no message
        client.send(data, chop=20, pause=0.15)
        self.assertEqual(client.receive(), (TEXT, b"y" * 100))
        client.shut()

    def test_a_flood_of_tiny_messages_leaves_memory_flat(self):
        before = self.server.resident_bytes()
        clients = [self.server.client() for _ in range(20)]
        for _ in range(50):
            for client in clients:
                client.send(frame(TEXT, b"z") * 200)
            for client in clients:
                for _ in range(200):
                    client.receive()
        self.assertLess(self.server.resident_bytes() - before, 20_000_000)
        for client in clients:
            client.shut()
        self.assertFreed()


class Idle(Case):
    flags = [*SHORT, "--idle-seconds", 2]

    def test_a_silent_peer_is_pinged_and_then_cut(self):
        client = self.server.client()
        began = time.monotonic()
        self.assertEqual(client.receive(), (PING, b""))
        self.assertTime(began, 1)
        with self.assertRaises(Gone):
            client.receive()
        self.assertTime(began, 2)
        client.shut()
        self.assertFreed()

    def test_a_peer_that_answers_pings_stays(self):
        client = self.server.client()
        began = time.monotonic()
        while time.monotonic() - began < 5:
            opcode, payload = client.receive()
            self.assertEqual(opcode, PING)
            client.send(frame(PONG, payload))
        client.send(frame(TEXT, b"still here"))
        self.assertEqual(client.receive(), (TEXT, b"still here"))
        client.shut()


class Closing(Case):
    def test_bad_frame_and_the_peer_keeps_the_line_open(self):
        clients = [self.server.client() for _ in range(10)]
        for client in clients:
            client.send(frame(TEXT, b"x", rsv=4))
            self.assertEqual(client.close_code(), 1002)
        self.assertFreed()
        for client in clients:
            client.shut()

    def test_bad_frame_and_the_peer_keeps_sending(self):
        client = self.server.client()
        client.send(frame(TEXT, b"x", rsv=4))
        self.assertEqual(client.close_code(), 1002)
        began = time.monotonic()
        try:
            while time.monotonic() - began < 5:
                client.send(frame(TEXT, b"on and on"))
                time.sleep(0.05)
        except ConnectionError:
            pass
        self.assertLess(time.monotonic() - began, 1 + SLACK)
        client.shut()
        self.assertFreed()

    def test_a_close_of_ours_that_is_never_answered(self):
        client = self.server.client()
        client.send(frame(TEXT, b"never ends", fin=False))
        self.assertEqual(client.close_code(), 1008)
        self.assertFreed(within=4)  # and the line is still open on our side here
        client.shut()

    def test_gone_without_a_word(self):
        for _ in range(50):
            client = self.server.client()
            client.send(frame(BINARY, b"half", length=5000))
            client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            client.shut()  # a reset
        self.assertFreed()
        self.assertServes()


class SlowReaders(Case):
    def test_a_peer_that_sends_and_never_reads_is_cut_and_costs_little(self):
        before = self.server.resident_bytes()
        clients = [self.server.client(rcvbuf=4096) for _ in range(20)]
        payload = frame(BINARY, b"r" * 60_000)
        began = time.monotonic()
        for client in clients:
            client.socket.setblocking(False)
        alive = set(clients)
        most = 0
        while alive and time.monotonic() - began < 8:
            for client in list(alive):
                try:
                    client.socket.send(payload)
                except BlockingIOError:
                    pass
                except OSError:
                    alive.discard(client)
            most = max(most, self.server.resident_bytes() - before)
            time.sleep(0.02)
        self.assertFalse(alive, "all were cut")
        self.assertTime(began, 1.5 + 0.5)
        self.assertLess(most, 20 * 1_000_000)
        for client in clients:
            client.shut()
        self.assertFreed()
        self.assertServes()

    def test_a_peer_that_never_reads_pongs_is_cut(self):
        client = self.server.client(rcvbuf=4096)
        client.socket.setblocking(False)
        began = time.monotonic()
        cut = False
        while not cut and time.monotonic() - began < 10:
            try:
                client.socket.send(frame(PING, b"p" * 125) * 100)
            except BlockingIOError:
                time.sleep(0.01)
            except OSError:
                cut = True
        self.assertTrue(cut)
        client.shut()
        self.assertFreed()


class Descriptors(unittest.TestCase):
    def test_without_descriptors_it_rests_and_recovers(self):
        limited = "import os,resource,sys; resource.setrlimit(resource.RLIMIT_NOFILE,(40,40)); os.execv(sys.argv[1],sys.argv[1:])"
        with running("python3", "-c", limited, ECHO, "0", "--connections-max", "1000") as server:
            # The server caps itself below the limit; take the rest of its descriptors away to see it run out.
            resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (16, 40))
            crowd = []
            for _ in range(60):
                stranger = socket.socket()
                stranger.settimeout(1)
                try:
                    stranger.connect(("127.0.0.1", server.port))
                except OSError:
                    pass
                crowd.append(stranger)
            time.sleep(0.5)
            before = server.cpu_seconds()
            time.sleep(2)
            self.assertLess(server.cpu_seconds() - before, 0.4, "no busy loop")
            for stranger in crowd:
                stranger.close()
            time.sleep(1)
            client = server.client()
            client.send(frame(TEXT, b"back"))
            self.assertEqual(client.receive(), (TEXT, b"back"))
            client.shut()

    def test_at_the_cap_it_stops_accepting_and_goes_on_when_one_leaves(self):
        with running(ECHO, 0, "--connections-max", 5) as server:
            inside = [server.client() for _ in range(5)]
            waiting = Client(server.port, upgrade=False, timeout=1)
            with self.assertRaises(TimeoutError):
                waiting.upgrade(server.port)
            before = server.cpu_seconds()
            time.sleep(1)
            self.assertLess(server.cpu_seconds() - before, 0.2)
            inside[0].shut()
            waiting.socket.settimeout(5)
            self.assertTrue(waiting.read_head().startswith(b"HTTP/1.1 101"))
            for client in [*inside[1:], waiting]:
                client.shut()


class Signals(unittest.TestCase):
    def test_it_ends_when_it_is_asked_to(self):
        for sign in (15, 2):
            server = Program(ECHO, 0)
            client = server.client()
            self.assertEqual(server.stop(sign, within=5), 0)
            client.shut()

    def test_a_port_that_is_taken_is_said(self):
        with running(ECHO, 0) as server:
            second = subprocess.run([ECHO, str(server.port)], capture_output=True, text=True, timeout=10, check=False)
            self.assertEqual(second.returncode, 1)
            self.assertIn("in use", second.stderr)


if __name__ == "__main__":
    unittest.main()
