"""The remedy clause: whom to ask for reconsideration, where to sue, until when.

It follows the authority under which was acted: under ENTRUST the principal is the respondent, so
its bodies stand in the clause; a missing clause costs up to a year (行政复议法 20(3)).
"""

from __future__ import annotations

from workflows.authority import Ruling

#: 行政复议法 22(2): what is served online names the online channel
_ONLINE = "也可以通过国家行政复议服务平台在线提交行政复议申请。"


def remedy_clause(ruling: Ruling) -> str | None:
    """The clause for a decision under ``ruling``; None where body or court are not known.

    Law: 行政复议法 20, 22; 行政诉讼法 46.
    """
    if not ruling.review_body or not ruling.court:
        return None
    return (
        f"如不服本决定，可以自收到本决定书之日起六十日内向{ruling.review_body}申请行政复议，"
        f"或者自收到本决定书之日起六个月内向{ruling.court}提起行政诉讼。{_ONLINE}"
    )


def on_paper(clause: str, title: str) -> str:
    """``clause`` as it stands on the paper of that title: a 告知书 is no 决定书."""
    name = title[-3:]
    if name == "决定书" or not name.endswith("书"):
        return clause
    return clause.replace("如不服本决定，", f"如不服本{name}，").replace("本决定书", f"本{name}")
