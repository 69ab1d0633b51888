#!/usr/bin/env python3
"""One guild alone, with the built program: taken out while people work, checked by programs that are not ours, brought into another installation
without touching anybody there, spoilt in every way, erased, brought back, and erased again after an older backup was brought back.
"""
import json
import quopri
import re
import shutil
import subprocess
import sys
import threading
import time

from guild_archive import brought, check_no_secrets, check_readable, check_rows_equal, check_spoilt, public_key, take_out, unpacked
from guild_erased import check_back, check_erased, check_restored
from guildhall import Client, Server, expect
from installation import administrator_of, rows_without, settings_of, verified

CUSTOMER, NOTE = "Zyzzyva Fine Instruments", "Rings twice"


def person(server, email):
    return next(each for each in server.accounts() if each["email"] == email)


class Load:
    """Somebody of each company who adds customers until they are told to stop."""

    def __init__(self, server, emails):
        self.ended = threading.Event()
        self.added, self.refused = 0, []
        self.threads = [threading.Thread(target=self._work, args=(server, person(server, email))) for email in emails]
        for thread in self.threads:
            thread.start()

    def _work(self, server, account):
        client, number = Client(server.port).sign_in(account), 0
        while not self.ended.is_set():
            number += 1
            status, answer = client.request("POST", "/customers", {"name": f"Load {number} of {account['name']}"})
            if status == 201:
                self.added += 1
            else:
                self.refused.append((status, answer))
            time.sleep(0.01)

    def stop(self):
        self.ended.set()
        for thread in self.threads:
            thread.join()


def fill(server, administrator):
    """What a guild has besides its samples: a customer of its own, a note, a person who is nowhere else, a picture, a file."""
    client = Client(server.port).sign_in(administrator)
    status, customer = client.request("POST", "/customers", {"name": CUSTOMER, "phone": "+49 30 0074321"})
    expect("a customer is added", status == 201, customer)
    status, note = client.request("POST", f"/customers/{customer['id']}/notes", {"body": f"{NOTE} — 二度"})
    expect("and a note", status == 201, note)
    status, spots = client.request("GET", f"/guilds/{administrator['guild_id']}/spots")
    newcomer = {"email": "newcomer@only-here.example", "name": "Nora Newcomer", "password": "a long first password", "can_create_customers": True}
    status, answer = client.request("POST", f"/spots/{spots['items'][0]['id']}/builders", newcomer)
    expect("and somebody who is nowhere else", status == 201, answer)
    status, made = client.request("POST", "/exports", {"kind": "customers", "format": "csv"})
    expect("and a file", status == 202, made)
    path = server.data / "exports" / made["id"]
    for _ in range(100):
        if path.exists():
            break
        time.sleep(0.1)
    expect("which is there", path.exists() and CUSTOMER.encode() in path.read_bytes())
    return customer, newcomer, made["id"]


def reset_by_mail(server, email, password):
    client = Client(server.port)
    status, answer = client.request("POST", "/password-resets", {"email": email})
    expect("a new password is asked for", status == 202, answer)
    for _ in range(150):
        for path in sorted((server.data / "mail").glob("*.eml")) if (server.data / "mail").exists() else []:
            text = quopri.decodestring(path.read_bytes()).decode(errors="replace")
            token = re.search(r"[#?&/=]([A-Za-z0-9_-]{43})\b", text)
            if email in text and token:
                status, answer = client.request("POST", "/password-resets/completion", {"token": token[1], "password": password})
                expect("and set by the link in the mail", status in (200, 201, 204), answer)
                return
        time.sleep(0.1)
    expect("the mail comes", False)


def check_works(server, guild, customer, account):
    """Somebody of the guild signs in there, and works with what they had."""
    client = Client(server.port).sign_in(account)
    place = next(each for each in client.request("GET", "/me")[1]["memberships"] if (each["guild"] or {}).get("id") == guild)
    status, answer = client.request("PUT", "/sessions/current/membership", {"membership_id": place["id"]})
    expect(f"{account['email']} acts in the guild", status in (200, 204), answer)
    if isinstance(answer, dict) and answer.get("access_token"):
        client.token = answer["access_token"]
    if account.get("sees_all", True):
        status, found = client.request("GET", f"/customers/{customer['id']}")
        expect("and finds the customer", status == 200 and found["name"] == CUSTOMER, found)
        status, found = client.request("GET", "/customers?search=zyzzyva")
        expect("also by searching", [each["id"] for each in found["items"]] == [customer["id"]], found)
        status, notes = client.request("GET", f"/customers/{customer['id']}/notes")
        expect("with its note", notes["items"][0]["body"] == f"{NOTE} — 二度", notes)
    status, added = client.request("POST", "/customers", {"name": f"New here by {account['name']}"})
    expect("and adds another one", status == 201, added)


def check_brought_in(server, elsewhere, folder, archive, key, customer, newcomer):
    manifest = json.loads((folder / "manifest.json").read_text())
    guild = manifest["guild_id"]
    check_spoilt(elsewhere, folder, key)
    said = elsewhere.run("import", "guild", str(archive), "--check", "--key", key).stdout
    expect("it is found whole there", "is whole" in said, said)
    before = rows_without(elsewhere, guild)
    said = brought(elsewhere, archive, key, 0)
    expect("it comes in while the server there runs", "all as they were taken out" in said and "1 people came along" in said, said)
    after = rows_without(elsewhere, guild)
    changed = {table: len(before[table] ^ after[table]) for table in before if before[table] != after[table]}
    # platform.audit_heads: the platform's own chain went on; accounts: who came along; alerts of the chains are looked at meanwhile
    expect("nobody else's row changed", before.keys() == after.keys() and all(not table.startswith("guild.") for table in changed)
           and changed.keys() <= {"platform.accounts", "platform.audit_heads", "platform.alert_progress", "platform.sessions"}
           and all(before[table] <= after[table] for table in ("platform.accounts",)), changed)
    said = brought(elsewhere, archive, key, 1)
    expect("a second time it is refused", "is here already" in said, said)
    take_out(elsewhere, guild, elsewhere.folder / "out" / "again")
    check_rows_equal(folder, elsewhere.folder / "out" / "again", manifest)
    expect("its files came along", list((elsewhere.data / "exports").iterdir()))
    check_works(elsewhere, guild, customer, administrator_of(elsewhere, "Northwind Traders"))
    status, answer = Client(elsewhere.port).request("POST", "/sessions", {**{name: newcomer[name] for name in ("email", "password")}, "kind": "token"})
    expect("who came along has no password there", status == 401, answer)
    reset_by_mail(elsewhere, newcomer["email"], "a long second password")
    check_works(elsewhere, guild, customer, {**newcomer, "password": "a long second password", "sees_all": False})
    verified(elsewhere, "where it came in")
    subprocess.run(["rm", "-rf", str(elsewhere.folder / "out" / "again")], check=True)


def main():
    server, elsewhere = Server(), Server()
    try:
        backup_key, keys_key = settings_of(server)
        settings_of(elsewhere)
        for each in (server, elsewhere):
            each.run("demo")
            each.start()
            each.wait_until_ready()
        administrator = administrator_of(server, "Northwind Traders")
        customer, newcomer, export_id = fill(server, administrator)
        server.run("backup")
        [backup] = [each for each in (server.folder / "backups").iterdir() if each.is_dir()]

        load = Load(server, [administrator["email"], administrator_of(server, "Casa Verde")["email"]])
        archive, folder = server.folder / "out" / "one.tar", server.folder / "out" / "one"
        time.sleep(1)
        take_out(server, "Northwind Traders", archive)
        take_out(server, administrator["guild_id"], folder)
        load.stop()
        expect(f"meanwhile {load.added} customers were added, and nobody was refused", load.added > 10 and not load.refused, load.refused[:2])
        check_readable(folder)
        folder = unpacked(server, archive, "unpacked")
        check_readable(folder)
        check_no_secrets(server, folder, administrator)
        key = public_key(folder)
        expect("the key is the one that the installation shows", key in server.run("keys", "list").stdout)
        theirs = elsewhere.folder / "one.tar"
        shutil.copy(archive, theirs)
        shutil.copytree(folder, elsewhere.folder / "one")
        elsewhere.give(theirs)
        elsewhere.give(elsewhere.folder / "one")
        check_brought_in(server, elsewhere, elsewhere.folder / "one", theirs, key, customer, newcomer)

        words = [CUSTOMER, NOTE, newcomer["email"], newcomer["name"], export_id, administrator["email"]]
        certificate = check_erased(server, administrator, folder, key, words)
        check_back(server, archive, administrator, key, certificate)
        check_restored(server, backup, backup_key, keys_key, administrator["guild_id"], server.folder / "copies", [CUSTOMER, NOTE])
    finally:
        server.close()
        elsewhere.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
