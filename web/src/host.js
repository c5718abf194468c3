// host.js - what the page inside a widget and the page around it tell each other. Never a word of the conversation.

/**
 * @param {string|null} origin of the page around us, named by the widget's script and used for every message
 * @param {(message: string) => void} heard
 */
export function connectHost(origin, heard) {
  if (!origin || window.parent === window) return { tell: () => {} };
  addEventListener('message', (event) => {
    if (event.source === window.parent && event.origin === origin) heard(String(event.data?.foyer));
  });
  return {
    /** @param {string} foyer @param {object} [more] */
    tell: (foyer, more = {}) => window.parent.postMessage({ foyer, ...more }, origin),
  };
}
