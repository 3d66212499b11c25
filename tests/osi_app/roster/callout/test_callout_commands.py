"""``callout …`` from opening to tally, as a shell runs it."""

from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from osi_app.inspection.service import InspectionService
from osi_app.kernel.command import Answer, Console, ExitCode
from osi_app.kernel.errors import NotFoundError, RuleError
from osi_app.kernel.ports import Store, never_cancelled, no_progress
from osi_app.roster.callout.gateway import Gateway, Security, read_gateway
from osi_app.roster.callout.wording import (
    PLACEHOLDERS,
    shipped_templates,
)
from osi_app.roster.callout_commands import COMMANDS
from osi_app.roster.callout_records import Channel, MessageTemplate
from osi_app.roster.callout_service import CallingOut
from osi_app.texts import texts
from tests.osi_app.roster.callout.campaign import Field
from tests.osi_app.roster.callout.conftest import Post


@dataclass
class House:
    """What the commands need of one."""

    store: Store
    roster: CallingOut
    inspection: InspectionService


def run(field: Field, line: str, *more: str) -> Answer:
    """Runs "callout open --code …"."""
    name, _, rest = line.partition(" --")
    words = [*(f"--{rest}".split() if rest else []), *more]
    command = next(one for one in COMMANDS if one.name == name)
    parser = ArgumentParser()
    command.arguments(parser)
    house = House(field.store, field.calling, InspectionService(field.store, field.clock))
    return command.run(house, parser.parse_args(words), Console(no_progress, never_cancelled))


OPEN = "callout open --code A --title OSI-1 --from 2026-08-30 --until 2026-10-27"


def test_a_call_out_from_opening_to_tally(field: Field, post: Post, tmp_path: Path) -> None:
    field.person(1)
    field.person(2)
    field.person(3, email="", phone="")
    opened = run(field, OPEN, "--reply-by", "2026-08-24T18:00Z", "--all")
    assert (opened.exit_code, opened.data["people"]) == (ExitCode.FINDINGS, 3)
    assert [one["code"] for one in opened.data["unreached"]] == ["I-003"]
    gateway = tmp_path / "gateway.toml"
    gateway.write_text(
        f'sender = "ops@example.org"\nhost = "127.0.0.1"\nport = {post.gateway.port}\n'
        'security = "none"\n', encoding="utf-8",
    )  # fmt: skip
    sent = run(field, "callout send --code A", "--gateway", str(gateway))
    assert (sent.exit_code, sent.data["sent"], sent.data["queued"]) == (ExitCode.FINE, 2, 2)
    said = run(field, "callout reply --code A", "I-001", "available", "--by", "Ann")
    assert said.data == {"person": "I-001", "answer": "available"}
    told = run(field, "callout tally --code A").data
    assert told["counts"] == {
        "available": 1, "partly": 0, "unavailable": 0, "unclear": 0, "silent": 2, "people": 3,
    }  # fmt: skip
    assert (told["whole"], told["unreached"]) == (["I-001"], ["I-003"])
    tree = run(field, "callout tree --code A --silent").data
    assert [one["code"] for one in tree["calls"]] == ["I-002"]
    field.clock.on(hours=2)
    out = run(field, "callout outbox --code A --sender ops@example.org", str(tmp_path / "out"))
    assert out.data["files"] == ["sms.csv"]


def test_wrong_usage_is_told(field: Field) -> None:
    field.person(1)
    with pytest.raises(RuleError, match="nobody_called"):
        run(field, OPEN, "--reply-by", "2026-08-24T18:00Z")
    with pytest.raises(NotFoundError, match="no_such_inspector"):
        run(field, OPEN, "--reply-by", "2026-08-24T18:00Z", "--wave", "I-9")
    with pytest.raises(RuleError, match="invalid_instant"):
        run(field, OPEN, "--reply-by", "soon", "--all")
    with pytest.raises(RuleError, match="reply_by_order"):
        run(field, OPEN, "--reply-by", "2026-08-24T06:00Z", "--all")
    with pytest.raises(NotFoundError, match="no_such_call_out"):
        run(field, "callout tally --code B")


def test_every_shipped_text_asks_with_a_token_in_six_languages() -> None:
    templates = shipped_templates()
    kinds = {(one.code, one.channel) for one in templates}
    assert kinds == {
        (code, channel)
        for code in ("launch", "exercise", "changed", "stood_down")
        for channel in (Channel.EMAIL, Channel.SMS)
    }
    for kind in kinds:
        languages = {one.language for one in templates if (one.code, one.channel) == kind}
        assert languages == {"en", "fr", "es", "ru", "zh", "ar"}
    for one in templates:
        for place in ("{token}", "{from}", "{until}"):
            assert place in one.body, (one.code, one.language, one.channel)


def test_a_template_of_ones_own_is_checked(field: Field) -> None:
    values: dict[str, Any] = {"code": "mine", "language": "en", "channel": Channel.EMAIL}
    with pytest.raises(RuleError, match="template_placeholder"):
        field.calling.record("T", MessageTemplate(body="{token} {date}", **values))
    with pytest.raises(RuleError, match="template_no_token"):
        field.calling.record("T", MessageTemplate(body="Come!", **values))
    every = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    field.calling.record("T", MessageTemplate(body=every, subject="S", **values))
    with pytest.raises(RuleError, match="no_call_template"):
        field.open([field.person(1, channels=("sms",))], template="mine")


def test_a_gateway_keeps_no_password_and_refuses_what_cannot_work(tmp_path: Path) -> None:
    path = tmp_path / "g.toml"
    path.write_text('sender = "ops@example.org"\npassword = "x"\n', encoding="utf-8")
    with pytest.raises(RuleError, match="gateway_file"):
        read_gateway(path)
    told = Gateway("ops@example.org", password="secret", security=Security.SSL)
    assert "secret" not in repr(told)
    wrong: tuple[tuple[dict[str, Any], str], ...] = (
        ({"sender": "ops"}, "gateway_sender"),
        ({"sms_address": "{number}"}, "gateway_sms"),
        ({"timeout_s": 0.0}, "gateway_wait"),
    )
    for values, code in wrong:
        with pytest.raises(RuleError, match=code):
            Gateway(**({"sender": "ops@example.org"} | values))


def test_every_problem_of_a_reply_is_told_in_words() -> None:
    assert texts()["callout"].keys() >= {
        "sender_differs", "several_callees", "other_call_out", "unknown_token", "mistyped_token",
        "no_token", "unknown_sender", "bounced", "automatic", "too_large", "broken", "interrupted",
    }  # fmt: skip
