// A form file: its fields as a list, its text, and the form as people will see it beside it.
//
//   <div data-form-fields> … </div> <textarea data-form-file data-desk="id"></textarea> <div data-preview></div>
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import './css/form.css';
import './css/designer.css';
import { Form } from '@bpmn-io/form-js-viewer';
import { whenPresent } from './behaviors/ready.js';
import { say } from './behaviors/say.js';
import { FormFields } from './designer/form-fields.js';
import { Remarks } from './designer/remarks.js';
import { Saving } from './designer/saving.js';
import { read, text } from './designer/sending.js';
import { TextSteps } from './designer/text-steps.js';
import { chinese } from './form/chinese.js';
import { filesTo } from './form/files.js';

whenPresent('[data-form-file]', async (area) => {
  const desk = read(area.dataset.desk);
  const original = await text(desk.source);
  // A textarea tells line ends its own way; the file keeps those that it has
  const breaks = original.includes('\r\n') ? '\r\n' : '\n';
  let present = original;
  const saving = new Saving({ desk, original, opened: original, serialize: async () => present });
  const remarks = new Remarks({ desk, text: () => saving.text() });
  const preview = new Preview();
  const become = (now) => {
    present = now;
    saving.changed();
    remarks.changed();
    preview.later(now);
  };
  const steps = new TextSteps(original, (now) => { area.value = now; become(now); fields.show(now); });
  const fields = new FormFields({
    place: document.querySelector('[data-form-fields]'), editable: desk.editable,
    change: (now, mark) => { area.value = now; become(now); steps.keep(now, mark); },
  });
  area.value = original;
  area.readOnly = !desk.editable;
  area.addEventListener('input', () => {
    become(area.value.replaceAll('\n', breaks));
    steps.keep(present, 'text');
    fields.show(present);
  });
  fields.show(original);
  await preview.show(original);
  await remarks.check();
  area.closest('.yb-form-desk').dataset.ready = 'yes';
});

class Preview {
  constructor() {
    this.place = document.querySelector('[data-preview]');
    this.said = document.querySelector('[data-preview-said]');
    this.form = new Form({ container: this.place, additionalModules: [chinese, filesTo()] });
  }

  later(body) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(body), 400);
  }

  async show(body) {
    let schema;
    try {
      schema = JSON.parse(body);
    } catch (error) {
      this.said.textContent = `${say('格式不对，右边还是上一次的样子：', 'Not valid JSON; what you see is the last valid form: ')}${place(error, body)}`;
      return;
    }
    try {
      await this.form.importSchema(schema);
      this.said.textContent = '';
    } catch (error) {
      this.said.textContent = `${say('画不出来：', 'Cannot be drawn: ')}${error.message}`;
    }
  }
}

/** Where the text stops being JSON, as a line number. */
function place(error, body) {
  const at = /position (\d+)/.exec(error.message);
  if (!at) return say('最后有内容没有写完', 'the end is missing');
  const line = body.slice(0, Number(at[1])).split('\n').length;
  return say(`第 ${line} 行`, `line ${line}`);
}
