#!/usr/bin/env python3
"""Changes every key of an installation, twice, and shows that nobody notices: sessions, tokens, passwords, second factors. Then the passwords of
its database's roles, as of a database that is not its own.
"""
import base64
import hashlib
import hmac
import http.client
import json
import os
import time

from guildhall import Client, Server, expect, one_time_code


class Script(Client):
    """An API client that keeps its refresh token."""

    def sign_in(self, account, steps_ahead=0):
        body = {"email": account["email"], "password": account["password"], "kind": "token"}
        if account.get("totp_secret"):
            body["code"] = one_time_code(account["totp_secret"], time.time() + 30 * steps_ahead)
        status, answer = self.request("POST", "/sessions", body)
        expect(f"{account['role']} signs in", status == 201)
        self.token, self.refresh_token = answer["access_token"], answer["refresh_token"]
        return self

    def refresh(self):
        self.token = None
        status, answer = self.request("POST", "/tokens/refresh", {"refresh_token": self.refresh_token})
        if status == 200:
            self.token, self.refresh_token = answer["access_token"], answer["refresh_token"]
        return status


class Browser(Client):
    def sign_in(self, account):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        self.headers = {"Origin": f"http://localhost:{self.port}"}
        connection.request("POST", "/api/v1/sessions", json.dumps({"email": account["email"], "password": account["password"], "kind": "browser"}),
                           {"Host": f"localhost:{self.port}", "Content-Type": "application/json", **self.headers})
        response = connection.getresponse()
        expect(f"{account['role']} signs in with a browser", response.status == 201)
        self.headers |= {"Cookie": response.getheader("Set-Cookie").split(";")[0], "X-CSRF-Token": json.loads(response.read())["csrf_token"]}
        return self

    def add(self, name):
        return self.request("POST", "/customers", {"name": name}, self.headers)[0]


def in_use(server):
    """How many passwords the present pepper made, and how many a former one."""
    return [int(part.rsplit(": ")[-1].rsplit(" ")[-1]) for part in server.run("keys", "list").stdout.splitlines()[-1].split(",")]


def nobody_notices(server):
    people = server.accounts()
    admin = next(each for each in people if each["role"] == "admin")
    head = next(each for each in people if each["role"] == "guild")
    browser, script = Browser(server.port).sign_in(head), Script(server.port).sign_in(admin)
    for turn in ("first", "second"):
        server.stop()
        server.run("keys", "rotate", "jwt", "pepper", "field", "audit")
        server.start()
        server.wait_until_ready()
        browser.connection = script.connection = None
        expect(f"{turn} change: a browser's session goes on, and its forms", browser.add(f"Of the {turn} change") == 201)
        expect(f"{turn} change: an access token goes on", script.request("GET", "/me")[0] == 200)
        expect(f"{turn} change: it is refreshed", script.refresh() == 200 and script.request("GET", "/me")[0] == 200)
    expect("every password was hashed with a former pepper", in_use(server) == [0, len(people)])
    Script(server.port).sign_in(head)
    Script(server.port).sign_in(admin, steps_ahead=1)
    expect("who signed in has a hash with the present pepper", in_use(server) == [2, len(people) - 2])
    Script(server.port).sign_in(head)


def the_check_says_that_it_could_not(server):
    """Between a change and the restart nothing of it reaches the server, and nothing is tried."""
    server.run("keys", "rotate", "jwt")
    done = server.run("isolation-check", check=False)
    expect("with a key that the server does not know yet isolation is not said to be broken", done.returncode == 2 and "Restart it" in done.stdout, done.stdout)
    server.stop()
    server.start()
    server.wait_until_ready()


def verifier_of(password, like):
    """RFC 5802, as PostgreSQL keeps it: SCRAM-SHA-256$<rounds>:<salt>$<stored key>:<server key>."""
    _, salted, _ = like.split("$")
    rounds, salt = salted.split(":")
    known = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(salt), int(rounds))
    stored = hashlib.sha256(hmac.digest(known, b"Client Key", "sha256")).digest()
    server = hmac.digest(known, b"Server Key", "sha256")
    return f"SCRAM-SHA-256${salted}${base64.b64encode(stored).decode()}:{base64.b64encode(server).decode()}"


def passwords_of_the_database(server):
    urls = {"GUILDHALL_DATABASE_URL": server.database_url(), "GUILDHALL_MIGRATE_URL": server.database_url().replace("_app", "_migrate")}
    settings = server.data / "guildhall.env"
    settings.write_text("# kept\n" + "".join(f"{name}={url}\n" for name, url in urls.items()))
    if server.user:
        os.chown(settings, server.user.pw_uid, server.user.pw_gid)
    server.environment["GUILDHALL_ENV_FILE"] = str(settings)
    server.environment["GUILDHALL_SUPERUSER_URL"] = server.database_url().replace("guildhall_app", "postgres")
    server.run("keys", "rotate", "database")
    lines = settings.read_text().splitlines()
    expect("what else stands in the file stays", lines[0] == "# kept" and len(lines) == 3)
    for line, role in zip(lines[1:], ("guildhall_app", "guildhall_migrate")):
        password = next(word for word in line.split() if "password=" in word).split("password=")[1].strip("'")
        known = server.sql(f"select rolpassword from pg_authid where rolname = '{role}'")
        expect(f"the password of {role} in the file is the one that the database knows", known == verifier_of(password, known))


def main():
    server = Server(settings={"GUILDHALL_PASSWORD_COST": "10"})
    try:
        server.run("demo", "--customers", "40", "--guilds", "1", "--seed", "1")
        server.start()
        server.wait_until_ready()
        nobody_notices(server)
        the_check_says_that_it_could_not(server)
        passwords_of_the_database(server)
    finally:
        server.close()


if __name__ == "__main__":
    main()
