"""String functions. DMN 1.5, 10.3.4.3."""

import pytest

from tests.engine.feel.cases import cases, check

SUBSTRING = r"""
substring("foobar", 3) ==> "obar"
substring("foobar", 3, 3) ==> "oba"
substring("foobar", -2, 1) ==> "a"
substring("foobar", -2) ==> "ar"
substring("foobar", 1) ==> "foobar"
substring("foobar", 6) ==> "r"
substring("foobar", -6) ==> "foobar"
substring("foobar", 1, 6) ==> "foobar"
substring("foobar", 1, 99) ==> "foobar"
substring("foobar", 3.8) ==> "obar"
substring("foobar", 0) ==> null
substring("foobar", 7) ==> null
substring("foobar", -7) ==> null
substring("foobar", 3, 0) ==> null
substring("foobar", 3, -1) ==> null
substring("", 1) ==> null
substring(null, 1) ==> null
substring("foobar", null) ==> null
substring("foobar") ==> null
substring() ==> null
substring("foobar", "3") ==> null
substring(1, 1) ==> null
substring("foobar", 3, 3, 3) ==> null
substring(string: "foobar", start position: 3) ==> "obar"
substring(length: 1, start position: 3, string: "foobar") ==> "o"
substring(string: "foobar") ==> null
substring(text: "foobar", start position: 3) ==> null
substring(["foobar"], 3) ==> "obar"
substring("\U01F40Eab", 2) ==> "ab"
substring("园区服务", 3) ==> "服务"
substring("园区服务", -1) ==> "务"
"""
LENGTH = r"""
string length("foo") ==> 3
string length("") ==> 0
string length("\U01F40Eab") ==> 3
string length("\uD83D\uDC0Eab") ==> 3
string length("🐎ab") ==> 3
string length("下放事项") ==> 4
string length("a\nb") ==> 3
string length(null) ==> null
string length(1) ==> null
string length() ==> null
string length("a", "b") ==> null
string length(string: "foo") ==> 3
string length(from: "foo") ==> null
string length(["foo"]) ==> 3
"""
CASE = r"""
upper case("aBc4") ==> "ABC4"
upper case("") ==> ""
upper case(null) ==> null
upper case(1) ==> null
upper case(string: "a") ==> "A"
upper case("áé") ==> "ÁÉ"
upper case("园a") ==> "园A"
lower case("aBc4") ==> "abc4"
lower case("") ==> ""
lower case(null) ==> null
lower case(true) ==> null
lower case(string: "A") ==> "a"
lower case("ÁÉ") ==> "áé"
"""
PARTS = r"""
substring before("foobar", "bar") ==> "foo"
substring before("foobar", "o") ==> "f"
substring before("foobar", "xyz") ==> ""
substring before("foobar", "foo") ==> ""
substring before("foobar", "") ==> ""
substring before("", "foo") ==> ""
substring before("", "") ==> ""
substring before(null, "a") ==> null
substring before("a", null) ==> null
substring before("a") ==> null
substring before(string: "foobar", match: "bar") ==> "foo"
substring before("🐎bar", "bar") ==> "🐎"
substring after("foobar", "ob") ==> "ar"
substring after("foobar", "o") ==> "obar"
substring after("", "a") ==> ""
substring after("foobar", "") ==> "foobar"
substring after("foobar", "xyz") ==> ""
substring after("foobar", "bar") ==> ""
substring after(null, "a") ==> null
substring after("a", null) ==> null
substring after(match: "ob", string: "foobar") ==> "ar"
contains("foobar", "ob") ==> true
contains("foobar", "of") ==> false
contains("foobar", "") ==> true
contains("", "") ==> true
contains("", "a") ==> false
contains(null, "a") ==> null
contains("a", null) ==> null
contains("a", 1) ==> null
contains(string: "foobar", match: "o") ==> true
starts with("foobar", "fo") ==> true
starts with("foobar", "o") ==> false
starts with("foobar", "") ==> true
starts with(null, "") ==> null
starts with(string: "foobar", match: "fo") ==> true
ends with("foobar", "r") ==> true
ends with("foobar", "o") ==> false
ends with("foobar", "") ==> true
ends with("foobar", null) ==> null
ends with(string: "foobar", match: "ar") ==> true
"""
MATCHES = r"""
matches("foobar", "^fo*b") ==> true
matches("foobar", "^Fo*bar") ==> false
matches("foobar", "^Fo*bar", "i") ==> true
matches("foobar", "o") ==> true
matches("foobar", "^o") ==> false
matches("foobar", "r$") ==> true
matches("foobar", "") ==> true
matches("", "") ==> true
matches("", "a") ==> false
matches("foo\nbar", "o.b") ==> false
matches("foo\nbar", "o.b", "s") ==> true
matches("foo\nbar", "^bar") ==> false
matches("foo\nbar", "^bar", "m") ==> true
matches("foo\nbar", "foo$") ==> false
matches("foo\nbar", "foo$", "m") ==> true
matches("foobar\n", "bar$") ==> false
matches("hello world", "hello world", "x") ==> false
matches("helloworld", "hello world", "x") ==> true
matches("hello world", "hello[ ]world", "x") ==> true
matches("hello world", "hello\ sworld", "x") ==> true
matches("hello world", "hello\sworld") ==> true
matches("a.b", "a.b", "q") ==> true
matches("axb", "a.b", "q") ==> false
matches("A.B", "a.b", "qi") ==> true
matches("abc", "[a-z-[b]]{3}") ==> false
matches("adc", "[a-z-[b]]{3}") ==> true
matches("a1", "\d") ==> true
matches("a", "\D") ==> true
matches("٣", "\d") ==> true
matches("园区", "^\w+$") ==> true
matches("a-b", "^\w+$") ==> false
matches("x", "\i\c*") ==> true
matches("1", "^\i") ==> false
matches("é", "\p{L}") ==> true
matches("é", "\p{Lu}") ==> false
matches("é", "\P{Lu}") ==> true
matches("α", "\p{IsGreek}") ==> true
matches("a", "\p{IsGreek}") ==> false
matches("abcabc", "(abc)\1") ==> true
matches("abcabd", "(abc)\1") ==> false
matches("aaa", "a{2}") ==> true
matches("aaa", "^a{4,}$") ==> false
matches("aaa", "^a{1,3}$") ==> true
matches("ab", "^(?:a)b$") ==> true
matches("[", "\[") ==> true
matches("^", "[\^]") ==> true
matches("-", "[a-]") ==> true
matches("b", "[^a]") ==> true
matches(null, "a") ==> null
matches("a", null) ==> null
matches("a", "[") ==> null
matches("a", "(") ==> null
matches("a", ")") ==> null
matches("a", "*") ==> null
matches("a", "a**") ==> null
matches("a", "a{2,1}") ==> null
matches("a", "a{,2}") ==> null
matches("a", "[]") ==> null
matches("a", "[b-a]") ==> null
matches("a", "\1") ==> null
matches("a", "(?=a)") ==> null
matches("a", "(?<x>a)") ==> null
matches("a", "\b") ==> null
matches("a", "\p{Xx}") ==> null
matches("a", "a", "y") ==> null
matches("a", "a", "ii") ==> true
matches("a", "A", null) ==> false
matches("a") ==> null
matches(input: "foobar", pattern: "O", flags: "i") ==> true
"""
REPLACE = r"""
replace("abcd", "(ab)|(a)", "[1=$1][2=$2]") ==> "[1=ab][2=]cd"
replace("abracadabra", "bra", "*") ==> "a*cada*"
replace("abracadabra", "a.*a", "*") ==> "*"
replace("abracadabra", "a.*?a", "*") ==> "*c*bra"
replace("abracadabra", "a", "") ==> "brcdbr"
replace("abracadabra", "a(.)", "a$1$1") ==> "abbraccaddabbra"
replace("AAAA", "A+", "b") ==> "b"
replace("AAAA", "A+?", "b") ==> "bbbb"
replace("darted", "^(.*?)d(.*)$", "$1c$2") ==> "carted"
replace("abc", "B", "x", "i") ==> "axc"
replace("a b c", "[ ]", "", "x") ==> "abc"
replace("a.b", ".", "$", "q") ==> "a$b"
replace("abc", "b", "\$") ==> "a$c"
replace("abc", "b", "\\\\") ==> "a\\c"
replace("abc", "(b)", "$0$0") ==> "abbc"
replace("abc", "(b)", "$12") ==> "ab2c"
replace("abc", "b", "$1") ==> "ac"
replace("abracadabra", ".*?", "$1") ==> null
replace("abc", "x*", "-") ==> null
replace("abc", "b", "$") ==> null
replace("abc", "b", "$x") ==> null
replace("abc", "b", "\x") ==> null
replace("abc", "[", "x") ==> null
replace(null, "b", "x") ==> null
replace("abc", null, "x") ==> null
replace("abc", "b", null) ==> null
replace("abc", "b") ==> null
replace(input: "abc", pattern: "b", replacement: "x") ==> "axc"
replace(input: "abc", pattern: "B", replacement: "x", flags: "i") ==> "axc"
"""
SPLIT = r"""
split("John Doe", "\s") ==> ["John", "Doe"]
split("a;b;c;;", ";") ==> ["a", "b", "c", "", ""]
split("", ";") ==> [""]
split("abc", ";") ==> ["abc"]
split("a1b22c", "[0-9]+") ==> ["a", "b", "c"]
split("a(b)c", "(\(|\))") ==> ["a", "b", "c"]
split("a.b", "\.") ==> ["a", "b"]
split("abc", "") ==> null
split(null, ";") ==> null
split("a", null) ==> null
split("a", "[") ==> null
split(string: "a;b", delimiter: ";") ==> ["a", "b"]
string join(["a", "b", "c"], "_and_") ==> "a_and_b_and_c"
string join(["a", "b", "c"], "") ==> "abc"
string join(["a", "b", "c"], null) ==> "abc"
string join(["a"], "X") ==> "a"
string join(["a", null, "c"], "X") ==> "aXc"
string join([], "X") ==> ""
string join(["a", "b", "c"]) ==> "abc"
string join("a", "X") ==> "a"
string join([null], "X") ==> ""
string join(["a", 1], "X") ==> null
string join(null, "X") ==> null
string join(["a", "b"], 1) ==> null
string join(["a", "b"], ",", "<", ">") ==> "<a,b>"
string join(list: ["a", "b"], delimiter: "-") ==> "a-b"
string join(delimiter: "-", list: ["a", "b"]) ==> "a-b"
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [c for t in (SUBSTRING, LENGTH, CASE, PARTS, MATCHES, REPLACE, SPLIT) for c in cases(t)],
)
def test_dmn_10_3_4_3(text, expected):
    check(text, expected)
