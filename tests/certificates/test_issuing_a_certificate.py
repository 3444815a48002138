"""Issuing makes the certificate, its PDF and the act together or not at all; anyone may check it."""

import io
import shutil
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from pypdf import PdfReader

from sunhall.cases.models import Act, Application, Case, Statement
from sunhall.catalogue import acts as catalogue
from sunhall.catalogue import queries as catalogue_queries
from sunhall.certificates import acts, queries
from sunhall.certificates.models import Certificate, CertificateSeries
from sunhall.documents.models import Blob
from sunhall.kernel.ids import licence_id
from sunhall.kernel.refused import NotFound, Refused
from sunhall.people import queries as people
from sunhall.people.models import Authority, Grant, Officer, Party, User

TODAY = date(2026, 3, 11)
pytestmark = pytest.mark.django_db(transaction=True)
SOURCE = Path(people.__file__).resolve().parents[1] / "cities" / "demo"
MATTER, FILE = "food-business-licence", "food_business_licence.yaml"
AT = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)
ANSWERS = {
    "org_name": "示范市好味来餐饮有限公司",
    "uscc": "91999999MA00000154",
    "legal_rep_name": "王小明",
    "prem_addr": "示范市示范路 1 号",
    "main_type": "catering",
    "items": ["hot", "own_drinks"],
}


@dataclass
class Granted:
    """Granted cases of one matter and the officer who issues."""

    officer: Officer
    authority: Authority
    party: Party
    version: int

    @property
    def actor(self):
        return people.actor_of(self.officer.user)

    def case(self, **answers) -> Case:
        application = Application.objects.create(
            id=uuid.uuid4(), matter_code=MATTER, version_id=self.version, party=self.party, typed_by=self.officer.user,
            data={**ANSWERS, **answers}, salt=uuid.uuid4(), created_at=AT, saved_at=AT, submitted_at=AT,
        )  # fmt: skip
        case = Case.objects.create(
            number=uuid.uuid4().hex, query_code="K7MP2Q9X", matter_code=MATTER, version_id=self.version,
            authority=self.authority, party=self.party, created_at=AT, seq=3, phase="granted", outcome="granted",
            received_on=date(2026, 3, 2), accepted_on=date(2026, 3, 2), decided_on=date(2026, 3, 10),
        )  # fmt: skip
        application.case = case
        application.save(update_fields=["case"])
        conditions = Statement.objects.create(case=case, body="须在显著位置公示本证。", digest=b"", created_at=AT)
        for seq, (kind, day, payload) in enumerate(
            [
                ("submit", 2, {"application": str(application.pk), "digest": "", "channel": "online"}),
                ("accept", 2, {"mode": "general"}),
                ("grant", 10, {"statement": conditions.pk}),
            ],
            1,
        ):
            Act.objects.create(
                case=case, seq=seq, kind=kind, at=AT.replace(day=day), on=date(2026, 3, day), party=self.party,
                basis="ALL", payload=payload, digest=b"",
            )  # fmt: skip
        return case


@pytest.fixture
def granted(transactional_db, tmp_path) -> Granted:
    for name in ("authorities.yaml", "parameters.yaml", f"parameters/{FILE}", f"matters/{FILE}"):
        if (SOURCE / name).exists():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            shutil.copy(SOURCE / name, tmp_path / name)
    imported = catalogue.import_files(path=tmp_path, by=None, at=AT)
    assert imported.reported == []
    catalogue.publish(code=MATTER, effective_from=date(2026, 1, 1), by=None, at=AT.replace(month=1, day=1))
    found = catalogue_queries.version_in_force(MATTER, on=date(2026, 3, 2))
    assert found is not None
    version, content = found
    authority = Authority.objects.get(code=content.authority)
    user = User.objects.create_user(login="issuer", password="a long enough one")
    officer = Officer.objects.create(user=user, authority=authority, name="张敏", badge="000101", role="officer")
    valid = DateTimeTZRange(datetime(2020, 1, 1, tzinfo=UTC), None)
    for power in ("issue", "review"):
        Grant.objects.create(holder=officer, authority=authority, power=power, valid=valid)
    party = Party.objects.create(
        kind="organisation", name=ANSWERS["org_name"], id_type="usci", id_number=ANSWERS["uscc"]
    )
    return Granted(officer, authority, party, version)


def issue(granted, case):
    return acts.issue(case_id=case.pk, by=granted.actor, at=AT)


def text_of(certificate) -> str:
    content = b"".join(queries.content(certificate.pk).chunks)
    pages = PdfReader(io.BytesIO(content)).pages
    assert len(pages) == 1
    return "".join("".join(page.extract_text() for page in pages).split())


def test_issuing_makes_act_certificate_and_pdf(granted):
    case = granted.case()
    act_id = issue(granted, case)
    made = Certificate.objects.get()
    assert (made.number, made.act_id, made.case_id) == ("JY29999000000016", act_id, case.pk)
    assert (made.valid_from, made.valid_to) == (date(2026, 3, 10), date(2031, 3, 9))
    valid = [[made.pk, "2026-03-10", "2031-03-09"]]
    assert Act.objects.get(pk=act_id).payload == {"certificates": [made.pk], "valid": valid}
    assert Case.objects.get(pk=case.pk).phase == "issued"
    told = text_of(made)
    for words in (
        "食品经营许可证", "JY29999000000016", "示范市好味来餐饮有限公司", "91999999MA00000154", "王小明",
        "示范市示范路1号", "自2026年3月10日至2031年3月9日", "示范市市场监督管理局", "须在显著位置公示本证。",
        made.check_code, made.licence_id,
    ):  # fmt: skip
        assert words in told


def test_the_electronic_licence_identifier_is_well_formed_and_counts(granted):
    for _ in range(2):
        issue(granted, granted.case())
    found = [licence_id.read(one) for one in Certificate.objects.order_by("id").values_list("licence_id", flat=True)]
    assert [one.serial for one in found] == ["20260001", "20260002"]
    assert {one.issuer for one in found} == {granted.authority.usci}


def test_numbers_follow_each_other_and_kinds_of_business_count_apart(granted):
    for kind in ("catering", "catering", "sale"):
        issue(granted, granted.case(main_type=kind))
    numbers = Certificate.objects.order_by("id").values_list("number", flat=True)
    assert [number[:15] for number in numbers] == ["JY2999900000001", "JY2999900000002", "JY1999900000001"]


def test_a_certificate_that_cannot_be_printed_leaves_no_trace(granted):
    case = granted.case(legal_rep_name="王🎉")
    with pytest.raises(Refused) as refused:
        issue(granted, case)
    assert refused.value.code == "document_glyph_missing"
    assert Case.objects.get(pk=case.pk).phase == "granted"
    assert not Certificate.objects.exists()
    assert not CertificateSeries.objects.exists()
    assert not Blob.objects.exists()


def test_it_is_issued_once(granted):
    case = granted.case()
    issue(granted, case)
    with pytest.raises(Refused) as refused:
        issue(granted, case)
    assert refused.value.code != "no_certificate"
    assert Certificate.objects.count() == 1


def test_nobody_without_the_power_issues(granted):
    case = granted.case()
    granted.officer.grants.filter(power="issue").delete()
    with pytest.raises(Refused) as refused:
        issue(granted, case)
    assert refused.value.code == "no_power"
    assert not Certificate.objects.exists()


def test_anyone_may_check_a_certificate_by_number_and_code(granted):
    issue(granted, granted.case())
    made = Certificate.objects.get()
    told = queries.check(f" {made.number} ", made.check_code.lower().replace("-", " "), today=TODAY)
    assert (told.state, told.is_good, told.code_matches) == ("valid", True, True)
    assert told.holder == "示范市好味来餐饮有限公司"
    assert told.pdf_sha256 == bytes(made.pdf_id).hex()
    by_number = queries.check(made.number, today=TODAY)
    assert (by_number.is_good, by_number.code_matches, by_number.pdf_sha256) == (True, None, "")
    forged = queries.check(made.number, "AAAA-AAAA-AAAA", today=TODAY)
    assert (forged.is_good, forged.code_matches) == (False, False)
    assert queries.check(made.number, today=date(2031, 3, 10)).state == "expired"
    with pytest.raises(NotFound):
        queries.check("JY29999000000025", today=TODAY)


def test_the_check_page_masks_a_persons_name(granted):
    granted.party.kind, granted.party.name = "person", "李小明"
    granted.party.id_type, granted.party.id_number = "resident_id", "990101199506150025"
    granted.party.save()
    issue(granted, granted.case(org_name="", uscc=""))
    made = Certificate.objects.get()
    told = queries.check(made.number, made.check_code, today=TODAY)
    assert told.holder == "李**"
    assert "990101199506150025" not in str(told)
    assert "李小明" in text_of(made)
    assert "990101199506150025" not in text_of(made)


def test_a_party_and_a_case_know_their_certificates(granted):
    case = granted.case()
    issue(granted, case)
    (own,) = queries.of_party(granted.party.pk, today=TODAY)
    (of_case,) = queries.of_case(case.pk, today=TODAY)
    assert own == of_case
    assert own.result_name.into("en") == "Food business licence"


def test_the_database_keeps_a_certificate_as_it_was_issued(granted):
    issue(granted, granted.case())
    for statement in (
        "UPDATE certificates_certificate SET valid_to = '2099-01-01'",
        "UPDATE certificates_certificate SET act_id = 1",
        "DELETE FROM certificates_certificate",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    Certificate.objects.update(status="revoked")
    assert queries.check(Certificate.objects.get().number, today=TODAY).state == "revoked"
