"""As much of an IMAP server (RFC 3501) as reading a mailbox needs, over a real socket."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Conversation(socketserver.StreamRequestHandler):
    """LOGIN, SELECT or EXAMINE, UID SEARCH, UID FETCH, LOGOUT."""

    server: "_Imap"

    def handle(self) -> None:
        self.say(b"* OK ready")
        while line := self.rfile.readline():
            tag, _, rest = line.strip().partition(b" ")
            self.server.heard.append(rest.decode())
            words = rest.upper()
            if words.startswith(b"CAPABILITY"):
                self.say(b"* CAPABILITY IMAP4rev1")
            elif words.startswith(b"LOGIN") and b"right" not in rest:
                self.say(tag + b" NO wrong password")
                continue
            elif words.startswith((b"EXAMINE", b"SELECT")):
                self.say(b"* %d EXISTS" % len(self.server.mails))
                self.say(b"* OK [UIDVALIDITY 7] valid")
            elif words.startswith(b"UID SEARCH"):
                uids = b" ".join(b"%d" % n for n in range(1, len(self.server.mails) + 1))
                self.say(b"* SEARCH " + uids)
            elif words.startswith(b"UID FETCH"):
                self.fetch(rest)
            elif words.startswith(b"LOGOUT"):
                self.say(b"* BYE")
                self.say(tag + b" OK bye")
                return
            self.say(tag + b" OK done")

    def fetch(self, rest: bytes) -> None:
        uid = int(rest.split()[2])
        mail = self.server.mails[uid - 1]
        if b"SIZE" in rest:
            self.say(b"* %d FETCH (UID %d RFC822.SIZE %d)" % (uid, uid, len(mail)))
            return
        assert re.search(rb"BODY\.PEEK", rest), "a fetch without PEEK marks the mail as read"
        self.say(b"* %d FETCH (UID %d BODY[]<0> {%d}" % (uid, uid, len(mail)))
        self.wfile.write(mail + b")\r\n")

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


class _Imap(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, mails: list[bytes]) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.mails = mails
        self.heard: list[str] = []


@contextmanager
def imap_server(mails: list[bytes]) -> Iterator[tuple[int, list[str]]]:
    """A server with these mails in INBOX, whose password is "right": its port, and the lines
    it heard."""
    server = _Imap(mails)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield int(server.server_address[1]), server.heard
    server.shutdown()
    server.server_close()
    thread.join()
