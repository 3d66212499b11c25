"""The colours of both appearances. Every pair of text and ground reaches WCAG AA (4.5 : 1)."""

from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette


class Colours(NamedTuple):
    """One appearance. ``breach``, ``warning``, ``good`` and ``note`` are for text and shapes,
    the ``…_ground`` ones lie behind them."""

    window: str
    base: str
    raised: str
    text: str
    muted: str
    line: str
    accent: str
    on_accent: str
    accent_ground: str
    breach: str
    breach_ground: str
    warning: str
    warning_ground: str
    good: str
    good_ground: str
    note: str


LIGHT = Colours(
    window="#eef1f5",
    base="#ffffff",
    raised="#f7f9fb",
    text="#18212c",
    muted="#566273",
    line="#d3dae3",
    accent="#1b5e9e",
    on_accent="#ffffff",
    accent_ground="#dceaf7",
    breach="#b3231a",
    breach_ground="#fbe6e4",
    warning="#855600",
    warning_ground="#fbf0d8",
    good="#1c6b3a",
    good_ground="#e0f2e6",
    note="#566273",
)

DARK = Colours(
    window="#12161c",
    base="#191f27",
    raised="#202833",
    text="#e5eaf1",
    muted="#9dabbc",
    line="#313c4a",
    accent="#6db3f2",
    on_accent="#0b1a29",
    accent_ground="#1f3a54",
    breach="#ff8f85",
    breach_ground="#45211f",
    warning="#f3bd55",
    warning_ground="#3f3115",
    good="#74d398",
    good_ground="#183824",
    note="#9dabbc",
)


def colours_of(palette: QPalette) -> Colours:
    """The colours that go with a palette: read from it, so that nothing is kept anywhere."""
    dark = palette.color(QPalette.ColorRole.Window).lightness() < 128
    return DARK if dark else LIGHT


def palette_of(colours: Colours) -> QPalette:
    """The palette for Fusion."""
    role = QPalette.ColorRole
    palette = QPalette()
    for where, colour in (
        (role.Window, colours.window),
        (role.WindowText, colours.text),
        (role.Base, colours.base),
        (role.AlternateBase, colours.raised),
        (role.Text, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Button, colours.raised),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.breach),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.ToolTipBase, colours.raised),
        (role.ToolTipText, colours.text),
        (role.Accent, colours.accent),
        (role.Light, colours.raised),
        (role.Midlight, colours.line),
        (role.Mid, colours.line),
        (role.Dark, colours.muted),
        (role.Shadow, colours.line),
    ):
        palette.setColor(where, QColor(colour))
    for where in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(colours.muted))
    return palette
