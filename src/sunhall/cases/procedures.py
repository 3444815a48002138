"""The lifecycle's view of a matter version, cached: versions are immutable, codes of authorities never change."""

from functools import lru_cache

from sunhall.catalogue import queries as catalogue
from sunhall.law.lifecycles.procedure import Procedure
from sunhall.people import queries as people

authority_id = lru_cache(maxsize=4096)(people.authority_id)


@lru_cache(maxsize=4096)
def of_version(version_id: int) -> Procedure:
    """What the lifecycle needs of this version: limits, intake rule, lanes by the authority's id."""
    return catalogue.procedure(catalogue.version(version_id), authority_id)
