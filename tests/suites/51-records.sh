#!/usr/bin/env bash
# FHIR records of real talks, before judges that Foyer did not write: Medplum's validator and HL7's invariants. Faults that are
# sown must be refused.
set -euo pipefail
cd "$(dirname "$0")/../.."
scripts/packages --tests
[ -x build/release/foyer ] || scripts/build --target foyer
scripts/npm tests/records
shares=$(mktemp -d); trap 'rm -rf "$shares"' EXIT
python3 -W ignore tests/records/shares.py build/release/foyer "$shares"
node tests/records/records.mjs build/release/foyer "$shares"
