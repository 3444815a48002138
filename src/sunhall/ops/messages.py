"""Translations without gettext's tools: joins the Chinese catalogue and compiles it; `--check` finds what is missing
and what is left over.

The catalogue is `locale/zh_Hans/LC_MESSAGES/django.po` together with the pieces in `locale/fragments/`. English is
what the source says, so it has no catalogue. Used at set-up (`make assets`) and by the checks (`make words`).
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = PACKAGE / "locale"
CATALOGUE = LOCALE / "zh_Hans" / "LC_MESSAGES" / "django.po"
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "zh_Hans",
    "Plural-Forms": "nplurals=1; plural=0;",
}
# gettext's functions and Django's aliases: where the msgid, its plural and its context stand among the arguments.
FUNCTIONS = {"gettext": (0, None, None), "ngettext": (0, 1, None), "pgettext": (1, None, 0), "npgettext": (1, 2, 0)}
ALIASES = {"_": "gettext", "gettext_noop": "gettext"} | {f"{name}_lazy": name for name in FUNCTIONS}
# Such a call in what Django makes of a template; a bracket within a text does not end it.
CALLS = re.compile(r"""\b(?:n?p?gettext|_)\((?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[^()'"])*\)""", re.DOTALL)
PLACES = re.compile(r"%\((\w+)\)[a-z]|\{(\w+)\}")


class Message(NamedTuple):
    """One text of the program. `context` and `plural` are None where there is none."""

    text: str
    context: str | None = None
    plural: str | None = None


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m sunhall.ops.messages", description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail when texts and translations do not match")
    given = parser.parse_args(argv)
    catalogue, faults = joined([*([CATALOGUE] if CATALOGUE.exists() else []), *sorted(LOCALE.glob("fragments/*.po"))])
    if given.check:
        sources = sorted_sources(PACKAGE)
        faults += [*missing(catalogue, sources), *left_over(catalogue, sources)]
    if faults:
        sys.stderr.write("\n".join(faults) + f"\n{len(faults)} fault(s) in the translations.\n")
        return 1
    target = CATALOGUE.with_suffix(".mo")
    target.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save_as_mofile(str(target))
    sys.stdout.write(f"Compiled {len(catalogue)} texts.\n")
    return 0


def joined(files: list[Path]) -> tuple[polib.POFile, list[str]]:
    """One catalogue of all files, and the faults: two different translations of one text, or lost places in it."""
    catalogue = polib.POFile()
    catalogue.metadata = dict(HEADER)
    seen: dict[tuple[str, str | None], tuple[polib.POEntry, Path]] = {}
    faults: list[str] = []
    for file in files:
        for entry in polib.pofile(_with_header(file)):
            if entry.obsolete:
                continue
            key = (entry.msgid, entry.msgctxt)
            if key not in seen:
                seen[key] = (entry, file)
                catalogue.append(entry)
                faults += [f"{file.name}: {fault}" for fault in _faults(entry)]
            elif _words(seen[key][0]) != _words(entry):
                faults.append(
                    f"{file.name}: {entry.msgid!r} is {_words(entry)} here and {_words(seen[key][0])} in "
                    f"{seen[key][1].name}. Agree on one, or give one of them a context (pgettext)."
                )
    return catalogue, faults


def _with_header(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    if re.match(r'(\s*#.*\n)*\s*msgid ""\s*\nmsgstr ""', text):
        return text
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in HEADER.items())
    return f'msgid ""\nmsgstr ""\n{lines}\n{text}'


def _words(entry: polib.POEntry) -> str:
    return " | ".join(entry.msgstr_plural.values()) if entry.msgid_plural else entry.msgstr


def _faults(entry: polib.POEntry) -> Iterator[str]:
    words = _words(entry)
    if not words.strip():
        yield f"{entry.msgid!r} has no translation."
        return
    if entry.fuzzy:
        yield f"{entry.msgid!r} is marked fuzzy: look at it, then take the mark away."
    asked = _places(entry.msgid) | _places(entry.msgid_plural or "")
    if lost := _places(words) - asked:
        yield f"the translation of {entry.msgid!r} uses {', '.join(sorted(lost))}, which the text does not give."
    if not entry.msgid_plural and (left_out := asked - _places(words)):
        yield f"the translation of {entry.msgid!r} leaves out {', '.join(sorted(left_out))}."


def _places(text: str) -> set[str]:
    return {a or b for a, b in PLACES.findall(text)}


def missing(catalogue: polib.POFile, sources: list[Path]) -> Iterator[str]:
    """One sentence for every text of the sources that the catalogue does not hold."""
    held = {(entry.msgid, entry.msgctxt) for entry in catalogue}
    told: set[tuple[str, str | None]] = set()
    for source in sources:
        for line, message in messages_of(source):
            key = (message.text, message.context)
            if key not in held and key not in told:
                told.add(key)
                yield f"{source.relative_to(PACKAGE.parent)}:{line}: {message.text!r} has no Chinese translation."


def left_over(catalogue: polib.POFile, sources: list[Path]) -> Iterator[str]:
    """One sentence for every translation of a text that stands nowhere any more, neither in a call nor in a table."""
    said = {text for source in sources for text in _literals(source)}
    for entry in catalogue:
        if entry.msgid not in said:
            yield f"{entry.msgid!r} is translated, but nothing says it."


def _literals(source: Path) -> Iterator[str]:
    if source.suffix != ".py":
        yield from (message.text for _, message in messages_of(source))
        return
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def sorted_sources(root: Path) -> list[Path]:
    """Every file that may hold a text of the program."""
    found = [*root.rglob("*.py"), *root.rglob("*.html"), *root.rglob("*.txt")]
    return sorted(f for f in found if not {"migrations", "node_modules", "static"} & set(f.parts))


def messages_of(source: Path) -> Iterator[tuple[int, Message]]:
    """The texts of a Python file or a template, with the line each stands on."""
    text = source.read_text(encoding="utf-8")
    if source.suffix == ".py":
        yield from of_python(text)
    elif "trans" in text or "_(" in text:
        yield from of_template(text)


def of_python(text: str) -> Iterator[tuple[int, Message]]:
    """The texts handed to gettext's functions, where they stand literally."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and (places := FUNCTIONS.get(_function(node.func))):
            found = [_literal(node.args, place) for place in places]
            if found[0] is not None:
                yield node.lineno, Message(text=found[0], plural=found[1], context=found[2])


def _function(node: ast.expr) -> str:
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return ALIASES.get(name, name)


def _literal(arguments: list[ast.expr], place: int | None) -> str | None:
    if place is None or place >= len(arguments):
        return None
    node = arguments[place]
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def of_template(text: str) -> Iterator[tuple[int, Message]]:
    """The texts of a Django template, found by Django's own reader: it rewrites tags as calls of gettext."""
    from django.utils.translation.template import templatize

    rewritten = templatize(text)
    for found in CALLS.finditer(rewritten):
        line = rewritten.count("\n", 0, found.start()) + 1
        try:
            call = ast.parse(found[0].strip(), mode="eval").body
        except SyntaxError:  # text of the page that only looks like a call
            continue
        for _, message in of_python(ast.unparse(call)):
            yield line, message


if __name__ == "__main__":
    sys.exit(main())
