// Trying a draft: the story so far is kept here and told anew to the server at every step.
//
//   <div data-trial data-desk="id"> with [data-canvas], [data-tasks], [data-clock], [data-variables], [data-story]
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import './css/diagram.css';
import './css/form.css';
import './css/designer.css';
import { Form } from '@bpmn-io/form-js-viewer';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { whenPresent } from './behaviors/ready.js';
import { say } from './behaviors/say.js';
import { paint } from './diagram/paint.js';
import { post, read, text } from './designer/sending.js';
import { chinese } from './form/chinese.js';
import { showErrors } from './form/errors.js';
import { filesTo } from './form/files.js';

class Trial {
  constructor(place) {
    this.place = place;
    this.desk = read(place.dataset.desk);
    this.steps = [];
    this.find = (name) => document.querySelector(`[data-${name}]`);
  }

  async begin() {
    this.viewer = new NavigatedViewer({ container: this.find('canvas') });
    this.xml = await text(this.desk.source);
    await this.viewer.importXML(this.xml);
    this.viewer.get('canvas').zoom('fit-viewport', 'auto');
    this.samples = this.find('samples');
    document.querySelectorAll('[data-step]').forEach((button) => button.addEventListener('click', () => {
      const { step, value } = button.dataset;
      this.take({ [step]: Number(value) }, button.textContent.trim());
    }));
    this.find('until').addEventListener('change', (event) => {
      if (event.target.value) this.take({ until: `${event.target.value}:00+08:00` }, say(`到 ${event.target.value.replace('T', ' ')}`, `to ${event.target.value}`));
    });
    this.find('next-due').addEventListener('click', () => this.take({ until: this.seen.next_due }, say('到下一个时点', 'to the next time')));
    this.find('send').addEventListener('submit', (event) => {
      event.preventDefault();
      const name = new FormData(event.target).get('message');
      if (name) this.take({ message: name }, say(`收到消息 ${name}`, `message ${name}`));
    });
    this.find('back').addEventListener('click', () => { this.steps.pop(); this.run(); });
    this.find('again').addEventListener('click', () => { this.steps = []; this.run(); });
    await this.run();
    this.place.dataset.ready = 'yes';
  }

  take(step, words) {
    this.steps.push({ ...step, words });
    return this.run();
  }

  async run() {
    const variables = this.given();
    if (!variables) return;
    this.busy(true);
    const { ok, answer } = await post(this.desk.run, { variables, steps: this.steps.map(({ words, ...step }) => step) });
    this.busy(false);
    if (!ok || answer.problems) {
      this.say(answer.words ?? say('草稿还不能运行，请先检查。', 'The draft cannot run yet. Check it first.'), answer.problems);
      this.steps.pop();
      return;
    }
    if (answer.refused) {
      this.say(`${answer.refused.words}`, [{ words: answer.refused.original, element: '' }]);
      this.steps.length = Math.max(0, answer.refused.step - 1);
      if (!answer.state) return;
    } else this.say('');
    this.seen = answer;
    await this.draw();
  }

  given() {
    try {
      return JSON.parse(this.samples.value || '{}');
    } catch {
      this.say(say('开始时的数据写得不对：要写成 {"名称": 值}。', 'The data at the start are not valid JSON.'));
      return null;
    }
  }

  async draw() {
    await this.viewer.importXML(this.xml);
    const canvas = this.viewer.get('canvas');
    const { trace, tokens, incidents, tasks } = this.seen;
    const here = [...new Set(tokens.map(([, element]) => element))];
    paint(this.viewer, {
      visited: trace.filter(([, state]) => state !== 'activated').map(([element]) => element),
      active: here.map((element) => ({ element, label: tasks.some((one) => one.element === element) ? say('待办', 'task') : say('等待', 'waits') })),
      incidents: incidents.map(({ element, words }) => ({ element, text: words })),
    });
    canvas.zoom('fit-viewport', 'auto');
    const focus = this.viewer.get('elementRegistry').get(tasks[0]?.element ?? here[0]);
    if (focus) { canvas.zoom(0.8); canvas.scrollToElement(focus, 120); }
    this.find('clock').textContent = new Intl.DateTimeFormat(say('zh-CN', 'en-GB'), {
      timeZone: 'Asia/Shanghai', dateStyle: 'full', timeStyle: 'short',
    }).format(new Date(this.seen.now));
    this.find('next-due').disabled = !this.seen.next_due;
    this.find('state').textContent = {
      active: say('进行中', 'running'), completed: say('已走完', 'completed'), terminated: say('已终止', 'terminated'), incident: say('停在异常', 'stands still'),
    }[this.seen.state];
    this.find('variables').textContent = JSON.stringify(this.seen.variables, null, 2);
    this.find('story').replaceChildren(...this.steps.map(({ words }) => Object.assign(document.createElement('li'), { textContent: words })));
    this.find('back').disabled = this.steps.length === 0;
    await this.offer(tasks, incidents);
  }

  async offer(tasks, incidents) {
    const parts = incidents.map(({ element, words }) => alarm(`“${this.nameOf(element)}”${words}`));
    for (const task of tasks) parts.push(await this.task(task));
    if (parts.length === 0) {
      parts.push(Object.assign(document.createElement('p'), {
        className: 'text-secondary',
        textContent: this.seen.state === 'active' ? say('现在没有待办：等时间或消息。', 'No task now: it waits for a time or a message.') : say('没有待办。', 'No task.'),
      }));
    }
    this.find('tasks').replaceChildren(...parts);
  }

  async task(task) {
    const card = document.createElement('details');
    card.className = 'yb-trial-task';
    card.open = this.seen.tasks.length === 1;
    const head = document.createElement('summary');
    const who = task.candidates.map((one) => this.desk.roles[one] ?? one).join(say('、', ', '));
    const due = task.due ? say(`，${task.due.slice(0, 10)} 前`, `, by ${task.due.slice(0, 10)}`) : '';
    head.textContent = `${task.name.replaceAll('\n', '')}（${who}${due}）`;
    card.append(head);
    const place = document.createElement('div');
    card.append(place);
    const button = Object.assign(document.createElement('button'), { className: 'btn btn-primary', type: 'button', textContent: say('办完这一步', 'Complete') });
    const form = task.form ? await shown(place, task.form, this.seen.variables) : null;
    button.addEventListener('click', () => {
      const { data, errors } = form ? form.submit() : { data: {}, errors: {} };
      if (Object.keys(errors).length) { showErrors(place, form, errors); return; }
      this.take({ complete: task.element, variables: data }, say(`办完 ${task.name}`, `done: ${task.name}`));
    });
    card.append(button);
    return card;
  }

  nameOf(id) {
    return (this.viewer.get('elementRegistry').get(id)?.businessObject.name ?? id).replaceAll('\n', '');
  }

  busy(on) {
    this.place.setAttribute('aria-busy', String(on));
    this.find('busy').hidden = !on;
  }

  say(words, lines = []) {
    const box = this.find('said');
    box.hidden = !words;
    box.textContent = words;
    lines.forEach((one) => box.append(Object.assign(document.createElement('div'), { className: 'small', textContent: `${one.element ? `“${this.nameOf(one.element)}”` : ''}${one.words}` })));
  }
}

async function shown(place, body, variables) {
  const form = new Form({ container: place, additionalModules: [chinese, filesTo()] });
  await form.importSchema(JSON.parse(body), variables);
  return form;
}

function alarm(words) {
  const box = document.createElement('div');
  box.className = 'alert alert-danger';
  box.textContent = words;
  return box;
}

// Last: a class is not there before its own line
whenPresent('[data-trial]', (place) => new Trial(place).begin());
