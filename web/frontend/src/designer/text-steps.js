// Undo and redo for a text that is changed from several places; edits with one mark are one step.
export class TextSteps {
  constructor(text, changed) {
    Object.assign(this, { done: [text], undone: [], mark: undefined, changed });
    this.buttons = ['[data-undo]', '[data-redo]'].map((selector) => document.querySelector(selector));
    this.buttons[0]?.addEventListener('click', () => this.go(this.done, this.undone, 1));
    this.buttons[1]?.addEventListener('click', () => this.go(this.undone, this.done, 0));
  }

  keep(text, mark) {
    if (text === this.done.at(-1)) return;
    if (mark && mark === this.mark && this.done.length > 1) this.done.pop();
    this.done.push(text);
    this.mark = mark;
    this.undone = [];
    this.tell();
  }

  go(from, to, least) {
    if (from.length <= least) return;
    to.push(from.pop());
    this.mark = undefined;
    this.tell();
    this.changed(this.done.at(-1));
  }

  tell() {
    const can = [this.done.length > 1, this.undone.length > 0];
    this.buttons.forEach((button, index) => { if (button) button.disabled = !can[index]; });
  }
}
