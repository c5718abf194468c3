# rfc6455.py - our own cases, written from RFC 6455, over raw sockets against foyer-echo: every one passes, none is merely
# tolerated. Usage: python3 rfc6455.py PATH-TO-foyer-echo
import os
import random
import time
import unittest

from wire import BINARY, CLOSE, CONTINUE, PING, PONG, TEXT, Gone, Program, close_frame, frame, program_argument

ECHO = program_argument("foyer-echo")
SEED = int(os.environ.get("FOYER_SEED", "6455"))


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Program(ECHO, 0, "--max", 1_000_000)

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def setUp(self):
        self.client = self.server.client()
        self.assertEqual(self.client.status, 101)

    def tearDown(self):
        self.client.shut()

    def fails_with(self, code, *data, chop=None):
        client = self.server.client()
        for piece in data:
            client.send(piece, chop)
        self.assertEqual(client.close_code(), code)
        self.assertTrue(client.ends(), "the server hangs up")
        client.shut()

    def echoes(self, client=None):
        client = client or self.client
        client.send(frame(TEXT, b"still here"))
        self.assertEqual(client.receive(), (TEXT, b"still here"))


class Messages(Case):
    def test_every_length_form_in_every_chop(self):
        for size in (0, 1, 125, 126, 127, 128, 65535, 65536, 200_000):
            for opcode in (TEXT, BINARY):
                payload = bytes(97 + at % 26 for at in range(size)) if opcode == TEXT else os.urandom(size)
                for chop in (1, 7, None):
                    if chop and size > 1000 and chop == 1:
                        chop = 997
                    with self.subTest(size=size, opcode=opcode, chop=chop):
                        self.client.send(frame(opcode, payload), chop)
                        self.assertEqual(self.client.receive(), (opcode, payload))

    def test_many_messages_in_one_packet_come_back_in_order(self):
        self.client.send(b"".join(frame(TEXT, str(at).encode()) for at in range(500)))
        for at in range(500):
            self.assertEqual(self.client.receive(), (TEXT, str(at).encode()))

    def test_fragments_are_put_together(self):
        for pieces in ([b"a", b"b"], [b"", b"", b""], [b"x" * 126, b"", b"y" * 70_000]):
            data = b"".join(frame(BINARY if at == 0 else CONTINUE, piece, fin=at == len(pieces) - 1)
                            for at, piece in enumerate(pieces))
            for chop in (None, 3 if len(data) < 1000 else 1001):
                with self.subTest(pieces=len(pieces), chop=chop):
                    self.client.send(data, chop)
                    self.assertEqual(self.client.receive(), (BINARY, b"".join(pieces)))

    def test_a_message_of_a_thousand_fragments(self):
        data = b"".join(frame(TEXT if at == 0 else CONTINUE, b"z", fin=at == 999) for at in range(1000))
        self.client.send(data)
        self.assertEqual(self.client.receive(), (TEXT, b"z" * 1000))

    def test_over_the_limit_is_1009_from_the_header_alone(self):
        self.fails_with(1009, frame(BINARY, b"", length=1_000_001))
        self.fails_with(1009, frame(BINARY, b"", length=1 << 30))
        self.fails_with(1009, frame(BINARY, b"x" * 600_000, fin=False), frame(CONTINUE, b"x" * 600_000))

    def test_exactly_the_limit_is_taken(self):
        payload = os.urandom(1_000_000)
        self.client.send(frame(BINARY, payload))
        self.assertEqual(self.client.receive(), (BINARY, payload))


class Control(Case):
    def test_ping_is_answered_with_its_payload(self):
        for payload in (b"", b"p", bytes(range(125))):
            for chop in (None, 1):
                self.client.send(frame(PING, payload), chop)
                self.assertEqual(self.client.receive(), (PONG, payload))

    def test_ten_pings_get_ten_pongs(self):
        self.client.send(b"".join(frame(PING, bytes([at])) for at in range(10)))
        for at in range(10):
            self.assertEqual(self.client.receive(), (PONG, bytes([at])))

    def test_a_pong_nobody_asked_for_is_ignored(self):
        self.client.send(frame(PONG) + frame(PONG, b"unasked"))
        self.echoes()

    def test_ping_between_fragments_is_answered_at_once(self):
        self.client.send(frame(TEXT, b"one ", fin=False) + frame(PING, b"between"))
        self.assertEqual(self.client.receive(), (PONG, b"between"))
        self.client.send(frame(CONTINUE, b"two"))
        self.assertEqual(self.client.receive(), (TEXT, b"one two"))

    def test_control_frames_too_long_or_fragmented_are_1002(self):
        for opcode in (PING, PONG, CLOSE):
            with self.subTest(opcode=opcode):
                self.fails_with(1002, frame(opcode, b"x" * 126))
                self.fails_with(1002, frame(opcode, b"x", fin=False))


class Faults(Case):
    def test_reserved_bits_are_1002(self):
        for rsv in range(1, 8):
            for opcode in (TEXT, BINARY, PING, CLOSE):
                with self.subTest(rsv=rsv, opcode=opcode):
                    self.fails_with(1002, frame(opcode, b"", rsv=rsv))

    def test_unknown_opcodes_are_1002(self):
        for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15):
            with self.subTest(opcode=opcode):
                self.fails_with(1002, frame(opcode, b""))
                self.fails_with(1002, frame(opcode, b"payload"), chop=1)

    def test_an_unmasked_frame_is_1002(self):
        self.fails_with(1002, frame(TEXT, b"hello", masked=False))
        self.fails_with(1002, frame(PING, b"", masked=False))

    def test_fragments_out_of_order_are_1002(self):
        self.fails_with(1002, frame(CONTINUE, b"nothing to continue"))
        self.fails_with(1002, frame(CONTINUE, b"nothing to continue", fin=False))
        self.fails_with(1002, frame(TEXT, b"a", fin=False), frame(TEXT, b"b"))
        self.fails_with(1002, frame(TEXT, b"a", fin=False), frame(BINARY, b"b"))

    def test_a_whole_message_before_a_fault_is_still_answered(self):
        client = self.server.client()
        client.send(frame(TEXT, b"first") + frame(TEXT, b"x", rsv=1))
        self.assertEqual(client.receive(), (TEXT, b"first"))
        self.assertEqual(client.close_code(), 1002)
        client.shut()

    def test_a_length_with_its_top_bit_set_is_refused(self):
        client = self.server.client()
        client.send(b"\x82\xff" + b"\xff" * 8 + b"\0\0\0\0")
        self.assertIn(client.close_code(), (1002, 1009))
        client.shut()

    def test_a_length_in_a_longer_form_than_needed_is_1002(self):
        self.fails_with(1002, b"\x82\xfe\x00\x05" + b"\0\0\0\0" + b"short")
        self.fails_with(1002, b"\x82\xff" + (5).to_bytes(8, "big") + b"\0\0\0\0" + b"short")


class Utf8(Case):
    GOOD = ["", "plain", "κόσμε", "ñ á ü", "\u0000", "\u007f\u0080\u07ff\u0800\ud7ff\ue000\ufffd\uffff", "\U00010000\U0010ffff", "👩‍👩‍👧"]
    BAD = {
        "lone continuation": b"\x80",
        "overlong slash, 2": b"\xc0\xaf",
        "overlong, 2": b"\xc1\xbf",
        "overlong, 3": b"\xe0\x80\xaf",
        "overlong, 4": b"\xf0\x80\x80\xaf",
        "surrogate, low": b"\xed\xa0\x80",
        "surrogate, high": b"\xed\xbf\xbf",
        "beyond U+10FFFF": b"\xf4\x90\x80\x80",
        "five bytes": b"\xf8\x88\x80\x80\x80",
        "six bytes": b"\xfc\x84\x80\x80\x80\x80",
        "FE": b"\xfe",
        "FF": b"\xff",
        "broken in the middle": b"\xe2\x28\xa1",
        "truncated at the end": b"abc\xe2\x82",
    }

    def test_good_text_comes_back_whole_or_chopped_or_split_between_bytes(self):
        for text in self.GOOD:
            data = text.encode()
            with self.subTest(text=text):
                for chop in (None, 1):
                    self.client.send(frame(TEXT, data), chop)
                    self.assertEqual(self.client.receive(), (TEXT, data))
                for at in range(len(data) + 1):
                    self.client.send(frame(TEXT, data[:at], fin=False) + frame(CONTINUE, data[at:]))
                    self.assertEqual(self.client.receive(), (TEXT, data))

    def test_a_code_point_split_over_many_frames_with_pings_between(self):
        data = "\U0010ffff".encode()
        for at, byte in enumerate(data):
            self.client.send(frame(TEXT if at == 0 else CONTINUE, bytes([byte]), fin=at == 3) + frame(PING, bytes([at])))
        answers = [self.client.receive() for _ in range(5)]
        self.assertEqual(answers[3:], [(TEXT, data), (PONG, b"\x03")])

    def test_bad_text_is_1007(self):
        for why, data in self.BAD.items():
            for chop in (None, 1):
                with self.subTest(why=why, chop=chop):
                    self.fails_with(1007, frame(TEXT, b"good so far " + data), chop=chop)

    def test_it_fails_on_the_first_bad_byte_not_at_the_end_of_the_message(self):
        for why, data in self.BAD.items():
            if why == "truncated at the end":
                continue
            with self.subTest(why=why):
                # The rest of the frame, then the rest of the message, never comes.
                self.fails_with(1007, frame(TEXT, b"good " + data, length=5000))
                self.fails_with(1007, frame(TEXT, b"good " + data, fin=False))

    def test_bad_text_is_fine_as_binary(self):
        for data in self.BAD.values():
            self.client.send(frame(BINARY, data))
            self.assertEqual(self.client.receive(), (BINARY, data))


class Closing(Case):
    def closes(self, sent, expected):
        client = self.server.client()
        client.send(sent)
        self.assertEqual(client.close_code(), expected)
        self.assertTrue(client.ends(), "the server hangs up first (RFC 6455, 7.1.1)")
        client.shut()

    def test_an_empty_close_and_one_with_a_reason_are_answered(self):
        client = self.server.client()
        client.send(close_frame())
        self.assertIn(client.close_code(), (None, 1000))
        self.assertTrue(client.ends())
        client.shut()
        self.closes(close_frame(1000, b"goodbye"), 1000)
        self.closes(close_frame(1000, b"r" * 123), 1000)

    def test_malformed_closes_are_1002(self):
        self.closes(frame(CLOSE, b"\x03"), 1002)
        self.closes(close_frame(1000, b"r" * 124), 1002)

    def test_a_reason_that_is_not_utf8_is_1007(self):
        for data in (b"\xff", b"caf\xe9", b"\xed\xa0\x80", b"ok \xe2\x82"):
            with self.subTest(data=data):
                self.closes(close_frame(1000, data), 1007)

    def test_codes_that_may_be_sent_are_answered_in_kind(self):
        for code in (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999):
            with self.subTest(code=code):
                self.closes(close_frame(code), code)

    def test_codes_that_may_not_be_sent_are_1002(self):
        for code in (0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535):
            with self.subTest(code=code):
                self.closes(close_frame(code), 1002)

    def test_nothing_after_a_close_is_answered(self):
        for extra in (frame(TEXT, b"more"), frame(PING, b"more"), close_frame(1001)):
            client = self.server.client()
            client.send(close_frame(1000) + extra)
            self.assertEqual(client.receive(), (CLOSE, b"\x03\xe8"))
            self.assertTrue(client.ends())
            client.shut()

    def test_a_close_in_the_middle_of_a_message_is_answered(self):
        client = self.server.client()
        client.send(frame(TEXT, b"half", fin=False) + close_frame(1000))
        self.assertEqual(client.close_code(), 1000)
        client.shut()


class Handshake(Case):
    def answer(self, *lines):
        client = self.server.client(upgrade=False)
        client.send("\r\n".join([*lines, "", ""]).encode("latin-1"))
        head = client.read_head()
        client.shut()
        return int(head.split(b" ")[1]), head

    def test_the_key_of_the_rfc_gets_its_accept(self):
        status, head = self.answer("GET /chat HTTP/1.1", "Host: server.example.com", "Upgrade: websocket",
                                   "Connection: keep-alive, Upgrade", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                                   "Sec-WebSocket-Version: 13")
        self.assertEqual(status, 101)
        self.assertIn(b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", head)

    def test_wrong_version_or_key_is_refused(self):
        base = ["GET / HTTP/1.1", "Host: x", "Upgrade: websocket", "Connection: Upgrade"]
        status, head = self.answer(*base, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 12")
        self.assertIn(status, (400, 426))
        self.assertIn(b"13", head)
        self.assertEqual(self.answer(*base, "Sec-WebSocket-Version: 13")[0], 400)
        self.assertEqual(self.answer(*base, "Sec-WebSocket-Key: short", "Sec-WebSocket-Version: 13")[0], 400)

    def test_frames_before_the_answer_are_refused(self):
        client = self.server.client(upgrade=False)
        client.send(b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n" + frame(TEXT, b"hasty"))
        self.assertTrue(client.read_head().startswith(b"HTTP/1.1 400"))
        client.shut()

    def test_a_large_head_that_is_within_the_limit_is_taken(self):
        client = self.server.client(headers=["Cookie: " + "c" * 6000])
        self.assertEqual(client.status, 101)
        self.echoes(client)
        client.shut()

    def test_nothing_that_was_offered_is_agreed_on(self):
        client = self.server.client(protocol="chat, superchat", headers=["Sec-WebSocket-Extensions: permessage-deflate"])
        self.assertNotIn(b"sec-websocket-protocol", client.response.lower())
        self.assertNotIn(b"sec-websocket-extensions", client.response.lower())
        self.echoes(client)
        client.shut()


class Mutations(Case):
    """Whatever bytes come, the server answers by the rules or hangs up, and serves everybody else."""

    def test_seeded_mutations(self):
        chance = random.Random(SEED)
        seeds = [frame(TEXT, b"hello"), frame(BINARY, os.urandom(300)), frame(PING, b"p"), close_frame(1000, b"bye"),
                 frame(TEXT, b"a", fin=False) + frame(CONTINUE, "é".encode()), frame(TEXT, "👩‍👧".encode() * 50)]
        for number in range(int(os.environ.get("FOYER_MUTATIONS", "400"))):
            data = bytearray(b"".join(chance.choices(seeds, k=chance.randint(1, 4))))
            for _ in range(chance.randint(1, 6)):
                at = chance.randrange(len(data))
                act = chance.randrange(4)
                if act == 0:
                    data[at] ^= 1 << chance.randrange(8)
                elif act == 1:
                    data[at] = chance.randrange(256)
                elif act == 2:
                    del data[at : at + chance.randint(1, 8)]
                    data = data or bytearray(b"\0")
                else:
                    data[at:at] = os.urandom(chance.randint(1, 8))
            client = self.server.client()
            with self.subTest(number=number, data=bytes(data).hex()):
                try:
                    client.send(bytes(data))
                    client.socket.settimeout(0.02)
                    while True:
                        opcode, _ = client.receive()
                        self.assertIn(opcode, (TEXT, BINARY, CLOSE, PONG))
                        if opcode == CLOSE:
                            break
                except (Gone, TimeoutError, ConnectionError):
                    pass
            client.shut()
        self.echoes()
        time.sleep(0.5)
        self.assertIsNone(self.server.process.poll(), "the server lives")


if __name__ == "__main__":
    unittest.main()
