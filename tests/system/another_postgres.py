"""A PostgreSQL that is not Guildhall's own, set up as docs/postgresql.md says: on the loopback, or behind a cable that can be pulled."""
import contextlib
import os
import shutil
import socket
import subprocess
import threading
import time
from pathlib import Path

from guildhall import ROOT, as_user, free_port

BIN = Path("/usr/lib/postgresql/15/bin")


class AnotherPostgres:
    """`place`: how its programs are started ("ip netns exec …"), and `address`, where it listens; with `authority` it speaks TLS."""

    def __init__(self, server, address="127.0.0.1", place=(), authority=None):
        self.user, self.address, self.port, self.place = server.user, address, free_port(), list(place)
        self.data = server.folder / "another"
        self.data.mkdir()
        if self.user:
            os.chown(self.data, self.user.pw_uid, self.user.pw_gid)
        self.tls = f"?sslmode=verify-full&sslrootcert={authority.file}" if authority else ""
        self.run(BIN / "initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        settings = [f"listen_addresses = '{address}'", f"port = {self.port}", f"unix_socket_directories = '{self.data}'", "max_connections = 80"]
        if authority:
            settings.append("ssl = on")
            self.certify(authority)
        with open(self.data / "postgresql.conf", "a") as file:
            file.write("\n".join(settings) + "\n")
        (self.data / "pg_hba.conf").write_text("local all postgres trust\nhost all all 0.0.0.0/0 scram-sha-256\n")
        self.process = None
        self.start()
        self.sql("create database crm", "postgres")
        self.run("psql", "-X", "-q", "-h", self.data, "-p", self.port, "-U", "postgres", "-d", "crm", "-v", "ON_ERROR_STOP=1", "-f", self.readable(ROOT / "migrations/superuser.sql"))
        for role in ("app", "migrate", "backup"):
            self.sql(f"alter role guildhall_{role} password 'a secret of the {role}'")

    def certify(self, authority):
        for name, path in zip(("server.crt", "server.key"), authority.certify("database", f"IP:{self.address}")):
            shutil.copy(path, self.data / name)
            (self.data / name).chmod(0o600)
            if self.user:
                os.chown(self.data / name, self.user.pw_uid, self.user.pw_gid)
        authority.file.chmod(0o644)

    def readable(self, path):
        copy = self.data.parent / path.name
        shutil.copy(path, copy)
        copy.chmod(0o644)
        return copy

    def run(self, *words):
        return subprocess.run(as_user(self.user, [str(word) for word in words]), check=True, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout

    def sql(self, statement, database="crm"):
        return self.run("psql", "-X", "-q", "-A", "-t", "-h", self.data, "-p", self.port, "-U", "postgres", "-d", database, "-v", "ON_ERROR_STOP=1", "-c", statement).strip()

    def start(self):
        log = open(self.data.parent / "another.log", "ab")
        self.process = subprocess.Popen(self.place + as_user(self.user, [str(BIN / "postgres"), "-D", str(self.data)]), cwd="/", stdout=log, stderr=log)
        log.close()
        for _ in range(200):
            with contextlib.suppress(subprocess.CalledProcessError):
                return self.sql("select 1", "postgres")
            time.sleep(0.05)
        raise RuntimeError("PostgreSQL does not start: " + (self.data.parent / "another.log").read_text()[-2000:])

    def settings(self, port=None):
        """What Guildhall is told of it; port: of something in between."""
        return {f"GUILDHALL_{name}_URL": f"postgresql://guildhall_{role}:a%20secret%20of%20the%20{role}@{self.address}:{port or self.port}/crm{self.tls}"
                for name, role in (("DATABASE", "app"), ("MIGRATE", "migrate"), ("BACKUP", "backup"))}

    def stop(self):
        self.process.send_signal(2)
        self.process.wait(timeout=30)


class Proxy:
    """Between a server and a PostgreSQL: what is asked arrives `delay` seconds later."""

    def __init__(self, target):
        self.target, self.delay = target, 0.0
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                near, _ = self.door.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.target))
            for source, sink, slow in ((near, far, True), (far, near, False)):
                threading.Thread(target=self.carry, args=(source, sink, slow), daemon=True).start()

    def carry(self, source, sink, slow):
        with contextlib.suppress(OSError):
            while chunk := source.recv(1 << 16):
                if slow and self.delay:
                    time.sleep(self.delay)
                sink.sendall(chunk)
        for each in (source, sink):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def close(self):
        self.door.close()


class Cable:
    """A network of its own for a PostgreSQL, on the other end of a cable that can be pulled. Needs root."""

    near, far = "10.203.77.1", "10.203.77.2"

    def __init__(self):
        self.name = f"gh{os.getpid()}"
        self.ip("netns", "add", self.name)
        self.ip("link", "add", f"{self.name}a", "type", "veth", "peer", "name", f"{self.name}b", "netns", self.name)
        self.ip("addr", "add", f"{self.near}/30", "dev", f"{self.name}a")
        self.ip("link", "set", f"{self.name}a", "up")
        for words in (("addr", "add", f"{self.far}/30", "dev", f"{self.name}b"), ("link", "set", f"{self.name}b", "up"), ("link", "set", "lo", "up")):
            self.ip("-n", self.name, *words)
        self.place = ["ip", "netns", "exec", self.name]

    def ip(self, *words):
        subprocess.run(["ip", *words], check=True)

    def pull(self):
        self.ip("link", "set", f"{self.name}a", "down")

    def plug(self):
        self.ip("link", "set", f"{self.name}a", "up")

    def close(self):
        self.ip("netns", "del", self.name)
