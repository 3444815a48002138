"""Files a designer hands in: kept for a day, unpacked safely, checked, imported as they were checked.

One YAML file, a zip of a city's folder, or a district's list as JSON. A file that cannot be used is told by its
problems and stays to be given back; it is never an error of the server.
"""

import re
import stat
import tempfile
import uuid
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Final

from django.db import DataError, IntegrityError

from sunhall.catalogue import acts, queries
from sunhall.catalogue.acts import Imported
from sunhall.catalogue.files import build, checking, city
from sunhall.catalogue.files.problems import Problem, Unusable
from sunhall.catalogue.models import Upload
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound, Refused
from sunhall.people.models import Authority

LIMIT_BYTES: Final = 5_000_000  # of the file handed in
LIMIT_UNPACKED: Final = 20_000_000  # of everything in a zip
LIMIT_ONE: Final = 2_000_000
LIMIT_ENTRIES: Final = 1000
KEPT: Final = timedelta(days=1)
USED: Final = re.compile(r"(?:(?:matters|parameters)/)?[\w.-]+\.yaml")
IGNORED: Final = ("__MACOSX", ".", "Thumbs.db")


@dataclass(frozen=True, slots=True)
class UploadRow:
    """A file handed in. `text` is its words when it is one YAML file, to be corrected on the page."""

    id: uuid.UUID
    name: str
    size: int
    at: datetime
    text: str | None


@dataclass
class Preview:
    """What importing a file would do. `done` is None when it cannot be imported; `problems` say why, by file, line and
    field. `findings` stop nothing now, but publishing later. `unused` are entries of a zip nobody reads."""

    done: Imported | None = None
    problems: list[Problem] = field(default_factory=list)
    findings: list[Problem] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)


def keep(*, name: str, body: bytes, by: int, at: datetime) -> uuid.UUID:
    """Keep a file for a day. Files kept longer go. Refused `upload_too_large`, `upload_kind`, `upload_empty`."""
    if not body:
        raise Refused("upload_empty")
    if len(body) > LIMIT_BYTES:
        raise Refused("upload_too_large", limit="5 MB")
    Upload.objects.filter(at__lt=at - KEPT).delete()
    return Upload.objects.create(name=_tidy(name, body), body=body, by_id=by, at=at).pk


def _tidy(name: str, body: bytes) -> str:
    """A plain file name with the ending its content has. Refused `upload_kind`."""
    base = re.sub(r"[^\w.-]", "_", PurePosixPath(name.replace("\\", "/")).name)[-100:].lstrip(".") or "matter"
    stem, ending = base.rsplit(".", 1) if "." in base else (base, "")
    stem = stem or "matter"
    if body.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return f"{stem}.zip"
    if ending.lower() == "json":
        return f"{stem}.json"
    if ending.lower() in ("yaml", "yml", ""):
        return f"{stem}.yaml"
    raise Refused("upload_kind", ending=ending[:20])


def one(upload_id: uuid.UUID, *, by: int) -> UploadRow:
    """A file one handed in oneself. NotFound for anybody else, or when a day has passed."""
    row = _own(upload_id, by)
    text = bytes(row.body).decode("utf-8", errors="replace") if row.name.endswith(".yaml") else None
    return UploadRow(row.pk, row.name, len(row.body), row.at, text)


def body(upload_id: uuid.UUID, *, by: int) -> tuple[str, bytes]:
    """The file as it was handed in."""
    row = _own(upload_id, by)
    return row.name, bytes(row.body)


def _own(upload_id: uuid.UUID, by: int) -> Upload:
    row = Upload.objects.filter(pk=upload_id, by_id=by).first()
    if row is None:
        raise NotFound
    return row


def preview(upload_id: uuid.UUID, *, by: int, at: datetime) -> Preview:
    """What importing would do: told by doing it and taking it back, and what the gate would say of the drafts."""
    row = _own(upload_id, by)
    told = Preview()
    with tempfile.TemporaryDirectory(prefix="sunhall-import-") as folder:
        try:
            path = _unpacked(row, Path(folder), told)
            with _as_problems(row.name):
                told.done = acts.preview_files(path=path, at=at)
        except Unusable as unusable:
            told.problems = [p for p in unusable.problems if p.blocks] or unusable.problems
            return told
        told.findings = _findings(path, told.done, at) if path.is_dir() else []
    return told


def _findings(path: Path, done: Imported, at: datetime) -> list[Problem]:
    """What the gate says of the drafts this import would make."""
    read, on = city.read(path), clock.legal_day(at)
    in_force = queries.parameters_in_force(on=on)
    own = read.resolve(on)
    known = set(Authority.objects.values_list("code", flat=True)) | {a["code"] for a in read.authorities}
    touched = {*done.added, *done.changed}
    found: list[Problem] = []
    for source in read.matters:
        if source.data["code"] in touched:
            built = build.build(source, lambda name: own(name) or in_force.get(name), on)
            found += built.problems or checking.gate_problems(source, built, on, known)
    return found


def confirm(upload_id: uuid.UUID, *, by: int, at: datetime) -> Imported:
    """Import a kept file and let it go. Raises Unusable with every problem; then nothing has changed."""
    row = _own(upload_id, by)
    with tempfile.TemporaryDirectory(prefix="sunhall-import-") as folder:
        path = _unpacked(row, Path(folder), Preview())
        with _as_problems(row.name):
            done = acts.import_files(path=path, by=by, at=at)
    row.delete()
    return done


@contextmanager
def _as_problems(name: str) -> Iterator[None]:
    """What the database cannot hold (a code too long, a NUL, one code twice) is a fault of the file."""
    try:
        yield
    except (DataError, IntegrityError, ValueError) as error:
        detail = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
        raise Unusable([Problem(name, 0, "", "cannot_read", {"detail": detail})]) from error


def _unpacked(row: Upload, folder: Path, told: Preview) -> Path:
    """The file on disk: JSON as itself, YAML and zip as a folder. Unusable."""
    if row.name.endswith(".zip"):
        _unzip(row, folder, told)
        return folder
    target = folder / row.name
    target.write_bytes(bytes(row.body))
    return target if row.name.endswith(".json") else folder


def _unzip(row: Upload, folder: Path, told: Preview) -> None:
    """Write what a city's folder has, and nothing else: no path leads out, no entry is larger than it may be.

    Sizes are counted while unpacking: what the archive says of itself is not believed.
    """
    try:
        with zipfile.ZipFile(BytesIO(bytes(row.body))) as archive:
            entries = [e for e in archive.infolist() if not e.is_dir()]
            if len(entries) > LIMIT_ENTRIES:
                raise _unfit(row, f"more than {LIMIT_ENTRIES} files")
            names = _inside(row, entries)
            left = LIMIT_UNPACKED
            for entry, name in names:
                if not USED.fullmatch(name):
                    told.unused.append(name)
                    continue
                left -= _write(row, archive, entry, folder / name, min(left, LIMIT_ONE))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _unfit(row, str(error)[:200] or "damaged") from error
    if not any(folder.rglob("*.yaml")):
        raise _unfit(row, "no YAML file of a city's folder inside")


def _inside(row: Upload, entries: list[zipfile.ZipInfo]) -> list[tuple[zipfile.ZipInfo, str]]:
    """Entries with their names below the folder they all stand in. Unusable when a name leads outside."""
    kept: list[tuple[zipfile.ZipInfo, PurePosixPath]] = []
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename or not path.parts:
            raise _unfit(row, f"the name {entry.filename[:80]!r} leads out of the folder")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise _unfit(row, f"{entry.filename[:80]!r} is a link")
        if not any(part.startswith(IGNORED) for part in path.parts):
            kept.append((entry, path))
    tops = {path.parts[0] for _, path in kept}
    shared = len(tops) == 1 and all(len(path.parts) > 1 for _, path in kept) and not tops & {"matters", "parameters"}
    told = [(entry, PurePosixPath(*path.parts[1:]) if shared else path) for entry, path in kept]
    return [(entry, _yaml(str(path))) for entry, path in told]


def _yaml(name: str) -> str:
    return name[:-4] + ".yaml" if name.endswith(".yml") else name


def _write(row: Upload, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, limit: int) -> int:
    """Unpack one entry up to `limit` bytes; how many it had."""
    with archive.open(entry) as stream:
        held = stream.read(limit + 1)
    if len(held) > limit:
        raise _unfit(row, f"{entry.filename[:80]!r} is larger than may be unpacked")
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(held)
    return len(held)


def _unfit(row: Upload, detail: str) -> Unusable:
    return Unusable([Problem(row.name, 0, "", "cannot_read", {"detail": detail})])
