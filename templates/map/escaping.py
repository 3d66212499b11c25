"""Names in a page: safe in HTML, in JavaScript strings and in template literals at once."""

from html import escape

_MORE = str.maketrans({"`": "&#96;", "$": "&#36;", "\\": "&#92;", "{": "&#123;", "}": "&#125;",
                       "\u2028": " ", "\u2029": " ", "\n": " ", "\r": " "})  # fmt: skip
_UNSEEN = {code: f"\\u{code:04x}" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def safe(text: str) -> str:
    """The text as HTML that can also stand in a JavaScript template literal: mark-up, backticks,
    ``${}`` and back-slashes are entities; direction overrides are shown, not obeyed."""
    return escape(text.translate(_UNSEEN), quote=True).translate(_MORE)
