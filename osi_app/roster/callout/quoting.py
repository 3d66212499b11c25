"""What a person wrote, without what they answered to."""

import re
from collections.abc import Iterable, Sequence

from osi_app.roster.callout.words import phrases, plain

SHORTEST_OWN_LINE = 12
"""Letters of a line of ours that is taken out of a reply; shorter ones (YES) may be theirs."""
_REPLY_MARK = re.compile(
    r"^\s*(?:re|aw|sv|fw|fwd|tr|отв|ответ|回复|答复|رد)\s*[:：]\s*", re.IGNORECASE
)


def written(text: str, ours: Iterable[str] = ()) -> str:
    """The reply alone: quoted lines, forwarded headers, the signature and every line that is our
    own text are left out, wherever they stand."""
    own = {_bare(line) for block in ours for line in block.splitlines()}
    own = {line for line in own if len(line) >= SHORTEST_OWN_LINE}
    kept: list[str] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines):
        if line.rstrip() == "--" or _begins_quotation(lines, number):
            break
        if line.lstrip().startswith((">", "|")) or _is_attribution(line) or _bare(line) in own:
            continue
        kept.append(line.strip())
    return "\n".join(kept).strip()


def subject_written(subject: str, ours: str) -> str:
    """What a person wrote into the subject: "" when it is ours, with or without ``Re:``."""
    bare = subject
    while (shorter := _REPLY_MARK.sub("", bare)) != bare:
        bare = shorter
    return "" if _bare(bare) == _bare(ours) else bare.strip()


def _begins_quotation(lines: Sequence[str], number: int) -> bool:
    """Whether all that follows is the message answered to."""
    line = plain(lines[number]).strip()
    if line.strip("-_ ").startswith(phrases("original")):
        return True
    if line.startswith(phrases("header_first")):
        return any(plain(one).strip().startswith(phrases("header_then"))
                   for one in lines[number + 1 : number + 5])  # fmt: skip
    if not _is_attribution(lines[number]):
        return False
    following = next((one.strip() for one in lines[number + 1 :] if one.strip()), "")
    return not following.startswith(">")  # marked lines are told apart one by one


def _is_attribution(line: str) -> bool:
    return plain(line).rstrip().endswith(phrases("attribution"))


def _bare(line: str) -> str:
    return " ".join(line.lstrip("> |\t").split())
