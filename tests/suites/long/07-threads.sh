#!/usr/bin/env bash
# What runs on several threads, under the thread sanitizer: the store's writer, the proof's two walkers, and
# the whole server, with the same talks over raw sockets that the ordinary suite holds.
set -euo pipefail
cd "$(dirname "$0")/../../.."
cmake --preset tsan >/dev/null
cmake --build --preset tsan -j "$(nproc)" --target test-store test-verify foyer
for module in store verify; do TSAN_OPTIONS=halt_on_error=1 "build/tsan/test-$module"; done
TSAN_OPTIONS=halt_on_error=1 python3 -W ignore tests/server/talks.py build/tsan/foyer
