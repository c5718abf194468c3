#!/usr/bin/env bash
# From a talk to the practice: keys, consent, the sealed share, receipt, withdrawal; opened with Debian's age; told to real peers.
set -euo pipefail
cd "$(dirname "$0")/../.."
scripts/packages --tests
[ -x build/release/foyer ] || scripts/build --target foyer
python3 -W ignore tests/handoff/handoff.py build/release/foyer
npm --prefix tests/handoff ci --no-audit --no-fund --loglevel=error
FOYER_PROGRAM="$PWD/build/release/foyer" node --test tests/handoff/delivery.mjs
