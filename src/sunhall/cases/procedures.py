"""The lifecycle's view of a matter version: limits, intake rule, lanes by authority id. Cached: versions are immutable."""

from functools import lru_cache

from sunhall.catalogue import queries as catalogue
from sunhall.law.lifecycles.procedure import Procedure
from sunhall.people.models import Authority


@lru_cache(maxsize=4096)
def authority_id(code: str) -> int:
    """The id of an authority; its code never changes."""
    return int(Authority.objects.values_list("pk", flat=True).get(code=code))


@lru_cache(maxsize=4096)
def of_version(version_id: int) -> Procedure:
    """What the lifecycle needs of this version (see `catalogue.queries.version`)."""
    return catalogue.procedure(catalogue.version(version_id), authority_id)
