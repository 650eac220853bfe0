// The modeler in Chinese: its own words and those of its panels. What has no Chinese yet is remembered
// in `window.ybUntranslated`, which a journey reads: nothing English stays in what a designer touches.
import { bpmn } from './words/bpmn.js';
import { eventWords } from './words/events.js';
import { feel } from './words/feel.js';
import { panel } from './words/panel.js';
import { table } from './words/table.js';

const missed = (window.ybUntranslated ??= new Set());
const chinese = !document.documentElement.lang || document.documentElement.lang.startsWith('zh');

/** A word may mean one thing on a diagram and another in a table: what stands later counts. */
function translator(...parts) {
  const words = Object.assign({}, ...parts);
  const wordsOf = (text) => words[text] ?? eventWords(String(text));
  return (template, replacements = {}) => {
    const found = wordsOf(template);
    if (chinese && found === undefined && /[A-Za-z]{2}/.test(template)) missed.add(template);
    const text = (chinese && found) || template;
    return text.replace(/\{(\w+)\}/g, (whole, key) => {
      const value = replacements[key] ?? whole;
      return String((chinese && wordsOf(value)) || value);
    });
  };
}

const shown = { ...table, ...bpmn, ...panel, ...feel };

/** The Chinese of a text that is already on the page, where there is one and somebody wants it. */
export function inChinese(text) {
  return chinese && text ? shown[text] ?? eventWords(text) : undefined;
}

export const chineseDiagram = { translate: ['value', translator(table, bpmn, panel)] };
export const chineseTable = { translate: ['value', translator(bpmn, panel, table)] };
