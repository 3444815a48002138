"""Identifiers: resident numbers, social credit identifiers, item, project and licence codes, case numbers.

Regions 990101, 999900 and 999999 do not exist, so no real person or body is meant. The others are samples.
"""

import json
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunhall.kernel.ids import case_number, item_code, licence_id, project_code, resident, uscc
from sunhall.kernel.ids.fault import Fault

FILE = Path(__file__).resolve().parents[3] / "shared" / "law" / "vectors.json"


@pytest.mark.parametrize(
    ("text", "birth_on", "sex", "known"),
    [
        ("11010519491231002X", "1949-12-31", "F", True),
        ("11010519491231002x", "1949-12-31", "F", True),
        ("  110105 19491231 002X ", "1949-12-31", "F", True),
        ("１１０１０５１９４９１２３１００２Ｘ", "1949-12-31", "F", True),
        ("440524188001010014", "1880-01-01", "M", True),
        ("990101199001010019", "1990-01-01", "M", False),
        ("990101199506150025", "1995-06-15", "F", False),
    ],
)
def test_a_right_resident_number_tells_birth_and_sex(text: str, birth_on: str, sex: str, known: bool) -> None:
    found = resident.read(text)
    assert isinstance(found, resident.Resident)
    assert (str(found.birth_on), found.sex, found.region_known) == (birth_on, sex, known)
    assert len(str(found)) == 18


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("11010519491231012X", Fault("check_digit", "6")),
        ("990101200102290019", Fault("birth_date")),
        ("110105491231002", Fault("old_number", "11010519491231002X")),
        ("110105491331002", Fault("birth_date")),
        ("11010549123100X", Fault("charset")),
        ("1101051949123100", Fault("length", "18")),
        ("", Fault("length", "18")),
        ("11010519491231002Y", Fault("charset")),
        ("1101O519491231002X", Fault("charset")),
        ("99010119900101001٩", Fault("charset")),  # an Arabic digit is a digit to Python, not to the standard
    ],
)
def test_a_wrong_resident_number_says_what_is_wrong(text: str, fault: Fault) -> None:
    assert resident.read(text) == fault


def test_nobody_is_born_after_today() -> None:
    assert isinstance(resident.read("990101199001010019", today=date(1990, 1, 1)), resident.Resident)
    assert resident.read("990101199001010019", today=date(1989, 12, 31)) == Fault("birth_date")


def test_old_numbers_are_upgraded() -> None:
    assert resident.upgrade("110105491231002") == "11010519491231002X"
    assert resident.upgrade("1101054912310021") == Fault("length", "15")
    assert resident.upgrade("11010549123100A") == Fault("charset")


@given(st.dates(date(1900, 1, 1), date(2026, 12, 31)), st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_every_single_wrong_digit_of_a_resident_number_is_caught(day: date, sequence: int, at: int, by: int) -> None:
    number = resident.make("990101", day, sequence)
    found = resident.read(number)
    assert isinstance(found, resident.Resident)
    assert found.birth_on == day
    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    assert isinstance(resident.read(wrong), Fault)


def test_a_masked_number_shows_only_its_ends() -> None:
    assert resident.masked("11010519491231002X") == "110***********002X"


@pytest.mark.parametrize("words", [("99010", 1), ("990101", 1000), ("99010A", 1)])
def test_no_resident_number_is_made_of_wrong_parts(words: tuple[str, int]) -> None:
    with pytest.raises(ValueError, match="six region digits"):
        resident.make(words[0], date(1990, 1, 1), words[1])


@pytest.mark.parametrize(
    ("text", "category", "warnings"),
    [
        ("91350100M000100Y43", "91", ()),
        ("91999999MA00000154", "91", ()),
        ("11999999000000123R", "11", ()),
        ("12999999000000238W", "12", ()),
        ("52999999MJ0000042F", "52", ()),
        ("  91999999ma00000154 ", "91", ()),
        ("91-999999-MA0000015-4", "91", ()),
        ("91999999MA00000167", "91", ("organisation_code_check",)),
    ],
)
def test_a_right_social_credit_identifier(text: str, category: str, warnings: tuple[str, ...]) -> None:
    found = uscc.read(text)
    assert isinstance(found, uscc.Identifier)
    assert (found.dept_category, found.warnings) == (category, warnings)
    assert found.region_known == (found.region == "350100")
    assert found.organisation_code == str(found)[8:17]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("91999999MA00000150", Fault("check_digit", "4")),
        ("91999999MO00000154", Fault("charset")),
        ("91999999MA0000015", Fault("length", "18")),
        ("9199999AMA00000154", Fault("charset")),
        ("91999999MA0000015é", Fault("charset")),
    ],
)
def test_a_wrong_social_credit_identifier_says_what_is_wrong(text: str, fault: Fault) -> None:
    assert uscc.read(text) == fault


def test_a_registering_department_may_be_a_letter() -> None:
    made = uscc.make("N2", "999900", "MF000001")
    found = uscc.read(made)
    assert isinstance(found, uscc.Identifier)
    assert found.dept_category == "N2"


@given(st.text(alphabet=uscc.ALPHABET, min_size=8, max_size=8), st.integers(0, 17), st.integers(1, 30))
def test_a_single_wrong_character_of_an_identifier_is_caught(body: str, at: int, by: int) -> None:
    made = uscc.make("91", "999900", body)
    found = uscc.read(made)
    assert isinstance(found, uscc.Identifier)
    assert found.warnings == ()
    wrong = made[:at] + uscc.ALPHABET[(uscc.ALPHABET.index(made[at]) + by) % 31] + made[at + 1 :]
    assert isinstance(uscc.read(wrong), Fault)


def test_organisation_codes_have_their_own_check() -> None:
    assert uscc.read_organisation("D2143569-X") == "D2143569X"
    assert uscc.read_organisation("D21435690") == Fault("check_digit", "X")
    assert uscc.read_organisation("D2143569") == Fault("length", "9")
    assert uscc.read_organisation("D214356九X") == Fault("charset")


def test_no_identifier_is_made_of_wrong_parts() -> None:
    with pytest.raises(ValueError, match="2 \\+ 6 \\+ 8"):
        uscc.make("91", "999900", "MO000001")


def test_an_implementation_code_is_taken_apart() -> None:
    found = item_code.read("11999999000000123R4000101001000")
    assert isinstance(found, item_code.ItemCode)
    assert (str(found.usci), found.level, found.basic, found.sequence) == (
        "11999999000000123R",
        "4",
        "000101001000",
        "",
    )
    assert found.basic_parts._asdict() == {"area": "00", "type": "01", "dept": "01", "main": "001", "sub": "000"}
    handling = item_code.read("11999999000000123R400010100100001")
    assert isinstance(handling, item_code.ItemCode)
    assert (handling.sequence, len(str(handling))) == ("01", 33)
    assert item_code.make("11999999000000123R", 4, "000101001000") == str(found)
    assert item_code.make("11999999000000123R", 4, "000101001000", 1) == str(handling)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("11999999000000123R", Fault("length", "31 or 33")),
        ("1199999900000012304000101001000", Fault("usci_check_digit", "R")),
        ("11999999O00000123R4000101001000", Fault("usci_charset")),
        ("11999999000000123R9000101001000", Fault("level", "1234567")),
        ("11999999000000123R4000101_01000", Fault("charset")),
        ("XK0010100Y", Fault("old_generation")),
        ("XK0010100Y" + "0" * 14, Fault("old_generation")),
        ("", Fault("charset")),
    ],
)
def test_a_wrong_item_code_says_what_is_wrong(text: str, fault: Fault) -> None:
    assert item_code.read(text) == fault


def test_no_item_code_is_made_of_wrong_parts() -> None:
    with pytest.raises(ValueError, match="usci_check_digit"):
        item_code.make("119999990000001230", 4, "000101001000")


@pytest.mark.parametrize(
    "text",
    ["2603-999999-89-01-123454", "2603-141124-89-05-346948", "2411-130202-89-01-637015", "2011-999999-89-01-000012"],
)
def test_a_new_project_code_has_a_check_digit(text: str) -> None:
    parts = text.split("-")
    made = project_code.make(*parts[:4], parts[4][:5])
    found = project_code.read(made)
    assert isinstance(found, project_code.ProjectCode)
    assert (found.format, found.check_verified, found.region, len(str(found))) == ("yymm", True, parts[1], 24)
    assert made == text or parts[0] == "2011"


def test_project_codes_in_use_since_before_2020_are_told_apart() -> None:
    for text in ("2019-999999-47-03-012345", "2020-999999-47-03-012345", "2000-999999-47-03-012345"):
        found = project_code.read(text)
        assert isinstance(found, project_code.ProjectCode)
        assert (found.format, found.check_verified) == ("legacy_yyyy", False)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2603-999999-89-01-123455", Fault("check_digit", "4")),
        ("2613-999999-89-01-123454", Fault("month")),
        ("2603-999999-89-01-12345", Fault("length", "24")),
        ("2603-99999A-89-01-123454", Fault("form", "YYMM-RRRRRR-DD-TT-NNNNNC")),
    ],
)
def test_a_wrong_project_code_says_what_is_wrong(text: str, fault: Fault) -> None:
    assert project_code.read(text) == fault


def test_no_project_code_is_made_of_wrong_parts() -> None:
    with pytest.raises(ValueError, match="month"):
        project_code.make("2613", "999999", "89", "01", "12345")


def test_a_licence_identifier_has_a_check_character() -> None:
    number = "1.2.156.3005.2.11999999000000123R001.11999999000000123R.20260001.001.5"
    found = licence_id.read(number)
    assert isinstance(found, licence_id.LicenceId)
    assert (found.type_code, found.issuer) == ("11999999000000123R001", "11999999000000123R")
    assert (found.serial, found.version, found.check) == ("20260001", "001", "5")
    assert licence_id.make(found.type_code, found.issuer, found.serial) == str(found) == number
    published = "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S"
    assert isinstance(licence_id.read(published), licence_id.LicenceId)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1.2.156.3005.2.11999999000000123R001.11999999000000123R.20260001.001.A", "check_character"),
        ("1.2.156.3005.3.11999999000000123R001.11999999000000123R.20260001.001.5", "root"),
        ("1.2.156.3005.2.11999999000000123R001.11999999000000123R.20260001.01.5", "form"),
        ("1.2.156.3005.2.11999999000000123R001.11999999000000123R.2026#001.001.5", "form"),
    ],
)
def test_a_wrong_licence_identifier_says_what_is_wrong(text: str, reason: str) -> None:
    found = licence_id.read(text)
    assert isinstance(found, Fault)
    assert found.reason == reason


def test_no_licence_identifier_is_made_of_wrong_parts() -> None:
    with pytest.raises(ValueError, match="form"):
        licence_id.make("short", "11999999000000123R", "1")
    with pytest.raises(ValueError, match="form"):
        licence_id.make("11999999000000123R001", "11999999000000123R", "1/2")


ITEM = "11999999000000123R4000101001000"


def test_a_case_number_is_the_item_the_day_and_a_sequence() -> None:
    number = case_number.make(ITEM, date(2026, 3, 2), 68)
    assert number == "11999999000000123R4000101001000202603020068"
    assert len(number) == 43
    assert case_number.make(ITEM, date(2026, 3, 2), 7, "SF{day:%y}-{sequence:06d}") == "SF26-000007"


@pytest.mark.parametrize(
    ("sequence", "pattern", "message"),
    [
        (1, "{item}", "needs {sequence}"),
        (0, case_number.USUAL, "starts at 1"),
        (1, "{item}{sequence:020d}", "at most 50"),
        (1, "{case}{sequence}", "item, day and sequence only"),
        (1, "{item} {sequence}", "letters, digits and dashes"),
        (1, "{item.__class__}{sequence}", "letters, digits and dashes"),
        (1, "{day.nothing}{sequence}", "item, day and sequence only"),
    ],
)
def test_a_pattern_that_does_not_serve_is_refused(sequence: int, pattern: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        case_number.make(ITEM, date(2026, 3, 2), sequence, pattern)


READERS: dict[str, ModuleType] = {"id": resident, "usci": uscc}
BY_VECTOR = {"L19": item_code, "L20": item_code, "L21": project_code, "L22": project_code, "L23": project_code}
BY_VECTOR |= {"L24": licence_id, "L25": licence_id}
NAMES = {"birth": "birth_on", "warning": "warnings", "valid_after_normalising": "number", "normalised": "number"}


@pytest.mark.skipif(not FILE.exists(), reason="the shared worked examples are not here")
@pytest.mark.parametrize("name", [f"L{n:02}" for n in range(1, 26) if n != 8])
def test_the_worked_examples_hold(name: str) -> None:
    vector = next(v for v in json.loads(FILE.read_text(encoding="utf-8"))["vectors"] if v["id"] == name)
    (key, text), told = next(iter(vector["input"].items())), vector["expected"]
    reader = BY_VECTOR[name] if name in BY_VECTOR else READERS[key]
    found = reader.read(text)
    assert isinstance(found, Fault) == (told.get("valid") is False)
    for field, value in told.items():
        if field in ("valid", "checksum_valid"):
            continue
        if field == "reason":
            assert found.reason == value
        elif field == "expected_check":
            assert found.expected == value
        elif field == "length":
            assert len(str(found)) == value
        elif field == "warning":
            assert value in found.warnings
        elif field == "basic_parts":
            assert found.basic_parts._asdict() == value
        else:
            assert str(getattr(found, NAMES.get(field, field))) == str(value)
