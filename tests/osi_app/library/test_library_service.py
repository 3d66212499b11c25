"""States, rule values of one inspection, and the register of issued documents."""

from pathlib import Path

import pytest

from osi_app.inspection.records import Inspection
from osi_app.kernel.clock import FixedClock
from osi_app.kernel.errors import ImportRefused, NotFoundError, RuleError
from osi_app.kernel.ports import Store
from osi_app.library.importing import SHIPPED_AS_OF
from osi_app.library.records import IssuedDocument, Region, RuleOverride, State
from osi_app.library.service import LibraryService
from osi_app.treaty.values import Override

LAW, ESTIMATE = "area.max_area_m2", "area.proposal_margin_m"


@pytest.fixture
def library(field_store: Store, now: FixedClock) -> LibraryService:
    return LibraryService(field_store, now)


def test_the_196_states_of_2019_come_with_their_day(library: LibraryService) -> None:
    preview = library.preview_import()
    assert (preview.count("create"), len(preview.refusals)) == (196, 0)
    done = library.apply_import(preview)
    assert len(done.changes) == 196
    states = {state.code: state for state in library.states()}
    assert {state.as_of for state in states.values()} == {SHIPPED_AS_OF}
    assert sum(state.annex2 for state in states.values()) == 44
    assert sum(state.signed_on is not None for state in states.values()) == 184
    assert sum(state.ratified_on is not None for state in states.values()) == 168
    assert {state.region for state in states.values()} == set(Region) - {Region.NONE}
    assert library.preview_import().count("unchanged") == 196


def test_an_edited_state_shows_as_an_update_and_keeps_its_day(
    library: LibraryService, now: FixedClock
) -> None:
    library.apply_import(library.preview_import())
    austria = next(state for state in library.states() if state.code == "AUT")
    today = now.at.date()
    library.correct("Edit", State, [austria.id], {"name": "Österreich", "as_of": today})
    preview = library.preview_import()
    (row,) = [row for row in preview.rows if row.action == "update"]
    assert row.changed == {"name": ("Österreich", "Austria")}
    library.apply_import(preview)
    assert library.load(State, austria.id).as_of == today


def table(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_table_of_ones_own(library: LibraryService, tmp_path: Path) -> None:
    file = table(
        tmp_path / "own.csv",
        "code;name;region;Annex 2;signature",
        "XAA;Arcania;;no;",
        "XFF;Fiducia;Eastern Europe;yes;24.09.1996",
    )
    library.apply_import(library.preview_import(file))
    states = {state.code: state for state in library.states()}
    assert states["XAA"].region is Region.NONE
    assert states["XAA"].as_of is None
    assert states["XFF"].annex2
    assert str(states["XFF"].signed_on) == "1996-09-24"


def test_bad_rows_are_refused_where_they_stand(library: LibraryService, tmp_path: Path) -> None:
    file = table(
        tmp_path / "own.csv",
        "code,name,region,signed",
        "AUT,Austria,Atlantis,1996-09-24",
        "XAA,Arcania,,",
        "XAA,Again,,",
        "XBB,,,",
        "XCC,Ccc,,yesterday",
    )
    preview = library.preview_import(file)
    assert [row.shown for row in preview.rows] == ["XAA"]
    assert len(preview.refusals) == 4
    assert all("row" in one.where or "line" in one.where for one in preview.refusals)
    with pytest.raises(ImportRefused):
        library.apply_import(preview)
    assert not library.states()
    library.apply_import(preview, accept_refusals=True)
    assert [state.code for state in library.states()] == ["XAA"]


def test_a_table_without_codes_is_refused(library: LibraryService, tmp_path: Path) -> None:
    file = table(tmp_path / "own.csv", "colour,size", "red,3")
    with pytest.raises(ImportRefused):
        library.preview_import(file)


def override(value: str) -> Override:
    return Override(value, "tester", "host State asks for it")


def value_of(library: LibraryService, inspection: Inspection, key: str) -> object:
    found = library.rule_values(inspection.id, real=False)
    return next(value.value for value in found if value.key == key)


def test_a_rule_value_is_replaced_changed_and_withdrawn(
    library: LibraryService, exercise: Inspection, field_store: Store, now: FixedClock
) -> None:
    library.set_rule_value(exercise.id, LAW, override("900e6"), real=False)
    library.set_rule_value(exercise.id, LAW, override("800e6"), real=False)
    assert value_of(library, exercise, LAW) == 800e6
    with field_store.read() as reading:
        (stored,) = reading.all(RuleOverride)
    assert (stored.author, stored.set_at) == ("tester", now.at)
    library.withdraw_rule_value(exercise.id, LAW)
    assert value_of(library, exercise, LAW) == 1e9
    with pytest.raises(NotFoundError):
        library.withdraw_rule_value(exercise.id, LAW)


def test_the_law_stands_in_a_real_inspection_estimates_do_not(
    library: LibraryService, exercise: Inspection, field_store: Store
) -> None:
    seq = field_store.journal.head().seq
    with pytest.raises(RuleError, match="law_not_overridable"):
        library.set_rule_value(exercise.id, LAW, override("2e9"), real=True)
    assert field_store.journal.head().seq == seq
    library.set_rule_value(exercise.id, ESTIMATE, override("8000"), real=True)
    assert value_of(library, exercise, ESTIMATE) == 8000


@pytest.mark.parametrize("typed", ["", "much", "-1", "nan", "inf", "1e400"])
def test_what_is_no_value_is_refused(
    library: LibraryService, exercise: Inspection, typed: str
) -> None:
    with pytest.raises(RuleError, match="invalid_value"):
        library.set_rule_value(exercise.id, ESTIMATE, override(typed), real=False)
    with pytest.raises(NotFoundError):
        library.set_rule_value(exercise.id, "no.such", override("1"), real=False)


def document(field_store: Store, exercise: Inspection, now: FixedClock) -> IssuedDocument:
    head = field_store.journal.data_head(("issued_document",))
    return IssuedDocument(
        inspection_id=exercise.id,
        number=f"IIP-{head.seq}",
        document_kind="inspection_plan",
        data_seq=head.seq,
        data_sha256=head.sha256,
        file_sha256="0" * 64,
        pages=28,
        issued_at=now.at,
        author="tester",
    )


def test_a_document_is_superseded_by_data_and_not_by_documents(
    library: LibraryService, exercise: Inspection, field_store: Store, now: FixedClock
) -> None:
    first = document(field_store, exercise, now)
    library.register(first)
    library.register(document(field_store, exercise, now).changed(number="IIP-again"))
    assert not library.superseded(first)
    library.set_rule_value(exercise.id, ESTIMATE, override("8000"), real=False)
    assert library.superseded(first)
    assert len(library.issued(exercise.id)) == 2
