// Focus is never lost after a swap: data-focus of the new part takes it, else its first heading.
document.addEventListener('htmx:afterSettle', (event) => {
  if (document.activeElement && document.activeElement !== document.body) return;
  const part = event.detail.elt;
  const target = part.querySelector?.('[data-focus]') ?? part.querySelector?.('h1, h2, h3');
  if (!target) return;
  if (!target.hasAttribute('tabindex')) target.tabIndex = -1;
  target.focus({ preventScroll: true });
});
