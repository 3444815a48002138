"""What people type, as it comes with a request: cleaned once for every page, and measured where it is to be kept.

`clean` and `clean_posted` are called by the middleware, so that no view meets a character the database cannot store;
`text` is how a view reads what goes into an act or a row. Nothing typed is ever cut off silently.
"""

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.http.request import UnreadablePostError

from sunhall.kernel.refused import Refused

STATEMENT: Final = 4000  # characters of a statement: reasons, views, conditions

# PostgreSQL stores no NUL, and half of a surrogate pair is no character of UTF-8.
_MARK: Final = re.compile(r"[\w:./=-]*", re.ASCII)  # a key or token of the page, which nobody typed
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


def storable(value: Any) -> Any:
    """A value (text, list or mapping, however deep) without what no text holds."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value)
    if isinstance(value, list):
        return [storable(one) for one in value]
    if isinstance(value, Mapping):
        return {storable(name): storable(one) for name, one in value.items()}
    return value


def clean(request: HttpRequest) -> None:
    """Take out of the cookies and of the query of the address what cannot be stored."""
    request.COOKIES = {name: storable(value) for name, value in request.COOKIES.items()}
    request.GET = _cleaned(request.GET)  # type: ignore[assignment]  # the stubs tell the two mutabilities apart


def clean_posted(request: HttpRequest) -> None:
    """The same for the posted form, which is read here for the first time. A line that broke while it arrived leaves
    nothing to clean: whoever reads the form next meets that."""
    if request.method != "POST":
        return
    try:
        request.POST = _cleaned(request.POST)  # type: ignore[assignment]
    except UnreadablePostError:
        return


def _cleaned(values: QueryDict) -> QueryDict:
    if not any(_UNSTORABLE.search(text) for name, texts in values.lists() for text in (name, *texts)):
        return values
    kept = QueryDict(mutable=True, encoding=values.encoding)
    for name, texts in values.lists():
        for text in texts:
            kept.appendlist(storable(name), storable(text))
    kept._mutable = False
    return kept


_NOT_WORDS: Final = ("password", "credential", "csrf")  # parts of the names of fields that are never shown again
_WORDS: Final = 20  # characters: what is shorter is a choice, a number or a code, and typed again in a moment


def words_of(request: HttpRequest) -> list[str]:
    """The longer texts of a posted form, to be shown to whoever typed them and could not hand them in.

    Empty when the form does not come from a page of ours: nobody else's words are to stand on our pages.
    """
    if request.method != "POST" or not _is_own(request):
        return []
    return [
        text
        for name, texts in request.POST.lists()
        for text in texts
        if len(text) >= _WORDS
        and not name.startswith("_")
        and not any(part in name for part in _NOT_WORDS)
        and not _MARK.fullmatch(text)
    ]


def _is_own(request: HttpRequest) -> bool:
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    parts = urlsplit(sender)
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())


def fitting(text: str, *, most: int, **facts: Any) -> str:
    """The text without blanks around it, its line ends counted once. Refused `too_long` (facts: max, length)."""
    told = text.replace("\r\n", "\n").strip()
    if len(told) > most:
        raise Refused("too_long", max=most, length=len(told), **facts)
    return told


def text(posted: QueryDict, name: str, *, most: int = STATEMENT) -> str:
    """A text as it was typed under a name; empty when there was none. Refused as `fitting` says.

    The page that answers the refusal shows what was typed, whole, so that it can be shortened.
    """
    return fitting(posted.get(name, ""), most=most)
