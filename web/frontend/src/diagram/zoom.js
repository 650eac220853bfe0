// Buttons for those who cannot or will not use the wheel. They sit top right: the mark of bpmn.io
// at the bottom right stays free.

export function addZoom(place, viewer) {
  const bar = document.createElement('div');
  bar.className = 'yb-zoom btn-group';
  const canvas = viewer.get('canvas');
  const [out, all, whole, into] = words();
  const steps = [
    ['－', out, () => canvas.zoom(canvas.zoom() / 1.25)],
    [all, whole, () => canvas.zoom('fit-viewport', 'auto')],
    ['＋', into, () => canvas.zoom(canvas.zoom() * 1.25)],
  ];
  bar.append(...steps.map(([text, label, act]) => button(text, label, act)));
  place.append(bar);
}

function words() {
  const english = document.documentElement.lang === 'en';
  return english ? ['Zoom out', 'All', 'Show all', 'Zoom in'] : ['缩小', '全图', '显示全图', '放大'];
}

function button(text, label, act) {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'btn btn-sm';
  element.textContent = text;
  element.setAttribute('aria-label', label);
  element.addEventListener('click', act);
  return element;
}
