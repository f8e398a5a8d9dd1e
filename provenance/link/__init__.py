"""Link claims: events, links between figures, origins, flags and ranges.

Pure and deterministic: the same extractions give the same records, in whatever order they
come.  Nothing here decides who is right.
"""

from __future__ import annotations

from provenance.link.whole import link

__all__ = ["link"]
