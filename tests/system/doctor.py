#!/usr/bin/env python3
"""`guildhall doctor` on a right installation, where it is silent, and on one fault after the other, of which it names each and the remedy."""
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from guildhall import ROOT, Server, as_user, free_port, identity

failed = []


def expect(what, holds, shown=""):
    print(("ok    " if holds else "WRONG ") + what, flush=True)
    if not holds:
        print(shown)
        failed.append(what)


def run(server, words, **more):
    return subprocess.run(as_user(server.user, [str(word) for word in words]), check=True, cwd="/", **more)


def certificate(folder, name, host, days, key=None):
    """A certificate and its key; `days` may be over already."""
    folder.mkdir(exist_ok=True)
    paths = folder / f"{name}.pem", key or folder / f"{name}.key"
    if not key:
        subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", str(paths[1])], check=True)
    config = folder / "ca.conf"
    config.write_text("[ca]\ndefault_ca = own\n[own]\nnew_certs_dir = %s\ndatabase = %s/index\nserial = %s/serial\ndefault_md = sha256\npolicy = any\n"
                      "copy_extensions = copy\n[any]\ncommonName = supplied\n[req]\ndistinguished_name = dn\n[dn]\n" % ((folder,) * 3))
    (folder / "index").write_text("")
    (folder / "serial").write_text("01\n")
    request = folder / f"{name}.csr"
    subprocess.run(["openssl", "req", "-new", "-config", str(config), "-key", str(paths[1]), "-subj", f"/CN={host}", "-addext",
                    f"subjectAltName=DNS:{host}", "-out", str(request)], check=True)
    at = lambda offset: time.strftime("%Y%m%d%H%M%SZ", time.gmtime(time.time() + offset * 86400))
    subprocess.run(["openssl", "ca", "-batch", "-selfsign", "-config", str(config), "-keyfile", str(paths[1]), "-in", str(request), "-out", str(paths[0]),
                    "-startdate", at(min(days, 0) - 30), "-enddate", at(days), "-notext"], check=True, stderr=subprocess.DEVNULL)
    return paths


def other_disk(than):
    """A folder on another disk with room, or on one that is made for it; whether it must be taken away again."""
    room = 1_200_000_000
    for place in ("/dev/shm", "/run", "/var/tmp", "/home", "/srv"):
        if os.path.isdir(place) and os.stat(place).st_dev != os.stat(than).st_dev and shutil.disk_usage(place).free > room and os.access(place, os.W_OK):
            return Path(tempfile.mkdtemp(prefix="guildhall-doctor.", dir=place)), False
    folder = Path(tempfile.mkdtemp(prefix="guildhall-doctor."))
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2g", "tmpfs", str(folder)], check=True)
    return folder, True


class Installation:
    """A right one, with a server that runs; each fault is planted in its settings, its files or its database, and taken away again."""

    def __init__(self):
        self.server = server = Server()
        self.shared, self.mounted = other_disk(server.folder)
        self.mails = self.shared / "mails"
        self.mails.mkdir()
        self.mail_port = free_port()
        self.sink = subprocess.Popen([sys.executable, str(ROOT / "tools/mail_sink"), str(self.mail_port), str(self.mails)])
        key, recipient = identity(self.shared, "identity")
        key.chmod(0o600)
        self.server.give(self.shared)
        server.data.chmod(0o700)
        for name in os.environ:
            if name.startswith("GUILDHALL_") and server.environment[name] == os.environ[name]:  # of the tests themselves, or of who runs them
                server.environment.pop(name, None)
        server.environment |= {
            "GUILDHALL_SMTP_URL": f"smtp://127.0.0.1:{self.mail_port}", "GUILDHALL_MAIL_FROM": "Guildhall <crm@example.com>",
            "GUILDHALL_CHECKPOINT_COPY": str(self.shared / "checkpoints.jsonl"), "GUILDHALL_BACKUP_FOLDER": str(self.shared / "backups"),
            "GUILDHALL_BACKUP_RECIPIENTS": recipient, "GUILDHALL_BACKUP_KEYS_RECIPIENTS": recipient, "GUILDHALL_BACKUP_IDENTITY": str(key)}
        server.run("demo")
        server.start()
        server.wait_until_ready()
        server.run("isolation-check")
        self.wait_for_the_schedule()

    def wait_for_the_schedule(self):
        """The server makes its first backup and proves it by itself."""
        end = time.monotonic() + 120
        while not (self.server.data / "backup-proof.json").exists() and time.monotonic() < end:
            time.sleep(0.2)
        expect("the server has made a backup and proven it, unasked", (self.server.data / "backup-proof.json").exists(),
               (self.server.folder / "log").read_text()[-2000:])

    def examined(self, settings=None):
        """What it says with some settings set otherwise; None takes one away."""
        before = dict(self.server.environment)
        for name, value in (settings or {}).items():
            if value is None:
                self.server.environment.pop(name, None)
            else:
                self.server.environment[name] = str(value)
        try:
            return self.server.run("doctor", check=False)
        finally:
            self.server.environment = before

    def named(self, what, complaint, remedy, settings=None):
        done = self.examined(settings)
        expect(f"{what}: named, with its remedy", done.returncode == 1 and complaint in done.stdout and remedy in done.stdout, f"{done.returncode}: {done.stdout[-2500:]}")

    @contextlib.contextmanager
    def mode(self, path, mode):
        before = path.stat().st_mode & 0o7777
        path.chmod(mode)
        yield
        path.chmod(before)

    @contextlib.contextmanager
    def content(self, path, change):
        """The file with another content; None: without it."""
        before = path.read_bytes()
        new = change(before)
        path.unlink() if new is None else path.write_bytes(new)
        yield
        path.write_bytes(before)
        path.chmod(0o600)
        self.server.give(path)

    @contextlib.contextmanager
    def database(self, spoil, mend):
        self.server.sql(spoil)
        yield
        self.server.sql(mend)

    def close(self):
        self.server.close()
        self.sink.terminate()
        self.sink.wait()
        if self.mounted:
            subprocess.run(["umount", str(self.shared)], check=True)
        shutil.rmtree(self.shared, ignore_errors=True)


def in_settings(here):
    here.named("a name that is no setting", "GUILDHALL_LISTENS is no setting", "correct its name", {"GUILDHALL_LISTENS": "127.0.0.1:1"})
    here.named("a setting without sense", "GUILDHALL_THREADS must be", "correct them", {"GUILDHALL_THREADS": "many"})
    here.named("listening beyond the machine without TLS", "GUILDHALL_LISTEN goes beyond", "correct them", {"GUILDHALL_LISTEN": "0.0.0.0:8080"})
    here.named("a database elsewhere without TLS", "sslmode=verify-full", "correct them",
               {"GUILDHALL_DATABASE_URL": "postgresql://guildhall_app@db.example/crm", "GUILDHALL_MIGRATE_URL": "postgresql://guildhall_migrate@db.example/crm"})
    here.named("a public address without TLS", "GUILDHALL_PUBLIC_URL is without TLS", "https://", {"GUILDHALL_PUBLIC_URL": "http://crm.example.com"})
    here.named("https that nobody does", "nothing does TLS here", "GUILDHALL_TLS_CERT", {"GUILDHALL_PUBLIC_URL": "https://crm.example.com"})
    here.named("a proxy that is everybody", "trusts everybody", "alone", {"GUILDHALL_TRUSTED_PROXIES": "0.0.0.0/0"})
    here.named("a proxy's socket in a folder for everybody", "pretend to be the proxy", "0710", {"GUILDHALL_LISTEN": "unix:/tmp/guildhall.sock", "GUILDHALL_TRUSTED_PROXIES": "unix"})
    here.named("weak hashes", "GUILDHALL_PASSWORD_COST is 10", "12 or more", {"GUILDHALL_PASSWORD_COST": "10"})
    for contact in ("mailto:security@example.com", "https://crm.test/security", "mailto:security@crm.invalid"):
        here.named(f"security.txt with {contact}", "GUILDHALL_SECURITY_CONTACT is a placeholder", "that somebody reads", {"GUILDHALL_SECURITY_CONTACT": contact})
    here.named("no isolation check", "GUILDHALL_ISOLATION_HOURS is 0", "set it to 24", {"GUILDHALL_ISOLATION_HOURS": "0"})


def in_tls(here):
    folder = here.server.folder / "tls"
    def tls(pair):
        here.server.give(folder)
        return {"GUILDHALL_TLS_CERT": pair[0], "GUILDHALL_TLS_KEY": pair[1], "GUILDHALL_PUBLIC_URL": "https://crm.example.com"}
    good = certificate(folder, "good", "crm.example.com", 90)
    expect("a right certificate is nothing to complain of", "tls:" not in here.examined(tls(good)).stdout)
    here.named("a certificate that has expired", "has expired", "certbot renew", tls(certificate(folder, "old", "crm.example.com", -3)))
    here.named("a certificate that expires soon", "expires in", "certbot renew", tls(certificate(folder, "soon", "crm.example.com", 5)))
    here.named("a certificate for another name", "is not for crm.example.com", "get one for that name", tls(certificate(folder, "other", "other.example.com", 90)))
    here.named("a key of another certificate", "not that of the certificate", "GUILDHALL_TLS_KEY", tls((good[0], folder / "other.key")))
    here.named("a certificate that is not there", "cannot be read", "GUILDHALL_TLS_CERT", tls((folder / "none.pem", good[1])))


def in_files(here):
    data, shared = here.server.data, here.shared
    with here.mode(data, 0o755):
        here.named("data that others read", "is open to other users", f"chmod 700 {data}")
    with here.mode(shared / "identity", 0o644):
        here.named("an identity that others read", "The identity that opens backups", "chmod 600")
    with here.mode(data / "keys/pepper", 0o644):
        here.named("a key that others read", "GUILDHALL_PEPPER", "chmod 600")
    with here.content(data / "keys/field", lambda _: b"short\n"):
        here.named("a key that is too short", "GUILDHALL_FIELD_KEY", "from a backup")
    with here.content(data / "keys/audit", lambda _: None):
        here.named("a key that is gone", "GUILDHALL_AUDIT_KEY", "from a backup")
    old = time.time() - 500 * 86400
    now = (data / "keys/jwt").stat().st_mtime
    os.utime(data / "keys/jwt", (old, old))
    here.named("a key that is old", "The key jwt is 500 days old", "guildhall keys rotate jwt")
    os.utime(data / "keys/jwt", (now, now))


def in_mail(here):
    here.named("no mail server", "There is no mail server", "set GUILDHALL_SMTP_URL", {"GUILDHALL_SMTP_URL": None})
    here.named("a mail server that is not there", "does not take mail", "correct GUILDHALL_SMTP_URL", {"GUILDHALL_SMTP_URL": f"smtp://127.0.0.1:{free_port()}"})
    with here.database("insert into platform.outbox (key, template, email, created_at, due_at) values ('planted', 'password_reset', 'x@example.com', now() - interval '3 h', now() + interval '1 d')",
                       "delete from platform.outbox where key = 'planted'"):
        here.named("mail that does not leave", "1 mail waits for more than an hour", "what the log says")


def in_database(here):
    expect_reload = lambda: time.sleep(0.5)
    run_sql = lambda *lines: [here.server.sql(line) for line in lines]
    run_sql("alter system set fsync = off", "select pg_reload_conf()")
    expect_reload()
    here.named("a database that forgets", "fsync = off", "postgresql.conf")
    run_sql("alter system reset fsync", "alter system set autovacuum = off", "select pg_reload_conf()")
    expect_reload()
    here.named("a database that is never cleaned", "autovacuum is off", "switch autovacuum on")
    run_sql("alter system reset autovacuum", "select pg_reload_conf()")
    expect_reload()
    here.named("too few connections", "connections, and Guildhall may want", "max_connections", {"GUILDHALL_CONNECTIONS": "64", "GUILDHALL_THREADS": "8"})
    with here.database("alter role guildhall_app bypassrls", "alter role guildhall_app nobypassrls"):
        here.named("a role that passes the wall", "guildhall_app", "superuser.sql")
    with here.database("alter table guild.customers no force row level security", "alter table guild.customers force row level security"):
        here.named("a table without its guard", "customers", "migrations")
    with here.database("grant select on platform.accounts to guildhall_app", "revoke select on platform.accounts from guildhall_app"):
        here.named("a right too many", "accounts", "migrations")
    with here.database("update platform.migrations set number = number + 100, name = '9' || name where number = (select max(number) from platform.migrations)",
                       "update platform.migrations set number = number - 100, name = substr(name, 2) where number = (select max(number) from platform.migrations)"):
        here.named("a database of a newer program", "ahead of this program", "newer Guildhall")
    with here.database("update platform.isolation_receipts set at = at - interval '9 days'", "update platform.isolation_receipts set at = at + interval '9 days'"):
        here.named("an isolation check of last week", "more than three days old", "isolation-check")
    with here.database("update platform.isolation_receipts set findings = 2", "update platform.isolation_receipts set findings = 0"):
        here.named("an isolation check that found something", "has found something", "isolation-check")


def in_trail(here):
    file = here.server.data / "audit-checkpoints.jsonl"
    here.named("checkpoints on one machine alone", "lie on this machine alone", "GUILDHALL_CHECKPOINT_COPY", {"GUILDHALL_CHECKPOINT_COPY": None})
    here.named("a copy that is another file", "is another one", "bring it back", {"GUILDHALL_CHECKPOINT_COPY": str(here.shared / "identity")})
    with here.content(file, lambda text: text.replace(b'"root":"', b'"root":"0', 1)):
        here.named("a checkpoint that was changed", "not to be believed", "bring the file back")
    with here.content(file, lambda _: None):
        here.named("checkpoints that are gone", "There is no checkpoint", "bring the file back")


def in_backups(here):
    data = here.server.data
    here.named("no backups", "No backups are made", "GUILDHALL_BACKUP_RECIPIENTS", {"GUILDHALL_BACKUP_FOLDER": None})
    here.named("keys in no backup", "keys are in no backup", "GUILDHALL_BACKUP_KEYS_RECIPIENTS", {"GUILDHALL_BACKUP_KEYS_RECIPIENTS": None})
    here.named("backups on the disk of the data", "same disk", "another machine", {"GUILDHALL_BACKUP_FOLDER": here.server.folder})
    stamp, proof = data / "backup.json", data / "backup-proof.json"
    with here.content(stamp, lambda text: text.replace(b'"made_at":"20', b'"made_at":"19')):
        here.named("a backup of long ago", "The last backup is", "guildhall backup")
    with here.content(proof, lambda _: None):
        here.named("no proof", "No backup has been proven", "restore --verify")
    with here.content(proof, lambda text: text.replace(b'"proven_at":"20', b'"proven_at":"19')):
        here.named("a proof of long ago", "The last proof of a backup is", "restore --verify")
    with here.content(proof, lambda text: text.replace(b'"findings":[]', b'"findings":["The table guild.notes is missing."]')):
        here.named("a proof that failed", "guild.notes is missing", "make a new backup")


def without_server(here):
    here.server.stop()
    here.named("a server that does not run", "The server does not run", "systemctl start guildhall")


def main():
    here = Installation()
    try:
        well = here.examined()
        top = here.server.run("top", "--once").stdout
        expect("top says what the server is doing", "requests/s" in top and "memory" in top, top)
        expect("on a right installation it is silent", well.returncode == 0 and "Everything is as it should be" in well.stdout, well.stdout)
        for part in (in_settings, in_tls, in_files, in_mail, in_database, in_trail, in_backups):
            part(here)
        again = here.examined()
        expect("and silent again when all is mended", again.returncode == 0, again.stdout)
        without_server(here)
    finally:
        here.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
