// Kinds of events as the head of the panel names them: "Timer Boundary Event (Non Interrupting)".
const OF = {
  Cancel: '取消', Compensate: '补偿', Conditional: '条件', Error: '错误', Escalation: '上报', Link: '链接', Message: '消息',
  Multiple: '多个事件', Parallel: '并发多个', 'Parallel Multiple': '并发多个', Signal: '信号', Terminate: '终止', Timer: '定时',
};
const KINDS = {
  'Start Event': '起点', 'End Event': '结束', 'Boundary Event': '边界事件', 'Intermediate Catch Event': '等待', 'Intermediate Throw Event': '发出',
};
const SHAPE = /^(?:(.+?) )?(Start Event|End Event|Boundary Event|Intermediate Catch Event|Intermediate Throw Event)( \(Non Interrupting\))?$/;

/** The Chinese of such a kind, or undefined. */
export function eventWords(text) {
  const [, of, kind, going] = SHAPE.exec(text) ?? [];
  if (!kind || (of && !OF[of])) return undefined;
  const beside = going ? '（不中断）' : '';
  return kind.startsWith('Intermediate') ? `${KINDS[kind]}${OF[of] ?? ''}${beside}` : `${OF[of] ?? ''}${KINDS[kind]}${beside}`;
}
