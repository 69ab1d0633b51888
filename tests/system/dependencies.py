#!/usr/bin/env python3
"""tools/dependencies finds what is planted, one fault at a time, in a copy of what it looks at; and its table says what a registry on the loopback says."""
import contextlib
import csv
import datetime
import importlib.machinery
import importlib.util
import io
import json
import os
import shutil
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEEN = ["tools/packages", "docs/dependencies.csv"] + [f"{origin}/{name}" for origin in ("web", "tools/node") for name in ("package.json", "package-lock.json", ".npmrc")]
OF_REACT = "node_modules/react"

sys.dont_write_bytecode = True
loader = importlib.machinery.SourceFileLoader("dependencies", str(ROOT / "tools/dependencies"))
dependencies = importlib.util.module_from_spec(importlib.util.spec_from_loader("dependencies", loader))
sys.modules["dependencies"] = dependencies
loader.exec_module(dependencies)


class Copy:
    """Of what the check looks at, to be spoilt."""

    def __init__(self, folder):
        self.folder = folder
        for name in SEEN:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)

    def text(self, name, change):
        path = self.folder / name
        before = path.read_text()
        path.write_text(change(before))
        assert path.read_text() != before, f"nothing was planted in {name}"

    def lock(self, change, name="web/package-lock.json"):
        def changed(text):
            read = json.loads(text)
            change(read["packages"])
            return json.dumps(read)
        self.text(name, changed)

    def react(self, **fields):
        self.lock(lambda packages: packages[OF_REACT].update(fields))

    def reviews(self, change):
        def changed(text):
            rows = list(csv.DictReader(io.StringIO(text)))
            change(next(row for row in rows if row["name"] == "react"))
            out = io.StringIO()
            writer = csv.DictWriter(out, dependencies.COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
            return out.getvalue()
        self.text("docs/dependencies.csv", changed)

    def fetched(self, package, **files):
        folder = self.folder / "web" / OF_REACT
        folder.mkdir(parents=True)
        (folder / "package.json").write_text(json.dumps(package))
        for name, text in files.items():
            (folder / name.replace("_", ".")).write_text(text)


OTHER = "sha512-" + "A" * 86 + "=="
PLANTS = [
    ("an npm package without a review", "nobody has reviewed web: planted 1.0.0",
     lambda copy: copy.lock(lambda packages: packages.update({"node_modules/planted": {"version": "1.0.0", "integrity": OTHER, "license": "MIT"}}))),
    ("one inside another", "nobody has reviewed web: planted 1.0.0",
     lambda copy: copy.lock(lambda packages: packages.update({OF_REACT + "/node_modules/planted": {"version": "1.0.0", "integrity": OTHER, "license": "MIT"}}))),
    ("one under a name of its own", "nobody has reviewed web: planted 19.", lambda copy: copy.react(name="planted")),
    ("other bytes of the same version", "nobody has reviewed web: react ", lambda copy: copy.react(integrity=OTHER)),
    ("a newer version", "nobody has reviewed web: react 99.0.0", lambda copy: copy.react(version="99.0.0")),
    ("a package in the other lock file", "nobody has reviewed tools/node: planted",
     lambda copy: copy.lock(lambda packages: packages.update({"node_modules/planted": {"version": "1.0.0", "integrity": OTHER, "license": "MIT"}}), "tools/node/package-lock.json")),
    ("a Debian package without a review", "nobody has reviewed debian: planted", lambda copy: copy.text("tools/packages", lambda text: text + "planted  for nothing\n")),
    ("a review of a Debian package that went", "a review of ccache bookworm", lambda copy: copy.text("tools/packages", lambda text: text.replace("ccache ", "# ccache"))),
    ("a review of a version that is not there", "a review of react 0.0.1", lambda copy: copy.reviews(lambda row: row.update(version="0.0.1"))),
    ("a review of other bytes", "which is not there with this digest", lambda copy: copy.reviews(lambda row: row.update(integrity=OTHER))),
    ("a review twice", "names react", lambda copy: copy.text("docs/dependencies.csv", lambda text: text + next(line for line in text.splitlines() if ",react," in line) + "\n")),
    ("a review by nobody", "lacks the day, who, or what", lambda copy: copy.reviews(lambda row: row.update(reviewer=" "))),
    ("a review of nothing", "lacks the day, who, or what", lambda copy: copy.reviews(lambda row: row.update(looked_at=""))),
    ("a review some day", "lacks the day, who, or what", lambda copy: copy.reviews(lambda row: row.update(date="lately"))),
    ("no digest", "has no digest", lambda copy: copy.lock(lambda packages: packages[OF_REACT].pop("integrity"))),
    ("a weak digest", "has no digest", lambda copy: copy.react(integrity="sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=")),
    ("a package from elsewhere", "comes from https://elsewhere.example", lambda copy: copy.react(resolved="https://elsewhere.example/react.tgz")),
    ("a package from a repository", "comes from git+ssh", lambda copy: copy.react(resolved="git+ssh://git@elsewhere.example/react.git#0123")),
    ("a folder", "is no version of the registry", lambda copy: copy.react(link=True, resolved="../react")),
    ("a version that is an address", "is no version of the registry", lambda copy: copy.react(version="file:../react")),
    ("another registry", "web/.npmrc says registry=", lambda copy: copy.text("web/.npmrc", lambda text: text + "registry=https://elsewhere.example/\n")),
    ("another registry of one scope", "tools/node/.npmrc says @base-ui:registry=", lambda copy: copy.text("tools/node/.npmrc", lambda text: text + "@base-ui:registry=https://elsewhere.example/\n")),
    ("a range", "which is no exact version", lambda copy: copy.text("web/package.json", lambda text: text.replace('"react": "', '"react": "^'))),
    ("a lock file of something else", "name different dependencies", lambda copy: copy.text("web/package.json", lambda text: text.replace('"react": "19', '"react": "18'))),
    ("an install script", "would run a script", lambda copy: copy.react(hasInstallScript=True)),
    ("an install script that the lock file hides", "would run postinstall", lambda copy: copy.fetched({"scripts": {"postinstall": "node steal.js"}, "license": "MIT"})),
    ("a build that the lock file hides", "would run binding.gyp", lambda copy: copy.fetched({"license": "MIT"}, binding_gyp="{}")),
    ("a licence that is not on the list", "has the licence AGPL-3.0-only", lambda copy: copy.react(license="AGPL-3.0-only")),
    ("one of two that are both asked for", "which is not on the list", lambda copy: copy.react(license="(MIT AND SSPL-1.0)")),
    ("no licence", "which is not on the list", lambda copy: copy.lock(lambda packages: packages[OF_REACT].pop("license"))),
    ("a licence that the lock file hides", "says BUSL-1.1 of its licence", lambda copy: copy.fetched({"license": "BUSL-1.1"})),
]
GOOD = [
    ("the tree as it is", lambda copy: None),
    ("one of two licences", lambda copy: copy.react(license="(SSPL-1.0 OR MIT)")),
    ("what is fetched and plain", lambda copy: copy.fetched({"license": "MIT", "scripts": {"prepare": "tsc"}})),
]


def faults_with(change):
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(Path(folder))
        change(copy)
        return dependencies.faults(copy.folder)


def of_reviewing():
    """A new package is reviewed by name, and the review of an old one goes."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        copy = Copy(Path(folder))
        copy.react(version="99.0.0")
        copy.lock(lambda packages: packages["node_modules/react-dom"].update(version="99.0.0"))
        dependencies.review(copy.folder, "ada", "read it", ["react"])
        rows = [row for row in dependencies.reviews(copy.folder) if row["name"] in ("react", "react-dom")]
        one = len(rows) == 1 and rows[0]["version"] == "99.0.0" and rows[0]["reviewer"] == "ada"
        return one and [fault for fault in dependencies.faults_of_reviews(copy.folder)] == ["nobody has reviewed web: react-dom 99.0.0"]


class Registry(BaseHTTPRequestHandler):
    """Knows each package since 10 days, and a newer version of react."""

    def do_GET(self):
        name = self.path[1:].split("?")[0].replace("%2f", "/")
        moment = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=10, hours=1)).isoformat()
        versions = {package.version for package in dependencies.npm_packages(ROOT, "web") if package.name == name}
        newest = "99.0.0" if name == "react" else max(versions)
        body = json.dumps({"name": name, "dist-tags": {"latest": newest}, "time": dict.fromkeys(versions, moment),
                           "versions": {version: {"name": name, "version": version} for version in versions | {newest}}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def of_the_table():
    """What npm says of two packages, where the registry is ours; and that what it does not say is told."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Registry)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found = {each.name: each for each in dependencies.npm_packages(ROOT, "web") if each.name in ("react", "react-dom")}
    with tempfile.TemporaryDirectory() as cache:
        os.environ.update(npm_config_cache=cache, npm_config_registry=f"http://127.0.0.1:{server.server_port}/")
        newer, same = (dependencies.asked_npm(["npm"], found[name]) for name in ("react", "react-dom"))
        server.shutdown()
        server.server_close()
        os.environ.update(npm_config_cache=cache + "/other", npm_config_fetch_retries="0")
        silent = dependencies.asked_npm(["npm"], found["react"])
    return newer[1:] == (10, "99.0.0") and same[1:] == (10, found["react-dom"].version) and silent[1:] == (None, None)


def main():
    wrong = [f"told of what is good: {what}: {found[0]}" for what, change in GOOD if (found := faults_with(change))]
    wrong += [f"not found: {what}" for what, said, change in PLANTS if not any(said in fault for fault in faults_with(change))]
    wrong += [] if of_reviewing() else ["a review is not written as it must be"]
    wrong += [] if of_the_table() else ["the table does not say what the registry says"]
    print("\n".join(wrong) + ("\n" if wrong else "") + f"dependencies: {len(PLANTS)} planted faults, {len(GOOD)} good trees, {len(wrong)} judged wrongly")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
