"""What cases, certificates and files refuse, in words: code → (what happened, what to do next). Read by `web.wording`.

The article is told from the refusal itself. Places name the facts of the refusal, in words (`casefile.explained`).
"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Rows = Mapping[str, tuple[str | Promise, str | Promise]]

# The file stands differently from what this act needs: answered with 409.
STANDING: Final[Rows] = {
    "case_moved_on": (
        _("Somebody acted on this file while you had it open. %(meanwhile)s"),
        _("Nothing was done twice and what you typed is still here. Look at what changed, then decide again."),
    ),
    "not_open_now": (
        _("“%(kind)s” is not possible now. The file stands at: %(phase)s."),
        _("Reload the page to see what can be done."),
    ),
    "act_not_yet_possible": (_("This act cannot be recorded yet."), _("Nothing was changed.")),
    "no_power": (
        _("You hold no power for this act."),
        _("Ask a colleague who holds it, or the administrator if you should."),
    ),
    "file_is_returned_not_corrected": (
        _("For this matter an incomplete file is returned, not corrected."),
        _("Return the file with the list of what it lacks."),
    ),
    "file_is_corrected_not_returned": (
        _("An incomplete file is not sent back: the applicant is told once of everything missing."),
        _("Send a correction notice."),
    ),
    "correction_period_still_runs": (_("The time the applicant was given still runs."), _("Wait until it is over.")),
    "late_correction_notice": (
        _("The time to ask for corrections is over: the application counts as accepted from %(accepted_on)s."),
        _("Review the file. What is still missing can be asked for during the review, without stopping the clock."),
    ),
    "not_one_time_notice": (
        _("The applicant was already told once of everything to correct. This was not asked then: %(materials)s."),
        _("Accept the file, or name only a defect that came in with the corrections."),
    ),
    "correction_lists_nothing": (
        _("Nothing is marked missing or wrong, so there is nothing to correct."),
        _("Mark what is missing or wrong, or accept the application."),
    ),
    "materials_not_checked": (
        _("Not looked at yet: %(materials)s."),
        _("Look at each and mark it OK, missing or wrong. The notice is final, so nothing may be left out."),
    ),
    "materials_not_ok": (
        _("Still missing or wrong: %(materials)s."),
        _("Ask for corrections, or mark them OK if they are in order now."),
    ),
    "no_such_special_procedure": (_("No special procedure is running."), _("Reload the page to see how things stand.")),
    "already_extended": (
        _("The limit was extended on %(on)s. It can be extended once."),
        _("Decide within the limit."),
    ),
    "extension_after_expiry": (
        _("The limit has run out; it can be extended only before."),
        _("Decide now. The delay is on record."),
    ),
    "extension_not_allowed": (_("The limit of this matter cannot be extended."), _("Decide within the limit.")),
    "opinion_not_asked": (
        _("No opinion was asked."),
        _("An opinion can be given when the lead authority asks for it."),
    ),
    "opinion_already_given": (_("The opinion was given already."), _("Reload the page to read it.")),
    "opinion_already_asked": (_("Already asked: %(authorities)s."), _("Wait for the answer.")),
    "opinions_missing": (_("Opinions are missing: %(authorities)s."), _("Wait for them, or remind the authorities.")),
    "opinion_against": (
        _("A mandatory opinion is against it: %(authorities)s."),
        _("The licence cannot be granted. Refuse with reasons, or clear it up with that authority."),
    ),
    "technical_standard_missing": (
        _("The decision does not name the technical standard it rests on."),
        _("This file was inspected, tested or quarantined: name the standard or specification in the decision."),
    ),
    "facts_not_checked": (
        _("The facts have not been checked by two officials yet."),
        _("Record the check of facts first."),
    ),
    "same_person_accepted": (
        _("You accepted this file, so somebody else decides it."),
        _("Leave the decision to a colleague with the power to decide."),
    ),
    "no_suspension_rule": (
        _("The law of this matter knows no suspension."),
        _("If one of the special procedures of art. 45 is needed, start that."),
    ),
    "no_certificate": (_("There is no certificate to issue."), _("Nothing was changed.")),
    "certificate_not_issued": (_("The certificate has not been made yet."), _("Issue the certificate, then deliver.")),
    "no_certificate_to_issue": (
        _("This matter names no result to issue for this case."),
        _("Deliver the decision itself, or tell the service designer."),
    ),
    "certificate_number_unknown": (
        _("The number of the certificate cannot be made from what was filled in."),
        _("Nothing was issued. Tell the service designer."),
    ),
    "certificate_numbers_used_up": (
        _("All numbers of this series have been given out."),
        _("Nothing was issued. Tell the service designer."),
    ),
    "certificate_ends_before_it_begins": (
        _("By what was filled in, the certificate would end before it begins."),
        _("Nothing was issued. Check the dates in the form."),
    ),
    "nobody_to_ask": (_("Every authority this case needs has been asked."), _("Wait for the answers.")),
    "already_submitted": (
        _("This application was submitted already and cannot be changed any more."),
        _("Open the case to see how it stands."),
    ),
    "draft_moved_on": (
        _("The same fields were changed on another device meanwhile."),
        _("What you typed is still here. Compare it with what is there now, then save again."),
    ),
    "applicant_banned": (
        _("False papers or fraud: until %(until)s this applicant may not apply for this matter again."),
        _("Apply after that day. Who disagrees may ask for review of the decision that imposed it."),
    ),
    "commitment_barred": (
        _("An earlier commitment was found false, so no further one is taken until it is put right."),
        _("Hand in the papers themselves, or ask the authority of that file to check that it was put right."),
    ),
    "licence_not_yours": (
        _("This applicant holds no such licence of this matter."),
        _("Choose one of the licences in the list."),
    ),
    "licence_replaced": (
        _("This licence was replaced by a newer one."),
        _("Act on the one that took its place."),
    ),
    "request_already_running": (
        _("Case %(number)s already asks for a change or renewal of this licence."),
        _("Wait for its decision, or withdraw it."),
    ),
    "renewal_without_end": (
        _("This licence has no last day, so there is nothing to renew."),
        _("Nothing has to be done."),
    ),
    "renewal_too_early": (
        _("The renewal can be asked for from %(opens)s on."),
        _("Come back on that day. The draft is kept."),
    ),
    "renewal_too_late": (
        _("The renewal had to be asked for by %(closes)s."),
        _("Apply for a new licence."),
    ),
    "interest_already_declared": (
        _("This interest is declared already."),
        _("Nothing has to be done."),
    ),
    "interest_already_ended": (
        _("This interest has been ended already."),
        _("Reload the page to see how things stand."),
    ),
}

# What was typed or chosen cannot be taken as it is: answered with 422.
TYPED: Final[Rows] = {
    "nothing_corrected": (
        _("No field of the form was changed."),
        _("Change what is wrong, or go back and mark it for the correction notice."),
    ),
    "nothing_brought": (_("No paper was added yet."), _("Upload at least one of those listed, then hand it in.")),
    "nothing_to_print": (_("No notice was chosen."), _("Choose at least one, then print.")),
    "no_such_service": (_("Please choose how the notice was served."), _("Choose one of the ways in the list.")),
    "service_without_proof": (
        _("This way of service needs its proof: a number, a sign-off or the names of the witnesses."),
        _("Type it, then record the service."),
    ),
    "served_before_issued": (
        _("The notice was issued on %(issued_on)s and cannot have been served before."),
        _("Check the day."),
    ),
    "served_in_the_future": (_("Service is recorded when it has happened, not before."), _("Check the day.")),
    "competent_authority_not_named": (
        _("The competent authority is not named."),
        _("Name the authority that is competent, so that the applicant knows where to go."),
    ),
    "special_type_not_in_art45_without_basis": (
        _("This does not stop the clock: only the procedures of art. 45 do, or those the matter's own law names."),
        _("Choose one of the list. A site visit or a publicity period is part of the counted days."),
    ),
    "needed_time_not_told": (
        _("How long the procedure needs is not said."),
        _("Enter the working days it needs: the applicant is told in writing."),
    ),
    "time_beyond_reason": (
        _("At most %(max)s working days can be told here."),
        _("Check the number: a file is not held up for years."),
    ),
    "extension_over_statutory_max": (_("At most %(max)s can be added."), _("Enter a shorter time.")),
    "approver_not_agency_head": (
        _("This extension needs another approval: %(approver)s."),
        _("Obtain that approval and name it here."),
    ),
    "need_two_staff": (_("Facts are checked by at least two officials."), _("Enter the badge numbers of both.")),
    "reasons_missing": (_("The reasons are missing."), _("Write the reasons: the applicant is told them.")),
    "reason_needed": (_("Say what is wrong: %(material)s."), _("Choose a reason from the list.")),
    "note_needed": (_("Say in the note what is wrong: %(material)s."), _("The applicant is told it in these words.")),
    "no_such_material": (_("This material does not belong to this case."), _("Reload the page.")),
    "no_such_verdict": (_("This is not a possible finding."), _("Choose OK, missing or wrong.")),
    "opinion_not_chosen": (_("The opinion is not chosen."), _("Choose whether your authority agrees or objects.")),
    "ground_not_chosen": (_("The ground is not chosen."), _("Choose one of the grounds.")),
    "no_such_result": (_("The result of the check is not chosen."), _("Choose whether the conditions are met.")),
    "no_such_method": (_("The way of delivery is not chosen."), _("Choose how the decision was delivered.")),
    "courier_number_missing": (_("The courier's number is missing."), _("Enter the number of the consignment.")),
    "unknown_badge": (
        _("No official of this authority has the badge number %(badges)s."),
        _("Compare the numbers with the badges."),
    ),
    "no_mandate": (
        _("You have no authority to act for this applicant."),
        _("Ask for a written authority, or apply in your own name."),
    ),
    "form_incomplete": (_("The form is not complete."), _("Put right what is marked; what was typed is still there.")),
    "papers_missing": (_("Not handed in yet: %(materials)s."), _("Hand in every paper that is asked for.")),
    "matter_not_required": (
        _("By these answers nothing has to be applied for here."),
        _("Look at the answers again, or ask at a window."),
    ),
    "correction_not_complete": (
        _("The notice asks for more, which is unchanged: %(materials)s."),
        _("Hand in everything that the notice lists, all at once."),
    ),
    "identity_does_not_match": (
        _("Somebody else is known under this number."),
        _("Compare name and number with the document once more."),
    ),
    "file_empty": (_("The file is empty."), _("Choose the file again.")),
    "file_too_large": (_("The file is too large."), _("Choose a smaller one: scan with fewer colours or split it.")),
    "file_type_not_allowed": (
        _("A file of this type is not taken here, whatever its name says."),
        _("Hand in a PDF, a JPEG or a PNG."),
    ),
    "file_is_two_things": (
        _("The file is two things at once and cannot be taken."),
        _("Save or scan it again and choose the new file."),
    ),
    "image_broken": (_("The picture cannot be opened."), _("Take or scan it again.")),
    "image_too_many_pages": (_("The picture has too many pages."), _("Hand it in as a PDF.")),
    "image_too_many_pixels": (_("The picture is too large to open."), _("Scan it with fewer dots per inch.")),
    "pdf_broken": (_("The PDF cannot be opened."), _("Make it again and choose the new file.")),
    "pdf_encrypted": (_("The PDF is locked with a password."), _("Save it without a password.")),
    "pdf_active": (_("The PDF holds scripts or actions."), _("Print it to a new PDF and hand that in.")),
    "pdf_attachments": (_("The PDF has other files attached."), _("Hand in each file by itself.")),
    "pdf_too_long": (_("The PDF has too many pages."), _("Split it into several files.")),
    "pdf_too_complex": (_("The PDF is too complex to be checked."), _("Print it to a new PDF and hand that in.")),
    "office_active": (_("The document holds macros or links."), _("Save it as a PDF and hand that in.")),
    "package_broken": (_("The file cannot be opened."), _("Save it again and choose the new file.")),
    "package_encrypted": (_("The file is locked with a password."), _("Save it without a password.")),
    "package_too_many_entries": (_("The file holds too many parts."), _("Save it as a PDF and hand that in.")),
    "package_unpacks_too_large": (_("The file is too large when opened."), _("Save it as a PDF and hand that in.")),
    "document_glyph_missing": (
        _("A character in this text cannot be printed."),
        _("Nothing was done. Replace the rare character, or tell the administrator."),
    ),
    "notice_incomplete": (
        _("The notice lacks something that the law wants it to carry."),
        _("The act stands. Tell the administrator, then print again."),
    ),
    "no_such_request": (
        _("What is asked for is not chosen."),
        _("Choose new, change or renewal."),
    ),
    "licence_not_named": (
        _("The licence to change or renew is not chosen."),
        _("Choose the licence."),
    ),
    "no_such_centre": (
        _("The centre that took the papers in is not known."),
        _("Choose one of the centres in the list."),
    ),
    "no_such_mode": (
        _("The way of accepting is not chosen."),
        _("Choose general, with papers to follow, or on a commitment."),
    ),
    "owed_differs": (
        _("What may follow is what is marked missing and stands on the published list: %(materials)s."),
        _("Name exactly these papers, or look at the checklist again."),
    ),
    "party_not_chosen": (
        _("Who is told or heard is not chosen."),
        _("Choose the applicant, the interested party or the holder of the licence."),
    ),
    "subject_not_chosen": (
        _("What it is about is not chosen."),
        _("Choose the application, the intended refusal or the intended act."),
    ),
    "chair_holds_no_power": (
        _("Nobody with the badge number %(badge)s may hear in this authority's name."),
        _("Name somebody who holds the power to hear, and who does not review this file."),
    ),
    "rectified_day_out_of_order": (
        _("On %(on)s the acts of this file would no longer come one after the other."),
        _("Compare the days of the act before it and of the act behind it."),
    ),
    "official_kept_out": (
        _("Kept out of this file: %(badges)s."),
        _("Name somebody without an interest in it."),
    ),
}
