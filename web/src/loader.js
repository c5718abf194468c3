// loader.js - served at /v1/foyer.js: <foyer-chat>, a button and a frame of Foyer's own origin.
//
//   <script async src="https://foyer.example/v1/foyer.js" data-lang="en" data-label="Reflect with us"></script>
//
// A frame, because scripts of the page around it could otherwise read every key. Nothing is requested, stored or set
// before it is opened. Styles go in as constructed sheets, so no policy of the host needs to allow inline style.
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const OPTIONS = ['server', 'practice', 'dialog', 'lang', 'label', 'position', 'theme', 'launcher'];
  const COLOURS = ['accent', 'on-accent', 'accent-dark', 'on-accent-dark', 'surface', 'text', 'radius', 'font'];
  const LABELS = { en: 'Reflect with us', es: 'Reflexiona con nosotros' };
  const SHEET = new CSSStyleSheet();
  SHEET.replaceSync(`
:host{all:initial;color-scheme:light dark;font:max(1rem,16px)/1.3 var(--foyer-font,system-ui,sans-serif)}
:host([theme=light]){color-scheme:light}:host([theme=dark]){color-scheme:dark}
button{position:fixed;inset-block-end:1.25rem;inset-inline-end:1.25rem;z-index:var(--foyer-z,2147483000);min-block-size:48px;
max-inline-size:calc(100vw - 2.5rem);padding:.7em 1.3em;border:1px solid transparent;border-radius:999px;font:inherit;font-weight:600;cursor:pointer;
background:light-dark(var(--foyer-accent,#7b4a2e),var(--foyer-accent-dark,#e3b08c));color:light-dark(var(--foyer-on-accent,#fffaf3),var(--foyer-on-accent-dark,#2a1a10));box-shadow:0 2px 10px #0003}
button:focus-visible{outline:3px solid light-dark(#2f5d73,#9fd0e6);outline-offset:3px}
dialog{position:fixed;inset:auto 1.25rem 1.25rem auto;inset-block:auto 1.25rem;inset-inline:auto 1.25rem;z-index:var(--foyer-z,2147483000);
inline-size:min(26rem,calc(100vw - 2.5rem));block-size:min(44rem,calc(100vh - 2.5rem));max-inline-size:none;max-block-size:none;margin:0;padding:0;overflow:hidden;
border:1px solid light-dark(#dccdbb,#463d34);border-radius:18px;background:light-dark(#f7f1e8,#1c1916);box-shadow:0 8px 40px #0004}
:host([position=start]) button,:host([position=start]) dialog{inset-inline:1.25rem auto}
dialog:modal{inset:0;inline-size:100vw;block-size:100vh;block-size:100dvh;border:0;border-radius:0}
iframe{display:block;inline-size:100%;block-size:100%;border:0}
[hidden]{display:none}
@media print{:host{display:none}}
@media(forced-colors:active){button{border-color:ButtonText;background:ButtonFace;color:ButtonText}}`);

  class FoyerChat extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [SHEET];
      this.button = document.createElement('button');
      this.button.type = 'button';
      this.button.part.add('launcher');
      this.button.setAttribute('aria-haspopup', 'dialog');
      this.button.setAttribute('aria-expanded', 'false');
      this.button.textContent = this.label;
      this.button.hidden = this.getAttribute('launcher') === 'none';
      this.button.addEventListener('click', () => this.open());
      this.dialog = document.createElement('dialog');
      this.dialog.part.add('dialog');
      this.dialog.setAttribute('aria-label', this.label);
      this.dialog.addEventListener('cancel', (event) => { event.preventDefault(); this.close(); });
      root.append(this.button, this.dialog);
      addEventListener('message', (event) => {
        if (this.frame && event.source === this.frame.contentWindow && event.origin === this.origin) this.heard(event.data ?? {});
      });
      this.fire('ready');
    }

    get opened() { return this.dialog?.open === true; }
    get origin() { return new URL(this.getAttribute('server') ?? script?.src ?? location.href, location.href).origin; }
    get lang() { return this.getAttribute('lang') ?? document.documentElement.lang; }
    get label() { return this.getAttribute('label') ?? LABELS[this.lang.slice(0, 2) === 'es' ? 'es' : 'en']; }

    open() {
      if (this.opened || !this.dialog || !this.button) return;
      this.opener = document.activeElement === this ? this.button : document.activeElement;
      const again = !!this.frame;
      if (!this.frame) this.dialog.append(this.makeFrame());
      if (innerWidth < 480 || innerHeight < 480) this.dialog.showModal();
      else this.dialog.show();
      this.button.setAttribute('aria-expanded', 'true');
      this.frame?.focus();
      if (again) this.tell('reopened');
      this.fire('open');
    }

    // Focus goes back first; a screen reader loses it if what held it vanishes in the same moment.
    close() {
      if (!this.opened || !this.dialog) return;
      const back = this.opener instanceof HTMLElement && this.opener.isConnected && this.opener !== document.body ? this.opener : this.button;
      back?.focus();
      this.button?.setAttribute('aria-expanded', 'false');
      setTimeout(() => {
        this.dialog?.close();
        back?.focus();
        this.fire('close');
      }, 100);
    }

    toggle() { this.opened ? this.close() : this.open(); }

    makeFrame() {
      const url = new URL('/chat', this.origin);
      const put = (/** @type {string} */ name, /** @type {string|null} */ value) => { if (value) url.searchParams.set(name, value); };
      put('embed', '1');
      put('host', location.origin);
      for (const name of ['practice', 'dialog', 'theme']) put(name, this.getAttribute(name));
      put('lang', this.lang);
      const style = getComputedStyle(this);
      for (const name of COLOURS) put(`t-${name}`, style.getPropertyValue(`--foyer-${name}`).trim());
      this.frame = document.createElement('iframe');
      this.frame.title = this.label;
      this.frame.referrerPolicy = 'no-referrer';
      this.frame.src = url.href;
      return this.frame;
    }

    /** @param {{foyer?: string, progress?: object, url?: string}} message */
    heard({ foyer, progress, url }) {
      if (foyer === 'ready') this.tell('opened');
      if (foyer === 'close') this.close();
      if (foyer === 'turn') this.fire('turn', { progress });
      if (foyer === 'finish') this.fire('finish');
      if (foyer === 'leave' && url && this.fire('leave')) this.leave(url);
    }

    /** Covers the whole page first, then leaves it for good. @param {string} url */
    leave(url) {
      document.documentElement.replaceChildren();
      if (/^https:/.test(url)) location.replace(url);
    }

    /** @param {string} foyer */
    tell(foyer) { this.frame?.contentWindow?.postMessage({ foyer }, this.origin); }

    // Events never carry words.
    /** @param {string} name @param {object} [detail] */
    fire(name, detail) {
      return this.dispatchEvent(new CustomEvent(`foyer-${name}`, { bubbles: true, cancelable: name === 'leave', detail }));
    }
  }
  if (customElements.get('foyer-chat')) return;
  customElements.define('foyer-chat', FoyerChat);

  // The script tag alone is enough, since many site builders strip unknown elements.
  const begin = () => {
    let chat = /** @type {FoyerChat|null} */ (document.querySelector('foyer-chat'));
    if (!chat) {
      chat = /** @type {FoyerChat} */ (document.createElement('foyer-chat'));
      for (const name of OPTIONS) if (script?.dataset[name]) chat.setAttribute(name, script.dataset[name]);
      document.body.append(chat);
    }
    const open = () => chat?.open();
    document.addEventListener('click', (event) => {
      const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
      if (!(link instanceof HTMLAnchorElement) || link.hash !== '#foyer') return;
      event.preventDefault();
      link.focus();
      open();
    });
    if (location.hash === '#foyer') open();
  };
  if (document.body) begin();
  else document.addEventListener('DOMContentLoaded', begin);
})();
