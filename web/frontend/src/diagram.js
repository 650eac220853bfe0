// A diagram to look at: where the tokens stand and which way they came.
//
//   <div data-diagram="/address/of.bpmn" data-state="state-id" style="height:…"></div>
//   <script type="application/json" id="state-id">
//     {"active": [{"element": "decide", "label": "首席代表"}], "visited": ["receive"],
//      "flows": ["f1"], "focus": "decide", "incidents": [{"element": "…", "text": "…"}], "counts": {"decide": 4}}
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import './css/diagram.css';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { whenPresent } from './behaviors/ready.js';
import { paint } from './diagram/paint.js';
import { addZoom } from './diagram/zoom.js';

/** Below this zoom nobody reads the labels. */
const LEGIBLE = 0.7;

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
    const shown = state(place);
    paint(viewer, shown);
    addZoom(place, viewer);
    fit(viewer, shown.focus ?? shown.active?.[0]?.element);
    place.dispatchEvent(new CustomEvent('yb:ready', { bubbles: true }));
  } catch {
    place.textContent = '流程图打不开，请刷新本页再试。';
    place.classList.add('text-secondary', 'p-3');
  } finally {
    place.removeAttribute('aria-busy');
  }
}

function fit(viewer, focus) {
  const canvas = viewer.get('canvas');
  canvas.zoom('fit-viewport', 'auto');
  // A long diagram would be unreadably small: keep the letters legible and begin where it matters
  if (canvas.zoom() >= LEGIBLE) return;
  canvas.zoom(LEGIBLE);
  const element = focus && viewer.get('elementRegistry').get(focus);
  if (element) center(canvas, element);
}

function center(canvas, element) {
  const { width, height, scale } = canvas.viewbox();
  const middle = { x: element.x + element.width / 2, y: element.y + element.height / 2 };
  canvas.viewbox({ x: middle.x - width / 2, y: middle.y - height / 2, width, height, scale });
}

function state(place) {
  const script = document.getElementById(place.dataset.state ?? '');
  return script ? JSON.parse(script.textContent) : {};
}
