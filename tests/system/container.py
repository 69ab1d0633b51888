#!/usr/bin/env python3
"""The container image, as root with podman: nothing secret in it, started by packaging/container/compose.yaml over TLS, signed in, healthy, on a
read-only file system and without any right, stopped and killed with its data kept.

    tools/container && tests/system/container.py build/guildhall_VERSION_ARCH.image.tar

By hand, as package.py: it needs "tools/setup release", and a kernel that lets it make namespaces. It leaves nothing on the machine: storage, networks
and settings of podman are its own.
"""
import http.client
import json
import os
import re
import resource
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/system"))
from guildhall import expect, free_port  # noqa: E402

HOST, IMAGE, NUMBER = "crm.test", "localhost/guildhall:latest", "990"
READY_WITHIN = 120
HARDENED = ["--read-only", "--cap-drop", "all", "--security-opt", "no-new-privileges", "--tmpfs", "/tmp", "--user", f"{NUMBER}:{NUMBER}"]


class Podman:
    """With everything of its own in a folder, within the limits that this machine has."""

    def __init__(self, folder):
        self.folder = folder
        files = min(65536, resource.getrlimit(resource.RLIMIT_NOFILE)[1] % (1 << 63))  # no more than this machine lets us have
        (folder / "containers.conf").write_text(
            f'[containers]\ndefault_ulimits = ["nofile={files}:{files}", "nproc=4096:4096"]\n'
            f'[engine]\nruntime = "runc"\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n[network]\nnetwork_config_dir = "{folder}/networks"\n')
        (folder / "storage.conf").write_text(f'[storage]\ndriver = "overlay"\ngraphroot = "{folder}/storage"\nrunroot = "{folder}/run"\n')
        (folder / "networks").mkdir()
        self.environment = {**os.environ, "CONTAINERS_CONF": str(folder / "containers.conf"), "CONTAINERS_STORAGE_CONF": str(folder / "storage.conf"), "TMPDIR": str(folder)}

    def run(self, *words, check=True, program="podman", cwd=None):
        done = subprocess.run([program, *(str(word) for word in words)], cwd=cwd or self.folder, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True, timeout=300)
        if check and done.returncode:
            raise AssertionError(f"{program} {' '.join(map(str, words))} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done

    def said(self, *words):
        return self.run(*words).stdout.strip()

    def close(self):
        for words in (("rm", "--all", "--force", "--time", "5"), ("volume", "prune", "--force"), ("network", "prune", "--force"), ("rmi", "--all", "--force")):
            self.run(*words, check=False)
        shutil.rmtree(self.folder, ignore_errors=True)


def tls(folder):
    """An authority of our own, and a certificate of its, as the number that reads it finds it; the authority's file."""
    place = folder / "project/tls" / HOST
    place.mkdir(parents=True)

    def openssl(*words):
        subprocess.run(["openssl", *(str(word) for word in words)], check=True, stderr=subprocess.DEVNULL)
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3", "-subj", "/CN=Test CA", "-keyout", folder / "ca.key", "-out", folder / "ca.pem")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", place / "privkey.pem", "-out", folder / "request")
    openssl("x509", "-req", "-in", folder / "request", "-CA", folder / "ca.pem", "-CAkey", folder / "ca.key", "-days", "2", "-copy_extensions", "copy", "-out", place / "fullchain.pem")
    (place / "fullchain.pem").chmod(0o644)
    os.chown(place / "privkey.pem", 0, int(NUMBER))
    (place / "privkey.pem").chmod(0o640)
    return folder / "ca.pem"


class Service(http.client.HTTPSConnection):
    """What answers at a port of this machine, by the name in its certificate."""

    def __init__(self, port, authority):
        super().__init__(HOST, port, timeout=20, context=ssl.create_default_context(cafile=str(authority)))
        self.token = None

    def connect(self):
        self.sock = self._context.wrap_socket(socket.create_connection(("127.0.0.1", self.port), self.timeout), server_hostname=HOST)

    def ask(self, method, path, body=None):
        headers = {"Host": f"{HOST}:{self.port}", "Content-Type": "application/json", **({"Authorization": f"Bearer {self.token}"} if self.token else {})}
        try:
            self.request(method, path, None if body is None else json.dumps(body), headers)
            answer = self.getresponse()
            said = answer.read()
        finally:
            self.close()
        if answer.status >= 400:
            raise AssertionError(f"{method} {path}: {answer.status} {said[:300]}")
        return json.loads(said or b"null")

    def sign_in(self, account):
        """As soon as it answers; how long that took."""
        began, self.token = time.monotonic(), None
        while True:
            try:
                self.token = self.ask("POST", "/api/v1/sessions", {"email": account["email"], "password": account["password"], "kind": "token"})["access_token"]
                return time.monotonic() - began
            except (OSError, http.client.HTTPException):
                if time.monotonic() - began > READY_WITHIN:
                    raise
                time.sleep(0.2)

    def names(self):
        return {each["name"] for each in self.ask("GET", "/api/v1/customers?limit=200")["items"]}


def secrets_in(root):
    """Whatever a stranger could use, or that makes two machines one: keys, password hashes, numbers of a machine, logs."""
    found = [f"a password in {path}: {line.split(':')[0]}" for path in ("etc/shadow", "etc/gshadow") for line in (root / path).read_text().splitlines()
             if line.split(":")[1] not in ("*", "!", "!*", "!!", "")]
    found += [f"{path} is there" for path in ("etc/machine-id", "var/lib/dbus/machine-id") if (root / path).exists()]
    found += [f"{path} is in the data folder" for path in (root / "var/lib/guildhall").rglob("*")]
    found += [f"{path} is a log" for path in (root / "var/log").rglob("*") if path.is_file()]
    for top in ("etc", "root", "home", "opt", "srv", "tmp", "var", "run", "usr/local", "usr/lib/guildhall", "usr/share/doc/guildhall", "usr/share/postgresql"):
        for path in (root / top).rglob("*"):
            if path.is_file() and not path.is_symlink() and re.search(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----\r?\n|AGE-SECRET-KEY-1[0-9A-Z]{50}", path.read_bytes()):
                found.append(f"a private key in {path}")
    return found


def of_the_image(podman):
    image = json.loads(podman.said("image", "inspect", IMAGE))[0]
    config = image["Config"]
    expect("it runs as somebody who is nobody", config["User"] == f"{NUMBER}:{NUMBER}")
    expect("it starts without a shell", config["Entrypoint"] == ["/usr/bin/guildhall"] and config["Cmd"] == ["serve"])
    check = image.get("Healthcheck") or config.get("Healthcheck")
    expect("and is asked without a shell how it is", check["Test"] == ["CMD", "/usr/bin/guildhall", "healthcheck"], check)
    expect("the data are a volume", list(config["Volumes"]) == ["/var/lib/guildhall"])
    names = {each.split("=")[0] for each in config["Env"]}
    expect("no setting is in it but where the data are, and that there is no file of settings",
           {name for name in names if name.startswith("GUILDHALL_")} == {"GUILDHALL_DATA", "GUILDHALL_ENV_FILE"}, names)
    root = Path(podman.said("image", "mount", IMAGE))
    found = secrets_in(root)
    expect("nothing secret is in it", not found, "\n".join(found))
    raised = [str(path) for path in root.rglob("*") if path.is_file() and not path.is_symlink() and path.stat().st_mode & 0o6000]
    expect("no program in it raises rights", not raised, raised)
    of_finding(podman.folder)
    of_the_sbom(root, Path(sys.argv[1]).with_suffix(".sbom.json"))
    podman.run("image", "unmount", IMAGE)
    return round(image["Size"] / 1e6)


def of_finding(folder):
    """What looks for secrets finds each that is planted."""
    root = folder / "planted"
    for name, text in (("etc/shadow", "root:*:1::::::\nada:$y$j9T$x:1::::::\n"), ("etc/gshadow", "root:*::\n"), ("etc/machine-id", "0123\n"), ("var/log/dpkg.log", "x\n"),
                       ("var/lib/guildhall/keys/jwt", "x\n"), ("etc/ssl/private/own.key", "-----BEGIN " + "PRIVATE KEY-----\nMII\n"),
                       ("home/identity", "AGE-SECRET-" + "KEY-1" + "Q" * 58 + "\n")):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    found = secrets_in(root)
    expect("what looks for secrets finds those that are planted", len(found) == 7, "\n".join(found))  # the folder "keys" is one


def of_the_sbom(root, file):
    sbom = json.loads(file.read_text())
    told = {(each["name"], each.get("version")) for each in sbom["components"]}
    there = {tuple(line.split("\t")[:2]) for line in subprocess.run(["dpkg-query", f"--admindir={root}/var/lib/dpkg", "-W", "-f", "${Package}\t${Version}\t${db:Status-Status}\n"],
             check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines() if line.endswith("\tinstalled")}
    there = {each for each in there if each[0] != "guildhall"}
    inner = {(each["name"], each.get("version")) for each in json.loads((root / "usr/share/doc/guildhall/sbom.json").read_text())["components"] if each["bom-ref"].startswith("npm:")}
    expect(f"its SBOM names all {len(there)} packages of Debian and {len(inner)} of npm in it", len(there) > 80 and len(inner) > 20 and there | inner <= told, (there | inner) - told)


class Project:
    """compose.yaml as an operator has it, with a port of this machine."""

    def __init__(self, podman):
        self.podman, self.folder = podman, podman.folder / "project"
        self.authority = tls(podman.folder)
        self.service = Service(free_port(), self.authority)
        shutil.copy(ROOT / "packaging/container/compose.yaml", self.folder)
        (self.folder / "guildhall.env").write_text(f"GUILDHALL_PUBLIC_URL=https://{HOST}:{self.service.port}\n")
        podman.environment.update(GUILDHALL_HTTPS_PORT=f"127.0.0.1:{self.service.port}", GUILDHALL_HTTP_PORT=f"127.0.0.1:{free_port()}")

    def compose(self, *words):
        return self.podman.run("-f", "compose.yaml", "-p", "crm", *words, program="podman-compose", cwd=self.folder)

    def up(self):
        self.compose("up", "--detach")
        self.name = self.podman.said("ps", "--format", "{{.Names}}").splitlines()[0]

    def inside(self, *words, check=True):
        return self.podman.run("exec", self.name, *words, check=check)

    def is_healthy(self):
        return self.podman.run("healthcheck", "run", self.name, check=False).returncode == 0


def of_its_rights(project):
    status = project.inside("/usr/bin/cat", "/proc/1/status").stdout
    expect("it has no right of root's, and gets none", re.search(r"CapEff:\s*0+\n", status) and re.search(r"CapBnd:\s*0+\n", status) and re.search(r"NoNewPrivs:\s*1\n", status), status)
    wrote = project.inside("/usr/bin/touch", "/etc/planted", "/usr/planted", check=False)
    expect("its file system is read-only", wrote.stderr.count("Read-only file system") == 2, wrote.stderr)
    processes = [line.split(None, 2) for line in project.podman.said("top", project.name, "huser", "state", "args").splitlines()[1:]]
    expect(f"its {len(processes)} processes are that user's, and none is dead and unburied",
           len(processes) > 5 and {user for user, _, _ in processes} == {NUMBER} and "Z" not in {state for _, state, _ in processes}, processes)
    shells = [args for _, _, args in processes if re.match(r"\S*sh\b", args)]
    expect("none of them is a shell", not shells, shells)


def of_the_life(podman, project):
    quiet = podman.run("run", "--rm", "--network", "none", *HARDENED, "--entrypoint", "/usr/bin/guildhall", IMAGE, "healthcheck", check=False)
    expect("where nothing runs, it is not called healthy", quiet.returncode == 1, quiet.stdout + quiet.stderr)
    podman.run("volume", "create", "crm_data")
    podman.run("run", "--rm", "--network", "none", *HARDENED, "--volume", "crm_data:/var/lib/guildhall", IMAGE, "demo")
    data = Path(podman.said("volume", "inspect", "crm_data", "--format", "{{.Mountpoint}}"))
    account = next(each for each in json.loads((data / "demo-accounts.json").read_text()) if each["role"] == "guild")
    service = project.service
    project.up()
    expect(f"somebody is signed in over TLS {service.sign_in(account):.1f} s after the start", True)
    expect("it is healthy", project.is_healthy())
    of_its_rights(project)
    found = project.inside("/usr/bin/guildhall", "doctor", check=False).stdout
    expect("the doctor finds nothing wrong with settings, files, keys, certificates and database", not re.search(r"^(settings|files|keys|certificates|database|server):", found, re.M), found)
    service.ask("POST", "/api/v1/customers", {"name": "Before the stop"})
    began = time.monotonic()
    podman.run("stop", "--time", "60", project.name)
    ended = podman.said("inspect", project.name, "--format", "{{.State.ExitCode}}")
    expect(f"it stops by itself, in {time.monotonic() - began:.1f} s", ended == "0" and time.monotonic() - began < 30, ended)
    project.compose("down")
    project.up()
    service.sign_in(account)
    expect("a new container on the same volume has what was written", "Before the stop" in service.names())
    service.ask("POST", "/api/v1/customers", {"name": "Before the kill"})
    podman.run("kill", "--signal", "KILL", project.name)
    podman.run("wait", project.name)
    podman.run("start", project.name)
    expect(f"killed and started again, somebody is signed in after {service.sign_in(account):.1f} s", True)
    expect("and everything is there", {"Before the stop", "Before the kill"} <= service.names())
    expect("it is healthy again", project.is_healthy())
    verified = project.inside("/usr/bin/guildhall", "audit", "verify", check=False)
    expect("the audit trail is whole", verified.returncode == 0, verified.stdout[-2000:])
    project.compose("down")


def main():
    if len(sys.argv) != 2 or os.geteuid() != 0:
        sys.exit(__doc__)
    folder = Path(tempfile.mkdtemp(prefix="guildhall-container-test.", dir="/var/tmp"))
    podman = Podman(folder)
    project = None
    try:
        podman.run("load", "--input", Path(sys.argv[1]).resolve())
        megabytes = of_the_image(podman)
        project = Project(podman)
        of_the_life(podman, project)
        print(f"The image ({megabytes} MB) holds what it must, and runs.")
        return 0
    except AssertionError as wrong:
        print(wrong)
        if project and getattr(project, "name", None):
            print("The end of its log:\n" + podman.run("logs", "--tail", "30", project.name, check=False).stderr[-3000:])
        return 1
    finally:
        podman.close()


if __name__ == "__main__":
    sys.exit(main())
