#!/usr/bin/env bash
# Faults put into the pages on purpose: each must be caught by the browser suite.
set -euo pipefail
cd "$(dirname "$0")/../../../web"
cmp -s package-lock.json node_modules/.installed || { npm ci --no-audit --no-fund --loglevel=error && cp package-lock.json node_modules/.installed; }
npm run --silent mutants
