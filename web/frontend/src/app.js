// What every page needs: htmx and our own small behaviors.
import htmx from 'htmx.org';
import { onReady } from './behaviors/ready.js';
import './behaviors/dialogs.js';
import './behaviors/preview.js';
import './behaviors/keyboard.js';
import './behaviors/draft.js';
import './behaviors/tabs.js';
import './behaviors/menus.js';
import './behaviors/once.js';
import './behaviors/focus.js';
import './behaviors/print.js';
import './behaviors/typed.js';
import './behaviors/upload.js';
import './behaviors/scores.js';

// allowEval off keeps script-src 'self' true; the indicator style is in our own sheet
Object.assign(htmx.config, {
  allowEval: false,
  includeIndicatorStyles: false,
  historyCacheSize: 0,
  scrollIntoViewOnBoost: false,
});
window.htmx = htmx;

document.addEventListener('htmx:configRequest', (event) => {
  const token = document.querySelector('meta[name="csrf-token"]');
  if (token) event.detail.headers['X-CSRFToken'] = token.content;
});
// A refusal comes with words of its own: show it where the answer was meant to go
document.addEventListener('htmx:beforeSwap', (event) => {
  if (event.detail.xhr.status >= 400) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
document.addEventListener('htmx:load', (event) => onReady(event.detail.elt));
