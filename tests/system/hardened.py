#!/usr/bin/env python3
"""The built program and its PostgreSQL extension have what makes a fault in them hard to use, as their files say; two small programs built without are found out."""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

BUILT = Path(__file__).resolve().parents[2] / "build/release"
SOFT = ["-O0", "-no-pie", "-fno-pic", "-fno-stack-protector", "-U_FORTIFY_SOURCE", "-Wl,-z,norelro,-z,lazy,-z,execstack"]
HARD = ["-O2", "-fPIE", "-pie", "-fstack-protector-strong", "-U_FORTIFY_SOURCE", "-D_FORTIFY_SOURCE=3", "-Wl,-z,relro,-z,now"]
SOURCE = """#include <stdio.h>
#include <string.h>
int main(int count, char** words) { char copy[64]; strcpy(copy, words[count - 1]); printf("%s\\n", copy); puts(copy); return 0; }
"""


def read(*words):
    return subprocess.run(["readelf", "-W", *(str(word) for word in words)], check=True, stdout=subprocess.PIPE, text=True).stdout


def lacks(file, is_program=True):
    """What a file does not have of it."""
    header, segments, dynamic, symbols = read("-h", file), read("-l", file), read("-d", file), read("--dyn-syms", file)
    stack = re.search(r"GNU_STACK(?:\s+0x[0-9a-f]+)+\s+([RWE]+)", segments)
    has = {
        "a place that changes at each start (PIE)": re.search(r"Type:\s+DYN", header) and (not is_program or "Flags: NOW PIE" in dynamic or re.search(r"FLAGS_1.*\bPIE\b", dynamic)),
        "tables that are read-only after the start (RELRO)": "GNU_RELRO" in segments and re.search(r"\bBIND_NOW\b|FLAGS_1.*\bNOW\b", dynamic),
        "a stack that is not run": stack and "E" not in stack.group(1),
        "no segment both written and run": not re.search(r"LOAD.*\sRWE\s", segments),
    }
    if is_program:
        has["guarded frames (stack protector)"] = "__stack_chk_fail" in symbols
        has["checked copies (FORTIFY_SOURCE)"] = re.search(r"\b__\w+_chk@", symbols)
    has["no path to libraries of its own"] = not re.search(r"\(R(UN)?PATH\)", dynamic)
    return [what for what, there in has.items() if not there]


def built(folder, name, flags):
    (folder / "main.c").write_text(SOURCE)
    subprocess.run(["gcc", *flags, "-w", "-o", folder / name, folder / "main.c"], check=True)
    return folder / name


def main():
    wrong = [f"{name} lacks {what}" for name, is_program in (("guildhall", True), ("guildhall_settings.so", False)) for what in lacks(BUILT / name, is_program)]
    with tempfile.TemporaryDirectory() as folder:
        soft, hard = lacks(built(Path(folder), "soft", SOFT)), lacks(built(Path(folder), "hard", HARD))
    if len(soft) != 5 or hard:
        wrong.append(f"a soft program was found to lack {soft}, a hard one {hard}")
    print("\n".join(wrong) + ("\n" if wrong else "") + f"hardened: two files, {len(wrong)} faults; a soft program lacks {len(soft)} things")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
