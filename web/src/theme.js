// theme.js - a practice's colours: from its page data, or handed over by the widget. Written by CSSOM, which a strict
// content security policy allows; only known names and plain values, so that a link cannot paint something else.

const NAMES = new Set(['accent', 'on-accent', 'accent-dark', 'on-accent-dark', 'surface', 'text', 'radius', 'font']);
const VALUE = /^[#\w(),.%\s'"-]{1,80}$/;

/** @param {Record<string, string>} theme */
export function applyTheme(theme) {
  for (const [name, value] of Object.entries(theme)) {
    if (!NAMES.has(name) || !VALUE.test(value) || /url|var|env|attr|image/i.test(value)) continue;
    document.documentElement.style.setProperty(`--foyer-${name}`, value);
  }
}

/** ?theme=dark and ?t-accent=… @param {URLSearchParams} query */
export function themeOf(query) {
  const theme = query.get('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  return Object.fromEntries([...query].filter(([name]) => name.startsWith('t-')).map(([name, value]) => [name.slice(2), value]));
}
