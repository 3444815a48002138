"""The planned procedure of a matter as a picture: steps one after another, other authorities side by side.

A step follows those it names in `after`, else the one listed before it. A step that stands for "the other authorities"
is drawn as their lanes, so that each is seen with its own days.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.course import Lane, Step
from sunhall.web import context
from sunhall.web.pictures.lanes import LanePicture
from sunhall.web.pictures.procedure import Stage, procedure_picture
from sunhall.web.public import words
from sunhall.web.templatetags import house

APPLY: Final = "apply:"  # keys that no step of a file can have


def picture(
    content: VersionContent, names: Mapping[str, str], steps: Sequence[Step], lanes: Sequence[Lane]
) -> LanePicture:
    """The plan with these steps and lanes (all of them in a guide, the remaining ones when it was narrowed)."""
    title = _("Planned procedure: %(matter)s") % {"matter": house.words(content.short_name or content.name)}
    place = house.words(context.city())
    return procedure_picture(title, stages(content, names, steps, lanes), place)


def stages(
    content: VersionContent, names: Mapping[str, str], steps: Sequence[Step], lanes: Sequence[Lane]
) -> list[Stage]:
    kept = {s.id for s in steps}
    own = {s.authority for s in steps if s.authority}
    heard = [lane for lane in lanes if lane.authority not in own]
    shared = next((s.id for s in steps if s.role == "authority" and not s.authority), "") if heard else ""
    waits = _waits(content.steps, kept)
    if heard and not shared:
        waits = _after_lanes(waits, steps, heard)
    found = [Stage(APPLY, str(words.ROLES["applicant"]), _("Application"), 0)]
    for step in steps:
        after = tuple(k for w in waits[step.id] for k in (_keys(heard) if w == shared else (w,))) or (APPLY,)
        if step.id == shared:
            found += [_lane_stage(lane, names, after) for lane in heard]
        else:
            found.append(Stage(step.id, lane_of(step, content, names), house.words(step.name), step.days, after))
    if heard and not shared:
        first = steps[0].id if steps else APPLY
        found += [_lane_stage(lane, names, (first,)) for lane in heard]
    return _apart(found)


def _apart(found: list[Stage]) -> list[Stage]:
    """Steps of one lane that run at the same time get a line each: they would be drawn over each other."""
    starts: dict[str, float] = {}
    by_key = {stage.key: stage for stage in found}

    def start(key: str) -> float:
        if key not in starts:
            starts[key] = max((start(k) + by_key[k].days for k in by_key[key].after), default=0)
        return starts[key]

    ends: dict[str, float] = {}
    placed = []
    for stage in sorted(found, key=lambda stage: start(stage.key)):
        lane = stage.lane
        while ends.get(lane, 0) > start(stage.key):
            lane = _("%(lane)s, at the same time") % {"lane": lane}
        ends[lane] = start(stage.key) + stage.days
        placed.append(dataclasses.replace(stage, lane=lane))
    order = {stage.key: place for place, stage in enumerate(found)}
    return sorted(placed, key=lambda stage: order[stage.key])


def _lane_stage(lane: Lane, names: Mapping[str, str], after: tuple[str, ...]) -> Stage:
    name = pgettext("step", "Consent") if lane.kind == "consent" else pgettext("step", "Opinion")
    return Stage(f"lane:{lane.authority}", names.get(lane.authority, lane.authority), name, lane.days, after)


def _keys(lanes: Iterable[Lane]) -> tuple[str, ...]:
    return tuple(f"lane:{lane.authority}" for lane in lanes)


def _waits(steps: Sequence[Step], kept: set[str]) -> dict[str, tuple[str, ...]]:
    """For each step the kept ones it waits for; what a left-out step waited for passes on to those after it."""
    resolved: dict[str, tuple[str, ...]] = {}
    before: tuple[str, ...] = ()
    for step in steps:
        named = step.after or before
        resolved[step.id] = tuple(dict.fromkeys(k for n in named for k in ((n,) if n in kept else resolved.get(n, ()))))
        before = (step.id,)
    return resolved


def _after_lanes(
    waits: dict[str, tuple[str, ...]], steps: Sequence[Step], heard: Sequence[Lane]
) -> dict[str, tuple[str, ...]]:
    """Where no step stands for the lanes, the decision waits for them."""
    decision = next((s.id for s in steps if s.role == "decider"), "")
    return {key: (*w, *_keys(heard)) if key == decision else w for key, w in waits.items()}


def lane_of(step: Step, content: VersionContent, names: Mapping[str, str]) -> str:
    """Whose step it is: the window, an authority by its name, or what acts for it."""
    if step.authority:
        return names.get(step.authority, step.authority)
    if step.role in ("applicant", "window", "body"):
        return words.word(words.ROLES, step.role)
    return names.get(content.authority, content.authority)


def step_note(step: Step, names: Mapping[str, str]) -> str:
    """Who does it, in how many planned days, and by how many officials."""
    who = names.get(step.authority, step.authority) if step.authority else words.word(words.ROLES, step.role)
    parts = [who, house.working_days(step.days) if step.days else _("at once")]
    if step.officers > 1:
        parts.append(_("by at least %(count)d officials") % {"count": step.officers})
    if not step.counts:
        parts.append(_("outside the limit of the decision"))
    return " · ".join(parts)


def lane_note(lane: Lane) -> str:
    kind = _("its consent is needed") if lane.kind == "consent" else _("it gives an opinion")
    must = _("the decision waits for it") if lane.mandatory else _("the decision need not wait for it")
    return " · ".join((kind, house.working_days(lane.days), must))
