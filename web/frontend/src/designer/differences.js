// What differs between two diagrams, in words: by element, with what was and what is.
import { diff } from 'bpmn-js-differ';
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { say } from '../behaviors/say.js';

const WORDS = {
  name: ['名称', 'name'], candidateGroups: ['谁办', 'who'], candidateUsers: ['候选人', 'candidates'],
  assignee: ['经办人', 'assignee'], formId: ['表单', 'form'], dueDate: ['期限', 'due'], limit: ['期限', 'limit'],
  act: ['行为', 'act'], notice: ['文书', 'papers'], separateFrom: ['不能是同一人', 'done by another than'],
  conditionExpression: ['条件', 'condition'], sourceRef: ['起点', 'from'], targetRef: ['终点', 'to'],
  default: ['默认的线', 'default flow'], type: ['自动工作', 'work'], body: ['内容', 'content'],
  value: ['值', 'value'], source: ['来源', 'source'], target: ['变量', 'variable'], retries: ['重试', 'retries'],
  decisionId: ['决策表', 'decision'], processId: ['调用的流程', 'called process'], cancelActivity: ['是否中断', 'interrupting'],
  isExecutable: ['可执行', 'executable'], messageRef: ['消息', 'message'], key: ['键', 'key'], text: ['文字', 'text'],
};

/** {attribute: {value: words}} of lists that the server knows. */
let spoken = {};

/** [{kind, id, name, details: [words]}], what changes the work first, places on the drawing last. */
export function differences(before, after, words = {}) {
  spoken = words;
  const found = diff(before, after);
  const olds = index(before);
  const news = index(after);
  const lines = [];
  for (const id of Object.keys(found._removed)) lines.push(line('removed', id, olds.get(id) ?? found._removed[id]));
  for (const id of Object.keys(found._added)) lines.push(line('added', id, news.get(id) ?? found._added[id], factWords(news.get(id))));
  const touched = new Set(Object.keys(found._changed).map((id) => owner(news.get(id) ?? found._changed[id].model)));
  for (const [id, one] of news) {
    const old = olds.get(id);
    if (!old || found._added[id]) continue;
    const details = compared(facts(old), facts(one));
    if (details.length) lines.push(line('changed', id, one, details));
    else if (touched.has(id)) lines.push(line('changed', id, one, []));
  }
  for (const id of Object.keys(found._layoutChanged)) {
    const shown = news.get(id) ?? news.get(id.replace(/_di$/, ''));
    if (shown && !lines.some((each) => each.id === shown.id)) lines.push(line('moved', shown.id, shown));
  }
  return lines;
}

function line(kind, id, element, details = []) {
  return { kind, id, name: named(element) || id, flow: isFlow(element), details };
}

/** Its name; a line without one is called by its ends. */
function named(element) {
  const name = (element?.name ?? '').replaceAll('\n', '');
  if (name || !isFlow(element)) return name;
  const ends = [element.sourceRef, element.targetRef].map((one) => named(one) || one?.id);
  return ends.every(Boolean) ? ends.join(' → ') : '';
}

function isFlow(element) {
  return Boolean(element && element.$type === 'bpmn:SequenceFlow');
}

/** {id: element} of everything that is drawn or named. */
function index(definitions) {
  const found = new Map();
  const walk = (one) => {
    if (!one || typeof one !== 'object') return;
    if (one.id && is(one, 'bpmn:BaseElement') && !is(one, 'bpmn:Definitions')) found.set(one.id, one);
    for (const key of ['rootElements', 'flowElements', 'participants', 'laneSets', 'lanes', 'artifacts', 'messageFlows']) {
      (one.get?.(key) ?? []).forEach?.(walk);
    }
  };
  walk(definitions);
  return found;
}

function owner(element) {
  let one = element;
  while (one && !(one.id && is(one, 'bpmn:FlowElement'))) one = one.$parent;
  return one?.id;
}

/** {label: value} of all that steers the element, of its extension elements too. */
function facts(element) {
  const found = new Map();
  const add = (label, value) => found.set(label, found.has(label) ? `${found.get(label)}, ${value}` : value);
  const walk = (one, depth) => {
    if (!one?.$descriptor || depth > 4) return;
    for (const { name, isReference, isMany, isAttr } of one.$descriptor.properties) {
      const key = name.split(':').pop();
      if (['id', 'incoming', 'outgoing', 'flowNodeRef', 'flowElements', '$type', 'lanes', 'laneSets', 'artifacts', 'participants', 'processRef', 'modelerTemplate', 'modelerTemplateVersion', 'modelerTemplateIcon'].includes(key)) continue;
      const value = Object.hasOwn(one, key) ? one.get(name) : undefined;
      if (value === undefined || value === null) continue;
      const label = WORDS[key] ? say(...WORDS[key]) : key;
      if (isReference) add(label, [value].flat().map((each) => each.name || each.id).join(', '));
      else if (isMany) [value].flat().forEach((each) => (each?.$descriptor ? walk(each, depth + 1) : add(label, String(each))));
      else if (value.$descriptor) walk(value, depth + 1);
      else if (isAttr || typeof value !== 'object') add(label, inWords(key, String(value)));
    }
  };
  walk(element, 0);
  return found;
}

function inWords(key, value) {
  const known = spoken[key] ?? {};
  return value.replaceAll('\n', '').split(/([\s,]+)/).map((part) => known[part] ?? part).join('');
}

function compared(before, after) {
  if (!(before instanceof Map)) return [];
  const labels = [...new Set([...before.keys(), ...after.keys()])];
  return labels
    .filter((label) => before.get(label) !== after.get(label))
    .map((label) => `${label}：${before.get(label) ?? say('（无）', '(none)')} → ${after.get(label) ?? say('（无）', '(none)')}`);
}

function factWords(element) {
  return [...facts(element)].map(([label, value]) => `${label}：${value}`);
}
