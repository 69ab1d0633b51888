"""A backup is made, everything is deleted, and the backup is brought back by the package on a machine that has nothing else of Guildhall."""
import re
import shutil
import subprocess
from pathlib import Path

from guildhall import expect, identity, one_time_code

BACKUPS = Path("/var/backups/guildhall")


def exports(service, accounts):
    """What each company takes along, by its administrator."""
    found = {}
    for account in accounts:
        if account["role"] == "guild":
            service.sign_in(account)
            found[account["guild"]] = service.ask("GET", "/api/v1/customers/export.csv")
    return found


def command(line):
    """As root says it: with the package's settings, as the system user."""
    done = subprocess.run(["bash", "-c", line], cwd="/root", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    expect(line, done.returncode == 0, done.stdout[-3000:])
    return done.stdout


def entries(accounts):
    """Of the trail of one of the companies."""
    guild = next(each["guild_id"] for each in accounts if each["role"] == "guild")
    return [line for line in command(f"guildhall audit export --guild {guild}").splitlines() if line.startswith('{"entry"')]


def rehearse(service, accounts, data, settings, apt, folder):
    """settings: a file, and what stands in it; folder: with guildhall.deb."""
    (key, recipient), (keys_key, keys_recipient) = identity(folder, "identity"), identity(folder, "keys-identity")
    BACKUPS.mkdir(mode=0o700)
    shutil.chown(BACKUPS, "guildhall", "guildhall")
    file, text = settings
    file.write_text(text + f"GUILDHALL_BACKUP_RECIPIENTS={recipient}\nGUILDHALL_BACKUP_KEYS_RECIPIENTS={keys_recipient}\nGUILDHALL_BACKUP_FOLDER={BACKUPS}\nGUILDHALL_BACKUP_HOURS=0\n")
    service.start()
    before = exports(service, accounts)
    expect("every company has something to lose", len(before) > 1 and all(len(each) > 1000 for each in before.values()))
    command("guildhall backup")
    trail = entries(accounts)
    signer = re.search(r"\b[0-9a-f]{64}\b", command("guildhall keys list"))[0]
    service.stop()

    apt("purge", "guildhall")
    shutil.rmtree(data)
    expect("nothing is left on the machine", not file.exists() and not data.exists() and not shutil.which("guildhall"))
    apt("install", folder / "guildhall.deb")
    [backup] = BACKUPS.iterdir()
    said = command(f"guildhall restore {backup} --identity {key} --keys-identity {keys_key} --key {signer}")
    expect("the backup is brought back", "all as it was" in said, said)
    file.write_text((data / "restored/settings.env").read_text())
    service.start()
    after = exports(service, accounts)
    expect(f"the exports of {len(before)} companies are equal, byte for byte", after == before)
    admin = next(each for each in accounts if each["role"] == "admin")
    code = {"code": one_time_code(admin["totp_secret"])}
    expect("who has a second factor signs in with it", service.ask("POST", "/api/v1/sessions", {"email": admin["email"], "password": admin["password"], "kind": "token", **code})["access_token"])
    expect("a trail goes on where it was", entries(accounts)[:len(trail)] == trail)
    command("guildhall audit verify")
    service.stop()
