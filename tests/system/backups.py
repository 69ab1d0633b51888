#!/usr/bin/env python3
"""Backups of the built program: one is made while people work, proven, spoilt in every way, and brought back on a machine that has nothing
but the backup and the identity that opens it.
"""
import json
import re
import shutil
import stat
import subprocess
import sys

from another_postgres import AnotherPostgres
from guildhall import Client, Server, as_user, expect, identity

CUSTOMER = "Zyzzyva Fine Instruments"


def copy_of(server, backup, name):
    copy = server.folder / name / backup.name
    shutil.copytree(backup, copy)
    server.give(copy.parent)
    return copy


def everything(server, accounts):
    """What every company would take along: each guild's customers as its administrator exports them, and its audit trail."""
    found = {}
    for account in accounts:
        if account["role"] != "guild":
            continue
        client = Client(server.port).sign_in(account)
        for path in ("/customers/export.csv", "/contacts?limit=200&sort=name", "/estimates?limit=200"):
            status, answer = client.request("GET", path)
            expect(f"{path} of {account['guild_id']}", status == 200, answer)
            found[account["guild_id"], path] = json.dumps(answer, sort_keys=True) if isinstance(answer, dict) else answer
    return found


def trail(server, guild):
    """Its entries, without what an export says of itself."""
    lines = server.run("audit", "export", "--guild", guild).stdout.splitlines()
    return [line for line in lines if line.startswith('{"entry"')]


def proof(server, backup, key, code, *more):
    done = server.run("restore", "--verify", str(backup), "--identity", str(key), *more, check=False)
    expect(f"the proof of {backup.parent.name}/{backup.name} ends with {code}", done.returncode == code, done.stdout[-2000:])
    return done.stdout


def flip(path, where):
    bytes_ = bytearray(path.read_bytes())
    bytes_[int(len(bytes_) * where)] ^= 1
    path.write_bytes(bytes_)


def check_nothing_leaks(server, backup, other):
    expect("nobody else reads the backup", all(stat.S_IMODE(each.stat().st_mode) & 0o077 == 0 for each in [backup, *backup.iterdir()]))
    for file in backup.iterdir():
        shown = subprocess.run(["strings", "-n", "6", str(file)], stdout=subprocess.PIPE, text=True).stdout
        expect(f"strings of {file.name} shows no customer", CUSTOMER not in shown and "Alfreds" not in shown and "customers" not in shown)
    said = proof(server, backup, other, 1)
    expect("another identity opens nothing", "cannot be opened" in said, said)


def check_spoilt(server, backup, key):
    for number, part in enumerate(("database", "files", "manifest", "checkpoints")):
        spoilt = copy_of(server, backup, f"spoilt{number}")
        flip(spoilt / f"{part}.age", 0.9)
        said = proof(server, spoilt, key, 1)
        expect(f"one flipped byte in {part} is refused", f"{part}.age cannot be opened" in said, said)
    cut = copy_of(server, backup, "cut")
    whole = (cut / "database.age").read_bytes()
    (cut / "database.age").write_bytes(whole[:len(whole) // 2])
    expect("a part that was cut short is refused", "database.age cannot be opened" in proof(server, cut, key, 1))
    (cut / "database.age").unlink()
    expect("a part that is missing is named", "database.age is missing" in proof(server, cut, key, 1))


def sealed_anew(path, recipient, plain):
    subprocess.run(["age", "-r", recipient, "-o", str(path)], input=plain, check=True)


def check_lost_table(server, backup, key, recipient):
    """A dump that lacks the rows of a table, in a backup that is otherwise whole."""
    lost = copy_of(server, backup, "lost")
    dump = server.folder / "dump"
    dump.write_bytes(subprocess.run(["age", "-d", "-i", str(key), str(backup / "database.age")], check=True, stdout=subprocess.PIPE).stdout)
    listed = subprocess.run(["pg_restore", "-l", str(dump)], check=True, stdout=subprocess.PIPE, text=True).stdout
    kept = server.folder / "kept"
    kept.write_text("\n".join(line for line in listed.splitlines() if "TABLE DATA guild notes " not in line))
    # pg_restore writes SQL; back in a custom dump it must be: through a database of its own
    spare = server.folder / "spare"
    again = spare_dump(server, spare, dump, kept)
    (lost / "database.age").unlink()
    sealed_anew(lost / "database.age", recipient, again)
    server.give(lost)
    said = proof(server, lost, key, 1)
    expect("a planted loss is named by its table", "The table guild.notes has 0 rows" in said, said)
    expect("and the part that was exchanged", "The part database is not the one that was backed up" in said, said)


def spare_dump(server, spare, dump, kept):
    """The dump without what is not listed, made in the server's own PostgreSQL."""
    url = server.database_url("postgres")
    other = url.replace("dbname=guildhall", "dbname=spare")
    for path in (dump, kept):
        path.chmod(0o644)
    run = lambda *words: subprocess.run(as_user(server.user, list(words)), check=True, cwd="/", stdout=subprocess.PIPE).stdout
    run("psql", "-X", "-q", "-d", url, "-c", "create database spare template template0 encoding 'UTF8' locale 'C.UTF-8'")
    run("pg_restore", "--exit-on-error", "-L", str(kept), "-d", other, str(dump))
    again = run("pg_dump", "-Fc", "-d", other)
    run("psql", "-X", "-q", "-d", url, "-c", "drop database spare")
    return again


def check_proven_elsewhere(backup, key, signer):
    """On a machine without the installation: whose signature is to be on it must be said."""
    elsewhere = Server()
    try:
        shutil.copytree(backup, elsewhere.folder / "backups" / backup.name)
        backup = elsewhere.give(elsewhere.folder / "backups") / backup.name
        expect("without a key it says so", "was not asked" in proof(elsewhere, backup, key, 0))
        expect("with the right one it is proven", "was not asked" not in proof(elsewhere, backup, key, 0, "--key", signer))
        expect("with another one it is not", "not signed by a key that is believed" in proof(elsewhere, backup, key, 1, "--key", "00" * 32))
    finally:
        elsewhere.close()


def check_brought_back(server, backup, key, keys_key, signer, before):
    accounts, contents, trails = before
    elsewhere = Server()
    try:
        shutil.copytree(backup, elsewhere.folder / "backups" / backup.name)
        elsewhere.give(elsewhere.folder / "backups")
        backup = elsewhere.folder / "backups" / backup.name
        without = elsewhere.run("restore", str(backup), "--identity", str(key)).stdout
        expect("without the keys it says what cannot work", "nobody signs in" in without and "--keys-identity" in without, without)
        refused = elsewhere.run("restore", str(backup), "--identity", str(key), check=False)
        expect("a folder that is not empty is left alone", refused.returncode == 1 and "not empty" in refused.stdout, refused.stdout)
        for entry in elsewhere.data.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        refused = elsewhere.run("restore", str(backup), "--identity", str(key), "--keys-identity", str(keys_key), "--key", "00" * 32, check=False)
        expect("one that another key has signed is not brought back", refused.returncode == 1 and "signed by none of the keys" in refused.stdout and not list(elsewhere.data.iterdir()), refused.stdout)
        said = elsewhere.run("restore", str(backup), "--identity", str(key), "--keys-identity", str(keys_key), "--key", signer).stdout
        expect("it is brought back on a machine without anything", "all as it was" in said, said)
        expect("the settings come along, secrets too",
               "GUILDHALL_MAIL_FROM=Guildhall <crm@example.com>" in (elsewhere.data / "restored/settings.env").read_text())
        expect("the keys are their owner's alone", stat.S_IMODE((elsewhere.data / "keys/pepper").stat().st_mode) == 0o600)
        elsewhere.start()
        elsewhere.wait_until_ready()
        after = everything(elsewhere, accounts)
        expect(f"{len(contents)} exports are equal, byte for byte", after == contents,
               [(name, contents[name][:300], after[name][:300]) for name in contents if contents[name] != after.get(name)][:1])
        admin = next(each for each in accounts if each["role"] == "admin")
        expect("who has a second factor signs in with it", Client(elsewhere.port).sign_in(admin).token)
        for guild, entries in trails.items():
            now = trail(elsewhere, guild)
            expect(f"the trail of {guild} goes on where it was", now[:len(entries)] == entries and len(now) > len(entries))
        verified = elsewhere.run("audit", "verify", check=False)
        expect("every chain is whole, under the checkpoints that came along", verified.returncode == 0, verified.stdout[-2000:])
    finally:
        elsewhere.close()


def check_brought_elsewhere(backup, key, before):
    """Into a PostgreSQL that is not Guildhall's own: only into an empty database, and nothing is left in it where it cannot be done."""
    accounts, contents, _ = before
    server = Server()
    other = AnotherPostgres(server)
    try:
        shutil.copytree(backup, server.folder / "backups" / backup.name)
        backup = server.give(server.folder / "backups") / backup.name
        server.environment |= other.settings()
        bring = ("restore", str(backup), "--identity", str(key[0]), "--keys-identity", str(key[1]))
        superuser = f"host={other.data} port={other.port} user=postgres dbname="
        relations = "select count(*) from pg_class where relnamespace::regnamespace::text in ('guild', 'platform', 'wall', 'public')"
        other.sql("create table public.somebodys (id integer)")
        for url, why in (([], "--superuser URL is needed"), ([f"{superuser}postgres"], "another database than"), ([f"{superuser}crm"], "it has somebodys")):
            refused = server.run(*bring, *(["--superuser", *url] if url else []), check=False)
            expect(f"it is refused: {why}", refused.returncode == 1 and why in refused.stdout, refused.stdout)
        other.sql("drop table public.somebodys")
        spoilt = copy_of(server, backup, "spoilt")
        flip(spoilt / "database.age", 0.7)
        refused = server.run("restore", str(spoilt), *bring[2:], "--superuser", f"{superuser}crm", check=False)
        expect("of one that cannot be opened to the end nothing is left", refused.returncode == 1 and other.sql(relations) == "0" and not list(server.data.iterdir()), refused.stdout)
        said = server.run(*bring, "--superuser", f"{superuser}crm").stdout
        expect("it is brought back into another PostgreSQL", "all as it was" in said and not (server.data / "pg15").exists(), said)
        server.start()
        server.wait_until_ready()
        expect("and every export is equal there", everything(server, accounts) == contents)
        verified = server.run("audit", "verify", check=False)
        expect("and every chain is whole", verified.returncode == 0, verified.stdout[-2000:])
        violations = [line for line in server.run("doctor", check=False).stdout.splitlines() if line.startswith("wall")]
        expect("and the wall stands", all("never been proven" in line for line in violations), violations)
        refused = server.run(*bring, "--superuser", f"{superuser}crm", check=False)
        expect("not a second time over it", refused.returncode == 1 and "not empty" in refused.stdout, refused.stdout)
    finally:
        server.stop()
        other.stop()
        server.close()


def main():
    server = Server(settings={"GUILDHALL_MAIL_FROM": "Guildhall <crm@example.com>"})
    try:
        key, recipient = identity(server.folder, "identity")
        keys_key, keys_recipient = identity(server.folder, "keys-identity")
        other, _ = identity(server.folder, "other-identity")
        folder = server.folder / "backups"
        folder.mkdir()
        server.give(folder)
        server.environment |= {"GUILDHALL_BACKUP_RECIPIENTS": recipient, "GUILDHALL_BACKUP_KEYS_RECIPIENTS": keys_recipient,
                               "GUILDHALL_BACKUP_FOLDER": str(folder), "GUILDHALL_BACKUP_HOURS": "0"}  # by hand alone
        server.run("demo")
        server.start()
        server.wait_until_ready()
        accounts = server.accounts()
        administrator = next(each for each in accounts if each["role"] == "guild")
        client = Client(server.port).sign_in(administrator)
        status, customer = client.request("POST", "/customers", {"name": CUSTOMER})
        expect("a customer is added", status == 201, customer)
        status, note = client.request("POST", f"/customers/{customer['id']}/notes", {"body": "Rings twice"})
        expect("and a note", status == 201, note)

        contents = everything(server, accounts)
        trails = {each["guild_id"]: trail(server, each["guild_id"]) for each in accounts if each["role"] == "guild"}
        made = server.run("backup").stdout
        expect("a backup is made while the server runs", "tables" in made, made)
        [backup] = folder.iterdir()
        expect("it has a part for everything", {each.name for each in backup.iterdir()} == {
            f"{part}.age" for part in ("manifest", "checkpoints", "database", "files", "keys", "settings")}, list(backup.iterdir()))
        client.request("POST", "/customers", {"name": "Came afterwards"})

        rehearsed = server.run("migrate", "--rehearse").stdout
        expect("migrating is rehearsed on a copy", "up to date" in rehearsed and "was not changed" in rehearsed, rehearsed)
        said = proof(server, backup, key, 0)
        expect("it is proven", "all as it was" in said, said)
        expect("the proof is kept", json.loads((server.data / "backup-proof.json").read_text())["findings"] == [])
        check_nothing_leaks(server, backup, other)
        check_spoilt(server, backup, key)
        check_lost_table(server, backup, key, recipient)
        server.environment["GUILDHALL_BACKUP_COMMAND"] = f"cat > {folder}/$GUILDHALL_BACKUP_NAME.$GUILDHALL_BACKUP_PART"
        del server.environment["GUILDHALL_BACKUP_FOLDER"]
        server.run("backup")
        piped = sorted(each for each in folder.iterdir() if each.is_file())
        expect("to a command go the same parts", len(piped) == 6 and all(each.stat().st_size for each in piped), piped)
        signer = re.search(r"\b[0-9a-f]{64}\b", server.run("keys", "list").stdout)[0]
        server.stop()
        kept = backup.parent / "kept"
        shutil.copytree(backup, kept / backup.name)
        check_proven_elsewhere(kept / backup.name, key, signer)
        check_brought_back(server, kept / backup.name, key, keys_key, signer, (accounts, contents, trails))
        check_brought_elsewhere(kept / backup.name, (key, keys_key), (accounts, contents, trails))
    finally:
        server.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
