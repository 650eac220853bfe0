// Keeping a file: by hand and by itself, never over somebody else's version, never when nothing changed.
//
// `serialize()` gives the present text. A text that means what was opened is sent as it was opened, byte
// for byte, so that looking at a file and saving it leaves the file alone.
import { say } from '../behaviors/say.js';
import { showHtml } from '../behaviors/dialogs.js';
import { post } from './sending.js';

const PAUSE = 5000;

export class Saving {
  constructor({ desk, original, opened, serialize }) {
    Object.assign(this, { desk, original, opened, serialize });
    this.number = desk.number;
    this.kept = original;
    this.status = document.querySelector('[data-save-status]');
    this.dirty = false;
    this.stopped = false;
    window.addEventListener('beforeunload', (event) => { if (this.dirty) event.preventDefault(); });
    document.querySelector('[data-save]')?.addEventListener('click', () => this.save());
    document.addEventListener('keydown', (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === 's') {
        event.preventDefault();
        this.save();
      }
    });
  }

  changed() {
    if (!this.desk.editable) return;
    this.dirty = true;
    this.tell(say('有修改，还没有保存', 'Changed, not saved yet'));
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.save(true), PAUSE);
  }

  async text() {
    const now = await this.serialize();
    return now === this.opened ? this.original : now;
  }

  /** Resolves to true when what is seen is what is kept. */
  async save(automatic = false) {
    clearTimeout(this.timer);
    if (!this.desk.editable) return true;
    const body = await this.text();
    if (body === this.kept) {
      this.dirty = false;
      if (!automatic) this.tell(this.nothingToDo(body));
      return true;
    }
    return this.send(body, automatic, this.number);
  }

  nothingToDo(body) {
    return body === this.original
      ? say('没有修改，文件原样未动', 'Nothing changed; the file is as it was')
      : say('已保存，没有新的修改', 'Saved already; nothing has changed since');
  }

  async send(body, automatic, basedOn) {
    let sent;
    try {
      sent = await post(this.desk.save, { body, based_on: basedOn, automatic });
    } catch {
      this.tell(say('没有连上，修改还在本页，稍后再存', 'No connection; your changes are still on this page'));
      return false;
    }
    if (sent.ok) return this.done(body, sent.answer, automatic);
    if (sent.answer.code === 'draft-conflict') return this.conflict(body, sent.answer);
    this.tell(sent.answer.words ?? say('没有保存', 'Not saved'));
    return false;
  }

  async done(body, answer, automatic) {
    this.number = answer.number;
    this.kept = body;
    this.stopped = false;
    this.dirty = (await this.text()) !== body;
    const at = new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
    this.tell(automatic ? say(`${at} 已自动保存`, `Saved by itself at ${at}`) : say(`${at} 已保存`, `Saved at ${at}`));
    return true;
  }

  async conflict(body, answer) {
    this.stopped = true;
    this.tell(answer.words);
    const html = `<p></p><p class="text-secondary mb-0">${say(
      '“另存为我的草稿”把您现在的内容放进一份新草稿；“以我的为准”存为最新版本，对方的版本留在历史里，可以恢复。',
      '“Keep as my own draft” puts what you see into a new draft; “Mine counts” saves it as the newest version, and theirs stays in the history.',
    )}</p>`;
    const footer = `<button class="btn" value="">${say('先不保存', 'Not now')}</button>
      <button class="btn" value="over">${say('以我的为准', 'Mine counts')}</button>
      <button class="btn btn-primary" value="copy">${say('另存为我的草稿', 'Keep as my own draft')}</button>`;
    const asked = showHtml(html, footer);
    document.querySelector('dialog[open] .yb-dialog-body p').textContent = answer.words;
    const choice = await asked;
    if (choice === 'over') return this.send(body, false, answer.number);
    if (choice === 'copy') return this.copy(body);
    return false;
  }

  async copy(body) {
    const { ok, answer } = await post(this.desk.copy, { body, name: this.desk.name });
    if (!ok) {
      this.tell(answer.words ?? say('没有保存', 'Not saved'));
      return false;
    }
    this.dirty = false;
    window.location.assign(answer.address);
    return true;
  }

  tell(words) {
    if (this.status) this.status.textContent = words;
  }
}
