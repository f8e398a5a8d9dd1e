"""Visits: a page with its redirects, as a polite guest fetches it.

What robots.txt says holds (RFC 9309), a host is asked no oftener than the delay allows, and
who is asked to wait waits or goes away.  Redirects are followed by hand, because each of them
may point where the first address must not.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from protego import Protego

from provenance import __version__
from provenance.fetch.addresses import check_url
from provenance.fetch.answers import Answer, FetchError, Limits
from provenance.fetch.request import request

NAME = "claim-provenance"
AGENT = f"{NAME}/{__version__} (reads single articles for fact-checking)"
PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WAITS = frozenset({429, 503})
_ROBOTS = 500_000
_LONGEST_DELAY = 60.0


class Visitor:
    """Fetches pages one after the other and remembers what each host asked for."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        delay: float = 2.0,
        contact: str | None = None,
        allow_private: bool = False,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.limits = limits or Limits()
        self.agent = f"{AGENT[:-1]}; {contact})" if contact else AGENT
        self._delay = delay
        self._allow_private = allow_private
        self._sleep = sleep
        self._robots: dict[str, Protego | None] = {}
        self._last: dict[str, float] = {}

    def fetch(self, url: str) -> Answer:
        """Return the page that a URL leads to; raises FetchError."""
        seen: set[str] = set()
        for _ in range(self.limits.redirects + 1):
            url = check_url(url).geturl()
            if url in seen:
                raise FetchError("redirects lead in a circle", "check the address in a browser")
            seen.add(url)
            answer = self._page(url)
            target = answer.header("Location")
            if answer.status not in _REDIRECTS or not target:
                return self._taken(answer)
            url = _joined(url, target)
        problem = f"more than {self.limits.redirects} redirects"
        raise FetchError(problem, "give the last address")

    def _page(self, url: str) -> Answer:
        """Ask for one URL, after robots.txt and the delay; once more when asked to wait."""
        if not self._may(url):
            raise FetchError("robots.txt asks not to fetch it", "save the page from a browser")
        answer = self._ask(url, PAGES)
        wait = _asked_to_wait(answer)
        if wait is None:
            return answer
        if wait > self.limits.patience:
            problem = f"the server asks to wait {wait:,.0f} seconds ({answer.status})"
            raise FetchError(problem, "try again after that")
        self._sleep(wait)
        return self._ask(url, PAGES)

    def _ask(self, url: str, kinds: frozenset[str] | None, size: int | None = None) -> Answer:
        host = urlsplit(url).netloc
        pause = self._last.get(host, -_LONGEST_DELAY) + self._pause(host) - time.monotonic()
        if pause > 0:
            self._sleep(pause)
        limits = self.limits if size is None else Limits(size, self.limits.seconds)
        try:
            return request(
                url,
                self.agent,
                limits,
                deadline=time.monotonic() + limits.seconds,
                allow_private=self._allow_private,
                kinds=kinds,
            )
        finally:
            self._last[host] = time.monotonic()

    def _pause(self, host: str) -> float:
        robots = next(
            (r for base, r in self._robots.items() if urlsplit(base).netloc == host), None
        )
        asked = robots.crawl_delay(NAME) if robots is not None else None
        return min(_LONGEST_DELAY, max(self._delay, float(asked or 0)))

    def _may(self, url: str) -> bool:
        parts = urlsplit(url)
        base = f"{parts.scheme}://{parts.netloc}"
        if base not in self._robots:
            self._robots[base] = self._read_robots(base)
        robots = self._robots[base]
        return robots is None or bool(robots.can_fetch(url, NAME))

    def _read_robots(self, base: str) -> Protego | None:
        """Return what robots.txt says; None where there is none.

        A server that cannot say counts as forbidding all (RFC 9309, 2.3.1.4).
        """
        url = f"{base}/robots.txt"
        for _ in range(self.limits.redirects + 1):
            answer = self._ask(url, None, _ROBOTS)
            target = answer.header("Location")
            if answer.status not in _REDIRECTS or not target:
                break
            url = check_url(_joined(url, target)).geturl()
        if 200 <= answer.status < 300:
            return Protego.parse(_plain(answer).decode("utf-8", "replace").lstrip("\ufeff"))
        if answer.status >= 500 or answer.status == 429:
            problem = f"its robots.txt cannot be had now ({answer.status})"
            raise FetchError(problem, "try again later")
        return None

    def _taken(self, answer: Answer) -> Answer:
        if answer.status in (200, 203):
            if not answer.body:
                raise FetchError("an empty page", "check the address in a browser")
            return answer
        remedy = "check the address in a browser"
        if answer.status in (401, 402, 403, 451):
            remedy = "save the page from a browser, if you may read it"
        elif answer.status >= 500 or answer.status == 429:
            remedy = "try again later"
        reason = f" {answer.reason}" if answer.reason else ""
        raise FetchError(f"{answer.status}{reason}", remedy)


def _joined(url: str, target: str) -> str:
    """Return where a redirect leads; raises FetchError."""
    try:
        return urljoin(url, target)
    except ValueError as error:
        raise FetchError("a redirect to no URL", "check the address") from error


def _plain(answer: Answer) -> bytes:
    """Return the body of robots.txt unpacked: packed rules read as text would forbid nothing."""
    coding = (answer.header("Content-Encoding") or "identity").strip().lower()
    if coding == "identity":
        return answer.body
    # Some servers leave out the head that "deflate" should have.
    for bits in (47,) if "gzip" in coding else (15, -15):
        try:
            return zlib.decompressobj(wbits=bits).decompress(answer.body, _ROBOTS)
        except zlib.error:
            continue
    raise FetchError("its robots.txt is damaged", "try again later")


def _asked_to_wait(answer: Answer) -> float | None:
    """Return for how many seconds the server asks to wait, None when it does not."""
    if answer.status not in _WAITS:
        return None
    value = (answer.header("Retry-After") or "").strip()
    if value.isdigit():
        return float(min(int(value), 10**9))
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


__all__ = ["AGENT", "Visitor"]
