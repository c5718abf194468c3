#!/usr/bin/env bash
# The chat in real Chromium against the real program, with the pages packed as a practice would serve them.
# Leaves pictures of every state at build/gallery/index.html.
set -euo pipefail
cd "$(dirname "$0")/../../.."
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
export FOYER_PROGRAM="$PWD/../build/release/foyer" FOYER_WEB="$PWD/../build/web" FOYER_GALLERY="$PWD/../build/gallery"

# Every state in every mode takes as long as all the rest: side by side, each with its own report.
report=$(mktemp)
trap 'rm -f "$report"' EXIT
rm -rf "$FOYER_GALLERY"
node --test tests/e2e/states.test.mjs >"$report" 2>&1 &
states=$!
mapfile -t rest < <(find tests/e2e -name '*.test.mjs' ! -name 'states.test.mjs' | sort)
failed=0
node --test --test-concurrency=1 "${rest[@]}" || failed=1
wait "$states" || failed=1
cat "$report"
exit $failed
