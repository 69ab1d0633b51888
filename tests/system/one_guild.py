#!/usr/bin/env python3
"""One guild alone, with the built program: taken out while people work, checked by programs that are not ours, brought into another installation
without touching anybody there, spoilt in every way, erased, brought back, and erased again after an older backup was brought back.
"""
import base64
import hashlib
import json
import quopri
import re
import shutil
import subprocess
import sys
import threading
import time

from backups import expect, flip, identity, readable
from guildhall import ROOT, Client, Server, as_user

CUSTOMER = "Zyzzyva Fine Instruments"
NOBODY = "00000000-0000-0000-0000-000000000000"
TRAIL = {"guild.audit_events", "platform.audit_heads"}
STAYS = {"platform.audit_events", "platform.erasures"}  # that a guild was there and was erased, by its id


def query(server, statement):
    """Lines of what PostgreSQL answers its superuser."""
    url = server.database_url().replace("user=guildhall_app", "user=postgres")
    return subprocess.run(as_user(server.user, ["psql", "-X", "-A", "-t", "-q", "-d", url, "-c", statement]), check=True, cwd="/",
                          stdout=subprocess.PIPE, text=True).stdout.splitlines()


def tables(server):
    """All but where the server keeps what it does by itself, whoever works meanwhile: how far it has looked, and what it found."""
    return query(server, "select schemaname || '.' || tablename from pg_tables where schemaname in ('guild', 'platform') "
                 "and tablename not in ('alert_progress', 'examinations')")


def rows_without(server, *words):
    """Of each table the rows that name none of these words, as a set of digests."""
    unlike = " and ".join(f"t::text not like '%{word}%'" for word in words)
    return {table: set(query(server, f"select sha256(convert_to(t::text, 'UTF8')) from {table} t where {unlike}")) for table in tables(server)}


def tables_naming(server, word):
    return {table for table in tables(server) if query(server, f"select 1 from {table} t where t::text ilike '%{word}%' limit 1")}


def files_naming(server, word):
    """Files of the data folder that hold a word, without PostgreSQL's own and the list that the samples' passwords stand in."""
    found = []
    for path in server.data.rglob("*"):
        if path.is_file() and "pg15" not in path.parts and path.name != "demo-accounts.json" and word.encode() in path.read_bytes() + path.name.encode():
            found.append(path.name)
    return found


def administrator_of(server, guild_name):
    return next(each for each in server.accounts() if each["role"] == "guild" and each["guild"] == guild_name)


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
    status, note = client.request("POST", f"/customers/{customer['id']}/notes", {"body": "Rings twice — 二度"})
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


def take_out(server, guild, path):
    said = server.run("export", "guild", guild, "--to", str(path)).stdout
    expect(f"{path.name}: {said.strip()}", "was taken out" in said)
    return said


def unpacked(server, archive, name):
    folder = server.folder / name
    folder.mkdir()
    subprocess.run(["tar", "--extract", "--file", str(archive), "--directory", str(folder)], check=True)
    return readable(server, folder)


def lines_of(folder, table):
    return (folder / "rows" / f"{table}.jsonl").read_text().splitlines()


def public_key(folder):
    return base64.b64decode((folder / "signing-key.pem").read_text().split("\n")[1])[-32:].hex()


def check_readable(folder):
    """By programs that know nothing of Guildhall."""
    done = subprocess.run(["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"], cwd=folder)
    expect("sha256sum finds all files as they were", done.returncode == 0)
    done = subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "signing-key.pem", "-rawin", "-in", "manifest.json", "-sigfile",
                           "manifest.sig"], cwd=folder, stdout=subprocess.PIPE, text=True)
    expect("openssl finds the manifest signed", done.returncode == 0, done.stdout)
    done = subprocess.run(["node", str(ROOT / "tools/verify_audit.mjs"), str(folder / "trail.jsonl")], stdout=subprocess.PIPE, text=True)
    expect("the independent verifier finds the trail whole", done.returncode == 0, done.stdout)
    manifest = json.loads((folder / "manifest.json").read_text())
    for part in manifest["tables"]:
        lines = lines_of(folder, part["table"])
        total = sum(int.from_bytes(hashlib.sha256(line.encode()).digest(), "big") for line in lines) % 2**256
        if len(lines) != part["rows"] or f"{total:064x}" != part["sum"] or any(sorted(json.loads(line)) != sorted(part["columns"]) for line in lines):
            expect(f"{part['table']} is what the manifest says", False, part)
    expect(f"{len(manifest['tables'])} tables are what the manifest says, summed up by another program", True)
    entries = [json.loads(line)["entry"]["seq"] for line in (folder / "trail.jsonl").read_text().splitlines() if line.startswith('{"entry"')]
    expect("trail and rows are of one moment", len(entries) == len(lines_of(folder, "guild.audit_events")))
    return manifest


def check_no_secrets(server, folder, account):
    text = "".join(path.read_text(errors="replace") for path in folder.rglob("*") if path.is_file() and path.suffix != ".sig")
    for column in ("password_hash", "totp_secret"):
        for secret in query(server, f"select {column} from platform.accounts where {column} is not null"):
            if secret.removeprefix("\\x") in text:
                expect(f"no {column} is in it", False)
    expect("no password and no second factor is in it", "$2b$" not in text and account["password"] not in text)


def brought(server, archive, key, code, *more):
    owner = next(each for each in server.accounts() if each["role"] == "access_owner")
    words = [] if key is None else ["--key", key]
    done = server.run("import", "guild", str(archive), "--owner", owner["email"], *words, *more, check=False)
    if done.returncode != code:
        expect(f"bringing {archive} in ends with {code}", False, done.stdout)
    return done.stdout


def check_spoilt(server, folder, key):
    """Each file of an archive with one byte changed, missing, and one too many: nothing of it comes in."""
    before = rows_without(server, "no such word")
    files = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.stat().st_size > 0)
    spoilt = server.folder / "spoilt"
    for name in files:
        shutil.copytree(folder, spoilt)
        flip(spoilt / name, 0.5)
        readable(server, spoilt)
        brought(server, spoilt, key, 1)
        (spoilt / name).unlink()
        brought(server, spoilt, key, 1)
        shutil.rmtree(spoilt)
    expect(f"one flipped byte, or none left, in each of {len(files)} files is refused", True)
    for name, change in {
        "a row more": lambda: (spoilt / "rows/guild.notes.jsonl").open("a").write("{}\n"),
        "a file more": lambda: (spoilt / "rows/guild.other.jsonl").write_text("{}\n"),
        "a link": lambda: (spoilt / "rows/other").symlink_to("/etc/passwd"),
        "a row, a sum and the file's hash changed to fit": lambda: forge(spoilt),
    }.items():
        shutil.copytree(folder, spoilt)
        change()
        readable(server, spoilt)
        brought(server, spoilt, key, 1)
        shutil.rmtree(spoilt)
        expect(f"{name} is refused", True)
    said = brought(server, folder, None, 1)
    expect("a key that nobody has vouched for is refused", "not of this installation" in said, said)
    said = brought(server, folder, "00" * 32, 1)
    expect("and another one", "signed with the key" in said, said)
    after = rows_without(server, "no such word")
    expect("after all that nothing was changed", after == before, [table for table in after if after[table] != before[table]])


def forge(folder):
    """By somebody who knows the format and has another key."""
    path = folder / "rows/guild.notes.jsonl"
    old = subprocess.run(["sha256sum", str(path)], stdout=subprocess.PIPE, text=True).stdout.split()[0]
    path.write_text(path.read_text().replace("Rings twice", "Rings once"))
    new = subprocess.run(["sha256sum", str(path)], stdout=subprocess.PIPE, text=True).stdout.split()[0]
    for name in ("manifest.json", "SHA256SUMS"):
        (folder / name).write_text((folder / name).read_text().replace(old, new))


def check_rows_equal(folder, again, manifest):
    """What came in, taken out there: the same rows, but for ids of people and of the owner that are others there."""
    there = {json.loads(line)["email"]: json.loads(line)["id"] for line in lines_of(again, "platform.accounts")}
    names = {there[json.loads(line)["email"]]: json.loads(line)["id"] for line in lines_of(folder, "platform.accounts")}
    names[json.loads((again / "manifest.json").read_text())["access_owner_id"]] = manifest["access_owner_id"]
    pattern = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
    renamed = lambda line: pattern.sub(lambda found: names.get(found[0], found[0]), line)
    for part in manifest["tables"]:
        table = part["table"]
        mine, theirs = lines_of(folder, table), lines_of(again, table)
        if table == "guild.audit_events":
            expect("the trail goes on where it was", theirs[:len(mine)] == mine and len(theirs) > len(mine))
        elif table not in ("platform.accounts", "platform.audit_heads"):
            mine, theirs = sorted(mine), sorted(map(renamed, theirs))
            if mine != theirs:
                expect(f"{table} is equal", False, [pair for pair in zip(mine, theirs) if pair[0] != pair[1]][:1])
    expect("every other table is equal there, row by row", True)


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
        expect("with its note", notes["items"][0]["body"] == "Rings twice — 二度", notes)
    status, added = client.request("POST", "/customers", {"name": f"New here by {account['name']}"})
    expect("and adds another one", status == 201, added)


def verified(server, what):
    done = server.run("audit", "verify", check=False)
    expect(f"{what}: every chain is whole, under the checkpoints", done.returncode == 0, done.stdout[-2000:])


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


def erase(server, guild, name, certificate, code=0):
    done = server.run("erase", "guild", guild, "--confirm", name, "--certificate", str(certificate), "--reason", "the contract has ended", check=False)
    expect(f"erasing {guild} ends with {code}", done.returncode == code, done.stdout)
    return done.stdout


def check_certificate(server, path, key):
    said = server.run("erase", "--verify", str(path), "--key", key).stdout
    expect("the certificate is found signed", "Signed with the key" in said, said)
    done = subprocess.run(["node", str(ROOT / "tools/verify_audit.mjs"), "--key", key, str(path)], stdout=subprocess.PIPE, text=True)
    expect("by the independent verifier too", done.returncode == 0 and "erased" in done.stdout, done.stdout)
    forged = path.parent / "forged.json"
    forged.write_text(path.read_text().replace("the contract has ended", "it was asked for today"))
    readable(server, forged)
    done = server.run("erase", "--verify", str(forged), "--key", key, check=False)
    expect("one that was changed is not", done.returncode == 6, done.stdout)
    done = subprocess.run(["node", str(ROOT / "tools/verify_audit.mjs"), "--key", key, str(forged)], stdout=subprocess.PIPE, text=True)
    expect("by neither of them", done.returncode == 6, done.stdout)


def check_gone(server, guild, words):
    left = tables_naming(server, guild)
    expect("no row names the guild, but those that say it was erased", left == STAYS, left)
    said = query(server, f"select count(*) from platform.audit_events where (payload::text like '%{guild}%' or object = 'guilds/{guild}') "
                         f"and payload is not null and action <> 'guilds.erased'")
    expect("and the platform's trail only by its id", said == ["0"], said)
    for word in words:
        expect(f"nothing holds {word}", tables_naming(server, word) == set() and files_naming(server, word) == [],
               (tables_naming(server, word), files_naming(server, word)))


def check_erased(server, administrator, newcomer, export_id, key, folder):
    guild, name = administrator["guild_id"], administrator["guild"]
    certificate = server.folder / "out" / "certificate.json"
    # nowhere but here, so that they can be looked for everywhere
    words = [CUSTOMER, "Rings twice", newcomer["email"], newcomer["name"], export_id, administrator["email"]]
    said = erase(server, guild, "Another name", certificate, 1)
    expect("the wrong name erases nothing", "Say --confirm" in said and not certificate.exists(), said)
    others = rows_without(server, guild)
    people = {json.loads(line)["id"] for line in lines_of(folder, "platform.accounts")}
    said = erase(server, guild, name, certificate)
    expect("it says what is kept", "Kept: " in said and "Backups hold it" in said, said)
    check_certificate(server, certificate, key)
    check_gone(server, guild, words)
    after = rows_without(server, guild)
    changed = {table: len(others[table] - after[table]) for table in others if others[table] - after[table]}
    # sessions and mails of its people go with them; refusals and the trail's heads move on
    expect("no other company's row is gone", not any(table.startswith("guild.") for table in changed), changed)
    left = query(server, "select id from platform.accounts")
    expect("nobody else's account is gone", len(query(server, "select 1 from platform.accounts")) == len(set(left)) and not people & set(left), left)
    status, answer = Client(server.port).request("POST", "/sessions", {**{part: administrator[part] for part in ("email", "password")}, "kind": "token"})
    expect("its people sign in no more", status == 401, answer)
    other = administrator_of(server, "Casa Verde")
    status, answer = Client(server.port).sign_in(other).request("GET", "/customers")
    expect("the others do", status == 200, answer)
    verified(server, "where it was erased")
    return certificate


def check_back(server, archive, administrator, key, certificate):
    """What was taken out comes back where it was, and goes once more."""
    guild = administrator["guild_id"]
    said = brought(server, archive, None, 0)
    expect("an archive of one's own comes in without a key", "all as they were taken out" in said, said)
    verified(server, "where it came back")
    erase(server, guild, administrator["guild"], certificate.with_name("again.json"))
    verified(server, "where it went once more")


def check_restored(server, backup, key, keys_key, guild, copies):
    """The list of erasures that stands beside the checkpoints' copy is followed; without it that is said, and it can be followed later."""
    for name, with_copy in (("with", True), ("without", False)):
        elsewhere = Server(settings={"GUILDHALL_CHECKPOINT_COPY": str(copies / "checkpoints.jsonl")} if with_copy else {})
        try:
            shutil.copytree(backup, elsewhere.folder / "backups" / backup.name)
            readable(elsewhere, elsewhere.folder / "backups")
            done = elsewhere.run("restore", str(elsewhere.folder / "backups" / backup.name), "--identity", str(key), "--keys-identity", str(keys_key),
                                 check=False)
            expect(f"the older backup is brought back, {name} the list", done.returncode == 0, done.stdout)
            if with_copy:
                expect("what was erased since is erased again", "2 erasures were done again" in done.stdout, done.stdout)
            else:
                expect("it says what it does not know", "Nothing says what was erased since" in done.stdout, done.stdout)
                shutil.copy(copies / "erasures.jsonl", elsewhere.folder / "erasures.jsonl")
                forged = elsewhere.folder / "forged.jsonl"
                forged.write_text((copies / "erasures.jsonl").read_text().replace(guild, administrator_of(server, "Casa Verde")["guild_id"]))
                readable(elsewhere, elsewhere.folder / "forged.jsonl")
                readable(elsewhere, elsewhere.folder / "erasures.jsonl")
                done = elsewhere.run("erase", "--again", str(forged), check=False)
                expect("a list that nobody signed is not followed", done.returncode == 1 and "0 were done again" in done.stdout, done.stdout)
                done = elsewhere.run("erase", "--again", str(elsewhere.folder / "erasures.jsonl"))
                expect("the right one is", "2 were done again" in done.stdout, done.stdout)
            elsewhere.start()
            elsewhere.wait_until_ready()
            check_gone(elsewhere, guild, [CUSTOMER, "Rings twice"])
            expect("the other companies are there", len(query(elsewhere, "select 1 from platform.guilds")) == len(query(server, "select 1 from platform.guilds")))
            expect("the list is kept", (elsewhere.data / "erasures.jsonl").read_text() == (copies / "erasures.jsonl").read_text())
        finally:
            elsewhere.close()


def settings_of(server):
    for name in ("out", "copies", "backups"):
        (server.folder / name).mkdir()
        readable(server, server.folder / name)
    key, recipient = identity(server.folder, "identity")
    keys_key, keys_recipient = identity(server.folder, "keys-identity")
    server.environment |= {"GUILDHALL_BACKUP_RECIPIENTS": recipient, "GUILDHALL_BACKUP_KEYS_RECIPIENTS": keys_recipient,
                           "GUILDHALL_BACKUP_FOLDER": str(server.folder / "backups"), "GUILDHALL_BACKUP_HOURS": "0",
                           "GUILDHALL_ISOLATION_HOURS": "0",  # by hand alone
                           "GUILDHALL_CHECKPOINT_COPY": str(server.folder / "copies" / "checkpoints.jsonl")}
    return key, keys_key


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
        readable(elsewhere, theirs)
        readable(elsewhere, elsewhere.folder / "one")
        check_brought_in(server, elsewhere, elsewhere.folder / "one", theirs, key, customer, newcomer)

        certificate = check_erased(server, administrator, newcomer, export_id, key, folder)
        check_back(server, archive, administrator, key, certificate)
        check_restored(server, backup, backup_key, keys_key, administrator["guild_id"], server.folder / "copies")
    finally:
        server.close()
        elsewhere.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
