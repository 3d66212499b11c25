"""What a person's contact fields may hold: each text checked and written one way, or refused.

Pure functions over the tables of the libraries. Each raises ``ValueError`` with a short reason that
reads after the name of the field ("home airport: there is no airport XQZ").
"""

from collections.abc import Mapping
from functools import cache

from osi_app.roster.builder.question import Fluency
from osi_app.roster.callout.addresses import email_address
from osi_app.roster.callout.airports import airport_zones

LEVELS = tuple(fluency.name.casefold() for fluency in Fluency)
"""How well a language is spoken: basic, working, fluent, native."""


def phone_checked(text: str, region: str = "") -> str:
    """The number as +436641234567. ``region`` is the code of the State (``AT`` or ``AUT``) whose
    number it is when it does not begin with ``+``."""
    import phonenumbers  # noqa: PLC0415  # the numbering plans of all countries

    typed = text.strip()[:60]
    try:
        number = phonenumbers.parse(typed, region_of(region) or None)
    except phonenumbers.NumberParseException as error:
        if error.error_type == error.INVALID_COUNTRY_CODE:
            raise ValueError(f"{typed!r} does not begin with + and a country's code") from None
        raise ValueError(f"{typed!r} is no telephone number") from None
    if number.extension:
        raise ValueError(f"{typed!r} has an extension, which cannot be dialled from outside")
    own = phonenumbers.national_significant_number(number)
    if not phonenumbers.normalize_digits_only(typed).endswith(own):
        raise ValueError(f"{typed!r} holds more than one number")
    if not phonenumbers.is_valid_number(number):
        raise ValueError(f"{typed!r} is no number that +{number.country_code} has given out")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email_checked(text: str) -> str:
    """One address as a mail server takes it."""
    address = email_address(text)
    if not address:
        reason = "has no @" if "@" not in text else "is no address a mail server takes"
        raise ValueError(f"{text.strip()[:60]!r} {reason}")
    return address


def airport_checked(text: str) -> str:
    """The IATA code of an airport, in capitals."""
    code = text.strip().upper()
    if code not in airport_zones():
        raise ValueError(f"there is no airport {text.strip()[:40]!r}")
    return code


def zone_checked(text: str) -> str:
    """The IANA name of a time zone as it is written there."""
    typed = text.strip()
    name = _zones().get(typed.casefold().replace(" ", "_"))
    if name is None:
        near = _zone_of_place().get(typed.rpartition("/")[2].casefold().replace(" ", "_"))
        meant = f"; {near} is one" if near else ""
        raise ValueError(f"there is no time zone {typed[:40]!r}{meant}")
    return name


def language_checked(text: str) -> str:
    """``fr`` or ``fr:basic``: the ISO 639 code, of two letters where there is one, and the level
    where one is given."""
    typed, mark, level = (part.strip().casefold() for part in text.partition(":"))
    code = _languages().get(typed)
    if code is None:
        named = _language_names().get(typed)
        meant = f"; {typed[:40]} is {named}" if named else ""
        raise ValueError(f"{typed[:40]!r} is no ISO 639 code of a language{meant}")
    if mark and level not in LEVELS:
        raise ValueError(f"{level[:40]!r} is no level of a language; levels: {', '.join(LEVELS)}")
    return f"{code}:{level}" if mark else code


@cache
def region_of(state_code: str) -> str:
    """The ISO 3166 code of two letters of a State known by two or three; "" for any other."""
    import pycountry  # noqa: PLC0415  # reads its tables when first asked

    code = state_code.strip().upper()
    if len(code) not in (2, 3):
        return ""
    known = pycountry.countries
    found = known.get(alpha_2=code) if len(code) == 2 else known.get(alpha_3=code)
    return str(found.alpha_2) if found else ""


@cache
def _zones() -> Mapping[str, str]:
    from zoneinfo import available_timezones  # noqa: PLC0415  # walks a folder of 600 files

    names = sorted(available_timezones())
    return {name.casefold(): name for name in names if "/" in name or name == "UTC"}


@cache
def _zone_of_place() -> Mapping[str, str]:
    """The last part of a name -> the name."""
    return {name.rpartition("/")[2].casefold(): name for name in reversed(tuple(_zones().values()))}


@cache
def _languages() -> Mapping[str, str]:
    """Every code of two or three letters -> the shortest of that language."""
    import pycountry  # noqa: PLC0415  # reads its tables when first asked

    found: dict[str, str] = {}
    for one in pycountry.languages:
        short = str(getattr(one, "alpha_2", one.alpha_3))
        names = ("alpha_2", "alpha_3", "bibliographic")
        found |= {str(code): short for name in names if (code := getattr(one, name, None))}
    return found


@cache
def _language_names() -> Mapping[str, str]:
    import pycountry  # noqa: PLC0415  # reads its tables when first asked

    return {
        one.name.casefold(): str(getattr(one, "alpha_2", one.alpha_3))
        for one in pycountry.languages
    }
