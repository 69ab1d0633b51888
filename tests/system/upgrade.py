#!/usr/bin/env python3
"""What each released version left behind, under the built program: migrated in one step, with everything as it was; killed in the middle of
that, again and again; a migration that fails; and a database that is newer than the program.

    tests/system/upgrade.py                  every release in tests/releases
    tests/system/upgrade.py VERSION PROGRAM  that one, and the program it was: it writes first, takes over again where migrating
                                             failed, and refuses what is migrated. By hand, before a release.
"""
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from guildhall import Client, Server, as_user, expect
from releases import Database, Left, all_answers, differences, releases, standing

BEGINS = "set local role guildhall_owner; set local search_path"  # a migration, in PostgreSQL's log
REFUSED_EVER = ("serve", "migrate", "admin create --email new@guildhall.example --name New", "demo")  # a newer database
REFUSED_SINCE = ("migrate --rehearse", "backup", "audit verify", "isolation-check")  # 0.1.0
MOST_KILLS = 5  # of the program while it migrates, besides those before and after


@contextmanager
def taking_over(server):
    """The program that is tried, on the data of another one, which has stopped."""
    new = Server(folder=server.folder)
    try:
        new.start()
        new.wait_until_ready()
        yield new
    finally:
        new.stop()


def said_by(server):
    return (server.folder / "log").read_text()


def loosely(schema):
    """As a set of lines, without parentheses: what was dumped and restored nests them otherwise, and grants stand in the order they were made."""
    return Counter(line.replace("(", "").replace(")", "") for line in schema.splitlines())


def schema_of_its_own():
    """What the program makes where nothing was before; its migrations."""
    server = Server()
    try:
        server.run("migrate")
        with standing(server) as database:
            return loosely(database.schema()), database.migrations()
    finally:
        server.close()


def check_one_step(left, fresh):
    """Rehearsed, migrated, everything as it was, and it goes on. The folder is given back for more."""
    schema, migrations = fresh
    pending = [name for name in migrations if name not in left.migrations]
    with left.copy() as server:
        rehearsed = server.run("migrate", "--rehearse").stdout
        expect("a rehearsal names what is to come, and how long it takes", rehearsed.split("\n")[:len(pending)] == pending and "On a copy, in " in rehearsed, rehearsed)
        with standing(server) as database:
            expect("and changes nothing", left.is_untouched(database))
        server.start()
        server.wait_until_ready()
        expect(f"the server has migrated in one step: {len(pending)} migrations", said_by(server).count('"what":"migrated"') == len(pending), said_by(server))
        database = Database(server)
        expect("its schema is what a new installation has", loosely(database.schema()) == schema, list((loosely(database.schema()) - schema).items())[:9])
        lost = left.missing(database)
        expect(f"each of {sum(map(len, left.rows.values()))} rows is as it was", not lost, lost)
        wrong = differences(left.release.answers(), all_answers(server))
        expect("every guild is answered what it was", not wrong, wrong[:9])
        check_it_goes_on(server)
        finds_nothing(server, "isolation-check")
        return database.shape()


def check_it_goes_on(server):
    accounts = server.accounts()
    admin, guild = (next(each for each in accounts if each["role"] == role) for role in ("admin", "guild"))
    expect("who has a second factor signs in with it", bool(admin["totp_secret"]) and Client(server.port).sign_in(admin).token)
    client = Client(server.port).sign_in(guild)
    status, customer = client.request("POST", "/customers", {"name": "After the upgrade"})
    expect("a customer is added", status == 201, customer)
    status, note = client.request("POST", f"/customers/{customer['id']}/notes", {"body": "Still here"})
    expect("and a note", status == 201, note)
    finds_nothing(server, "audit", "verify")


def finds_nothing(server, *words):
    done = server.run(*words, check=False)
    expect(f"{' '.join(words)} finds nothing", done.returncode == 0, done.stdout[-2000:])


def moments(pending):
    """When to kill: who, and after what in PostgreSQL's log, the how manieth time, and how many seconds later."""
    chosen = sorted({1 + number * (len(pending) - 1) // (MOST_KILLS - 1) for number in range(MOST_KILLS)})
    yield "the program", "What only the cluster's superuser may do", 1, 0
    for place, number in enumerate(chosen):
        yield "the program", BEGINS, number, 0.004 * place
    for number in (chosen[len(chosen) // 2], len(pending)):
        yield "PostgreSQL", BEGINS, number, 0
    yield "the program", "statement: commit", 1, 0


def wait_for(server, words, times):
    log = server.data / "postgresql.log"
    until = time.monotonic() + 60
    while time.monotonic() < until and server.process.poll() is None:
        if log.exists() and log.read_text(errors="replace").count(words) >= times:
            return
        time.sleep(0.001)
    expect(f"{words} is reached", False, said_by(server))


def kill(server, who):
    if who == "the program":
        server.kill()
    else:
        os.kill(server.postmaster(), 9)
        server.process.wait(timeout=60)
        expect("a server whose PostgreSQL is killed ends, and says so", server.process.returncode == 1, said_by(server))
    until = time.monotonic() + 30
    while server.strays() and time.monotonic() < until:
        time.sleep(0.05)
    expect("nothing is left running", not server.strays(), server.strays())


def check_killed(left, migrations, shape):
    pending, halves = [name for name in migrations if name not in left.migrations], Counter()
    for who, words, times, pause in moments(pending):
        with left.copy() as server:
            (server.data / "postgresql.local.conf").write_text("log_statement = 'all'\n")
            server.start()
            wait_for(server, words, times)
            time.sleep(pause)
            kill(server, who)
            with standing(server) as database:
                half = database.migrations()
                expect(f"{who} killed after {words[:27]}… ({times}): nothing or all is done", half in (left.migrations, migrations), half)
                if half == left.migrations:
                    expect("nothing: all is as it was", database.rows(left.columns) == left.rows)
            halves["before" if half == left.migrations else "after"] += 1
            (server.data / "postgresql.local.conf").unlink()
            server.start()
            server.wait_until_ready()
            database = Database(server)
            expect("the next start ends migrated, with the same schema", database.migrations() == migrations and database.shape() == shape)
            lost = left.missing(database)
            expect("and the same rows", not lost, lost)
    expect(f"{halves['before']} kills were before the commit, {halves['after']} after it", halves["before"] >= len(pending) // 2)


def check_failing(left, fresh_tables, program):
    """Something is in the way of the last table that is to come."""
    planted = fresh_tables[-1]
    with left.copy(program) as server:
        with standing(server) as database:
            database.sql(f"create table {planted} (in_the_way integer)")
            before = database.schema()
        refused = Server(folder=server.folder)
        for words in (("migrate", "--rehearse"), ("serve",), ("migrate",)):
            said = refused.run(*words, check=False)
            expect(f"{' '.join(words)} says which migration fails, and why", said.returncode == 1 and ".sql: relation" in said.stdout and "already exists" in said.stdout, said.stdout)
        expect("and that nothing was migrated", "Nothing was migrated" in said.stdout, said.stdout)
        with standing(server) as database:
            expect("every row and every migration is as it was", database.rows(left.columns) == left.rows and database.migrations() == left.migrations)
            expect("and what the migrations made is gone", tables_of(database.schema()) == tables_of(before))
        if program:
            server.start()
            server.wait_until_ready()
            wrong = differences(left.release.answers(), all_answers(server))
            expect("the program that it was still runs on it", not wrong, wrong[:9])
            check_it_goes_on(server)
            server.stop()
        with standing(server) as database:
            database.sql(f"drop table {planted}")
        with taking_over(server) as new:
            expect("without what is in the way it is migrated", Database(new).migrations() != left.migrations)
            if program:
                check_it_goes_on(new)
            else:
                lost = left.missing(Database(new))
                expect("and each row is as it was", not lost, lost)


def tables_of(schema):
    return sorted(line for line in schema.splitlines() if line.startswith(("CREATE TABLE", "CREATE FUNCTION", "CREATE TYPE", "CREATE INDEX", "CREATE POLICY")))


def check_newer(server, program=None):
    """A database with a migration that the program does not know. Nothing of ours may touch it."""
    older = Server(folder=server.folder)
    if program:
        older.program = Path(program)
    out = server.folder / "out"
    out.mkdir()
    shutil.chown(out, *(server.user.pw_name,) * 2) if server.user else None
    older.environment |= {"GUILDHALL_BACKUP_RECIPIENTS": "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p", "GUILDHALL_BACKUP_FOLDER": str(out)}
    with standing(server) as database:
        columns = database.columns()
        before = database.schema(), database.rows(columns)
    for words in REFUSED_EVER + (() if program else REFUSED_SINCE):
        done = subprocess.run(as_user(older.user, [str(older.program), *words.split()]), env=older.environment, cwd="/", input="a long first password\n",
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        expect(f"{words} refuses a newer database", done.returncode in (1, 2) and "newer than this program" in done.stdout, done.stdout)
    done = older.run("doctor", check=False)
    expect("doctor says that it is newer, and what to do", "ahead of this program" in done.stdout and "install the newer Guildhall" in done.stdout, done.stdout)
    with standing(server) as database:
        schema, rows = database.schema(), database.rows(columns)
        changed = [table for table in rows if rows[table] != before[1][table] and table != "platform.examinations"]
        other = list(((loosely(schema) - loosely(before[0])) + (loosely(before[0]) - loosely(schema))).items())
        expect("and nothing in it was changed", not changed and not other, [changed, other[:9]])
    expect("no backup was made of it", not list(out.iterdir()))


def check_brought_back(release):
    server = Server()
    try:
        said = release.bring_back(server)
        expect("its backup is brought back by this program", "all as it was" in said, said)
        server.start()
        server.wait_until_ready()
        wrong = differences(release.answers(), all_answers(server))
        expect("and every guild is answered what it was", not wrong, wrong[:9])
        admin = next(each for each in server.accounts() if each["role"] == "admin")
        expect("and who has a second factor signs in with it", Client(server.port).sign_in(admin).token)
    finally:
        server.close()


def check_program_before(left, program):
    """The real way: the old program writes, stops, and the new one goes on."""
    with left.copy(program) as old:
        old.start()
        old.wait_until_ready()
        guild = next(each for each in old.accounts() if each["role"] == "guild")
        status, answer = Client(old.port).sign_in(guild).request("POST", "/customers", {"name": "By the old program"})
        expect("the old program adds a customer", status == 201, answer)
        answers = all_answers(old)
        rehearsed = Server(folder=old.folder).run("migrate", "--rehearse").stdout
        expect("the new one rehearses beside it", "On a copy, in " in rehearsed, rehearsed)
        old.stop()
        with taking_over(old) as new:
            wrong = differences(answers, all_answers(new))
            expect("what the old program wrote is there under the new one", not wrong, wrong[:9])
            check_it_goes_on(new)
        check_newer(old, old.program)


def check_release(release, fresh, program=None):
    print(f"{release.version}, {release.facts['migration']}", flush=True)
    left = Left(release)
    try:
        shape = check_one_step(left, fresh)
        check_brought_back(release)
        if fresh[1] != left.migrations:
            check_killed(left, fresh[1], shape)
            made = [line.split()[2] for line in fresh[0] if line.startswith("CREATE TABLE")]
            check_failing(left, [table for table in made if table not in left.columns], program)
        if program:
            check_program_before(left, program)
    finally:
        left.server.close()


def newest_refuses_newer():
    server = Server()
    try:
        server.run("migrate")
        with standing(server) as database:
            database.sql("insert into platform.migrations values (9999, '9999_of_a_later_version.sql', '')")
            database.sql("create role of_a_later_version")
            database.sql("grant select on guild.customers to of_a_later_version")
        check_newer(server)
    finally:
        server.close()


def main():
    wanted, program = (sys.argv[1:] + [None, None])[:2]
    first = Server()  # where the program is copied to, if it is: once for all
    os.environ["GUILDHALL_PROGRAM"] = str(first.program)
    try:
        fresh = schema_of_its_own()
        for release in releases():
            if wanted in (None, release.version):
                check_release(release, fresh, program)
        newest_refuses_newer()
    finally:
        first.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
