"""Those who keep the house: a designer sees what a change changes; an administrator ends a power."""

import re
import time

import pytest
from playwright.sync_api import expect
from tests.journeys import looking
from tests.journeys.conftest import Comes
from tests.journeys.visitor import LANGUAGES

pytestmark = pytest.mark.browser
MATTER = "special-equipment-registration"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_designer_imports_a_changed_matter_and_sees_exactly_what_changed(comes: Comes, language: str) -> None:
    designer = comes("designer", language=language).go(f"/design/matters/{MATTER}/")
    versions = designer.page.locator("main table").first.locator('a[href^="/design/versions/"]')
    file = versions.evaluate_all("all => all.map(a => a.getAttribute('href')).filter(a => a.endsWith('/file/')).at(-1)")
    status, _kind, body = designer.fetch(file)
    assert status == 200
    mark = f"Checked again {time.time_ns()}"
    new = f"办理机关会再次核对（{language}）"
    changed, count = re.subn(r"(?m)^(\s*why: ?)(\S.*?)( \|\| .*)?$", rf"\g<1>{new} || {mark}", body.decode(), count=1)
    assert count == 1
    designer.go("/design/import/")
    upload = {"name": f"{MATTER}.yaml", "mimeType": "application/yaml", "buffer": changed.encode()}
    designer.page.locator("main input[type=file]").set_input_files(upload)  # type: ignore[arg-type]
    designer.press(designer.says("Check the file"))
    designer.page.wait_for_url(re.compile(r"/design/import/[0-9a-f-]{36}/$"))
    designer.sees(MATTER)
    looking.assert_usable(designer)
    designer.press(designer.says("Import this"))
    designer.go(f"/design/matters/{MATTER}/")
    designer.page.locator('main a[href^="/design/versions/"]').first.wait_for()
    compare = designer.page.locator("main a").evaluate_all(
        r"all => all.map(a => a.getAttribute('href')).find(a => /^\/design\/versions\/\d+\/\d+\/$/.test(a))"
    )
    designer.go(compare)
    designer.sees(mark)
    expect(designer.page.locator("main ins").first).to_be_visible()
    expect(designer.page.locator("main del").first).to_be_visible()
    looking.assert_usable(designer)


def test_a_power_that_ends_while_she_types_refuses_the_act_with_its_reason_and_keeps_her_words(comes: Comes) -> None:
    chief = comes("hrss-chief").go("/office/")
    chief.page.locator('main a[href^="/office/cases/"]').first.click()
    chief.page.wait_for_url(re.compile(r"/office/cases/\d+/$"))
    file = chief.path
    chief.go(f"{file}refuse/")
    chief.page.locator("[name=reasons]").fill("专职工作人员不足三人。")
    admin = comes("admin").go("/admin/officers/")
    officer = (
        admin.page.locator("main tbody tr, main li").filter(has_text="许亮").locator('a[href^="/admin/officers/"]')
    )
    admin.go(officer.first.get_attribute("href") or "")
    power = admin.page.locator("main tbody tr").filter(has_text=re.compile("decide", re.IGNORECASE)).first
    power.locator('a[href$="/end/"]').click()
    admin.page.locator("main form button.govuk-button").first.click()
    admin.page.wait_for_url(re.compile(r"/admin/officers/\d+/$"))
    chief.page.locator("main form button.govuk-button").last.click()
    expect(chief.page.locator("main .sun-refusal")).to_contain_text("power")
    chief.go(file)
    assert not chief.page.locator(f'main a[href="{file}refuse/"]').count()
    admin.go("/admin/changes/")
    admin.sees("Tang Ning")
