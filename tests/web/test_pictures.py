"""The pictures drawn on the server: the words beside them say the same, and the layout follows the days."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.utils import translation

from sunhall.web.pictures import svg
from sunhall.web.pictures.days import CountedDay, DaysPicture, run_of_days
from sunhall.web.pictures.lanes import Lane, LanePicture, Step, Tick
from sunhall.web.pictures.procedure import Stage, procedure_picture

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def english() -> object:
    with translation.override("en"):
        yield


def lanes() -> LanePicture:
    return LanePicture(
        title='Where <it> & "stands"',
        lanes=(
            Lane("You", (Step("Apply", 0, 1, "done"), Step("Correct", 3, 2, "done"))),
            Lane("消防救援机构", (Step("Opinion", 5, 6, "running", critical=True), Step("专家评审", 11, 2, "paused"))),
            Lane("Planning", (Step("Opinion", 5, 3, "waiting", note="silent since Monday"),)),
        ),
        today=7,
        ticks=(Tick(0, "9 Oct"), Tick(13, "29 Oct")),
    )


def boxes(drawing: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(drawing)  # noqa: S314 - our own drawing
    return [rect for rect in root.iter(f"{SVG}rect") if rect.get("class") == "sun-svg__box"]


def test_both_drawings_are_one_picture_with_a_title_and_the_whole_content_in_words() -> None:
    picture = lanes()
    for drawing in (picture.wide, picture.tall):
        root = ElementTree.fromstring(drawing)  # noqa: S314 - our own drawing
        title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert root.get("role") == "img"
        assert title is not None and desc is not None
        assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        assert title.text == picture.title
        for line in picture.lines:
            assert f"{line.number} {line.lane}: {line.step}" in (desc.text or "")
            assert line.state_word in (desc.text or "")


def test_every_step_is_a_box_and_a_line_and_nothing_else_is() -> None:
    picture = lanes()
    assert len(boxes(picture.wide)) == len(boxes(picture.tall)) == len(picture.lines) == 5
    titles = re.findall(r"<g[^>]*><title>(\d+) ", picture.wide)
    assert {int(number) for number in titles} == {line.number for line in picture.lines}


def test_boxes_are_sized_by_their_days() -> None:
    one, _correct, six, two, three = boxes(lanes().wide)
    widths = [float(box.get("width", "0")) + 3 for box in (one, two, three, six)]
    assert [round(width / widths[0], 2) for width in widths] == [1, 2, 3, 6]


def test_todays_line_stands_between_the_days_before_and_after() -> None:
    drawing = lanes().wide
    line = re.search(r'd="M([\d.]+) 26V[\d.]+" class="sun-svg__today"', drawing)
    assert line is not None
    opinion = boxes(drawing)[2]
    start, end = float(opinion.get("x", "0")), float(opinion.get("x", "0")) + float(opinion.get("width", "0"))
    assert start < float(line.group(1)) < end
    assert "Today" in drawing


def test_a_plan_has_no_today_and_no_states() -> None:
    plan = procedure_picture(
        "How it goes", [Stage("a", "You", "Apply", 0), Stage("b", "Authority", "Decide", 5, ("a",))]
    )
    assert "sun-svg__today" not in plan.wide
    assert [line.state_word for line in plan.lines] == ["", ""]
    assert [line.days for line in plan.lines] == ["at once", "5 working days"]


def test_a_drawing_has_no_style_attribute_and_escapes_its_words() -> None:
    picture = LanePicture("t", (Lane("<b>x</b>", (Step("<script>", 0, 9),)),))
    for drawing in (picture.wide, picture.tall):
        assert "style=" not in drawing
        assert "<script>" not in drawing
        assert "<b>" not in drawing


def test_a_long_word_in_a_narrow_box_gives_way_to_its_number() -> None:
    picture = LanePicture("t", (Lane("You", (Step("A very long description of a step", 0, 1), Step("Wait", 1, 40))),))
    shown = re.findall(r'<text[^>]*class="sun-svg__word">([^<]*)<', picture.wide)
    assert shown[0] == "1"
    assert shown[1] == "2 Wait"
    assert picture.lines[0].step == "A very long description of a step"


def test_a_step_of_an_unknown_state_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="a step is one of"):
        Step("x", 0, 1, "lost")


def test_a_stage_starts_when_the_last_before_it_ends() -> None:
    plan = procedure_picture(
        "How it goes",
        [
            Stage("decide", "Lead", "Decide", 3, ("visit", "opinion")),
            Stage("accept", "Lead", "Accept", 2),
            Stage("visit", "Lead", "Visit", 5, ("accept",)),
            Stage("opinion", "Fire", "Opinion", 3, ("accept",)),
        ],
    )
    starts = {step.text: (step.start, step.critical) for lane in plan.lanes for step in lane.steps}
    assert starts == {"Accept": (0, True), "Visit": (2, True), "Opinion": (2, False), "Decide": (7, True)}
    assert plan.length == 10


def test_stages_that_wait_for_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="wait for each other"):
        procedure_picture("t", [Stage("a", "x", "A", 1, ("b",)), Stage("b", "x", "B", 1, ("a",))])


def october() -> DaysPicture:
    days, number = [], 0
    for on in run_of_days(date(2026, 10, 1), date(2026, 10, 12)):
        if on.day <= 7:
            days.append(CountedDay(on, "rest", "National Day holiday"))
        elif on == date(2026, 10, 11):
            days.append(CountedDay(on, "rest", "Weekend"))
        else:
            number += 1
            days.append(CountedDay(on, "counted", "Counted", number))
    return DaysPicture("Legal limit", tuple(days), today=date(2026, 10, 9), due=date(2026, 10, 12))


def test_the_words_of_the_calendar_cover_every_day_once() -> None:
    picture = october()
    covered = [on for span in picture.spans for on in run_of_days(span.first, span.last)]
    assert covered == [day.on for day in picture.days]
    assert sum(span.counted for span in picture.spans) == picture.counted == 4
    assert [(span.first.day, span.last.day, span.why) for span in picture.spans] == [
        (1, 7, "National Day holiday"),
        (8, 10, "Counted"),
        (11, 11, "Weekend"),
        (12, 12, "Counted"),
    ]


def test_the_table_has_a_line_for_each_counted_day_and_one_for_days_that_do_not_count_for_one_reason() -> None:
    told = [(line.first.day, line.last.day, line.number, line.why) for line in october().lines]
    assert told[:3] == [(1, 7, None, "National Day holiday"), (8, 8, 1, "Counted"), (9, 9, 2, "Counted")]
    assert told[3:] == [(10, 10, 3, "Counted"), (11, 11, None, "Weekend"), (12, 12, 4, "Counted")]
    days = [CountedDay(date(2026, 10, day), "stopped", "not counted", notice=f"No. {day // 3}") for day in (4, 5, 6)]
    picture = DaysPicture("Legal limit", tuple(days), today=date(2026, 10, 9))
    assert [(line.first.day, line.last.day, line.notice) for line in picture.lines] == [
        (4, 5, "No. 1"),
        (6, 6, "No. 2"),
    ]


def test_every_cell_says_its_day_and_whether_it_counts() -> None:
    drawing = october().months[0]
    titles = re.findall(r"<g[^>]*><title>([^<]*)</title>", drawing)
    assert len(titles) == 31
    assert titles[0] == "1 October 2026, National Day holiday"
    assert titles[8] == "9 October 2026, today, counted, day 2"
    assert titles[11] == "12 October 2026, last day, counted, day 4"
    assert drawing.count("sun-svg__day--counted") == 4
    assert "style=" not in drawing


def test_a_provisional_last_day_is_told_as_not_before_and_its_month_is_drawn() -> None:
    days = tuple(CountedDay(on, "counted", "Counted", 1) for on in [date(2026, 12, 31)])
    picture = DaysPicture("Promise", days, today=date(2026, 12, 31), not_before=date(2027, 1, 8))
    assert len(picture.months) == 2
    assert "not before 8 January 2027" in picture.end_told
    assert "sun-svg__day--not-before" in picture.months[1]
    stopped = DaysPicture("Promise", days, today=date(2026, 12, 31))
    assert "stands still" in stopped.end_told


def test_chinese_breaks_anywhere_and_latin_at_spaces() -> None:
    assert svg.wrapped("住房和城乡建设局", 60, 15, lines=3) == ["住房和城", "乡建设局"]
    assert svg.wrapped("Fire and rescue", 80, 15, lines=3) == ["Fire and", "rescue"]
    assert svg.wrapped("Incomprehensibilities", 60, 15, lines=2)[0].endswith("…")


def test_the_drawings_leave_the_city_out_of_the_names_and_the_words_keep_it() -> None:
    names = ("You", "Demo City Planning Bureau", "Demo City")
    picture = LanePicture("t", tuple(Lane(name, (Step("Decide", 0, 3),)) for name in names), place="Demo City")
    shown = " ".join(re.findall(r'class="sun-svg__lane">([^<]*)<', picture.wide))
    assert shown == "You Planning Bureau Demo City"
    assert [line.lane for line in picture.lines] == list(names)


def test_names_too_long_for_their_columns_on_a_phone_stand_on_end_whole() -> None:
    names = ("Applicant", "Fire and Rescue Brigade", "Ecology and Environment Bureau", "Planning", "Urban", "Health")
    drawing = LanePicture("t", tuple(Lane(name, (Step("Opinion", 0, 3),)) for name in names)).tall
    heads = re.findall(r'<text[^>]*transform="rotate\(-90[^>]*sun-svg__head">([^<]*)<', drawing)
    assert " ".join(heads) == " ".join(names)
    chinese = (
        "申请人",
        "住房和城乡建设局（同步进行）",
        "消防救援支队",
        "生态环境局",
        "水务局",
        "卫生健康委员会",
        "城市管理局",
    )
    upright = LanePicture("t", tuple(Lane(name, (Step("意见", 0, 3),)) for name in chinese)).tall
    heads = re.findall(r'sun-svg__head">([^<]*)<', upright)
    assert "rotate" not in upright and "".join(heads) == "".join(chinese)
    assert not any(line[0] in "）、" or line.endswith("（") for line in heads)
