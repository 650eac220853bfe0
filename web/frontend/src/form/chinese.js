// The words of form-js in Chinese, as a module for its `translate` service.
const words = {
  'Field is required.': '此项必填。',
  'Value is not a number.': '请填数字。',
  'Value is expected to be an integer.': '请填整数。',
  'Value is expected to have at most 1 decimal digit.': '最多一位小数。',
  'Value is expected to have at most {value} decimal digits.': '最多 {value} 位小数。',
  'Please select a valid value, the two nearest valid values are {previousValue} and {nextValue}.':
    '请填 {previousValue} 或 {nextValue} 这样的值。',
  'Field must match pattern {value}.': '格式不符合要求。',
  'Field must have minimum value of {value}.': '不能小于 {value}。',
  'Field must have maximum value of {value}.': '不能大于 {value}。',
  'Field must have minimum length of {value}.': '至少 {value} 个字。',
  'Field must have maximum length of {value}.': '最多 {value} 个字。',
  'Min validation value is not a valid number.': '表单的最小值设置有误，请告知流程设计员。',
  'Max validation value is not a valid number.': '表单的最大值设置有误，请告知流程设计员。',
  'Field must be a valid international phone number. (e.g. +4930664040900)': '请填有效的电话号码。',
  'Field must be a valid email.': '请填有效的电子邮箱。',
  'Date and time must both be entered.': '日期和时间都要填。',
  'No content to show.': '没有内容。',
  'Nothing to show.': '没有内容。',
  "External content couldn't be loaded.": '外部内容打不开。',
  Increment: '加',
  Decrement: '减',
  'Skip to search': '跳到搜索',
  'Remove tag': '去掉这一项',
  Search: '搜索',
  'No results': '没有结果',
  'All values selected': '已全部选择',
  '{page} of {total}': '第 {page} 页，共 {total} 页',
  'Previous page': '上一页',
  'Next page': '下一页',
  'Click to sort by {value} descending': '按 {value} 从大到小排',
  'Click to sort by {value} ascending': '按 {value} 从小到大排',
  'Click to remove sorting': '取消排序',
  'No files selected': '没有选择文件',
  '{value} files selected': '已选择 {value} 个文件',
  'Document reference is not defined.': '没有指定文件。',
  'Unable to download document': '文件下载不了',
  'Download {fileName}': '下载 {fileName}',
  'Add new': '添加',
  'Expand all ({value})': '全部展开（{value}）',
  Collapse: '收起',
  "binding path '{value}' is already claimed": '字段 {value} 重复，请告知流程设计员',
};

function translate(template, replacements = {}) {
  const text = (isChinese() && words[template]) || template;
  return text.replace(/\{(\w+)\}/g, (whole, key) => String(replacements[key] ?? whole));
}

function isChinese() {
  return !document.documentElement.lang || document.documentElement.lang.startsWith('zh');
}

export const chinese = { translate: ['value', translate] };
