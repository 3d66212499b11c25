"""The text of an HTML mail: no script, no style, nothing fetched, no quoted original.

Read in one pass, every sign looked at once: the parsers at hand take the square of the time for
what is malformed, and a mail may be malformed on purpose.
"""

from collections.abc import Iterator
from html import unescape

LARGEST_HTML = 400_000
"""Signs that are read."""
_RAW = frozenset({"script", "style", "title", "template", "textarea", "svg", "object"})
"""Elements left out with all that is in them, up to their end."""
_QUOTED = "blockquote"
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed",
                   "source", "track", "wbr"})  # fmt: skip
_BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol"})
_QUOTES = ("gmail_quote", "yahoo_quoted", "moz-cite-prefix", "divrplyfwdmsg", "appendonsend")


def text_of_html(html: str) -> str:
    """What a reader sees of it, line by line."""
    told = unescape("".join(_seen(html[:LARGEST_HTML])))
    lines = (" ".join(line.split()) for line in told.split("\n"))
    return "\n".join(line for line in lines if line)


def _seen(html: str) -> Iterator[str]:
    """The text outside of quoted elements, with a line break for what breaks a line."""
    quoted: list[str] = []
    for text, tag in _pieces(html):
        if not quoted:
            yield text.replace("\n", " ")
        name = _name_of(tag)
        if name.lstrip("/") in _BREAKS:
            yield "\n"
        if name.startswith("/"):
            _close(quoted, name[1:])
        elif name not in _VOID and (quoted or name == _QUOTED or _is_quote(tag)):
            quoted.append(name)


def _close(quoted: list[str], name: str) -> None:
    """An end tag ends the innermost element; one that does not fit is passed over, as most
    readers do."""
    if quoted and quoted[-1] == name:
        quoted.pop()


def _pieces(html: str) -> Iterator[tuple[str, str]]:
    """Text and the tag after it, without comments and without what no reader sees."""
    small, place = html.casefold() if html.isascii() else html.lower(), 0
    if len(small) != len(html):  # a letter whose small form is longer: places would differ
        small = html
    while (begin := html.find("<", place)) >= 0:
        end = _end_of_tag(html, begin)
        if end < 0:
            break
        tag = html[begin + 1 : end]
        yield html[place:begin], tag
        place = end + 1
        name = _name_of(tag)
        if name in _RAW:
            closing = small.find(f"</{name}", place)
            place = len(html) if closing < 0 else closing
    yield html[place:], ""


def _end_of_tag(html: str, begin: int) -> int:
    if html.startswith("<!--", begin):
        end = html.find("-->", begin)
        return end + 2 if end >= 0 else -1
    return html.find(">", begin)


def _name_of(tag: str) -> str:
    """``p`` or ``/p``, in small letters."""
    return tag[:40].split(None, 1)[0].rstrip("/").casefold() if tag[:40].strip() else ""


def _is_quote(tag: str) -> bool:
    told = tag[:400].casefold()
    return any(quote in told for quote in _QUOTES)
