"""The texts that are cited, once each: short name, full title, edition."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Law:
    """A law or regulation, cited as《short》第N条."""

    short: str
    title: str
    edition: str

    def article(self, number: str) -> str:
        """E.g. ``XKF.article("三十二")`` gives 《行政许可法》第三十二条."""
        return f"《{self.short}》第{number}条"


XKF = Law("行政许可法", "中华人民共和国行政许可法", "2019-04-23")
FYF = Law("行政复议法", "中华人民共和国行政复议法", "2023-09-01")
SSF = Law("行政诉讼法", "中华人民共和国行政诉讼法", "2017-06-27")
MFD = Law("民法典", "中华人民共和国民法典", "2020-05-28")
YSHJ = Law("优化营商环境条例", "优化营商环境条例", "2019-10-22")
ZXZW = Law("国务院关于在线政务服务的若干规定", "国务院关于在线政务服务的若干规定", "2019-04-26")
ZGF = Law("税收征收管理法", "中华人民共和国税收征收管理法", "2015-04-24")
JQF = Law("全国年节及纪念日放假办法", "全国年节及纪念日放假办法", "2024-11-10")

LAWS: tuple[Law, ...] = (XKF, FYF, SSF, MFD, YSHJ, ZXZW, ZGF, JQF)
