"""The demonstration city, imported and read, for the tests of the catalogue."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import sunhall
from sunhall.catalogue.content import VersionContent
from sunhall.kernel import clock

DEMO = Path(sunhall.__file__).parent / "cities" / "demo"
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared in English."""
    from django.utils import translation

    with translation.override("en"):
        yield


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
def food_only(db: None, tmp_path: Path) -> Path:
    """A city of one matter, its file, and everything it needs: imported and published."""
    return published_food(tmp_path)


@pytest.fixture(scope="session")
def publish_food() -> Callable[[Path], Path]:
    """Copies the files of one matter into a folder, imports and publishes them."""
    return published_food


def published_food(folder: Path) -> Path:
    """Copy the files of one matter into a folder, import and publish them."""
    from sunhall.catalogue import acts  # models load after the settings

    for name in ("authorities.yaml", "parameters.yaml", "synonyms.yaml"):
        shutil.copy(DEMO / name, folder / name)
    for part in ("matters", "parameters"):
        (folder / part).mkdir()
        shutil.copy(DEMO / part / "food_business_licence.yaml", folder / part / "food_business_licence.yaml")
    acts.import_files(path=folder, by=None, at=clock.now())
    acts.publish(code="food-business-licence", effective_from=date(2024, 1, 1), by=None, at=clock.now())
    return folder


@pytest.fixture(scope="module")
def kept_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database whose rows are made once for a module of tests that only read them; undone at its end.

    The module carries `pytest.mark.django_db`: without it pytest-django would make no test database.
    """
    from django.db import transaction

    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole._from_testcase = True  # lets acts open their durable transaction inside, as a test case does
        with whole:
            yield
            transaction.set_rollback(True)
