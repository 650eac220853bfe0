import { is } from 'bpmn-js/lib/util/ModelUtil';
import { say } from '../behaviors/say.js';

// The steps of the field stand first in the palette, and behind "接下一步" at every step.
const BASIC = [
  'hand-tool', 'lasso-tool', 'space-tool', 'global-connect-tool', 'tool-separator', 'create.start-event',
  'create.intermediate-event', 'create.end-event', 'create.exclusive-gateway', 'create.task',
  'create.subprocess-expanded', 'create.participant-expanded',
];

/** A step behind `element` and before what followed it, where that is one step only. One step of undo. */
class InsertStep {
  constructor(autoPlace, modeling) {
    Object.assign(this, { autoPlace, modeling });
  }

  preExecute({ element, step }) {
    const flows = (element.outgoing ?? []).filter((flow) => is(flow, 'bpmn:SequenceFlow'));
    const shape = this.autoPlace.append(element, step);
    if (flows.length === 1) this.modeling.reconnectStart(flows[0], shape, { x: shape.x + shape.width, y: shape.y + shape.height / 2 });
  }
}
InsertStep.$inject = ['autoPlace', 'modeling'];

export class StepPalette {
  constructor(palette, contextPad, popupMenu, create, commandStack, elementTemplates, bpmnFactory, moddle, eventBus, templates, lists) {
    Object.assign(this, { popupMenu, create, commandStack, elementTemplates, bpmnFactory, moddle, eventBus, templates, lists });
    commandStack.registerHandler('yb.insert-step', InsertStep);
    palette.registerProvider(100, this);
    contextPad.registerProvider(100, this);
    popupMenu.registerProvider('yb-steps', this);
  }

  getPaletteEntries() {
    return (entries) => {
      const steps = this.templates.map((template) => [`yb.${template.id}`, this.entry(template)]);
      const kept = BASIC.filter((key) => entries[key]).map((key) => [key, entries[key]]);
      return Object.fromEntries([...steps, ['yb-separator', { group: 'yb', separator: true }], ...kept]);
    };
  }

  entry(template) {
    const start = (event) => this.create.start(event, this.make(template));
    const html = document.createElement('div');
    html.className = 'entry yb-palette-step';
    html.textContent = template.name;
    return {
      group: 'yb', title: template.description, html: html.outerHTML,
      action: { dragstart: start, click: start },
    };
  }

  getContextPadEntries(element) {
    return (entries) => {
      if (!entries['append.append-task']) return entries;
      const open = (event) => this.popupMenu.open(element, 'yb-steps', { x: event.x, y: event.y }, { title: say('接下一步', 'Next step'), width: 260 });
      return {
        'yb-append': { group: 'model', className: 'yb-append-step', title: say('接下一步：收件、补正、审查…', 'Next step: receipt, correction, review…'), action: { click: open } },
        ...entries,
      };
    };
  }

  getPopupMenuEntries(element) {
    return Object.fromEntries(this.templates.map((template) => [template.id, {
      label: template.name,
      description: template.description,
      action: () => this.insertBehind(element, template),
    }]));
  }

  insertBehind(element, template) {
    this.commandStack.execute('yb.insert-step', { element, step: this.make(template) });
  }

  /** A new step as its template says; what our own namespace adds stands in the template's metadata. */
  make(template) {
    const shape = this.elementTemplates.createElement(template);
    const { businessObject } = shape;
    const holder = businessObject.get('extensionElements')
      ?? this.bpmnFactory.create('bpmn:ExtensionElements', { values: [] });
    const step = this.moddle.create('yb:Step', template.metadata.step);
    step.$parent = holder;
    holder.get('values').push(step);
    businessObject.set('extensionElements', holder);
    businessObject.set('name', template.name);
    this.bringForm(holder);
    return shape;
  }

  /** A form that the draft does not have yet comes with the step. */
  bringForm(holder) {
    const wanted = holder.get('values').find((one) => is(one, 'zeebe:FormDefinition'))?.get('formId');
    const choice = this.lists.forms.find((one) => one.value === wanted);
    if (choice?.add) this.eventBus.fire('yb.form.add', { choice });
  }
}
StepPalette.$inject = [
  'palette', 'contextPad', 'popupMenu', 'create', 'commandStack', 'elementTemplates', 'bpmnFactory', 'moddle', 'eventBus',
  'ybTemplates', 'ybLists',
];
