"""Tables: what gets in, what is asked, what is refused and where."""

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from osi_app.exchange.days import ColumnFormat, DayError, find_format, parse_day
from osi_app.exchange.fields import Field
from osi_app.exchange.mapping import propose_mapping, typed_rows
from osi_app.exchange.tables import escaped_cell, read_table
from osi_app.exchange.typed_table import TableChoices, read_typed
from osi_app.kernel.errors import ImportRefused

DATA = Path(__file__).parent / "data"
FIELDS = (
    Field("serial", ("Serial no.",), "code", required=True),
    Field("mass_kg", ("mass",), "number", units={"kg": 1, "g": 0.001}),
    Field("valid_until", kind="day"),
)


def written(folder: Path, text: str | bytes, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def refusal_of(path: Path, **options: str) -> str:
    with pytest.raises(ImportRefused) as caught:
        read_table(path, **options)  # type: ignore[arg-type]
    assert caught.value.refusals[0].where
    assert caught.value.refusals[0].remedy
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_encodings_and_separators_are_recognised(tmp_path: Path, encoding: str, mark: str) -> None:
    lines = (mark.join(cells) for cells in (["name", "note"], ["Müller", "ok"], ["李", "=1+1"]))
    table = read_table(written(tmp_path, "\n".join(lines).encode(encoding)))
    assert table.headers == ("name", "note")
    assert table.rows == (("Müller", "ok"), ("李", "=1+1"))
    assert table.row_numbers == (2, 3)


def test_latin_1_is_asked_and_then_read(tmp_path: Path) -> None:
    path = written(tmp_path, "name,x\nM\xfcller,1\n".encode("latin-1"))
    assert "line 2: byte 0xFC is not UTF-8 text" in refusal_of(path)
    assert read_table(path, encoding="latin-1").rows[0][0] == "Müller"


def test_two_possible_separators_are_asked(tmp_path: Path) -> None:
    path = written(tmp_path, "name;mass, kg\nA;1,5\n")
    assert "separated by" in refusal_of(path)
    assert read_table(path, delimiter=";").rows == (("A", "1,5"),)


def test_ragged_rows_and_control_characters_are_named(tmp_path: Path) -> None:
    text = "a,b\n1,2\n3\n4,5,6\nx\0y,7\n" + "z" * 100_000 + ",8\n9,10\n"
    table = read_table(written(tmp_path, text))
    assert [refusal.where for refusal in table.refusals] == [
        "row 3",
        "row 4",
        "row 5, column a",
        "row 6, column a",
    ]
    assert table.rows == (("1", "2"), ("9", "10"))


def test_duplicate_headers_are_all_listed(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused) as caught:
        read_table(written(tmp_path, "a,b,A,b\n1,2,3,4\n"))
    assert len(caught.value.refusals) == 4


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xd0\xcf\x11\xe0old", b"PK\x03\x04broken"])
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    refusal_of(written(tmp_path, content))


def test_200_000_rows_are_read_and_one_more_is_refused(tmp_path: Path) -> None:
    assert len(read_table(written(tmp_path, "a\n" + "1\n" * 200_000)).rows) == 200_000
    assert "more than 200,000 rows" in refusal_of(written(tmp_path, "a\n" + "1\n" * 200_001))


def test_workbook_keeps_formulas_as_text_and_days_as_days(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["serial", "valid", "n"])
    sheet.append(["A1", date(2023, 1, 23), -5])
    sheet.append(["=HYPERLINK(1)", None, 1.5])
    book.save(tmp_path / "b.xlsx")
    table = read_table(tmp_path / "b.xlsx")
    assert table.rows == (("A1", date(2023, 1, 23), -5), ("=HYPERLINK(1)", None, 1.5))
    assert any("formula" in note for note in table.notes)


def with_part(source: Path, target: Path, name: str, content: bytes) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return target


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["a", "b"])
    sheet.append(["x", "y"])
    book.save(tmp_path / "base.xlsx")
    return tmp_path / "base.xlsx"


def test_workbook_bombs_and_entities_are_refused(tmp_path: Path, workbook: Path) -> None:
    target = tmp_path / "t.xlsx"
    bomb = with_part(workbook, target, "xl/worksheets/sheet1.xml", b" " * 50_000_000)
    assert "times its size" in refusal_of(bomb)
    xxe = b'<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst><si><t>&x;</t></si></sst>'
    evil = with_part(workbook, target, "xl/sharedStrings.xml", xxe)
    assert "DTD" in refusal_of(evil)
    rows = b"".join(b'<row r="%d"/>' % n for n in range(1, 400_001))
    many = (
        b"<worksheet><sheetData>"
        + rows
        + b'<row><c t="n"><v>1</v></c></row></sheetData></worksheet>'
    )
    assert "more than 200,000 rows" in refusal_of(
        with_part(workbook, target, "xl/worksheets/sheet1.xml", many)
    )


def test_macros_and_links_are_said(tmp_path: Path, workbook: Path) -> None:
    macro = with_part(workbook, tmp_path / "m.xlsx", "xl/vbaProject.bin", b"x")
    assert "macros are ignored" in read_table(macro).notes
    leaving = with_part(workbook, tmp_path / "l.xlsx", "../../evil", b"x")
    assert "leaves" in refusal_of(leaving)


@pytest.mark.parametrize("name", ["choice_filter_test.xlsx", "xlsform_spec_test.xlsx"])
def test_real_workbooks_are_read(name: str) -> None:
    assert read_table(DATA / name).sheet == "survey"


def test_export_escapes_what_a_spreadsheet_would_run() -> None:
    assert [escaped_cell(cell) for cell in ("=1", "+x", "@x", "\t=1", "-5", -5, "-x", "x")] == [
        "'=1", "'+x", "'@x", "'\t=1", "-5", -5, "'-x", "x",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("2023-01-23", ColumnFormat.ISO),
        ("23.01.2023", ColumnFormat.DAY_FIRST_DOTS),
        ("1/23/23", ColumnFormat.MONTH_FIRST),
        ("23/1/2023", ColumnFormat.DAY_FIRST),
        ("44949", ColumnFormat.EXCEL_SERIAL),
    ],
)
def test_days(text: str, format: ColumnFormat) -> None:
    assert find_format([text]).format is format
    assert parse_day(text, format) == date(2023, 1, 23)


def test_a_day_that_never_was_is_named_and_ambiguity_is_said() -> None:
    with pytest.raises(DayError, match="2023 is no leap year"):
        parse_day("29.02.2023", ColumnFormat.DAY_FIRST_DOTS)
    assert parse_day("29.02.2024", ColumnFormat.DAY_FIRST_DOTS) == date(2024, 2, 29)
    assert find_format(["01/02/2023"]).also == (ColumnFormat.MONTH_FIRST,)


def test_cells_become_values_or_named_refusals(tmp_path: Path) -> None:
    text = "Serial_No;Mass (g);valid until\nA;1500,5;23.01.2023\n;-5;31.02.2023\nC;=1;\nD;nan;\n"
    table = read_table(written(tmp_path, text))
    rows, refusals = typed_rows(table, propose_mapping(table.headers, FIELDS), FIELDS)
    assert [row.where for row in rows] == ["row 2"]
    assert rows[0].values["serial"] == "A"
    assert rows[0].values["mass_kg"] == pytest.approx(1.5005)
    assert rows[0].values["valid_until"] == date(2023, 1, 23)
    assert [refusal.where for refusal in refusals] == [
        "row 3, column Serial_No",
        "row 3, column valid until",
        "row 4, column Mass (g)",
        "row 5, column Mass (g)",
    ]


def test_units_and_decimal_marks_are_asked_never_guessed(tmp_path: Path) -> None:
    path = written(tmp_path, "serial;mass\nA;5\n")
    with pytest.raises(ImportRefused, match="names no unit"):
        read_typed(path, FIELDS)
    assert read_typed(path, FIELDS, TableChoices(units={"mass_kg": "g"})).rows[0].values[
        "mass_kg"
    ] == pytest.approx(0.005)
    path = written(tmp_path, "serial;mass_kg\nA;1,234\n")
    with pytest.raises(ImportRefused, match="groups of three"):
        read_typed(path, FIELDS)
    chosen = TableChoices(formats={"mass_kg": "decimal_comma"})
    assert read_typed(path, FIELDS, chosen).rows[0].values["mass_kg"] == pytest.approx(1.234)


def test_a_required_column_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="required field serial"):
        read_typed(written(tmp_path, "a,b\n1,2\n"), FIELDS)
