// pairs.mjs - a response beside its questionnaire, by the rules of hl7.org/fhir/R4/questionnaireresponse.html and
// questionnaire.html: known linkIds, the questionnaire's order and nesting, answers of the type and among the options,
// nothing where enableWhen shuts it off.
const valueOf = { choice: 'valueCoding', boolean: 'valueBoolean', text: 'valueString', string: 'valueString' };
const same = (a, b) => JSON.stringify([a?.system, a?.code]) === JSON.stringify([b?.system, b?.code]);

function answersOf(items, found = new Map()) {
  for (const item of items ?? []) {
    found.set(item.linkId, [...(found.get(item.linkId) ?? []), ...(item.answer ?? [])]);
    answersOf(item.item, found);
    for (const answer of item.answer ?? []) answersOf(answer.item, found);
  }
  return found;
}

function isMet(condition, answers) {
  const given = answers.get(condition.question) ?? [];
  const equal = given.some((answer) =>
    condition.answerCoding ? same(answer.valueCoding, condition.answerCoding) : answer.valueBoolean === condition.answerBoolean);
  if (condition.operator === 'exists') return given.length > 0 === condition.answerBoolean;
  return condition.operator === '=' ? equal : !equal;
}

function isEnabled(item, answers) {
  const conditions = item.enableWhen ?? [];
  if (conditions.length === 0) return true;
  const met = (condition) => isMet(condition, answers);
  return item.enableBehavior === 'all' ? conditions.every(met) : conditions.some(met);
}

// What a coding may be: an option, or of the value set that stands in the questionnaire itself.
function options(item, questionnaire) {
  if (item.answerOption) return item.answerOption.map((option) => option.valueCoding);
  const set = questionnaire.contained?.find((each) => `#${each.id}` === item.answerValueSet);
  return set.compose.include.flatMap((include) => include.concept.map((concept) => ({ system: include.system, ...concept })));
}

export function pairFaults(questionnaire, response) {
  const faults = [];
  if (response.questionnaire !== `${questionnaire.url}|${questionnaire.version}`) faults.push('the response is to another questionnaire');
  const answers = answersOf(response.item);
  const check = (given, asked) => {
    let at = 0;
    for (const item of given ?? []) {
      const place = (asked ?? []).findIndex((each, index) => index >= at && each.linkId === item.linkId);
      if (place < 0) {
        faults.push(`${item.linkId} does not stand here, or not in this order`);
        continue;
      }
      at = place + 1;
      const question = asked[place];
      if (item.text !== question.text) faults.push(`${item.linkId} has another text`);
      if (!isEnabled(question, answers)) faults.push(`${item.linkId} is shut off`);
      if (question.type === 'group') {
        if (item.answer) faults.push(`${item.linkId} is a group and has an answer`);
        check(item.item, question.item);
        continue;
      }
      if (item.item) faults.push(`${item.linkId} has items outside of its answer`);
      if (!item.answer) faults.push(`${item.linkId} has no answer`);
      if ((item.answer?.length ?? 0) > 1 && !question.repeats) faults.push(`${item.linkId} has more than one answer`);
      for (const answer of item.answer ?? []) {
        const value = answer[valueOf[question.type]];
        if (value === undefined) faults.push(`${item.linkId} wants ${question.type}`);
        else if (question.type === 'choice' && !options(question, questionnaire).some((each) => same(each, value) && each.display === value.display))
          faults.push(`${item.linkId} has no such option`);
        if (Object.keys(answer).filter((key) => key.startsWith('value')).length > 1) faults.push(`${item.linkId} is answered twice in one`);
        check(answer.item, question.item);
      }
    }
  };
  check(response.item, questionnaire.item);
  return faults;
}
