"""The Secretariat's certification and seal on any day (P.38); both ends are inclusive."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from osi_app.equipment.records import Certification


@dataclass(frozen=True, slots=True)
class CertificationLapse:
    """The first day without a valid certification, and the one that ends before it."""

    first_day: date
    certification: Certification


def that_counts(certifications: Sequence[Certification], day: date) -> Certification | None:
    """The newest certification of or before that day, or None."""
    done = [found for found in certifications if found.certified_on <= day]
    return max(done, key=lambda found: (found.certified_on, found.valid_until), default=None)


def first_lapse(
    certifications: Sequence[Certification], first: date, last: date
) -> CertificationLapse | None:
    """The first day of the period on which the certification that counts has ended, or None.

    An item without any certification by ``first`` is missing one, which is another finding.
    """
    turns = {first} | {found.valid_until + timedelta(days=1) for found in certifications}
    turns |= {found.certified_on for found in certifications}
    for day in sorted(turn for turn in turns if first <= turn <= last):
        counts = that_counts(certifications, day)
        if counts is not None and counts.valid_until < day:
            return CertificationLapse(day, counts)
    return None
