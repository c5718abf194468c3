#!/usr/bin/env bash
# clang-tidy over the core: understanding, dialog, engine, proof. Over all of src it takes eight minutes: long/06-tidy.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
scripts/tidy src/nlu src/dialog src/engine src/verify
