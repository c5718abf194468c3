#!/usr/bin/env bash
# From a talk to the practice: keys, consent, the sealed share, receipt, withdrawal; opened with Debian's age.
set -euo pipefail
cd "$(dirname "$0")/../.."
python3 -W ignore tests/handoff/handoff.py build/release/foyer
