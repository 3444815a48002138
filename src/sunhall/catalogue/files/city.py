"""A city's folder: authorities, parameters, synonyms and matters; or one matter file with the folder it stands in."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sunhall.catalogue.files import schema, source
from sunhall.catalogue.files.build import Resolve, words
from sunhall.catalogue.files.problems import Problem, Unusable
from sunhall.catalogue.files.source import Source
from sunhall.kernel.ids import uscc
from sunhall.kernel.ids.fault import Fault


@dataclass
class City:
    """What a folder holds. `problems` are those of the files themselves; matters that have some are left out."""

    authorities: list[dict[str, Any]] = field(default_factory=list)
    parameters: dict[str, dict[str, Any]] = field(default_factory=dict)
    synonyms: dict[str, list[str]] = field(default_factory=dict)
    matters: list[Source] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def resolve(self, on: date) -> Resolve:
        """Parameters of these files as they stand on a day."""

        def value(name: str) -> dict[str, Any] | None:
            entry = self.parameters.get(name)
            days = sorted(d for d in entry["values"] if d <= on.isoformat()) if entry else []
            if not entry or not days:
                return None
            held = entry["values"][days[-1]]
            return {
                "value": held["value"],
                "unit": entry.get("unit", ""),
                "source": held["source"],
                "mark": held["mark"],
                "since": days[-1],
            }

        return value


def read(path: Path) -> City:
    """Everything at `path`, a folder or one matter file (then the folder above gives the parameters)."""
    city = City()
    if not path.exists():
        city.problems.append(Problem(str(path), 0, "", "cannot_read", {"detail": "no such file or folder"}))
        return city
    folder = path if path.is_dir() else path.parent.parent if path.parent.name == "matters" else path.parent
    base = folder if path.is_dir() else folder.parent
    files = sorted((path / "matters").glob("*.yaml")) or _loose(path) if path.is_dir() else [path]
    for file in [folder / "parameters.yaml", *sorted((folder / "parameters").glob("*.yaml"))]:
        if file.is_file():
            _guarded(city, file, base, _parameters)
    if path.is_dir() or (folder / "authorities.yaml").is_file():
        _guarded(city, folder / "authorities.yaml", base, _authorities)
    if path.is_dir():
        _guarded(city, folder / "synonyms.yaml", base, _synonyms)
    for file in files:
        _guarded(city, file, base, _matter)
    _same_codes(city)
    return city


def _loose(folder: Path) -> list[Path]:
    """Matter files that stand directly in a folder."""
    apart = {"parameters.yaml", "authorities.yaml", "synonyms.yaml"}
    return [f for f in sorted(folder.glob("*.yaml")) if f.name not in apart]


def _guarded(city: City, file: Path, base: Path, take: Any) -> None:
    if not file.is_file():
        return
    name = str(file.relative_to(base)) if file.is_relative_to(base) else str(file)
    try:
        take(city, source.read(file, name))
    except Unusable as unusable:
        city.problems += unusable.problems


def _parameters(city: City, found: Source) -> None:
    wrong = schema.problems(found, "parameters")
    city.problems += wrong
    if wrong:
        return
    for name, entry in words(found.data, ()).items():
        if name in city.parameters:
            facts = {"name": name, "other": city.parameters[name]["file"]}
            city.problems.append(Problem(found.name, found.line((name,)), name, "parameter_clash", facts))
        else:
            city.parameters[name] = {**entry, "file": found.name}


def _authorities(city: City, found: Source) -> None:
    data = words(found.data, ())
    entries = data.get("authorities") if isinstance(data, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        city.problems.append(Problem(found.name, 1, "authorities", "wrong_type", {"wanted": "array"}))
        return
    shared = {"region": data.get("region", ""), "government": data.get("government"), "court": data.get("court")}
    for i, entry in enumerate(entries):
        place = ("authorities", i)
        for key in ("code", "name", "usci"):
            if key not in entry:
                city.problems.append(
                    Problem(found.name, found.line(place), f"authorities.{i}", "missing_key", {"key": key})
                )
        if not isinstance(entry.get("name"), dict):
            city.problems.append(
                Problem(found.name, found.line((*place, "name")), f"authorities.{i}.name", "not_both_languages")
            )
        read_code = uscc.read(str(entry.get("usci", "")))
        if isinstance(read_code, Fault):
            facts = {"detail": f"{entry.get('usci')}: {read_code.reason} {read_code.expected}".strip()}
            city.problems.append(
                Problem(found.name, found.line((*place, "usci")), f"authorities.{i}.usci", "wrong_value", facts)
            )
        city.authorities.append({**shared, **entry})


def _synonyms(city: City, found: Source) -> None:
    if not isinstance(found.data, dict):
        city.problems.append(Problem(found.name, 1, "", "wrong_type", {"wanted": "object"}))
        return
    for word, said in found.data.items():
        if not isinstance(said, list) or not all(isinstance(s, str) for s in said):
            city.problems.append(Problem(found.name, found.line((word,)), word, "wrong_type", {"wanted": "array"}))
        else:
            city.synonyms[word] = said


def _matter(city: City, found: Source) -> None:
    wrong = schema.problems(found, "matter")
    city.problems += wrong
    if not wrong:
        city.matters.append(found)


def _same_codes(city: City) -> None:
    seen: dict[str, str] = {}
    for found in city.matters:
        code = found.data["code"]
        if code in seen:
            facts = {"code": code, "other": seen[code]}
            city.problems.append(Problem(found.name, found.line(("code",)), "code", "file_name", facts))
        seen[code] = found.name
