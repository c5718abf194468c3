#!/usr/bin/env bash
# Visitors talk while the server is killed with kill -9, again and again. The long run is `scripts/chaos --crash 1000`.
set -euo pipefail
cd "$(dirname "$0")/../.."
python3 -W ignore tests/reliability/crash.py build/release/foyer --kills 20
echo "Against a store that forgets, the same test must find what is lost:"
code=0
python3 -W ignore tests/reliability/crash.py build/release/foyer --kills 3 --store memory: >/dev/null || code=$?
if [ $code != 1 ]; then echo "it did not: the test cannot fail"; exit 1; fi
echo "it does"
