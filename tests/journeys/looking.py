"""What is wrong with the page on the screen: axe finds nothing, nothing runs over the edge, one heading, one language.

WCAG 2.0 to 2.2, A and AA, with axe-core, wide and on a phone; the size of everything in both languages.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import axe_playwright_python
from playwright.sync_api import Page
from tests.journeys.visitor import PHONE, WIDE, Visitor

AXE: Final = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
OPTIONS: Final = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
    "preload": {"assets": ["media"]},  # no rule of these reads the style sheets again
}
HEADER_ON_A_PHONE: Final = 100  # pixels: the name with the tools, and the places, one row each
# Both languages come from the same templates and styles. So axe reads the Chinese pages at one size, and contrast (most
# of what axe costs) is measured on the English ones: at their second size where something that it depends on differs
# from the first: what is shown, colours, and whether a text counts as large (24 px, or bold and 18.66 px).
LOOK: Final = """async ([options, contrast, read]) => { if (typeof axe === 'undefined') return null;
    const marks = one => { const s = getComputedStyle(one), size = parseFloat(s.fontSize);
        return [one.getClientRects().length > 0, s.visibility, s.opacity, s.color, s.backgroundColor, s.backgroundImage,
            size >= 24 || (s.fontWeight >= 700 && size >= 18.66)].join(); };
    const all = [...document.querySelectorAll('*')], before = window.sunhallLooked;
    window.sunhallLooked = new Map(all.map(one => [one, marks(one)]));
    const changed = before && all.filter(one => before.get(one) !== window.sunhallLooked.get(one));
    const rules = {'color-contrast': {enabled: contrast && !before}};
    const found = read ? (await axe.run(document, {...options, rules})).violations : [];
    if (contrast && changed?.length) found.push(...(await axe.run({include: changed},
        {...options, runOnly: ['color-contrast']})).violations);
    return {lang: document.documentElement.lang, h1: document.querySelectorAll('h1').length,
    head: document.querySelector('.sun-header')?.offsetHeight ?? 0,
    over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    violations: found.map(v => ({id: v.id, help: v.help, nodes: v.nodes.slice(0, 3).map(n => n.html)}))};
}"""


def faults(visitor: Visitor, sizes: Sequence[tuple[int, int]] = (PHONE, WIDE)) -> list[str]:
    """What is wrong with the page where the visitor is, at these sizes; ends at the last of them."""
    found: list[str] = []
    for width, height in sizes:
        visitor.page.set_viewport_size({"width": width, "height": height})
        found += [f"{visitor.path} at {width} px: {fault}" for fault in _at_this_size(visitor, width)]
    return found


def assert_usable(visitor: Visitor) -> None:
    """Nothing is wrong with this page at its wide size. For pages that only a journey reaches."""
    found = faults(visitor, (WIDE,))
    assert not found, "\n".join(found)


def _at_this_size(visitor: Visitor, width: int) -> list[str]:
    is_english = visitor.language == "en"
    told = _look(visitor.page, contrast=is_english, read=is_english or width == PHONE[0])
    found = []
    if told["lang"].lower() != visitor.language:
        found.append(f"says it is in {told['lang']!r}")
    if told["h1"] != 1 and "/styleguide/" not in visitor.path:  # which shows headings as components
        found.append(f"has {told['h1']} main headings")
    if width == PHONE[0] and told["head"] > HEADER_ON_A_PHONE:
        found.append(f"has a header of {told['head']} px")
    if told["over"] > 0:
        found.append(f"runs {told['over']} px over the edge")
    for fault in told["violations"]:
        where = "; ".join(html[:160] for html in fault["nodes"])
        found.append(f"{fault['id']} ({fault['help']}): {where}")
    return found


def _look(page: Page, *, contrast: bool, read: bool) -> dict[str, Any]:
    asked = [OPTIONS, contrast, read]
    told: dict[str, Any] | None = page.evaluate(LOOK, asked)
    if told is None:
        page.evaluate(AXE)
        told = page.evaluate(LOOK, asked)
    assert told is not None, "axe did not load"
    return told
