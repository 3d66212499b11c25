"""Whose reply it is, what counts, and how the call-out stands."""

from collections import Counter
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from osi_app.kernel.errors import ImportRefused, RuleError
from osi_app.roster.callout.gateway import Security
from osi_app.roster.callout.imap_source import Mailbox
from osi_app.roster.callout.outcomes import NoConnection
from osi_app.roster.callout.spoken import SpokenReply
from osi_app.roster.callout.tokens import ALPHABET, new_token
from osi_app.roster.callout_records import Answer, CallReply
from osi_app.roster.records import Availability
from tests.osi_app.roster.callout.campaign import FIRST, LAST, T0, Field
from tests.osi_app.roster.callout.conftest import Post
from tests.osi_app.roster.callout.imap_line import imap_server


def reply(number: int, text: str, minutes: int = 30, **heads: str) -> bytes:
    """A mail of person ``number``, so many minutes after the opening."""
    mail = EmailMessage()
    mail["From"] = heads.pop("sender", f"Person <person{number}@example.org>")
    mail["Subject"] = heads.pop("subject", "Re: call")
    mail["Message-ID"] = f"<{number}.{minutes}.{abs(hash(text))}@example.org>"
    mail["Date"] = T0 + timedelta(minutes=minutes)
    for name, value in heads.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()


def mbox(path: Path, *mails: bytes) -> Path:
    path.write_bytes(b"".join(b"From x Mon Aug 24 06:00:00 2026\n" + one + b"\n" for one in mails))
    return path


def replies_of(field: Field, call_out: Any) -> tuple[CallReply, ...]:
    with field.store.read() as reading:
        return reading.all(CallReply, call_out_id=call_out.id)


def test_a_token_finds_its_callee_and_the_sender_must_be_theirs(
    field: Field, tmp_path: Path
) -> None:
    call_out = field.open([field.person(n) for n in range(1, 4)])
    other = field.open([field.person(4)])
    token, foreign = field.tokens(call_out.id)["I-001"], field.tokens(other.id)["I-004"]
    wrong = ("2" if token[0] != "2" else "3") + token[1:]
    assert wrong[0] in ALPHABET
    mails = [
        reply(1, f"YES {token}"),
        reply(9, f"YES {token}"),
        reply(2, f"YES {foreign}"),
        reply(2, f"YES {new_token()}"),
        reply(2, f"YES {wrong}"),
        reply(2, "YES"),
        reply(8, "YES"),
        reply(2, f"YES {token} {field.tokens(call_out.id)['I-002']}"),
    ]
    field.clock.on(hours=1)
    read = field.calling.read_replies(call_out.id, [mbox(tmp_path / "in.mbox", *mails)])
    assert (read.counted, read.to_review) == (1, 7)
    assert Counter(one.problem for one in replies_of(field, call_out)) == Counter(
        ["", "sender_differs", "other_call_out", "unknown_token", "mistyped_token", "no_token",
         "unknown_sender", "several_callees"]
    )  # fmt: skip
    found = field.calling.tally(call_out.id)
    assert (found.counts.available, found.counts.silent, found.to_review) == (1, 2, 7)


def test_a_reply_with_a_problem_counts_once_a_person_accepts_it(
    field: Field, tmp_path: Path
) -> None:
    call_out = field.open([field.person(1)])
    field.clock.on(hours=1)
    field.calling.read_replies(call_out.id, [mbox(tmp_path / "in.mbox", reply(8, "YES"))])
    assert field.calling.tally(call_out.id).counts.silent == 1
    (kept,) = replies_of(field, call_out)
    (callee,) = field.called(call_out.id).callees.values()
    field.calling.accept_reply(kept.id, callee.id)
    found = field.calling.tally(call_out.id)
    assert (found.counts.available, found.to_review) == (1, 0)
    other = field.open([field.person(2)])
    (stranger,) = field.called(other.id).callees.values()
    with pytest.raises(RuleError, match="not_of_call_out"):
        field.calling.accept_reply(kept.id, stranger.id)


def test_a_mail_counts_once_and_a_later_reply_takes_the_place_of_an_earlier(
    field: Field, tmp_path: Path
) -> None:
    call_out = field.open([field.person(1)])
    token = field.tokens(call_out.id)["I-001"]
    first, second = reply(1, f"YES {token}", 10), reply(1, f"NO {token}", 20)
    (tmp_path / "box").mkdir()
    (tmp_path / "box" / "one.eml").write_bytes(first)
    field.clock.on(hours=1)
    # the later is read first
    field.calling.read_replies(call_out.id, [mbox(tmp_path / "b.mbox", second)])
    read = field.calling.read_replies(
        call_out.id, [tmp_path / "box", mbox(tmp_path / "a.mbox", first, second)]
    )
    assert (read.counted, read.known) == (1, 2)
    assert len(replies_of(field, call_out)) == 2
    assert field.calling.tally(call_out.id).counts.unavailable == 1


def test_an_answer_to_our_message_needs_no_token_and_a_bounce_moves_the_ladder(
    field: Field, post: Post, tmp_path: Path
) -> None:
    call_out = field.open([field.person(1), field.person(2)])
    field.calling.queue_due(call_out.id)
    field.calling.send(call_out.id, post.gateway)
    called = field.called(call_out.id)
    ids = {called.person_of(m.callee_id).code: m.message_id for m in called.campaign.messages}
    bounce = EmailMessage()
    bounce["From"] = "mailer-daemon@example.org"
    bounce["Date"] = T0 + timedelta(minutes=1)
    bounce.set_content(f"Action: failed\nOriginal: {ids['I-002']}")
    content = bounce.as_bytes().replace(b"text/plain", b"multipart/report; boundary=x", 1)
    answer = reply(1, "YES", In_Reply_To=ids["I-001"])
    field.clock.on(hours=1)
    read = field.calling.read_replies(call_out.id, [mbox(tmp_path / "m.mbox", answer, content)])
    assert (read.counted, read.to_review) == (1, 1)
    assert field.states_of(call_out.id) == ["sent", "failed"]
    (due,) = field.calling.due(call_out.id)
    assert (due.step, due.reach.channel.value) == (1, "sms")


def test_a_mailbox_is_read_and_left_as_it_is(field: Field) -> None:
    call_out = field.open([field.person(1)])
    token = field.tokens(call_out.id)["I-001"]
    field.clock.on(hours=1)
    with imap_server([reply(1, f"YES {token}"), b"\x00broken"]) as (port, heard):
        box = Mailbox("127.0.0.1", "ops", "right", port, Security.NONE, timeout_s=2)
        read = field.calling.read_mailbox(call_out.id, box)
        assert (read.counted, read.to_review, len(read.seen)) == (1, 1, 2)
        assert any(line.startswith("EXAMINE") for line in heard)
        fetched = sum("FETCH" in line for line in heard)
        again = Mailbox("127.0.0.1", "ops", "right", port, Security.NONE, seen=read.seen)
        assert field.calling.read_mailbox(call_out.id, again).known == 0
        assert sum("FETCH" in line for line in heard) == fetched
        with pytest.raises(NoConnection, match="login_refused"):
            field.calling.read_mailbox(
                call_out.id, Mailbox("127.0.0.1", "ops", "wrong", port, Security.NONE)
            )
    with pytest.raises(NoConnection, match="connection_failed"):
        field.calling.read_mailbox(call_out.id, box)


def test_a_table_of_short_messages_is_read_by_the_same_rules(field: Field, tmp_path: Path) -> None:
    call_out = field.open([field.person(n) for n in range(1, 4)])
    tokens = field.tokens(call_out.id)
    path = tmp_path / "sms.csv"
    path.write_text(
        "sender,text,at\n"
        f"+436641000001,YES {tokens['I-001']},2026-08-24T06:30:00Z\n"
        f"+436641000002,NO {tokens['I-002']},2026-08-24T06:31:00Z\n"
        f"+436649999999,YES {tokens['I-003']},2026-08-24T06:32:00Z\n",
        encoding="utf-8",
    )
    field.clock.on(hours=1)
    read = field.calling.read_replies(call_out.id, [path])
    assert (read.counted, read.to_review, read.refusals) == (2, 1, ())
    assert field.calling.read_replies(call_out.id, [path]).known == 3


def test_a_file_that_is_no_mail_is_refused_and_nothing_changes(
    field: Field, tmp_path: Path
) -> None:
    call_out = field.open([field.person(1)])
    (tmp_path / "x.bin").write_bytes(b"\x89PNG\r\n")
    with pytest.raises(ImportRefused, match="neither a mail nor an mbox"):
        field.calling.read_replies(call_out.id, [tmp_path / "x.bin"])
    assert replies_of(field, call_out) == ()


def test_what_is_heard_on_the_telephone_counts_at_once(field: Field) -> None:
    call_out = field.open([field.person(1, channels=("voice",))])
    field.calling.queue_due(call_out.id)
    (callee,) = field.called(call_out.id).callees.values()
    field.calling.record_reply(call_out.id, SpokenReply(callee.id, Answer.AVAILABLE, "Ann"))
    field.calling.record_reply(call_out.id, SpokenReply(callee.id, Answer.UNAVAILABLE, "Ann"))
    assert field.calling.tally(call_out.id).counts.unavailable == 1
    assert field.states_of(call_out.id) == ["sent"]
    for said, code in (
        (SpokenReply(callee.id, Answer.PARTLY, "Ann"), "partly_without_days"),
        (SpokenReply(callee.id, Answer.AVAILABLE, " "), "entered_by_missing"),
        (SpokenReply(callee.id, Answer.AVAILABLE, "Ann", airport="ZZZ"), "unknown_airport"),
    ):
        with pytest.raises(RuleError, match=code):
            field.calling.record_reply(call_out.id, said)


def test_the_ladder_climbs_hour_by_hour_and_waves_follow(field: Field, post: Post) -> None:
    first, second = field.person(1), field.person(2, channels=("sms", "voice"))
    call_out = field.open([first], [second])
    for hours, expected in ((0, ["I-001:0"]), (1.99, []), (0.01, ["I-001:1"]), (2, ["I-001:2"]),
                            (1.99, []), (0.01, ["I-002:0"])):  # fmt: skip
        field.clock.on(hours=hours)
        called = field.called(call_out.id)
        due = field.calling.due(call_out.id)
        assert [f"{called.person_of(d.callee.id).code}:{d.step}" for d in due] == expected
        field.calling.queue_due(call_out.id)
    assert field.calling.send(call_out.id, post.gateway).sent == 3
    assert field.calling.tally(call_out.id).next_due == T0 + timedelta(hours=8)


def test_who_cannot_be_reached_is_listed(field: Field) -> None:
    people = [field.person(1, email="", phone="0664 1"), field.person(2, email="no")]
    opened = field.open(people)
    found = field.calling.tally(opened.id)
    assert found.unreached == (people[0].id,)


def test_answers_become_availability_and_again_only_what_changed(field: Field) -> None:
    call_out = field.open([field.person(1), field.person(2)])
    callees = {field.called(call_out.id).person_of(k).code: k
               for k in field.called(call_out.id).callees}  # fmt: skip
    until = date(2026, 9, 30)
    partly = SpokenReply(callees["I-001"], Answer.PARTLY, "Ann", available_until=until)
    field.calling.record_reply(call_out.id, partly)
    field.calling.record_reply(call_out.id, SpokenReply(callees["I-002"], Answer.UNAVAILABLE, "A"))
    assert len(field.calling.take_over_replies(call_out.id).changes) == 3
    with field.store.read() as reading:
        days = {(a.first_day, a.last_day, a.available) for a in reading.all(Availability)}
    assert days == {
        (FIRST, until, True), (until + timedelta(days=1), LAST, False), (FIRST, LAST, False),
    }  # fmt: skip
    assert not field.calling.take_over_replies(call_out.id)


def test_an_outbox_holds_each_message_once(field: Field, tmp_path: Path) -> None:
    people = [field.person(1), field.person(2, channels=("sms",)),
              field.person(3, channels=("voice",), name="=cmd")]  # fmt: skip
    call_out = field.open(people)
    field.calling.queue_due(call_out.id)
    box = field.calling.write_outbox(call_out.id, tmp_path / "out", "ops@example.org")
    names = sorted(path.name for path in box.files)
    assert names[1:] == ["sms.csv", "voice.csv"]
    assert "'=cmd" in (tmp_path / "out" / "voice.csv").read_text(encoding="utf-8-sig")
    assert field.states_of(call_out.id) == ["written"] * 3
    again = field.calling.write_outbox(call_out.id, tmp_path / "out", "ops@example.org")
    assert again.files == ()
    field.clock.on(hours=2)
    field.calling.queue_due(call_out.id)
    third = field.calling.write_outbox(call_out.id, tmp_path / "out", "ops@example.org")
    assert [path.name for path in third.files] == ["sms-002.csv"]


@pytest.mark.parametrize("most", [2, 5])
def test_a_telephone_tree_reaches_everybody_once_with_few_calls_each(
    field: Field, most: int
) -> None:
    zones = ("Europe/Vienna", "Asia/Tokyo", "America/Lima")
    people = [
        field.person(n, time_zone=zones[n % 3], languages=(("en", "fr", "es")[n % 3], "en"))
        for n in range(1, 31)
    ]
    call_out = field.open([*people, field.person(99, phone="")])
    tree = field.calling.phone_tree(call_out.id, most)
    assert sorted(call.code for call in tree.calls) == sorted(one.code for one in people)
    assert max(Counter(call.caller_code for call in tree.calls).values()) <= most
    assert len(tree.without_number) == 1
    reached = {"–"}
    for call in tree.calls:
        assert call.caller_code in reached
        assert call.language
        reached.add(call.code)
    with pytest.raises(RuleError, match="fan_out"):
        field.calling.phone_tree(call_out.id, 1)


def test_a_hundred_and_seventy_people_answer_by_script(
    field: Field, post: Post, tmp_path: Path
) -> None:
    people = [
        field.person(n, languages=(("en", "fr", "es", "ru", "zh", "ar")[n % 6],))
        for n in range(1, 171)
    ]
    call_out = field.open(people[:120], people[120:], wave_hours=1)
    field.calling.queue_due(call_out.id)
    assert field.calling.send(call_out.id, post.gateway).sent == 120
    field.clock.on(hours=1)
    field.calling.queue_due(call_out.id)
    assert field.calling.send(call_out.id, post.gateway).sent == 50
    yes = ("Yes", "Oui", "Sí", "Да", "是", "نعم")
    no = ("No", "Non", "No", "Нет", "否", "لا")
    expected: Counter[str] = Counter()
    mails = []
    for number in range(len(post.moods.accepted)):
        sent = post.moods.mail(number)
        who = int(str(sent["To"].addresses[0].username).removeprefix("person"))
        role = ("available", "unavailable", "partly", "unclear", "silent")[who % 5]
        expected[role] += 1
        texts = {
            "available": yes[who % 6],
            "unavailable": no[who % 6],
            "partly": "FROM 2026-09-01 UNTIL 2026-09-30",
            "unclear": "???",
        }
        if role in texts:
            quoted = "\n".join("> " + line for line in
                               next(sent.iter_parts()).get_content().splitlines())  # fmt: skip
            subject = f"Re: {sent['Subject']}"
            mails.append(reply(who, f"{texts[role]}\n\nops wrote:\n{quoted}", who, subject=subject))
    field.clock.on(hours=4)
    read = field.calling.read_replies(call_out.id, [mbox(tmp_path / "in.mbox", *mails)])
    assert (read.counted, read.to_review) == (136, 0)
    found = field.calling.tally(call_out.id, silent_after_h=4)
    shown = {name: getattr(found.counts, name) for name in expected}
    assert shown == dict(expected) == dict.fromkeys(expected, 34)
    assert found.by_hour[-1].answered == 136
    assert sum(line.replies for line in found.by_hour) == 136
    assert [line.group for line in found.by_region] == ["Africa", "Eastern Europe"]
    assert len(found.silent) == 68
    assert len(found.whole) == 34
    assert {line.available for line in found.coverage} == {34, 68}
    assert len(field.calling.call_out_log(call_out.id)) == 170 * 2 + 136
