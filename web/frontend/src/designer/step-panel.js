// What a step needs, in the words of the field and from lists: 谁办, 用哪张表, 多少时间, 是什么行为,
// 出具什么文书, 与哪一步不能是同一人. Nobody writes an expression here.
import { CheckboxEntry, SelectEntry, isCheckboxEntryEdited, isSelectEntryEdited } from '@bpmn-io/properties-panel';
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { useService } from 'bpmn-js-properties-panel';
import { said, set } from './extensions.js';
import { say } from '../behaviors/say.js';

/** Groups of the panel that the engine has an effect for, or that only describe. */
const KEPT = new Set([
  'general', 'documentation', 'timer', 'message', 'signal', 'error', 'escalation', 'link', 'multiInstance',
  'condition', 'event-condition', 'calledDecision', 'businessRuleImplementation', 'script', 'scriptImplementation',
  'taskDefinition', 'headers', 'inputs', 'outputs', 'calledElement', 'inputPropagation', 'outputPropagation',
  'outputCollection', 'compensation', 'adHocCompletion', 'activeElements', 'adHocSubProcessImplementation',
]);

export class StepPanel {
  constructor(propertiesPanel, injector, lists) {
    this.injector = injector;
    this.lists = lists;
    // Asked last, so that it sees what all others offer
    propertiesPanel.registerProvider(100, this);
  }

  getGroups(element) {
    return (groups) => {
      const kept = groups.filter(({ id }) => KEPT.has(id));
      const own = is(element, 'bpmn:UserTask') ? this.step(element) : [];
      return [...kept.slice(0, 1), ...own, ...kept.slice(1)].map((one) => this.speaking(one));
    };
  }

  /** Parts of the panel take their tongue as a property, and are English without. */
  speaking(part) {
    const translate = this.injector.get('translate');
    const entries = part.entries?.map((one) => this.speaking(one));
    const items = part.items?.map((one) => this.speaking(one));
    return { ...part, translate, ...(entries && { entries }), ...(items && { items }) };
  }

  step(element) {
    const { lists } = this;
    return [
      {
        id: 'yb-step',
        label: say('办理要求', 'What the step needs'),
        shouldOpen: true,
        entries: [
          this.choice(element, 'holder', say('谁办', 'Who'), lists.roles, holder),
          this.choice(element, 'form', say('用哪张表', 'Form'), lists.forms, form),
          this.choice(element, 'limit', say('多少时间', 'Time limit'), lists.limits, limit),
          this.choice(element, 'act', say('是什么行为', 'Act'), lists.acts, act),
        ],
      },
      {
        id: 'yb-papers',
        label: say('出具什么文书', 'Papers it issues'),
        entries: lists.notices.map(({ value, label }) => this.tick(element, 'notice', value, label)),
      },
      {
        id: 'yb-apart',
        label: say('与哪一步不能是同一人', 'Done by another than'),
        entries: this.others(element).map(({ id, name }) => this.tick(element, 'separateFrom', id, (name ?? '').replaceAll('\n', ' ') || say(`（没有名称）${id}`, `(without a name) ${id}`))),
      },
    ];
  }

  others(element) {
    const tasks = this.injector.get('elementRegistry').filter(
      (one) => is(one, 'bpmn:UserTask') && one !== element && !one.labelTarget,
    );
    return tasks.map((one) => one.businessObject);
  }

  choice(element, key, label, options, part) {
    return {
      id: `yb-${key}`, element, component: Choice, isEdited: isSelectEntryEdited,
      label, options, part, injector: this.injector,
    };
  }

  tick(element, attribute, word, label) {
    return {
      id: `yb-${attribute}-${word}`, element, component: Tick, isEdited: isCheckboxEntryEdited,
      label, attribute, word, injector: this.injector,
    };
  }
}
StepPanel.$inject = ['propertiesPanel', 'injector', 'ybLists'];

function Choice({ element, id, label, options, part, injector }) {
  const translate = useService('translate');
  const getOptions = () => {
    const present = part.get(element);
    const known = options.some(({ value }) => value === present);
    const own = present && !known ? [{ value: present, label: say(`（原有）${present}`, `(as it was) ${present}`) }] : [];
    return [{ value: '', label: translate('<none>') }, ...own, ...options];
  };
  return SelectEntry({
    element, id, label, getOptions,
    getValue: () => part.get(element),
    setValue: (value) => part.set(injector, element, value ?? '', options),
  });
}

function Tick({ element, id, label, attribute, word, injector }) {
  const words = () => said(element, 'yb:Step', attribute).split(/\s+/).filter(Boolean);
  return CheckboxEntry({
    element, id, label,
    getValue: () => words().includes(word),
    setValue: (on) => {
      const next = on ? [...words(), word] : words().filter((one) => one !== word);
      set(injector, element, 'yb:Step', { [attribute]: next.join(' ') || undefined });
    },
  });
}

const holder = {
  get: (element) => said(element, 'zeebe:AssignmentDefinition', 'candidateGroups'),
  set: (injector, element, value) => set(injector, element, 'zeebe:AssignmentDefinition', { candidateGroups: value || undefined }),
};

const form = {
  get: (element) => said(element, 'zeebe:FormDefinition', 'formId'),
  set: (injector, element, value, options) => {
    set(injector, element, 'zeebe:FormDefinition', { formId: value || undefined });
    const chosen = options.find((one) => one.value === value);
    if (chosen?.add) injector.get('eventBus').fire('yb.form.add', { choice: chosen });
  },
};

/** A limit of its own, counted from the opening of the step, or one of law that the field works out. */
const limit = {
  get: (element) => said(element, 'yb:Step', 'limit') || said(element, 'zeebe:TaskSchedule', 'dueDate'),
  set: (injector, element, value) => {
    const byLaw = value.startsWith('=');
    if (said(element, 'zeebe:TaskSchedule', 'dueDate') || byLaw) {
      set(injector, element, 'zeebe:TaskSchedule', { dueDate: byLaw ? value : undefined });
    }
    if (said(element, 'yb:Step', 'limit') || !byLaw) {
      set(injector, element, 'yb:Step', { limit: byLaw ? undefined : value || undefined });
    }
  },
};

const act = {
  get: (element) => said(element, 'yb:Step', 'act'),
  set: (injector, element, value) => set(injector, element, 'yb:Step', { act: value || undefined }),
};
