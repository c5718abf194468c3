#!/usr/bin/env bash
# Every state of the chat in every mode, in Chromium, after tests/suites/60-browser.sh packed the pages. Leaves pictures at
# build/gallery/index.html.
set -euo pipefail
cd "$(dirname "$0")/../../../web"
export FOYER_PROGRAM="$PWD/../build/release/foyer" FOYER_WEB="$PWD/../build/web" FOYER_GALLERY="$PWD/../build/gallery"
rm -rf "$FOYER_GALLERY"
node --test tests/e2e/states.test.mjs
