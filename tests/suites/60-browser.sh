#!/usr/bin/env bash
# The chat in real Chromium against the real program, with the pages packed as a practice would serve them.
# Pictures of every state in every mode: tests/suites/long/62-gallery.sh.
set -euo pipefail
cd "$(dirname "$0")/../.."
scripts/packages --tests
[ -x build/release/foyer ] || scripts/build --target foyer
cd web
# Packages stand again only where the lock file changed.
cmp -s package-lock.json node_modules/.installed || {
  npm ci --no-audit --no-fund --loglevel=error
  cp package-lock.json node_modules/.installed
}
npm run --silent types
npm run --silent unit
npm run --silent pack
export FOYER_PROGRAM="$PWD/../build/release/foyer" FOYER_WEB="$PWD/../build/web"

mapfile -t tests < <(find tests/e2e -name '*.test.mjs' ! -name 'states.test.mjs' | sort)
node --test --test-concurrency=2 "${tests[@]}"
