// Questions and side windows in a <dialog>.
//
//   data-confirm="确定收回这项授权？"   on a button or form: asks before it submits
//   data-dialog="#sheet"               opens that dialog
//   data-dialog="/address"             loads the address into a dialog
import htmx from 'htmx.org';
import { onReady } from './ready.js';
import { say } from './say.js';

const confirmed = new WeakSet();

document.addEventListener('submit', async (event) => {
  const asker = event.submitter?.closest('[data-confirm]') ?? event.target.closest('[data-confirm]');
  if (!asker || event.defaultPrevented) return;
  if (confirmed.delete(event.target)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { form, submitter } = { form: event.target, submitter: event.submitter };
  if (!(await ask(asker.dataset.confirm, asker.dataset.confirmLabel))) return;
  confirmed.add(form);
  form.requestSubmit(submitter ?? undefined);
});

document.addEventListener('htmx:confirm', (event) => {
  if (!event.detail.question) return;
  event.preventDefault();
  ask(event.detail.question).then((yes) => yes && event.detail.issueRequest(true));
});

document.addEventListener('click', (event) => {
  const opener = event.target.closest('[data-dialog]');
  if (opener) {
    event.preventDefault();
    open(opener.dataset.dialog);
  }
  const closer = event.target.closest('[data-dialog-close]');
  if (closer) closer.closest('dialog')?.close('');
});

async function open(target) {
  if (target.startsWith('#')) return document.querySelector(target)?.showModal();
  const response = await fetch(target, { headers: { 'HX-Request': 'true' } });
  return showHtml(await response.text());
}

export function ask(question, label = say('确定', 'OK')) {
  const dialog = build(`<div class="modal-body"><p class="mb-0"></p></div>
    <div class="modal-footer"><button class="btn" value="">${say('返回', 'Back')}</button>
    <button class="btn btn-primary" value="yes" autofocus></button></div>`);
  dialog.querySelector('p').textContent = question;
  dialog.querySelector('.btn-primary').textContent = label;
  return answer(dialog).then((value) => value === 'yes');
}

/** Shows server-made HTML; resolves to the value of the button that closed it. */
export function showHtml(html, footer = `<button class="btn" value="">${say('关闭', 'Close')}</button>`, label = '') {
  const dialog = build(`<div class="yb-dialog-body"></div><div class="modal-footer">${footer}</div>`);
  const body = dialog.querySelector('.yb-dialog-body');
  body.innerHTML = html;
  dialog.querySelectorAll('[data-agree]').forEach((button) => { button.textContent = label; });
  htmx.process(body);
  onReady(body);
  return answer(dialog);
}

function build(inner) {
  const dialog = document.createElement('dialog');
  dialog.className = 'yb-dialog';
  dialog.innerHTML = inner;
  dialog.querySelectorAll('.modal-footer button').forEach((button) => {
    button.type = 'button';
    button.addEventListener('click', () => dialog.close(button.value));
  });
  document.body.append(dialog);
  return dialog;
}

function answer(dialog) {
  const back = document.activeElement;
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      back?.focus?.();
      resolve(dialog.returnValue);
    });
  });
}
