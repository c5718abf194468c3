#!/usr/bin/env bash
# A full, read-only or damaged disk, and a clock that jumps: what is said, and that nothing that was answered is lost.
set -euo pipefail
cd "$(dirname "$0")/../.."
python3 -W ignore tests/reliability/disk.py build/release/foyer
