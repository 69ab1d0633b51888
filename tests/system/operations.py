#!/usr/bin/env python3
"""Every command of docs/operations.md, as it stands there and in its order, with the built program: by root in a folder of root's own, as
somebody does who runs an installation.

A command that is new there fails until it is told here which machine it is for, or which other test runs it.
"""
import os
import re
import shutil
import subprocess
import sys

from guildhall import ROOT, Client, Server, expect
from installation import administrator_of

DOCUMENT = ROOT / "docs/operations.md"
NGINX, MOMENT = [("tests/system/package_operations.py", f'section("{title}")') for title in ("Behind nginx", "Back to any moment")]
BY_OTHERS = {  # what is run elsewhere: by which file, and as what
    "apt install ./guildhall_0.1.0_amd64.deb": ("tests/system/package.py", "`apt install ./guildhall_0.1.0_amd64.deb`"),
    "apt install nginx": NGINX,
    "systemctl daemon-reload": NGINX,
    "nginx -t && systemctl restart nginx": NGINX,
    "apt install libnginx-mod-http-modsecurity modsecurity-crs": NGINX,
    "tools/with_nginx --waf tools/web npm run e2e": ("tools/nightly", "tools/with_nginx --waf tools/web npm run e2e"),
    "GUILDHALL_PASSWORD_COST=10 tools/with_nginx --waf tools/web npx playwright test --project=hostile": (
        "tools/nightly", "GUILDHALL_PASSWORD_COST=10 tools/with_nginx --waf tools/web npx playwright test --project=hostile"),
    "apt install pgbackrest": MOMENT,
    "runuser -u guildhall -- pgbackrest --config=/etc/guildhall/pgbackrest.conf --stanza=guildhall stanza-create": MOMENT,
    "runuser -u guildhall -- pgbackrest --config=/etc/guildhall/pgbackrest.conf --stanza=guildhall --type=full backup     # weekly; --type=incr daily": MOMENT,
    "runuser -u guildhall -- /usr/share/guildhall/pgbackrest/recover /etc/guildhall/pgbackrest.conf /var/lib/guildhall 2026-11-23T14:05:00Z": MOMENT,
    "tools/setup release": ("tools/nightly", "tools/setup release"),
    "tools/reproducible guildhall_0.1.0_amd64.deb": ("tools/nightly", "tools/reproducible build/guildhall_*.deb"),
}
INPUTS = {"guildhall admin create --email you@example.com --name \"Your Name\"": "correct horse battery staple\n"}
# Where a command runs that is not for the first machine: one with samples, one with nothing, and where a backup was brought back.
MACHINES = {"guildhall restore guildhall-20261123T061501Z": "empty", "guildhall erase --again": "empty", "guildhall import guild": "other"}
ENDS = {"guildhall doctor": (0, 1)}  # a rehearsal is no installation that one would leave as it is
AS = {"guildhall top": "guildhall top --once"}  # else it goes on until one has seen enough


def fenced():
    """Each line in a block: a command, or a setting."""
    for block in re.findall(r"^```\n(.*?)^```$", DOCUMENT.read_text(), re.M | re.S):
        yield from block.splitlines()


def commands():
    return [line for line in fenced() if not re.fullmatch(r"GUILDHALL_\w+=\S*", line)]


def check_mentions(every):
    text = re.sub(r"^```\n.*?^```$", "", DOCUMENT.read_text(), flags=re.M | re.S)
    for mention in re.findall(r"`(guildhall [a-z][^`]*)`", text):
        expect(f"`{mention}`, mentioned, is run", any(line.startswith(mention) for line in every), every)
    known = (ROOT / "README.md").read_text()
    for line in fenced():
        if setting := re.match(r"(GUILDHALL_\w+)=", line):
            expect(f"{setting[1]} is a setting", f"`{setting[1]}`" in known)


class Machine:
    """A Guildhall, its settings in a file, and where its operator sits: in a folder that nobody else reads."""

    def __init__(self, *, demo=False):
        self.server = Server()
        self.desk = self.server.folder / "operator"
        self.mount = self.server.folder / "mnt"
        for folder in (self.desk, self.mount / "elsewhere/guildhall", self.mount / "out", self.server.folder / "bin"):
            folder.mkdir(parents=True)
        self.desk.chmod(0o700)
        if self.server.user:
            os.chown(self.mount / "elsewhere/guildhall", self.server.user.pw_uid, self.server.user.pw_gid)
        self.settings = self.server.folder / "guildhall.env"
        program = self.server.folder / "bin/guildhall"
        program.write_text((ROOT / "packaging/guildhall").read_text().replace("/etc/guildhall/guildhall.env", str(self.settings))
                           .replace("/usr/lib/guildhall/guildhall", str(self.server.program)))
        program.chmod(0o755)
        self.set({name: value for name, value in self.server.environment.items() if name.startswith("GUILDHALL_")})
        if demo:
            self.server.run("demo")
        etc = self.server.folder / "etc"
        for folder in ("guildhall", "nginx/conf.d", "nginx/sites-enabled"):
            (etc / folder).mkdir(parents=True)
        (etc / "nginx/sites-enabled/default").touch()
        self.places = {"/mnt/": f"{self.mount}/", "/usr/share/guildhall/": f"{ROOT / 'packaging'}/", "/etc/": f"{etc}/",
                       "/var/lib/guildhall": self.server.data}

    def set(self, settings):
        self.server.environment |= settings
        with self.settings.open("a") as file:
            file.writelines(f"{name}={value}\n" for name, value in settings.items())

    def start(self):
        self.server.start()
        self.server.wait_until_ready()

    def run(self, line, words, given=None):
        for word, real in words.items():
            line = line.replace(word, real)
        for place, real in self.places.items():
            line = line.replace(place, str(real))
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GUILDHALL_")}
        environment["PATH"] = f"{self.server.folder}/bin:/usr/lib/postgresql/15/bin:{environment['PATH']}"
        return subprocess.run(["bash", "-o", "pipefail", "-c", line], cwd=self.desk, env=environment, input=given, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=300)


class Rehearsal:
    def __init__(self):
        self.machines = {"first": Machine(demo=True), "other": Machine(demo=True), "empty": Machine()}
        self.first = self.machines["first"]
        self.words = {}

    def close(self):
        for machine in self.machines.values():
            machine.server.close()

    def before(self, line):
        """What must be there for the line, as the document says in its text."""
        if line.startswith("guildhall backup"):
            self.after_the_identities()
        if line.startswith("guildhall restore guildhall-"):
            self.carry("empty", self.backup(), "backup-identity", "keys-identity")
        if line.startswith("guildhall import guild"):
            self.carry("other", self.first.mount / "out/northwind.tar")
        if line.startswith("guildhall erase --again"):
            self.carry("empty", self.first.server.data / "erasures.jsonl")

    def after_the_identities(self):
        keys = {}
        for name in ("backup", "keys"):
            shown = subprocess.run(["age-keygen", "-y", str(self.first.desk / f"{name}-identity")], check=True, stdout=subprocess.PIPE, text=True)
            keys[name] = shown.stdout.strip()
        self.first.set({"GUILDHALL_BACKUP_RECIPIENTS": keys["backup"], "GUILDHALL_BACKUP_KEYS_RECIPIENTS": keys["keys"],
                        "GUILDHALL_BACKUP_FOLDER": str(self.first.mount / "elsewhere/guildhall"), "GUILDHALL_BACKUP_HOURS": "0"})
        self.restart()

    def backup(self):
        [made] = (each for each in (self.first.mount / "elsewhere/guildhall").iterdir() if each.is_dir())
        self.words["guildhall-20261123T061501Z"] = made.name
        return made

    def carry(self, machine, *things):
        """To another machine, or nearer; what is there already stays."""
        for thing in things:
            thing = self.first.desk / thing
            for desk in (self.machines[machine].desk, self.first.desk):
                if not (desk / thing.name).exists():
                    (shutil.copytree if thing.is_dir() else shutil.copy)(thing, desk / thing.name)

    def after(self, line, said):
        if line == "guildhall keys list":
            self.words["5f0c…"] = re.search(r"\b[0-9a-f]{64}\b", said)[0]
        if line.startswith("guildhall person find"):
            self.words["contacts/01a2…"] = re.search(r"contacts/\S+", said)[0]

    def restart(self):
        """What the unit says: there is no systemd here."""
        expect("the unit starts it", "ExecStart=/usr/bin/guildhall serve\n" in (ROOT / "packaging/guildhall.service").read_text())
        self.first.server.stop()
        self.first.start()

    def run(self, line):
        if line == "systemctl restart guildhall":
            return self.restart()
        self.before(line)
        name = next((machine for start, machine in MACHINES.items() if line.startswith(start)), "first")
        done = self.machines[name].run(AS.get(line, line), self.words, INPUTS.get(line))
        expect(f"{line}  [{name}]", done.returncode in ENDS.get(line, (0,)), done.stdout[:1500] + "…" + done.stdout[-1500:])
        self.after(line, done.stdout)


def add_somebody(first):
    client = Client(first.server.port).sign_in(administrator_of(first.server, "Casa Verde"))
    status, customer = client.request("POST", "/customers", {"name": "Quillfeather & Daughters"})
    expect("a customer", status == 201, customer)
    status, contact = client.request("POST", f"/customers/{customer['id']}/contacts", {"first_name": "Zenobia", "email": "zenobia@quillfeather.example"})
    expect("and somebody who works there", status == 201, contact)


def main():
    every = commands()
    expect("the document has commands", len(every) > 20, every)
    check_mentions(every)
    rehearsal = Rehearsal()
    try:
        rehearsal.first.start()
        rehearsal.machines["other"].start()
        add_somebody(rehearsal.first)
        for line in every:
            if line in BY_OTHERS:
                file, words = BY_OTHERS[line]
                expect(f"{line}  [{file}]", words in (ROOT / file).read_text())
            else:
                rehearsal.run(line)
    finally:
        rehearsal.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
