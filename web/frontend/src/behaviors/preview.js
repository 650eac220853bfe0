// A legal act shows the document exactly as it will issue and asks once.
//
//   <button name="act" value="accept" data-preview="/tasks/…/preview" data-preview-label="受理并签发">
//
// The form is sent to that address; 200 is the document, 422 says what is missing.
import { ask, showHtml } from './dialogs.js';
import { say } from './say.js';

const agreed = new WeakSet();

document.addEventListener('submit', async (event) => {
  const button = event.submitter;
  const form = event.target;
  if (!button?.dataset.preview || event.defaultPrevented) return;
  if (agreed.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (await agree(form, button)) {
    agreed.add(form);
    form.requestSubmit(button);
  }
});

async function agree(form, button) {
  const body = new FormData(form);
  if (button.name) body.set(button.name, button.value);
  button.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(button.dataset.preview, {
      method: 'POST',
      body,
      headers: { 'HX-Request': 'true' },
    });
    return await decide(response, button);
  } catch {
    return ask(
      say('网络不通，文书预览没有打开。填写的内容还在本页，请稍后再试。', 'No connection: the preview did not open. What you typed is still here; try again later.'),
      say('知道了', 'OK'),
    ).then(() => false);
  } finally {
    button.removeAttribute('aria-busy');
  }
}

async function decide(response, button) {
  if (response.status === 401) return signInAgain(response.headers.get('HX-Redirect'));
  const html = await response.text();
  if (!response.ok) {
    await showHtml(html, `<button class="btn btn-primary" value="" autofocus>${say('返回修改', 'Go back')}</button>`);
    return false;
  }
  if (response.status === 204) return true;
  const label = button.dataset.previewLabel ?? button.textContent.trim();
  const value = await showHtml(
    html,
    `<button class="btn" value="">${say('返回修改', 'Go back')}</button><button class="btn btn-primary" value="yes" data-agree></button>`,
    label,
  );
  return value === 'yes';
}

async function signInAgain(address) {
  const question = say('登录已过期。重新登录后回到本页，填写的内容还在。', 'Your session has ended. Sign in again and you are back here with what you typed.');
  if (await ask(question, say('去登录', 'Sign in'))) location.assign(address ?? '/sign-in');
  return false;
}
