#!/usr/bin/env python3
"""Point-in-time recovery by pgBackRest, set up as packaging/pgbackrest says: full and incremental backups while people write, an archive that
cannot be written, a lost disk, and the way back to a moment between two writes. For the private PostgreSQL and for one of one's own.
"""
import os
import shutil
import subprocess
import sys
import time
from datetime import datetime, timezone

from another_postgres import BIN, AnotherPostgres
from guildhall import ROOT, Client, Server, as_user, expect
from releases import releases

PROFILES = ROOT / "packaging/pgbackrest"
PASSPHRASE = "of the test alone 0123456789abcdefghijklmnopqrstuv"


class Archive:
    """A repository beside a server, and the profile with the places of this test."""

    def __init__(self, server, profile, places):
        self.server, self.repository, self.config = server, server.folder / "repository", server.folder / "pgbackrest.conf"
        self.repository.mkdir()
        text = (PROFILES / profile).read_text().replace("/mnt/elsewhere/pgbackrest", str(self.repository)).replace("cipher-pass=", f"cipher-pass={PASSPHRASE}")
        for shipped, here in places.items():
            expect(f"{profile} has {shipped}", shipped in text)
            text = text.replace(shipped, str(here))
        self.config.write_text(text.replace("[guildhall]", f"lock-path={server.folder}/out/locks\nspool-path={server.folder}/out\nlog-path={server.folder}/out\n\n[guildhall]") if "lock-path" not in text else text)
        (server.folder / "out").mkdir()
        if server.user:
            for path in (self.repository, self.config, server.folder / "out"):
                os.chown(path, server.user.pw_uid, server.user.pw_gid)
        self.config.chmod(0o600)

    def run(self, *words, check=True, config=None):
        done = subprocess.run(as_user(self.server.user, ["pgbackrest", f"--config={config or self.config}", "--stanza=guildhall", *words]), cwd="/",
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if check:
            expect(f"pgbackrest {' '.join(words)}", done.returncode == 0, done.stdout[-3000:])
        return done

    def is_encrypted(self):
        """Nothing in it is known as what it would be: WAL, a manifest, a compressed file."""
        files = [path for path in self.repository.rglob("*") if path.is_file() and path.stat().st_size]
        return len(files) > 5 and all(path.read_bytes().startswith(b"Salted__") for path in files)


def now():
    return datetime.now(timezone.utc)


def add(server, account, *names):
    """Adds customers; when the last was acknowledged."""
    client = Client(server.port).sign_in(account)
    for name in names:
        status, answer = client.request("POST", "/customers", {"name": name})
        expect(f"{name} is acknowledged", status == 201, answer)
    return now()


def there(server, account, search):
    return sorted(each["name"] for each in Client(server.port).sign_in(account).request("GET", f"/customers?limit=200&search={search}")[1]["items"])


def between_two(server, account):
    """Writes, a moment, and more writes: the moment."""
    add(server, account, "Before 1", "Before 2")
    time.sleep(1.2)  # the clock of a commit stands a little before that of its answer
    moment = now()
    time.sleep(1.2)
    add(server, account, "Later 1", "Later 2")
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def check_went_back(server, account):
    expect("what was before the moment is there", there(server, account, "Before") == ["Before 1", "Before 2"])
    expect("and what came after it is not", there(server, account, "Later") == [])
    verified = server.run("audit", "verify", check=False)
    expect("every chain is whole, under the checkpoints up to then", verified.returncode == 0, verified.stdout[-2000:])
    add(server, account, "Afterwards")


def check_doctor(server, archive):
    """The archive is away for a while."""
    away = archive.repository.with_name("away")
    archive.repository.rename(away)
    archive.repository.write_text("no folder")
    server.sql("select pg_switch_wal()")
    until = time.monotonic() + 60
    while (said := server.run("doctor", check=False).stdout).find("WAL cannot be archived") < 0 and time.monotonic() < until:
        time.sleep(0.5)
    expect("doctor says that WAL cannot be archived", "WAL cannot be archived" in said, said)
    archive.repository.unlink()
    away.rename(archive.repository)
    archive.run("check")
    said = server.run("doctor", check=False).stdout
    expect("and no longer when it can", "archive" not in said, said)


def private():
    server = Server()
    try:
        releases()[0].lay(server)
        archive = Archive(server, "private.conf", {"/var/lib/guildhall": server.data})
        local = (PROFILES / "postgresql.local.conf").read_text().replace("/etc/guildhall/pgbackrest.conf", str(archive.config))
        (server.data / "postgresql.local.conf").write_text(local)
        server.start()
        server.wait_until_ready()
        account = next(each for each in server.accounts() if each["role"] == "guild")
        archive.run("stanza-create")
        archive.run("check")
        archive.run("--type=full", "backup")
        check_doctor(server, archive)
        add(server, account, "Between the backups")
        archive.run("--type=incr", "backup")
        moment = between_two(server, account)
        archive.run("check")  # all WAL is in the repository
        expect("the repository is encrypted", archive.is_encrypted())
        recover(server, archive, moment)
        check_went_back(server, account)
        archive.run("--type=incr", "backup")
        server.stop()
        expect("and it is still archived, on a timeline of its own", "00000002" in archive.run("info", "--output=json").stdout)
    finally:
        server.close()


def recover(server, archive, moment):
    words = as_user(server.user, [str(reachable(server, PROFILES / "recover")), str(archive.config), str(server.data), moment])
    refused = subprocess.run(words, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    expect("while it runs nothing is brought back", refused.returncode == 1 and "is running" in refused.stdout, refused.stdout)
    server.stop()
    shutil.rmtree(server.data / "pg15")
    done = subprocess.run(words, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    expect("a lost database is brought to a moment", done.returncode == 0, done.stdout)
    [aside] = server.data.glob("audit-checkpoints.before-*.jsonl")
    kept, all_of_them = ((path.read_text().splitlines()) for path in (server.data / "audit-checkpoints.jsonl", aside))
    expect("checkpoints of after it are put aside", 0 < len(kept) < len(all_of_them) and all_of_them[:len(kept)] == kept, (len(kept), len(all_of_them)))
    server.start()
    server.wait_until_ready(120)


def reachable(server, script):
    copy = server.folder / script.name
    shutil.copy(script, copy)
    copy.chmod(0o755)
    return copy


def own():
    """A PostgreSQL of one's own; pgBackRest runs as its user."""
    server = Server()
    other = AnotherPostgres(server)
    try:
        archive = Archive(server, "own.conf", {"/var/lib/postgresql/15/main": other.data, "pg1-port=5432": f"pg1-port={other.port}",
                                               "pg1-socket-path=/var/run/postgresql": f"pg1-socket-path={other.data}\npg1-user=postgres"})
        said = [line[1:].strip() for line in (PROFILES / "own.conf").read_text().splitlines() if line.startswith("#   archive")]
        with open(other.data / "postgresql.conf", "a") as file:
            file.write("\n".join(said).replace("pgbackrest ", f"pgbackrest --config={archive.config} ") + "\n")
        other.stop()
        other.start()
        server.environment |= other.settings()
        server.run("demo")
        server.start()
        server.wait_until_ready()
        account = next(each for each in server.accounts() if each["role"] == "guild")
        archive.run("stanza-create")
        archive.run("--type=full", "backup")
        add(server, account, "Between the backups")
        archive.run("--type=incr", "backup")
        moment = between_two(server, account)
        archive.run("check")
        server.stop()
        other.stop()
        archive.run("--delta", "--type=time", f"--target={moment.replace('T', ' ')[:-1]}+00", "--target-action=promote", "restore")
        other.start()
        until = time.monotonic() + 60
        while other.sql("select pg_is_in_recovery()") == "t" and time.monotonic() < until:
            time.sleep(0.1)
        (server.data / "audit-checkpoints.jsonl").rename(server.data / "audit-checkpoints.before.jsonl")
        server.start()
        server.wait_until_ready()
        check_went_back(server, account)
        expect("the repository is encrypted", archive.is_encrypted())
    finally:
        server.stop()
        if other.process.poll() is None:
            other.stop()
        server.close()


def main():
    expect("PostgreSQL's programs are there", (BIN / "postgres").exists())
    private()
    if sys.argv[1:] == ["--own"]:
        own()
    return 0


if __name__ == "__main__":
    sys.exit(main())
