#!/usr/bin/env python3
"""The include table of ARCHITECTURE.md, and the rule for co_await that g++ 12 needs, as a test."""
import pathlib
import re
import sys

MAY_INCLUDE = {
    "base": {"base"},
    "nlu": {"nlu", "base"},
    "dialog": {"dialog", "nlu", "base"},
    "engine": {"engine", "dialog", "nlu", "base"},
    "verify": {"verify", "engine", "dialog", "nlu", "base"},
    "store": {"store", "base"},
    "handoff": {"handoff", "dialog", "store", "base"},
    "service": {"service", "verify", "engine", "dialog", "nlu", "store", "handoff", "base"},
    "script": {"script", "service", "engine", "dialog", "nlu", "base"},
    "server": {"server", "service", "base"},
    "echo": {"server", "base"},
    "cli": {"cli", "server", "script", "service", "verify", "engine", "dialog", "nlu", "store", "handoff", "base"},
}
BEAST_FILES = {"src/server/connection.cpp", "src/server/http.cpp", "src/server/net.cpp"}
CO_AWAIT = re.compile(r"co_await[^;]*[{\[]|co_await[^;]*\?|\?[^;]*co_await")

faults = []
for path in sorted(pathlib.Path("src").rglob("*")):
    if path.suffix not in {".h", ".cpp"}:
        continue
    module = path.parts[1]
    for number, line in enumerate(path.read_text().splitlines(), 1):
        where = f"{path}:{number}"
        include = re.match(r'#include "(\w+)/', line)
        if include and include[1] not in MAY_INCLUDE[module]:
            faults.append(f"{where}  {module} may not include {include[1]}")
        if re.match(r"#include <re2/", line) and module != "nlu":
            faults.append(f"{where}  only nlu includes RE2")
        if re.match(r"#include <boost/beast", line) and not (
            str(path) in BEAST_FILES or path.name.startswith(("connection", "http", "net"))
        ):
            faults.append(f"{where}  only the server's connection, http and net files include Beast")
        if CO_AWAIT.search(line.split("//")[0]):
            faults.append(f"{where}  name it first, then co_await it (g++ 12 miscompiles temporaries there)")
print("\n".join(faults) or "the arrows point one way")
sys.exit(bool(faults))
