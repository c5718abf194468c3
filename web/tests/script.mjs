// script.mjs - a small conversation in two languages for the development server: the same frames as the real one, no engine.

const WORDS = {
  en: {
    welcome: 'Welcome. There is time here, and nothing you have to say.',
    disclosure: 'I am a program with written replies. Nobody reads along, and I am not a therapist.',
    reason: { ask: 'What brings you here today?', options: { 'in-therapy': 'I’m in therapy now', considering: 'I’m thinking about starting', 'something-off': 'Something feels off in my therapy', consultation: 'I have a consultation coming up', 'came-before': 'I came here before' }, reply: 'Thank you. That is a good place to begin from.' },
    arrival: { ask: 'How are you, arriving here?', reply: 'Low is a heavy thing to bring along, and it counts.' },
    length: { ask: 'How much would you like to look at?', options: { three: 'Three questions', five: 'Five questions', all: 'All of them' }, reply: 'We go at that pace, and you can stop at any point.' },
    'naming-feelings': { ask: 'Do you find words for what you feel more easily than you used to?', options: { yes: 'Words come more easily now', somewhat: 'Now and then a word comes', no: 'It is still mostly a blur', unsure: 'I can’t tell', not_relevant: 'This one isn’t mine' }, reply: 'A word now and then is how it usually begins.', milestone: true },
    more: { ask: 'When did a word last come to you?', reply: 'Thank you for putting that down here.' },
    'self-compassion': { ask: 'When you get something wrong, how do you speak to yourself?', options: { yes: 'More kindly than before', somewhat: 'Kindly on some days', no: 'Harshly, mostly', unsure: 'I can’t tell', not_relevant: 'This one isn’t mine' }, reply: 'However you speak to yourself, it was learned for a reason.', milestone: true },
    ending: 'You can leave this here. It was yours all along.',
    consultation: 'If you would like to speak with a person, Harbor Lane Therapy offers a first call: https://harborlane.example/consultation or (212) 555-0142.',
    chapter: 'Knowing yourself', again: 'Back to where we were.', differently: 'Put another way: is there a name for what goes on in you, more often than there was?',
    why: 'I ask because a feeling with a name is easier to carry.', person: 'A person at the practice can be reached by phone or by mail.', back: 'Let us go back one step.', skip: 'We leave that one.',
    crisis: ['I’m glad you said it. What you are carrying sounds unbearable, and your safety comes first.', 'I am a program, so please reach a person now. The lines are right here.'],
    hold: { ask: 'We can stay here for as long as you like. What would you like to do?', options: { continue: 'Go on with something lighter', person: 'Talk to a person', stop: 'Stop here' }, reply: 'Then let us go on gently.' },
    goOn: 'Go on after all',
  },
  es: {
    welcome: 'Te damos la bienvenida. Aquí hay tiempo, y nada que tengas que decir.',
    disclosure: 'Soy un programa con respuestas escritas. Nadie lee esto en vivo, y no hago terapia.',
    reason: { ask: '¿Qué te trae hoy?', options: { 'in-therapy': 'Estoy en terapia', considering: 'Pienso en empezar', 'something-off': 'Algo no va bien en mi terapia', consultation: 'Tengo una primera cita pronto', 'came-before': 'Ya estuve aquí' }, reply: 'Gracias. Es un buen lugar para empezar.' },
    arrival: { ask: '¿Cómo llegas?', reply: 'Eso pesa, y cuenta.' },
    length: { ask: '¿Cuánto te gustaría mirar?', options: { three: 'Tres preguntas', five: 'Cinco preguntas', all: 'Todas' }, reply: 'A ese ritmo, y puedes parar cuando quieras.' },
    'naming-feelings': { ask: '¿Te salen palabras para lo que sientes con más facilidad que antes?', options: { yes: 'Ahora me salen mejor', somewhat: 'A veces llega una palabra', no: 'Sigue siendo borroso', unsure: 'No sabría decir', not_relevant: 'No va conmigo' }, reply: 'Una palabra de vez en cuando: así suele empezar.', milestone: true },
    more: { ask: '¿Cuándo te llegó una palabra por última vez?', reply: 'Gracias por dejarlo aquí.' },
    'self-compassion': { ask: 'Cuando algo te sale mal, ¿cómo te hablas?', options: { yes: 'Con más cariño que antes', somewhat: 'Algunos días con cariño', no: 'Con dureza, casi siempre', unsure: 'No sabría decir', not_relevant: 'No va conmigo' }, reply: 'Como sea que te hables, se aprendió por algo.', milestone: true },
    ending: 'Puedes dejarlo aquí. Siempre fue tuyo.',
    consultation: 'Si quieres hablar con una persona, Harbor Lane Therapy ofrece una primera llamada: https://harborlane.example/consultation o (212) 555-0142.',
    chapter: 'Conocerte', again: 'Volvemos a donde estábamos.', differently: 'Dicho de otra forma: ¿hay un nombre para lo que pasa en ti, más que antes?',
    why: 'Lo pregunto porque un sentimiento con nombre se lleva mejor.', person: 'En la consulta atiende una persona por teléfono o por correo.', back: 'Volvamos un paso.', skip: 'Esa la dejamos.',
    crisis: ['Me alegra que lo digas. Lo que llevas suena insoportable, y tu seguridad es lo primero.', 'Soy un programa: por favor, habla ya con una persona. Las líneas están aquí.'],
    hold: { ask: 'Podemos quedarnos aquí el tiempo que quieras. ¿Qué te gustaría?', options: { continue: 'Seguir con algo más ligero', person: 'Hablar con una persona', stop: 'Parar aquí' }, reply: 'Entonces sigamos con calma.' },
    goOn: 'Seguir, a pesar de todo',
  },
};

const AGENDA = ['reason', 'arrival', 'length', 'naming-feelings', 'more', 'self-compassion'];
const RISK = /suicid|kill myself|don.?t want to live|no quiero vivir|matarme/i;

/** @param {string} locale */
export function pageOf(locale) {
  const es = locale === 'es';
  const way = (label, href) => ({ label, href });
  return {
    practice: { id: 'demo', name: 'Harbor Lane Therapy', booking: 'https://harborlane.example/consultation', phone: '(212) 555-0142', email: 'hello@harborlane.example' },
    dialogs: ['healing', 'intake', 'checkin'], locales: ['en', 'es'],
    disclosure: es ? 'Este es un programa automático con respuestas escritas. No es una persona ni terapeuta. Nadie de la consulta lo lee en vivo.' : 'This is an automated program with written replies. It is not a person and not a therapist. Nobody at the practice reads it live.',
    exit: 'https://www.weather.gov/',
    help: [
      { id: '988', name: es ? '988 Línea de Prevención del Suicidio y Crisis' : '988 Suicide & Crisis Lifeline', text: es ? way('Envía AYUDA al 988', 'sms:988?body=AYUDA') : way('Text 988', 'sms:988'), call: es ? way('Llama al 988 y oprime 2', 'tel:988') : way('Call 988', 'tel:988'), chat: way(es ? 'Chat' : 'Chat with 988', 'https://988lifeline.org/chat/'), hours: es ? 'Día y noche' : 'Day and night', region: 'us', for: ['suicide'] },
      { id: 'ctl', name: 'Crisis Text Line', text: es ? way('Envía HOLA al 741741', 'sms:741741?body=HOLA') : way('Text HOME to 741741', 'sms:741741?body=HOME'), call: null, chat: null, hours: es ? 'Día y noche' : 'Day and night', region: 'us', for: ['any'] },
      { id: '911', name: es ? 'Peligro inmediato' : 'Immediate danger', text: null, call: way(es ? 'Llama al 911' : 'Call 911', 'tel:911'), chat: null, hours: '', region: 'us', for: ['danger'] },
    ],
  };
}

export class ScriptedTalk {
  constructor(locale) {
    this.locale = locale;
    this.at = 0;
    this.mode = 'talking';
    this.turns = [];
    this.trail = [];
    this.answers = {};
    this.#reply(null, [['welcome.a', this.#w.welcome], ['disclosure.a', this.#w.disclosure]]);
  }

  get #w() { return WORDS[this.locale]; }
  get #question() { return this.mode === 'hold' ? 'hold' : AGENDA[this.at]; }
  get version() { return this.turns.length - 1; }

  /** The frame for turn `version + 1`, or null for an option that is not offered. */
  take({ type, text, option, action }) {
    const said = { by: type, said: text ?? option ?? action };
    if (type === 'say' && RISK.test(text)) return this.#crisis();
    if (this.mode === 'ended') {
      this.mode = option === 'go-on' ? 'talking' : 'ended';
      return this.#reply(said, [['after-end.a', this.#w.again]]);
    }
    if (type === 'do') return this.#act(action, said);
    if (type === 'choose' && !this.#w[this.#question].options?.[option]) return null;
    if (text === 'Say it differently' || text === 'Dilo de otra forma') return this.#reply(said, [], [`${this.#question}.differently.a`, this.#w.differently]);
    if (this.mode === 'hold') return this.#held(option, said);
    return this.#answer(said, option);
  }

  #held(option, said) {
    if (option === 'stop') return this.#end(said, this.#w.ending);
    if (option === 'person') return this.#reply(said, [['person.a', this.#w.person]]);
    if (option !== 'continue') return this.#reply(said, [['hold.listening.a', this.#w.again]]);
    this.mode = 'talking';
    return this.#reply(said, [['lighter.a', this.#w.hold.reply]]);
  }

  #answer(said, option) {
    const id = this.#question;
    this.answers[id] = { option, text: option ? null : said.said };
    this.trail.push(id);
    const line = [`${id}.said.a`, this.#w[id].reply];
    this.at += 1;
    if (this.at >= AGENDA.length) return this.#end(said, line[1]);
    return this.#reply(said, [line]);
  }

  #act(action, said) {
    const w = this.#w;
    if (action === 'stop') return this.#end(said, w.ending);
    if (action === 'person') return this.#reply(said, [['person.a', w.person]]);
    if (action === 'why') return this.#reply(said, [['why.a', w.why]]);
    if (action === 'help') return this.#reply(said, [['help.a', w.person]], null, pageOf(this.locale).help);
    if (action === 'back') {
      if (this.trail.length) this.at = AGENDA.indexOf(this.trail.pop());
      return this.#reply(said, [['back.a', w.back]]);
    }
    if (action === 'skip') {
      this.trail.push(this.#question);
      this.at += 1;
      if (this.at >= AGENDA.length) return this.#end(said, w.ending);
      return this.#reply(said, [['skip.a', w.skip]]);
    }
    return this.#reply(said, []);
  }

  #crisis() {
    this.mode = 'hold';
    const lines = this.#w.crisis.map((text, i) => [`crisis.any.${i}`, text]);
    return this.#reply({ by: 'say', said: null }, lines, null, pageOf(this.locale).help);
  }

  #end(said, first) {
    this.mode = 'ended';
    return this.#reply(said, [['ending.stop.a', first], ['consultation.a', this.#w.consultation]]);
  }

  #ask() {
    const id = this.#question;
    if (this.mode === 'ended') return { id: 'ended', kind: 'choice', options: [{ id: 'go-on', label: this.#w.goOn }] };
    const options = Object.entries(this.#w[id].options ?? {}).map(([option, label]) => ({ id: option, label }));
    return { id, milestone: this.#w[id].milestone ? id : null, kind: this.#w[id].milestone ? 'milestone' : options.length ? 'choice' : 'open', options };
  }

  #frame(number, lines, asked, help) {
    const id = this.#question;
    const all = lines.map(([line, text], i) => ({ id: line, text, ...(i === 0 && number === 2 ? { because: { rule: 'feeling.low', words: 'low' } } : {}) }));
    if (this.mode !== 'ended') all.push({ id: asked?.[0] ?? `${id}.ask.a`, text: asked?.[1] ?? this.#w[id].ask });
    const chapter = this.mode === 'talking' && this.at >= 3 ? { id: 'self', title: this.#w.chapter, at: this.at < 5 ? 1 : 2, of: 2 } : null;
    return { type: 'turn', turn: number, lines: all, ask: this.#ask(), chapter, state: this.mode === 'hold' ? 'paused' : this.mode, help: help ?? [] };
  }

  #reply(said, lines, asked = null, help = null) {
    const frame = this.#frame(this.turns.length, lines, asked, help);
    this.turns.push({ frame, said });
    return frame;
  }

  speak(locale) {
    this.locale = locale;
    return this.#frame(this.version, [], null, null);
  }

  resumed() {
    const turns = this.turns.map(({ frame, said }) => ({ ...frame, said: said?.said ?? null, ...(said ? { by: said.by } : {}) }));
    return { type: 'resumed', turn: this.version, practice: 'demo', dialog: 'healing', locale: this.locale, turns };
  }

  summary() {
    const w = this.#w;
    const milestones = Object.entries(this.answers).filter(([id]) => w[id].milestone).map(([id, { option, text }]) => ({
      id, title: w.chapter, question: w[id].ask, stop: option ?? null, label: option ? w[id].options[option] : null,
      words: [text, id === 'naming-feelings' ? this.answers.more?.text : null].filter(Boolean),
    }));
    const words = Object.entries(this.answers).filter(([id]) => !w[id].milestone && id !== 'more')
      .map(([id, { option, text }]) => ({ id, question: w[id].ask, words: text ?? w[id].options[option] }));
    return { type: 'summary', dialog: 'healing', locale: this.locale, milestones, words, hurt: this.mode === 'hold' };
  }
}
