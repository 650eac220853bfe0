// One file to the server: {id, name}, or {error} with a sentence for the person.
import { say } from './say.js';

export async function sendFile(address, file) {
  const body = new FormData();
  body.append('file', file);
  const token = document.querySelector('meta[name="csrf-token"]')?.content ?? '';
  try {
    const response = await fetch(address, { method: 'POST', body, headers: { 'X-CSRFToken': token, Accept: 'application/json' } });
    const answer = await response.json();
    return response.ok ? answer : { error: answer.error };
  } catch {
    return { error: say('文件没有传上，请再试一次。', 'The file did not arrive. Try again.') };
  }
}
