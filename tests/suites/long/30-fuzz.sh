#!/usr/bin/env bash
# Every fuzz target for thirty seconds, two at a time, under address and undefined-behaviour sanitizers.
# Ten minutes of one are `scripts/fuzz TARGET 600`; figures in docs/reliability.md.
set -euo pipefail
cd "$(dirname "$0")/../../.."
scripts/packages --tests
exec scripts/fuzz all 30
