#!/usr/bin/env bash
# Every benchmark still builds. What they measure is in docs/performance.md; figures fail no test.
set -euo pipefail
cd "$(dirname "$0")/../../.."
cmake --preset release >/dev/null
cmake --build --preset release -j "$(nproc)" --target benches
