"""Contents for the living page: invented people, real-looking matters. Nothing here reaches another page."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import pgettext_lazy

from sunhall.kernel.text import TextByLanguage

TODAY: Final = date(2026, 11, 23)
GUIDE_NAME: Final = TextByLanguage({"zh-hans": "食品经营许可（餐饮服务）", "en": "Food business licence (restaurants)"})
KINDS: Final = [
    ("restaurant", pgettext_lazy("sample", "Restaurant")),
    ("canteen", pgettext_lazy("sample", "Canteen")),
    ("kitchen", pgettext_lazy("sample", "Central kitchen")),
]
DISHES: Final = [
    ("hot", pgettext_lazy("sample", "Hot dishes")),
    ("cold", pgettext_lazy("sample", "Cold dishes")),
    ("raw", pgettext_lazy("sample", "Raw fish and seafood")),
]
DISTRICTS: Final = [
    ("999901", pgettext_lazy("sample", "East district")),
    ("999902", pgettext_lazy("sample", "West district")),
    ("999903", pgettext_lazy("sample", "Riverside district")),
]
STEPS: Final = [
    (pgettext_lazy("sample", "Who applies"), "#who", "done"),
    (pgettext_lazy("sample", "The premises"), "#premises", "done"),
    (pgettext_lazy("sample", "What you prepare"), "", "current"),
    (pgettext_lazy("sample", "Papers"), "", "ahead"),
    (pgettext_lazy("sample", "Check and submit"), "", "ahead"),
]
LIGHTS: Final = ("on_time", "due_soon", "overdue", "paused", "done")
STATES: Final = [
    ("", pgettext_lazy("sample", "All"), 128),
    ("due_soon", pgettext_lazy("sample", "Due soon"), 7),
    ("overdue", pgettext_lazy("sample", "Overdue"), 1),
    ("paused", pgettext_lazy("sample", "Clock stopped"), 4),
]
COLUMNS: Final = [
    ("name", pgettext_lazy("sample", "Name")),
    ("share", pgettext_lazy("sample", "Share")),
    ("phone", pgettext_lazy("sample", "Telephone")),
]
ROWS: Final = [
    [("王小明", ""), ("60", ""), ("13800000000", "")],
    [("Li Na", ""), ("x", pgettext_lazy("sample", "Write the share as a number.")), ("", "")],
]
PAPERS: Final = [
    TextByLanguage({"zh-hans": "申请书", "en": "Application form"}),
    TextByLanguage({"zh-hans": "营业执照复印件", "en": "Copy of the business licence"}),
    TextByLanguage({"zh-hans": "食品经营场所平面图", "en": "Floor plan of the premises"}),
    TextByLanguage({"zh-hans": "食品安全规章制度目录", "en": "List of food safety rules"}),
]


@dataclass(frozen=True)
class SampleFile:
    """A row of the sample work list."""

    number: str
    matter: TextByLanguage
    applicant: str
    step: Any
    left: int | None
    due: date | None
    state: str


def files() -> list[SampleFile]:
    """A short work list in every state."""
    hygiene = TextByLanguage({"zh-hans": "公共场所卫生许可", "en": "Public-place hygiene licence"})
    advert = TextByLanguage({"zh-hans": "设置大型户外广告审批", "en": "Outdoor advertising permit"})
    review, opinion, visit = (
        pgettext_lazy("sample", "Review"),
        pgettext_lazy("sample", "Opinion"),
        pgettext_lazy("sample", "Expert review"),
    )
    return [
        SampleFile(
            "999900-2026-000417", GUIDE_NAME, "示范市老街坊餐饮有限公司", review, -2, date(2026, 11, 19), "overdue"
        ),
        SampleFile("999900-2026-000502", hygiene, "李*", opinion, 2, date(2026, 11, 25), "due_soon"),
        SampleFile("999900-2026-000511", advert, "阳光传媒有限公司", review, 12, date(2026, 12, 9), "on_time"),
        SampleFile("999900-2026-000498", GUIDE_NAME, "王**", visit, None, None, "paused"),
    ]


def pictures() -> dict[str, Any]:
    """The pictures' sample inputs."""
    from sunhall.web.styleguide import sample_pictures

    return sample_pictures.all_of_them()
