"""The limits of a version as terms of law."""

from dataclasses import dataclass

from sunhall.catalogue.content.course import Extension, Limit, Limits
from sunhall.law import terms as law

TRIGGERS = {"all_documents": law.Trigger.COMPLETE_DOCUMENTS}
APPROVERS = {"head": "agency_head", "government_head": "government_head"}


@dataclass(frozen=True, slots=True)
class Terms:
    """The limits as terms of law: decision (with its extension) and promised always, issue where there is one."""

    decision: law.Term
    promised: law.Term
    issue: law.Term | None = None

    @property
    def extension(self) -> law.Extension | None:
        return self.decision.extension


def term(limit: Limit, citation: str, extension: Extension | None = None) -> law.Term:
    """A limit of the file as a term of law, with its citation and mark."""
    return law.Term(
        limit.days,
        law.Unit(limit.unit),
        TRIGGERS.get(limit.trigger) or law.Trigger(limit.trigger),
        extension=law.Extension(extension.days, APPROVERS[extension.approver]) if extension else None,
        citation=citation,
        mark=law.Mark(limit.amount.mark if limit.amount.set_by_city else limit.mark),
    )


def terms(limits: Limits, cited: tuple[str, str, str]) -> Terms:
    """`cited` are the citations of decision, promised and issue. The promise counts from where the limit does."""
    promised = Limit(
        limits.promised.amount,
        limits.promised.unit,
        limits.decision.trigger,
        limits.promised.basis,
        limits.promised.amount.mark,
        limits.promised.on_the_spot,
    )
    return Terms(
        term(limits.decision, cited[0], limits.extension),
        term(promised, cited[1]),
        term(limits.issue, cited[2]) if limits.issue else None,
    )
