// A diagram to look at: where the tokens stand and which way they came.
//
//   <div data-diagram="/address/of.bpmn" data-state="state-id" style="height:…"></div>
//   <script type="application/json" id="state-id">
//     {"active": [{"element": "decide", "label": "首席代表"}], "visited": ["receive"],
//      "flows": ["f1"], "incidents": [{"element": "…", "text": "…"}], "counts": {"decide": 4}}
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import './css/diagram.css';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { whenPresent } from './behaviors/ready.js';
import { paint } from './diagram/paint.js';
import { addZoom } from './diagram/zoom.js';

whenPresent('[data-diagram]', (place) => {
  // Measured only once visible: a diagram in a closed tab has no size
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    draw(place);
  });
  seen.observe(place);
});

async function draw(place) {
  place.classList.add('yb-diagram');
  place.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(place.dataset.diagram);
    if (!response.ok) throw new Error(String(response.status));
    const viewer = new NavigatedViewer({ container: place });
    await viewer.importXML(await response.text());
    place.ybViewer = viewer;
    paint(viewer, state(place));
    addZoom(place, viewer);
    fit(viewer);
    place.dispatchEvent(new CustomEvent('yb:ready', { bubbles: true }));
  } catch {
    place.textContent = '流程图打不开，请刷新本页再试。';
    place.classList.add('text-secondary', 'p-3');
  } finally {
    place.removeAttribute('aria-busy');
  }
}

function fit(viewer) {
  const canvas = viewer.get('canvas');
  canvas.zoom('fit-viewport', 'auto');
  // A long diagram would be unreadably small: keep the letters legible and let people drag
  if (canvas.zoom() >= 0.45) return;
  const active = document.querySelector('.yb-active')?.getAttribute('data-element-id');
  const element = active && viewer.get('elementRegistry').get(active);
  canvas.zoom(0.7, element ? { x: element.x + element.width / 2, y: element.y + element.height / 2 } : 'auto');
  if (element) canvas.scrollToElement(element, { top: 60, right: 160, bottom: 60, left: 160 });
}

function state(place) {
  const script = document.getElementById(place.dataset.state ?? '');
  return script ? JSON.parse(script.textContent) : {};
}
