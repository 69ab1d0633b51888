"""A guild that is erased: with a certificate, nothing of it left, back from its archive, and erased again after an older backup was brought back."""
import json
import shutil
import subprocess

from guild_archive import brought, lines_of
from guildhall import ROOT, Client, Server, expect
from installation import administrator_of, files_naming, rows_without, tables_naming, verified

STAYS = {"platform.audit_events", "platform.erasures"}  # that a guild was there and was erased, by its id


def erase(server, guild, name, certificate, code=0):
    done = server.run("erase", "guild", guild, "--confirm", name, "--certificate", str(certificate), "--reason", "the contract has ended", check=False)
    expect(f"erasing {guild} ends with {code}", done.returncode == code, done.stdout)
    return done.stdout


def check_certificate(server, path, key):
    said = server.run("erase", "--verify", str(path), "--key", key).stdout
    expect("the certificate is found signed", "Signed with the key" in said, said)
    done = subprocess.run(["node", str(ROOT / "tools/verify_audit.mjs"), "--key", key, str(path)], stdout=subprocess.PIPE, text=True)
    expect("by the independent verifier too", done.returncode == 0 and "erased" in done.stdout, done.stdout)
    forged = path.parent / "forged.json"
    forged.write_text(path.read_text().replace("the contract has ended", "it was asked for today"))
    server.give(forged)
    done = server.run("erase", "--verify", str(forged), "--key", key, check=False)
    expect("one that was changed is not", done.returncode == 6, done.stdout)
    done = subprocess.run(["node", str(ROOT / "tools/verify_audit.mjs"), "--key", key, str(forged)], stdout=subprocess.PIPE, text=True)
    expect("by neither of them", done.returncode == 6, done.stdout)


def check_gone(server, guild, words):
    left = tables_naming(server, guild)
    expect("no row names the guild, but those that say it was erased", left == STAYS, left)
    said = server.rows(f"select count(*) from platform.audit_events where (payload::text like '%{guild}%' or object = 'guilds/{guild}') "
                         f"and payload is not null and action <> 'guilds.erased'")
    expect("and the platform's trail only by its id", said == ["0"], said)
    for word in words:
        expect(f"nothing holds {word}", tables_naming(server, word) == set() and files_naming(server, word) == [],
               (tables_naming(server, word), files_naming(server, word)))


def check_erased(server, administrator, folder, key, words):
    """words: what stood in it and nowhere else."""
    guild, name = administrator["guild_id"], administrator["guild"]
    certificate = server.folder / "out" / "certificate.json"
    said = erase(server, guild, "Another name", certificate, 1)
    expect("the wrong name erases nothing", "Say --confirm" in said and not certificate.exists(), said)
    others = rows_without(server, guild)
    people = {json.loads(line)["id"] for line in lines_of(folder, "platform.accounts")}
    said = erase(server, guild, name, certificate)
    expect("it says what is kept", "Kept: " in said and "Backups hold it" in said, said)
    check_certificate(server, certificate, key)
    check_gone(server, guild, words)
    after = rows_without(server, guild)
    changed = {table: len(others[table] - after[table]) for table in others if others[table] - after[table]}
    # sessions and mails of its people go with them; refusals and the trail's heads move on
    expect("no other company's row is gone", not any(table.startswith("guild.") for table in changed), changed)
    left = server.rows("select id from platform.accounts")
    expect("nobody else's account is gone", len(server.rows("select 1 from platform.accounts")) == len(set(left)) and not people & set(left), left)
    status, answer = Client(server.port).request("POST", "/sessions", {**{part: administrator[part] for part in ("email", "password")}, "kind": "token"})
    expect("its people sign in no more", status == 401, answer)
    other = administrator_of(server, "Casa Verde")
    status, answer = Client(server.port).sign_in(other).request("GET", "/customers")
    expect("the others do", status == 200, answer)
    verified(server, "where it was erased")
    return certificate


def check_back(server, archive, administrator, key, certificate):
    """What was taken out comes back where it was, and goes once more."""
    guild = administrator["guild_id"]
    said = brought(server, archive, None, 0)
    expect("an archive of one's own comes in without a key", "all as they were taken out" in said, said)
    verified(server, "where it came back")
    erase(server, guild, administrator["guild"], certificate.with_name("again.json"))
    verified(server, "where it went once more")


def check_restored(server, backup, key, keys_key, guild, copies, words):
    """The list of erasures that stands beside the checkpoints' copy is followed; without it that is said, and it can be followed later."""
    for name, with_copy in (("with", True), ("without", False)):
        elsewhere = Server(settings={"GUILDHALL_CHECKPOINT_COPY": str(copies / "checkpoints.jsonl")} if with_copy else {})
        try:
            shutil.copytree(backup, elsewhere.folder / "backups" / backup.name)
            elsewhere.give(elsewhere.folder / "backups")
            done = elsewhere.run("restore", str(elsewhere.folder / "backups" / backup.name), "--identity", str(key), "--keys-identity", str(keys_key),
                                 check=False)
            expect(f"the older backup is brought back, {name} the list", done.returncode == 0, done.stdout)
            if with_copy:
                expect("what was erased since is erased again", "2 erasures were done again" in done.stdout, done.stdout)
            else:
                expect("it says what it does not know", "Nothing says what was erased since" in done.stdout, done.stdout)
                shutil.copy(copies / "erasures.jsonl", elsewhere.folder / "erasures.jsonl")
                forged = elsewhere.folder / "forged.jsonl"
                forged.write_text((copies / "erasures.jsonl").read_text().replace(guild, administrator_of(server, "Casa Verde")["guild_id"]))
                elsewhere.give(elsewhere.folder / "forged.jsonl")
                elsewhere.give(elsewhere.folder / "erasures.jsonl")
                done = elsewhere.run("erase", "--again", str(forged), check=False)
                expect("a list that nobody signed is not followed", done.returncode == 1 and "0 were done again" in done.stdout, done.stdout)
                done = elsewhere.run("erase", "--again", str(elsewhere.folder / "erasures.jsonl"))
                expect("the right one is", "2 were done again" in done.stdout, done.stdout)
            elsewhere.start()
            elsewhere.wait_until_ready()
            check_gone(elsewhere, guild, words)
            expect("the other companies are there", len(elsewhere.rows("select 1 from platform.guilds")) == len(server.rows("select 1 from platform.guilds")))
            expect("the list is kept", (elsewhere.data / "erasures.jsonl").read_text() == (copies / "erasures.jsonl").read_text())
        finally:
            elsewhere.close()
