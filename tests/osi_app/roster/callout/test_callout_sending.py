"""Nothing is sent twice and nothing is lost, whatever the mail server does."""

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.store import open_store
from osi_app.inspection.records import InspectionKind
from osi_app.kernel.errors import RuleError
from osi_app.roster.callout.gateway import Gateway, Security, SmsHttp
from osi_app.roster.callout.sending import INTERRUPTED
from osi_app.roster.callout_records import MessageState
from osi_app.roster.records import Inspector
from tests.osi_app.roster.callout.campaign import (
    Field,
    Moods,
    MovingClock,
    controller,
    field_of,
    free_port,
    gateway_to,
)
from tests.osi_app.roster.callout.conftest import Post


def sent_out(field: Field, post: Post, count: int, **values: Any) -> Any:
    """A call-out of so many people, queued and sent once: the call-out and the report."""
    call_out = field.open([field.person(n) for n in range(1, count + 1)], **values)
    field.calling.queue_due(call_out.id)
    return call_out, field.calling.send(call_out.id, post.gateway)


def event_in(part: Any) -> tuple[Any, Any]:
    """The calendar that a part of a mail holds, and its event."""
    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_many_messages_go_over_one_connection_with_an_invitation_each(
    field: Field, post: Post
) -> None:
    call_out, report = sent_out(field, post, 5)
    assert (report.sent, report.failed, report.waiting) == (5, 0, 0)
    assert post.moods.connections == 1
    assert field.states_of(call_out.id) == ["sent"] * 5
    mail = post.moods.mail(0)
    assert any(one in str(mail["Subject"]) for one in field.tokens(call_out.id).values())
    text, calendar = mail.iter_parts()
    assert "2026-08-30" in text.get_content()
    assert calendar.get_content_type() == "text/calendar"
    assert calendar.get_param("method") == "REQUEST"
    _, event = event_in(calendar)
    assert (event["SEQUENCE"], str(event["DTEND"].dt)) == (0, "2026-10-28")
    again = field.calling.send(call_out.id, post.gateway)
    assert (again.sent, len(post.moods.accepted)) == (0, 5)


def test_a_server_that_is_not_there_leaves_everything_queued(field: Field) -> None:
    call_out = field.open([field.person(1), field.person(2)])
    field.calling.queue_due(call_out.id)
    report = field.calling.send(call_out.id, gateway_to(free_port()))
    assert [one.code for one in report.stopped] == ["connection_failed"]
    assert (report.sent, report.waiting) == (0, 2)
    assert field.states_of(call_out.id) == ["queued", "queued"]


def test_an_unprotected_server_is_refused_where_protection_is_wanted(
    field: Field, post: Post
) -> None:
    call_out = field.open([field.person(1)])
    field.calling.queue_due(call_out.id)
    wanted = gateway_to(post.gateway.port, security=Security.STARTTLS)
    report = field.calling.send(call_out.id, wanted)
    assert [one.code for one in report.stopped] == ["no_starttls"]
    assert (field.states_of(call_out.id), post.moods.accepted) == (["queued"], [])


def test_a_server_that_hangs_is_given_up_after_three_timeouts(field: Field, post: Post) -> None:
    post.moods.plan = ["hang"] * 10
    began = time.monotonic()
    call_out, report = sent_out(field, post, 6)
    assert time.monotonic() - began < 10
    assert [one.code for one in report.stopped] == ["connection_lost"]
    assert (report.put_off, report.waiting) == (3, 3)
    assert field.states_of(call_out.id) == ["queued"] * 6
    assert post.moods.accepted == []


def test_a_server_that_never_greets_is_given_up(field: Field) -> None:
    call_out = field.open([field.person(1)])
    field.calling.queue_due(call_out.id)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        report = field.calling.send(call_out.id, gateway_to(mute.getsockname()[1]))
    assert [one.code for one in report.stopped] == ["connection_failed"]


@pytest.mark.parametrize(
    ("mood", "state", "accepted"),
    [
        ("die_before", "queued", 0),
        ("die_during", "unknown", 0),
        ("die_after", "unknown", 1),
        ("450", "queued", 0),
        ("550", "failed", 0),
    ],
)
def test_only_the_message_concerned_suffers(
    field: Field, post: Post, mood: str, state: str, accepted: int
) -> None:
    post.moods.plan = ["ok", mood, "ok"]
    call_out, report = sent_out(field, post, 3)
    assert report.sent == 2
    assert sorted(field.states_of(call_out.id)) == sorted(["sent", "sent", state])
    assert len(post.moods.accepted) == 2 + accepted
    again = field.calling.send(call_out.id, post.gateway)
    assert again.sent == 0  # what is put off waits for its time, what is unknown for a person


def test_what_was_put_off_is_tried_again_after_its_time_and_not_before(
    field: Field, post: Post
) -> None:
    post.moods.plan = ["450"]
    call_out, _ = sent_out(field, post, 1)
    field.clock.on(minutes=14)
    assert field.calling.send(call_out.id, post.gateway).sent == 0
    field.clock.on(minutes=1)
    assert field.calling.send(call_out.id, post.gateway).sent == 1


def test_a_person_decides_what_became_of_an_unknown_message(field: Field, post: Post) -> None:
    post.moods.plan = ["die_during"]
    call_out, _ = sent_out(field, post, 1)
    (message,) = field.called(call_out.id).campaign.messages
    field.calling.settle_messages([message.id], MessageState.QUEUED)
    assert field.calling.send(call_out.id, post.gateway).sent == 1
    assert post.moods.message_ids == [message.message_id]
    with pytest.raises(RuleError, match="message_settled"):
        field.calling.settle_messages([message.id], MessageState.QUEUED)


def test_cancelling_stops_between_two_messages(field: Field, post: Post) -> None:
    call_out = field.open([field.person(n) for n in range(1, 6)])
    field.calling.queue_due(call_out.id)
    shown: list[tuple[int, int]] = []
    report = field.calling.send(
        call_out.id,
        post.gateway,
        lambda done, total: shown.append((done, total)),
        lambda: len(shown) == 2,
    )
    assert report.cancelled
    assert shown == [(1, 5), (2, 5)]
    assert (report.sent, report.waiting, len(post.moods.accepted)) == (2, 3, 2)
    assert sorted(field.states_of(call_out.id)) == ["queued"] * 3 + ["sent"] * 2


def test_a_short_message_goes_to_the_gateway_and_a_call_stays_for_a_person(
    field: Field, post: Post
) -> None:
    people = [field.person(1, channels=("sms",)), field.person(2, channels=("voice",))]
    call_out = field.open(people)
    field.calling.queue_due(call_out.id)
    report = field.calling.send(call_out.id, post.gateway)
    assert (report.sent, report.to_call) == (1, 1)
    mail = post.moods.mail(0)
    assert mail["To"].addresses[0].addr_spec == "436641000001@sms.example.org"
    assert field.tokens(call_out.id)["I-001"] in mail.get_content()


def test_a_closed_call_out_sends_nothing_that_still_waits(field: Field, post: Post) -> None:
    call_out = field.open([field.person(1)])
    field.calling.queue_due(call_out.id)
    field.calling.close_call_out(call_out.id)
    assert field.calling.send(call_out.id, post.gateway).sent == 0
    assert field.states_of(call_out.id) == ["queued"]


def test_a_change_and_the_end_reach_the_calendar_with_higher_sequences(
    field: Field, post: Post
) -> None:
    call_out, _ = sent_out(field, post, 1)
    field.calling.change_call_out(call_out.id, {"assembly": "Baden"})
    assert field.calling.send(call_out.id, post.gateway).sent == 1
    field.calling.close_call_out(call_out.id, called_off=True)
    assert field.calling.send(call_out.id, post.gateway).sent == 1
    events, uids = [], set()
    for number in range(3):
        *_, part = post.moods.mail(number).iter_parts()
        calendar, event = event_in(part)
        events.append((str(calendar["METHOD"]), event["SEQUENCE"], event["STATUS"]))
        uids.add(str(event["UID"]))
    assert events == [
        ("REQUEST", 0, "TENTATIVE"), ("REQUEST", 1, "TENTATIVE"), ("CANCEL", 2, "CANCELLED"),
    ]  # fmt: skip
    assert len(uids) == 1


class _Provider(BaseHTTPRequestHandler):
    """An SMS provider that answers with the next status of its server."""

    def do_POST(self) -> None:  # http.server's name
        taken = self.rfile.read(int(self.headers["Content-Length"]))
        status = self.server.plan.pop(0)  # type: ignore[attr-defined]
        if status:
            self.server.taken.append(taken)  # type: ignore[attr-defined]
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@pytest.mark.parametrize(
    ("status", "state"),
    [(200, "sent"), (202, "sent"), (400, "failed"), (429, "queued"), (503, "queued"),
     (500, "unknown"), (0, "unknown")],
)  # fmt: skip
def test_a_provider_of_short_messages_is_asked_once(field: Field, status: int, state: str) -> None:
    name = 'Ann "A" \\ {text}'
    call_out = field.open([field.person(1, channels=("sms",), name=name)], title=name)
    field.calling.queue_due(call_out.id)
    with HTTPServer(("127.0.0.1", 0), _Provider) as server:
        server.plan, server.taken = [status], []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        ask = SmsHttp(
            f"http://127.0.0.1:{server.server_port}/sms", body='{"to":"{e164}","text":"{text}"}'
        )
        field.calling.send(call_out.id, Gateway("ops@example.org", sms_http=ask, timeout_s=2))
        thread.join()
        taken = server.taken  # type: ignore[attr-defined]
    assert field.states_of(call_out.id) == [state]
    for one in taken:
        told = json.loads(one)
        assert told["to"] == "+436641000001"
        assert told["text"].startswith(name)


class Killed(BaseException):
    """The process ends here: nothing after it is run."""


def kill_after(count: int) -> Any:
    """A progress that ends the run after so many hand-overs, before the last is recorded."""

    def progress(done: int, total: int) -> None:
        del total
        if done >= count:
            raise Killed

    return progress


def test_a_run_that_was_killed_after_a_hand_over_does_not_repeat_it(
    field: Field, post: Post
) -> None:
    call_out = field.open([field.person(n) for n in range(1, 5)])
    field.calling.queue_due(call_out.id)
    with pytest.raises(Killed):
        field.calling.send(call_out.id, post.gateway, kill_after(2))
    assert sorted(field.states_of(call_out.id)) == ["queued", "queued", "sending", "sent"]
    assert field.calling.send(call_out.id, post.gateway).sent == 2
    assert sorted(field.states_of(call_out.id)) == ["sent", "sent", "sent", "unknown"]
    assert len(set(post.moods.message_ids)) == len(post.moods.message_ids) == 4
    errors = {one.error for one in field.called(call_out.id).campaign.messages}
    assert errors == {"", INTERRUPTED}


KILLED_SCRIPT = """
import sys
from datetime import UTC, datetime
from uuid import UUID
from db.store import open_store
from osi_app.roster.callout_service import CallingOut
from tests.osi_app.roster.callout.campaign import MovingClock, gateway_to
clock = MovingClock()
store = open_store(sys.argv[1], author="tester", clock=clock)
def shown(done, total):
    print(done, flush=True)
CallingOut(store, clock).send(UUID(sys.argv[2]), gateway_to(int(sys.argv[3]), timeout_s=60), shown)
"""


def test_a_process_killed_in_the_middle_leaves_nothing_twice(tmp_path: Path) -> None:
    path, clock, moods = tmp_path / "field.osi", MovingClock(), Moods(["ok", "ok", "hang"])
    store = open_store(path, author="tester", clock=clock)
    field = field_of(store, clock, InspectionKind.INSPECTION)
    call_out = field.open([field.person(n) for n in range(1, 6)])
    field.calling.queue_due(call_out.id)
    store.close()
    server = controller(moods)
    server.start()
    try:
        arguments = [str(path), str(call_out.id), str(server.port)]
        with subprocess.Popen(
            [sys.executable, "-c", KILLED_SCRIPT, *arguments],
            stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[4],
        ) as process:  # fmt: skip
            assert process.stdout is not None
            assert [process.stdout.readline().strip() for _ in range(2)] == ["1", "2"]
            process.kill()
        moods.plan.clear()
        field.store = open_store(path, author="tester", clock=clock)
        field.calling.send(call_out.id, gateway_to(server.port))
        # killed while the second was kept or the third was handed over: that one is unknown
        assert sorted(field.states_of(call_out.id)) == ["sent"] * 4 + ["unknown"]
        assert len(set(moods.message_ids)) == len(moods.message_ids)
        field.store.close()
    finally:
        server.stop()


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Field, Post]]:
    """One store and one server for all examples; each opens a call-out of its own."""
    clock, moods = MovingClock(), Moods()
    store = open_store(tmp_path_factory.mktemp("h") / "h.osi", author="tester", clock=clock)
    server = controller(moods)
    server.start()
    found = field_of(store, clock, InspectionKind.INSPECTION)
    for number in range(1, 5):
        found.person(number)
    yield found, Post(moods, gateway_to(server.port))
    server.stop()
    store.close()


MOODS = st.sampled_from(["ok", "ok", "450", "550", "die_before", "die_during", "die_after"])
RUNS = st.lists(st.one_of(st.none(), st.integers(1, 4)), min_size=1, max_size=4)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moods=st.lists(MOODS, max_size=10), runs=RUNS)
def test_no_interleaving_of_runs_faults_and_kills_sends_a_message_twice(
    ground: tuple[Field, Post], moods: list[str], runs: list[int | None]
) -> None:
    field, post = ground
    post.moods.plan, post.moods.accepted = list(moods), []
    with field.store.read() as reading:
        people = list(reading.all(Inspector))
    call_out = field.open(people)
    field.calling.queue_due(call_out.id)
    for killed_after in runs:
        field.clock.on(hours=1)
        try:
            progress = kill_after(killed_after) if killed_after else kill_after(99)
            field.calling.send(call_out.id, post.gateway, progress)
        except Killed:
            continue
    accepted = post.moods.message_ids
    assert len(set(accepted)) == len(accepted)
    messages = field.called(call_out.id).campaign.messages
    assert len(messages) == 4
    for message in messages:
        arrived = message.message_id in accepted
        if message.state is MessageState.SENT:
            assert arrived
        if arrived:
            assert message.state in (
                MessageState.SENT, MessageState.SENDING, MessageState.UNKNOWN,
            )  # fmt: skip
