#!/usr/bin/env python3
"""The package on a Debian 12 that may be spoilt, as root: installed, started, signed in over TLS, upgraded, removed and installed again,
and what was written is there. What docs/operations.md says to root is done here: `apt install ./guildhall_0.1.0_amd64.deb`, nginx with its
firewall, pgBackRest. In between everything is deleted, and a backup brought back.

    tests/system/package.py PACKAGE.deb
"""
import json
import os
import pwd
import shutil
import signal
import ssl
import stat
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import package_emptied
import package_operations
from guildhall import expect

HOST = "crm.test"
SETTINGS = Path("/etc/guildhall/guildhall.env")
DATA = Path("/var/lib/guildhall")
TLS = Path("/etc/letsencrypt/live")
OWN_SETTINGS = f"GUILDHALL_LISTEN=0.0.0.0:443\nGUILDHALL_PUBLIC_URL=https://{HOST}\nGUILDHALL_TLS_FOLDER={TLS}\n"
READY_WITHIN = 60


def run(*words, **more):
    return subprocess.run([str(word) for word in words], check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more).stdout


def apt(*words):
    return run("apt-get", "-q", "-y", "--no-install-recommends", *words, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


def newer(package, folder):
    """The same with a higher version."""
    tree = folder / "newer"
    run("dpkg-deb", "-R", package, tree)
    control = tree / "DEBIAN/control"
    lines = control.read_text().splitlines()
    control.write_text("".join(line + ("+1" if line.startswith("Version:") else "") + "\n" for line in lines))
    run("dpkg-deb", "--root-owner-group", "-Znone", "-b", tree, folder / "newer.deb")
    return folder / "newer.deb"


def as_service(*words):
    """As the unit starts it, of which there is no systemd here."""
    return ["setpriv", "--reuid=guildhall", "--regid=guildhall", "--init-groups", "--inh-caps=+net_bind_service", "--ambient-caps=+net_bind_service", "--no-new-privs", "env", "-C", "/", f"GUILDHALL_ENV_FILE={SETTINGS}", *words]


def authority_in(folder):
    """One of our own: its file."""
    run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3", "-subj", "/CN=Test CA", "-keyout", folder / "ca.key", "-out", folder / "ca.pem")
    return folder / "ca.pem"


def certify(folder, host, live):
    """A certificate of that authority, as certbot lays it out."""
    run("openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}", "-addext", f"crlDistributionPoints=URI:http://{host}/revoked.crl", "-keyout", folder / "key.pem",
        "-out", folder / "request.pem")
    run("openssl", "x509", "-req", "-in", folder / "request.pem", "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key", "-days", "80", "-copy_extensions", "copy",
        "-out", folder / "own.pem")
    live.mkdir(parents=True, exist_ok=True)
    (live / "fullchain.pem").write_text((folder / "own.pem").read_text() + (folder / "ca.pem").read_text())
    (live / "privkey.pem").write_text((folder / "key.pem").read_text())
    for path in (live.parent, live, *live.iterdir()):
        os.chown(path, 0, pwd.getpwnam("guildhall").pw_gid)
        path.chmod(0o750 if path.is_dir() else 0o640)


class Service:
    def __init__(self, authority, url):
        self.url = url
        self.context = ssl.create_default_context(cafile=str(authority))
        self.process = None
        self.token = None
        self.began = time.monotonic()

    def start(self):
        self.began = time.monotonic()
        self.process = subprocess.Popen(as_service("/usr/bin/guildhall", "serve"), stdout=subprocess.DEVNULL, stderr=open("/tmp/guildhall.log", "ab"))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)

    def ask(self, method, path, body=None):
        request = urllib.request.Request(f"{self.url}{path}", method=method, data=None if body is None else json.dumps(body).encode())
        request.add_header("Content-Type", "application/json")
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        with urllib.request.urlopen(request, context=self.context, timeout=10) as answer:
            return json.loads(answer.read() or b"null") if "json" in answer.headers["Content-Type"] else answer.read()

    def sign_in(self, account):
        """As soon as it answers; how long that took from the start."""
        self.token = None
        while True:
            try:
                self.token = self.ask("POST", "/api/v1/sessions", {"email": account["email"], "password": account["password"], "kind": "token"})["access_token"]
                return time.monotonic() - self.began
            except (urllib.error.URLError, ConnectionError) as error:
                if time.monotonic() - self.began > READY_WITHIN or (self.process and self.process.poll() is not None):
                    print(Path("/tmp/guildhall.log").read_text()[-3000:])
                    raise error
                time.sleep(0.1)

    def names(self):
        return {each["name"] for each in self.ask("GET", "/api/v1/customers?limit=200")["items"]}


def account_of(accounts, role):
    return next(each for each in accounts if each["role"] == role)


def check_tls(folder, authority):
    """What testssl.sh says of it: nothing of MEDIUM or above."""
    apt("install", "testssl.sh")
    report = folder / "testssl.json"
    subprocess.run(["testssl", "--quiet", "--color", "0", "--warnings", "batch", "--nodns", "none", "--ip", "127.0.0.1", "--add-ca", authority, "--jsonfile", report,
                    f"https://{HOST}/"], stdout=subprocess.DEVNULL)
    entries = json.loads(report.read_text())
    expect(f"testssl.sh has looked at {len(entries)} things", len(entries) > 100 and {"TLS1_3", "heartbleed", "cert_chain_of_trust"} <= {each["id"] for each in entries}, entries)
    bad = [each for each in entries if each["severity"] in ("MEDIUM", "HIGH", "CRITICAL", "FATAL")]
    expect("and found nothing of MEDIUM or above", not bad, bad)


def installed(package, folder):
    """The service, who works there, and what stands in the settings besides where the data are."""
    apt("update")
    shutil.copy(package, folder / "guildhall.deb")
    apt("install", folder / "guildhall.deb", "openssl")
    expect("the program is there", run("guildhall", "--version").strip())
    expect("it has a user of its own", pwd.getpwnam("guildhall").pw_shell.endswith("nologin"))
    expect("the data are that user's alone", stat.S_IMODE(DATA.stat().st_mode) == 0o700 and DATA.stat().st_uid == pwd.getpwnam("guildhall").pw_uid)
    notices = Path("/usr/share/doc/guildhall/copyright").read_text()
    expect("the licences of what is in it come along", all(word in notices for word in ("Apache License", "Microsoft", "zxcvbn", "node_modules/react/")))
    expect("nobody else reads the settings", stat.S_IMODE(SETTINGS.stat().st_mode) == 0o640)

    Path("/etc/hosts").write_text(Path("/etc/hosts").read_text() + f"\n127.0.0.1 {HOST} {package_operations.HOST}\n")
    authority = authority_in(folder)
    certify(folder, HOST, TLS / HOST)
    SETTINGS.write_text(SETTINGS.read_text() + OWN_SETTINGS)
    run(*as_service("/usr/bin/guildhall", "demo"))
    accounts = json.loads((DATA / "demo-accounts.json").read_text())
    service = Service(authority, f"https://{HOST}")
    service.start()
    took = service.sign_in(account_of(accounts, "guild"))
    expect(f"somebody is signed in over TLS {took:.1f} s after the start", took < READY_WITHIN)
    check_tls(folder, authority)
    service.ask("POST", "/api/v1/customers", {"name": "Before the upgrade"})
    service.stop()
    return service, accounts


def upgraded(service, account, deb):
    said = apt("install", deb)
    expect("it is upgraded", run("dpkg-query", "-W", "-f", "${Version}", "guildhall").endswith("+1"), said)
    expect("the settings are kept", f"GUILDHALL_PUBLIC_URL=https://{HOST}" in SETTINGS.read_text())
    service.start()
    service.sign_in(account)
    expect("what was written is there", "Before the upgrade" in service.names())
    service.ask("POST", "/api/v1/customers", {"name": "After the upgrade"})
    service.stop()


def removed_and_back(service, account, deb):
    apt("remove", "guildhall")
    expect("removing takes the program", shutil.which("guildhall") is None)
    expect("and leaves the data and the settings", (DATA / "pg15/PG_VERSION").exists() and SETTINGS.exists())
    said = apt("purge", "guildhall")
    expect("purging leaves the data, and says so", (DATA / "pg15/PG_VERSION").exists() and "stay in /var/lib/guildhall" in said, said)
    apt("install", deb)
    SETTINGS.write_text(f"GUILDHALL_DATA={DATA}\n{OWN_SETTINGS}")
    service.start()
    service.sign_in(account)
    expect("and installed again, everything is there", {"Before the upgrade", "After the upgrade"} <= service.names())
    verified = subprocess.run(as_service("/usr/bin/guildhall", "audit", "verify"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    expect("the audit trail is whole", verified.returncode == 0, verified.stdout[-2000:])
    service.stop()


def main():
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    service, accounts = installed(Path(sys.argv[1]).resolve(), folder)
    account = account_of(accounts, "guild")
    upgraded(service, account, newer(folder / "guildhall.deb", folder))
    removed_and_back(service, account, folder / "guildhall.deb")
    package_emptied.rehearse(service, accounts, DATA, (SETTINGS, SETTINGS.read_text()), apt, folder)
    certify(folder, package_operations.HOST, TLS / package_operations.HOST)
    behind = Service(folder / "ca.pem", f"https://{package_operations.HOST}")
    package_operations.rehearse(behind, account, SETTINGS, f"GUILDHALL_DATA={DATA}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
