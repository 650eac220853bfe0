// Without a mouse: choose a step from a list, put another behind it, and hear which one is meant.
//
//   <select data-steps> and <button data-append>; on the drawing itself the key A does the latter.
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { say } from '../behaviors/say.js';

export class ByKeyboard {
  constructor(modeler) {
    for (const name of ['canvas', 'elementRegistry', 'eventBus', 'keyboard', 'popupMenu', 'selection']) this[name] = modeler.get(name);
    this.list = document.querySelector('[data-steps]');
    this.append = document.querySelector('[data-append]');
    this.list?.addEventListener('change', () => this.go(this.list.value));
    this.append?.addEventListener('click', () => this.offer());
    this.eventBus.on(['commandStack.changed', 'selection.changed'], () => this.show());
    this.keyboard.addListener(1500, ({ keyEvent }) => {
      if (keyEvent.key !== 'a' || keyEvent.ctrlKey || keyEvent.metaKey || keyEvent.altKey) return undefined;
      return this.offer() || undefined;
    });
    this.show();
  }

  chosen() {
    const [one, ...others] = this.selection.get();
    return others.length || !is(one, 'bpmn:FlowNode') ? undefined : one;
  }

  show() {
    const one = this.chosen();
    if (this.append) this.append.disabled = !one || is(one, 'bpmn:EndEvent');
    if (!this.list) return;
    const nodes = this.elementRegistry.filter((each) => is(each, 'bpmn:FlowNode') && !each.labelTarget);
    nodes.sort((a, b) => a.x - b.x || a.y - b.y);
    const none = new Option(say('在图上选，或从这里选', 'Choose here or on the drawing'), '');
    this.list.replaceChildren(none, ...nodes.map((each) => new Option(named(each), each.id)));
    this.list.value = one?.id ?? '';
  }

  go(id) {
    const found = this.elementRegistry.get(id);
    if (!found) return;
    if (this.canvas.zoom() < 0.7) this.canvas.zoom(0.8);
    this.canvas.scrollToElement(found, 160);
    this.selection.select(found);
  }

  /** The steps of the field, at the chosen one. True where there is one. */
  offer() {
    const one = this.chosen();
    if (!one || is(one, 'bpmn:EndEvent')) return false;
    this.go(one.id);
    const { x, y, width } = this.canvas.getAbsoluteBBox(one);
    const at = this.canvas.getContainer().getBoundingClientRect();
    this.popupMenu.open(one, 'yb-steps', { x: at.left + x + width, y: at.top + y }, { title: say('接下一步', 'Next step'), width: 260 });
    return true;
  }
}

function named({ id, businessObject }) {
  return (businessObject.name ?? '').replaceAll('\n', ' ').trim() || say(`（没有名称）${id}`, `(without a name) ${id}`);
}
