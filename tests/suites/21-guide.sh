#!/usr/bin/env bash
# docs/authoring.md, played step by step in a copy: what it tells an author to do works, and what it shows is what comes. Of a guide
# that forgets a language, this must complain.
set -euo pipefail
cd "$(dirname "$0")/../.."
python3 tests/guide/play.py build/release/foyer
forgetful=$(mktemp); trap 'rm -f "$forgetful"' EXIT
sed 's/<!-- put: dialogs.checkin.es.*-->/In your own words:/' docs/authoring.md >"$forgetful"
if python3 tests/guide/play.py build/release/foyer "$forgetful" >/dev/null; then echo "it did not: the test cannot fail"; exit 1; fi
