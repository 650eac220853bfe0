// JSON as text with places: an edit changes the characters that it is about and no others.
//
//   const tree = located(text);            // throws SyntaxError as JSON.parse does
//   at(tree, ['components', 0, 'label'])   // {start, end, value?, items?, members?}

/** The tree of `text`: each node knows where it begins and ends. */
export function located(text) {
  JSON.parse(text);
  return new Reader(text).value();
}

/** The node at a path of keys and numbers, or undefined. */
export function at(node, path) {
  return path.reduce((one, step) => (typeof step === 'number' ? one?.items?.[step] : one?.members?.find(({ key }) => key === step)?.value), node);
}

/** One line, with the blanks that people put. */
export function inline(value) {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (value && typeof value === 'object') return `{${Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${inline(one)}`).join(', ')}}`;
  return JSON.stringify(value);
}

/** A line for each member, as the files of forms are written. */
export function lines(object, indent) {
  const inner = `${indent}  `;
  const members = Object.entries(object).map(([key, one]) => `${inner}${JSON.stringify(key)}: ${one?.length === 0 ? '[]' : inline(one)}`);
  return `{\n${members.join(',\n')}\n${indent}}`;
}

export function replaced(text, node, json) {
  return text.slice(0, node.start) + json + text.slice(node.end);
}

/** `key` of an object set anew, added at its end, or with `json` undefined taken out. */
export function withMember(text, object, key, json) {
  const place = object.members.findIndex((one) => one.key === key);
  const found = object.members[place];
  if (json === undefined) return found ? without(text, object, object.members.map(({ start, value }) => ({ start, end: value.end })), place) : text;
  if (found) return replaced(text, found.value, json);
  const member = `${JSON.stringify(key)}: ${json}`;
  const last = object.members.at(-1);
  if (!last) return replaced(text, object, `{${member}}`);
  const before = object.members.length > 1 ? object.members.at(-2).value.end : object.start;
  const blank = text.slice(before, last.start).replace(/^[,{]/, '');
  return `${text.slice(0, last.value.end)},${blank || ' '}${member}${text.slice(last.value.end)}`;
}

/** `json` as item `index` of a list, written like its neighbors. `indent`: of the list's own line. */
export function withItem(text, list, index, json, indent) {
  const { items } = list;
  if (!items.length) return replaced(text, list, `[\n${indent}  ${json}\n${indent}]`);
  const blank = items.length > 1 ? text.slice(items[0].end + 1, items[1].start) : text.slice(list.start + 1, items[0].start);
  if (index >= items.length) return `${text.slice(0, items.at(-1).end)},${blank}${json}${text.slice(items.at(-1).end)}`;
  return `${text.slice(0, items[index].start)}${json},${blank}${text.slice(items[index].start)}`;
}

export function withoutItem(text, list, index) {
  return without(text, list, list.items, index);
}

/** Items `index` and `index + 1` change places. */
export function swapped(text, list, index) {
  const [first, second] = [list.items[index], list.items[index + 1]];
  return text.slice(0, first.start) + text.slice(second.start, second.end) + text.slice(first.end, second.start)
    + text.slice(first.start, first.end) + text.slice(second.end);
}

/** The blanks before the line on which a node begins. */
export function indentOf(text, node) {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', node.start - 1) + 1))[0];
}

function without(text, holder, parts, index) {
  if (parts.length === 1) return replaced(text, { start: holder.start + 1, end: holder.end - 1 }, '');
  const [from, to] = index ? [parts[index - 1].end, parts[index].end] : [parts[0].start, parts[1].start];
  return text.slice(0, from) + text.slice(to);
}

class Reader {
  constructor(text) { Object.assign(this, { text, place: 0 }); }

  value() {
    this.blank();
    const start = this.place;
    const first = this.text[start];
    if (first === '{') return this.held('members', '}', start, () => this.member());
    if (first === '[') return this.held('items', ']', start, () => this.value());
    const [found] = first === '"' ? /^"(?:[^"\\]|\\.)*"/.exec(this.text.slice(start)) : /^[^\s,\]}]+/.exec(this.text.slice(start));
    this.place += found.length;
    return { start, end: this.place, value: JSON.parse(found) };
  }

  member() {
    this.blank();
    const { start, value: key } = this.value();
    this.blank();
    this.place += 1; // the colon
    return { start, key, value: this.value() };
  }

  held(name, close, start, read) {
    const found = [];
    this.place += 1;
    for (this.blank(); this.text[this.place] !== close; this.blank()) {
      if (this.text[this.place] === ',') this.place += 1;
      found.push(read());
    }
    this.place += 1;
    return { start, end: this.place, [name]: found };
  }

  blank() {
    while (/\s/.test(this.text[this.place] ?? '')) this.place += 1;
  }
}
