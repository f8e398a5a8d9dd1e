"""The three jobs of whoever works here, in a real browser: find, compare, decide."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from e2e.conftest import Server, tab
from e2e.test_browser import PAGES

pytest.importorskip("playwright", reason="playwright is not installed")
browser = pytest.mark.skipif(
    shutil.which("chromium") is None, reason="chromium is not installed (apt-get install chromium)"
)
AXE = Path(
    os.environ.get("AXE_CORE", Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js")
)
ASK_AXE = """async () => {
  // All of the page but the menu and foot that are Datasette's own.
  const found = await axe.run({ exclude: [["header .nav-menu"], ["header .actor"], ["footer"]] },
    { resultTypes: ["violations"] });
  return found.violations.filter((v) => ["moderate", "serious", "critical"].includes(v.impact))
    .map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join("; ")}`);
}"""


def log(server: Server) -> list[tuple[str, str, str, str]]:
    """Return who did what to which row and why, from the database that is served."""
    with sqlite3.connect(server.log.parent / "claims.db") as db:
        sql = 'SELECT "by", "action", target, reason FROM reviews ORDER BY number'
        return [(by, action, target, reason) for by, action, target, reason in db.execute(sql)]


async def log_in(page: Any, server: Server) -> None:
    """Log in as root, as the printed address does; 1.0 asks for a click."""
    await page.goto(server.login())
    if "auth-token" in page.url:
        await page.locator("form button, form input[type=submit]").first.click()
        await page.wait_for_url(lambda url: "auth-token" not in url)


@browser
async def test_find_a_claim_by_its_words_and_see_who_says_it(server: Server) -> None:
    async with tab(server) as it:
        page = it.page
        await page.goto(server.url("/claims"))
        await page.get_by_role("link", name="Search the claims").first.click()
        await page.locator("input[name=q]").fill("fish market fell")
        await page.locator("input[type=submit], button[type=submit]").first.click()
        await page.get_by_role("link", name="At least 18 civilians").first.click()
        await page.get_by_role("heading", name="Harbour Monitor").wait_for()
        await page.locator("dd").get_by_role("link", name="Harbour Monitor").first.click()
        await page.get_by_role("heading", name="What it claims").wait_for()
        assert "Marovian Defence Ministry" in await page.locator("main").inner_text()


@browser
async def test_compare_figures_and_take_them_along(server: Server) -> None:
    async with tab(server) as it:
        page = it.page
        await page.goto(server.page("start"))
        await page.get_by_role("link", name="Shelling, Kestrel Bay").first.click()
        table = page.get_by_role("table", name="Figures of the event")
        assert "18 or more" in await table.inner_text()
        async with page.expect_download() as waiting:
            await page.get_by_role("link", name="These figures as CSV").click()
        text = Path(await (await waiting.value).path()).read_text("utf-8")
        assert "At least 18" in text


@browser
async def test_work_through_the_unverified_with_the_keyboard(open_server: Server) -> None:
    async with tab(open_server) as it:
        page = it.page
        await log_in(page, open_server)
        await page.goto(open_server.page("start"))
        await page.get_by_role("link", name="Work through them one by one").click()
        items = page.locator("[data-queue] > li")
        count = await items.count()
        names = [await items.nth(n).get_attribute("id") for n in range(3)]
        focused = "document.activeElement.id"
        for key, n in (("j", 0), ("j", 1), ("k", 0)):
            await page.keyboard.press(key)
            assert await page.evaluate(focused) == names[n]

        await page.keyboard.press("c")
        await page.get_by_text("Confirm: press Enter").first.wait_for()
        await page.keyboard.press("Escape")
        assert await page.locator("[data-armed]:visible").count() == 0
        await page.keyboard.press("Enter")
        before = log(open_server)

        async with page.expect_navigation():
            await page.keyboard.press("c")
            await page.keyboard.press("Enter")
        await page.get_by_text("Recorded as").wait_for()
        assert await items.count() == count - 1
        assert await page.evaluate(focused) == names[1], "the next claim is the current one"

        await page.keyboard.press("n")
        await page.keyboard.type("j k c r are letters here")
        await page.keyboard.press("Escape")
        async with page.expect_navigation():
            await page.keyboard.press("r")
            await page.keyboard.press("Enter")
        assert await page.evaluate(focused) == names[2]

        async with page.expect_navigation():
            await page.keyboard.press("3")
            await page.keyboard.press("Enter")
        ids = [str(name).removeprefix("claim-") for name in names]
        assert log(open_server)[len(before) :] == [
            ("root", "confirm", ids[0], ""),
            ("root", "reject", ids[1], "j k c r are letters here"),
            ("root", "credibility", ids[2], ""),
        ]


@browser
async def test_keys_can_be_turned_off(open_server: Server) -> None:
    async with tab(open_server) as it:
        page = it.page
        await page.goto(open_server.page("queue"))
        await page.get_by_role("button", name="Keys").click()
        await page.locator("body").press("j")
        assert not await page.evaluate("document.activeElement.closest('[data-queue]')")
        await page.reload()
        await page.locator("body").press("j")
        assert not await page.evaluate("document.activeElement.closest('[data-queue]')")


@browser
async def test_decide_and_take_back_without_script(open_server: Server) -> None:
    async with tab(open_server, java_script_enabled=False) as it:
        page = it.page
        await log_in(page, open_server)
        await page.goto(open_server.page("queue") + "?flag=denied")
        assert await page.locator("[data-queue] > li").count() == 1
        await page.get_by_label("Why").fill("saw the list")
        await page.get_by_role("button", name="Reject").click()
        assert "Nothing that fits is left" in await page.locator("main").inner_text()
        await page.goto(open_server.page("claim"))
        assert "rejected" in await page.locator(".byline").inner_text()
        await page.locator("li", has_text="saw the list").get_by_role("button").click()
        assert "unverified" in await page.locator(".byline").inner_text()
        await page.get_by_text("Correct the figure").first.click()
        form = page.locator("form", has=page.get_by_role("button", name="Correct the figure")).first
        await form.get_by_label("High").fill("25")
        await form.get_by_label("Why").fill("it gives an upper end")
        await form.get_by_role("button", name="Correct the figure").click()
        text = await page.locator("main").inner_text()
        assert "18 to 25" in text
        assert "extracted: 18 or more" in text
        assert [entry[1] for entry in log(open_server)][-3:] == ["reject", "undo", "correct"]


@browser
@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed (npm install axe-core)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_of_weight(scheme: str, open_server: Server) -> None:
    async with tab(open_server, color_scheme=scheme) as it:
        await log_in(it.page, open_server)
        for name in PAGES:
            await it.page.goto(open_server.page(name))
            for details in await it.page.locator("main details").all():
                await details.evaluate("(e) => { e.open = true; }")
            await it.page.add_script_tag(content=AXE.read_text("utf-8"))
            assert await it.page.evaluate(ASK_AXE) == [], name
