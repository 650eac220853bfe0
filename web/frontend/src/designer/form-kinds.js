// What can be put into a form, in the words of the field, and what it begins with.
import { say } from '../behaviors/say.js';

const NEW = (chinese, english) => say(`新的${chinese}`, `New ${english}`);

/** {type: [words, what a new one holds beside type, id and key]} in the order of the buttons. */
export const KINDS = {
  textfield: [say('一行文字', 'Line of text'), () => ({ label: NEW('一行文字', 'line of text'), validate: { maxLength: 200 } })],
  textarea: [say('多行文字', 'Long text'), () => ({ label: NEW('多行文字', 'long text'), validate: { maxLength: 2000 } })],
  number: [say('数字', 'Number'), () => ({ label: NEW('数字', 'number'), decimalDigits: 2, validate: { min: 0 } })],
  datetime: [say('日期', 'Date'), () => ({ dateLabel: NEW('日期', 'date'), subtype: 'date' })],
  radio: [say('单选', 'One of several'), () => ({ label: NEW('单选', 'choice'), values: options() })],
  checklist: [say('多选', 'Some of several'), () => ({ label: NEW('多选', 'choices'), values: options() })],
  select: [say('下拉选一项', 'List to pick from'), () => ({ label: NEW('下拉列表', 'list'), values: options() })],
  checkbox: [say('勾选', 'Box to tick'), () => ({ label: NEW('勾选', 'box') })],
  filepicker: [say('附件', 'Files'), () => ({ label: NEW('附件', 'files'), multiple: true })],
  text: [say('说明文字', 'Text to read'), () => ({ text: NEW('说明文字', 'text') })],
  group: [say('分组', 'Group'), () => ({ label: NEW('分组', 'group'), showOutline: true, components: [] })],
};
const SHOWN_ONLY = { taglist: say('标签', 'Tags'), dynamiclist: say('可增减的组', 'Repeated group'), expression: say('算出的值', 'Computed'),
  html: say('网页文字', 'HTML'), image: say('图片', 'Image'), spacer: say('空白', 'Space'), separator: say('分隔线', 'Line'), table: say('表格', 'Table'),
  iframe: say('内嵌页', 'Frame'), button: say('按钮', 'Button'), documentPreview: say('文件预览', 'Preview') };

export function kindWords(type) {
  return KINDS[type]?.[0] ?? SHOWN_ONLY[type] ?? type;
}

/** Under which name a part keeps what people read. */
export function labelKey({ type }) {
  return { datetime: 'dateLabel', text: 'text', html: 'content' }[type] ?? 'label';
}

/** Carries an answer, and so a key and perhaps the duty to fill it in. */
export function isInput({ type }) {
  return !(type in { group: 1, dynamiclist: 1, text: 1, html: 1, image: 1, spacer: 1, separator: 1, table: 1, iframe: 1, button: 1, documentPreview: 1 });
}

/** A new part whose key and id nobody has yet. */
export function fresh(type, taken) {
  let number = 1;
  while (taken.has(`${type}_${number}`)) number += 1;
  const name = `${type}_${number}`;
  const part = { type, id: `field_${name}` };
  return { ...part, ...(isInput(part) && { key: name }), ...KINDS[type][1]() };
}

function options() {
  return [1, 2].map((n) => ({ label: say(`选项${n}`, `Option ${n}`), value: `option_${n}` }));
}
