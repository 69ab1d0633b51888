#!/usr/bin/env python3
"""One fault after the other on the built program, while 8 connections write customers and keep a ledger of what was acknowledged.

    tests/system/reliability.py [--times 3] [--quick] [--only WORD…] [--write]

After each: no acknowledged write is lost, none is there twice, the audit trail verifies, nothing answers with anything but an honest error,
no answer takes longer than its deadline, and the server serves again in the stated time. --quick takes those that need neither root nor
patience, once each. --write puts what was seen into docs/reliability.md. A fault that cannot be planted here (some need root) has failed.
"""
import argparse
import sys
import time

from broken_database import cable_pulled, connections_cut, connections_exhausted, page_flipped, slow_database
from broken_machine import certificate_expired, clock_jumps, disk_full, file_disk_full, settings_broken
from broken_processes import database_killed, first_start_killed, killed_while_it_exports, killed_while_it_sends, migration_killed, server_killed, stopped_under_load
from guildhall import ROOT
from ledger import WRITERS, complain, failed

# What breaks, what plants it, within what it serves again, and whether it is quick.
FAULTS = [
    ("kill -9 of the server", server_killed, "5 s", False),
    ("kill -9 of PostgreSQL", database_killed, "10 s", False),
    ("SIGTERM under load", stopped_under_load, "5 s", True),
    ("the disk of the data is full", disk_full, "15 s after there is room", False),
    ("the disk of the files is full, the database's is not", file_disk_full, "at once when there is room", False),
    ("PostgreSQL takes no more connections", connections_exhausted, "10 s after it does", True),
    ("PostgreSQL hears everything two seconds late", slow_database, "10 s after it is over", False),
    ("the network to PostgreSQL is away, also in the middle of a commit", cable_pulled, "15 s after it is back", False),
    ("connections are cut, also in the middle of a commit", connections_cut, "5 s", True),
    ("the server's clock jumps by hours, days and a year, forth and back", clock_jumps, "5 s, after signing in again", False),
    ("killed while it makes its database and migrates", first_start_killed, "60 s", False),
    ("killed while it migrates what a release left, and its PostgreSQL too", migration_killed, "at the next start, migrated or as before", False),
    ("killed while it sends mail", killed_while_it_sends, "every mail comes, none as another one", False),
    ("killed while it makes files", killed_while_it_exports, "made, or told to have failed, within 60 s", True),
    ("a bit of a page is flipped", page_flipped, "told, never handed out", False),
    ("a certificate has ended", certificate_expired, "30 s after there is a new one", False),
    ("settings that are broken, missing or too short", settings_broken, "the start is refused by name", True),
]
OFTEN, VERY_OFTEN = 3, 20  # how often by night: the first two very often


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--times", type=int)
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--only", nargs="*", default=[])
    arguments.add_argument("--write", action="store_true")
    wanted = arguments.parse_args()
    rows = []
    for place, (name, plant, limit, is_quick) in enumerate(FAULTS):
        if (wanted.quick and not is_quick) or (wanted.only and not any(word in name for word in wanted.only)):
            continue
        times = wanted.times or (1 if wanted.quick else VERY_OFTEN if place < 2 else OFTEN)
        before, began = len(failed), time.monotonic()
        try:
            took = plant(times)
        except Exception as error:  # whatever it is, this fault has failed
            complain(f"{name}: {error!r}"[:2000])
            took = None
        print(("ok    " if len(failed) == before else "WRONG ") + name + (f": serving again after {took:.2f} s at most" if took else "") + f" ({time.monotonic() - began:.0f} s)", flush=True)
        rows.append((name, f"{times}", limit, "–" if not took else f"{took:.2f} s", "held" if len(failed) == before else "**did not hold**"))
    if wanted.write:
        lines = ["# What happens when things break", "", f"Written by `tools/faults`: each fault is planted while {WRITERS} connections write and keep a",
                 "ledger. Held means: no acknowledged write lost, none doubled, honest errors (503 with Retry-After), no answer over its deadline, the audit trail whole, and serving again",
                 "in the stated time.", "", "| fault | times | serves again within | seen at most | |", "|---|---|---|---|---|"]
        (ROOT / "docs/reliability.md").write_text("\n".join(lines + [f"| {' | '.join(row)} |" for row in rows]) + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
