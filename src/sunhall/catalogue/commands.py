"""`sunhall catalogue import|check|publish|export`: matters in and out of the catalogue, for operators."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sunhall.catalogue.files.problems import Problem, Unusable
from sunhall.kernel import clock


def main(argv: Sequence[str] | None = None) -> int:
    """The command. 0 done, 1 something is wrong (said on standard error), 2 misused."""
    from django.utils import translation

    given = parser().parse_args(sys.argv[1:] if argv is None else list(argv))
    with translation.override("en"):  # the command line speaks one language, as its options do
        try:
            return int(given.run(given))
        except Unusable as unusable:
            return _tell_problems(unusable.problems, as_json=given.json)


def parser() -> argparse.ArgumentParser:
    """The parser, also for the page of commands."""
    top = argparse.ArgumentParser(prog="sunhall catalogue", description="Matters in and out of the catalogue.")
    commands = top.add_subparsers(required=True, metavar="command")
    for name, run, help_ in (
        ("import", _import, "bring in a city's folder, a matter file, or a district's list (JSON)"),
        ("check", _check, "only check; exit code 1 when something is wrong"),
    ):
        command = commands.add_parser(name, help=help_)
        command.add_argument("path", type=Path, help="the folder or file")
        command.add_argument("--json", action="store_true", help="answer as JSON")
        command.set_defaults(run=run)
    publish = commands.add_parser("publish", help="publish the draft of a matter, or all drafts")
    publish.add_argument("code", nargs="?", help="code of the matter")
    publish.add_argument("--all", action="store_true", help="every draft")
    publish.add_argument("--from", dest="on", type=date.fromisoformat, help="first day it holds (default: today)")
    publish.add_argument("--json", action="store_true", help="answer as JSON")
    publish.set_defaults(run=_publish)
    export = commands.add_parser("export", help="write matters as files, as they were imported")
    export.add_argument("code", nargs="?", help="code of the matter")
    export.add_argument("folder", type=Path, help="where to write them")
    export.add_argument("--all", action="store_true", help="every matter that has a version")
    export.add_argument("--json", action="store_true", help="answer as JSON")
    export.set_defaults(run=_export)
    return top


def _say(told: dict[str, Any], lines: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write("".join(f"{line}\n" for line in lines))


def _tell_problems(problems: Sequence[Problem], *, as_json: bool) -> int:
    if as_json:
        _say({"right": False, "problems": [_plain(p) for p in problems]}, [], as_json=True)
    else:
        sys.stderr.write("".join(f"{p}\n" for p in problems))
        sys.stderr.write(f"Nothing was changed: {len(problems)} to put right.\n")
    return 1


def _plain(p: Problem) -> dict[str, Any]:
    return {"file": p.file, "line": p.line, "field": p.field, "code": p.code, "message": p.message, "blocks": p.blocks}


def _import(given: argparse.Namespace) -> int:
    from sunhall.catalogue import acts

    done = acts.import_files(path=given.path, by=None, at=clock.now())
    told = {
        "added": done.added,
        "changed": done.changed,
        "unchanged": len(done.unchanged),
        "authorities": {"added": done.authorities_added, "changed": done.authorities_changed},
        "parameters": done.parameters,
        "synonyms": done.synonyms,
        "reported": done.reported,
        "nothing_changed": done.nothing_changed,
    }
    lines = [f"reported, not repaired: {r}" for r in done.reported]
    if done.nothing_changed:
        lines.append(f"Nothing changed: {len(done.unchanged)} matters are as they were.")
    else:
        lines.append(
            f"Matters: {len(done.added)} new, {len(done.changed)} changed, {len(done.unchanged)} as they were. "
            f"Authorities: {len(done.authorities_added)} new, {len(done.authorities_changed)} changed. "
            f"Parameters: {done.parameters}. Synonyms: {done.synonyms}."
        )
    if done.reported:
        lines.append(f"{len(done.reported)} codes are wrong in the source (listed above).")
    _say(told, lines, as_json=given.json)
    return 0


def _check(given: argparse.Namespace) -> int:
    from sunhall.catalogue.files import checking, city, listing

    if given.path.suffix == ".json":
        departments = listing.departments(given.path)
        faults = [f for d in departments for f in (*d.faults, *(x for i in d.items for x in i.faults))]
        count = sum(len(d.items) for d in departments)
        _say(
            {"right": not faults, "matters": count, "reported": faults},
            [*faults, f"{count} matters."],
            as_json=given.json,
        )
        return 1 if faults else 0
    found = checking.check(city.read(given.path), clock.today())
    wrong = [p for p in found.problems if p.blocks]
    told = {"right": found.right, "matters": list(found.matters), "problems": [_plain(p) for p in found.problems]}
    lines = [str(p) if p.blocks else f"{p} (worth a look)" for p in found.problems]
    lines.append(f"{len(found.matters)} matters checked, {len(wrong)} to put right.")
    _say(told, lines, as_json=given.json)
    return 0 if found.right else 1


def _publish(given: argparse.Namespace) -> int:
    from sunhall.catalogue import acts, wording
    from sunhall.kernel.refused import NotFound, Refused

    at = clock.now()
    on = given.on or clock.legal_day(at)
    if bool(given.code) == given.all:
        sys.stderr.write("Say which: the code of a matter, or --all.\n")
        return 2
    try:
        if given.all:
            codes = acts.publish_drafts(effective_from=on, by=None, at=at)
        else:
            acts.publish(code=given.code, effective_from=on, by=None, at=at)
            codes = [given.code]
    except NotFound:
        sys.stderr.write(f"There is no matter {given.code}.\n")
        return 1
    except Refused as refused:
        findings = refused.facts.get("findings", [])
        lines = [f"{f.field}: {wording.sentence(f.code, f.facts)}" for f in findings] or [str(refused)]
        sys.stderr.write("".join(f"{line}\n" for line in lines) + "Nothing was published.\n")
        return 1
    _say(
        {"published": codes, "from": on.isoformat()},
        [f"Published from {on}: {', '.join(codes) or 'nothing'}"],
        as_json=given.json,
    )
    return 0


def _export(given: argparse.Namespace) -> int:
    from sunhall.catalogue import queries
    from sunhall.catalogue.models import Matter
    from sunhall.kernel.refused import NotFound

    if bool(given.code) == given.all:
        sys.stderr.write("Say which: the code of a matter, or --all.\n")
        return 2
    codes = list(
        Matter.objects.filter(versions__isnull=False).order_by("code").distinct().values_list("code", flat=True)
    )
    if given.code:
        codes = [given.code]
    given.folder.mkdir(parents=True, exist_ok=True)
    written = []
    for code in codes:
        try:
            name, text = queries.source_file(code)
        except NotFound:
            sys.stderr.write(f"{code}: there is no such matter with a version.\n")
            return 1
        target = given.folder / (name or f"{code}.yaml")
        target.write_text(text, "utf-8")
        written.append(str(target))
    _say({"written": written}, written, as_json=given.json)
    return 0
