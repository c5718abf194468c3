#!/usr/bin/env bash
# Words that were typed are found nowhere once the talk is closed; and without the wipe, the same test finds them.
set -euo pipefail
cd "$(dirname "$0")/../.."
canary=(python3 -W ignore tests/reliability/canary.py)
if [ "$(id -u)" != 0 ]; then canary=(sudo "${canary[@]}"); fi # the server's memory is private: root alone may read it
"${canary[@]}" build/release/foyer
echo "In a program that does not wipe what it frees, it must find them:"
cmake --preset release >/dev/null
cmake --build --preset release --target foyer-unwiped -j 2 >/dev/null
code=0
"${canary[@]}" build/release/foyer-unwiped >/dev/null || code=$?
if [ $code != 1 ]; then echo "it did not: the test cannot fail"; exit 1; fi
echo "it does"
