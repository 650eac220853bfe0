"""yuanban check: every problem with file, line, element and reason; exit 1."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from web.cli import main

SOUND = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"
 targetNamespace="t"><process id="p" isExecutable="true"><startEvent id="s"/>
<sequenceFlow id="f" sourceRef="s" targetRef="e"/><endEvent id="e"/></process></definitions>"""


def check(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["check", *arguments])
    return result.exit_code, result.output


def write(folder: Path, name: str, text: str) -> str:
    file = folder / name
    file.write_text(text)
    return str(file)


def test_a_sound_file_is_passed_in_silence(tmp_path: Path) -> None:
    assert check(write(tmp_path, "a.bpmn", SOUND)) == (0, "")


def test_a_dangling_reference_is_named_with_its_line(tmp_path: Path) -> None:
    file = write(tmp_path, "a.bpmn", SOUND.replace('targetRef="e"', 'targetRef="gone"'))
    code, output = check(file)
    assert code == 1
    assert any(line.startswith(f"{file}:3: ") for line in output.splitlines()), output


def test_a_dtd_is_refused_and_other_files_are_still_checked(tmp_path: Path) -> None:
    bad = write(tmp_path, "bad.bpmn", '<!DOCTYPE x [<!ENTITY a "b">]>' + SOUND)
    worse = write(tmp_path, "worse.bpmn", "<definitions")
    code, output = check(bad, worse, write(tmp_path, "good.bpmn", SOUND))
    assert code == 1
    assert "xml-doctype" in output
    assert "xml-broken" in output
    assert "good.bpmn" not in output


def test_json_gives_the_same_findings(tmp_path: Path) -> None:
    file = write(tmp_path, "bad.bpmn", "<nothing/>")
    code, output = check("--json", file)
    found = json.loads(output)
    assert code == 1
    assert [one["code"] for one in found] == ["not-bpmn"]
    assert found[0]["file"] == file


def test_a_form_with_a_part_that_cannot_be_checked_is_named(tmp_path: Path) -> None:
    form = {"type": "default", "components": [{"type": "signature", "key": "x", "id": "x"}]}
    code, output = check(write(tmp_path, "a.form", json.dumps(form)))
    assert code == 1
    assert "form-not-supported" in output


def test_the_files_of_the_starter_set_are_clean() -> None:
    assert check("bpmn/items") == (0, "")


DMN = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d"
 namespace="{namespace}"><decision id="grade" name="grade"><variable name="grade"/>
<decisionTable hitPolicy="UNIQUE"><input id="i"><inputExpression typeRef="number"><text>total</text>
</inputExpression></input><output id="o"/>
<rule id="low"><inputEntry><text>&lt; 70</text></inputEntry><outputEntry><text>1</text>
</outputEntry></rule>
<rule id="high"><inputEntry><text>{high}</text></inputEntry><outputEntry><text>2</text>
</outputEntry></rule></decisionTable></decision></definitions>"""


def test_rules_of_a_table_that_overlap_are_found_with_their_line(tmp_path: Path) -> None:
    file = write(tmp_path, "a.dmn", DMN.format(namespace="n", high="&gt;= 60"))
    code, output = check(file)
    assert code == 1
    assert f"{file}:7: table-overlap high: " in output


def test_what_stops_a_table_is_told_beside_the_findings_of_others(tmp_path: Path) -> None:
    bad = write(tmp_path, "bad.dmn", DMN.format(namespace="n", high="&gt;= ("))
    gap = write(tmp_path, "gap.dmn", DMN.format(namespace="m", high="&gt; 70"))
    code, output = check(bad, gap)
    assert code == 1
    assert f"{bad}:" in output
    assert f"{gap}:" in output
    assert "table-gap" in output
