"""Faults of the database: slow, out of reach, cut off, without room for connections, and a page that says something else."""
import subprocess
import time

from another_postgres import AnotherPostgres, Cable, Proxy
from certificates import Authority
from guildhall import Client, Server, as_user
from ledger import DEADLINE, complain, installation, ledger, serving_again


def connections_exhausted(times):
    with installation() as server, ledger(server) as token:
        took = []
        for _ in range(times):
            server.sql("alter role guildhall_app connection limit 0")  # what it has is cut, and it gets no other
            server.sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'guildhall_app'")
            time.sleep(3)
            status, answer = Client(server.port, token).request("GET", "/customers?limit=1")
            if status != 503:
                complain(f"without any connection: {status} {answer}")
            began = time.monotonic()
            server.sql("alter role guildhall_app connection limit -1")
            took.append(serving_again(server, token, began, 10))
    return max(took)


def connections_cut(times):
    with installation() as server, ledger(server) as token:
        took = []
        for _ in range(times * 5):
            server.sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'guildhall_app'")
            took.append(serving_again(server, token, time.monotonic(), 5))
            time.sleep(0.3)
    return max(took)


def exports(server):
    """Of each company what its administrator takes along; None where that broke off or was refused honestly."""
    found = []
    for account in server.accounts():
        if account["role"] != "guild":
            continue
        client = Client(server.port).sign_in(account)
        try:
            status, text = client.request("GET", "/customers/export.csv")
        except Exception:
            status, text = 503, None  # it broke off, and the client can tell
        if status not in (200, 500, 503):
            complain(f"an export was answered with {status}")
        found.append(text if status == 200 else None)
    return found


def page_flipped(times):
    with installation() as server:
        before = exports(server)
        path = server.sql("select pg_relation_filepath('guild.customers')")
        for page in range(times):
            server.sql("checkpoint")
            server.stop()
            file = server.data / "pg15" / path
            content = file.read_bytes()
            spoilt = bytearray(content)
            spoilt[page * 8192 + 8000] ^= 4
            file.write_bytes(spoilt)
            server.start()
            server.wait_until_ready()
            after = exports(server)
            if all(after):
                complain(f"nobody noticed that page {page} is spoilt")
            if any(now not in (None, then) for now, then in zip(after, before)):
                complain("a spoilt page was handed out")
            dumped = subprocess.run(as_user(server.user, ["pg_dump", "-Fc", "-d", server.database_url().replace("guildhall_app", "guildhall_backup")]), cwd="/",
                                    stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            if dumped.returncode == 0 or "invalid page" not in dumped.stderr:
                complain(f"a backup of a spoilt page was made: {dumped.stderr[-300:]}")
            server.stop()
            file.write_bytes(content)
            server.start()
            server.wait_until_ready()
        if exports(server) != before:
            complain("not as it was when the page is right again")
    return 0


def slow_database(times):
    """Everything that is asked of it arrives two seconds later."""
    server = Server()
    database = AnotherPostgres(server)
    proxy = Proxy(database.port)
    try:
        server.environment |= database.settings(proxy.port)
        with installation(server=server), ledger(server) as token:
            took = []
            for _ in range(times):
                proxy.delay = 2.0
                time.sleep(8)
                status, answer = Client(server.port, token).request("GET", "/customers?limit=1")
                if status not in (200, 503):
                    complain(f"reading from a slow database: {status} {answer}")
                began = time.monotonic()
                proxy.delay = 0.0
                took.append(serving_again(server, token, began, 10))
        return max(took)
    finally:
        proxy.close()
        database.stop()
        server.close()


def cable_pulled(times):
    """The network goes away while they write, without a word to either side, and comes back."""
    server = Server()
    cable = Cable()
    database = None
    try:
        authority = Authority(server.folder / "authority")
        server.folder.joinpath("authority").chmod(0o755)
        database = AnotherPostgres(server, cable.far, cable.place, authority)
        server.environment |= database.settings()
        with installation(server=server), ledger(server) as token:
            took = []
            for seconds in (2, 8, 20)[:times] + (4,) * max(0, times - 3):
                cable.pull()
                time.sleep(seconds)
                began = time.monotonic()
                status, answer = Client(server.port, token).request("GET", "/customers?limit=1")
                if status != 503:
                    complain(f"without a network: {status} {answer}")
                if time.monotonic() - began > DEADLINE:
                    complain(f"without a network an answer took {time.monotonic() - began:.1f} s")
                began = time.monotonic()
                cable.plug()
                took.append(serving_again(server, token, began, 15))
                time.sleep(1)
        return max(took)
    finally:
        if database:
            cable.plug()
            database.stop()
        server.close()
        cable.close()
