#!/usr/bin/env bash
# docs/protocol.yaml is a sound AsyncAPI document, its examples are what it says, and so is every frame of a running server.
set -euo pipefail
cd "$(dirname "$0")/../.."
scripts/npm tests
frames=$(mktemp); trap 'rm -f "$frames"' EXIT
FOYER_FRAMES=$frames python3 -W ignore tests/server/frames.py build/release/foyer
node tests/server/protocol.mjs "$frames"
