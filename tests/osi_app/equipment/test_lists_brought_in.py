"""Lists of items, boxes and systems as other programs write them, and what is refused in them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from main import main
from osi_app.equipment.records import (
    Calibration,
    Container,
    EquipmentSystem,
    Item,
    LoadState,
    Location,
    SystemMember,
)
from osi_app.equipment.service import EquipmentService
from osi_app.kernel.clock import Clock
from osi_app.kernel.errors import ColumnsWanted, ImportRefused, RuleError
from osi_app.kernel.ports import Store

SNIPE = (
    "\ufeffID,Company,Asset Name,Asset Tag,Model,Category,Manufacturer,Serial,Purchase Cost,"
    "Checked Out To,Location,Cal Due,Calibration Date,Calibration No,Warranty,Notes\r\n"
    '1,"PTS, OSI Division",,A-001,"Falcon, 5000",HPGe,Canberra,77-1,"85,000.00",,"IFOS, hall A",'
    '1/23/2027,12/31/2025,K-1,,"has, commas"\r\n'
    "2,PTS,Spare,A-002,identiFINDER,NaI,FLIR,77-2,9500.50,M. Curie,,,,,,\r\n"
)


@pytest.fixture
def service(field_store: Store, now: Clock) -> EquipmentService:
    return EquipmentService(field_store, now)


def written(tmp_path: Path, text: str, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return path


def all_of(store: Store, kind: Any) -> dict[str, Any]:
    with store.read() as reading:
        return {getattr(one, "code", str(one.id)): one for one in reading.all(kind)}


def test_an_asset_managers_export_asks_only_for_what_it_lacks(
    service: EquipmentService, tmp_path: Path
) -> None:
    with pytest.raises(ColumnsWanted) as refused:
        service.preview_import(written(tmp_path, SNIPE))
    assert [one.key for one in refused.value.wanted] == ["technique", "mass_kg"]
    assert refused.value.wanted[0].choices[:2] == ("a", "b")
    assert "Asset Tag" in refused.value.headers


def test_an_asset_managers_export_with_one_value_for_all_rows(
    service: EquipmentService, field_store: Store, tmp_path: Path
) -> None:
    fixed = {"technique": "c", "mass_kg": "12.5"}
    preview = service.preview_import(written(tmp_path, SNIPE), fixed=fixed)
    assert preview.refusals == ()
    service.apply_import(preview)
    items = all_of(field_store, Item)
    first, second = items["A-001"], items["A-002"]
    assert (first.name, first.item_type, first.maker) == ("HPGe", "HPGe", "Canberra")
    assert (first.owner, first.location, first.value) == (
        "PTS, OSI Division", "IFOS, hall A", 85_000.0,
    )  # fmt: skip
    assert (second.name, second.custody, second.mass_kg) == ("Spare", "M. Curie", 12.5)
    (calibration,) = all_of(field_store, Calibration).values()
    assert (calibration.performed_on, calibration.valid_until) == (
        date(2025, 12, 31), date(2027, 1, 23),
    )  # fmt: skip


def test_a_fixed_value_fills_empty_cells_and_leaves_the_others(
    service: EquipmentService, tmp_path: Path
) -> None:
    text = "code,name,serial,technique,mass_kg\nA,a,1,d,3\nB,b,2,,4\n"
    preview = service.preview_import(written(tmp_path, text), fixed={"technique": "c"})
    assert [row.values["technique"] for row in preview.rows] == ["d", "c"]


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ("A,a,1,c,-1,,", "mass_kg", "-1"),
        ("A,a,1,c,1,UN 9999,", "un_number", "no UN number UN 9999"),
        ("A,a,1,c,1,,BX-9", "container", "no container BX-9"),
        ("A,a,1,c,1,,BX-2", "container", "BX-2 is sealed"),
        ("A,a,1,x,1,,", "technique", "x"),
    ],
)
def test_a_bad_cell_is_named_with_its_row_and_nothing_is_changed(
    service: EquipmentService, field_store: Store, tmp_path: Path, cells: str, column: str,
    reason: str,
) -> None:  # fmt: skip
    service.record("boxes", Container(code="BX-2", state=LoadState.SEALED, seals=("S",)))
    text = f"code,name,serial,technique,mass_kg,un,container\n{cells}\n"
    preview = service.preview_import(written(tmp_path, text))
    (refusal,) = preview.refusals
    assert refusal.where.startswith("row 2")
    assert reason in refusal.reason
    assert refusal.remedy
    assert all_of(field_store, Item) == {}
    del column


def test_items_go_into_their_boxes(
    service: EquipmentService, field_store: Store, tmp_path: Path
) -> None:
    box = Container(code="BX-1")
    service.record("box", box)
    text = "code,name,serial,technique,mass_kg,box\nA,a,1,c,1,BX-1\n"
    service.apply_import(service.preview_import(written(tmp_path, text)))
    assert all_of(field_store, Item)["A"].container_id == box.id


def test_containers_with_units_and_places(
    service: EquipmentService, field_store: Store, tmp_path: Path
) -> None:
    service.record("hall", Location(code="HALL", name="Hall A"))
    text = "container,tare (lb),inner length (cm),location\nBX-1,10,120,hall a\nBX-2,1,1,moon\n"
    preview = service.preview_import(written(tmp_path, text), what="containers")
    assert [one.where for one in preview.refusals] == ["row 3, column location"]
    service.apply_import(preview, accept_refusals=True)
    box = all_of(field_store, Container)["BX-1"]
    assert box.tare_kg == pytest.approx(4.5359237)
    assert box.inner_length_m == pytest.approx(1.2)
    assert box.location_id is not None
    again = service.preview_import(written(tmp_path, text), what="containers")
    assert again.count("unchanged") == 1


SYSTEMS = (
    "system,name,technique,role,item_type,item,part,quantity\n"
    "SYS-1,Gamma,c,sensor,NaI,A,,\n"
    "SYS-1,,,tablet,tablet,,,\n"
    "SYS-2,Vehicle,c,inner,,,SYS-1,\n"
)


def brought(service: EquipmentService, tmp_path: Path, text: str) -> Any:
    return service.preview_import(written(tmp_path, text, "systems.csv"), what="systems")


def one_item(service: EquipmentService) -> Item:
    item = Item.model_validate({
        "code": "A", "name": "a", "item_type": "NaI", "serial_number": "1", "technique": "c",
        "mass_kg": 1,
    })  # fmt: skip
    service.record("item", item)
    return item


def test_systems_with_places_parts_and_items(
    service: EquipmentService, field_store: Store, tmp_path: Path
) -> None:
    item = one_item(service)
    preview = brought(service, tmp_path, SYSTEMS)
    assert preview.refusals == ()
    service.apply_import(preview)
    systems = all_of(field_store, EquipmentSystem)
    members = {one.role: one for one in all_of(field_store, SystemMember).values()}
    assert members["sensor"].item_id == item.id
    assert members["tablet"].item_id is None
    assert members["inner"].part_id == systems["SYS-1"].id
    assert brought(service, tmp_path, SYSTEMS).count("unchanged") == 3


def test_a_system_that_contains_itself_is_refused(
    service: EquipmentService, tmp_path: Path
) -> None:
    one_item(service)
    preview = brought(service, tmp_path, SYSTEMS + "SYS-1,,,back,,,SYS-2,\n")
    assert [(one.where, one.reason) for one in preview.refusals] == [
        ("row 5, column part", "a system cannot contain itself")
    ]


def test_an_item_in_two_systems_is_refused(service: EquipmentService, tmp_path: Path) -> None:
    one_item(service)
    preview = brought(service, tmp_path, SYSTEMS + "SYS-2,,,second,NaI,A,,\n")
    (refusal,) = preview.refusals
    assert refusal.where == "row 5, column item"
    assert "SYS-1 as sensor" in refusal.reason


def test_an_unknown_un_number_is_refused_in_the_form(service: EquipmentService) -> None:
    item = one_item(service)
    with pytest.raises(RuleError) as refused:
        service.correct("un", Item, [item.id], {"un_number": "UN 9999"})
    assert refused.value.code == "unknown_un_number"


def test_a_sheet_of_400_000_rows_is_refused_before_anything_is_read_on(
    service: EquipmentService, field_store: Store, tmp_path: Path
) -> None:
    lines = (f"IT-{n},a,S{n},c,1\n" for n in range(400_000))
    path = written(tmp_path, "code,name,serial,technique,mass_kg\n" + "".join(lines))
    with pytest.raises(ImportRefused) as refused:
        service.preview_import(path)
    (refusal,) = refused.value.refusals
    assert "more than 200,000 rows" in refusal.reason
    assert refusal.remedy == "split it into smaller files"
    assert all_of(field_store, Item) == {}


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = main([*arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_shell_brings_lists_in_and_holds_tags_against_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = str(tmp_path / "kit.osi")
    boxes = written(tmp_path, "code,rfid\nBX-1,E1\nBX-2,E2\n", "boxes.csv")
    code, data = told(capsys, "--store", store, "equipment", "import", "containers", str(boxes))
    assert (code, data["create"]) == (0, 2)
    items = written(tmp_path, "tag no,name,serial,box\nA,a,1,BX-1\nB,b,2,BX-1\nC,c,3,BX-2\n")
    code, data = told(
        capsys, "--store", store, "equipment", "import", "items", str(items),
        "--map", "tag no=code", "--set", "technique=c", "--set", "mass_kg=2",
    )  # fmt: skip
    assert (code, data["create"], data["refused"]) == (0, 3, [])
    tags = written(tmp_path, "A\nC\nX\n", "tags.csv")
    code, data = told(
        capsys, "--store", store, "equipment", "scan", str(tags), "--box", "BX-1", "--record"
    )
    assert code == 1
    assert {one["tag"]: one["verdict"] for one in data["lines"]} == {
        "A": "present", "B": "missing", "C": "wrong_box", "X": "unknown",
    }  # fmt: skip
    assert data["journal_seq"] > 0
    code, data = told(capsys, "--store", store, "equipment", "track")
    assert [one["box"] for one in data["exceptions"]] == ["BX-2"]


def test_picking_and_packing_as_proposed(
    service: EquipmentService, field_store: Store, tmp_path: Path
) -> None:
    one_item(service)
    service.apply_import(brought(service, tmp_path, SYSTEMS))
    service.record("box", Container(code="BX-1", max_gross_kg=10))
    system = all_of(field_store, EquipmentSystem)["SYS-2"]
    picked = service.pick([system.id], date(2026, 12, 1))
    assert [one.role for one in picked.wanted.empty] == ["tablet"]
    service.pack_proposed(picked.proposal.boxes)
    assert all_of(field_store, Item)["A"].container_id is not None
    assert service.pick([system.id], date(2026, 12, 1)).proposal.boxes == {}


@pytest.mark.parametrize(("left", "goes"), [(2.0, True), (2.01, False)])
def test_what_is_out_of_tolerance_does_not_leave_the_store(
    service: EquipmentService, field_store: Store, left: float, goes: bool
) -> None:
    box = Container(code="BX-1", state=LoadState.PACKED)
    service.record("box", box)
    item = one_item(service)
    with field_store.write("papers") as work:
        work.change(item.changed(container_id=box.id))
        work.add(
            Calibration(
                item_id=item.id, certificate_number="K", performed_on=date(2026, 1, 1),
                valid_until=date(2027, 1, 1), as_left=left, tolerance=2,
            )
        )  # fmt: skip
        work.commit()
    if goes:
        service.set_load_state(box.id, LoadState.SEALED, ["S1"])
    else:
        with pytest.raises(RuleError) as refused:
            service.set_load_state(box.id, LoadState.SEALED, ["S1"])
        assert refused.value.code == "out_of_tolerance"
