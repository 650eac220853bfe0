// Requests of the designer's pages: JSON there and back, refusals as data.
export async function post(address, body) {
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRFToken': token },
    body: JSON.stringify(body),
  });
  const kind = response.headers.get('Content-Type') ?? '';
  const answer = kind.startsWith('application/json') ? await response.json() : {};
  return { ok: response.ok, status: response.status, answer };
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
