"""Faults of the machine: disks without room, clocks that jump, certificates that end, and settings that are wrong."""
import contextlib
import os
import ssl
import subprocess
import time
from pathlib import Path

from another_postgres import AnotherPostgres
from certificates import Authority
from guildhall import Client, Server
from ledger import complain, installation, ledger, serving_again


@contextlib.contextmanager
def small_disk(folder, megabytes):
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextlib.contextmanager
def full(folder):
    """Until there is room again."""
    filler = folder / "filler"
    with contextlib.suppress(OSError), open(filler, "wb") as file:
        while True:
            file.write(bytes(1 << 16))
            file.flush()
    try:
        yield
    finally:
        filler.unlink()


def disk_full(times):
    folder = Path(f"/tmp/guildhall-small.{os.getpid()}")
    with small_disk(folder, 700), installation(folder) as server, ledger(server) as token:
        took = []
        for _ in range(times):
            with full(folder):
                time.sleep(2)
                status, answer = Client(server.port, token).request("GET", "/customers?limit=1")
                if status not in (200, 503):
                    complain(f"reading on a full disk: {status} {answer}")
            took.append(serving_again(server, token, time.monotonic(), 15))
            time.sleep(0.5)
    folder.rmdir()
    return max(took)


WRONG_SETTINGS = [
    ({"GUILDHALL_PEPPER": "short"}, "GUILDHALL_PEPPER"), ({"GUILDHALL_THREADS": "x"}, "GUILDHALL_THREADS"), ({"GUILDHALL_ENV_FILE": "/nowhere"}, "GUILDHALL_ENV_FILE"),
    ({"GUILDHALL_LISTEN": "0.0.0.0:80"}, "GUILDHALL_LISTEN"), ({"GUILDHALL_TLS_CERT": "/nowhere", "GUILDHALL_TLS_KEY": "/nowhere"}, "/nowhere"),
]


def settings_broken(times):
    server = Server()
    try:
        server.run("migrate")
        for wrong, named in WRONG_SETTINGS:
            before = dict(server.environment)
            server.environment |= wrong
            began = time.monotonic()
            done = server.run("serve", check=False)
            server.environment = before
            if done.returncode == 0 or named not in done.stdout or time.monotonic() - began > 10:
                complain(f"{wrong}: ended with {done.returncode} and said {done.stdout[-300:]}")
    finally:
        server.close()
    return 0


def file_disk_full(times):
    """The disk of everything but the database: uploads, mail that is kept as files, checkpoints."""
    server = Server()
    with small_disk(server.data, 64):
        if server.user:
            os.chown(server.data, server.user.pw_uid, server.user.pw_gid)
        database = AnotherPostgres(server)
        try:
            server.environment |= database.settings()
            with installation(server=server), ledger(server) as token:
                took = []
                for _ in range(times):
                    with full(server.data):
                        time.sleep(2)
                        status, answer = upload(server, token)
                        if status not in (202, 503):
                            complain(f"an upload to a full disk: {status} {answer}")
                        serving_again(server, token, time.monotonic(), 5)  # what needs no file
                    began = time.monotonic()
                    status, answer = upload(server, token)
                    if status != 202:
                        complain(f"an upload when there is room again: {status} {answer}")
                    took.append(time.monotonic() - began)
            return max(took)
        finally:
            database.stop()
            server.close()


def upload(server, token):
    rows = "".join(f"Product {number},1\r\n" for number in range(200_000))
    body = ("--x\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nproducts\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p.csv\"\r\n\r\n"
            f"name,unit_price\r\n{rows}\r\n--x--\r\n")
    return Client(server.port, token).request("POST", "/imports", headers={"Content-Type": "multipart/form-data; boundary=x"}, raw=body.encode())


JUMPS = ("+1h", "-1h", "+1y", "+0", "-1d", "+0")


def clock_jumps(times):
    """Of the server alone, forth and back while they write; what tells how long something takes goes on as it does on a real machine."""
    server = Server()
    now = server.folder / "now"
    now.write_text("+0\n")
    now.chmod(0o644)
    server.environment |= {"FAKETIME_TIMESTAMP_FILE": str(now), "FAKETIME_NO_CACHE": "1", "DONT_FAKE_MONOTONIC": "1"}
    try:
        server.preload = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"
        if not Path(server.preload).exists():
            complain("libfaketime is not there")
        with installation(server=server), ledger(server, renewing=True):
            account = next(each for each in server.accounts() if each["role"] == "guild")
            took = []
            for jump in JUMPS * times:
                now.write_text(jump + "\n")
                began = time.monotonic()
                took.append(serving_again(server, None, began, 5, account))
                time.sleep(1)
        return max(took)
    finally:
        server.close()


def answers(server, strictly_by=None):
    """Whether a client that wants a good certificate, or one that takes any, is served."""
    context = ssl.create_default_context(cafile=strictly_by) if strictly_by else ssl._create_unverified_context()
    try:
        return Client(server.port, context=context).request("GET", "/setup")[0] < 500
    except ssl.SSLCertVerificationError:
        return False


def certificate_expired(times):
    server = Server()
    try:
        authority = Authority(server.folder / "authority")
        files = {"CERT": server.folder / "tls.pem", "KEY": server.folder / "tls.key"}

        def put(days):
            for path, made in zip(files.values(), authority.certify("server", "localhost", days)):
                path.with_suffix(".new").write_bytes(made.read_bytes())
                path.with_suffix(".new").chmod(0o600)
                if server.user:
                    os.chown(path.with_suffix(".new"), server.user.pw_uid, server.user.pw_gid)
                path.with_suffix(".new").rename(path)
        server.environment |= {"GUILDHALL_PUBLIC_URL": f"https://localhost:{server.port}"} | {f"GUILDHALL_TLS_{name}": str(path) for name, path in files.items()}
        put(-1)
        server.run("demo")
        server.context = ssl._create_unverified_context()
        server.start()
        server.wait_until_ready()
        took = []
        for _ in range(times):
            if not answers(server) or answers(server, authority.file):
                complain("with an expired certificate a strict client is served, or a lenient one is not")
            if "certificate" not in (said := server.run("doctor", check=False).stdout):
                complain(f"the doctor says nothing of the certificate: {said}")
            began = time.monotonic()
            put(30)
            while not answers(server, authority.file) and time.monotonic() - began < 60:
                time.sleep(0.5)
            took.append(time.monotonic() - began)
            if took[-1] > 30:
                complain(f"a new certificate was taken after {took[-1]:.0f} s")
            put(-1)
            while answers(server, authority.file):
                time.sleep(0.5)
        return max(took)
    finally:
        server.close()
