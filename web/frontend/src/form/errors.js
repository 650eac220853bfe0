// Where something is missing: said at the field, listed on top, and the first one gets the focus.

import { say } from '../behaviors/say.js';

export function showErrors(place, form, errors) {
  const fields = form.get('formFieldRegistry');
  const list = Object.keys(errors).map((id) => ({ id, label: labelOf(fields.get(id)), text: first(errors[id]) }));
  summarize(place, form, list);
}

/** ``errors``: {field key: sentence}, as the server found them. */
export function showServerErrors(place, form, errors) {
  const byKey = new Map(form.get('formFieldRegistry').getAll().map((field) => [field.key, field]));
  const state = {};
  const list = [];
  for (const [key, text] of Object.entries(errors)) {
    const field = byKey.get(key);
    if (field) state[field.id] = [text];
    list.push({ id: field?.id, label: labelOf(field), text });
  }
  if (!list.length) return;
  form._setState({ errors: state });
  summarize(place, form, list);
}

// dates and times carry their label under another name
function labelOf(field) {
  return field?.label ?? field?.dateLabel ?? field?.timeLabel ?? '';
}

function first(errors) {
  return Array.isArray(errors) ? String(errors.flat(Infinity)[0]) : say('请检查此项', 'Please check this');
}

function summarize(place, form, list) {
  place.parentElement.querySelector('.yb-form-errors')?.remove();
  const box = document.createElement('div');
  box.className = 'alert alert-danger yb-form-errors';
  box.setAttribute('role', 'alert');
  box.tabIndex = -1;
  const title = document.createElement('h2');
  title.className = 'alert-title h3';
  title.textContent = say(
    `还有 ${list.length} 项需要修改，已填写的内容都保留着`,
    `To correct: ${list.length}. What you typed is kept`,
  );
  const items = document.createElement('ul');
  items.append(...list.map((entry) => line(place, form, entry)));
  box.append(title, items);
  place.before(box);
  box.focus();
  box.scrollIntoView({ block: 'nearest' });
}

function line(place, form, { id, label, text }) {
  const item = document.createElement('li');
  if (!id) {
    item.textContent = text;
    return item;
  }
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn btn-link p-0 alert-link';
  button.textContent = label ? `${label}${say('：', ': ')}${text}` : text;
  button.addEventListener('click', () => input(place, form, id)?.focus());
  item.append(button);
  return item;
}

function input(place, form, id) {
  return place.querySelector(`[id^="fjs-form-${form._id}-${id}"]`) ?? place.querySelector(`[id*="${id}"]`);
}
