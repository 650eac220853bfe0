// Half-filled forms are kept: <form data-draft="/tasks/…/draft"> is saved shortly after a change.
//
// What came of it is written into [data-draft-status] of the form, for eyes and screen readers.
import { whenPresent } from './ready.js';
import { say as words } from './say.js';

const PAUSE_MS = 1500;

whenPresent('form[data-draft]', (form) => {
  let timer = null;
  let dirty = false;
  let touched = false;
  // A form that only shows its defaults is no draft: wait for the first touch
  for (const kind of ['pointerdown', 'keydown']) form.addEventListener(kind, () => { touched = true; }, true);
  const later = () => {
    if (!touched) return;
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  };
  const save = async (options = {}) => {
    clearTimeout(timer);
    if (!dirty) return;
    dirty = false;
    say(form, await send(form, options)
      ? words(`已暂存 ${clock()}`, `Draft saved ${clock()}`)
      : words('暂存没有成功，内容还在本页', 'Not saved; what you typed is still here'));
  };
  form.addEventListener('input', later);
  form.addEventListener('change', later);
  form.addEventListener('yb:change', later);
  // On the document, behind the questions: an act that was not confirmed keeps its draft
  document.addEventListener('submit', (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    dirty = false;
    clearTimeout(timer);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') save({ keepalive: true });
  });
});

async function send(form, options) {
  try {
    const response = await fetch(form.dataset.draft, {
      method: 'POST',
      body: new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string')),
      headers: { 'HX-Request': 'true' },
      ...options,
    });
    return response.ok;
  } catch {
    return false;
  }
}

function say(form, text) {
  const status = form.querySelector('[data-draft-status]');
  if (status) status.textContent = text;
}

function clock() {
  return new Date().toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit' });
}
