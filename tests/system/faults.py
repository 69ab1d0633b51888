#!/usr/bin/env python3
"""Kills the server, its PostgreSQL, and both, while 16 connections write 200 customers a second, and compares a ledger of what was
acknowledged with what is there.

    tests/system/faults.py [--server 20] [--postmaster 5] [--both 5]
"""
import argparse
import csv
import io
import os
import signal
import sys
import threading
import time
import uuid

from guildhall import Client, Server

WRITERS = 16
WRITES_A_SECOND = 200
LIMITS = {"server": 2.0, "postmaster": 10.0, "both": 10.0}


class Writer(threading.Thread):
    """Writes customers of names that are used once; repeats with the same key whatever was not answered."""

    def __init__(self, server, token, number, stopping):
        super().__init__(daemon=True)
        self.client = Client(server.port, token)
        self.number = number
        self.stopping = stopping
        self.acknowledged = {}
        self.repeated = 0
        self.wrong = []

    def run(self):
        count = 0
        pause = WRITERS / WRITES_A_SECOND
        while not self.stopping.is_set():
            began = time.monotonic()
            count += 1
            self.write(f"ledger {self.number}-{count}")
            time.sleep(max(0, pause - (time.monotonic() - began)))

    def write(self, name):
        key = str(uuid.uuid4())
        while True:
            try:
                status, answer = self.client.request("POST", "/customers", {"name": name}, {"Idempotency-Key": key})
            except Exception:
                status, answer = None, None
            if status == 201:
                self.acknowledged[name] = answer["id"]
                return
            if status not in (None, 503):
                self.wrong.append(f"{name}: {status} {answer}")
                return
            if self.stopping.is_set():
                return  # never acknowledged: it may be there or not
            self.repeated += 1
            time.sleep(0.02)


def strike(server, what, probe):
    """Kills, starts again where nobody else does, and says how long it took until a write went through."""
    if what in ("server", "both"):
        if what == "both":
            os.kill(server.postmaster(), signal.SIGKILL)
        server.kill()
        began = time.monotonic()
        server.start()
    else:
        began = time.monotonic()
        os.kill(server.postmaster(), signal.SIGKILL)
        time.sleep(0.05)
    while True:
        try:
            status, _ = probe.request("POST", "/customers", {"name": f"probe {uuid.uuid4()}"})
            if status == 201:
                return time.monotonic() - began
        except OSError:
            pass
        except Exception:
            pass
        if time.monotonic() - began > 60:
            raise RuntimeError("not serving after 60 s:\n" + (server.folder / "log").read_text()[-3000:])
        time.sleep(0.005)


def compare(server, token, writers):
    status, text = Client(server.port, token).request("GET", "/customers/export.csv")
    if status != 200:
        raise RuntimeError(f"export: {status} {text}")
    there = {}
    doubled = []
    for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff"))):
        if row["name"] in there:
            doubled.append(row["name"])
        there[row["name"]] = row["id"]
    lost = [name for writer in writers for name, id_ in writer.acknowledged.items() if there.get(name) != id_]
    doubled = [name for name in doubled if name.startswith("ledger ")]
    return lost, doubled


def main():
    arguments = argparse.ArgumentParser()
    for what, times in (("server", 20), ("postmaster", 5), ("both", 5)):
        arguments.add_argument(f"--{what}", type=int, default=times)
    times = vars(arguments.parse_args())

    server = Server()
    failed = []
    try:
        server.run("demo")
        server.start()
        server.wait_until_ready()
        account = next(each for each in server.accounts() if each["role"] == "guild")
        probe = Client(server.port).sign_in(account)
        stopping = threading.Event()
        writers = [Writer(server, probe.token, number, stopping) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        time.sleep(2)
        for what in ("server", "postmaster", "both"):
            took = []
            for _ in range(times[what]):
                took.append(strike(server, what, probe))
                time.sleep(1.5)
            if took:
                print(f"killed {what} {len(took)} times: serving again after {max(took):.2f} s at most ({sum(took) / len(took):.2f} s on average)", flush=True)
                if max(took) > LIMITS[what]:
                    failed.append(f"{what}: {max(took):.2f} s is over {LIMITS[what]} s")
        time.sleep(1)
        stopping.set()
        for writer in writers:
            writer.join(30)
        lost, doubled = compare(server, probe.token, writers)
        acknowledged = sum(len(writer.acknowledged) for writer in writers)
        print(f"acknowledged {acknowledged}, repeated {sum(writer.repeated for writer in writers)}, lost {len(lost)}, doubled {len(doubled)}")
        failed += [f"lost: {name}" for name in lost[:10]] + [f"doubled: {name}" for name in doubled[:10]]
        failed += [line for writer in writers for line in writer.wrong[:3]]
        if acknowledged < 1000:
            failed.append("too few writes to mean anything")
        verified = server.run("audit", "verify", check=False)
        print(verified.stdout.strip()[-500:])
        if verified.returncode:
            failed.append(f"audit verify ended with {verified.returncode}")
        server.stop()
        failed += [f"left running: {stray}" for stray in server.strays()]
    finally:
        server.close()
    for line in failed:
        print("FAILED", line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
