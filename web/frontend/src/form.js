// Forms of tasks and applications: form-js in the page, its data in a hidden field of the HTML form.
//
//   <form method="post" data-draft="…">
//     <div data-form-js="schema-id" data-values="values-id" data-errors="errors-id"
//          data-output="form_data" [data-readonly] [data-files="/…"] [data-file-names="names-id"]></div>
//     <script type="application/json" id="schema-id">…</script>
//     <input type="hidden" name="form_data">
//
// A button with formnovalidate (暂存, 退回) sends what there is; any other must pass the form first.
// The server checks the same form file again.
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import './css/form.css';
import { Form } from '@bpmn-io/form-js-viewer';
import { keepTyped, typedHere } from './behaviors/typed.js';
import { whenPresent } from './behaviors/ready.js';
import { say } from './behaviors/say.js';
import { chinese } from './form/chinese.js';
import { filesTo, knownFiles } from './form/files.js';
import { readPlainly } from './form/typing.js';
import { showErrors, showServerErrors } from './form/errors.js';

whenPresent('[data-form-js]', async (place) => {
  // No pause between a key and its value: a re-drawing in between would take the letters back
  const modules = [chinese, filesTo(place.dataset.files)];
  const form = new Form({ container: place, debounce: false, additionalModules: modules });
  knownFiles(json(place.dataset.fileNames));
  const typed = typedHere();
  await form.importSchema(json(place.dataset.formJs), { ...json(place.dataset.values), ...typed });
  if (typed) sayFound(place);
  place.ybForm = form;
  readPlainly(place, form);
  if (place.hasAttribute('data-readonly')) form.setProperty('readOnly', true);
  const host = place.closest('form');
  if (host) connect(place, form, host);
  const errors = json(place.dataset.errors);
  if (errors) showServerErrors(place, form, errors);
  place.dispatchEvent(new CustomEvent('yb:ready', { bubbles: true }));
});

function connect(place, form, host) {
  const output = host.elements[place.dataset.output ?? 'form_data'];
  const write = () => { output.value = JSON.stringify(form._getSubmitData()); };
  write();
  form.on('changed', () => {
    write();
    place.dispatchEvent(new CustomEvent('yb:change', { bubbles: true }));
  });
  host.addEventListener('submit', (event) => {
    write();
    keepTyped(form._getSubmitData());
    if (event.submitter?.formNoValidate || host.noValidate) return;
    const { errors } = form.submit();
    if (Object.keys(errors).length === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    showErrors(place, form, errors);
  }, true);
}

function sayFound(place) {
  const box = document.createElement('div');
  box.className = 'alert alert-info';
  box.setAttribute('role', 'status');
  box.textContent = say('已找回上次没有提交成功的内容，请核对后再提交。', 'What could not be submitted last time is back. Check it and submit again.');
  place.before(box);
}

function json(id) {
  const script = id && document.getElementById(id);
  return script ? JSON.parse(script.textContent) : null;
}
