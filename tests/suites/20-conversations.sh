#!/usr/bin/env bash
# Every talk test of tests/conversations, and that together they hear every line (docs/testing.md).
set -euo pipefail
cd "$(dirname "$0")/../.."
exec build/release/foyer test
