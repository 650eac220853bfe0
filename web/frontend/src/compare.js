// Two versions of a diagram side by side, coloured, with a list of what differs that leads to each.
//
//   <div data-compare data-desk="id"> with [data-before], [data-after] and [data-differences] on the page
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import './css/diagram.css';
import './css/designer.css';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json';
import { whenPresent } from './behaviors/ready.js';
import { say } from './behaviors/say.js';
import { differences } from './designer/differences.js';
import { read, text } from './designer/sending.js';

const KINDS = {
  added: ['新增', 'added'], removed: ['删除', 'removed'], changed: ['修改', 'changed'], moved: ['移动位置', 'moved'],
};

whenPresent('[data-compare]', async (place) => {
  const desk = read(place.dataset.desk);
  const [before, after] = await Promise.all([
    drawn('[data-before]', desk.before, desk.moddle), drawn('[data-after]', desk.after, desk.moddle),
  ]);
  together(before, after);
  const found = differences(before.getDefinitions(), after.getDefinitions(), desk.words);
  for (const one of found) {
    for (const viewer of [before, after]) {
      if (viewer.get('elementRegistry').get(one.id)) viewer.get('canvas').addMarker(one.id, `yb-diff-${one.kind}`);
    }
  }
  list(found, (id) => [before, after].forEach((viewer) => show(viewer, id)));
  const first = found.find((one) => !one.flow) ?? found[0];
  if (first) [before, after].forEach((viewer) => show(viewer, first.id));
  place.dataset.ready = 'yes';
});

async function drawn(selector, address, moddle) {
  const viewer = new NavigatedViewer({
    container: document.querySelector(selector), moddleExtensions: { zeebe, yb: moddle },
  });
  await viewer.importXML(await text(address));
  viewer.get('canvas').zoom('fit-viewport', 'auto');
  document.querySelector(selector).ybViewer = viewer;
  return viewer;
}

/** What is moved or zoomed on one side moves on the other. */
function together(one, other) {
  let moving = false;
  const follow = (from, to) => from.on('canvas.viewbox.changed', () => {
    if (moving) return;
    moving = true;
    const { x, y, width, height } = from.get('canvas').viewbox();
    to.get('canvas').viewbox({ x, y, width, height });
    moving = false;
  });
  follow(one, other);
  follow(other, one);
}

function show(viewer, id) {
  const element = viewer.get('elementRegistry').get(id);
  if (!element) return;
  const canvas = viewer.get('canvas');
  canvas.zoom(0.9);
  canvas.scrollToElement(element, 160);
}

function list(found, go) {
  const place = document.querySelector('[data-differences]');
  if (found.length === 0) {
    place.innerHTML = `<li class="text-secondary">${say('流程图没有变化', 'The diagram has not changed')}</li>`;
    return;
  }
  place.replaceChildren(...found.map((one) => {
    const item = document.createElement('li');
    const way = document.createElement('button');
    way.type = 'button';
    way.className = `yb-diff-line yb-diff-word-${one.kind}`;
    way.textContent = `${say(...KINDS[one.kind])}${one.flow ? say('连线', ' flow') : ''} “${one.name}”`;
    way.addEventListener('click', () => go(one.id));
    item.append(way);
    if (one.details.length) {
      const details = document.createElement('ul');
      details.className = 'yb-diff-details';
      details.replaceChildren(...one.details.map((words) => Object.assign(document.createElement('li'), { textContent: words })));
      item.append(details);
    }
    return item;
  }));
}
