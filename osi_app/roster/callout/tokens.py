"""Tokens by which a reply finds its callee: unguessable, readable aloud, checked for typing errors.

A token is three groups of four (``7KQM-2XWD-A94P``) of 32 signs that cannot be taken for one
another: 55 random bits and a check sign (Luhn modulo 32). Every single wrong sign and nearly every
exchange of two neighbours breaks the check: what breaks it was typed wrong, what keeps it and is
not known was made up.
"""

import re
import secrets
from collections.abc import Iterator

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, O, 1 and I."""
LENGTH = 12
_SIGN = f"[{ALPHABET}]"
_DASH = "[-‐‑‒–—−_ ]"
_TOKEN = re.compile(
    rf"(?<![0-9A-Z])({_SIGN}{{4}}){_DASH}?({_SIGN}{{4}}){_DASH}?({_SIGN}{{4}})(?![0-9A-Z])"
)


def new_token() -> str:
    """A token that nobody can guess. It always has a digit, by which it is told from words."""
    while True:
        signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
        signs += _check_sign(signs)
        if _has_digit(signs):
            return grouped(signs)


def grouped(signs: str) -> str:
    """Twelve signs in three groups."""
    return "-".join(signs[start : start + 4] for start in range(0, LENGTH, 4))


def is_sound(token: str) -> bool:
    """Whether the check sign fits. False: it was typed wrong."""
    signs = token.replace("-", "")
    return (
        len(signs) == LENGTH
        and all(sign in ALPHABET for sign in signs)
        and _check_sign(signs[:-1]) == signs[-1]
    )


def tokens_in(text: str) -> tuple[str, ...]:
    """Whatever looks like a token, in groups of four with capital letters, each once and in order:
    small letters, other dashes, spaces and no dashes at all are read too."""
    return tuple(dict.fromkeys(_found(text)))


def _found(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text.upper()):
        signs = "".join(match.groups())
        if _has_digit(signs):
            yield grouped(signs)


def _has_digit(signs: str) -> bool:
    return any(sign.isdigit() for sign in signs)


def _check_sign(signs: str) -> str:
    """Luhn modulo 32: from the right, every other sign counts double."""
    total = 0
    for place, sign in enumerate(reversed(signs)):
        value = ALPHABET.index(sign) * (2 if place % 2 == 0 else 1)
        total += value // len(ALPHABET) + value % len(ALPHABET)
    return ALPHABET[-total % len(ALPHABET)]
