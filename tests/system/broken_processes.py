"""Faults of processes: killed, stopped, killed again while they start, and while they send mail and make files."""
import os
import random
import signal
import subprocess
import sys
import time

from guildhall import ROOT, Client, Server, free_port
from ledger import complain, installation, ledger, serving_again


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


def mails_in(folder):
    """Message-IDs of each address, with how often they came."""
    found = {}
    for path in folder.glob("*.eml"):
        head = path.read_text(errors="replace").split("\r\n\r\n")[0].splitlines()
        field = lambda name: next(line.split(":", 1)[1].strip() for line in head if line.lower().startswith(name + ":"))
        found.setdefault(field("x-recipient"), []).append(field("message-id"))
    return found


def killed_while_it_sends(times):
    """What was in hand when it was killed is due again five minutes later (decisions/0009), here at once."""
    with installation() as server:
        folder = server.folder / "mails"
        folder.mkdir()
        port = free_port()
        sink = subprocess.Popen([sys.executable, str(ROOT / "tools/mail_sink"), str(port), str(folder)])
        try:
            server.stop()
            server.environment |= {"GUILDHALL_SMTP_URL": f"smtp://127.0.0.1:{port}", "GUILDHALL_MAIL_FROM": "Guildhall <crm@example.com>"}
            server.start()
            server.wait_until_ready()
            administrator = next(each for each in server.accounts() if each["role"] == "guild")
            invited = set()
            for kill in range(times):
                client = Client(server.port).sign_in(administrator)
                for number in range(20):
                    email = f"new{kill}-{number}@example.com"
                    status, answer = client.request("POST", f"/guilds/{administrator['guild_id']}/administrators", {"name": "New Person", "email": email})
                    if status not in (201, 202):
                        complain(f"inviting: {status} {answer}")
                    invited.add(email)
                time.sleep(random.uniform(0, 0.3))
                server.kill()
                server.start()
                server.wait_until_ready()
            end = time.monotonic() + 60
            while not invited <= set(mails_in(folder)) and time.monotonic() < end:
                server.sql("update platform.outbox set due_at = now() where ended_at is null")
                time.sleep(1)
            mails = mails_in(folder)
            if missing := invited - set(mails):
                complain(f"{len(missing)} mails never came: {sorted(missing)[:3]}")
            if twice := [email for email in invited if len(set(mails.get(email, []))) > 1]:
                complain(f"sent anew and not again, with another Message-ID: {twice[:3]}")
        finally:
            sink.terminate()
            sink.wait()
    return 0


def killed_while_it_exports(times):
    with installation(sample=("--customers", "20000", "--guilds", "1", "--seed", "5")) as server:
        administrator = next(each for each in server.accounts() if each["role"] == "guild")
        for _ in range(times):
            status, made = Client(server.port).sign_in(administrator).request("POST", "/exports", {"kind": "customers", "format": "xlsx"})
            if status != 202:
                complain(f"an export was not begun: {status} {made}")
                continue
            time.sleep(random.uniform(0.05, 0.4))
            server.kill()
            server.start()
            server.wait_until_ready()
            check_export(Client(server.port).sign_in(administrator), made["id"])
    return 0


def check_export(client, export):
    """Whole, or told to have failed, within a minute."""
    end = time.monotonic() + 60
    while True:
        status, now = client.request("GET", f"/exports/{export}")
        if status == 200 and now["state"] != "running":
            break
        if time.monotonic() > end:
            return complain(f"an export was left as it was: {status} {now}")
        time.sleep(0.2)
    if now["state"] == "done":
        status, _ = client.request("GET", f"/exports/{export}/file")
        if status != 200:
            complain(f"an export that is done has no file: {status}")


def migration_killed(times):
    """tests/system/upgrade.py kills the program and its PostgreSQL ten times while what a release left is migrated, each time it is run."""
    for _ in range(times):
        done = subprocess.run([sys.executable, str(ROOT / "tests/system/upgrade.py")], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            complain(f"killed while it migrates: {done.stdout[-2000:]}")
