#!/usr/bin/env python3
"""A person's data, with the built program: found, handed out, erased or anonymised, and again after an older backup was brought back."""
import json
import shutil
import sys
import uuid

from guildhall import Client, Server, expect
from installation import administrator_of, files_naming, settings_of, tables_naming

PERSON, EMAIL, PHONE = "Zenobia Quillfeather", "zenobia@quillfeather.example", "+49 30 5550199"
PRIVATE = "Xaverius Unterhuber-Nepomuk"


def fill(server, administrator):
    client = Client(server.port).sign_in(administrator)
    made = lambda path, body: _made(client, path, body)
    tax = client.request("GET", "/tax-codes")[1]["items"][0]["id"]
    lines = [{"description": "Tuning", "quantity": "1", "unit_price": "10", "tax_code_id": tax}]
    company = made("/customers", {"name": "Some Company"})
    contact = made(f"/customers/{company['id']}/contacts", {"first_name": "Zenobia", "last_name": "Quillfeather", "email": EMAIL, "phone": PHONE})
    other = made(f"/customers/{company['id']}/contacts", {"first_name": "Otto", "last_name": "Other", "email": "otto@other.example"})
    plain = made("/customers", {"name": PRIVATE, "kind": "person", "phone": "+49 30 5550100"})
    made(f"/customers/{plain['id']}/notes", {"body": "Prefers Unterhuber-Nepomuk in full"})
    named = made("/customers", {"name": PRIVATE + " the second", "kind": "person"})
    estimate = made("/estimates", {"customer_id": named["id"], "lines": lines})
    made("/estimates", {"customer_id": plain["id"], "lines": lines})
    server.sql(f"update guild.estimates set state = 'sent', customer_name = '{PRIVATE} the second' where id = '{estimate['id']}'")
    return {"company": company, "contact": contact, "other": other, "plain": plain, "named": named, "estimate": estimate}


def _made(client, path, body):
    status, answer = client.request("POST", path, body, {"Idempotency-Key": str(uuid.uuid4())})  # whose stored answers go too
    expect(f"POST {path}", status == 201, answer)
    return answer


def erase(server, verb, name, certificate, *more, code=0):
    done = server.run("person", verb, name, "--certificate", str(certificate), "--reason", "they asked for it", *more, check=False)
    expect(f"person {verb} {name} ends with {code}", done.returncode == code, done.stdout)
    return done.stdout


def check_found(server, guild, things):
    for asked in (EMAIL, EMAIL.upper(), PHONE, "quillfeather", PERSON):
        said = server.run("person", "find", asked).stdout
        expect(f"{asked} is found", f"contacts/{things['contact']['id']}" in said and "1 found" in said, said)
    said = server.run("person", "find", "Unterhuber", "--guild", guild).stdout
    expect("private customers are found", f"customers/{things['plain']['id']}" in said and "2 found" in said, said)
    done = server.run("person", "find", "Some Company", check=False)
    expect("companies are no people", done.returncode == 1 and "0 found" in done.stdout, done.stdout)
    done = server.run("person", "find", EMAIL, "--guild", administrator_of(server, "Casa Verde")["guild_id"], check=False)
    expect("and nobody is found in another guild", "0 found" in done.stdout, done.stdout)


def check_handed_out(server, guild, things):
    path = server.folder / "out" / "person.jsonl"
    server.run("person", "export", f"customers/{things['plain']['id']}", "--guild", guild, "--to", str(path))
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    kinds = {row["from"] for row in rows}
    expect("customer, note, draft with its line and trail are handed out",
           kinds >= {"guild.customers", "guild.notes", "guild.estimates", "guild.estimate_lines", "guild.audit_events"}, kinds)
    expect("and nothing of others", "the second" not in path.read_text() and "Quillfeather" not in path.read_text())
    path = server.folder / "out" / "by_address.jsonl"
    server.run("person", "export", EMAIL, "--to", str(path))
    expect("by an address too", PHONE in path.read_text() and "otto@other" not in path.read_text())


def check_erased(server, guild, things, administrator):
    out = server.folder / "out"
    contact, plain, named = (f"{kind}/{things[what]['id']}" for kind, what in (("contacts", "contact"), ("customers", "plain"), ("customers", "named")))
    said = erase(server, "erase", f"customers/{things['company']['id']}", out / "company.json", "--guild", guild, code=1)
    expect("a company is no person", "is a company" in said and not (out / "company.json").exists(), said)
    erase(server, "erase", contact, out / "elsewhere.json", "--guild", administrator_of(server, "Casa Verde")["guild_id"], code=1)
    erase(server, "erase", contact, out / "contact.json", "--guild", guild)
    for word in (EMAIL, PHONE, "Quillfeather"):
        expect(f"nothing holds {word}", not tables_naming(server, word) and not files_naming(server, word), tables_naming(server, word))
    client = Client(server.port).sign_in(administrator)
    status, left = client.request("GET", f"/customers/{things['company']['id']}/contacts")
    expect("the other contact is there, and the primary one now", [(each["last_name"], each["primary"]) for each in left["items"]] == [("Other", True)], left)

    erase(server, "erase", plain, out / "plain.json", "--guild", guild)
    said = erase(server, "erase", named, out / "named.json", "--guild", guild)
    expect("what is kept is said, with the law", f"estimates/{things['estimate']['id']}: a document that was sent is kept" in said
           and "anonymised" in said and "art. 17(3)(b)" in said, said)
    holding = tables_naming(server, "Unterhuber")
    expect("only the document holds the name", holding <= {"guild.estimates", "guild.audit_events", "guild.search_texts", "guild.search_words"}, holding)
    rest = server.rows("select 'e' from guild.audit_events e where e::text like '%Unterhuber%' and e.object not like 'estimates/%'")
    expect("and its own entries of the trail", rest == [], rest)
    status, customer = client.request("GET", f"/{named}")
    expect("the customer is somebody", status == 200 and customer["name"] == "Erased person", customer)
    status, _ = client.request("GET", f"/{plain}")
    expect("the other one is nobody", status == 404)
    erase(server, "erase", contact, out / "twice.json", "--guild", guild, code=1)
    for name in ("contact", "plain", "named"):
        said = server.run("erase", "--verify", str(out / f"{name}.json")).stdout
        expect(f"the certificate {name}.json is signed", "Signed with" in said, said)
        text = (out / f"{name}.json").read_text()
        expect("and names nobody", "Unterhuber" not in text and "Zenobia" not in text and EMAIL not in text, text)


def check_account(server, account, out):
    said = server.run("person", "find", account["email"]).stdout
    name = next(word for word in said.split() if word.startswith("accounts/"))
    administrator = administrator_of(server, "Casa Verde")
    found = server.run("person", "find", administrator["email"]).stdout
    last = next(word for word in found.split() if word.startswith("accounts/"))
    said = erase(server, "erase", last, out / "last.json", code=1)
    expect("the last administrator of a guild stays", "keeps at least one" in said, said)
    erase(server, "erase", name, out / "account.json")
    status, _ = Client(server.port).request("POST", "/sessions", {**{part: account[part] for part in ("email", "password")}, "kind": "token"})
    expect("who worked here signs in no more", status == 401)
    holding = tables_naming(server, account["email"])
    expect("nothing holds the address", holding == set(), holding)


def check_restored(server, backup, keys, guild):
    key, keys_key = keys
    elsewhere = Server(settings={"GUILDHALL_CHECKPOINT_COPY": str(server.folder / "copies" / "checkpoints.jsonl")})
    try:
        shutil.copytree(backup, elsewhere.folder / "backups" / backup.name)
        elsewhere.give(elsewhere.folder / "backups")
        done = elsewhere.run("restore", str(elsewhere.folder / "backups" / backup.name), "--identity", str(key), "--keys-identity", str(keys_key), check=False)
        expect("after an older backup they are erased again", done.returncode == 0 and "4 erasures were done again" in done.stdout, done.stdout)
        elsewhere.start()
        elsewhere.wait_until_ready()
        for word in (EMAIL, PHONE, "Quillfeather", "finn@northwind.example"):
            expect(f"nothing holds {word}", not tables_naming(elsewhere, word), tables_naming(elsewhere, word))
        done = elsewhere.run("audit", "verify", check=False)
        expect("every chain is whole", done.returncode == 0, done.stdout[-2000:])
    finally:
        elsewhere.close()


def main():
    server = Server()
    try:
        keys = settings_of(server)
        server.run("demo")
        server.start()
        server.wait_until_ready()
        administrator = administrator_of(server, "Northwind Traders")
        guild = administrator["guild_id"]
        things = fill(server, administrator)
        server.run("backup")
        [backup] = [each for each in (server.folder / "backups").iterdir() if each.is_dir()]
        others = server.sql(f"select md5(string_agg(t::text, '|' order by id)) from guild.customers t where guild_id <> '{guild}'")
        check_found(server, guild, things)
        check_handed_out(server, guild, things)
        check_erased(server, guild, things, administrator)
        check_account(server, next(each for each in server.accounts() if each["email"] == "finn@northwind.example"), server.folder / "out")
        expect("no other guild's customer changed", others == server.sql(
            f"select md5(string_agg(t::text, '|' order by id)) from guild.customers t where guild_id <> '{guild}'"))
        done = server.run("audit", "verify", check=False)
        expect("every chain is whole", done.returncode == 0, done.stdout[-2000:])
        check_restored(server, backup, keys, guild)
    finally:
        server.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
