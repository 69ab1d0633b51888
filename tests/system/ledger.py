"""People who write while something breaks, and the ledger that is held against what is there afterwards."""
import contextlib
import threading
import time
import uuid

from faults import compare
from guildhall import Client, Server

WRITERS = 8
DEADLINE = 16  # seconds: 5 for a connection, 10 for what is asked, and half a one until that is noticed
HONEST = {201, 503, 429}
failed = []


def complain(what):
    print("WRONG " + what, flush=True)
    failed.append(what)


class Writer(threading.Thread):
    """Writes customers of names that are used once; repeats with the same key whatever was not answered with 201."""

    def __init__(self, server, token, number, stopping, account):
        super().__init__(daemon=True)
        self.client, self.number, self.stopping, self.account = Client(server.port, token), number, stopping, account
        self.acknowledged, self.wrong, self.slowest, self.refused = {}, [], 0, 0

    def run(self):
        count = 0
        while not self.stopping.is_set():
            count += 1
            self.write(f"ledger {self.number}-{count}")
            time.sleep(0.02)

    def sign_in_again(self):
        try:
            self.client.token = None
            self.client.sign_in(self.account)
        except Exception:
            time.sleep(0.2)

    def write(self, name):
        key = str(uuid.uuid4())
        while True:
            began = time.monotonic()
            try:
                status, answer = self.client.request("POST", "/customers", {"name": name}, {"Idempotency-Key": key})
            except Exception:
                status, answer = None, None
            self.slowest = max(self.slowest, time.monotonic() - began)
            if status == 201:
                self.acknowledged[name] = answer["id"]
                return
            self.refused += 1
            if status == 401 and self.account:
                self.sign_in_again()
                continue
            if status is not None and status not in HONEST:
                self.wrong.append(f"{name}: {status} {answer}")
            if self.stopping.is_set():
                return  # never acknowledged: it may be there or not
            time.sleep(0.05)


@contextlib.contextmanager
def installation(folder=None, server=None, sample=()):
    """The sample companies on a server that runs; one that is given is not closed."""
    own, server = server is None, server or Server(folder)
    try:
        server.run("demo", *sample)
        server.start()
        server.wait_until_ready()
        yield server
    finally:
        server.close() if own else server.stop()


@contextlib.contextmanager
def ledger(server, renewing=False, deadline=DEADLINE, at_least=20):
    """People who write meanwhile; at the end their ledger is held against what is there. renewing: they sign in again when they are told to."""
    account = next(each for each in server.accounts() if each["role"] == "guild")
    token = Client(server.port).sign_in(account).token
    stopping = threading.Event()
    writers = [Writer(server, token, number, stopping, account if renewing else None) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    time.sleep(1)
    try:
        yield token
        time.sleep(1)
    finally:
        stopping.set()
        for writer in writers:
            writer.join(30)
    lost, doubled = compare(server, Client(server.port).sign_in(account).token, writers)
    acknowledged = sum(len(writer.acknowledged) for writer in writers)
    for what, names in (("lost", lost), ("doubled", doubled), ("answered dishonestly", [line for writer in writers for line in writer.wrong])):
        if names:
            complain(f"{what}: {names[:3]}")
    slowest = max(writer.slowest for writer in writers)
    if slowest > deadline:
        complain(f"an answer took {slowest:.1f} s")
    if acknowledged < at_least:
        complain(f"only {acknowledged} writes were acknowledged")
    verified = server.run("audit", "verify", check=False)
    if verified.returncode:
        complain(f"audit verify ended with {verified.returncode}: {verified.stdout[-300:]}")
    print(f"      acknowledged {acknowledged}, refused for now {sum(writer.refused for writer in writers)}, slowest {slowest:.2f} s", flush=True)


def serving_again(server, token, began, within, account=None):
    """How long after `began` a write goes through; with an account it signs in first."""
    probe = Client(server.port, token)
    while True:
        try:
            if account:
                probe.sign_in(account)
            if probe.request("POST", "/customers", {"name": f"probe {uuid.uuid4()}"})[0] == 201:
                break
        except Exception:
            pass
        if time.monotonic() - began > 60:
            complain("not serving after 60 s")
            break
        time.sleep(0.01)
    took = time.monotonic() - began
    if took > within:
        complain(f"serving again after {took:.1f} s, and not within {within} s")
    return took


