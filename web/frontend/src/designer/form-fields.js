// The fields of a form as a list: add, name, move, remove, without a word of JSON.
//
// Every act is an edit of the text at its place (json-text.js); what it is not about stays as it was.
import { say } from '../behaviors/say.js';
import { KINDS, fresh, isInput, kindWords, labelKey } from './form-kinds.js';
import * as json from './json-text.js';

export class FormFields {
  /** `change(text, mark)`: what the text becomes; edits with one mark are one step of undo. */
  constructor({ place, editable, change }) {
    Object.assign(this, { place, editable, change, open: new Set() });
    this.list = place.querySelector('[data-fields]');
    this.buttons = place.querySelector('[data-field-kinds]');
    if (editable) this.offer();
  }

  offer() {
    this.buttons.replaceChildren(...Object.entries(KINDS).map(([type, [words]]) => {
      const button = element('button', { type: 'button', className: 'btn btn-sm', textContent: words });
      button.dataset.kind = type;
      button.addEventListener('click', () => this.add(type));
      return button;
    }));
  }

  /** The list anew; a text that is no form keeps the last list, which then cannot be used. */
  show(text) {
    try {
      this.tree = json.located(text);
      this.form = JSON.parse(text);
    } catch {
      this.place.inert = true;
      return;
    }
    this.text = text;
    this.place.inert = false;
    const focus = this.focused();
    this.list.replaceChildren(...this.items(this.form.components ?? [], ['components']));
    this.focus(focus);
  }

  items(components, path) {
    return components.map((part, index) => this.item(part, [...path, index], components.length));
  }

  item(part, path, count) {
    const name = String(part[labelKey(part)] ?? part.key ?? kindWords(part.type));
    const line = element('li', { className: 'yb-field' });
    const details = element('details', { open: this.open.has(key(path)) });
    const summary = element('summary');
    summary.dataset.focus = `${key(path)}#`;
    summary.append(element('span', { className: 'yb-field-name', textContent: name }), element('span', { className: 'badge bg-secondary-lt', textContent: kindWords(part.type) }));
    if (part.validate?.required) summary.append(element('span', { className: 'badge bg-orange-lt', textContent: say('必填', 'Required') }));
    details.addEventListener('toggle', () => this.open[details.open ? 'add' : 'delete'](key(path)));
    details.append(summary, this.settings(part, path, name));
    line.append(details);
    if (this.editable) line.append(this.moves(path, count, name));
    if (Array.isArray(part.components)) {
      const inner = element('ol', { className: 'yb-fields' });
      inner.append(...this.items(part.components, [...path, 'components']));
      line.append(inner);
    }
    return line;
  }

  settings(part, path, name) {
    const box = element('div', { className: 'yb-field-settings' });
    const label = labelKey(part);
    box.append(this.entry(say('名称', 'Name'), part[label] ?? '', path, label, part.type === 'text'));
    if (isInput(part)) {
      box.append(this.entry(say('编号（条件和文书里用）', 'Key (for conditions and papers)'), part.key ?? '', path, 'key'));
      box.append(this.entry(say('填写提示', 'Hint'), part.description ?? '', path, 'description'));
      box.append(this.duty(part, path));
    }
    if (Array.isArray(part.values)) box.append(this.options(part, path));
    box.setAttribute('role', 'group');
    box.setAttribute('aria-label', name);
    return box;
  }

  entry(words, value, path, member, long = false) {
    const input = element(long ? 'textarea' : 'input', { className: 'form-control', value, disabled: !this.editable });
    input.dataset.focus = `${key(path)}#${member}`;
    input.addEventListener('input', () => {
      const given = input.value || (['description'].includes(member) ? undefined : input.value);
      if (member === 'key' && !/^[A-Za-z_]\w*$/.test(given)) return input.setCustomValidity(say('以字母开头，只用字母、数字和下划线', 'Letters, digits and underscores'));
      input.setCustomValidity('');
      return this.set(path, member, given === undefined ? undefined : JSON.stringify(given));
    });
    return labelled(words, input);
  }

  duty(part, path) {
    const box = element('input', { type: 'checkbox', className: 'form-check-input', checked: Boolean(part.validate?.required), disabled: !this.editable });
    box.dataset.focus = `${key(path)}#required`;
    box.addEventListener('change', () => {
      if (part.validate) this.set([...path, 'validate'], 'required', box.checked ? 'true' : undefined);
      else this.set(path, 'validate', '{"required": true}');
    });
    const label = element('label', { className: 'form-check' });
    label.append(box, element('span', { className: 'form-check-label', textContent: say('必须填写', 'Must be filled in') }));
    return label;
  }

  /** A line for each: what is read, and behind = what is kept. What has not changed stays as it is. */
  options(part, path) {
    const area = element('textarea', { className: 'form-control', rows: part.values.length + 1, disabled: !this.editable });
    area.value = part.values.map(({ label, value }) => `${label} = ${value}`).join('\n');
    area.dataset.focus = `${key(path)}#values`;
    area.addEventListener('change', () => {
      const list = json.at(this.tree, [...path, 'values']);
      const written = optionsOf(area.value).map(({ label, value }) => this.option(part, list, label, value));
      if (!written.length) return this.show(this.text);
      const indent = json.indentOf(this.text, list);
      return this.edit(json.replaced(this.text, list, `[\n${written.map((one) => `${indent}  ${one}`).join(',\n')}\n${indent}]`));
    });
    return labelled(say('选项，一行一个（= 后面是编号）', 'Options, one per line (behind = the key)'), area);
  }

  option(part, list, label, value) {
    const index = part.values.findIndex((one) => String(one.value) === value);
    if (index < 0) return json.inline({ label, value });
    const { start, end } = list.items[index];
    const own = this.text.slice(start, end);
    return part.values[index].label === label ? own : json.withMember(own, json.located(own), 'label', JSON.stringify(label));
  }

  moves(path, count, name) {
    const box = element('div', { className: 'yb-field-moves' });
    const index = path.at(-1);
    const act = (mark, words, can, does) => {
      const button = element('button', { type: 'button', className: 'btn btn-icon btn-sm', textContent: mark, title: words, disabled: !can });
      button.setAttribute('aria-label', `${words}：${name}`);
      button.dataset.focus = `${key(path)}#${mark}`;
      button.addEventListener('click', does);
      box.append(button);
    };
    act('↑', say('上移', 'Move up'), index > 0, () => this.move(path, -1, '↑'));
    act('↓', say('下移', 'Move down'), index < count - 1, () => this.move(path, 1, '↓'));
    act('×', say('删除', 'Remove'), true, () => this.remove(path));
    return box;
  }

  add(type) {
    const part = fresh(type, names(this.form));
    const [list, index] = this.where();
    if (!json.at(this.tree, list)) {
      this.edit(json.withMember(this.text, json.at(this.tree, list.slice(0, -1)), 'components', '[]'));
    }
    const node = json.at(this.tree, list);
    const indent = json.indentOf(this.text, node);
    const place = [...list, index];
    this.open = new Set([key(place)]);
    this.next = `${key(place)}#${labelKey(part)}`;
    this.edit(json.withItem(this.text, node, index, json.lines(part, `${indent}  `), indent));
  }

  /** Behind the part that is open, within it where it is an open group, else at the end. */
  where() {
    const last = [...this.open].map((one) => JSON.parse(one)).filter((path) => json.at(this.tree, path)).at(-1);
    if (!last) return [['components'], (this.form.components ?? []).length];
    const inner = json.at(this.tree, [...last, 'components']);
    return inner ? [[...last, 'components'], inner.items.length] : [last.slice(0, -1), last.at(-1) + 1];
  }

  move(path, by, mark) {
    const [list, index] = [path.slice(0, -1), path.at(-1)];
    this.open.clear();
    this.next = `${key([...list, index + by])}#${mark}`;
    this.edit(json.swapped(this.text, json.at(this.tree, list), Math.min(index, index + by)));
  }

  remove(path) {
    this.open.clear();
    this.next = `${key([...path.slice(0, -1), Math.max(0, path.at(-1) - 1)])}#`;
    this.edit(json.withoutItem(this.text, json.at(this.tree, path.slice(0, -1)), path.at(-1)));
  }

  set(path, member, written) {
    this.edit(json.withMember(this.text, json.at(this.tree, path), member, written), `${key(path)}#${member}`);
  }

  edit(text, mark) {
    this.change(text, mark);
    this.show(text);
  }

  focused() {
    const one = this.place.contains(document.activeElement) ? document.activeElement : null;
    return one && { key: one.dataset.focus, from: one.selectionStart, to: one.selectionEnd };
  }

  focus(was) {
    const wanted = this.next ?? was?.key;
    const found = wanted && this.list.querySelector(`[data-focus=${CSS.escape(wanted)}]`);
    if (found) {
      found.focus();
      if (this.next) found.select?.();
      else if (was.from != null) found.setSelectionRange?.(was.from, was.to);
    }
    this.next = undefined;
  }
}

/** "label = value" per line; a line without a key gets one. */
function optionsOf(text) {
  const found = text.split('\n').map((line) => line.trim()).filter(Boolean).map((line) => line.split(/\s*=\s*/));
  const taken = new Set(found.map(([, value]) => value).filter(Boolean));
  return found.map(([label, value]) => {
    let number = 1;
    while (!value && taken.has(`option_${number}`)) number += 1;
    const given = value || `option_${number}`;
    taken.add(given);
    return { label, value: given };
  });
}

/** Keys and ids of all parts, which a new one must not have. */
function names(part) {
  const own = (part.components ?? []).flatMap((one) => [one.key, one.id?.replace(/^field_/, ''), ...names(one)]);
  return new Set(own);
}

function key(path) {
  return JSON.stringify(path);
}

function labelled(words, input) {
  const label = element('label', { className: 'form-label' });
  label.append(words, input);
  return label;
}

function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}
