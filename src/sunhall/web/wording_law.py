"""What the law refuses beyond the main path, in words: being heard, modes, mending, renewal, the end of a licence.

Code → (what happened, what to do next). Read by `web.wording`; the article is told from the refusal itself.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

from sunhall.web.wording_cases import Rows

# The file stands differently from what this act needs: answered with 409.
STANDING: Final[Rows] = {
    "hearing_right_not_told": (
        _("Major interests of others are concerned, and not everybody was told of the right to a hearing."),
        _("Tell the applicant and the interested party that a hearing can be asked for, then wait for the answer."),
    ),
    "no_licence_to_tell_of": (
        _("Before the decision the applicant or an interested party is told, afterwards only the holder of a licence."),
        _("Choose who is told by where the file stands."),
    ),
    "facts_do_not_meet": (
        _("The last check of the facts found that the conditions are not met."),
        _("Refuse with the reasons, or have it checked again once they are met."),
    ),
    "commitment_found_false": (
        _("The commitment was checked and found false, so nothing is granted on it."),
        _("Refuse, or end the file on that ground."),
    ),
    "officer_recused": (_("You were kept out of this file."), _("Leave it to a colleague.")),
    "officer_has_interest": (
        _("You have declared an interest in this party, so you act in none of its files."),
        _("Leave it to a colleague. The declaration stands on your own page."),
    ),
    "upper_level_asks_again": (
        _("The file was passed up on %(on)s; nothing that was handed in below is asked for again."),
        _("Review what came with the file."),
    ),
    "correction_period_over": (
        _("The time to correct is over: since %(ended_on)s the application counts as ended."),
        _("Apply again at any time; this case and its papers stay on your pages."),
    ),
    "refusal_is_a_decision": (
        _("Silence refuses nothing by itself."),
        _("Somebody with the power to decide refuses, and gives the reasons."),
    ),
    "late_renewal_decision": (
        _("The licence ran out on %(valid_to)s before anybody decided: it counts as renewed."),
        _("Issue the renewed certificate."),
    ),
    "first_review_missing": (
        _("The lower authority has not passed the file up yet."),
        _("Wait for its opinion and the papers."),
    ),
    "first_review_passed_up": (
        _("There is nothing to pass up: this matter has no first review, or it was passed up already."),
        _("Reload the page to see how things stand."),
    ),
    "interested_party_not_told": (
        _("The matter directly concerns major interests of somebody else, who was not told yet."),
        _("Tell the interested party first, then hear what is said."),
    ),
    "still_to_be_heard": (
        _("Somebody who was told may still state views until %(last_day)s."),
        _("Wait until then, or record what is said."),
    ),
    "nobody_was_told": (
        _("Nobody of this kind was told, so there is nobody who could answer."),
        _("Tell those concerned first."),
    ),
    "hearing_already_offered": (
        _("The right to a hearing was told on %(on)s; it is told once."),
        _("Wait for the answer, or decide when the time is over."),
    ),
    "hearing_not_offered": (
        _("Who asks was not told of a right to a hearing."),
        _("Tell of the right to a hearing first."),
    ),
    "hearing_already_requested": (
        _("A hearing was asked for on %(on)s already."),
        _("Call the hearing."),
    ),
    "hearing_requested_late": (
        _("The time to ask for a hearing ended on %(last_day)s."),
        _("A hearing can still be called where a major public interest needs one."),
    ),
    "hearing_right_still_runs": (
        _("A hearing can still be asked for until %(last_day)s."),
        _("Wait until then, or record that the right was given up."),
    ),
    "nobody_asked_for_a_hearing": (
        _("Nobody asked for a hearing, and it is not said that the law or a major public interest requires one."),
        _("Say so in the form if it does."),
    ),
    "hearing_not_called": (
        _("No hearing was called for a day that has come."),
        _("Call the hearing first; its record is written on the day or later."),
    ),
    "hearing_not_held": (
        _("A hearing is due and has not been held."),
        _("Call it, hold it, and record it; then decide on its record."),
    ),
    "record_already_signed": (_("The record of the hearing is signed and closed."), _("Decide on it.")),
    "record_not_signed": (
        _("The record of the hearing is not signed by those who took part."),
        _("Have it read and signed, and record it again."),
    ),
    "not_the_chair": (_("Somebody else chairs this hearing."), _("Leave the record to the chair.")),
    "reviewer_is_chair": (
        _("Who chairs the hearing of this file does not review it."),
        _("Leave the review to a colleague."),
    ),
    "decision_not_on_record": (
        _("A hearing was held: the decision rests on its record."),
        _("Read the record and name it in the decision."),
    ),
    "decision_of_another_kind": (
        _("This file asks for something else: %(request)s."),
        _("Decide by the act for it: grant a new licence, approve a change, or approve a renewal."),
    ),
    "decision_on_another_licence": (
        _("The decision names another licence than the one that was applied for."),
        _("Reload the page and decide again."),
    ),
    "owed_papers_missing": (
        _("Papers that were allowed to follow have not come: %(materials)s."),
        _("Wait for them. When their time is over, the file can be ended."),
    ),
    "quantity_used_up": (
        _("All %(quantity)s licences of this matter are given out."),
        _("Refuse with that reason, or wait until one becomes free."),
    ),
    "earlier_in_queue": (
        _("Somebody who was accepted earlier is not decided yet: %(cases)s."),
        _("Decide the earlier files first."),
    ),
    "no_commitment": (_("This file was not accepted on a commitment."), _("Review it the general way.")),
    "commitment_already_verified": (_("The commitment was checked already."), _("Reload the page to read the result.")),
    "commitment_not_allowed": (
        _("This matter cannot be applied for on a commitment."),
        _("Ask for the papers the guide names."),
    ),
    "commitment_not_chosen": (
        _("The applicant did not choose a commitment, and nobody is made to give one."),
        _("Accept the general way, or ask for the papers."),
    ),
    "nothing_owed": (_("No such paper is owed: %(materials)s."), _("Hand in what the notice of acceptance lists.")),
    "holder_not_heard": (
        _("The holder was not told what is intended, or may still answer."),
        _("Tell the holder what is intended and why; then wait for the answer or the end of the time."),
    ),
    "not_the_superior": (
        _("A licence is revoked by the authority that granted it, or by its superior."),
        _("Hand the facts over to one of them."),
    ),
    "licence_ended_meanwhile": (
        _("The licence that was to be changed or renewed has ended meanwhile."),
        _("End the file on that ground; while it is not decided, the application can also be refused."),
    ),
    "decision_to_be_carried_out": (
        _("This was granted, so the certificate is made and delivered."),
        _("Issue it. The file ends without it only where the licence to be changed or renewed has ended meanwhile."),
    ),
    "licence_not_in_force": (
        _("No licence of this file is in force."),
        _("Reload the page to see what became of it."),
    ),
    "revocation_harms_public_interest": (
        _("Revoking it would gravely harm the public interest, so the licence is not revoked."),
        _("Record the weighing elsewhere in the file; deal with those responsible by the rules on discipline."),
    ),
}

# What was typed or chosen cannot be taken as it is: answered with 422.
TYPED: Final[Rows] = {
    "no_such_ground_of_non_acceptance": (
        _("Acceptance cannot be refused on this ground."),
        _("Choose one: another authority is competent, or the papers are false."),
    ),
    "authority_not_chosen": (
        _("It is not chosen in whose name this is done."),
        _("Choose the authority."),
    ),
    "approver_not_government_head": (
        _("The extension of a joint file is approved by the head of the government at the same level."),
        _("Have it approved there, then enter it again."),
    ),
    "rectified_out_of_order": (
        _("The mended day does not fit the order of the file: %(on)s."),
        _("Enter a day that lies between what came before and what followed."),
    ),
    "rectified_into_a_breach": (
        _("What the act should have said would not be lawful either: %(fields)s."),
        _("Enter at least two officials, a time of at least one day, and no empty field."),
    ),
    "time_to_be_heard_not_given": (
        _("No time is given to state views."),
        _("Enter the working days in which they can be stated, at least one."),
    ),
    "hearing_time_too_short": (
        _("At least %(least)s working days are given to ask for a hearing."),
        _("Enter more days."),
    ),
    "hearing_notice_too_short": (
        _("Time and place are told at least %(days)s working days before the hearing."),
        _("Choose a later day."),
    ),
    "chair_is_reviewer": (
        _("The chair may not have reviewed this file, nor have an interest in it."),
        _("Choose somebody else."),
    ),
    "hearing_fee_forbidden": (_("A hearing costs those concerned nothing."), _("Leave the fee out.")),
    "material_not_tolerable": (
        _("These papers may not follow after acceptance: %(materials)s."),
        _("Choose only those the guide allows to follow."),
    ),
    "supplement_period_too_long": (
        _("Papers follow within at most %(max)s working days."),
        _("Enter fewer days."),
    ),
    "no_such_ground_of_refusal": (_("This is not a ground for refusing."), _("Choose one of the grounds.")),
    "no_such_ground_of_termination": (
        _("The file cannot be ended on this ground as it stands."),
        _("Choose the ground that is true of this file."),
    ),
    "no_such_ground_of_withdrawal": (
        _("A lawful licence is withdrawn only where its law or the facts have changed."),
        _("Choose one of the two grounds."),
    ),
    "no_such_ground_of_revocation": (
        _("The licence cannot be revoked on this ground."),
        _("Choose one of the grounds of the law. A broken commitment must have been checked first."),
    ),
    "loss_not_made_good": (
        _("Whoever loses by the withdrawal of a lawful licence is compensated."),
        _("Say how the loss is made good, or that there is none."),
    ),
    "compensation_not_addressed": (
        _("What is said of the loss does not fit the ground."),
        _("For the authority's own fault say how the loss is made good; for fraud nothing is protected."),
    ),
    "penalty_decision_missing": (
        _("The penalty decision is not named."),
        _("Enter the number of the decision that forfeits the licence."),
    ),
    "no_ground_to_cancel": (
        _("Nothing named here is over, or the ground is not true of it."),
        _("Choose the ground by which the licence is over."),
    ),
    "nothing_to_rectify": (_("The act to rectify is not chosen."), _("Choose an earlier act of this file.")),
    "not_rectifiable": (
        _("This cannot be rectified: %(fields)s."),
        _("A slip is mended; an outcome takes a decision of its own, with its own grounds."),
    ),
    "rectification_without_basis": (
        _("What entitles the authority to rectify is not named."),
        _("Enter the provision or the document that shows the mistake."),
    ),
    "signed_not_chosen": (
        _("It is not said whether the record is signed."),
        _("Say whether those who took part found no error and signed."),
    ),
    "compensation_not_chosen": (_("What becomes of the loss is not chosen."), _("Choose one of the answers.")),
    "harm_not_weighed": (
        _("It is not said whether revoking would gravely harm the public interest."),
        _("Weigh it, and choose an answer."),
    ),
    "commitment_result_not_chosen": (_("The result is not chosen."), _("Choose whether the commitment is kept.")),
    "not_a_day": (_("This is not a day: “%(typed)s”."), _("Write year-month-day, for example 2026-11-21.")),
    "party_not_known": (
        _("Nobody is known here under this number."),
        _("Compare the number. If the party has no file here yet, declare the interest when one comes."),
    ),
}
