#!/usr/bin/env python3
"""The SBOM names whatever the program is linked with, whatever headers went into it, what the package depends on, and all that is bundled for browsers.

Run with one component taken out at a time, the same comparison says so.
"""
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILT = ROOT / "build/release"


def output(*words):
    return subprocess.run([str(word) for word in words], cwd=ROOT, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def sources_of(paths):
    """Of what Debian builds the packages that own the files, by dpkg's own lists; a file of none of them stands for itself."""
    merged = {path: re.sub(r"^/(lib|lib64|bin|sbin)/", r"/usr/\1/", path) for path in paths}
    wanted, owner = set(merged.values()), {}
    for file in Path("/var/lib/dpkg/info").glob("*.list"):
        for line in file.read_text().splitlines():
            if (path := re.sub(r"^/(lib|lib64|bin|sbin)/", r"/usr/\1/", line)) in wanted:
                owner[path] = file.stem.split(":")[0]
    sources = sources_by_package()
    return {sources[owner[path]] if path in owner else path for path in merged.values()}


def sources_by_package():
    return dict(line.split(" ") for line in output("dpkg-query", "-W", "-f", "${Package} ${source:Package}\n").splitlines())


def linked():
    """By the loader, not by what tools/sbom reads: the libraries that the two files ask for by name."""
    found = set()
    for file in ("guildhall", "guildhall_settings.so"):
        asked = set(re.findall(r"NEEDED\s+(\S+)", output("objdump", "-p", BUILT / file)))
        found |= {str(Path(path).resolve()) for name, path in re.findall(r"(\S+) => (/\S+)", output("ldd", BUILT / file)) if name in asked}
    return found


def compiled_in():
    """The headers of the system that ninja has seen the compiler read."""
    return {str(Path(path).resolve()) for path in re.findall(r"^    (/usr/\S+)$", output("ninja", "-C", BUILT, "-t", "deps"), re.M)}


def needed_packages():
    """Of what is in the program, and why: by the source that Debian builds it from, since headers and library are two packages."""
    needed = {}
    for why, paths in (("linked", linked()), ("compiled in", compiled_in())):
        needed.update(dict.fromkeys(sources_of(paths), why))
    depends = re.search(r"^Depends: \$libraries, (.*)$", (ROOT / "tools/package").read_text(), re.M).group(1).split(", ")
    sources = sources_by_package()
    return needed | {sources[package]: "depended on" for package in depends}


def missing(sbom, needed, bundled):
    sources = {each["value"] for component in sbom["components"] for each in component.get("properties", []) if each["name"] == "debian:source"}
    npm = {component["name"] for component in sbom["components"] if component["bom-ref"].startswith("npm:")}
    data = {component["name"] for component in sbom["components"] if component["type"] == "data"}
    embedded = {line for line in re.findall(r"demo/\S+\.csv", (ROOT / "CMakeLists.txt").read_text())}
    return [f"{name} is {why}" for name, why in sorted(needed.items()) if name not in sources] + \
        [f"{name} is bundled" for name in sorted(bundled - npm)] + [f"{name} is embedded" for name in sorted(embedded - data)]


def main():
    sbom, needed = json.loads(output("tools/sbom", BUILT / "guildhall")), needed_packages()
    bundled = set(output("tools/web", "node", "test/bundled.ts").split())
    found = missing(sbom, needed, bundled)
    if len(needed) < 15 or len(bundled) < 15:
        found.append(f"too little was seen: {len(needed)} packages of Debian, {len(bundled)} of npm")
    for name in ("libicu72", "libboost1.81-dev", "age", "react", "rolldown", "demo/sp500_constituents.csv"):
        less = {"components": [each for each in sbom["components"] if each["name"] != name]}
        if len(missing(less, needed, bundled)) != len(missing(sbom, needed, bundled)) + 1:
            found.append(f"not found: that {name} is not named")
    print("\n".join(found) + ("\n" if found else "") + f"SBOM: {len(sbom['components'])} components; {len(needed)} sources of Debian and {len(bundled)} npm packages are in what is shipped; {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
