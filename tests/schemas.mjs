// schemas.mjs - every authored file is what its published schema says, and a file with a slip in it is not: with ajv, as an
// editor would hold it. Usage: node tests/schemas.mjs   (after npm ci in tests/)
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true, allowUnionTypes: true });
const compiled = new Map();
const failures = [];

// The schema that a file names, found from where the file stands, as an editor finds it.
function schemaOf(file, value) {
  const name = Array.isArray(value) ? '../schema/resources.schema.json' : value.$schema;
  const place = path.join(path.dirname(file), name);
  if (!compiled.has(place)) compiled.set(place, ajv.compile(read(place)));
  return compiled.get(place);
}

function authored() {
  const files = [];
  const walk = (folder) => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const at = path.posix.join(folder, entry.name);
      if (entry.isDirectory() && entry.name !== 'schema') walk(at);
      else if (entry.name.endsWith('.json')) files.push(at);
    }
  };
  walk('dialogs');
  walk('practices');
  return files;
}

const files = authored();
for (const file of files) {
  const value = read(file);
  if (!Array.isArray(value) && typeof value.$schema !== 'string') failures.push(`${file}: names no "$schema"`);
  else if (!Array.isArray(value) && !existsSync(path.join(root, path.dirname(file), value.$schema))) failures.push(`${file}: there is no ${value.$schema}`);
  else if (!schemaOf(file, value)(value)) failures.push(`${file}: ${ajv.errorsText(schemaOf(file, value).errors)}`);
}

const slips = [
  ['a question without a kind', 'dialogs/checkin/dialog.json', (v) => { delete v.questions[0].kind; }],
  ['a kind that does not exist', 'dialogs/checkin/dialog.json', (v) => { v.questions[0].kind = 'opne'; }],
  ['a field that does not exist', 'dialogs/checkin/dialog.json', (v) => { v.questions[0].tendre = true; }],
  ['a choice without options', 'dialogs/intake/dialog.json', (v) => { delete v.questions[0].options; }],
  ['options of an open question', 'dialogs/checkin/dialog.json', (v) => { v.questions[0].options = ['a']; }],
  ['a milestone that is none of the fifteen', 'dialogs/checkin/dialog.json', (v) => { v.questions[1].milestone = 'naming-feeling'; }],
  ['a length of two options', 'dialogs/healing/dialog.json', (v) => { v.questions[2].options.pop(); }],
  ['a contact that is no consent', 'dialogs/intake/dialog.json', (v) => { v.questions.at(-2).kind = 'open'; }],
  ['an empty condition', 'dialogs/intake/dialog.json', (v) => { v.questions[3].when = {}; }],
  ['a line missing in the other language', 'dialogs/checkin/es.json', (v) => { delete v.questions.today.again.b; }],
  ['a misspelt line', 'dialogs/checkin/es.json', (v) => { v.questions.today.again.bb = v.questions.today.again.b; delete v.questions.today.again.b; }],
  ['a misspelt family', 'dialogs/checkin/en.json', (v) => { v.questions.today.agian = v.questions.today.again; delete v.questions.today.again; }],
  ['a misspelt question', 'dialogs/checkin/en.json', (v) => { v.questions.todya = v.questions.today; delete v.questions.today; }],
  ['a button without a text', 'dialogs/checkin/en.json', (v) => { delete v.questions.kinder.options.no; }],
  ['a reply to no answer', 'dialogs/checkin/en.json', (v) => { v.questions.kinder.replies.nope = { a: 'So.' }; }],
  ['a list in the place of lines', 'dialogs/healing/en.json', (v) => { v.questions.reason.ask = ['So.']; }],
  ['a chapter without an opening', 'dialogs/healing/en.json', (v) => { delete v.chapters.self.opening; }],
  ['a shared family that is gone', 'dialogs/common/en.json', (v) => { delete v.lines.repair; }],
  ['a title in one language only', 'dialogs/healing/es.json', (v) => { delete v.title; }],
  ['a milestone without a title', 'dialogs/common/es.json', (v) => { delete v.milestones.boundaries; }],
  ['a record without its words', 'dialogs/common/en.json', (v) => { delete v.record.ask_me; }],
  ['a family of hard moments that is gone', 'dialogs/safety/words/es.json', (v) => { delete v.lines['crisis.any']; }],
  ['a misspelt danger', 'dialogs/safety/en.json', (v) => { v.rules.find((rule) => rule.says.risk).says.risk = 'suicide_intnet'; }],
  ['a case of one sign', 'dialogs/safety/cases.json', (v) => { v.cases[0].signs.length = 1; }],
  ['a case that alarms nobody', 'dialogs/safety/cases.json', (v) => { v.cases[0].tier = 'none'; }],
  ['a danger without a tier', 'dialogs/safety/en.json', (v) => { delete v.rules.find((rule) => rule.says.risk).says.tier; }],
  ['a rule with one example', 'dialogs/understanding/en/answers.json', (v) => { v.rules[1].catches.length = 1; }],
  ['a rule that says two things', 'dialogs/understanding/en/answers.json', (v) => { v.rules[1].says.move = 'skip'; }],
  ['a help line that nobody can reach', 'dialogs/safety/resources.json', (v) => { for (const way of ['text', 'call', 'chat']) delete v[0][way]; }],
  ['a help line without the day it was checked', 'dialogs/safety/resources.json', (v) => { delete v[0].verified_on; }],
  ['a practice without a way to it', 'practices/demo/practice.json', (v) => { delete v.booking; delete v.phone; }],
  ['an origin with a path', 'practices/demo/practice.json', (v) => { v.origins[0] += '/chat'; }],
  ['a practical answer in one language', 'practices/demo/practice.json', (v) => { delete v.answers.cost.es; }],
];
for (const [what, file, spoil] of slips) {
  const value = structuredClone(read(file));
  spoil(value);
  if (schemaOf(file, value)(value)) failures.push(`not refused: ${what} (${file})`);
}

for (const failure of failures) console.error(failure);
console.log(`${files.length} files held against ${compiled.size} schemas, ${slips.length} slips tried, ${failures.length} failures`);
process.exit(failures.length === 0 ? 0 : 1);
