// Requests of the designer's pages: JSON there and back, refusals as data.
//
// Whoever had to sign in again, in another window, goes on here: the page takes the new session's token.
export async function post(address, body) {
  let response = await send(address, body);
  if ([400, 401].includes(response.status) && await newToken()) response = await send(address, body);
  return told(response);
}

function send(address, body) {
  const token = document.querySelector('meta[name="csrf-token"]').content;
  return fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRFToken': token },
    body: JSON.stringify(body),
  });
}

/** The token of the session as it is now, from this very page; false where nobody is signed in. */
async function newToken() {
  const response = await fetch(location.href);
  if (!response.ok || new URL(response.url).pathname !== location.pathname) return false;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const found = page.querySelector('meta[name="csrf-token"]');
  if (found) document.querySelector('meta[name="csrf-token"]').content = found.content;
  return Boolean(found);
}

async function told(response) {
  const kind = response.headers.get('Content-Type') ?? '';
  const answer = kind.startsWith('application/json') ? await response.json() : {};
  // an answer of another kind is no answer of ours, whatever its status says
  const ok = response.ok && kind.startsWith('application/json');
  return { ok, status: response.status, answer };
}

export function read(id) {
  const script = document.getElementById(id);
  return script ? JSON.parse(script.textContent) : null;
}

export async function text(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  return response.text();
}
