// A file of a table's row: sent when it is chosen, its id kept in the hidden field beside it.
//
//   <span data-upload="/files"><input type="hidden" name="…"><span data-upload-name></span>
//     <label><input type="file" data-upload-file></label></span>
import { say } from './say.js';
import { sendFile } from './send_file.js';
import { whenPresent } from './ready.js';

whenPresent('[data-upload]', (place) => {
  const input = place.querySelector('[data-upload-file]');
  input.addEventListener('change', async () => {
    const [file] = input.files;
    if (!file) return;
    show(place, say('正在上传…', 'Uploading…'));
    const answer = await sendFile(place.dataset.upload, file);
    input.value = '';
    if (answer.error) { show(place, answer.error); return; }
    const hidden = place.querySelector('input[type=hidden]');
    hidden.value = answer.id;
    show(place, `✓ ${answer.name}`, `/files/${answer.id}`);
    hidden.dispatchEvent(new Event('change', { bubbles: true }));
  });
});

function show(place, words, href) {
  const old = place.querySelector('[data-upload-name]');
  const shown = document.createElement(href ? 'a' : 'span');
  if (href) shown.href = href;
  shown.textContent = words;
  shown.dataset.uploadName = '';
  shown.setAttribute('role', 'status');
  old.replaceWith(shown);
}
