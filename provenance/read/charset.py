"""Bytes of a web page or letter to text: which encoding, and by which sign.

In the order of the HTML standard a byte order mark comes first, then what the server said,
then what the page declares in its first bytes.  Before all but the mark stands the test that
the standard leaves out: bytes that are UTF-8 throughout, with letters beyond ASCII, are UTF-8
whatever a template declares.  What is declared as UTF-8 and is not, is UTF-8 with some letters
of Windows-1252 pasted in, or nothing of UTF-8; then the declaration says nothing.  So does that
of an encoding of Western Europe when most bytes beyond ASCII stand side by side, as in Russian
or Chinese, and that of a Chinese, Japanese or Korean one when they do not and some of them are
none of its characters.
"""

from __future__ import annotations

import codecs
import re

from provenance.errors import InputError

_HEAD = 4096
_MOST_BROKEN = 0.02
_HALF = 0.4
"""Share of every second byte that is zero in UTF-16 of a page, whose markup is ASCII."""
_SAMPLE = 200_000
_FEW = 0.03
_META = re.compile(
    rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w:.-]{1,40})|<\?xml[^>]{0,200}?encoding\s*="""
    rb"""\s*["']([\w:.-]{1,40})""",
    re.IGNORECASE,
)
_LETTERS = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_RUNS = re.compile(rb"[\x80-\xff]{3,}")
_FEWEST_HIGH = 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers read under these names (WHATWG Encoding Standard).
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}

_WESTERN = frozenset({"cp1252", "iso8859-15", "iso8859-1", "cp1254", "latin-1"})
_WIDE = frozenset({"gb18030", "big5", "big5hkscs", "cp932", "cp949", "euc_jp", "iso2022_jp"})
"""Encodings in which a character takes several bytes: what is none of theirs shows."""
# fmt: off
_GUESSED = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "iso8859_2", "iso8859_5", "iso8859_7", "koi8_r", "koi8_u", "cp866", "cp874",
    "gb18030", "big5", "cp932", "euc_jp", "cp949",
]
# fmt: on
"""What is guessed among: encodings that browsers read (WHATWG), the others say much the same."""
_NOT_SAID = frozenset({"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"})
"""What no page can be in that declares it, and what browsers do not read."""


def decode_page(data: bytes, place: str, declared: str | None = None) -> str:
    """Return the text of a page; ``declared`` is the encoding that its server named.

    Bytes that the encoding does not have become U+FFFD; raises InputError when there are
    more of them than a page with a few broken letters has.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    wide = _unmarked_utf16(data)
    if wide is not None:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for label in (declared, _in_page(data)):
        codec = _codec(label)
        if codec == "utf-8":
            if _is_mostly_utf8(data):
                return data.decode("utf-8", _PASTED)
            continue
        if codec is None or codec in _NOT_SAID:
            continue  # the declaration itself was read as ASCII
        text = data.decode(codec, "replace")
        broken = text.count("\ufffd")
        if codec in _WESTERN and _stands_in_runs(data):
            continue
        if broken and codec in _WIDE and not _stands_in_runs(data):
            return data.decode("cp1252", "replace")
        if broken <= _MOST_BROKEN * len(text):
            return text
    high = sum(byte >= 0x80 for byte in data[:_SAMPLE])
    if high <= _FEW * len(data[:_SAMPLE]) and not _stands_in_runs(data):
        # Too few to guess by; what browsers fall back on.
        return data.decode("cp1252", "replace")
    from charset_normalizer import from_bytes  # slow to load, seldom needed

    best = from_bytes(data[:_SAMPLE], cp_isolation=_GUESSED).best()
    if best is None or (codec := _codec(best.encoding)) is None:
        raise InputError(place, "its encoding cannot be told", "save it as UTF-8")
    return data.decode(codec, "replace")


def _stands_in_runs(data: bytes) -> bool:
    """Say whether most bytes beyond ASCII stand beside others.

    So they do in Cyrillic, Greek, Arabic, Chinese, Japanese and Korean; in the languages of
    Western Europe a letter with an accent stands among letters without.
    """
    sample = data[:_SAMPLE]
    high = sum(byte >= 0x80 for byte in sample)
    inside = sum(len(run[0]) for run in _RUNS.finditer(sample))
    return high >= _FEWEST_HIGH and 2 * inside > high


def _pasted(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as Windows-1252, from which they were pasted."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_PASTED = "provenance.pasted"
codecs.register_error(_PASTED, _pasted)


def _is_mostly_utf8(data: bytes) -> bool:
    """Say whether more letters beyond ASCII are UTF-8 than are not."""
    broken = data.decode("utf-8", "replace").count("\ufffd")
    letters = sum(1 for _ in _LETTERS.finditer(data))
    return 0 < letters >= broken


def _unmarked_utf16(data: bytes) -> str | None:
    """Return the byte order of UTF-16 that has no mark: every second byte of its markup is zero."""
    head = data[:_HEAD]
    pairs = len(head) // 2
    for name, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if pairs and zeros.count(0) > _HALF * pairs:
            return name
    return None


def _in_page(data: bytes) -> str | None:
    match = _META.search(data, 0, _HEAD)
    if match is None:
        return None
    return (match[1] or match[2]).decode("ascii", "replace")


def _codec(label: str | None) -> str | None:
    """Return the codec that browsers use for a label; None for one that Python does not have."""
    try:
        name = codecs.lookup((label or "").strip("\"' ")).name
        b"".decode(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    return _READ_AS.get(name, name)


__all__ = ["decode_page"]
