# talks.py - foyer serve from outside: who may talk, what a talk promises, what strangers cannot do, how it ends.
# Usage: python3 talks.py PATH-TO-foyer
import base64
import json
import os
import signal
import tempfile
import time
import unittest

from wire import BINARY, PING, TEXT, Gone, Program, frame, program_argument

FOYER = program_argument("foyer")
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
FRAMES = os.environ.get("FOYER_FRAMES")
PRACTICE_ORIGIN = "http://127.0.0.1:8080"  # practices/demo/practice.json


def token():
    return base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")


class Talk:
    def __init__(self, server, **named):
        named = {"path": "/v1/talk", "protocol": "foyer.v1", **named}
        self.client = server.client(**named)
        self.status = self.client.status

    def send(self, **message):
        self.client.send(frame(TEXT, json.dumps(message, ensure_ascii=False).encode()))

    def receive(self):
        while True:
            opcode, payload = self.client.receive()
            if opcode == PING:
                continue
            if opcode != TEXT:
                return opcode, payload
            answer = json.loads(payload)
            if FRAMES:  # what protocol.mjs holds against docs/protocol.yaml
                with open(FRAMES, "a", encoding="utf-8") as frames:
                    frames.write(json.dumps(answer) + "\n")
            if answer["type"] != "hb":
                return answer

    def ask(self, **message):
        self.send(**message)
        return self.receive()

    def open(self, name, **named):
        return self.ask(**{"type": "open", "token": name, "practice": "demo", "dialog": "healing", "locale": "en", **named})

    def shut(self):
        self.client.shut()


class Case(unittest.TestCase):
    flags = ["--allow-no-origin"]

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.log = os.path.join(cls.folder.name, "log")
        cls.server = cls.start()

    @classmethod
    def start(cls):
        return Program(FOYER, "serve", "--listen", "127.0.0.1:0", "--data", os.path.join(cls.folder.name, "data"),
                       "--dialogs", os.path.join(ROOT, "dialogs"), "--practices", os.path.join(ROOT, "practices"),
                       "--web", os.path.join(ROOT, "web"), *cls.flags, ready=" on http://127.0.0.1:", log=cls.log)

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        cls.folder.cleanup()

    def talk(self, **named):
        return Talk(self.server, **named)

    def get(self, path, method="GET", headers=()):
        client = self.server.client(upgrade=False)
        client.send("\r\n".join([f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", *headers, "", ""]).encode("latin-1"))
        if method == "HEAD":
            head = client.read_head().decode()
            client.shut()
            return int(head.split(" ")[1]), head, b""
        answer = client.read_response()
        client.shut()
        return answer


class ExactlyOnce(Case):
    def test_the_same_turn_again_gets_the_same_reply_and_anything_else_is_a_conflict(self):
        name = token()
        talk = self.talk()
        self.assertEqual(talk.open(name)["turn"], 0)
        first = talk.ask(type="say", turn=1, text="I am in therapy now")
        self.assertEqual((first["type"], first["turn"]), ("turn", 1))
        self.assertEqual(talk.ask(type="say", turn=1, text="I am in therapy now"), first)
        self.assertEqual(talk.ask(type="say", turn=1, text="something else")["code"], "conflict")
        self.assertEqual(talk.ask(type="say", turn=3, text="ahead")["code"], "conflict")
        self.assertEqual(talk.ask(type="say", turn=2, text="fine, thank you")["turn"], 2)
        self.assertEqual(talk.ask(type="say", turn=1, text="I am in therapy now"), first)
        talk.shut()

    def test_what_was_answered_is_there_after_kill_9(self):
        name = token()
        talk = self.talk()
        turns = [talk.open(name)]
        for number in range(1, 4):
            turns.append(talk.ask(type="say", turn=number, text=f"words number {number}"))
        talk.send(type="say", turn=4, text="in flight")
        self.server.stop(signal.SIGKILL)
        type(self).server = self.start()
        talk = self.talk()
        resumed = talk.ask(type="resume", token=name)
        self.assertEqual(resumed["type"], "resumed")
        self.assertIn(resumed["turn"], (3, 4))
        for sent, kept in zip(turns, resumed["turns"], strict=False):
            self.assertEqual(sent, {key: value for key, value in kept.items() if key not in ("said", "by")})
        again = talk.ask(type="say", turn=4, text="in flight")
        self.assertEqual((again["type"], again["turn"]), ("turn", 4))
        talk.shut()

    def test_a_second_window_is_told_kindly(self):
        name = token()
        one, other = self.talk(), self.talk()
        one.open(name)
        self.assertEqual(other.ask(type="resume", token=name)["type"], "resumed")
        one.ask(type="say", turn=1, text="from the first window")
        answer = other.ask(type="say", turn=1, text="from the second window")
        self.assertEqual((answer["type"], answer["code"]), ("error", "conflict"))
        one.shut()
        other.shut()

    def test_erased_is_gone(self):
        name = token()
        talk = self.talk()
        talk.open(name)
        self.assertEqual(talk.ask(type="erase")["type"], "erased")
        self.assertEqual(talk.client.close_code(), 4410)
        talk.shut()
        talk = self.talk()
        self.assertEqual(talk.ask(type="resume", token=name)["code"], "gone")
        talk.shut()


class Frames(Case):
    def test_frames_that_make_no_sense_get_an_error_and_the_talk_goes_on(self):
        talk = self.talk()
        for text in ("", "{", "[]", "null", "5", '"open"', "{}", '{"type":5}', '{"type":"dance"}', '{"type":"open"}',
                     '{"type":"open","token":5}', '{"type":"say","turn":-1,"text":"x"}', '{"type":"say","turn":1e99,"text":"x"}',
                     "[" * 5000, '{"a":' * 2500, '{"type":"resume","token":"short"}', "\u0000", '{"type":"open"} trailing'):
            talk.client.send(frame(TEXT, text.encode()))
            self.assertEqual(talk.receive()["type"], "error", text[:40])
        self.assertEqual(talk.open(token())["turn"], 0)
        talk.shut()

    def test_out_of_order_is_an_error(self):
        talk = self.talk()
        self.assertEqual(talk.ask(type="say", turn=1, text="hello")["type"], "error")
        self.assertEqual(talk.ask(type="summary")["type"], "error")
        name = token()
        talk.open(name)
        self.assertEqual(talk.open(name)["type"], "error")
        talk.shut()

    def test_more_than_16_KiB_is_1009_and_4001_letters_are_a_polite_error(self):
        talk = self.talk()
        talk.open(token())
        answer = talk.ask(type="say", turn=1, text="a" * 4001)
        self.assertEqual((answer["type"], answer["code"]), ("error", "too_long"))
        self.assertEqual(talk.ask(type="say", turn=1, text="é" * 4000)["turn"], 1)
        talk.client.send(frame(TEXT, b"a" * 16 * 1024 + b"b"))
        self.assertEqual(talk.client.close_code(), 1009)
        talk.shut()

    def test_binary_is_1003_and_bad_utf8_1007(self):
        talk = self.talk()
        talk.client.send(frame(BINARY, b"{}"))
        self.assertEqual(talk.client.close_code(), 1003)
        talk.shut()
        talk = self.talk()
        talk.client.send(frame(TEXT, b'{"type":"\xff"}'))
        self.assertEqual(talk.client.close_code(), 1007)
        talk.shut()

    def test_many_frames_at_once_are_answered_in_order(self):
        talk = self.talk()
        talk.open(token())
        talk.client.send(b"".join(frame(TEXT, json.dumps({"type": "say", "turn": n, "text": "hm"}).encode()) for n in range(1, 9)))
        self.assertEqual([talk.receive()["turn"] for _ in range(8)], list(range(1, 9)))
        talk.shut()


class Pace(Case):
    flags = ["--allow-no-origin", "--messages-burst", 5, "--messages-per-second", 2]

    def test_too_fast_is_said_first_and_then_1008(self):
        talk = self.talk()
        talk.open(token())
        answers = []
        talk.client.send(frame(TEXT, b'{"type":"summary"}') * 40)
        while not answers or isinstance(answers[-1], dict):
            answers.append(talk.receive())
        notices = [a for a in answers if isinstance(a, dict) and a.get("code") == "too_fast"]
        self.assertGreaterEqual(len(notices), 8)
        self.assertEqual(notices[0]["retry_ms"], 1000)
        self.assertEqual(answers[-1][1][:2], (1008).to_bytes(2, "big"))
        talk.shut()

    def test_after_a_pause_it_goes_on(self):
        talk = self.talk()
        talk.open(token())
        for _ in range(4):
            talk.ask(type="summary")
        self.assertEqual(talk.ask(type="say", turn=1, text="hello").get("code"), "too_fast")
        time.sleep(1)
        self.assertEqual(talk.ask(type="say", turn=1, text="hello")["turn"], 1)
        talk.shut()


class Origins(Case):
    flags = []

    def test_only_named_origins_may_talk(self):
        own = f"http://127.0.0.1:{self.server.port}"
        rows = [(PRACTICE_ORIGIN, 101), ("http://localhost:8080", 101), (own, 101), (None, 403), ("null", 403), ("", 403),
                ("https://evil.example", 403), ("https://127.0.0.1:8080", 403), ("http://127.0.0.1", 403),
                ("http://127.0.0.1:80800", 403), ("http://127.0.0.1:8080.evil.example", 403),
                ("http://evil.example?http://127.0.0.1:8080", 403), ("HTTP://127.0.0.1:8080", 403), (PRACTICE_ORIGIN + "/", 403)]
        for origin, expected in rows:
            with self.subTest(origin=origin):
                headers = ["Origin: "] if origin == "" else []
                talk = self.talk(origin=origin or None, headers=headers)
                self.assertEqual(talk.status, expected)
                talk.shut()

    def test_two_origins_are_none(self):
        talk = self.talk(origin=PRACTICE_ORIGIN, headers=["Origin: https://evil.example"])
        self.assertEqual(talk.status, 403)
        talk.shut()

    def test_no_host_header_makes_an_origin_ours(self):
        talk = self.talk(origin="http://rebound.example", headers=["X-Forwarded-Host: rebound.example"])
        self.assertEqual(talk.status, 403)
        talk.shut()

    def test_another_subprotocol_is_refused(self):
        talk = self.talk(origin=PRACTICE_ORIGIN, protocol="foyer.v2, chat")
        self.assertEqual(talk.status, 400)
        talk.shut()
        talk = self.talk(origin=PRACTICE_ORIGIN, protocol="foyer.v2, foyer.v1")
        self.assertEqual(talk.status, 101)
        self.assertIn(b"Sec-WebSocket-Protocol: foyer.v1", talk.client.response)
        talk.shut()

    def test_another_address_has_no_websocket(self):
        talk = self.talk(path="/", origin=PRACTICE_ORIGIN)
        self.assertEqual(talk.status, 404)
        talk.shut()


class Households(Case):
    flags = ["--allow-no-origin", "--exempt", "none", "--trusted-proxy", "127.0.0.1", "--talks-per-address-max", 3,
             "--talks-per-address-burst", 6, "--talks-per-address-per-second", 0.5]

    def from_address(self, address):
        return self.talk(headers=[f"X-Forwarded-For: {address}"])

    def test_so_many_at_once_then_503_and_again_when_one_leaves(self):
        inside = [self.from_address("192.0.2.7") for _ in range(3)]
        self.assertEqual([talk.status for talk in inside], [101] * 3)
        refused = self.from_address("192.0.2.7")
        self.assertEqual(refused.status, 503)
        self.assertIn(b"Retry-After:", refused.client.response)
        other = self.from_address("192.0.2.8")
        self.assertEqual(other.status, 101)
        inside[0].shut()
        time.sleep(0.3)
        again = self.from_address("192.0.2.7")
        self.assertEqual(again.status, 101)
        for talk in (*inside, refused, other, again):
            talk.shut()

    def test_an_IPv6_household_is_a_64(self):
        inside = [self.from_address(f"2001:db8:1:2::{at}") for at in range(1, 4)]
        self.assertEqual([talk.status for talk in inside], [101] * 3)
        refused = self.from_address("2001:db8:1:2:ffff::9")
        neighbour = self.from_address("2001:db8:1:3::1")
        self.assertEqual((refused.status, neighbour.status), (503, 101))
        for talk in (*inside, refused, neighbour):
            talk.shut()

    def test_so_fast_and_no_faster(self):
        statuses = []
        for _ in range(8):
            talk = self.from_address("192.0.2.99")
            statuses.append(talk.status)
            talk.shut()
            time.sleep(0.05)
        self.assertEqual(statuses, [101] * 6 + [503] * 2)

    def test_what_a_client_says_of_itself_is_not_believed(self):
        # The rightmost address is the proxy's word; those before it are the client's own.
        inside = [self.talk(headers=[f"X-Forwarded-For: 198.51.100.{at}, 192.0.2.50"]) for at in range(4)]
        self.assertEqual([talk.status for talk in inside], [101] * 3 + [503])
        for talk in inside:
            talk.shut()


class UntrustedProxy(Case):
    flags = ["--allow-no-origin", "--exempt", "none", "--talks-per-address-max", 2]

    def test_forwarded_addresses_of_anybody_are_ignored(self):
        inside = [self.talk(headers=[f"X-Forwarded-For: 198.51.100.{at}"]) for at in range(3)]
        self.assertEqual([talk.status for talk in inside], [101, 101, 503])
        for talk in inside:
            talk.shut()


class Deadlines(Case):
    flags = ["--allow-no-origin", "--hello-seconds", 1, "--visitor-idle-seconds", 2.5, "--heartbeat-seconds", 0.8, "--message-seconds", 1]

    def test_no_first_message_is_4408(self):
        talk = self.talk()
        self.assertEqual(talk.client.close_code(), 4408)
        talk.shut()

    def test_an_idle_visitor_hears_heartbeats_and_then_4000(self):
        talk = self.talk()
        name = token()
        talk.open(name)
        began = time.monotonic()
        beats = 0
        while True:
            opcode, payload = talk.client.receive()
            if opcode == TEXT:
                self.assertEqual(json.loads(payload), {"type": "hb"})
                beats += 1
                continue
            if opcode == 8:
                break
        self.assertEqual(payload[:2], (4000).to_bytes(2, "big"))
        self.assertGreaterEqual(beats, 2)
        self.assertGreater(time.monotonic() - began, 2)
        talk.shut()
        talk = self.talk()
        self.assertEqual(talk.ask(type="resume", token=name)["type"], "resumed")
        talk.shut()

    def test_a_dripped_message_is_1008(self):
        talk = self.talk()
        talk.open(token())
        talk.client.send(frame(TEXT, b'{"type":"summary"}')[:-3])
        self.assertEqual(talk.client.close_code(), 1008)
        talk.shut()


class Pages(Case):
    def test_the_page_and_its_policy(self):
        status, fields, body = self.get("/chat?practice=demo")
        self.assertEqual(status, 200)
        self.assertIn(b"<html", body)
        policy = fields["content-security-policy"]
        for part in ("default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "img-src 'self' data:",
                     "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
                     f"frame-ancestors 'self' {PRACTICE_ORIGIN}"):
            self.assertIn(part, policy)
        self.assertEqual(fields["referrer-policy"], "no-referrer")
        self.assertEqual(fields["x-content-type-options"], "nosniff")
        _, fields, _ = self.get("/chat?practice=nobody")
        self.assertTrue(fields["content-security-policy"].endswith("frame-ancestors 'self'"))

    def test_types_and_caching(self):
        for path, kind in (("/chat", "text/html"), ("/src/page.js", "text/javascript"), ("/src/base.css", "text/css"),
                           ("/v1/foyer.js", "text/javascript"), ("/v1/page?practice=demo&locale=es", "application/json")):
            status, fields, _ = self.get(path)
            self.assertEqual(status, 200, path)
            self.assertTrue(fields["content-type"].startswith(kind), path)
        _, fields, body = self.get("/src/base.css")
        status, again, nothing = self.get("/src/base.css", headers=[f"If-None-Match: {fields['etag']}"])
        self.assertEqual((status, nothing, again["etag"]), (304, b"", fields["etag"]))
        status, head, _ = self.get("/src/base.css", method="HEAD")
        self.assertEqual(status, 200)
        self.assertIn(f"Content-Length: {len(body)}", head)

    def test_nothing_outside_the_page_is_served(self):
        for path in ("/../CMakeLists.txt", "/src/../../CMakeLists.txt", "/src/%2e%2e/%2e%2e/CMakeLists.txt", "/src/..%2f..%2fLICENSE",
                     "/src/....//....//LICENSE", "//etc/passwd", "/src//etc/passwd", "/src/%00", "/src/page.js%00.png", "/src/\\..\\x",
                     "/package.json", "/tests/server.mjs", "/node_modules/ws/package.json", "/.git/config", "/src/.hidden", "/src", "/src/",
                     "http://evil.example/", "*"):
            with self.subTest(path=path):
                status, _, body = self.get(path)
                self.assertIn(status, (400, 404))
                self.assertNotIn(b"root:", body)

    def test_only_reading_is_allowed(self):
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"):
            status, _, _ = self.get("/", method=method)
            self.assertIn(status, (400, 405), method)

    def test_several_requests_on_one_connection(self):
        client = self.server.client(upgrade=False)
        client.send(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /readyz HTTP/1.1\r\nHost: x\r\n\r\n")
        self.assertEqual(client.read_response()[2], b"ok\n")
        self.assertEqual(client.read_response()[2], b"ready\n")
        time.sleep(0.1)
        client.send(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        self.assertEqual(client.read_response()[0], 200)
        client.shut()

    def test_metrics_are_for_this_machine_only(self):
        status, fields, body = self.get("/metrics")
        self.assertEqual(status, 200)
        self.assertIn("application/openmetrics-text", fields["content-type"])
        self.assertTrue(body.endswith(b"# EOF\n"))
        self.assertEqual(self.get("/metrics", headers=["X-Forwarded-For: 192.0.2.1"])[0], 404)


class Privacy(Case):
    def test_neither_words_nor_token_nor_address_are_written_anywhere(self):
        name, marker = token(), "Quillfeather-7731"
        talk = self.talk(headers=["User-Agent: Markerbrowser/9"])
        talk.open(name)
        talk.ask(type="say", turn=1, text=f"I keep thinking of {marker}")
        talk.client.send(frame(TEXT, f'{{"type":"{marker}"'.encode()))
        talk.receive()
        metrics = self.get("/metrics")[2].decode()
        talk.shut()
        self.get(f"/nowhere/{marker}")
        time.sleep(0.3)
        found = {"metrics": metrics}
        for where, _, files in os.walk(self.folder.name):
            for file in files:
                with open(os.path.join(where, file), "rb") as content:
                    found[file] = content.read().decode("latin-1")
        self.assertIn("foyer.db", found)
        for file, content in found.items():
            for secret in (marker, name, "Markerbrowser"):
                self.assertNotIn(secret, content, file)
            if not file.startswith("foyer.db"):
                self.assertNotIn("127.0.0.1", content, file)


class Ending(Case):
    def test_everybody_is_told_and_the_turn_in_hand_is_answered(self):
        names = [token() for _ in range(20)]
        talks = [self.talk() for _ in names]
        for name, talk in zip(names, talks, strict=True):
            talk.open(name)
        idle = self.server.client(upgrade=False)
        for talk in talks[:10]:
            talk.send(type="say", turn=1, text="just in time")
        began = time.monotonic()
        self.assertEqual(self.server.stop(), 0)
        self.assertLess(time.monotonic() - began, 8)
        retries = set()
        for at, talk in enumerate(talks):
            answers = []
            while not answers or isinstance(answers[-1], dict):
                answers.append(talk.receive())
            self.assertEqual(answers[-1][1][:2], (1012).to_bytes(2, "big"))
            self.assertEqual(answers[-2]["type"], "bye")
            retries.add(answers[-2]["retry_ms"])
            turns = [answer for answer in answers[:-2] if answer["type"] == "turn"]
            self.assertEqual(turns, turns[:1] if at < 10 else [])
            talk.shut()
        self.assertGreater(len(retries), 5, "they come back spread over time")
        self.assertTrue(idle.ends(2))
        idle.shut()
        type(self).server = self.start()
        for at, name in enumerate(names):
            talk = self.talk()
            self.assertEqual(talk.ask(type="resume", token=name)["type"], "resumed")
            self.assertEqual(talk.ask(type="say", turn=1, text="just in time")["turn"], 1)
            talk.shut()


if __name__ == "__main__":
    unittest.main()
