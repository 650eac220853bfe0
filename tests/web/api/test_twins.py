"""Issue of the API: it does all that the pages do, or says why a page stays alone."""

from __future__ import annotations

from tests.web.house import House
from web.access import RIGHTS
from web.api.rights import PAGES_ONLY, rights, twins

_API = frozenset(rights())


def pages() -> set[str]:
    return {name for name in RIGHTS if name not in _API}


def test_every_page_has_a_twin_in_the_api_or_a_reason_to_have_none(bare: House) -> None:
    assert sorted(pages() - set(twins().values()) - PAGES_ONLY.keys()) == []


def test_no_reason_is_left_of_a_page_that_is_gone_or_has_a_twin(bare: House) -> None:
    assert sorted(PAGES_ONLY.keys() - pages()) == []
    assert sorted(PAGES_ONLY.keys() & set(twins().values())) == []
    assert all(len(why) > 15 for why in PAGES_ONLY.values())


def test_an_address_is_open_to_whom_its_page_is_open(bare: House) -> None:
    for name, page in twins().items():
        right, like = rights()[name], RIGHTS[page]
        assert (right.roles, right.public) == (like.roles, False), name


def test_every_address_of_the_api_has_one_scope_for_reads_and_one_for_writes(bare: House) -> None:
    reads, writes = set(), set()
    for rule in bare.app.url_map.iter_rules():
        if rule.endpoint in twins():
            kind = reads if "GET" in (rule.methods or ()) else writes
            kind.add(rights()[rule.endpoint].scope.rpartition(":")[2])
    assert reads == {"read", ""}
    # what only tries writes nothing: an expression, a check, a trial
    assert writes == {"write", "read"}
