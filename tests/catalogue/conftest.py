"""The demonstration city, imported and read, for the tests of the catalogue."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import sunhall
from sunhall.catalogue.content import VersionContent
from sunhall.kernel import clock

DEMO = Path(sunhall.__file__).parent / "cities" / "demo"
TODAY = date(2026, 3, 2)


@pytest.fixture(scope="session")
def demo() -> Path:
    return DEMO


@pytest.fixture(scope="session")
def food_document() -> dict[str, Any]:
    from sunhall.catalogue.files import build, city

    read = city.read(DEMO / "matters" / "food_business_licence.yaml")
    assert not read.problems
    built = build.build(read.matters[0], read.resolve(TODAY), TODAY)
    assert not built.problems
    return built.document


@pytest.fixture(scope="session")
def food(food_document: dict[str, Any]) -> VersionContent:
    from sunhall.catalogue import content as contents

    return contents.read(food_document)


@pytest.fixture
def imported(db: None) -> None:
    """The whole demonstration city as drafts."""
    from sunhall.catalogue import acts

    acts.import_files(path=DEMO, by=None, at=clock.now())


@pytest.fixture
def food_only(db: None, tmp_path: Path) -> Path:
    """A city of one matter, its file, and everything it needs: imported and published."""
    from sunhall.catalogue import acts  # models load after the settings

    for name in ("authorities.yaml", "parameters.yaml", "synonyms.yaml"):
        shutil.copy(DEMO / name, tmp_path / name)
    for folder in ("matters", "parameters"):
        (tmp_path / folder).mkdir()
        shutil.copy(DEMO / folder / "food_business_licence.yaml", tmp_path / folder / "food_business_licence.yaml")
    acts.import_files(path=tmp_path, by=None, at=clock.now())
    acts.publish(code="food-business-licence", effective_from=date(2024, 1, 1), by=None, at=clock.now())
    return tmp_path
