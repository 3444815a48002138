"""The procedure picture of a guide: who does what, after what, and how many working days it is planned to take.

A page makes `Stage`s from a matter's version; the layout (when each can start, which path is the longest) is worked out
here, and the drawing is the lane picture's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sunhall.web.pictures.lanes import Lane, LanePicture, Step, Tick, days_in_words


@dataclass(frozen=True)
class Stage:
    """One stage of a procedure. `after` names the stages (by `key`) that must be over before it can start."""

    key: str
    lane: str
    text: str
    days: float
    after: tuple[str, ...] = ()


def procedure_picture(title: str, stages: Sequence[Stage], place: str = "") -> LanePicture:
    """The plan as a lane picture, of the authorities of a city (`place`).

    Stages may come in any order; a circle or an unknown stage is a ValueError.
    """
    starts = _starts(stages)
    longest = _longest_path(stages, starts)
    lanes: dict[str, list[Step]] = {}
    for stage in stages:
        step = Step(stage.text, starts[stage.key], stage.days, critical=stage.key in longest)
        lanes.setdefault(stage.lane, []).append(step)
    end = max((starts[stage.key] + stage.days for stage in stages), default=0)
    return LanePicture(
        title=title,
        lanes=tuple(Lane(name, tuple(sorted(steps, key=lambda step: step.start))) for name, steps in lanes.items()),
        ticks=(Tick(end, days_in_words(end)),) if end else (),
        planned=True,
        place=place,
    )


def _starts(stages: Sequence[Stage]) -> dict[str, float]:
    """The earliest start of each stage: when the last of those before it ends."""
    by_key = {stage.key: stage for stage in stages}
    starts: dict[str, float] = {}
    waiting = list(stages)
    while waiting:
        ready = [stage for stage in waiting if all(key in starts for key in stage.after)]
        if not ready:
            raise ValueError(f"stages wait for each other or for an unknown one: {[stage.key for stage in waiting]}")
        for stage in ready:
            starts[stage.key] = max((starts[key] + by_key[key].days for key in stage.after), default=0)
        waiting = [stage for stage in waiting if stage.key not in starts]
    return starts


def _longest_path(stages: Sequence[Stage], starts: dict[str, float]) -> set[str]:
    """The stages whose delay would delay the end, from the last one back."""
    by_key = {stage.key: stage for stage in stages}
    end = max((starts[stage.key] + stage.days for stage in stages), default=0)
    last = [stage.key for stage in stages if starts[stage.key] + stage.days == end]
    longest: set[str] = set()
    while last:
        key = last.pop()
        longest.add(key)
        last += [
            before
            for before in by_key[key].after
            if before not in longest and starts[before] + by_key[before].days == starts[key]
        ]
    return longest
