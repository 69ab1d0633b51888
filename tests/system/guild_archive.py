"""The archive of one guild: taken out, checked by programs that are not ours, brought in, spoilt in every way."""
import base64
import hashlib
import json
import re
import shutil
import subprocess

from backups import flip
from guildhall import ROOT, expect
from installation import rows_without


def take_out(server, guild, path):
    said = server.run("export", "guild", guild, "--to", str(path)).stdout
    expect(f"{path.name}: {said.strip()}", "was taken out" in said)
    return said


def unpacked(server, archive, name):
    folder = server.folder / name
    folder.mkdir()
    subprocess.run(["tar", "--extract", "--file", str(archive), "--directory", str(folder)], check=True)
    return server.give(folder)


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
        for secret in server.rows(f"select {column} from platform.accounts where {column} is not null"):
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
        server.give(spoilt)
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
        server.give(spoilt)
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
