"""Small PDF files, written by hand."""

from __future__ import annotations

from collections.abc import Sequence


def pdf(pages: Sequence[Sequence[str]], title: str | None = None) -> bytes:
    """Return a PDF with these lines on its pages."""
    shown = [" ".join(f"({line}) Tj 0 -14 Td" for line in lines) for lines in pages]
    return of_streams([f"BT /F1 11 Tf 72 760 Td {lines} ET" for lines in shown], title)


Placed = tuple[int, int, int, str]
"""Where words begin (in points from the left and from below), their height, and the words."""


def placed(words: Sequence[Placed]) -> bytes:
    """Return a PDF of a page with words at given places, written in the order given."""
    shown = (f"BT /F1 {high} Tf 1 0 0 1 {x} {y} Tm ({line}) Tj ET" for x, y, high, line in words)
    return of_streams(["\n".join(shown)])


def of_streams(pages: Sequence[str], title: str | None = None) -> bytes:
    """Return a PDF whose pages are written so."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Contents {5 + 2 * number} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    if title:
        objects.append(f"<< /Title ({title}) >>")
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    info = f" /Info {len(objects)} 0 R" if title else ""
    size = len(objects) + 1
    trailer = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {size} /Root 1 0 R{info} >>\nstartxref\n{len(data)}\n%%EOF\n"
    )
    return data + trailer.encode()
