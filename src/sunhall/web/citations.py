"""Citations in words: `ALL/32(1)(4)` as the reader's language writes it. For every page that shows an article.

The code says law, article, and in brackets paragraph and item, as the lifecycle table and the rules keep it.
"""

import re
from typing import Final

from django.utils.translation import get_language, pgettext, pgettext_lazy

from sunhall.law.citing import numeral

_CODE: Final = re.compile(r"([A-Za-z]+)/(\d+)((?:\(\d+\))*)")
_ITEMS_ONLY: Final = frozenset({"70", "72", "74"})  # articles of one paragraph: the first bracket is an item
_DOCUMENTS: Final = {
    "GF-2022-5": pgettext_lazy("law", "State Council Document Guofa (2022) No. 5"),
    "GBF-2020-35": pgettext_lazy("law", "General Office of the State Council, Guobanfa (2020) No. 35"),
    "GBF-2020-42": pgettext_lazy("law", "General Office of the State Council, Guobanfa (2020) No. 42"),
}


def cited(code: str) -> str:
    """`ALL/32(1)(4)`: "Administrative Licensing Law, art. 32(1)(4)" or 《行政许可法》第三十二条第一款第四项."""
    found = _CODE.fullmatch(code)
    if not found or found[1] != "ALL":
        return pgettext("basis", "the rules of the matter itself") if code == "matter" else _other(code)
    law, article, rest = pgettext("law", "Administrative Licensing Law"), found[2], re.findall(r"\d+", found[3])
    if not (get_language() or "").startswith("zh"):
        return f"{law}, art. {article}{found[3]}"
    units = ["项"] if article in _ITEMS_ONLY else ["款", "项"]
    parts = "".join(f"第{numeral(int(n))}{unit}" for n, unit in zip(rest, units, strict=False))
    return f"《{law}》第{numeral(int(article))}条{parts}"


def _other(code: str) -> str:
    """A citation the matter itself gives is words already; a principle has none."""
    return {"principle": "", **{key: str(text) for key, text in _DOCUMENTS.items()}}.get(code, code)
