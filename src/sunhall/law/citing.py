"""Citations in words, without a framework: `GIR/33(2)` in Chinese and in English. For the rules of periods.

The code says law, article, and in brackets paragraph and item. `web.citations` words those of the lifecycle.
"""

import re
from typing import Final

from sunhall.kernel.text import TextByLanguage as Text

_CODE: Final = re.compile(r"([A-Z]+)/(\d+)((?:\(\d+\))*)")
_DIGITS: Final = "零一二三四五六七八九"

LAWS: Final = {
    "ALL": Text({"zh-hans": "《行政许可法》", "en": "Administrative Licensing Law"}),
    "OBE": Text({"zh-hans": "《优化营商环境条例》", "en": "Regulation on Optimizing the Business Environment"}),
    "GIR": Text({"zh-hans": "《政府信息公开条例》", "en": "Government Information Disclosure Regulation"}),
    "PTR": Text({"zh-hans": "《信访工作条例》", "en": "Petition Work Regulation"}),
    "ARL": Text({"zh-hans": "《行政复议法》", "en": "Administrative Reconsideration Law"}),
    "ACL": Text({"zh-hans": "《行政诉讼法》", "en": "Administrative Litigation Law"}),
    "SCL": Text({"zh-hans": "《国家赔偿法》", "en": "State Compensation Law"}),
    "GPL": Text({"zh-hans": "《政府采购法》", "en": "Government Procurement Law"}),
    "GPR": Text({"zh-hans": "《政府采购法实施条例》", "en": "Regulation implementing the Government Procurement Law"}),
    "EIP": Text({
        "zh-hans": "《企业投资项目核准和备案管理条例》",
        "en": "Regulation on the Approval and Filing of Enterprise Investment Projects",
    }),
    "MER": Text({"zh-hans": "《市场主体登记管理条例》", "en": "Regulation on the Registration of Market Entities"}),
    "SPL": Text({"zh-hans": "《安全生产许可证条例》", "en": "Regulation on Work Safety Licences"}),
    "MDT": Text({
        "zh-hans": "《医疗器械经营监督管理办法》",
        "en": "Measures for the Supervision of Trade in Medical Devices",
    }),
    "MCM": Text({
        "zh-hans": "《市场监督管理投诉举报处理暂行办法》",
        "en": "Interim Measures for Complaints to Market Supervision",
    }),
}  # fmt: skip


def cited(code: str, language: str) -> str:
    """`ALL/42(1)`: 《行政许可法》第四十二条第一款, or "Administrative Licensing Law, art. 42(1)".

    What is no such code is words already and comes back as it is.
    """
    found = _CODE.fullmatch(code)
    if not found or found[1] not in LAWS:
        return code
    law, article, rest = LAWS[found[1]].into(language), found[2], re.findall(r"\d+", found[3])
    if not language.startswith("zh"):
        return f"{law}, art. {article}{found[3]}"
    parts = "".join(f"第{numeral(int(n))}{unit}" for n, unit in zip(rest, ("款", "项"), strict=False))
    return f"{law}第{numeral(int(article))}条{parts}"


def numeral(number: int) -> str:
    """A number below 1000 as Chinese law writes it: 十二, 三十二, 一百零八."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = _DIGITS[hundreds] + "百" if hundreds else ""
    last = _DIGITS[ones] if ones else ""
    if not tens:
        return head + ("零" if head and ones else "") + last
    return head + ("十" if tens == 1 and not head else _DIGITS[tens] + "十") + last
