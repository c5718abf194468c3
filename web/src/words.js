// words.js - the browser's own few words, one language at a time.

export const LOCALES = [{ locale: 'en', name: 'English' }, { locale: 'es', name: 'Español' }];

/** @param {string|null} wanted */
export function knownLocale(wanted) {
  const short = (wanted ?? '').slice(0, 2).toLowerCase();
  return LOCALES.some(({ locale }) => locale === short) ? short : null;
}

/** @param {string} locale */
export async function loadWords(locale) {
  const module = locale === 'es' ? await import('./i18n/es.js') : await import('./i18n/en.js');
  return module.default;
}
