"""What released versions left behind, in tests/releases: brought back by the program that is tried, and compared with what it was."""
import contextlib
import io
import json
import lzma
import shutil
import subprocess
import tarfile
from collections import Counter
from pathlib import Path

from another_postgres import BIN
from guildhall import ROOT, Client, Server, as_user, expect, identity

RELEASES = ROOT / "tests/releases"
# What is worked out of other rows, and worked out anew where a version knows more.
WORKED_OUT = {"platform.memberships": {"scopes"}}
LISTS = ("/customers", "/contacts", "/estimates", "/activities", "/products", "/tax-codes", "/tags", "/groups")


def whole_list(client, path):
    items, after = [], None
    while True:
        status, page = client.request("GET", f"{path}?limit=200" + (f"&after={after}" if after else ""))
        if status != 200:
            raise RuntimeError(f"{path}: {status} {page}")
        items, after = items + page["items"], page["next"]
        if not after:
            return items


def answers_to(server, account):
    """What a guild's administrator is answered: its lists, each estimate with its lines, and the notes of those who have estimates."""
    client = Client(server.port).sign_in(account)
    found = {path: whole_list(client, path) for path in LISTS}
    customers = dict.fromkeys(estimate["customer_id"] for estimate in found["/estimates"])
    for path in [f"/estimates/{each['id']}" for each in found["/estimates"]]:
        found[path] = client.request("GET", path)[1]
    for path in [f"/customers/{customer}/notes" for customer in customers]:
        found[path] = whole_list(client, path)
    return found


def all_answers(server):
    return {each["guild_id"]: answers_to(server, each) for each in server.accounts() if each["role"] == "guild"}


def differences(was, now, where=""):
    """Paths of what was answered and is no more so. Fields may have been added."""
    if isinstance(was, dict) and isinstance(now, dict):
        return [found for key in was for found in (differences(was[key], now[key], f"{where}/{key}") if key in now else [f"{where}/{key} is gone"])]
    if isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        return [found for number, pair in enumerate(zip(was, now)) for found in differences(*pair, f"{where}/{number}")]
    return [] if was == now else [f"{where}: {str(was)[:100]} is now {str(now)[:100]}"]


class Database:
    """The private PostgreSQL of a server that runs, as its superuser."""

    def __init__(self, server, name="guildhall"):
        self.user = server.user
        self.url = server.database_url("postgres").replace("dbname=guildhall", f"dbname={name}")

    def run(self, program, *words):
        return subprocess.run(as_user(self.user, [program, *words, "-d", self.url]), check=True, cwd="/", stdout=subprocess.PIPE, text=True).stdout

    def sql(self, statement):
        return self.run("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statement).rstrip("\n")

    def schema(self):
        """Everything but rows."""
        return "\n".join(line for line in self.run("pg_dump", "--schema-only").splitlines() if not line.startswith(("--", "\\")))

    def shape(self):
        """A sum of everything but rows: sooner than schema(), and only for databases that came about in the same way."""
        return self.sql("""
select md5(string_agg(line, ';' order by line)) from (
select concat('column', attrelid::regclass, attnum, attname, atttypid::regtype, attnotnull, attacl) from pg_attribute join pg_class c on c.oid = attrelid
 where c.relnamespace in (select oid from pg_namespace where nspname in ('guild', 'platform', 'wall')) and attnum > 0
union all select concat('relation', oid::regclass, relkind, relowner::regrole, relacl, relrowsecurity, relforcerowsecurity) from pg_class where relnamespace::regnamespace::text in ('guild', 'platform', 'wall')
union all select concat('constraint', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint where connamespace::regnamespace::text in ('guild', 'platform', 'wall')
union all select pg_get_indexdef(indexrelid) from pg_index join pg_class c on c.oid = indexrelid where relnamespace::regnamespace::text in ('guild', 'platform', 'wall')
union all select concat('function', proowner::regrole, proacl, pg_get_functiondef(oid)) from pg_proc where pronamespace::regnamespace::text in ('guild', 'platform', 'wall') and prokind = 'f'
union all select concat('policy', polrelid::regclass, polname, polcmd, polroles::regrole[], pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) from pg_policy
union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal) as lines (line)""")

    def migrations(self):
        return self.sql("select name from platform.migrations order by number").splitlines()

    def columns(self):
        """{table: its columns}"""
        found = {}
        for line in self.sql("select c.oid::regclass, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
                             " where c.relkind = 'r' and c.relnamespace in ('guild'::regnamespace, 'platform'::regnamespace) order by 1, 2").splitlines():
            table, column = line.split("|")
            found.setdefault(table, set()).add(column)
        return found

    def rows(self, columns):
        """{table: its rows, sorted, each as JSON of these columns}"""
        each = [f"select '{table}', (select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(t)) where key = any('{{{','.join(sorted(names))}}}'))::text from {table} t"
                for table, names in sorted(columns.items())]
        found = {table: [] for table in columns}
        for line in self.sql(" union all ".join(each)).splitlines():
            table, row = line.split("|", 1)
            found[table].append(row)
        return {table: sorted(rows) for table, rows in found.items()}


@contextlib.contextmanager
def standing(server, name="guildhall"):
    """The database of a server that does not run, as it lies there: no program of ours touches it."""
    sockets = server.folder / "sockets"
    sockets.mkdir(exist_ok=True)
    server.give(sockets)
    control = lambda *words: subprocess.run(as_user(server.user, [str(BIN / "pg_ctl"), "-s", "-w", "-D", str(server.data / "pg15"), *words]), check=True, cwd="/")
    control("-l", str(sockets / "log"), "-o", f"-c fsync=off -c listen_addresses= -c unix_socket_directories={sockets}", "start")
    try:
        yield Database(server, name)
    finally:
        control("-m", "fast", "stop")


class Release:
    def __init__(self, folder):
        self.folder, self.version = folder, folder.name
        self.facts = json.loads((folder / "release.json").read_text())

    def answers(self):
        return json.loads(lzma.decompress((self.folder / "answers.json.xz").read_bytes()))

    def parts(self):
        with tarfile.open(self.folder / "backup.tar.xz") as archive:
            return {part.name: archive.extractfile(part).read() for part in archive}

    def lay(self, server):
        """Makes the data folder as the release left it: its files and keys, and a PostgreSQL with its roles and its schema."""
        parts = self.parts()
        for name in ("files", "keys"):
            subprocess.run(["tar", "-xz", "-C", str(server.data)], input=parts[name], check=True)
        for name, content in (("audit-checkpoints.jsonl", parts["checkpoints"]), ("release.dump", parts["database"])):
            (server.data / name).write_bytes(content)
            (server.data / name).chmod(0o600)
        shutil.copy(self.folder / "superuser.sql", server.data / "superuser.sql")
        server.give(server.data)
        run = lambda *words: subprocess.run(as_user(server.user, [str(word) for word in words]), check=True, cwd="/", stdout=subprocess.DEVNULL)
        run(BIN / "initdb", "-D", server.data / "pg15", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums", "--no-sync")
        with standing(server, "postgres") as database:
            for name in ("guildhall", "restored"):
                database.sql(f"create database {name} template template0 encoding 'UTF8' locale 'C.UTF-8'")
            url = database.url.replace("dbname=postgres", "dbname=")
            run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", f"{url}guildhall", "-c", "set client_min_messages = warning", "-f", server.data / "superuser.sql")
            run("pg_restore", "--exit-on-error", "-d", f"{url}restored", server.data / "release.dump")
            database.sql("drop database guildhall")
            database.sql("alter database restored rename to guildhall")
        for name in ("superuser.sql", "release.dump"):
            (server.data / name).unlink()

    def sealed(self, server):
        """Its backup as it was made, but for an identity of today: the folder, and the identity's file."""
        key, recipient = identity(server.folder, "identity")
        backup = server.folder / self.facts["backup"]
        backup.mkdir()
        for name, content in self.parts().items():
            subprocess.run(["age", "-r", recipient, "-o", str(backup / f"{name}.age")], input=content, check=True)
        server.give(backup)
        return backup, key

    def bring_back(self, server):
        """Into the empty data folder of a server, with the schema it had. What the program says of it."""
        backup, key = self.sealed(server)
        return server.run("restore", str(backup), "--identity", str(key), "--keys-identity", str(key)).stdout


def keep(folder, facts, superuser, opened, answers):
    """Writes the folder of a release. `superuser`: its superuser.sql; `opened`: the parts of its backup, {name: bytes}."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "superuser.sql").write_text(superuser)
    with lzma.open(folder / "backup.tar.xz", "wb", preset=9 | lzma.PRESET_EXTREME) as out, tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in sorted(opened.items()):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), 0o600
            archive.addfile(entry, io.BytesIO(content))
    (folder / "answers.json.xz").write_bytes(lzma.compress(json.dumps(answers, sort_keys=True).encode(), preset=9 | lzma.PRESET_EXTREME))
    (folder / "release.json").write_text(json.dumps(facts, indent=2) + "\n")


def releases():
    return [Release(path.parent) for path in sorted(RELEASES.glob("*/release.json"))]


class Left:
    """A release's data folder, and what was in it."""

    def __init__(self, release):
        self.release, self.server = release, Server()
        release.lay(self.server)
        with standing(self.server) as database:
            self.columns = {table: names - WORKED_OUT.get(table, set()) for table, names in database.columns().items()}
            self.rows, self.schema, self.migrations = database.rows(self.columns), database.schema(), database.migrations()

    @contextlib.contextmanager
    def copy(self, program=None):
        """A server of its own on the same data."""
        server = Server()
        try:
            if program:
                server.program = server._reachable(Path(program))
            server.data.rmdir()
            subprocess.run(["cp", "-a", str(self.server.data), str(server.data)], check=True)
            yield server
        finally:
            server.close()

    def missing(self, database):
        """Rows that are no longer there as they were."""
        there = database.columns()
        columns = {table: names & there[table] for table, names in self.columns.items() if table in there}
        expect("no table and no column is gone", columns == self.columns, [table for table in self.columns if columns.get(table) != self.columns[table]])
        now = database.rows(columns)
        return {table: list(lost)[:2] for table in columns if (lost := Counter(self.rows[table]) - Counter(now[table]))}

    def is_untouched(self, database):
        return database.schema() == self.schema and database.rows(self.columns) == self.rows and database.migrations() == self.migrations
