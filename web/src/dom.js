// dom.js - making elements without markup in strings, so that nothing a visitor types can ever become markup.

/**
 * h('button', {class: 'quiet', onclick: run, 'aria-expanded': 'false'}, 'Label')
 * Functions become listeners, true becomes an empty attribute, false and null nothing.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node|string|null|undefined|false)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  for (const child of children) if (child || child === '') element.append(child);
  return element;
}

/** "{at} of {of}" with its values. @param {string} pattern @param {Record<string, string|number>} values */
export function fill(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** Text that is read out but not shown. @param {string} text */
export function hidden(text) {
  return h('span', { class: 'unseen' }, text);
}
