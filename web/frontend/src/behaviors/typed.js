// What was typed outlives a session that ended: kept in this tab while a form is sent, and given
// back on the same page, to the same person, if the answer was a refusal or the sign-in page.
const KEY = 'yb-typed';

/** Keep the data of ``form`` in case its sending leads nowhere. */
export function keepTyped(data) {
  const entry = { page: page(), who: who(), data };
  try { sessionStorage.setItem(KEY, JSON.stringify(entry)); } catch { /* full or forbidden: go on */ }
}

/** The data that was typed on this page and did not arrive, or null. Given once. */
export function typedHere() {
  const entry = read();
  sessionStorage.removeItem(KEY);
  return entry?.lost && entry.page === page() && entry.who === who() ? entry.data : null;
}

function read() {
  try { return JSON.parse(sessionStorage.getItem(KEY)); } catch { return null; }
}

const page = () => location.pathname + location.search;
const who = () => document.querySelector('.yb-who summary')?.textContent.trim() ?? '';

// Modules run when the page is read, before any form is set up
const entry = read();
if (entry) {
  const astray = document.querySelector('.yb-refusal, .yb-signin');
  if (astray) sessionStorage.setItem(KEY, JSON.stringify({ ...entry, lost: true }));
  else if (!document.querySelector('[data-form-js]')) sessionStorage.removeItem(KEY);
}
document.addEventListener('submit', (event) => {
  if (event.target.action.endsWith('/sign-out')) sessionStorage.removeItem(KEY);
});
