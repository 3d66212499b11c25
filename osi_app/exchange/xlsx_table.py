"""XLSX: one sheet of a workbook, read flat and bounded; nothing in it is run or fetched.

Its own reader rather than a workbook library: rows are counted before any is kept, gaps cost
nothing, and every part passes the XML guard. Formula cells are kept as their text.
"""

import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812  # it is an exception class

from osi_app.exchange.archives import open_archive
from osi_app.exchange.files import refuse
from osi_app.exchange.table_rows import ROW_LIMIT, GatheredTable
from osi_app.exchange.xlsx_parts import DayStyles, SharedTexts, SheetRows
from osi_app.exchange.xml_guard import run_expat
from osi_app.kernel.ports import Cancelled, Progress

_CHUNK = 1 << 20
_PROLOG = 4096
_IGNORED = (
    (re.compile(r"vbaProject\.bin$"), "macros are ignored"),
    (re.compile(r"^xl/externalLinks/"), "links to other workbooks are ignored"),
    (re.compile(r"^xl/(connections|queryTables)"), "connections to data sources are ignored"),
    (re.compile(r"^xl/(embeddings|activeX)/"), "embedded objects are ignored"),
)


def _refuse_doctypes(path: Path, archive: ZipFile) -> None:
    """Parts that are never read may not carry a DTD either: such a workbook is no honest one."""
    for name in archive.namelist():
        if name.casefold().endswith((".xml", ".rels")):
            with archive.open(name) as stream:
                start = stream.read(_PROLOG).replace(b"\0", b"")
            if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                reason = "it has a document type definition (DTD) or entities"
                refuse(path, name, reason, "save it again from a spreadsheet program")


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    part: str
    hidden: bool


def read_xlsx(
    path: Path, sheet: str | None, progress: Progress, cancelled: Cancelled
) -> GatheredTable:
    """The rows of one sheet. Raises ``ImportRefused`` as ``read_table`` says."""
    with open_archive(path) as archive:
        try:
            _refuse_doctypes(path, archive)
            book = _Workbook(path, archive)
            chosen = book.choose(sheet)
            table = GatheredTable(path, pad=True, sheet=chosen.name)
            table.sheets = tuple(one.name for one in book.sheets)
            table.notes.extend(book.notes(chosen))
            book.check_rows(chosen)
            rows = SheetRows(table, book.texts(), book.days(), progress, cancelled)
            with archive.open(chosen.part) as stream:
                run_expat(path, f"sheet {chosen.name}", stream, rows.handlers())
            table.notes.extend(rows.notes())
        except (BadZipFile, ZlibError, EOFError, NotImplementedError, KeyError) as error:
            refuse(path, "workbook", f"it is damaged: {error}", "save it again")
    return table.finish()


class _Workbook:
    """The parts of an XLSX package that lead to a sheet."""

    def __init__(self, path: Path, archive: ZipFile) -> None:
        self.path = path
        self.archive = archive
        self.names = set(archive.namelist())
        self.counts_from_1904 = False
        self.sheets: list[_Sheet] = []
        root = self._targets("_rels/.rels", "")
        self.part = root.get("officeDocument", "xl/workbook.xml")
        if self.part not in self.names:
            refuse(path, "workbook", "it is a zip archive but no .xlsx", "save it as .xlsx or .csv")
        self._read_sheets()

    def _targets(self, part: str, folder: str, by_id: bool = False) -> dict[str, str]:
        """Relations of a part: type (or id) -> part name; external ones are left out."""
        found: dict[str, str] = {}

        def start(name: str, attributes: dict[str, str]) -> None:
            if name == "Relationship" and attributes.get("TargetMode") != "External":
                key = attributes.get("Id" if by_id else "Type", "").rpartition("/")[2]
                target = attributes.get("Target", "")
                joined = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
                found[key] = posixpath.normpath(joined).lstrip("/")

        self._run(part, start)
        return found

    def _run(self, part: str, start: object) -> None:
        if part in self.names:
            with self.archive.open(part) as stream:
                handlers = (start, lambda _name: None, lambda _text: None)
                run_expat(self.path, part, stream, handlers)  # type: ignore[arg-type]

    def _read_sheets(self) -> None:
        folder, _, name = self.part.rpartition("/")
        targets = self._targets(f"{folder}/_rels/{name}.rels".lstrip("/"), folder, by_id=True)
        kinds = self._targets(f"{folder}/_rels/{name}.rels".lstrip("/"), folder)
        self.texts_part = kinds.get("sharedStrings", "")
        self.styles_part = kinds.get("styles", "")

        def start(name: str, attributes: dict[str, str]) -> None:
            if name == "workbookPr":
                self.counts_from_1904 = attributes.get("date1904") in ("1", "true")
            elif name == "sheet":
                ids = (
                    value for key, value in attributes.items() if key.endswith("relationships id")
                )
                part = targets.get(next(ids, ""), "")
                hidden = attributes.get("state", "visible") != "visible"
                self.sheets.append(_Sheet(attributes.get("name", ""), part, hidden))

        self._run(self.part, start)

    def choose(self, wanted: str | None) -> _Sheet:
        """The sheet of that name, otherwise the first visible one that has cells."""
        usable = [sheet for sheet in self.sheets if sheet.part in self.names]
        if wanted is not None:
            named = [s for s in usable if s.name.casefold() == wanted.casefold()]
            if named:
                return named[0]
            shown = ", ".join(sheet.name for sheet in usable[:20])
            refuse(self.path, "option sheet", f"there is no sheet {wanted!r}", f"use: {shown}")
        visible = [sheet for sheet in usable if not sheet.hidden]
        if not visible:
            refuse(self.path, "workbook", "it has no visible sheet", "say the sheet")
        return next((sheet for sheet in visible if self._has_cells(sheet)), visible[0])

    def _has_cells(self, sheet: _Sheet) -> bool:
        with self.archive.open(sheet.part) as stream:
            while chunk := stream.read(_CHUNK):
                if b"<c " in chunk or b":c " in chunk:
                    return True
        return False

    def check_rows(self, sheet: _Sheet) -> None:
        """Counts the rows in the packed sheet before any of them is read."""
        count, tail = 0, b""
        with self.archive.open(sheet.part) as stream:
            while chunk := stream.read(_CHUNK):
                chunk = tail + chunk
                count += chunk.count(b"<row") + chunk.count(b":row")
                tail = chunk[-3:]  # too short to hold a whole mark, long enough for a cut one
                if count > ROW_LIMIT + 1:
                    refuse(
                        self.path,
                        f"sheet {sheet.name}",
                        f"more than {ROW_LIMIT:,} rows",
                        "split it into smaller files",
                    )

    def texts(self) -> list[str]:
        """The workbook's shared texts."""
        texts = SharedTexts(self.path)
        if self.texts_part in self.names:
            with self.archive.open(self.texts_part) as stream:
                run_expat(self.path, self.texts_part, stream, texts.handlers())
        return texts.texts

    def days(self) -> DayStyles:
        """Which cell styles show a day."""
        styles = DayStyles(self.counts_from_1904)
        self._run(self.styles_part, styles.start)
        return styles

    def notes(self, chosen: _Sheet) -> list[str]:
        """What the workbook has and this reader leaves alone."""
        notes = [text for pattern, text in _IGNORED if any(map(pattern.search, self.names))]
        others = [sheet.name for sheet in self.sheets if sheet.name != chosen.name]
        if others:
            notes.append(
                f"only sheet {chosen.name!r} is read; also there: {', '.join(others[:10])}"
            )
        if self.counts_from_1904:
            notes.append("the workbook counts its days from 1904")
        return notes
