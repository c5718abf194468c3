#!/usr/bin/env bash
# clang-tidy over all of src.
set -euo pipefail
cd "$(dirname "$0")/../../.."
scripts/tidy
