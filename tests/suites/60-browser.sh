#!/usr/bin/env bash
# The chat in real Chromium against the real program, with the pages packed as a practice would serve them.
set -euo pipefail
cd "$(dirname "$0")/../.."
scripts/packages --tests
[ -x build/release/foyer ] || scripts/build --target foyer
cd web
npm ci --no-audit --no-fund --loglevel=error
npm run --silent types
npm run --silent unit
npm run --silent pack
export FOYER_PROGRAM="$PWD/../build/release/foyer" FOYER_WEB="$PWD/../build/web"
node --test --test-concurrency=2 tests/e2e/
