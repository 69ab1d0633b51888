"""What docs/operations.md says to root about nginx, its firewall and pgBackRest, as it stands there, on a machine that has the package."""
import os
import re
import subprocess
import time
import urllib.error
from datetime import datetime, timezone
from pathlib import Path

from guildhall import ROOT, expect

HOST = "crm.example.com"  # as in the document, so that nothing of it has to be changed
REPOSITORY = Path("/var/backups/pgbackrest")
MOMENT = "2026-11-23T14:05:00Z"
# There is no systemd in a chroot: this does what the units say, of what the document asks it for.
SYSTEMCTL = r"""#!/bin/bash
set -eu
says() { cat /lib/systemd/system/guildhall.service /etc/systemd/system/guildhall.service.d/*.conf 2>/dev/null | sed -n "s/^$1=//p"; }
stop_guildhall() {
    [ -s /run/guildhall.pid ] || return 0
    kill -TERM "$(</run/guildhall.pid)" && while kill -0 "$(</run/guildhall.pid)" 2>/dev/null; do sleep 0.1; done
    rm /run/guildhall.pid
}
case $* in
daemon-reload) ;;
'restart nginx') [ ! -s /run/nginx.pid ] || nginx -s stop; while [ -s /run/nginx.pid ]; do sleep 0.1; done; nginx ;;
'stop guildhall') stop_guildhall ;;
'restart guildhall')
    stop_guildhall
    runtime=$(says RuntimeDirectory)
    [ -z "$runtime" ] || install -d -o "$(says User)" -g "$(says Group)" -m "$(says RuntimeDirectoryMode)" "/run/$runtime"
    says ExecStartPre | while read -r line; do ${line#+}; done
    umask "$(says UMask)"
    setsid setpriv --reuid="$(says User)" --regid="$(says Group)" --init-groups --no-new-privs \
        env -C / $(says Environment) $(says ExecStart) </dev/null >>/tmp/guildhall.log 2>&1 &
    echo $! >/run/guildhall.pid
    for tries in {300..0}; do guildhall healthcheck >/dev/null 2>&1 && exit; sleep 0.2; done
    tail -n 20 /tmp/guildhall.log >&2
    exit 1 ;;
*) echo "systemctl $*: not known here" >&2; exit 1 ;;
esac
"""


def section(title):
    """The lines of its blocks: settings, and commands."""
    text = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", (ROOT / "docs/operations.md").read_text(), re.M | re.S)[1]
    lines = [line for block in re.findall(r"^```\n(.*?)^```$", text, re.M | re.S) for line in block.splitlines()]
    settings = [line for line in lines if re.fullmatch(r"GUILDHALL_\w+=\S*", line)]
    return settings, [line for line in lines if line not in settings and not re.search(r"\btools/", line)]


def run(line, **words):
    for word, real in words.items():
        line = line.replace(word, real)
    done = subprocess.run(["bash", "-c", line], input="y\n", cwd="/root", env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, timeout=600)
    expect(line, done.returncode == 0, done.stdout[-3000:])


def refused(service, path):
    try:
        service.ask("GET", path)
    except urllib.error.HTTPError as error:
        return error.code
    return 200


def behind_nginx(service, account, settings_file, settings):
    own, commands = section("Behind nginx")
    settings_file.write_text(settings + "".join(f"{line}\n" for line in own))
    firewall = next(at for at, line in enumerate(commands) if "modsecurity" in line)
    for line in commands[:firewall]:
        run(line)
    service.sign_in(account)
    expect("somebody is signed in through nginx", "After the upgrade" in service.names())
    expect("without a firewall everything can be searched for", refused(service, "/api/v1/customers?search=%3Cscript%3Ealert(1)%3C/script%3E") == 200)
    for line in commands[firewall:]:
        run(line)
    expect("the firewall refuses what looks like a script", refused(service, "/api/v1/customers?search=%3Cscript%3Ealert(1)%3C/script%3E") == 403)
    expect("and nothing else", "After the upgrade" in service.names())


def back_to_a_moment(service, account):
    _, commands = section("Back to any moment")
    run(f"install -d -m 0700 -o guildhall -g guildhall {REPOSITORY}")
    moment = None
    for line in commands:
        if "/recover " in line:
            service.ask("POST", "/api/v1/customers", {"name": "Before the harm"})
            time.sleep(1.5)
            moment = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
            time.sleep(1.5)
            service.ask("POST", "/api/v1/customers", {"name": "The harm"})
            run("systemctl stop guildhall")
        run(line, **{MOMENT: moment or MOMENT})
        if "fill in" in line:
            run(f"sed -i 's|^repo1-path=.*|repo1-path={REPOSITORY}|; s|^repo1-cipher-pass=.*|&of-the-test-alone|' /etc/guildhall/pgbackrest.conf")
    run("systemctl restart guildhall")
    service.sign_in(account)
    expect("the database is as it was at that moment", "Before the harm" in service.names() and "The harm" not in service.names())
    run("guildhall audit verify")


def rehearse(service, account, settings_file, settings):
    """service: a client at HOST, whose certificate is where certbot would put it; settings: what is set besides."""
    systemctl = Path("/usr/local/bin/systemctl")
    systemctl.write_text(SYSTEMCTL)
    systemctl.chmod(0o755)
    try:
        behind_nginx(service, account, settings_file, settings)
        back_to_a_moment(service, account)
    finally:
        run("systemctl stop guildhall; nginx -s stop")
        systemctl.unlink()
