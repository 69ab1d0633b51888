#!/usr/bin/env python3
"""The built program, its trail and its proofs: exports that two verifiers check, an older state that is really restored, a checkpoint file
that somebody spoils, and a running server that checks its own isolation before and after a policy is taken away.
"""
import json
import os
import shutil
import stat
import subprocess

from guildhall import ROOT, Client, Server, expect

WHOLE, BROKEN, NOT_CHECKED, CUT, REWRITTEN, FILE_BROKEN, UNSIGNED, NO_CHECKPOINT = range(8)


def ends(server, code, *arguments):
    done = server.run(*arguments, check=False)
    expect(f"guildhall {' '.join(arguments)[:90]} ends with {code}", done.returncode == code, f"{done.returncode}: {done.stdout[-2000:]}")
    return done.stdout


def by_node(code, *arguments):
    done = subprocess.run([ROOT / "tools/web", "node", ROOT / "tools/verify_audit.mjs", *map(str, arguments)], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    expect(f"the other verifier ends with {code}", done.returncode == code, done.stdout[-2000:])
    return done.stdout


def restart(server):
    server.stop()
    server.start()
    server.wait_until_ready()


def work(server, account, count):
    client = Client(server.port).sign_in(account)
    for number in range(count):
        status, answer = client.request("POST", "/customers", {"name": f"Trail {number}"})
        if status != 201:
            expect(f"a customer is added: {status} {answer}", False)


def exported(server, guild, name):
    path = server.folder / name
    path.write_text(server.run("audit", "export", "--guild", guild).stdout)
    path.chmod(0o644)
    return path


def check_trail(server, account):
    guild, file = account["guild_id"], server.data / "audit-checkpoints.jsonl"
    ends(server, WHOLE, "audit", "verify")
    first = exported(server, guild, "first.jsonl")
    expect("the checkpoint file is its owner's alone", stat.S_IMODE(file.stat().st_mode) == 0o600)
    ends(server, WHOLE, "audit", "verify", "--export", str(first))
    by_node(WHOLE, first)
    others = {each["guild_id"] for each in server.accounts() if each["guild_id"]} - {guild}
    expect("an export names no other guild", not any(other in first.read_text() for other in others))
    changed = server.folder / "changed.jsonl"
    changed.write_text(first.read_text().replace("customers.created", "customers.removed", 1))
    ends(server, BROKEN, "audit", "verify", "--export", str(changed))
    by_node(BROKEN, changed)

    server.stop()
    expect("the copy is the same", (server.folder / "data/copy.jsonl").read_bytes() == file.read_bytes())
    older = server.folder / "older"
    subprocess.run(["cp", "-a", str(server.data / "pg15"), str(older)], check=True)
    seq = int(json.loads([line for line in first.read_text().splitlines() if '"head"' in line[:8]][0])["head"]["seq"])
    restart(server)
    work(server, account, 5)
    restart(server)
    ends(server, WHOLE, "audit", "verify")
    spoil(server, file)
    second = exported(server, guild, "second.jsonl")
    server.stop()
    shutil.rmtree(server.data / "pg15")
    subprocess.run(["cp", "-a", str(older), str(server.data / "pg15")], check=True)
    said = ends(server, CUT, "audit", "verify", "--guild", guild)
    named = int(said.split(": entry ")[1].split(" ")[0])
    expect(f"an older state that was restored is named: entry {named} is gone", "is gone" in said and named > seq, said)
    restart(server)
    work(server, account, 9)
    restart(server)
    said = ends(server, REWRITTEN, "audit", "verify", "--guild", guild)
    third = exported(server, guild, "third.jsonl")
    by_node(REWRITTEN, third)
    ends(server, REWRITTEN, "audit", "verify", "--export", str(third), "--against", str(second))


def spoil(server, file):
    lines = file.read_bytes().splitlines(keepends=True)
    user = server.user
    for what, code, content in [("a line is missing", FILE_BROKEN, lines[:1] + lines[2:]), ("a figure was changed", FILE_BROKEN, [lines[0].replace(b'"chains":', b'"chains":1', 1)] + lines[1:]),
                                ("there is none", NO_CHECKPOINT, [])]:
        other = server.folder / "spoilt.jsonl"
        other.write_bytes(b"".join(content))
        if user:
            os.chown(other, user.pw_uid, user.pw_gid)
        done = server.run("audit", "verify", "--against", str(other), check=False)
        expect(f"{what}: {done.returncode}", done.returncode in (code, UNSIGNED) if code == FILE_BROKEN else done.returncode == code, done.stdout)
    said = server.run("audit", "verify", "--key", "ab" * 32, check=False).stdout
    expect("another's key is not believed", "which is not believed" in said, said)


def check_isolation(server):
    receipt = server.data / "receipt.json"
    said = ends(server, 0, "isolation-check", "--receipt", str(receipt))
    print(said.strip().splitlines()[-1])
    ends(server, 0, "isolation-check", "--verify", str(receipt))
    by_node(0, receipt)
    receipt.write_text(receipt.read_text().replace("GET /customers", "GET /strangers", 1))
    ends(server, 6, "isolation-check", "--verify", str(receipt))
    by_node(6, receipt)
    server.sql("alter table guild.notes disable row level security")
    said = ends(server, 1, "isolation-check")
    expect("a policy that was taken away is named", "guild.notes" in said, said)
    server.sql("alter table guild.notes enable row level security")
    server.sql("grant select on platform.sessions to guildhall_app")
    said = ends(server, 1, "isolation-check")
    expect("a grant that was widened is named", "platform.sessions" in said, said)
    server.sql("revoke select on platform.sessions from guildhall_app")
    ends(server, 0, "isolation-check")


def main():
    server = Server()
    server.environment["GUILDHALL_CHECKPOINT_COPY"] = str(server.data / "copy.jsonl")
    try:
        server.run("demo")
        server.start()
        server.wait_until_ready()
        account = next(each for each in server.accounts() if each["role"] == "guild")
        work(server, account, 5)
        check_isolation(server)
        check_trail(server, account)
    finally:
        server.close()


if __name__ == "__main__":
    main()
