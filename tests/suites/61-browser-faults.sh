#!/usr/bin/env bash
# Faults put into the pages on purpose: each must be caught by the browser suite.
set -euo pipefail
cd "$(dirname "$0")/../../web"
[ -d node_modules ] || npm ci --no-audit --no-fund --loglevel=error
npm run --silent mutants
