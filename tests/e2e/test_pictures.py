"""Pictures and choices in a real browser: the chain by keyboard, the range, on a phone."""

from __future__ import annotations

import shutil

import pytest
from e2e.conftest import Server, tab

pytest.importorskip("playwright", reason="playwright is not installed")
browser = pytest.mark.skipif(
    shutil.which("chromium") is None, reason="chromium is not installed (apt-get install chromium)"
)
PHONE = {"viewport": {"width": 390, "height": 844}}


@browser
async def test_the_way_of_a_claim_is_walked_by_keyboard(server: Server) -> None:
    async with tab(server) as it:
        page = it.page
        await page.goto(server.page("claim"))
        picture = page.locator(".chain-picture:visible")
        assert await picture.count() == 1
        boxes = picture.locator("a.node")
        assert await boxes.count() >= 4
        await boxes.first.focus()
        for _ in range(2):
            await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.matches('svg a.node')")
        await picture.get_by_role("link", name="Harbour Monitor").first.focus()
        await page.keyboard.press("Enter")
        await page.get_by_role("heading", name="What it claims").wait_for()


@browser
async def test_a_phone_shows_the_way_downwards_and_in_words(server: Server) -> None:
    async with tab(server, **PHONE) as it:
        page = it.page
        await page.goto(server.page("claim"))
        picture = page.locator(".chain-picture:visible")
        assert await picture.count() == 1
        tops = [box["y"] for node in await picture.locator("a.node.own").all()
                if (box := await node.bounding_box())]  # fmt: skip
        assert tops == sorted(tops)
        assert len(set(tops)) == len(tops)
        await page.get_by_text("The same in words").click()
        assert "says it to" in await page.locator(".in-words").inner_text()
        wide = "document.documentElement.scrollWidth > innerWidth"
        assert not await page.evaluate(wide)


@browser
async def test_the_range_is_chosen_and_what_shows_a_link_is_opened(server: Server) -> None:
    async with tab(server) as it:
        page = it.page
        await page.goto(server.page("event"))
        assert "all sources" in await page.locator("tbody.ranges").inner_text()
        await page.get_by_role("link", name="named sources").click()
        assert "named sources" in await page.locator("tbody.ranges").inner_text()
        assert "profile=named" in page.url
        await page.locator("#relations ~ ul summary").first.click()
        assert await page.locator("table.scopes:visible").count() == 1
