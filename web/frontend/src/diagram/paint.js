// Tokens, visited path, incidents and counts on a drawn diagram.

export function paint(viewer, { active = [], visited = [], flows = [], incidents = [], counts = {} }) {
  const canvas = viewer.get('canvas');
  const elements = viewer.get('elementRegistry');
  const mark = (id, marker) => elements.get(id) && canvas.addMarker(id, marker);
  [...visited, ...flows].forEach((id) => mark(id, 'yb-visited'));
  for (const { element, label } of active) {
    mark(element, 'yb-active');
    if (label) badge(viewer, element, 'yb-token', label, `在此：${label}`);
  }
  for (const { element, text } of incidents) {
    mark(element, 'yb-incident');
    badge(viewer, element, 'yb-fault', '▲', `异常：${text}`);
  }
  for (const [element, count] of Object.entries(counts)) {
    badge(viewer, element, 'yb-count', String(count), `${count} 件`);
  }
}

function badge(viewer, element, kind, text, title) {
  if (!viewer.get('elementRegistry').get(element)) return;
  const html = document.createElement('div');
  html.className = `yb-badge ${kind}`;
  html.textContent = text;
  html.title = title;
  viewer.get('overlays').add(element, { position: { top: -14, left: -10 }, html });
}
