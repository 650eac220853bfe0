// Tabs by the ARIA pattern; a panel with data-src is loaded when it is first opened.
//
//   <div role="tablist" data-tabs> <button role="tab" aria-controls="p1" aria-selected="true">
//   <div role="tabpanel" id="p1"> … <div role="tabpanel" id="p2" data-src="/…" hidden>
//   data-module="/static/dist/diagram.js": the script that the panel needs, loaded with it
import htmx from 'htmx.org';
import { whenPresent } from './ready.js';

whenPresent('[data-tabs]', (list) => {
  const tabs = [...list.querySelectorAll('[role=tab]')];
  list.addEventListener('click', (event) => {
    const tab = event.target.closest('[role=tab]');
    if (tab) show(tabs, tab);
  });
  list.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = tabs.indexOf(document.activeElement);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    next.focus();
    show(tabs, next);
  });
  const named = tabs.find((tab) => `#${tab.getAttribute('aria-controls')}` === location.hash);
  show(tabs, named ?? tabs.find((tab) => tab.getAttribute('aria-selected') === 'true') ?? tabs[0]);
});

function show(tabs, chosen) {
  for (const tab of tabs) {
    const on = tab === chosen;
    tab.setAttribute('aria-selected', String(on));
    tab.classList.toggle('active', on);
    tab.tabIndex = on ? 0 : -1;
    const panel = document.getElementById(tab.getAttribute('aria-controls'));
    if (!panel) continue;
    panel.hidden = !on;
    if (on) load(panel);
  }
}

function load(panel) {
  const source = panel.dataset.src;
  if (source) {
    delete panel.dataset.src;
    htmx.ajax('GET', source, { target: panel, swap: 'innerHTML' });
  }
  const module = panel.dataset.module;
  if (module) {
    // Heavy parts come when they are looked at
    delete panel.dataset.module;
    import(module);
  }
  panel.dispatchEvent(new CustomEvent('yb:shown', { bubbles: true }));
}
