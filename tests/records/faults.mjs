// faults.mjs - one slip each, sown into a sound pair of questionnaire and response; with the judges that must refuse it.
// A fault returns false where the record has no place for it.
function all(items) {
  return (items ?? []).flatMap((item) => [item, ...all(item.item), ...(item.answer ?? []).flatMap((answer) => all(answer.item))]);
}
const asked = (pair, test) => all(pair.questionnaire.item).find(test);
const given = (pair, test) => all(pair.response.item).find(test);
const answered = (key) => (item) => item.answer?.[0][key] !== undefined;
const words = (pair) => given(pair, answered('valueString'));
const chosen = (pair) => given(pair, (item) => item.answer?.[0].valueCoding && !item.linkId.endsWith(':wish'));
const set = (item, change) => (item ? change(item) : false);
const remove = (key) => (item) => {
  delete item[key];
};

export const faults = [
  // Of the questionnaire.
  ['a questionnaire without a status', ['Medplum'], (p) => remove('status')(p.questionnaire)],
  ['a field that FHIR has not', ['Medplum'], (p) => { p.questionnaire.score = 7; }],
  ['an item without a linkId', ['Medplum'], (p) => remove('linkId')(p.questionnaire.item[0])],
  ['an item without a type', ['Medplum'], (p) => remove('type')(p.questionnaire.item[0])],
  ['a type in the place of a text', ['Medplum'], (p) => { p.questionnaire.item[0].text = 7; }],
  ['two questions of one linkId', ['HL7'], (p) => { p.questionnaire.item[1].linkId = p.questionnaire.item[0].linkId; }],
  ['a group of nothing', ['Medplum', 'HL7'], (p) => set(asked(p, (i) => i.type === 'group'), remove('item'))],
  ['options and a value set at once', ['Medplum', 'HL7'], (p) => set(asked(p, (i) => i.answerOption), (i) => { i.answerValueSet = '#wishes'; })],
  ['options of an open question', ['Medplum', 'HL7'], (p) => set(asked(p, (i) => i.type === 'text'), (i) => { i.answerOption = [{ valueString: 'x' }]; })],
  ['`exists` of something other than a boolean', ['HL7'], (p) => set(asked(p, (i) => i.enableWhen?.some((w) => w.operator === 'exists')), (i) => {
    const row = i.enableWhen.find((each) => each.operator === 'exists');
    delete row.answerBoolean;
    row.answerString = 'no';
  })],
  ['three conditions, and not whether all or any', ['Medplum', 'HL7'], (p) => set(asked(p, (i) => i.enableWhen?.length > 2), remove('enableBehavior'))],
  ['an answer given beforehand', ['Medplum', 'HL7'], (p) => set(asked(p, (i) => i.answerOption), (i) => { i.initial = [i.answerOption[0]]; })],
  ['a value set to which nothing leads', ['HL7'], (p) => { p.questionnaire.contained.push({ ...p.questionnaire.contained[0], id: 'lonely' }); }],
  ['a translation with a text and parts at once', ['HL7'], (p) => { p.questionnaire._title.extension[0].valueString = 'x'; }],
  // Of the response.
  ['a response without a status', ['Medplum'], (p) => remove('status')(p.response)],
  ['a time that is none', ['Medplum'], (p) => { p.response.authored = 'yesterday'; }],
  ['an answer of two values', ['the pair'], (p) => set(words(p), (i) => { i.answer[0].valueBoolean = true; })],
  ['a list where one thing belongs', ['Medplum'], (p) => { p.response.questionnaire = [p.response.questionnaire]; }],
  ['items beneath an item and beneath its answer', ['Medplum', 'HL7'], (p) => set(words(p), (i) => { i.item = [{ linkId: 'x' }]; })],
  ['a way to be reached without its kind', ['HL7'], (p) => set(p.response.contained?.[0].telecom?.[0], remove('system'))],
  ['a subject that is not there', ['HL7'], (p) => set(p.response.subject, (s) => { s.reference = '#nobody'; })],
  // Of the two together.
  ['a response to another version', ['the pair'], (p) => { p.response.questionnaire += '0'; }],
  ['a linkId that nobody asked', ['the pair'], (p) => set(words(p), (i) => { i.linkId = 'nowhere'; })],
  ['answers in another order', ['the pair'], (p) => (p.response.item?.length > 1 ? void p.response.item.reverse() : false)],
  ['words where a choice was asked for', ['the pair'], (p) => set(chosen(p), (i) => { i.answer[0] = { valueString: i.answer[0].valueCoding.display }; })],
  ['a choice that was not offered', ['the pair'], (p) => set(chosen(p), (i) => { i.answer[0].valueCoding.code = 'other'; })],
  ['a choice worded otherwise', ['the pair'], (p) => set(chosen(p), (i) => { i.answer[0].valueCoding.display += '!'; })],
  ['two answers to one question', ['the pair'], (p) => set(words(p), (i) => { i.answer.push(i.answer[0]); })],
  ['a question worded otherwise', ['the pair'], (p) => set(words(p), (i) => { i.text += '?'; })],
  ['a question that was shut off', ['the pair'], (p) => set(given(p, (i) => i.linkId.startsWith('matters-')), (matter) => {
    const theme = given(p, (i) => i.linkId === 'theme' && i.answer);
    return set(theme, (i) => { i.answer[0].valueCoding.code = matter.linkId === 'matters-self' ? 'others' : 'self'; });
  })],
];
