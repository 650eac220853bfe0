// The desk of a process designer: a diagram with palette and properties in the words of the field.
//
//   <div data-modeler data-desk="desk-id"></div> <div data-panel></div>
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import 'bpmn-js-element-templates/dist/assets/element-templates.css';
import './css/diagram.css';
import './css/designer.css';
import Modeler from 'bpmn-js/lib/Modeler';
import {
  BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, ZeebePropertiesProviderModule,
} from 'bpmn-js-properties-panel';
import { CloudElementTemplatesCoreModule } from 'bpmn-js-element-templates/core';
import ZeebeBehaviorsModule from 'camunda-bpmn-js-behaviors/lib/camunda-cloud';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json';
import { whenPresent } from './behaviors/ready.js';
import { say } from './behaviors/say.js';
import { ByKeyboard } from './designer/by-keyboard.js';
import { chineseDiagram } from './designer/chinese.js';
import { quietPad } from './designer/quiet-pad.js';
import { Remarks } from './designer/remarks.js';
import { Saving } from './designer/saving.js';
import { post, read, text } from './designer/sending.js';
import { StepPalette } from './designer/step-palette.js';
import { StepPanel } from './designer/step-panel.js';
import { translateTooltips } from './designer/tooltips.js';

/** Below this zoom nobody reads the labels; so wide is the palette. */
const LEGIBLE = 0.7;
const PALETTE = 124;
const MARGIN = 16;

whenPresent('[data-modeler]', (place) => open(place).catch((error) => {
  place.textContent = say('流程图打不开，请刷新本页再试。', 'The diagram cannot be opened. Reload the page.');
  place.classList.add('text-secondary', 'p-3');
  throw error;
}));

async function open(place) {
  const desk = read(place.dataset.desk);
  const original = await text(desk.source);
  const modeler = new Modeler({
    container: place,
    propertiesPanel: { parent: document.querySelector('[data-panel]'), feelPopupContainer: document.body },
    moddleExtensions: { zeebe, yb: desk.moddle },
    additionalModules: [
      chineseDiagram, BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, ZeebePropertiesProviderModule,
      CloudElementTemplatesCoreModule, ZeebeBehaviorsModule, own(desk),
    ],
  });
  quietPad(modeler.get('contextPad'));
  modeler.get('elementTemplatesLoader').setTemplates(desk.templates);
  const { warnings } = await modeler.importXML(original);
  place.ybModeler = modeler;
  translateTooltips(document.body);
  fit(modeler.get('canvas'));
  const serialize = async () => (await modeler.saveXML({ format: true })).xml;
  const saving = new Saving({ desk, original, opened: await serialize(), serialize });
  const remarks = new Remarks({ modeler, desk, text: () => saving.text() });
  modeler.on('commandStack.changed', () => {
    saving.changed();
    remarks.changed();
    undoable(modeler);
  });
  modeler.on('yb.form.add', ({ choice }) => addForm(desk, choice, remarks));
  buttons(modeler, saving);
  new ByKeyboard(modeler);
  undoable(modeler);
  await remarks.check();
  if (warnings.length) saving.tell(say('文件里有看不懂的内容，保存会丢失，请先检查。', 'Parts of the file are not understood and would be lost. Check it first.'));
  place.dispatchEvent(new CustomEvent('yb:ready', { bubbles: true }));
  place.dataset.ready = 'yes';
}

function own(desk) {
  return {
    __init__: ['ybStepPanel', 'ybStepPalette'],
    ybStepPanel: ['type', StepPanel],
    ybStepPalette: ['type', StepPalette],
    ybLists: ['value', desk.lists],
    ybTemplates: ['value', desk.templates],
  };
}

/** Legible from its beginning on, beside the palette; the whole is one button away. */
function fit(canvas) {
  if (scaleOfWhole(canvas) >= LEGIBLE) whole(canvas);
  else place(canvas, LEGIBLE);
}

function whole(canvas) {
  place(canvas, scaleOfWhole(canvas));
}

function scaleOfWhole(canvas) {
  const { inner, outer } = canvas.viewbox();
  const room = { width: outer.width - PALETTE - MARGIN, height: outer.height - 2 * MARGIN };
  return Math.min(1, room.width / inner.width, room.height / inner.height);
}

function place(canvas, scale) {
  const { inner, outer } = canvas.viewbox();
  const height = outer.height / scale;
  const y = inner.height < height ? inner.y - (height - inner.height) / 2 : inner.y - MARGIN / scale;
  canvas.viewbox({ x: inner.x - PALETTE / scale, y, width: outer.width / scale, height });
}

/** A ready form that the draft does not have yet comes into it with the choice. */
async function addForm(desk, choice, remarks) {
  const { ok } = await post(desk.addForm, { name: choice.add });
  if (!ok) return;
  delete choice.add;
  remarks.check();
}

function buttons(modeler, saving) {
  const stack = modeler.get('commandStack');
  const on = (selector, act) => document.querySelector(selector)?.addEventListener('click', act);
  on('[data-undo]', () => stack.undo());
  on('[data-redo]', () => stack.redo());
  on('[data-fit]', () => whole(modeler.get('canvas')));
  // What is opened next reads what is kept: keep first
  document.querySelectorAll('a[data-after-save]').forEach((link) => link.addEventListener('click', async (event) => {
    if (!saving.dirty) return;
    event.preventDefault();
    if (await saving.save()) window.location.assign(link.href);
  }));
}

function undoable(modeler) {
  const stack = modeler.get('commandStack');
  for (const [selector, can] of [['[data-undo]', stack.canUndo()], ['[data-redo]', stack.canRedo()]]) {
    const button = document.querySelector(selector);
    if (button) button.disabled = !can;
  }
}
