// What the editor of expressions offers and says.
export const feel = {
  block: '一段',
  literal: '常量',
  expression: '表达式',
  definition: '定义',
  'quantified expression': '量词表达式',
  function: '函数',
  context: '上下文',
  variable: '变量',
  'Unrecognized token': '这里写得不对',
  'Incomplete expression': '表达式没有写完',
  'First item is accessed via [1]': '第一项用 [1] 取',
};
