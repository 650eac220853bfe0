// A form is sent once: a second click on 提交 while the first is under way does nothing.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === 'get' || form.method === 'dialog') return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  form.querySelectorAll('button[type=submit], button:not([type])').forEach((button) => {
    button.classList.add('disabled');
    button.setAttribute('aria-disabled', 'true');
  });
});

// Back from history or after an answer of htmx: the form may be sent again
window.addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(free));
document.addEventListener('htmx:afterRequest', (event) => {
  const form = event.detail.elt.closest?.('form[data-sent]');
  if (form) free(form);
});

function free(form) {
  delete form.dataset.sent;
  form.querySelectorAll('button[aria-disabled]').forEach((button) => {
    button.classList.remove('disabled');
    button.removeAttribute('aria-disabled');
  });
}
