// records.mjs - what `foyer export fhir` writes is sound to judges that Foyer did not write, and the judges do judge:
// every fault that is sown is refused. Usage: node records.mjs PATH-TO-foyer FOLDER   (FOLDER: of shares.py)
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { invariants, medplum } from './judges.mjs';
import { pairFaults } from './pairs.mjs';
import { faults } from './faults.mjs';

const [program, folder] = process.argv.slice(2);
const failures = [];
const exported = (...words) => JSON.parse(execFileSync(program, ['export', 'fhir', ...words], { encoding: 'utf8', maxBuffer: 2 ** 26 }));
const count = { questionnaires: 0, responses: 0, items: 0 };

function sound(what, resource) {
  for (const refusal of [...medplum(resource).map((each) => `Medplum: ${each}`), ...invariants(resource).map((each) => `HL7: ${each}`)])
    failures.push(`${what}  ${refusal}`);
}

const questionnaires = new Map();
for (const dialog of ['healing', 'intake', 'checkin'])
  for (const language of ['en', 'es']) {
    const questionnaire = exported('questionnaire', dialog, '--language', language);
    sound(`${dialog} in ${language}`, questionnaire);
    questionnaires.set(`${dialog} ${language}`, questionnaire);
    count.questionnaires += 1;
  }

function allItems(items) {
  return (items ?? []).flatMap((item) => [item, ...allItems(item.item), ...(item.answer ?? []).flatMap((answer) => allItems(answer.item))]);
}

// Nothing of the share is missing, and nothing is there that was not shared.
function isWhole(what, share, response) {
  const given = allItems(response.item).flatMap((item) => item.answer ?? []);
  const lines = share.entries.flatMap((entry) => entry.lines);
  const shared = [
    ...lines.map((line) => line.text),
    ...lines.filter((line) => line.wish).map((line) => line.wish),
  ].sort();
  const arrived = given.map((answer) => answer.valueString ?? (answer.valueCoding.system.endsWith('/wish') ? answer.valueCoding.code : answer.valueCoding.display));
  if (JSON.stringify(arrived.sort()) !== JSON.stringify(shared)) failures.push(`${what}  holds other words than were shared`);
  if (Boolean(response.subject) !== Boolean(share.contact)) failures.push(`${what}  has a subject that nobody is, or none for somebody`);
  count.items += given.length;
}

const pairs = [];
for (const file of readdirSync(folder).filter((name) => name.endsWith('.share.json'))) {
  const share = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  const what = file.replace('.share.json', '');
  for (const language of ['en', 'es']) {
    const response = exported('response', path.join(folder, file), '--language', language);
    const questionnaire = questionnaires.get(`${share.dialog} ${language}`);
    sound(what, response);
    for (const fault of pairFaults(questionnaire, response)) failures.push(`${what}  ${fault}`);
    if (language === share.locale) isWhole(what, share, response);
    pairs.push({ what, questionnaire, response });
    count.responses += 1;
  }
}

const judges = [
  ['Medplum', ({ questionnaire, response }) => [...medplum(questionnaire), ...medplum(response)]],
  ['HL7', ({ questionnaire, response }) => [...invariants(questionnaire), ...invariants(response)]],
  ['the pair', ({ questionnaire, response }) => pairFaults(questionnaire, response)],
];
const shortFirst = [...pairs].sort((a, b) => a.questionnaire.item.length - b.questionnaire.item.length);
// The judges that a fault names must all refuse it; it is sown into the first record that has a place for it.
for (const [what, named, spoil] of faults) {
  const sown = shortFirst.map((pair) => structuredClone(pair)).find((pair) => spoil(pair) !== false);
  if (!sown) failures.push(`no record has a place for: ${what}`);
  for (const [judge, refusals] of judges)
    if (sown && named.includes(judge) && refusals(sown).length === 0) failures.push(`not refused by ${judge}: ${what}`);
}

for (const failure of failures) console.error(failure);
console.log(`${count.questionnaires} questionnaires and ${count.responses} responses (${count.items} answers) judged, ${faults.length} faults sown, ${failures.length} failures`);
process.exit(failures.length === 0 ? 0 : 1);
