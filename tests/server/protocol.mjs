// protocol.mjs - docs/protocol.yaml is a sound AsyncAPI document, and its examples (and recorded frames, one JSON a line,
// given as a file) are what its schemas say. Usage: node protocol.mjs [FRAMES]   with @asyncapi/parser and ajv within reach:
// FOYER_NODE_MODULES names the folder; tests/node_modules otherwise.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = fileURLToPath(new URL('../..', import.meta.url));
const modules = process.env.FOYER_NODE_MODULES ?? path.join(root, 'tests/node_modules');
const require = createRequire(path.join(modules, 'x.js'));
const { Parser } = require('@asyncapi/parser');
const Ajv = require('ajv').default;

const text = readFileSync(path.join(root, 'docs/protocol.yaml'), 'utf8');
const { document, diagnostics } = await new Parser().parse(text);
const faults = diagnostics.filter(({ severity }) => severity <= 1)
  .map(({ code, message, range }) => `docs/protocol.yaml:${range.start.line + 1}  ${code}  ${message}`);
const ajv = new Ajv({ strict: false, allErrors: true });
const fromServer = new Map();
let checked = 0;

function check(validate, frame, where) {
  checked += 1;
  if (!validate(frame)) faults.push(`${where}  ${ajv.errorsText(validate.errors)}`);
}

const sent = new Set(document?.operations().filterBySend().flatMap((one) => one.messages().all().map((message) => message.id())));
for (const message of document?.components().messages().all() ?? []) {
  const validate = ajv.compile(message.payload().json());
  const examples = message.examples().all();
  if (examples.length === 0) faults.push(`${message.id()}  has no example`);
  for (const example of examples) check(validate, example.payload(), `example of ${message.id()}`);
  if (sent.has(message.id())) fromServer.set(message.payload().json().properties.type.const, validate);
}
const recorded = process.argv[2] ? readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean) : [];
const heard = new Set(recorded.map((line) => JSON.parse(line).type));
for (const type of recorded.length > 0 ? fromServer.keys() : [])
  if (!heard.has(type)) faults.push(`no frame of the kind ${type} was recorded`);
for (const [at, line] of recorded.entries()) {
  const frame = JSON.parse(line);
  const validate = fromServer.get(frame.type);
  if (validate) check(validate, frame, `frame ${at + 1} (${frame.type})`);
  else faults.push(`frame ${at + 1}  ${frame.type} is not in the document`);
}
for (const fault of faults) console.error(fault);
console.log(`${checked} examples and frames checked, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
