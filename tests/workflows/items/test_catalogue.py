"""The catalogue: 45 items, imported whole or not at all, each under the regime of its kind."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from typing import Any

import pytest
import yaml
from sqlalchemy import select

from tests.workflows.field import Field
from workflows.errors import ImportRefused
from workflows.items.commands import ImportCatalogue
from workflows.items.models import Item, ItemVersion
from workflows.items.reading import current_version
from workflows.items.regimes import REGIMES
from workflows.tenants.starter import CATALOGUE

#: The 18 items that are no 行政许可 (domain §4.1)
OTHER_KINDS = {5, 12, 18, 19, 24, 25, 26, 27, 29, *range(35, 44)}


def food() -> dict[str, Any]:
    """The catalogue of market supervision, as data to spoil."""
    return yaml.safe_load((CATALOGUE / "items" / "scjg.yaml").read_text(encoding="utf-8"))


def spoiled(city: Field, **changes: Any) -> list[str]:
    """Codes of what is found when 食品经营许可 is changed like this and imported."""
    file = food()
    file["items"][3].update(changes)
    with pytest.raises(ImportRefused) as refused:
        city.do(ImportCatalogue(yaml.safe_dump(file, allow_unicode=True).encode()), city.admin)
    return [finding.code for finding in refused.value.findings]


def test_all_45_items_are_there_with_stable_codes(city: Field) -> None:
    codes = [row[0] for row in city.rows(select(Item.code))]
    assert len(codes) == 45
    assert sorted(int(code[-2:]) for code in codes) == list(range(1, 46))
    assert "scjg-04" in codes


def test_kind_decides_the_regime_and_18_items_are_no_licence(city: Field) -> None:
    rows = city.rows(
        select(Item.code, ItemVersion.kind, ItemVersion.regime).join(
            ItemVersion, ItemVersion.item_id == Item.id
        )
    )
    others = {int(code[-2:]) for code, kind, _ in rows if kind != "行政许可"}
    assert others == OTHER_KINDS
    for code, kind, regime in rows:
        assert kind in REGIMES[regime].kinds
        assert REGIMES[regime].deemed_acceptance == (int(code[-2:]) not in OTHER_KINDS)


def test_only_licences_speak_of_licences() -> None:
    for regime in REGIMES.values():
        said = [*regime.words.values(), *regime.documents.values()]
        assert any("许可" in word for word in said) == (regime.code == "licence")


def test_r014_items_carry_the_stages_of_a_life_cycle(city: Field) -> None:
    stages = Counter(stage for row in city.rows(select(ItemVersion.life_cycle)) for stage in row[0])
    assert set(stages) == {"准入", "立项", "用地", "规划", "施工", "验收", "运营", "退出"}


def test_r015_kind_and_general_window_are_fields(city: Field) -> None:
    rows = city.rows(select(ItemVersion.kind, ItemVersion.in_general_window))
    kinds = Counter(kind for kind, _ in rows)
    assert kinds["行政许可"] == 27
    assert kinds["公共服务"] == 3
    assert all(window for _, window in rows)


def test_r016_element_and_intermediary_services_are_kinds(city: Field) -> None:
    kinds = Counter(row[0] for row in city.rows(select(ItemVersion.kind)))
    assert (kinds["要素保障服务"], kinds["中介服务"]) == (6, 1)


@pytest.mark.parametrize(
    "field", ["acceptance_standard", "handling_procedure", "supervision_measures"]
)
def test_r035_an_item_without_standard_procedure_or_supervision_is_not_published(
    city: Field, field: str
) -> None:
    assert spoiled(city, **{field: " "}) == [f"no-{field.replace('_', '-')}"]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"regime": None}, ["no-regime"]),
        ({"regime": "filing"}, ["regime-of-kind"]),
        ({"kind": "其他行政权力"}, ["regime-of-kind"]),
        ({"kind": "别的"}, ["unknown-kind"]),
        ({"statutory_limit": None}, ["required"]),
        ({"statutory_limit": 10}, ["limit-shape"]),
        ({"statutory_limit": {"value": 10, "unit": "天", "from": "acceptance"}}, ["limit-unit"]),
        ({"statutory_limit": {"value": 10, "unit": "WD", "from": "昨天"}}, ["limit-from"]),
        ({"statutory_limit": {"value": -1, "unit": "WD", "from": "receipt"}}, ["limit-value"]),
        ({"statutory_limit": {"value": 9999, "unit": "D", "from": "receipt"}}, ["limit-value"]),
        ({"name": "长" * 201, "level": "长" * 61}, ["too-long", "too-long"]),
        ({"promised_limit": None}, ["required"]),
        (
            {"promised_limit": {"value": 11, "unit": "WD", "from": "acceptance"}},
            ["promise-too-long"],
        ),
        ({"mode": "WHATEVER"}, ["unknown-mode"]),
        ({"code": "4"}, ["code-shape"]),
        ({"base_code": "ABC"}, ["base-code", "full-code"]),
        ({"department": "nobody"}, ["full-code", "unknown-department"]),
        ({"materials": []}, ["no-materials"]),
        ({"life_cycle": ["出生"]}, ["unknown-stage"]),
        ({"legal_basis": []}, ["required"]),
        (
            {"full_code": "511A0310200001-510600000000-000-11510600MB9X00015R-1-00"},
            ["uscc-check"],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_item_is_named(
    city: Field, changes: dict[str, Any], codes: list[str]
) -> None:
    assert spoiled(city, **changes) == codes


def test_a_main_material_cannot_be_deferred(city: Field) -> None:
    materials = [{"code": "a", "name": "申请书", "main": True, "deferrable": True}]
    assert spoiled(city, materials=materials) == ["main-deferrable"]


def test_all_findings_of_a_file_come_at_once_and_nothing_is_stored(room: Field) -> None:
    room.body("scjg", "市市场监管局", uscc="11510600MB9X00015Q")
    file = food()
    file["items"][0]["regime"] = None
    file["items"][3]["acceptance_standard"] = ""
    file["items"][4]["kind"] = "公共服务"
    with pytest.raises(ImportRefused) as refused:
        room.do(ImportCatalogue(yaml.safe_dump(file).encode()), room.admin)
    assert [(f.sheet, f.code) for f in refused.value.findings] == [
        ("scjg-01", "no-regime"),
        ("scjg-04", "no-acceptance-standard"),
        ("scjg-05", "regime-of-kind"),
    ]
    assert not room.rows(select(Item.id))


def test_a_changed_item_gets_the_next_version_and_the_others_keep_theirs(city: Field) -> None:
    file = deepcopy(food())
    file["items"][3]["promised_limit"]["value"] = 4
    file["effective_on"] = city.today
    body = yaml.safe_dump(file, allow_unicode=True).encode()
    assert city.do(ImportCatalogue(body), city.admin) == ["scjg-04"]
    assert city.do(ImportCatalogue(body), city.admin) == []
    item = city.rows(select(Item.id).where(Item.code == "scjg-04"))[0][0]
    with city.office.reading() as conn:
        now = current_version(conn, city.city, item, city.today)
        before = current_version(conn, city.city, item, city.today.replace(day=1))
    assert now is not None
    assert before is not None
    assert (now.number, before.number) == (2, 1)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"a: [", "yaml"),
        (b"- 1", "shape"),
        (b"a: &x 1\nb: *x", "yaml"),
        (b"a: !!python/name:os.x", "yaml"),
        (b"a: 2025-13-45", "yaml"),
        (b"a: " + b"[" * 50000, "yaml"),
        (b"a: " + b"9" * 5000, "yaml"),
    ],
)
def test_a_file_that_is_no_plain_yaml_is_refused(room: Field, body: bytes, code: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        room.do(ImportCatalogue(body), room.admin)
    assert [finding.code for finding in refused.value.findings] == [code]


def test_the_full_code_is_that_of_the_province(city: Field) -> None:
    query = select(ItemVersion.full_code).join(Item, ItemVersion.item_id == Item.id)
    found = city.rows(query.where(Item.code == "rs-31"))
    assert found[0][0] == "511A14003004-510600000000-000-11510600MB9X000661-1-00"
