// Work by keyboard: j/k through rows, Enter opens, and data-key="x" presses its element.
//
//   <ul data-list> <li data-row tabindex="-1"><a data-open href=…> … <button data-key="c">
//   a key is looked for in the current row first, then on the page
const typing = 'input, textarea, select, [contenteditable], .fjs-container, dialog[open]';

document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    if (press('Ctrl+K')) event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(typing)) return;
  if (act(event.key)) event.preventDefault();
});

function act(key) {
  if (key === 'j') return move(1);
  if (key === 'k') return move(-1);
  if (key === 'Enter' && document.activeElement?.matches('[data-row]')) return openRow();
  if (key === '?') return sheet();
  return press(key);
}

function rows() {
  return [...document.querySelectorAll('[data-list] [data-row]')].filter((row) => row.offsetParent);
}

function currentRow() {
  return document.activeElement?.closest('[data-row]') ?? document.querySelector('[data-row].active');
}

function move(step) {
  const all = rows();
  if (!all.length) return false;
  const at = all.indexOf(currentRow());
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  if (!next.hasAttribute('tabindex')) next.tabIndex = -1;
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
  return true;
}

function openRow() {
  const link = currentRow()?.querySelector('[data-open], a[href]');
  link?.click();
  return Boolean(link);
}

function press(key) {
  const selector = `[data-key="${CSS.escape(key)}"]`;
  const target = currentRow()?.querySelector(selector) ?? document.querySelector(selector);
  if (!target || target.disabled || !target.offsetParent) return false;
  if (target.matches('input, textarea, select')) {
    target.focus();
    target.select?.();
  } else {
    target.click();
  }
  return true;
}

function sheet() {
  const dialog = document.querySelector('#keyboard-sheet');
  dialog?.showModal();
  return Boolean(dialog);
}
