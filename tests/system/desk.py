#!/usr/bin/env python3
"""The security desk of the built program: a mail piped in opens a case whose clocks run from its receipt, members are named on the machine,
a deadline that is over is told once, and no word of a report is in a log, a mail, an export, a stream of events or a trail.
"""
import http.client
import json
import re
import subprocess
import threading
import time

from guildhall import Client, Server, as_user, expect

CANARY = "zqembargozq"


def piped(server, mail, *arguments):
    return subprocess.run(as_user(server.user, [str(server.program), "desk", *arguments]), input=mail, env=server.environment, cwd="/",
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def mail(received, subject="A hole", more=""):
    when = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(received))
    return (f"Received: from far by here with ESMTP id 1; {when}\r\nFrom: Zoe <zoe@finders.example>\r\nTo: security@here.example\r\n"
            f"Subject: {subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n{more}\r\nIt leaks: {CANARY}.\r\n").encode()


def files_with(server, word):
    """Files below the installation that have the word, without the database's own."""
    found = subprocess.run(["grep", "-rlaF", word, str(server.folder), "--exclude-dir=base", "--exclude-dir=pg_wal", "--exclude-dir=program"],
                           stdout=subprocess.PIPE, text=True)
    return found.stdout.split()


class Listening(threading.Thread):
    """A stream of /events, read while things happen."""

    def __init__(self, client):
        super().__init__(daemon=True)
        self.heard = b""
        self.connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=60)
        self.connection.request("GET", "/api/v1/events", headers={"Host": f"localhost:{client.port}", "Authorization": f"Bearer {client.token}",
                                                                  "Accept": "text/event-stream"})
        self.answer = self.connection.getresponse()

    def run(self):
        try:
            while part := self.answer.read1(4096):
                self.heard += part
        except (OSError, ValueError, http.client.HTTPException):
            pass


def mails_to(server, address):
    folder = server.data / "mail"
    texts = [path.read_text() for path in sorted(folder.glob("*.eml"))] if folder.exists() else []
    return [text.replace("=\n", "").replace("=3D", "=") for text in texts if f"To: {address}" in text]


def wait_for(what, look, seconds=30):
    for _ in range(seconds * 10):
        if found := look():
            return found
        time.sleep(0.1)
    expect(what, False)


def opens_a_case(server):
    received = int(time.time()) - 47 * 3600
    done = piped(server, mail(received), "import-mail")
    number = done.stdout.decode().strip()
    expect("a mail that is piped in opens a case and prints its number", done.returncode == 0 and re.fullmatch(r"GH-\d{4}-\d{4}", number), done)
    again = piped(server, mail(received), "import-mail")
    expect("the same mail again opens no other", again.stdout.decode().strip() == number, again)
    for what in (b"", b"no mail at all"):
        done = piped(server, what, "import-mail")
        expect(f"{what!r} is refused as no mail (65)", done.returncode == 65, done)
    listed = json.loads(piped(server, b"", "list", "--json").stdout)
    expect("the list has one case, from a mail of unknown severity", [(each["number"], each["severity"], each["state"]) for each in listed] ==
           [(number, "unsure", "received")], listed)
    due = {each["clock"]: each["due_at"] for each in listed[0]["clocks"]}
    wanted = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(received + 48 * 3600))
    expect("its clocks run from its receipt", due["first_answer"].startswith(wanted), due)
    expect("the list says nothing of the report", CANARY not in json.dumps(listed), listed)
    return number


def is_followed(server, number):
    answer = wait_for("the reporter gets a mail", lambda: mails_to(server, "zoe@finders.example"))[0]
    expect("the mail names the case", number in answer, answer)
    token = re.search(r"/security/case#([\w-]{43})", answer).group(1)
    status, case = Client(server.port).request("POST", "/security-cases/opening", {"token": token})
    expect("its link leads to the case", status == 200 and case["number"] == number and CANARY in case["description"], case)
    return token


def belongs_to_members(server, admin, builder, account):
    expect("a builder is no member", builder.request("GET", "/desk-cases")[0] == 403)
    server.run("desk", "add-member", account["email"])
    expect("who is named on the machine is one", builder.request("GET", "/desk-cases")[0] == 200)
    server.run("desk", "remove-member", account["email"])
    expect("until taken out", builder.request("GET", "/desk-cases")[0] == 403)
    done = server.run("desk", "add-member", "nobody@unknown.example", check=False)
    expect("nobody is named who is not there", done.returncode == 1 and "nobody@unknown.example is not the address" in done.stdout, done.stdout)
    expect("admins are members", admin.request("GET", "/desk-cases")[0] == 200)


def goes_on(admin, token):
    """Everything that can be done to a case, with the word in it; its id."""
    status, cases = admin.request("GET", "/desk-cases")
    path = f"/desk-cases/{cases['items'][0]['id']}"
    for internal in (True, False):
        expect("the desk writes", admin.request("POST", f"{path}/messages", {"body": CANARY, "internal": internal})[0] == 201)
    expect("the reporter writes", Client(admin.port).request("POST", "/security-cases/messages", {"token": token, "body": CANARY})[0] == 201)
    version = admin.request("GET", path)[1]["version"]
    changes = {name: CANARY for name in ("summary", "details", "changelog_line")}
    expect("the desk judges", admin.request("PATCH", path, changes, {"If-Match": f'"{version}"'})[0] == 200)
    expect("what is wrong is refused", admin.request("PATCH", path, {"fixed_version": CANARY}, {"If-Match": f'"{version + 1}"'})[0] == 422)
    expect("a state that does not follow is refused", admin.request("PUT", f"{path}/state", {"state": "credited"})[0] == 409)
    return cases["items"][0]["id"]


def escalates(server, case):
    server.sql(f"update platform.desk_cases set received_at = received_at - interval '3 days', told_at = received_at - interval '8 days' where id = '{case}'")
    count = lambda: int(server.sql(f"select count(*) from platform.desk_breaches where case_id = '{case}'"))
    wait_for("a deadline that is over is told within the minute", lambda: count() > 0, 90)
    first = count()
    time.sleep(70)
    expect("and once", count() == first, count())
    told = int(server.sql(f"select count(*) from platform.outbox where template = 'desk_breach' and key like 'desk_breach/{case}/%'"))
    expect("by one mail to each admin", told == first, told)


def stays_embargoed(server, admin, builder, listening, guild):
    for path in ("/me/export.json", "/audit-events?limit=200", f"/audit-events?search={CANARY}", "/platform-alerts", "/hall-of-fame", "/desk-cases"):
        expect(f"{path} of an admin does not say it", CANARY not in json.dumps(admin.request("GET", path)[1]))
    for path in ("/me/export.json", "/audit-events?limit=200", f"/search?search={CANARY}", "/customers/export.csv", f"/customers?search={CANARY}", "/alerts"):
        expect(f"{path} of a builder does not say it", CANARY not in json.dumps(builder.request("GET", path)[1]))
    expect("the exported trail does not say it", CANARY not in server.run("audit", "export", "--guild", guild).stdout)
    expect("the stream of events does not say it", CANARY.encode() not in listening.heard, listening.heard)
    expect("the stream was read", listening.heard != b"")
    log = (server.folder / "log").read_text()
    expect("the log is there, and does not say it", "mail sent" in log and CANARY not in log)
    expect("no file beside the database says it", files_with(server, CANARY) == [], files_with(server, CANARY))
    expect("the same look finds what is in the mails", files_with(server, "zoe@finders.example") != [])


def main():
    server = Server()
    try:
        server.run("demo", "--customers", "50", "--guilds", "1", "--seed", "5")
        server.start()
        server.wait_until_ready()
        accounts = server.accounts()
        account = next(each for each in accounts if each["role"] == "builder")
        admin = Client(server.port).sign_in(next(each for each in accounts if each["role"] == "admin"))
        builder = Client(server.port).sign_in(account)
        listening = Listening(builder)
        listening.start()
        number = opens_a_case(server)
        token = is_followed(server, number)
        belongs_to_members(server, admin, builder, account)
        case = goes_on(admin, token)
        escalates(server, case)
        admin.connection = builder.connection = None  # the server has closed them meanwhile
        stays_embargoed(server, admin, builder, listening, account["guild_id"])
    finally:
        server.close()


if __name__ == "__main__":
    main()
