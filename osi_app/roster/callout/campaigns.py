"""A call-out read from the store, and its messages in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from osi_app.inspection.records import Inspection
from osi_app.kernel.ports import Reading
from osi_app.roster.callout.addresses import ladder_of
from osi_app.roster.callout.composing import Parcel, parcel_of
from osi_app.roster.callout.steps import Campaign
from osi_app.roster.callout.wording import Addressed, Templates, templates_with
from osi_app.roster.callout_records import (
    Callee,
    CallMessage,
    CallOut,
    CallReply,
    MessageTemplate,
)
from osi_app.roster.records import Inspector


@dataclass(frozen=True, slots=True)
class Called:
    """A campaign with its people and texts. ``people`` are by inspector, ``callees`` by id."""

    inspection: Inspection
    campaign: Campaign
    people: Mapping[UUID, Inspector]
    callees: Mapping[UUID, Callee]
    templates: Templates

    @property
    def call_out(self) -> CallOut:
        """The call-out itself."""
        return self.campaign.call_out

    def person_of(self, callee_id: UUID) -> Inspector:
        """Who stands behind a callee."""
        return self.people[self.callees[callee_id].inspector_id]

    def addressed(self, callee: Callee) -> Addressed:
        """Whom a message to this callee is for."""
        return Addressed(self.inspection, self.call_out, callee, self.people[callee.inspector_id])

    def parcels(self, messages: Iterable[CallMessage]) -> tuple[Parcel, ...]:
        """These messages in words. Raises ``RuleError('no_call_template')``."""
        return tuple(
            parcel_of(one, self.addressed(self.callees[one.callee_id]), self.templates)
            for one in messages
        )


def read_called(reading: Reading, call_out_id: UUID) -> Called:
    """The call-out with all that belongs to it, in seven reads. Raises ``NotFoundError``."""
    call_out = reading.load(CallOut, call_out_id)
    callees = reading.all(Callee, call_out_id=call_out_id)
    people = {
        one.id: one for one in reading.among(Inspector, "id", [one.inspector_id for one in callees])
    }
    campaign = Campaign(
        call_out,
        callees,
        {key: ladder_of(person) for key, person in people.items()},
        reading.among(CallMessage, "callee_id", [one.id for one in callees]),
        reading.all(CallReply, call_out_id=call_out_id),
    )
    return Called(
        reading.load(Inspection, call_out.inspection_id),
        campaign,
        people,
        {one.id: one for one in callees},
        templates_with(reading.all(MessageTemplate)),
    )
