"""What stands in an installation, and what an evening's operator has set: for tests that look at all of it, past the wall."""
from guildhall import expect, identity


def tables(server):
    """All but where the server keeps what it does by itself, whoever works meanwhile: how far it has looked, and what it found."""
    return server.rows("select schemaname || '.' || tablename from pg_tables where schemaname in ('guild', 'platform') "
                 "and tablename not in ('alert_progress', 'examinations')")


def rows_without(server, *words):
    """Of each table the rows that name none of these words, as a set of digests."""
    unlike = " and ".join(f"t::text not like '%{word}%'" for word in words)
    return {table: set(server.rows(f"select sha256(convert_to(t::text, 'UTF8')) from {table} t where {unlike}")) for table in tables(server)}


def tables_naming(server, word):
    return {table for table in tables(server) if server.rows(f"select 1 from {table} t where t::text ilike '%{word}%' limit 1")}


def files_naming(server, word):
    """Files of the data folder that hold a word, without PostgreSQL's own and the list that the samples' passwords stand in."""
    found = []
    for path in server.data.rglob("*"):
        if path.is_file() and "pg15" not in path.parts and path.name != "demo-accounts.json" and word.encode() in path.read_bytes() + path.name.encode():
            found.append(path.name)
    return found


def administrator_of(server, guild_name):
    return next(each for each in server.accounts() if each["role"] == "guild" and each["guild"] == guild_name)


def settings_of(server):
    for name in ("out", "copies", "backups"):
        (server.folder / name).mkdir()
        server.give(server.folder / name)
    key, recipient = identity(server.folder, "identity")
    keys_key, keys_recipient = identity(server.folder, "keys-identity")
    server.environment |= {"GUILDHALL_BACKUP_RECIPIENTS": recipient, "GUILDHALL_BACKUP_KEYS_RECIPIENTS": keys_recipient,
                           "GUILDHALL_BACKUP_FOLDER": str(server.folder / "backups"), "GUILDHALL_BACKUP_HOURS": "0",
                           "GUILDHALL_ISOLATION_HOURS": "0",  # by hand alone
                           "GUILDHALL_CHECKPOINT_COPY": str(server.folder / "copies" / "checkpoints.jsonl")}
    return key, keys_key


def verified(server, what):
    done = server.run("audit", "verify", check=False)
    expect(f"{what}: every chain is whole, under the checkpoints", done.returncode == 0, done.stdout[-2000:])
