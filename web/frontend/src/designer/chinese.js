// The modeler in Chinese: its own words and those of its panels. What has no Chinese yet is remembered
// in `window.ybUntranslated`, which a journey reads: nothing English stays in what a designer touches.
import { bpmn } from './words/bpmn.js';
import { panel } from './words/panel.js';
import { table } from './words/table.js';

const words = { ...bpmn, ...panel, ...table };
const missed = (window.ybUntranslated ??= new Set());
const chinese = !document.documentElement.lang || document.documentElement.lang.startsWith('zh');

export function translate(template, replacements = {}) {
  const found = words[template];
  if (chinese && found === undefined && /[A-Za-z]{2}/.test(template)) missed.add(template);
  const text = (chinese && found) || template;
  return text.replace(/\{(\w+)\}/g, (whole, key) => {
    const value = replacements[key] ?? whole;
    return String((chinese && words[value]) || value);
  });
}

/** The Chinese of a text that is already on the page, where there is one and somebody wants it. */
export function inChinese(text) {
  return chinese && text ? words[text] : undefined;
}

export const chineseModule = { translate: ['value', translate] };
