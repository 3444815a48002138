"""Unlawful acts of the intake: Licensing Law arts. 29-32, 72, 78; tolerance and commitment."""

from typing import Any, Final

from tests import factories
from tests.factories import Filed, actor, at
from tests.unlawful import situations as to
from tests.unlawful.attempts import ABSENT, UNSAYABLE, Answer, Row, act, desk, look_at_desk, office, posted_to

from sunhall.cases.acts import abouts, decision, drafts, intake, record
from sunhall.cases.models import Application
from sunhall.certificates import licences
from sunhall.kernel import clock
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.procedure import REFUSED, FirstReview, Intake, Tolerance

CLERK: Final = "clerk"
OTHER: Final = "示范市卫生健康委员会"
LATE: Final = "2026-03-11 09:00"  # the five working days to examine ended on 9 March


def handed_in(number: Any) -> int:
    return intake.submit(application_id=number, by=actor("citizen"), at=clock.now())


hand_in = posted_to(lambda number: f"/apply/{number}/check/", "citizen", declare="1")


def drafted_after(situation: Any) -> Any:
    """A complete draft of somebody to whom this happened before."""
    situation()
    return factories.draft(when="2026-03-04 17:00")


def renewal(valid: tuple[str, str], of: str = "citizen") -> Any:
    """The draft of a renewal, begun without asking whether it may be handed in."""
    certificate = factories.licensed(valid=valid)[1]
    number = factories.draft(by=of, when="2026-03-04 09:00")
    row = Application.objects.get(pk=number)
    row.data = {**row.data, abouts.KEY: {"request": "renew", "certificate": certificate}}
    row.save(update_fields=["data"])
    return number


def revoked_for_fraud() -> Filed:
    case = to.holder_heard()
    licences.revoke(
        case_id=case.id, ground="fraud_or_bribery", compensation="not_protected", reasons="以欺骗手段取得",
        by=actor("market-head"), at=at("2026-03-04 14:00"),
    )  # fmt: skip
    return case


def passed_up() -> Filed:
    """The lower authority examined first and passed the file up."""
    from sunhall.approvals import acts as approvals

    case = to.looked_at()
    intake.accept(case_id=case.id, by=actor(CLERK), at=at("2026-03-03 10:00"))
    approvals.pass_up(
        case_id=case.id, authority_id=factories.authority("urban"), agrees=True, words="初审合格", by=actor("urban"),
        at=at("2026-03-04 09:00"),
    )  # fmt: skip
    return case


def first_review() -> Any:
    return factories.procedure(first_review=FirstReview(factories.authority("urban"), 10))


def half_corrected() -> Any:
    """The answer to a correction notice, in which nothing was changed."""
    case = to.asked_to_correct()
    number = drafts.start_supplement(case_id=case.id, by=actor("citizen"), at=at("2026-03-04 09:00"))
    return Filed(case.id, number, case.materials)


def refuses_for_silence() -> Any:
    """The matter's own rule refuses what was not corrected in time."""
    return factories.procedure(intake=Intake(correction_days=15, lapse=REFUSED))


ROWS: Final = (
    Row(
        "A second correction notice for what could have been seen the first time",
        "ALL/72(4)", "not_one_time_notice",
        lambda: to.supplemented(rules_list="expired"),
        act(intake.request_correction, CLERK), desk("correction"),
    ),
    Row(
        "A correction notice after the five days",
        "ALL/32(1)(4)", "late_correction_notice",
        lambda: to.looked_at(layout="unreadable"),
        act(intake.request_correction, CLERK), desk("correction"), at=LATE,
    ),
    Row(
        "A correction notice that lists nothing",
        "ALL/32(1)(4)", "correction_lists_nothing",
        to.looked_at,
        act(intake.request_correction, CLERK), desk("correction"),
    ),
    Row(
        "A correction notice before every paper was looked at",
        "ALL/32(1)(4)", "materials_not_checked",
        factories.filed,
        act(intake.request_correction, CLERK), desk("correction"),
    ),
    Row(
        "A correction notice where the matter returns an incomplete file",
        "ALL/32(1)(5)", "file_is_returned_not_corrected",
        lambda: to.looked_at(to.SHOP, form="inconsistent"),
        act(intake.request_correction, CLERK), desk("correction"),
    ),
    Row(
        "Returning an incomplete file where it is to be corrected",
        "ALL/32(1)(4)", "file_is_corrected_not_returned",
        lambda: to.looked_at(layout="unreadable"),
        act(intake.return_file, CLERK), desk("return"),
    ),
    Row(
        "Asking again for papers that were handed in below and passed up",
        "ALL/35", "upper_level_asks_again",
        passed_up,
        act(intake.request_correction, CLERK), desk("correction"),
        around=first_review,
    ),
    Row(
        "Demanding a paper that the guide does not list",
        "ALL/31(1)", "no_such_material",
        factories.filed,
        act(intake.check_material, CLERK, material="household_register", verdict="missing"),
        look_at_desk(), answer=Answer(UNSAYABLE, control="v-household_register"),
    ),
    Row(
        "Correcting the form on the spot after the acceptance",
        "ALL/32(1)(3)", "not_open_now",
        factories.accepted,
        act(intake.correct_on_the_spot, CLERK, data={"seats": 60}), desk("correct", _fields="seats", seats="60"),
    ),
    Row(
        "Answering a correction notice with nothing changed",
        "ALL/32(1)(5)", "correction_not_complete",
        half_corrected,
        lambda case: intake.resubmit(application_id=case.application_id, by=actor("citizen"), at=clock.now()),
        posted_to(lambda case: f"/my/{case.id}/correct/", "citizen"),
    ),
    Row(
        "Not accepting without naming the competent authority",
        "ALL/32(1)(2)", "competent_authority_not_named",
        to.looked_at,
        act(intake.refuse_acceptance, CLERK, ground="not_this_authority", reasons="不属于本机关职权"),
        desk("refuse", ground="not_this_authority", reasons="不属于本机关职权"),
    ),
    Row(
        "Not accepting without reasons",
        "ALL/38(2)", "reasons_missing",
        to.looked_at,
        act(intake.refuse_acceptance, CLERK, ground="not_this_authority", competent=OTHER, reasons=" "),
        desk("refuse", ground="not_this_authority", competent=OTHER, reasons=" "),
    ),
    Row(
        "Not accepting an application on a ground that the law does not know",
        "ALL/32(1)(2)", "no_such_ground_of_non_acceptance",
        to.looked_at,
        act(intake.refuse_acceptance, CLERK, ground="too_busy", reasons="今日业务繁忙"),
        desk("refuse", ground="too_busy", reasons="今日业务繁忙"),
    ),
    Row(
        "Not accepting what silence has accepted",
        "ALL/32(1)(2)", "not_open_now",
        to.looked_at,
        act(intake.refuse_acceptance, CLERK, ground="not_this_authority", competent=OTHER, reasons="无权"),
        desk("refuse", ground="not_this_authority", competent=OTHER, reasons="无权"), at=LATE,
    ),
    Row(
        "Saying that no licence is needed, without reasons",
        "ALL/38(2)", "reasons_missing",
        to.looked_at,
        act(intake.declare_not_required, CLERK, reasons=""), desk("not-required", reasons=""),
    ),
    Row(
        "Accepting a file whose papers nobody has looked at",
        "ALL/32(1)(5)", "materials_not_checked",
        factories.filed,
        act(intake.accept, CLERK), desk("accept"),
    ),
    Row(
        "Accepting a file that is incomplete",
        "ALL/32(1)(4)", "materials_not_ok",
        lambda: to.looked_at(rules_list="missing"),
        act(intake.accept, CLERK), desk("accept"),
    ),
    Row(
        "Accepting by an officer without the power to accept",
        "ALL/22", "no_power",
        to.looked_at,
        act(intake.accept, "market"), desk("accept", "market"),
    ),
    Row(
        "Letting a paper follow that is not on the published list",
        "ALL/32(1)(4)", "materials_not_ok",
        lambda: to.looked_at(rules_list="missing"),
        act(intake.accept, CLERK, mode="tolerance", owed_days=3), desk("tolerance", owed_days="3"),
        around=lambda: factories.procedure(tolerance=Tolerance(frozenset({"layout"}), 3)),
    ),
    Row(
        "Letting follow what is not missing",
        "GF-2022-5", "owed_differs",
        lambda: to.looked_at(layout="missing"),
        act(intake.accept, CLERK, mode="tolerance", owed=["rules_list"], owed_days=3), look_at_desk("tolerance"),
        answer=Answer(UNSAYABLE, control="owed"),
    ),
    Row(
        "Acceptance with a gap where nothing is to follow",
        "GF-2022-5", "material_not_tolerable",
        to.looked_at,
        act(intake.accept, CLERK, mode="tolerance", owed_days=3), desk("tolerance", owed_days="3"),
    ),
    Row(
        "Giving more time for papers that follow than was published",
        "GF-2022-5", "supplement_period_too_long",
        lambda: to.looked_at(layout="missing"),
        act(intake.accept, CLERK, mode="tolerance", owed_days=30), desk("tolerance", owed_days="30"),
    ),
    Row(
        "Accepting on a commitment where the matter does not allow one",
        "GBF-2020-42", "commitment_not_allowed",
        to.looked_at,
        act(intake.accept, CLERK, mode="commitment"), desk("commitment"),
    ),
    Row(
        "Accepting on a commitment that the applicant did not choose",
        "GBF-2020-42", "commitment_not_chosen",
        lambda: to.looked_at(to.AGENCY),
        act(intake.accept, CLERK, mode="commitment"), desk("commitment"),
    ),
    Row(
        "Letting a file lapse while the applicant may still correct it",
        "ALL/32(1)(4)", "correction_period_still_runs",
        to.asked_to_correct,
        lambda case: record.record(
            case.id, Kind.LAPSE, {"effect": "abandoned"}, by=record.SYSTEM, at=clock.now()
        ),
        office("lapse", "market-chief"), answer=Answer(ABSENT),
    ),
    Row(
        "Having the system refuse what was not corrected in time",
        "ALL/38(2)", "refusal_is_a_decision",
        to.asked_to_correct,
        lambda case: record.record(
            case.id, Kind.LAPSE, {"effect": "refused", "silent_until": "2026-03-24"}, by=record.SYSTEM, at=clock.now()
        ),
        office("lapse", "market-chief"), answer=Answer(ABSENT), at="2026-03-26 09:00", around=refuses_for_silence,
    ),
    Row(
        "Refusing for silence while the applicant may still correct it",
        "ALL/32(1)(4)", "correction_period_still_runs",
        to.asked_to_correct,
        act(decision.refuse, "market-chief", reasons="逾期未补正"),
        office("refuse", "market-chief", reasons="逾期未补正"), around=refuses_for_silence,
    ),
    Row(
        "Ending a file for silence while the applicant may still correct it",
        "ALL/32(1)(4)", "correction_period_still_runs",
        to.asked_to_correct,
        act(decision.terminate, "market-chief", ground="no_answer", reasons="逾期未补正"),
        office("terminate", "market-chief", ground="no_answer", reasons="逾期未补正"),
    ),
    Row(
        "Applying again within a year of handing in false papers",
        "ALL/78", "applicant_banned",
        lambda: drafted_after(to.refused_for_false_papers),
        handed_in, hand_in,
        around=lambda: factories.procedure(is_safety_related=True),
    ),
    Row(
        "Applying again within three years of obtaining a licence by fraud",
        "ALL/79", "applicant_banned",
        lambda: drafted_after(revoked_for_fraud),
        handed_in, hand_in,
        around=lambda: factories.procedure(is_safety_related=True),
    ),
    Row(
        "A renewal asked for after the licence has ended",
        "ALL/50(1)", "renewal_too_late",
        lambda: renewal(("2025-03-01", "2026-02-28")),
        handed_in, hand_in,
    ),
    Row(
        "A renewal asked for before its window opens",
        "ALL/50(1)", "renewal_too_early",
        lambda: renewal(("2026-01-12", "2031-01-11")),
        handed_in, hand_in,
    ),
)  # fmt: skip
