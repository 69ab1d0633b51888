"""A running Guildhall for tests and benchmarks: the built program with a folder and a port of its own, and a client for it.

As root the program runs as the system user `guildhall`, as ./run does.
"""
import base64
import hashlib
import hmac
import http.client
import json
import os
import pwd
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def system_user():
    """Who the server runs as: nobody special, or with root the user that tools/as_root makes."""
    if os.geteuid() != 0:
        return None
    subprocess.run(["bash", "-c", f'root={ROOT}; say() {{ echo "$@" >&2; }}; . "{ROOT}/tools/as_root"; make_user'], check=True)
    return pwd.getpwnam("guildhall")


def expect(what, holds, shown=""):
    """The first thing that is otherwise ends the test."""
    print(("ok    " if holds else "WRONG ") + what, flush=True)
    if not holds:
        print(shown)
        sys.exit(1)


def identity(folder, name):
    """A new age identity: the file that holds it, and its public key."""
    path = folder / name
    subprocess.run(["age-keygen", "-o", str(path)], check=True, stderr=subprocess.DEVNULL)
    path.chmod(0o644)
    return path, subprocess.run(["age-keygen", "-y", str(path)], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def as_user(user, command):
    if user is None:
        return command
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--init-groups", "--", *command]


class Server:
    """Started and killed as often as one likes; its data stay until close()."""

    def __init__(self, folder=None, settings=None):
        self.user = system_user()
        self.own = folder is None
        self.folder = Path(folder or tempfile.mkdtemp(prefix="guildhall.", dir="/tmp"))
        self.data = self.folder / "data"
        self.data.mkdir(parents=True, exist_ok=True)
        if self.user:
            self.folder.chmod(0o755)
            os.chown(self.data, self.user.pw_uid, self.user.pw_gid)
        self.program = self._reachable(Path(os.environ.get("GUILDHALL_PROGRAM", ROOT / "build/release/guildhall")))
        self.port = free_port()
        self.environment = {**os.environ, "HOME": str(self.folder), "GUILDHALL_DATA": str(self.data), "GUILDHALL_LISTEN": f"127.0.0.1:{self.port}",
                            "GUILDHALL_PUBLIC_URL": f"http://localhost:{self.port}", **(settings or {})}
        self.process = None
        self.preload = None  # a library that is put under the server
        self.context = None  # of TLS; none: it speaks plain HTTP

    def give(self, path):
        """It belongs to the user that the server runs as, with all that is in it."""
        if self.user:
            subprocess.run(["chown", "-R", f"{self.user.pw_uid}:{self.user.pw_gid}", str(path)], check=True)
        return path

    def _reachable(self, program):
        """The program where the user that runs it may enter, with the extension beside it."""
        if not self.user or subprocess.run(as_user(self.user, ["test", "-x", str(program)])).returncode == 0:
            return program
        copy = self.folder / "program"
        copy.mkdir(exist_ok=True)
        for name in (program.name, "guildhall_settings.so"):
            shutil.copy(program.parent / name, copy / name)
        return copy / program.name

    def run(self, *arguments, check=True):
        """A subcommand, to its end."""
        done = subprocess.run(as_user(self.user, [str(self.program), *arguments]), env=self.environment, cwd="/",
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if check and done.returncode:
            raise RuntimeError(f"guildhall {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout[-3000:]}")
        return done

    def start(self):
        log = open(self.folder / "log", "ab")
        command = ["env", f"LD_PRELOAD={self.preload}", str(self.program), "serve"] if self.preload else [str(self.program), "serve"]
        self.process = subprocess.Popen(as_user(self.user, command), env=self.environment, cwd="/", stdout=log, stderr=log)
        log.close()

    def wait_until_ready(self, seconds=60):
        """How long it took, from now."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            try:
                connection = connect(self.port, 2, self.context)
                connection.request("GET", "/readyz", headers={"Host": f"localhost:{self.port}"})
                if connection.getresponse().status == 200:
                    return time.monotonic() - began
            except OSError:
                pass
            if self.process.poll() is not None:
                raise RuntimeError("the server ended:\n" + (self.folder / "log").read_text()[-3000:])
            time.sleep(0.01)
        raise RuntimeError(f"not ready after {seconds} s:\n" + (self.folder / "log").read_text()[-3000:])

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)

    def postmaster(self):
        return int((self.data / "pg15" / "postmaster.pid").read_text().split("\n")[0])

    def strays(self):
        """Processes that still belong to this folder, by what they run and where they stand."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit() or int(entry.name) == os.getpid():
                continue
            try:
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                where = os.readlink(entry / "cwd")
            except OSError:
                continue
            if str(self.data) in where or f"{self.data}/" in command:
                found.append(f"{entry.name} {command}")
        return found

    def close(self):
        self.stop()
        if self.own:
            shutil.rmtree(self.folder, ignore_errors=True)

    def accounts(self):
        return json.loads((self.data / "demo-accounts.json").read_text())

    def database_url(self, role="guildhall_app"):
        """Of the private PostgreSQL, for programs that speak to it themselves."""
        options = (self.data / "pg15" / "postmaster.pid").read_text().split("\n")
        return f"host={options[4].split(',')[0].strip()} port={options[3].strip()} user={role} dbname=guildhall"

    def sql(self, statement, check=True):
        """What the private PostgreSQL answers its superuser."""
        return subprocess.run(as_user(self.user, ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", self.database_url("postgres"), "-c", statement]),
                              check=check, cwd="/", stdout=subprocess.PIPE, text=True).stdout.strip()

    def rows(self, statement):
        return self.sql(statement).splitlines()


def connect(port, timeout, context=None):
    if context:
        return http.client.HTTPSConnection("localhost", port, timeout=timeout, context=context)
    return http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)


def one_time_code(secret, at=None):
    """RFC 6238."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int((at or time.time()) // 30)), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


class Client:
    """One keep-alive connection with a bearer token."""

    def __init__(self, port, token=None, context=None):
        self.port, self.token, self.context = port, token, context
        self.connection = None

    def request(self, method, path, body=None, headers=None, raw=None):
        """`raw`: a body that is no JSON."""
        if self.connection is None:
            self.connection = connect(self.port, 20, self.context)
        sent = {"Host": f"localhost:{self.port}", **(headers or {})}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if body is not None:
            sent["Content-Type"] = "application/json"
            body = json.dumps(body)
        try:
            self.connection.request(method, f"/api/v1{path}", body or raw, sent)
            response = self.connection.getresponse()
            text = response.read()
        except Exception:
            self.connection.close()
            self.connection = None
            raise
        is_json = "json" in (response.getheader("Content-Type") or "")
        return response.status, json.loads(text) if is_json and text else text.decode()

    def sign_in(self, account):
        body = {"email": account["email"], "password": account["password"], "kind": "token"}
        if account.get("totp_secret"):
            body["code"] = one_time_code(account["totp_secret"])
        status, answer = self.request("POST", "/sessions", body)
        if status != 201:
            raise RuntimeError(f"signing in as {account['email']}: {status} {answer}")
        self.token = answer["access_token"]
        return self


def session_cookie(port, account):
    """A browser's session: the value of its cookie, and its CSRF token."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("POST", "/api/v1/sessions", json.dumps({"email": account["email"], "password": account["password"], "kind": "browser"}),
                       {"Host": f"localhost:{port}", "Origin": f"http://localhost:{port}", "Content-Type": "application/json"})
    response = connection.getresponse()
    body = response.read()
    if response.status != 201:
        raise RuntimeError(f"signing in as {account['email']}: {response.status} {body}")
    return response.getheader("Set-Cookie").split("=", 1)[1].split(";")[0], json.loads(body)["csrf_token"]


def session_secret(port, account):
    """The proof of a browser's session: what its cookie carries, and what the database is entered with."""
    value, _ = session_cookie(port, account)
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
