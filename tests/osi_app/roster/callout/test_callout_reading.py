"""What replies say, in six languages and in whatever shape a mail comes."""

import time
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osi_app.roster.callout.addresses import e164, email_address, is_of
from osi_app.roster.callout.day_reading import Asked
from osi_app.roster.callout.mail_reading import LARGEST_MAIL, RawMail, read_mail
from osi_app.roster.callout.quoting import subject_written, written
from osi_app.roster.callout.reply_reading import read_reply
from osi_app.roster.callout.tokens import ALPHABET, is_sound, new_token, tokens_in
from osi_app.roster.callout_records import Answer
from osi_app.roster.records import Inspector

ASKED = Asked(date(2026, 8, 30), date(2026, 10, 27))
TOKEN = new_token()
YES, PARTLY, NO, UNCLEAR = Answer.AVAILABLE, Answer.PARTLY, Answer.UNAVAILABLE, Answer.UNCLEAR


# ---- tokens --------------------------------------------------------------------------------


@given(st.integers(0, 11), st.sampled_from(ALPHABET))
def test_every_single_wrong_sign_breaks_the_check(place: int, sign: str) -> None:
    signs = list(TOKEN.replace("-", ""))
    same = signs[place] == sign
    signs[place] = sign
    assert is_sound("".join(signs)) is same


def test_tokens_differ_and_hold_no_sign_that_looks_like_another() -> None:
    tokens = {new_token() for _ in range(2_000)}
    assert len(tokens) == 2_000
    assert not set("".join(tokens)) & set("0O1I")
    assert all(tokens_in(one) == (one,) and is_sound(one) for one in tokens)


@pytest.mark.parametrize("shape", ["{}", "re: [{}]", "x+{}@example.org", "code {}."])
def test_a_token_is_found_however_it_is_written(shape: str) -> None:
    for told in (TOKEN, TOKEN.lower(), TOKEN.replace("-", " "), TOKEN.replace("-", "–")):
        assert tokens_in(shape.format(told)) == (TOKEN,)
    assert tokens_in(TOKEN.replace("-", "")) == (TOKEN,)


def test_words_are_no_tokens() -> None:
    assert tokens_in("That would be unacceptable. They have been away, from 2026-08-30 on.") == ()


# ---- addresses -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("+43 664 1000001", "+436641000001"),
        (" +43 (664) 1000-001", "+436641000001"),
        ("0664 1000001", ""),
        ("+999 12", ""),
        ("", ""),
    ],
)
def test_numbers_become_e164_or_nothing(typed: str, number: str) -> None:
    assert e164(typed) == number


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("a.b+c@Example.ORG", "a.b+c@example.org"),
        ("a@bücher.example", "a@xn--bcher-kva.example"),
        ("a@localhost", ""),
        ("a b@example.org", ""),
        ("a@example.org\r\nBcc: x@y.org", ""),
        (".a@example.org", ""),
        ("ü@example.org", ""),
        ("a@-x.org", ""),
    ],
)
def test_addresses_are_checked_before_anything_is_sent_to_them(typed: str, address: str) -> None:
    assert email_address(typed) == address


def test_a_number_before_a_gateways_domain_is_the_person() -> None:
    person = Inspector(
        code="I-1", name="A", latin_name="A", email="A@example.org", phone="+43 664 1000001",
        nationality_id=UUID(int=1),
    )  # fmt: skip
    for sender in ("a@EXAMPLE.org", "+436641000001", "00436641000001@sms.example.net"):
        assert is_of(person, sender)
    for sender in ("", "b@example.org", "436641000002@sms.example.net", "a@example.org.evil.net"):
        assert not is_of(person, sender)


# ---- what a text says ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("YES", YES), ("Yes, I am available.", YES), ("NO", NO), ("No, sorry", NO),
        ("I am not available", NO), ("I can't", NO), ("I can not come", NO),
        ("OUI", YES), ("Je ne suis pas disponible", NO), ("Non.", NO), ("si possible", UNCLEAR),
        ("Sí", YES), ("No puedo", NO), ("Sí, puedo", YES),
        ("Да, могу", YES), ("НЕТ", NO), ("Не могу", NO),
        ("是", YES), ("否", NO), ("我能参加", YES), ("我不能参加", NO), ("不知道是否可以", UNCLEAR),
        ("نعم", YES), ("لا", NO), ("غير متاح", NO),
        ("Thanks, received", UNCLEAR), ("", UNCLEAR), ("I might be available", UNCLEAR),
        ("Am I available?", UNCLEAR), ("Yes. No, wait, I cannot.", UNCLEAR),
        ("I have no objections", UNCLEAR), ("yes, no problem", YES),
        ("Yes but not on Sundays", UNCLEAR), ("Yes\nConstraints: none", YES),
    ],
)  # fmt: skip
def test_yes_and_no_in_six_languages(text: str, answer: Answer) -> None:
    assert read_reply(text, ASKED).answer is answer
    assert read_reply(f"{text} \n{TOKEN}", ASKED).answer is answer


SEPTEMBER = (date(2026, 9, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    "text",
    [
        "from 2026-09-01 until 2026-09-30", "available 1 Sep to 30 Sep", "01.09.2026 - 30.09.2026",
        "Yes, from September 1st, 2026 to September 30th, 2026", "2026/09/01 – 2026/09/30",
        "du 1er septembre au 30 septembre 2026",
        "desde el 1 de septiembre hasta el 30 de septiembre",
        "С 1 сентября по 30 сентября 2026 г.",
        "从2026年9月1日到2026年9月30日", "9月1日至9月30日 可以",
        "من 1 سبتمبر إلى 30 سبتمبر 2026",
        "من ٢٠٢٦-٠٩-٠١ إلى ٢٠٢٦-٠٩-٣٠",
        "09/01/2026 to 09/30/2026",
        "I am available from 1 September\nuntil 30 September",
    ],
)  # fmt: skip
def test_days_in_the_forms_of_six_languages(text: str) -> None:
    said = read_reply(text, ASKED)
    assert (said.answer, said.first, said.last) == (PARTLY, *SEPTEMBER)


@pytest.mark.parametrize(
    ("first", "last", "answer"),
    [
        ("2026-08-30", "2026-10-27", YES),
        ("2026-08-29", "2026-10-28", YES),
        ("2026-08-31", "2026-10-27", PARTLY),
        ("2026-08-30", "2026-10-26", PARTLY),
        ("2026-10-27", "2026-11-30", PARTLY),
        ("2026-10-28", "2026-11-30", UNCLEAR),
        ("2026-08-01", "2026-08-29", UNCLEAR),
        ("2026-09-02", "2026-09-01", UNCLEAR),
    ],
)
def test_days_are_held_against_the_days_asked_about(first: str, last: str, answer: Answer) -> None:
    assert read_reply(f"FROM {first} UNTIL {last}", ASKED).answer is answer


@pytest.mark.parametrize(
    "text",
    [
        "I am on leave from 2026-09-01 until 2026-09-10",
        "Yes but I am away from 2026-09-01 until 2026-09-10",
        "Unavailable from 2026-09-01 until 2026-09-10",
        "from 03/04/2026 to 05/04/2026",
        "from 31.02.2026 until 01.10.2026",
        "yes, 2026-09-26",
        "from 2026-09-01 until 2026-09-10 or from 2026-10-01 until 2026-10-10",
    ],
)
def test_what_could_mean_the_contrary_stays_unclear(text: str) -> None:
    said = read_reply(text, ASKED)
    assert (said.answer, said.first, said.last) == (UNCLEAR, None, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("YES airport cdg", "CDG"), ("Aéroport : CDG", "CDG"), ("机场 PEK", "PEK"),
        ("YES AIRPORT ZZZ", ""), ("YES FOR ALL", ""), ("yes, leaving from VIE", "VIE"),
    ],
)  # fmt: skip
def test_an_airport_is_one_that_exists(text: str, code: str) -> None:
    assert read_reply(text, ASKED, ("VIE",)).airport == code


def test_constraints_are_kept_as_written_and_their_days_say_nothing() -> None:
    said = read_reply("OUI\nCONTRAINTES : visa jusqu'au 2026-10-01, végétarien", ASKED)
    assert said.answer is YES
    assert said.constraints == "visa jusqu'au 2026-10-01, végétarien"


@pytest.mark.parametrize(
    "quoted",
    [
        "\n> YES\n> NO",
        "\nOn Mon, 24 Aug 2026 ops wrote:\n> YES",
        "\n-----Original Message-----\nFrom: ops\nYES",
        "\nFrom: ops\nSent: Monday\nSubject: x\n\nYES",
        "\nLe lun. 24 août 2026, ops a écrit :\n\nOUI",
        "\n-- \nYES we can Ltd.",
        "\nWrite one of these above this text:",
    ],
)
def test_what_is_answered_to_is_no_answer(quoted: str) -> None:
    ours = "Write one of these above this text:\nYES\nNO"
    assert written(f"NO{quoted}", [ours]) == "NO"


def test_an_answer_below_the_quotation_is_read() -> None:
    assert written("On Monday ops wrote:\n> are you available?\n\nYES") == "YES"
    assert subject_written("RE: Re: Call-out OSI-1", "Call-out OSI-1") == ""
    assert subject_written("YES", "Call-out OSI-1") == "YES"


# ---- mails -----------------------------------------------------------------------------------

HEAD = b"From: a@example.org\r\nSubject: x\r\nMessage-ID: <1@x>\r\n"


def mail(body: bytes, head: bytes = HEAD) -> Any:
    return read_mail(RawMail("mail 1", head + body))


def test_html_alone_is_read_without_its_scripts() -> None:
    html = b"<p>YES</p><script>NO</script><style>NO</style><blockquote>NO</blockquote>"
    assert mail(b"Content-Type: text/html\r\n\r\n" + html).text == "YES"


@pytest.mark.parametrize("charset", [b"utf-8", b"no-such", b"ascii", b"idna", b"hex", b"utf-16"])
def test_a_wrong_charset_is_no_reason_to_fail(charset: bytes) -> None:
    found = mail(b"Content-Type: text/plain; charset=" + charset + b"\r\n\r\nYES \xff\x00\xfe")
    assert "\x00" not in found.text


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\n\n", b"\x00" * 1000, b"From:", b"From: =?utf-8?b?////?= <a@b.org>\n\nYES",
        b"Date: Thu, 99 Foo 99999 99:99:99 +9999\n\nYES", b"Content-Type: multipart/mixed\n\nYES",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n--x\n--x",
        b"From: " + b"a," * 200_000,
        b"Content-Transfer-Encoding: base64\n\n%%%%",
        b"Content-Type: text/html\n\n" + b"<!" * 200_000,
        b"Content-Type: text/html\n\n" + b"<a " * 100_000,
        b"Subject: " + b"=?utf-8?q?a?= " * 50_000,
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
                 for n in range(3_000)),
    ],
)  # fmt: skip
def test_no_mail_makes_it_fail_or_hang(content: bytes) -> None:
    began = time.process_time()
    found = read_mail(RawMail("mail 1", content))
    assert "\x00" not in found.text + found.subject + found.sender
    assert time.process_time() - began < 2


@given(st.binary(max_size=400), st.sampled_from([b"", HEAD, b"Content-Type: multipart/mixed\n\n"]))
def test_any_bytes_are_some_mail(content: bytes, head: bytes) -> None:
    assert len(read_mail(RawMail("mail 1", head + content)).sha256) == 64


@pytest.mark.parametrize(("more", "problem"), [(0, ""), (1, "too_large")])
def test_ten_megabytes_are_read_and_one_byte_more_is_said(more: int, problem: str) -> None:
    head = HEAD + b"\r\nYES\r\n"
    found = read_mail(RawMail("mail 1", head + b"x" * (LARGEST_MAIL - len(head) + more)))
    assert found.problem == problem
    assert found.text.startswith("YES")


def test_automatic_answers_and_returned_messages_are_no_replies() -> None:
    assert mail(b"Auto-Submitted: auto-replied\r\n\r\nYES").problem == "automatic"
    report = b"Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\n\r\nAction: %s\r\n--x--"
    assert mail(report % b"failed").problem == "bounced"
    assert mail(report % b"delayed").problem == "automatic"


@pytest.mark.parametrize(
    ("status", "answer"), [("ACCEPTED", YES), ("DECLINED", NO), ("TENTATIVE", UNCLEAR)]
)
def test_the_click_on_an_invitation_is_an_answer(status: str, answer: Answer) -> None:
    calendar = (
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:abc@osi\r\n -planner.invalid\r\n"
        f"ATTENDEE;PARTSTAT={status}:mailto:a@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    found = mail(b"Content-Type: text/calendar; method=REPLY\r\n\r\n" + calendar.encode())
    assert (found.invitation.uid, found.invitation.answer) == ("abc@osi-planner.invalid", answer)
