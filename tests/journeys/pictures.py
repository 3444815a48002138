"""`make pictures`: the screenshots of the README, taken from the running demonstration and made small.

Each is checked by eye before it is committed: they are what people see of Sunhall first.
"""

import io
import re
import sys
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser
from tests import browsers
from tests.journeys import running
from tests.journeys.visitor import LANGUAGES, PHONE, Visitor

FOLDER: Final = Path(__file__).resolve().parents[2] / "docs" / "images"
COLOURS, LARGEST = 128, 200_000  # of one picture: colours, bytes


def main() -> int:
    if not browsers.CHROMIUM:
        sys.stderr.write(
            "The pictures need Chromium: apt-get install chromium-headless-shell (as root), or set SUNHALL_CHROMIUM.\n"
        )
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running.demonstration(running.free_port()) as address, browsers.chromium() as chromium:
        for language in LANGUAGES:
            take_all(chromium, address, language)
    return 0


def take_all(browser: Browser, address: str, language: str) -> None:
    anyone = Visitor(browser, address, language=language)
    keep(anyone.go("/"), "find")
    keep(anyone.go("/matters/food-business-licence/"), "guide")
    phone = Visitor(browser, address, language=language, size=PHONE)
    keep(phone.go("/matters/food-business-licence/"), "guide-phone")
    agent = Visitor(browser, address, language=language, size=(1180, 1000)).sign_in("agent").go("/my/")
    permit = re.compile("Construction permit|建筑工程施工许可")
    agent.page.locator(".sun-result__name a").filter(has_text=permit).last.click()
    keep(agent, "my-matter")
    clerk = Visitor(browser, address, language=language).sign_in("clerk").go("/desk/")
    food = clerk.page.locator("main tr").filter(has_text=re.compile("Food business|食品经营"))
    food.locator('a[href^="/desk/cases/"]').first.click()
    keep(clerk, "counter")
    chief = Visitor(browser, address, language=language, size=(1366, 900)).sign_in("construction-chief").go("/office/")
    keep(chief, "work-list")
    chief.page.locator('main a[href^="/office/cases/"]').first.click()
    keep(chief, "file")
    for visitor in (anyone, phone, agent, clerk, chief):
        visitor.leave()


def keep(visitor: Visitor, name: str) -> None:
    """Write what is on the screen as a small PNG. Raises ValueError when it stays too large."""
    visitor.page.wait_for_load_state("networkidle")
    taken = Image.open(io.BytesIO(visitor.page.screenshot())).convert("RGB")
    path = FOLDER / f"{name}-{'zh' if visitor.language != 'en' else 'en'}.png"
    taken.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > LARGEST:
        raise ValueError(f"{path.name} has {path.stat().st_size} bytes, more than {LARGEST}")
    sys.stdout.write(f"{path.name} {path.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    sys.exit(main())
