#!/usr/bin/env bash
# The published schemas: made ones are up to date, every authored file passes, slips are refused (ajv, as an editor would).
set -euo pipefail
cd "$(dirname "$0")/../.."
scripts/npm tests
for dialog in common safety checkin healing intake; do
  file=$dialog.words.schema.json; [ "$dialog" = common ] && file=words.schema.json
  build/release/foyer schema --dialog "$dialog" | cmp - "dialogs/schema/$file" ||
    { echo "dialogs/schema/$file is not up to date; run: build/release/foyer schema --write"; exit 1; }
done
node tests/schemas.mjs
