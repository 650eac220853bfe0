// Menus are <details data-menu>: one open at a time, closed by Escape or a click elsewhere.
document.addEventListener('click', (event) => closeAll(event.target.closest('details[data-menu]')));

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const menu = document.activeElement?.closest('details[data-menu][open]');
  closeAll(null);
  menu?.querySelector('summary')?.focus();
});

function closeAll(except) {
  document.querySelectorAll('details[data-menu][open]').forEach((menu) => {
    if (menu !== except) menu.open = false;
  });
}
