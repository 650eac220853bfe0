// What the check finds: painted on the diagram, and as a list that leads to the element.
import { say } from '../behaviors/say.js';
import { post } from './sending.js';

const PAUSE = 1200;

export class Remarks {
  constructor({ modeler, desk, text }) {
    Object.assign(this, { modeler, desk, text });
    this.list = document.querySelector('[data-remarks]');
    this.count = document.querySelector('[data-remark-count]');
    document.querySelector('[data-check]')?.addEventListener('click', () => this.check(true));
  }

  changed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), PAUSE);
  }

  async check(byHand = false) {
    clearTimeout(this.timer);
    const { ok, answer } = await post(this.desk.check, { name: this.desk.name, body: await this.text() });
    if (!ok) return;
    this.paint(answer.remarks);
    this.show(answer.remarks);
    if (byHand) this.list.querySelector('button, a, p')?.focus();
  }

  paint(remarks) {
    if (!this.modeler) return;
    const canvas = this.modeler.get('canvas');
    const overlays = this.modeler.get('overlays');
    const registry = this.modeler.get('elementRegistry');
    overlays.remove({ type: 'yb-remark' });
    (this.painted ?? []).forEach(([id, marker]) => registry.get(id) && canvas.removeMarker(id, marker));
    this.painted = [];
    const by = Map.groupBy
      ? Map.groupBy(remarks.filter((one) => one.file === this.desk.name), (one) => one.element)
      : grouped(remarks.filter((one) => one.file === this.desk.name));
    for (const [id, found] of by) {
      if (!registry.get(id)) continue;
      const blocks = found.some((one) => one.level === 'error');
      const marker = blocks ? 'yb-remark-error' : 'yb-remark-advice';
      canvas.addMarker(id, marker);
      this.painted.push([id, marker]);
      overlays.add(id, 'yb-remark', { position: { top: -12, right: 14 }, html: badge(found, blocks) });
    }
  }

  show(remarks) {
    const blocking = remarks.filter((one) => one.level === 'error').length;
    this.count.textContent = remarks.length
      ? say(`${blocking} 个问题，${remarks.length - blocking} 条提醒`, `${blocking} problems, ${remarks.length - blocking} remarks`)
      : say('没有问题', 'No problems');
    this.count.className = `badge ${blocking ? 'bg-red-lt' : remarks.length ? 'bg-orange-lt' : 'bg-green-lt'}`;
    this.list.replaceChildren(...remarks.map((one) => this.item(one)));
  }

  item(remark) {
    const line = document.createElement('li');
    const here = remark.file === this.desk.name;
    const way = document.createElement(here ? 'button' : 'a');
    way.className = `yb-remark-line yb-remark-${remark.level}`;
    if (here) {
      way.type = 'button';
      way.addEventListener('click', () => this.go(remark));
    } else {
      way.href = this.desk.files[remark.file] ?? '#';
    }
    const mark = remark.level === 'error' ? '✗' : '!';
    const file = here ? '' : `${remark.file} · `;
    way.textContent = `${mark} ${file}${say(`第 ${remark.line} 行`, `line ${remark.line}`)} · ${remark.sentence}`;
    line.append(way);
    return line;
  }

  go({ element, line }) {
    if (!this.modeler) return this.onLine?.(line);
    const found = this.modeler.get('elementRegistry').get(element);
    if (!found) return undefined;
    const canvas = this.modeler.get('canvas');
    if (canvas.zoom() < 0.7) canvas.zoom(0.8);
    canvas.scrollToElement(found, 160);
    this.modeler.get('selection')?.select(found);
    return undefined;
  }
}

function badge(found, blocks) {
  const html = document.createElement('div');
  html.className = `yb-badge ${blocks ? 'yb-fault' : 'yb-advice'}`;
  html.textContent = blocks ? '✗' : '!';
  html.title = found.map((one) => one.sentence).join('\n');
  return html;
}

function grouped(remarks) {
  const by = new Map();
  for (const one of remarks) by.set(one.element, [...(by.get(one.element) ?? []), one]);
  return by;
}
