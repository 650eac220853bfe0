// Decision tables: dmn-js in Chinese, kept like a diagram.
//
//   <div data-table data-desk="id"></div>
import 'dmn-js/dist/assets/diagram-js.css';
import 'dmn-js/dist/assets/dmn-js-shared.css';
import 'dmn-js/dist/assets/dmn-js-drd.css';
import 'dmn-js/dist/assets/dmn-js-decision-table.css';
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css';
import 'dmn-js/dist/assets/dmn-js-literal-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression-controls.css';
import 'dmn-js/dist/assets/dmn-font/css/dmn.css';
import './css/designer.css';
import DmnModeler from 'dmn-js/lib/Modeler';
import { whenPresent } from './behaviors/ready.js';
import { chineseTable } from './designer/chinese.js';
import { quietPad } from './designer/quiet-pad.js';
import { Remarks } from './designer/remarks.js';
import { Saving } from './designer/saving.js';
import { read, text } from './designer/sending.js';
import { translateTooltips } from './designer/tooltips.js';

whenPresent('[data-table]', async (place) => {
  const desk = read(place.dataset.desk);
  const original = await text(desk.source);
  const inChinese = { additionalModules: [chineseTable] };
  const modeler = new DmnModeler({
    container: place, drd: inChinese, decisionTable: inChinese, literalExpression: inChinese, boxedExpression: inChinese,
  });
  await modeler.importXML(original);
  const serialize = async () => (await modeler.saveXML({ format: true })).xml;
  const saving = new Saving({ desk, original, opened: await serialize(), serialize });
  const remarks = new Remarks({ desk, text: () => saving.text() });
  modeler.on('views.changed', ({ activeView }) => {
    const viewer = modeler.getActiveViewer();
    undoable(modeler);
    if (!viewer || viewer.ybWatched) return;
    viewer.ybWatched = true;
    const pad = viewer.get('contextPad', false);
    if (pad) quietPad(pad);
    viewer.on('commandStack.changed', () => { saving.changed(); remarks.changed(); undoable(modeler); });
    place.dataset.view = activeView?.type ?? '';
  });
  const table = modeler.getViews().find((view) => view.type === 'decisionTable') ?? modeler.getViews()[0];
  if (table) await modeler.open(table);
  for (const [selector, way] of [['[data-undo]', 'undo'], ['[data-redo]', 'redo']]) {
    document.querySelector(selector)?.addEventListener('click', () => modeler.getActiveViewer().get('commandStack')[way]());
  }
  translateTooltips(document.body);
  await remarks.check();
  place.ybModeler = modeler;
  place.dataset.ready = 'yes';
});

/** Each view of the file (table, drawing) has steps of its own. */
function undoable(modeler) {
  const stack = modeler.getActiveViewer()?.get('commandStack', false);
  for (const [selector, can] of [['[data-undo]', stack?.canUndo()], ['[data-redo]', stack?.canRedo()]]) {
    const button = document.querySelector(selector);
    if (button) button.disabled = !can;
  }
}
