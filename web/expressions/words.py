"""What FEEL and DMN say of a text or a null, in the words of the page.

The engine speaks English; here stands every sentence of it in Chinese, ``{}`` for what it fills in.
"""

from __future__ import annotations

import re
from functools import cache

from engine.feel.functions import BUILT_IN
from web.i18n import language

KINDS = {
    "number": "数字", "string": "文字", "boolean": "真假", "date": "日期", "time": "时刻",
    "date and time": "日期时刻", "days and time duration": "天时时长",
    "years and months duration": "年月时长", "list": "列表", "context": "一组值", "range": "区间",
    "function": "函数", "Null": "空值", "null": "空值", "unknown": "未知", "Any": "任意",
}  # fmt: skip

#: What is bounded, and what the depth is bounded by
BOUNDS = {
    "steps": "步数", "list size": "列表长度", "string size": "文字长度", "value size": "结果大小",
    "nested calls": "嵌套调用", "depth": "层数", "pattern size": "模式大小",
    "regex time": "匹配时间", "the interpreter's stack": "运行栈",
}  # fmt: skip

#: What a text was expected to hold in its place; signs and words of FEEL stand in quotes
WANTED = {
    "an operator or the end": "运算符或结尾", "a name": "名称", "a name and 'in'": "名称和 'in'",
    "a type": "类型", "an expression": "表达式", "the end": "结尾",
    "all arguments with names, or none": "参数要么都写名称，要么都不写",
    "the name of a parameter": "参数名称", "the name of an entry and ':'": "一项的名称和 ':'",
    "']', ')' or '['": "']'、')' 或 '['",
}  # fmt: skip

SENTENCES: dict[str, str] = {
    # the text is no FEEL
    "the expression ends too early": "表达式没有写完",
    "unexpected {}": "这里不能写 {}",
    "the string is not closed": "文字少了右边的引号",
    "the comment is not closed": "注释没有结束",
    "the character {} has no meaning here": "字符 {} 在这里没有意义",
    "the expression is longer than {} characters": "表达式超过 {} 个字符",
    "the expression is nested deeper than {} levels": "括号嵌套超过 {} 层",
    "the expression is nested too deeply": "括号嵌套得太深",
    "the number is out of range": "数字太大或太小",
    "the expression exceeds the limit of {}: {}": "计算超出限制（{}：{}）",
    # names, paths, calls
    "there is no {}": "没有名为 {} 的变量",
    "there is no type {}": "没有类型 {}",
    "{} is a type with parameters only": "类型 {} 要写明其中的类型",
    "null has no {}": "空值里没有 {}",
    "the context has no {}": "这组值里没有 {}",
    "a {} has no {}": "{}没有 {} 这一项",
    "a {} cannot be called": "{}不能当函数用",
    "the arguments do not fit the parameters ({})": "参数不符，应为（{}）",
    "external functions are not run": "不运行外部函数",
    "the context has two entries {}": "一组值里 {} 写了两次",
    "{}: {} arguments do not fit": "{}：不能用 {} 个参数",
    "{}: a parameter is named twice": "{}：有参数写了两次",
    "{}: no parameters {}": "{}：没有参数 {}",
    "{} is a {}, not a {}": "{}是{}，应为{}",
    "the function takes {} arguments": "函数要 {} 个参数",
    # operators and conditions
    "-{} is not defined": "{}不能取负",
    "an operand of {} is null": "{} 的一边是空值",
    "{} {} {} is not defined": "{} {} {} 没有定义",
    "{} {} {} is out of range or undefined": "{} {} {} 超出范围或没有定义",
    "the result is out of range": "结果超出范围",
    "an operand of {} is a {}": "{} 的一边是{}，不是真假",
    "the condition of if is a {}": "if 的条件是{}，不是真假",
    "{} and {} cannot be compared": "{}和{}不能比较是否相等",
    "{} and {} have no order": "{}和{}不能比较大小",
    "a value of an unknown kind": "有不认识的值",
    # lists, loops, ranges
    "null is not filtered": "空值不能筛选",
    "null cannot be iterated over": "空值不能逐项处理",
    "there is no such position in an empty list": "空列表没有这一位",
    "there is no position {} in a list of {}": "列表只有 {1} 项，没有第 {0} 位",
    "{} is no position": "{} 不是列表的位置",
    "a filter gave a {}": "筛选条件得到{}，不是真假",
    "only whole numbers and dates can be counted through": "只有整数和日期可以逐个数",
    "a range needs an endpoint": "区间至少要有一端",
    "an endpoint of a range is null": "区间的一端是空值",
    "the endpoints of a range are not in order": "区间的两端顺序不对",
    "what differs from a value is no range": "“不等于”不是区间",
    "{} is no range": "{} 不是区间",
    "the endpoint {} is no literal": "区间的一端 {} 不是具体的值",
    "the endpoints of {} are not in order": "{} 的两端顺序不对",
    "a side of {} without an endpoint cannot be closed": "{} 没有写值的一端不能用方括号",
    "the values have no order": "这些值不能比较大小",
    "the items have no order": "列表各项不能比较大小",
    "the list is empty": "列表是空的",
    "the list holds something other than numbers": "列表里有不是数字的项",
    "the list holds something other than strings": "列表里有不是文字的项",
    "a deviation needs two numbers": "标准差至少要两个数字",
    "the length reaches beyond the list": "长度超出列表",
    "the match function gave neither true nor false": "匹配函数没有得到真假",
    # built-in functions
    "{} is not {}": "{} 不是{}",
    "{} is no number": "{} 不是数字",
    "{} is no whole number": "{} 不是整数",
    "{} is no date, time or duration": "{} 不是日期、时刻或时长",
    "there is no time zone {}": "没有时区 {}",
    "the offset is out of range": "时差超出范围",
    "the decimal separator is a comma or period": "小数点应为逗号或句点",
    "the grouping separator is a space, comma or period": "分组符应为空格、逗号或句点",
    "the two separators are the same": "小数点和分组符相同",
    "an entry is a context with key and value": "每一项要有 key 和 value",
    "something to merge is no context": "要合并的不是一组值",
    "the keys are strings, at least one": "键应为文字，至少一个",
    "the key {} is no string or comes twice": "键 {} 不是文字或重复",
    "{} is no context": "{} 不是一组值",
    "division by zero": "除数是零",
    "the number is negative": "数字是负的",
    "the number is not positive": "数字不是正的",
    "the quotient has too many digits": "商的位数太多",
    "the scale is outside of {} to {}": "小数位数应在 {} 到 {} 之间",
    "the length is not a positive whole number": "长度应为正整数",
    "the start position is outside of the string": "起始位置超出文字",
    # patterns
    "{} is no pattern: {}": "{} 不是模式：{}",
    "{} ends too early": "{} 没有写完",
    "unknown flag in {}": "{} 里有不认识的标志",
    "the pattern matches the empty string": "模式会匹配空文字",
    "the delimiter matches the empty string": "分隔模式会匹配空文字",
    "a group number is missing after $": "$ 后面缺组号",
    "a backslash stands before \\ or $ only": "反斜线只能写在 \\ 或 $ 前",
    "a [ in a class is written \\[": "字符组里的 [ 要写成 \\[",
    "a property is written \\p{Name}": "字符属性写成 \\p{Name}",
    "a quantity is written {n}, {n,} or {n,m}": "次数写成 {n}、{n,} 或 {n,m}",
    "a subtraction ends its class": "减去的部分要写在字符组最后",
    "a } without {": "有 } 没有 {",
    "an empty class": "字符组是空的",
    "look-around and named groups are not known": "不支持环视和命名组",
    "two quantifiers in a row": "两个次数连在一起",
    "\\{} is not known": "不认识 \\{}",
    "there is no property {}": "没有字符属性 {}",
    "a filter gives a {}, neither boolean nor number": "筛选条件得出{}，既不是真假也不是数字",
    # decisions
    "the decision {} has no logic": "判定“{}”没有规则",
    "the input {} is missing": "缺少输入 {}",
    "the input {} does not fit its type": "输入 {} 不合它的类型",
    "the model has no decision {}": "文件里没有判定 {}",
    "{} is no decision service": "{} 不是判定服务",
    "{}: no rule matches": "{}：没有规则命中",
    "{}: the rules {} match together, which {} does not allow": "{}：规则 {} 同时命中，{} 不允许",
    "{}: {} is not among its input values": "{}：{} 不在输入值之列",
    "{}: {} is not among its output values": "{}：{} 不在输出值之列",
    "a value does not meet the constraint of {}": "有值不合“{}”的约束",
    "a value is not among the allowed values of {}": "有值不在“{}”的允许值之列",
    "a {} is not of the type {}": "{}不是类型 {}",
    "an item is not of the type {}": "有一项不是类型 {}",
    "{} of {} is missing": "“{1}”缺少 {0}",
    "{} of {} is not as its type demands": "“{1}”的 {0} 不合类型",
    # what is found about tables
    "the rules {} and {} match together: {}": "规则 {} 和 {} 会同时命中：{}",
    "the rules {} and {} give different answers: {}": "规则 {} 和 {} 同时命中而结果不同：{}",
    "no rule takes {}": "没有规则管到：{}",
    "no rule takes {} (also {})": "没有规则管到：{}（还有 {}）",
    "rule {} has a cell that nothing passes": "规则 {} 有一格永远不成立",
    "rule {} is never reached: the rules before it take all it accepts":
        "规则 {} 永远轮不到：前面的规则已全部覆盖",
    "rule {}, output {} is empty": "规则 {} 的输出 {} 没有填",
    "rule {}, output {}: a {} stands in a column of {}": "规则 {} 的输出 {}：{}写在{}一列",
    "rule {}, input {}: a {} stands in a column of {}": "规则 {} 的输入 {}：{}写在{}一列",
    "there is no {} among what the decision requires": "判定所需的输入里没有 {}",
    # what a file lacks
    "the table has no output": "表没有输出列",
    "there is no hit policy {}": "没有命中策略 {}",
    "several outputs need different names": "几个输出列要有不同的名称",
    "an aggregation needs a single output": "汇总只能有一个输出列",
    "the input {} has no expression": "输入 {} 没有表达式",
    "{} has no expression": "{} 没有表达式",
    "the input {} is broken": "输入 {} 写错了",
    "{} could not be compiled": "{} 不能使用",
    "rule {} has not one entry per column": "规则 {} 的格数和列数不符",
    "the literal expression is empty": "表达式是空的",
    "the knowledge model has no logic": "业务知识没有内容",
    "the decision service has no output decision": "判定服务没有输出",
    "there is no element {}": "没有元素 {}",
    "it requires itself": "它依赖自己",
    "a type has more than {} parts": "一个类型展开后超过 {} 个部分",
    "types or imports stand on each other too deep": "类型或引入套得太深",
    "the model {} is not there": "没有引入的模型 {}",
    "{} is not run": "不运行 {}",
    "{} functions are not run": "不运行 {} 函数",
    "the expression language is {}": "表达式语言是 {}，只支持 FEEL",
    "imports of the type {} are not read": "不读取类型 {} 的引入",
    "imported values are not run": "不运行引入的值",
    "{} is there twice": "{} 写了两次",
    "the {} has no name": "{} 没有名称",
    "the binding names no parameter": "没有写明传给哪个参数",
    "the row has {} of {} cells": "这一行有 {} 格，应为 {} 格",
    "{} has no {}": "{} 没有 {}",
    "the root is not dmn:definitions": "这不是 DMN 文件",
}  # fmt: skip


def said(message: str) -> str:
    """The engine's sentence as the person reads it; one that is not known stays as it is."""
    return message if language() == "en" else chinese(message)


#: Where a text is no FEEL, at the end of a sentence
_PLACE = re.compile(
    r"(?P<said>.+) \(line (?P<line>\d+), column (?P<column>\d+)(; expected (?P<expected>.+))?\)",
    re.S,
)


def chinese(message: str) -> str:
    """The sentence in Chinese; what is not known stays as it is."""
    place = _PLACE.fullmatch(message)
    if place is not None and (inner := chinese(place["said"])) != place["said"]:
        expected = WANTED.get(place["expected"] or "", place["expected"])
        ending = f"，应为 {expected}" if expected else ""
        return f"{inner}（第{place['line']}行第{place['column']}个字符{ending}）"
    head, colon, rest = message.partition(": ")
    if head in BUILT_IN and (inner := chinese(rest)) != rest:
        return f"{head}：{inner}"
    if head[:1] in ("'", '"') and (inner := chinese(rest)) != rest:
        # of a cell: "'a >': unexpected …"
        return f"{head}：{inner}"
    for pattern, words in _patterns():
        hit = pattern.fullmatch(message)
        if hit is not None:
            return words.format(*(chinese_part(one) for one in hit.groups()))
    # of a cell: "'a >': unexpected …"
    inner = chinese(rest) if colon else rest
    return f"{head}：{inner}" if inner != rest else message


def chinese_part(text: str) -> str:
    """What is filled in: kinds of values have words, all else is the person's own text."""
    parts = [KINDS.get(one, BOUNDS.get(one, one)) for one in text.split(" or ")]
    return "或".join(parts)


def wanted(expected: str) -> str:
    """What a syntax error expected, in the person's words."""
    return expected if language() == "en" else WANTED.get(expected, expected)


def kind_words(kind: str) -> str:
    """The name of a type."""
    return kind if language() == "en" else KINDS.get(kind, kind)


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """The longest sentences first: they say more."""
    ordered = sorted(SENTENCES.items(), key=lambda pair: -len(pair[0].replace("{}", "")))
    return [
        (re.compile(re.escape(english).replace(r"\{\}", "(.+?)"), re.S), _safe(words))
        for english, words in ordered
    ]


def _safe(words: str) -> str:
    """Braces that belong to the sentence stay braces."""
    return re.sub(r"\{(?!\d?\})|(?<!\{)(?<!\{\d)\}", lambda hit: hit.group() * 2, words)
