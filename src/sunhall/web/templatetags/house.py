"""Filters and tags every template has without loading them: texts by language, dates, money, days, built assets."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext, pgettext

from sunhall.kernel import clock
from sunhall.kernel.money import EXPONENT, Money
from sunhall.kernel.text import TextByLanguage

register = template.Library()
BUILT = Path(__file__).resolve().parent.parent / "static" / "built"


@register.filter
def words(text: Mapping[str, str] | str | None) -> str:
    """What people entered, in the language of the screen, else in the other one."""
    if not text:
        return ""
    return TextByLanguage(text).into(get_language() or "")


@register.filter
def words_language(text: Mapping[str, str] | str | None) -> str:
    """The language `words` chose, for a `lang` attribute where it is not the page's (WCAG 3.1.2)."""
    if not text:
        return ""
    chosen = words(text)
    held = TextByLanguage(text)
    return next((code for code, said in held.items() if said == chosen), "")


@register.filter
def day(value: date | datetime | str | None) -> str:
    """A legal day in a sentence: "21 November 2026", "2026年11月21日"."""
    found = _as_day(value)
    return date_format(found, "DATE_FORMAT") if found else ""


@register.filter
def short_day(value: date | datetime | str | None) -> str:
    """A day without its year, where the year is plain: "25 Nov", "11月25日"."""
    found = _as_day(value)
    return date_format(found, "MONTH_DAY_FORMAT") if found else ""


@register.filter
def iso(value: date | datetime | str | None) -> str:
    """A day as data: `2026-11-21`."""
    found = _as_day(value)
    return found.isoformat() if found else ""


@register.filter
def moment(value: datetime | None) -> str:
    """An instant in the authority's zone: "21 November 2026, 10:24", "2026年11月21日 10:24"."""
    return date_format(value.astimezone(clock.ZONE), "DATETIME_FORMAT") if value else ""


@register.filter
def stamp(value: datetime | None) -> str:
    """An instant as data in the authority's zone: `2026-11-21 10:24`."""
    return value.astimezone(clock.ZONE).strftime("%Y-%m-%d %H:%M") if value else ""


@register.filter
def days_left(left: int | None, due: date | None = None) -> str:
    """Working days to a due day, never a bare number: "3 working days left (due 25 Nov)". Negative is overdue.

    `due` may be missing while the calendar of that year is provisional: then only the days are told.
    """
    if left is None:
        return pgettext("clock", "stopped")
    if left < 0:
        told = ngettext("%(count)d working day overdue", "%(count)d working days overdue", -left) % {"count": -left}
    elif left == 0 and due and due < clock.today():  # a rest day after the last day
        told = pgettext("clock", "overdue")
    elif left == 0:
        told = gettext("due today")
        due = None
    else:
        told = ngettext("%(count)d working day left", "%(count)d working days left", left) % {"count": left}
    if not due:
        return told
    return gettext("%(days)s (due %(day)s)") % {"days": told, "day": short_day(due)}


@register.filter
def working_days(count: int | None) -> str:
    """A length: "20 working days", "20 个工作日"."""
    if count is None:
        return ""
    return ngettext("%(count)d working day", "%(count)d working days", count) % {"count": count}


def length(count: int, unit: str) -> str:
    """A length in any unit: "20 working days", "3 months"."""
    if unit == "working_day":
        return working_days(count)
    told = {
        "calendar_day": ngettext("%(count)d day", "%(count)d days", count),
        "month": ngettext("%(count)d month", "%(count)d months", count),
        "year": ngettext("%(count)d year", "%(count)d years", count),
        "hour": ngettext("%(count)d hour", "%(count)d hours", count),
    }[unit]
    return told % {"count": count}


@register.filter
def money(amount: Any, currency: str = "CNY") -> str:
    """Money with two decimals and its currency: of a `Money`, or of minor units (fen) as an integer."""
    if amount is None:
        return ""
    held = amount if isinstance(amount, Money) else Money(int(amount), currency)
    sign, places = ("−" if held.minor < 0 else ""), EXPONENT[held.currency]
    figure = f"{abs(held.amount):,.{places}f}"
    return f"{sign}¥{figure}" if held.currency == "CNY" else f"{sign}{figure} {held.currency}"


@register.filter
def listed(items: Sequence[str | Mapping[str, str]]) -> str:
    """Several things in a sentence: "a, b and c", "a、b和c"."""
    things = [words(item) if isinstance(item, Mapping) else str(item) for item in items]
    if len(things) < 2:
        return "".join(things)
    head = pgettext("between things of a list", ", ").join(things[:-1])
    return gettext("%(several)s and %(last)s") % {"several": head, "last": things[-1]}


@register.filter
def file_size(count: int | None) -> str:
    """A file's size for people: "340 kB", "2.4 MB"."""
    if count is None:
        return ""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{count / 1_000_000:.1f} MB"


@register.filter
def item(mapping: Mapping[Any, Any] | None, key: Any) -> Any:
    """The value of a key, for tables whose columns are data."""
    return (mapping or {}).get(key, "")


@register.simple_tag
def built(name: str) -> str:
    """The address of a built asset, with the digest of its content so that browsers may keep it for ever."""
    digest = _digests(_stamp_of_manifest()).get(name, "")
    address = static(f"built/{name}")
    return f"{address}?v={digest}" if digest else address


def _stamp_of_manifest() -> float:
    """When the assets were built; looked at only while developing, where they change under a running server."""
    if not settings.DEBUG:
        return 0.0
    manifest = BUILT / "manifest.json"
    return manifest.stat().st_mtime if manifest.exists() else 0.0


@lru_cache(maxsize=2)
def _digests(_stamp: float) -> dict[str, str]:
    manifest = BUILT / "manifest.json"
    if not manifest.exists():
        return {}
    found: dict[str, str] = json.loads(manifest.read_text())
    return found


def _as_day(value: date | datetime | str | None) -> date | None:
    if not value:
        return None
    if isinstance(value, str):
        return date.fromisoformat(value)
    return clock.legal_day(value) if isinstance(value, datetime) else value
