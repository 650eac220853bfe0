// The running total of a score table; where points are taken off, the reason is marked as asked for.
// Enter goes to the next score, as in a spreadsheet. The server adds up and checks again.
import { whenPresent } from './ready.js';

whenPresent('[data-scores]', (table) => {
  const scores = [...table.querySelectorAll('input[data-score]')];
  const add = () => {
    put(table.querySelector('[data-score-total]'), sum(scores));
    put(table.querySelector('[data-score-filled]'), scores.filter((one) => hundredths(one.value) !== null).length);
    for (const place of table.querySelectorAll('[data-dimension-sum]')) {
      put(place, sum(scores.filter((one) => one.dataset.dimension === place.dataset.dimensionSum)));
    }
    for (const one of scores) mark(one);
  };
  table.addEventListener('input', (event) => { if (event.target.dataset.score !== undefined) add(); });
  table.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.target.dataset.score === undefined || event.isComposing) return;
    event.preventDefault();
    const next = scores[scores.indexOf(event.target) + (event.shiftKey ? -1 : 1)];
    (next ?? event.target).focus();
    next?.select();
  });
  add();
});

// Hundredths are whole numbers: nothing is lost in adding them up
function hundredths(text) {
  return /^\d+(\.\d{0,2})?$/.test(text.trim()) ? Math.round(Number(text) * 100) : null;
}

function sum(scores) {
  return scores.reduce((all, one) => all + (hundredths(one.value) ?? 0), 0) / 100;
}

function put(place, value) {
  if (place) place.textContent = String(value);
}

function mark(score) {
  const given = hundredths(score.value);
  const most = Number(score.dataset.max) * 100;
  const wrong = score.value.trim() !== '' && (given === null || given > most);
  const reason = score.closest('[role=row]').querySelector('[data-reason]');
  score.classList.toggle('is-invalid', wrong);
  reason.required = given !== null && given < most;
}
