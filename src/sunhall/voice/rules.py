"""Rules of ratings: the levels, and when a case may be rated. Pure."""

from typing import Final

from sunhall.law.lifecycles.kinds import ENDED, Phase

LEVELS: Final = (1, 2, 3, 4, 5)  # GB/T 39046-2020 A.8: 1 best, 5 worst
BAD: Final = (4, 5)
COMMENT: Final = 500  # characters


def is_rateable(phase: str, outcome: str) -> bool:
    """Once the service is over for the applicant: decided and handed over, or ended some other way.

    A case that the applicant withdrew had a service too; one that waits for anybody is not over yet.
    """
    return phase in ENDED or (phase == Phase.ISSUED and outcome == "granted")
