// Some parts of the panel never ask for a translation: their tooltips are put into Chinese where they appear.
import { inChinese } from './chinese.js';

/** Texts of the editor of expressions, which has no translation of its own. */
const TEXTS = '.cm-completionDetail, .cm-diagnosticText, [class$="__open-popup-placeholder"], .bio-properties-panel-list-badge';

export function translateTooltips(place) {
  const turn = (one) => {
    for (const name of ['title', 'aria-label', 'placeholder']) {
      const words = inChinese(one.getAttribute?.(name));
      if (words) one.setAttribute(name, words);
    }
  };
  const turnText = (one) => {
    const words = inChinese(one.textContent.trim());
    if (words) one.textContent = words;
  };
  const turnAll = (root) => {
    turn(root);
    if (root.matches?.(TEXTS)) turnText(root);
    root.querySelectorAll?.(TEXTS).forEach(turnText);
    root.querySelectorAll?.('[title], [aria-label], [placeholder]').forEach(turn);
  };
  turnAll(place);
  new MutationObserver((changes) => changes.forEach(({ type, target, addedNodes }) => {
    if (type === 'attributes') turn(target);
    else addedNodes.forEach(turnAll);
  })).observe(place, { subtree: true, childList: true, attributes: true, attributeFilter: ['title', 'aria-label', 'placeholder'] });
}
