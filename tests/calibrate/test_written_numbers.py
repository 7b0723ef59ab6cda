"""Written numbers against a person's reading."""

from harness.calibrate.rows import NumberContent, WrittenValue
from harness.calibrate.written_numbers import numbers_read


def test_values_units_and_days_are_compared() -> None:
    """The value and that there is a unit; a day by month and day, and by year where the mark has one."""
    money = NumberContent("It cost $4.2 million.", "currency", (WrittenValue("$4.2 million", "4200000", "Dollar"),))
    other = NumberContent("It cost $4.2 million.", "currency", (WrittenValue("$4.2 million", "42", "Dollar"),))
    date = NumberContent("It sank on 12 May 2019.", "date", (WrittenValue("12 May 2019", "2019-05-12", None),))
    wrong = NumberContent("It sank on 12 May 2019.", "date", (WrittenValue("12 May 2019", "2018-05-12", None),))
    assert [numbers_read(content) for content in (money, other, date, wrong)] == [1.0, 0.0, 1.0, 0.0]


def test_what_is_no_single_value_is_not_judged() -> None:
    """A period, an ordinal without a number, and a text without marks."""
    for content in (
        NumberContent("in May", "date", (WrittenValue("May", "XXXX-05", None),)),
        NumberContent("the last one", "ordinal", (WrittenValue("last", "end+0", None),)),
        NumberContent("nothing", "number", ()),
    ):
        assert numbers_read(content) is None
