// A form file as text, with the form as people will see it beside it.
//
//   <textarea data-form-file data-desk="id"></textarea> <div data-preview></div>
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import './css/form.css';
import './css/designer.css';
import { Form } from '@bpmn-io/form-js-viewer';
import { whenPresent } from './behaviors/ready.js';
import { say } from './behaviors/say.js';
import { Remarks } from './designer/remarks.js';
import { Saving } from './designer/saving.js';
import { read, text } from './designer/sending.js';
import { chinese } from './form/chinese.js';
import { filesTo } from './form/files.js';

whenPresent('[data-form-file]', async (place) => {
  const desk = read(place.dataset.desk);
  const original = await text(desk.source);
  place.value = original;
  place.readOnly = !desk.editable;
  // A textarea tells line ends its own way: what was opened is what it gives back, not what it was given
  const saving = new Saving({ desk, original, opened: place.value, serialize: async () => place.value });
  const remarks = new Remarks({ desk, text: () => saving.text() });
  const preview = new Preview();
  place.addEventListener('input', () => { saving.changed(); remarks.changed(); preview.later(place.value); });
  await preview.show(place.value);
  await remarks.check();
  place.dataset.ready = 'yes';
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
