// Runs set-up code on the page and again on every part that htmx swaps in.
const setups = [];

export function whenPresent(selector, setup) {
  setups.push([selector, setup]);
  if (document.readyState !== 'loading') onReady(document, [[selector, setup]]);
}

export function onReady(root, list = setups) {
  for (const [selector, setup] of list) {
    if (root.matches?.(selector)) start(root, selector, setup);
    root.querySelectorAll?.(selector).forEach((element) => start(element, selector, setup));
  }
}

function start(element, selector, setup) {
  const started = (element.ybStarted ??= new Set());
  if (started.has(selector)) return;
  started.add(selector);
  setup(element);
}

document.addEventListener('DOMContentLoaded', () => onReady(document));
