"""When the demonstration city cannot be set up, the reason is a sentence; only a fault of ours keeps its traceback."""

import errno

import pytest
from django.db import OperationalError

from sunhall.ops import demo_setup
from sunhall.ops.say import Failed


def fail_with(monkeypatch: pytest.MonkeyPatch, error: Exception, cause: Exception | None = None) -> None:
    def broken() -> int:
        raise error from cause

    monkeypatch.setattr(demo_setup, "_set_up", broken)


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), None),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), None),
        (OperationalError("could not extend file: No space left on device\nHINT:  Check free disk space."), None),
        (RuntimeError("the city"), OSError(errno.ENOSPC, "No space left on device")),
    ],
)
def test_a_full_disk_is_told_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception, cause: Exception | None
) -> None:
    fail_with(monkeypatch, error, cause)
    assert demo_setup.main() == 1
    said = capsys.readouterr().err
    assert said.startswith("There is no space left on the disk that holds ") and "Free some" in said
    assert "Traceback" not in said


def test_a_failure_with_words_is_told_in_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fail_with(monkeypatch, Failed("These data were migrated by a newer Sunhall."))
    assert demo_setup.main() == 1
    assert capsys.readouterr().err == "These data were migrated by a newer Sunhall.\n"


def test_a_fault_of_ours_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, KeyError("ours"))
    with pytest.raises(KeyError):
        demo_setup.main()
