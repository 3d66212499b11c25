"""One record of each kind, for tests of what every kind has in common."""

# records take words for enumerations, which the checker does not know
# mypy: disable-error-code="arg-type"

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from osi_app.area.records import (
    AreaBoundary,
    BaseOfOperations,
    FlightRestriction,
    GroundFeature,
    MapLayer,
    PointOfEntry,
    RestrictedSite,
    SurveyPlan,
)
from osi_app.checklist.records import Task
from osi_app.equipment.care_records import (
    CalibrationPlan,
    CheckSource,
    ConsumableLot,
    Maintenance,
    QcReading,
    QcSeries,
    UseReading,
)
from osi_app.equipment.movement_records import (
    ContainerMovement,
    Scan,
    StatusStep,
    StockDifference,
    StockTake,
)
from osi_app.equipment.records import (
    Calibration,
    CalibrationStandard,
    CatalogueLine,
    Certification,
    Concession,
    Container,
    EquipmentAssignment,
    EquipmentSystem,
    Item,
    Location,
    Reservation,
    SystemMember,
)
from osi_app.inspection.records import CaseMilestone, Event, Inspection, Mandate, Origin
from osi_app.kernel.record import Record
from osi_app.library.records import IssuedDocument, RuleOverride, State
from osi_app.roster.callout_records import (
    Callee,
    CallMessage,
    CallOut,
    CallReply,
    MessageTemplate,
)
from osi_app.roster.fitness_records import (
    DoseReading,
    Nationality,
    Remark,
    RoleQualification,
    SecurityBriefing,
    Vaccination,
    Visa,
)
from osi_app.roster.records import (
    Acceptance,
    Availability,
    Inspector,
    MedicalClearance,
    Passport,
    Qualification,
    TeamMember,
    Training,
)
from osi_app.roster.team_records import IncompatiblePair, Seat, TeamChoice, TeamWeights
from osi_app.roster.travel_records import RoomStay, SignOff, TravelLeg
from osi_app.search.records import (
    AreaOfInterest,
    InformationNeed,
    Mission,
    MissionMember,
    Question,
    Result,
)

AT = datetime(2026, 8, 24, 6, 0, tzinfo=UTC)
DAY = date(2026, 8, 24)
RING = ((78.0, 49.8), (78.2, 49.8), (78.2, 49.95))


def every_kind() -> list[Record]:
    """One record of each kind, parents first, with every odd value a field takes."""
    xf, xa = State(code="XF", name="Fiducia", fictional=True), State(code="XA", name="阿卡尼亚")
    event = Event(code="EV-1", name='O\'Neill "%_" <b>')
    origin = Origin(event_id=event.id, at=AT, lon=-179.99, lat=-89.5, semi_major_m=1.5, prime=True)
    case = Inspection(
        code="EX-1", title="Übung", kind="exercise", requesting_state_id=xf.id,
        inspected_state_id=xa.id, event_id=event.id, origin_id=origin.id, requested_at=AT,
        extension_techniques=("f", "g"), exercise_time=AT,
    )  # fmt: skip
    key: dict[str, Any] = {"inspection_id": case.id}
    person = Inspector(
        code="INS-1", name="عبد الرحمن", latin_name="Abd", nationality_id=xf.id,
        languages=("ar", "en"), birth_date=DAY,
    )  # fmt: skip
    member = TeamMember(**key, inspector_id=person.id, seat="Lead", arrives_on=DAY, departs_on=DAY)
    line = CatalogueLine(code="C-1", title="Σ", technique="c", core=False)
    store = Location(code="HALL", kind="building")
    box = Container(code="BX-1", tare_kg=12.5, seals=("S1", "S2"), location_id=store.id)
    system = EquipmentSystem(code="SYS-1", name="Gamma", technique="c")
    item = Item(
        code="GS-1",
        name="Σ",
        item_type="t",
        serial_number="1",
        technique="aux",
        mass_kg=0,
        container_id=box.id,
        catalogue_line_id=line.id,
        documents=("a.pdf",),
    )
    calibration = Calibration(
        item_id=item.id,
        certificate_number="K",
        performed_on=DAY,
        valid_until=DAY,
        as_found=-0.5,
        tolerance=1,
    )
    aoi = AreaOfInterest(**key, code="A", title="t", priority=5, vertices=RING)
    question = Question(area_of_interest_id=aoi.id, code="Q", text="?", value=1)
    need = InformationNeed(question_id=question.id, code="N", observable="o", techniques=("a", "h"))
    mission = Mission(
        **key, information_need_id=need.id, code="M", title="t", technique="c", geometry="points",
        vertices=((78.1, 49.85),), starts_at=AT, ends_at=AT,
    )  # fmt: skip
    own = {"inspector_id": person.id}
    return [
        xf, xa, event, origin, case,
        CaseMilestone(**key, milestone="poe_arrival", at=AT),
        Mandate(**key, version=1, issued_at=AT, area=RING, activities=("a",), member_codes=("I",)),
        RuleOverride(**key, key="k", value="1", reason="r", author="a", set_at=AT),
        IssuedDocument(
            **key, number="N", document_kind="plan", data_seq=1, data_sha256="0" * 64,
            file_sha256="f" * 64, pages=1, issued_at=AT, author="a",
        ),
        AreaBoundary(**key, boundary="mandated", vertices=RING),
        RestrictedSite(**key, code="RAS", vertices=RING, declared_at=AT),
        PointOfEntry(**key, code="POE", name="n", lon=180, lat=90, chosen=True),
        BaseOfOperations(**key, code="BOO", name="n", lon=0, lat=0),
        GroundFeature(**key, code="R-1", kind="route", vertices=RING[:2], name="طريق"),
        FlightRestriction(
            **key, code="FR-1", kind="altitude_floor", floor_m=300, opens_at=AT, closes_at=None,
        ),
        MapLayer(**key, name="Höhen", kind="elevation", path="/tmp/高程.tif", opacity=0.5),
        SurveyPlan(
            **key, code="SP-1", title="t", technique="b", pattern="parallel_lines", spacing_m=1000,
            height_m=300, airborne=True, vertices=RING, starts_at=AT,
        ),
        person,
        Qualification(**own, technique="c", level="lead", last_used_on=DAY),
        Training(**own, course="3TC", completed_on=DAY),
        MedicalClearance(**own, examined_on=DAY, valid_until=DAY, fit=False),
        Passport(**own, state_id=xf.id, number="P1", valid_until=DAY),
        Availability(**own, first_day=DAY, last_day=DAY, available=False),
        Acceptance(**own, state_id=xa.id, notified_on=DAY, objected_on=DAY),
        member, line, store, box, item, calibration,
        CalibrationStandard(calibration_id=calibration.id, item_id=item.id),
        Concession(item_id=item.id, first_day=DAY, last_day=DAY, reason="r", signed_by="s"),
        system,
        SystemMember(system_id=system.id, role="sensor", item_type="t", item_id=item.id,
                     substitutes=("u",), expires_on=DAY),
        Reservation(code="R-1", purpose="exercise", system_id=system.id, first_day=DAY,
                    last_day=DAY),
        Certification(item_id=item.id, certificate_number="C", certified_on=DAY, valid_until=DAY),
        EquipmentAssignment(**key, item_id=item.id),
        *_care_and_ways(item, box, store),
        *_people_more(case.id, person.id, xa.id),
        aoi, question, need, mission,
        MissionMember(mission_id=mission.id, team_member_id=member.id, leader=True),
        Result(mission_id=mission.id, code="R", recorded_at=AT, summary="s", answers=True),
        Task(
            **key, code="T", phase="p", title="t", owner_role="o", anchor="T0", offset_h=-1.5,
            done_at=AT,
        ),
    ]  # fmt: skip


def _care_and_ways(item: Item, box: Container, store: Location) -> list[Record]:
    source = CheckSource(code="CS-1", nuclide="Cs-137", activity_bq=1e4, reference_at=AT)
    series = QcSeries(
        code="QC-1", item_id=item.id, quantity="net rate", sensor="nai_backpack",
        check_source_id=source.id, follows_decay=True,
    )  # fmt: skip
    count = StockTake(code="ST-1", place="IFOS-A", opened_at=AT)
    return [
        CalibrationPlan(item_type="t", procedure="efficiency", every=365, source="E"),
        UseReading(item_id=item.id, on=DAY, unit="hours", total=12.5),
        source, series, QcReading(series_id=series.id, at=AT, value=1.5),
        Maintenance(item_id=item.id, kind="repair", first_day=DAY, description="d", parts=("p",)),
        ConsumableLot(code="L-1", item_type="u", quantity=4, expires_on=DAY, container_id=box.id),
        StatusStep(item_id=item.id, step="sealed", at=AT, signed_by="s", seal_number="S1"),
        count, Scan(tag="E200", at=AT, container_id=box.id, stock_take_id=count.id),
        StockDifference(
            stock_take_id=count.id, tag="E201", difference="missing", signed_by="s", note="n"
        ),
        ContainerMovement(container_id=box.id, at=AT, location_id=store.id, gate="G1"),
    ]  # fmt: skip


def _people_more(case: UUID, person: UUID, state: UUID) -> list[Record]:
    who: dict[str, Any] = {"inspector_id": person}
    key: dict[str, Any] = {"inspection_id": case}
    seat = Seat(**key, code="S-01", title="Ω", function="noble_gas", technique="d",
                languages=("en", "fr"))  # fmt: skip
    call = CallOut(
        **key, code="C-1", title="t", template="launch", opened_at=AT, reply_by=AT,
        needed_from=DAY, needed_until=DAY,
    )  # fmt: skip
    callee = Callee(call_out_id=call.id, **who, token="ABCD-1234")
    return [
        Nationality(**who, state_id=state),
        RoleQualification(**who, function="leader", level="lead"),
        Visa(**who, state_id=state, status="applied", applied_at=AT),
        Vaccination(**who, vaccine="yellow fever", given_on=DAY),
        SecurityBriefing(**who, briefed_on=DAY),
        DoseReading(**who, first_day=DAY, last_day=DAY, dose_msv=0.02),
        Remark(**who, at=AT, author="a", text="ملاحظة"),
        seat, TeamChoice(**key, **who, verdict="pinned", seat_id=seat.id),
        IncompatiblePair(**who, other_id=person, reason="r"),
        TeamWeights(**key, gender=0.5),
        MessageTemplate(code="launch", language="fr", channel="email", body="{name} é"),
        call, callee,
        CallMessage(callee_id=callee.id, channel="email", step=0, language="fr", address="a@b",
                    message_id="<1@x>", state="unknown", queued_at=AT, error="421"),
        CallReply(call_out_id=call.id, callee_id=callee.id, at=AT, channel="voice",
                  answer="partly", available_from=DAY),
        TravelLeg(**key, **who, number=1, from_place="VIE", to_place="ALA", departs_at=AT,
                  arrives_at=AT, delay_min=-5),
        SignOff(**key, **who, sign_off="assembly", at=AT, signed_by="s"),
        RoomStay(**key, **who, place="BoO", room="T-1", first_day=DAY, last_day=DAY),
    ]  # fmt: skip
