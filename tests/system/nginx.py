"""An nginx before a running Guildhall, as packaging/nginx has it (tools/nginx writes it with other paths and ports), and a client for it."""
import http.client
import shutil
import ssl
import subprocess
import tempfile
import time
from pathlib import Path

from guildhall import ROOT, Client, as_user, free_port


class Nginx:
    """Before the server of a socket, by packaging/nginx; `mend` changes the firewall's rules."""

    def __init__(self, socket, user, firewall, mend=None):
        self.folder = Path(tempfile.mkdtemp(prefix="guildhall_nginx.", dir="/tmp"))
        self.plain, self.port = free_port(), free_port()
        subprocess.run([str(ROOT / "tools/nginx"), *(["--waf"] if firewall else []), str(self.folder), socket, str(self.plain), str(self.port)], check=True)
        if mend:
            rules = self.folder / "guildhall-waf/rules.conf"
            rules.write_text(mend(rules.read_text()))
        self.context = ssl.create_default_context(cafile=str(self.folder / "tls/fullchain.pem"))
        if user:
            subprocess.run(["chown", "-R", f"{user.pw_uid}:{user.pw_gid}", str(self.folder)], check=True)
        command = ["/usr/sbin/nginx", "-e", str(self.folder / "nginx.log"), "-c", str(self.folder / "nginx.conf")]
        self.process = subprocess.Popen(as_user(user, command), cwd="/", stderr=subprocess.DEVNULL)
        try:
            self._wait()
        except Exception:
            self.close()
            raise

    def _wait(self):
        for _ in range(200):
            try:
                return self.ask("GET", "/healthz")
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.05)
        raise RuntimeError("nginx does not answer:\n" + (self.folder / "nginx.log").read_text())

    def connect(self, source=None, plain=False):
        if plain:
            return http.client.HTTPConnection("127.0.0.1", self.plain, timeout=20)
        return http.client.HTTPSConnection("localhost", self.port, timeout=20, context=self.context, source_address=(source, 0) if source else None)

    def ask(self, method, path, headers=None, body=None, source=None, plain=False):
        """The answer, with its body read; over a connection of its own."""
        connection = self.connect(source, plain)
        connection.request(method, path, body, {"User-Agent": "proxy.py", **(headers or {})})
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        connection.close()
        return answer

    def client(self, account):
        return Client(self.port, context=self.context).sign_in(account)

    def said(self):
        """By the firewall."""
        return "\n".join(line for line in (self.folder / "guildhall.error.log").read_text().splitlines() if "ModSecurity" in line)

    def close(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder)


def refused_by_firewall(answer):
    """A 403 of nginx itself: the server gives each of its answers a number."""
    return answer.status == 403 and answer.getheader("X-Request-Id") is None
