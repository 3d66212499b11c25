"""What every headless import has in common: its options, and what it answers."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from typing import Any, Protocol

from osi_app.kernel.changes import ChangeSet
from osi_app.kernel.command import Answer, ExitCode
from osi_app.kernel.errors import ImportRefused
from osi_app.kernel.importing import ImportPreview


class _Applying(Protocol):
    def apply_import(
        self, preview: ImportPreview, deselected: frozenset[str], *, accept_refusals: bool
    ) -> ChangeSet: ...


def add_import_options(parser: ArgumentParser) -> None:
    """``--dry-run`` and ``--skip-refused``."""
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, do nothing")
    parser.add_argument(
        "--skip-refused", action="store_true", help="take the good rows although some are refused"
    )


def add_columns(parser: ArgumentParser) -> None:
    """``--map`` and ``--set``, for tables."""
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        type=pair("header=field"),
        metavar="HEADER=FIELD",
        help="a column is this field (HEADER= drops it; may be repeated)",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        type=pair("field=value"),
        metavar="FIELD=VALUE",
        help="the value where the file has no column or an empty cell (may be repeated)",
    )


def pair(shape: str) -> Callable[[str], tuple[str, str]]:
    """A reader of ``left=right``; the last ``=`` parts them."""

    def read(typed: str) -> tuple[str, str]:
        left, mark, right = typed.rpartition("=")
        if not mark or not left:
            raise ArgumentTypeError(f"{typed!r} is not {shape}")
        return left, right

    return read


def imported(service: _Applying, preview: ImportPreview, arguments: Namespace) -> Answer:
    """Applies the preview, or says what it would do. Raises ``ImportRefused`` when rows are refused
    and that is not accepted."""
    counts = {action: preview.count(action) for action in ("create", "update", "unchanged")}
    refused = [{"where": r.where, "reason": r.reason, "remedy": r.remedy} for r in preview.refusals]
    if preview.refusals and not (arguments.skip_refused or arguments.dry_run):
        raise ImportRefused(preview.file, preview.refusals)
    seq = 0
    if not arguments.dry_run:
        seq = service.apply_import(preview, frozenset(), accept_refusals=True).seq
    data: dict[str, Any] = {
        **counts, "refused": refused, "notes": list(preview.notes), "journal_seq": seq
    }  # fmt: skip
    text = _told(preview, counts, refused, dry_run=arguments.dry_run)
    return Answer(text, data, ExitCode.REFUSED if refused else ExitCode.FINE)


def _told(
    preview: ImportPreview, counts: dict[str, int], refused: list[dict[str, str]], *, dry_run: bool
) -> str:
    text = ", ".join(f"{word} {count}" for word, count in counts.items())
    done = "a dry run, nothing was changed" if dry_run else preview.label
    lines = [f"{preview.file}: {text}, refused {len(refused)} ({done})"]
    lines += [f"  note: {note}" for note in preview.notes]
    lines += [f"  refused {one['where']}: {one['reason']}" for one in refused[:20]]
    return "\n".join(lines)
