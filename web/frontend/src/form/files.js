// A file of a form: sent when it is chosen, kept as the id that the server gives.
//
// Where files go stands at the form: data-files="/tasks/…/files"; names of those that are there
// already in data-file-names (id of a script with {id: name}).
import { createElement as h } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Description, Errors, FilePicker, Label } from '@bpmn-io/form-js-viewer';
import { say } from '../behaviors/say.js';
import { sendFile } from '../behaviors/send_file.js';

const names = new Map();

/** Remember the names of files that a form begins with: {id: name}. */
export function knownFiles(found) {
  for (const [id, name] of Object.entries(found ?? {})) names.set(id, name);
}

/** The module for form-js that sends files of a form to ``address``. */
export function filesTo(address) {
  const Field = (props) => h(FileField, { ...props, address });
  Field.config = { ...FilePicker.config, sanitizeValue: ({ value }) => (typeof value === 'string' ? value : null) };
  const register = (formFields) => formFields.register('filepicker', Field);
  register.$inject = ['formFields'];
  return { __init__: ['ybFiles'], ybFiles: ['factory', register] };
}

function FileField({ field, domId, errors = [], disabled, readonly, value, onChange, address }) {
  const input = useRef(null);
  const [said, setSaid] = useState('');
  const fixed = disabled || readonly || !address;
  const told = `${domId}-told`;
  const choose = async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    setSaid(say('正在上传…', 'Uploading…'));
    const answer = await sendFile(address, file);
    event.target.value = '';
    setSaid(answer.error ?? '');
    if (!answer.id) return;
    names.set(answer.id, answer.name);
    onChange({ value: answer.id });
  };
  return h('div', { class: 'fjs-form-field yb-file-field' }, [
    h(Label, { htmlFor: domId, label: field.label, required: field.validate?.required }),
    h('div', { class: 'd-flex flex-wrap align-items-center gap-2' }, [
      h('input', {
        type: 'file', id: domId, ref: input, class: 'form-control form-control-sm w-auto mw-100',
        disabled: fixed, onChange: choose, 'aria-describedby': told,
      }),
      value && h('span', null, ['✓ ', h('a', { href: `/files/${value}` }, names.get(value) ?? say('已上传', 'Uploaded'))]),
      value && !fixed && h('button', {
        type: 'button', class: 'btn btn-sm', onClick: () => onChange({ value: null }),
        'aria-label': `${say('去掉', 'Remove')}: ${field.label}`,
      }, say('去掉', 'Remove')),
    ]),
    h('div', { id: told, role: 'status', class: 'yb-file-said' }, said),
    h(Description, { description: field.description }),
    h(Errors, { id: `${domId}-errors`, errors }),
  ]);
}
