"""The pages in a real browser: by mouse, by keyboard, on a phone, in the dark, on paper."""

from __future__ import annotations

import re
import shutil
import socket
import sys
from pathlib import Path

import pytest
from e2e.conftest import Server, start, tab

pytest.importorskip("playwright", reason="playwright is not installed")
browser = pytest.mark.skipif(
    shutil.which("chromium") is None, reason="chromium is not installed (apt-get install chromium)"
)
PAGES = [
    "start",
    "events",
    "search",
    "event",
    "document",
    "claim",
    "hostile",
    "evil",
    "source",
    "queue",
]
PHONE = {"viewport": {"width": 390, "height": 844}}

# The lowest contrast of words to what they stand on, over all text of the page.
CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const paint = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => rgb.map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const found = [];
  for (const element of document.querySelectorAll("main *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || !element.checkVisibility()) continue;
    const under = [];
    for (let e = element; e; e = e.parentElement)
      under.unshift(getComputedStyle(e).backgroundColor);
    const back = light(paint(["#fff", ...under]));
    const ink = light(paint(["#fff", ...under, getComputedStyle(element).color]));
    const ratio = (Math.max(back, ink) + 0.05) / (Math.min(back, ink) + 0.05);
    found.push([ratio, element.className + " " + element.textContent.slice(0, 30)]);
  }
  return found.sort((a, b) => a[0] - b[0])[0];
}"""


@browser
async def test_from_a_disputed_event_to_the_sentence(server: Server) -> None:
    async with tab(server) as it:
        page = it.page
        await page.goto(server.page("start"))
        await page.get_by_role("link", name="Shelling, Kestrel Bay").click()
        await page.get_by_role("link", name="At least 18").first.click()
        mark = page.locator(f"#claim-{server.ids['toll']}")
        await mark.wait_for()
        assert "/-/document/" in page.url
        box = await mark.bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= 900
        note = page.locator("details.claim[open]")
        assert await note.count() == 1
        assert "Harbour Monitor" in await note.inner_text()
        await note.get_by_role("link", name="This claim on a page of its own").click()
        await page.get_by_role("heading", name="Harbour Monitor").wait_for()


@browser
async def test_a_click_into_the_words_opens_the_note_of_that_claim_alone(server: Server) -> None:
    async with tab(server) as it:
        page = it.page
        await page.goto(server.page("document"))
        assert await page.locator("details.claim[open]").count() == 0
        await page.get_by_text("bodies had been brought in").first.click()
        assert "a medical source" in await page.locator("details.claim[open]").inner_text()
        place = "[...document.querySelectorAll('.words')].map((e) => e.offsetTop)"
        before = await page.evaluate(place)
        await page.get_by_text("died there").first.click()
        opened = page.locator("details.claim[open]")
        await opened.filter(has_text="a reader's cousin").wait_for()
        assert await opened.count() == 1
        assert await page.evaluate(place) == before, "the text stays where it is"


@browser
async def test_claims_are_reached_opened_and_left_by_keyboard(server: Server) -> None:
    async with tab(server) as it:
        page = it.page
        await page.goto(server.page("document"))
        names = []
        for _ in range(60):
            await page.keyboard.press("Tab")
            focused = await page.evaluate(
                "() => [document.activeElement.className,"
                " document.activeElement.getAttribute('aria-label') || '']"
            )
            names.append(focused)
            if focused[0].startswith("ref"):
                break
        assert names[-1] == ["ref", "Claim 1, Harbour Monitor"]
        assert ["skip", ""] in names
        await page.keyboard.press("Enter")
        opened = page.locator("details.claim[open]")
        assert "interval.at_least" in await opened.inner_text()
        assert await page.evaluate("document.activeElement.tagName") == "SUMMARY"
        await page.keyboard.press("Escape")
        assert await opened.count() == 0
        assert await page.evaluate("document.activeElement.tagName") == "SUMMARY"
        await page.keyboard.press("Enter")
        assert await opened.count() == 1


@browser
async def test_parts_of_the_text_can_be_named(server: Server) -> None:
    async with tab(server) as it:
        page = it.page
        await page.goto(server.page("document"))
        button = page.get_by_role("button", name="Name the parts in the text")
        label = "getComputedStyle(document.querySelector('[data-label=cue]'), '::before').content"
        assert await page.evaluate(label) == "none"
        await button.click()
        assert "cue" in await page.evaluate(label)
        assert await button.get_attribute("aria-pressed") == "true"


@browser
async def test_every_picture_and_mark_has_a_name_for_a_screen_reader(server: Server) -> None:
    async with tab(server) as it:
        page = it.page
        await page.goto(server.page("event"))
        assert await page.get_by_role("img", name="18 or more, on a scale").count() >= 1
        assert await page.get_by_role("columnheader", name=re.compile("Injured")).count() == 1
        assert await page.get_by_role("rowheader", name=re.compile("Harbour")).count() >= 1
        for name in ("event", "document"):
            await page.goto(server.page(name))
            nameless = await page.evaluate(
                "[...document.querySelectorAll('main a, main button, main summary, main svg')]"
                ".filter((e) => !e.textContent.trim() && !e.getAttribute('aria-label')).length"
            )
            assert nameless == 0


@browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_stand_out_by_day_and_by_night(scheme: str, server: Server) -> None:
    async with tab(server, color_scheme=scheme) as it:
        for name in PAGES:
            await it.page.goto(server.page(name))
            lowest, where = await it.page.evaluate(CONTRAST)
            assert lowest >= 4.5, f"{name}: {where}"
            back = await it.page.evaluate("getComputedStyle(document.body).backgroundColor")
            shade = [int(part) for part in re.findall(r"\d+", back)]
            assert (sum(shade[:3]) < 200) is (scheme == "dark")


@browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_link_that_skips_the_bar_can_be_read(scheme: str, server: Server) -> None:
    async with tab(server, color_scheme=scheme) as it:
        await it.page.goto(server.page("start"))
        await it.page.keyboard.press("Tab")
        ink, paper = await it.page.evaluate(
            "() => { const style = getComputedStyle(document.activeElement);"
            " return [style.color, style.backgroundColor].map((colour) =>"
            " colour.match(/[0-9]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0)) }"
        )
        assert abs(ink - paper) > 300
        await it.page.keyboard.press("Enter")
        assert await it.page.evaluate("location.hash") == "#main"


@browser
async def test_a_phone_shows_the_pages_without_scrolling_sideways(server: Server) -> None:
    async with tab(server, **PHONE) as it:
        for name in PAGES:
            await it.page.goto(server.page(name))
            assert await it.page.evaluate("document.documentElement.scrollWidth") <= 390, name


@browser
async def test_without_script_the_asked_for_claim_is_open(server: Server) -> None:
    async with tab(server, java_script_enabled=False) as it:
        await it.page.goto(f"{server.page('document')}?claim={server.ids['toll']}")
        text = await it.page.locator("details.claim[open]").inner_text()
        assert "Harbour Monitor" in text
        await it.page.get_by_role("link", name="Claim 2").click()
        assert "about 20" in await it.page.locator("main").inner_text()


@browser
async def test_on_paper_all_notes_are_open_and_afterwards_as_before(server: Server) -> None:
    async with tab(server) as it:
        page = it.page
        await page.goto(server.page("document"))
        claims = await page.locator("details.claim").count()
        await page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert await page.locator("details.claim[open]").count() == claims
        await page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert await page.locator("details.claim[open]").count() == 0
        await page.emulate_media(media="print")
        assert not await page.locator("footer").is_visible()


# What stands in a box that scrolls and reaches beyond the sheet, where nothing scrolls.
CUT_OFF = """() => [...document.querySelectorAll("main .scroll *")]
  .filter((e) => e.checkVisibility() && !e.classList.contains("away"))
  .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
  .map((e) => e.textContent.slice(0, 40))"""
# The height of the letters of drawings, as they are seen.
LETTERS = """() => [...document.querySelectorAll("main .coverage text, main .moved text")]
  .map((e) => parseFloat(getComputedStyle(e).fontSize) * e.ownerSVGElement
    .getBoundingClientRect().width / e.ownerSVGElement.viewBox.baseVal.width)"""


@browser
async def test_on_paper_no_column_is_cut_off(server: Server) -> None:
    async with tab(server, viewport={"width": 710, "height": 900}) as it:
        await it.page.emulate_media(media="print")
        await it.page.goto(server.page("event"))
        # Eight measures beside one another.
        await it.page.evaluate(
            """() => document.querySelectorAll("table.matrix tr").forEach((row) => {
              while (row.cells.length > 1 && row.cells.length < 9)
                row.append(row.cells[1].cloneNode(true));
            })"""
        )
        assert await it.page.evaluate(CUT_OFF) == []


@browser
async def test_drawings_can_be_read_on_a_phone(server: Server) -> None:
    async with tab(server, **PHONE) as it:
        await it.page.goto(server.page("event"))
        letters = await it.page.evaluate(LETTERS)
        assert letters
        assert min(letters) >= 10


@browser
async def test_hostile_text_runs_nothing(server: Server) -> None:
    async with tab(server) as it:
        await it.page.goto(server.page("hostile"))
        assert "<script>" in await it.page.locator(".words").first.inner_text()
        await it.page.goto(server.url("/claims/documents"))
        await it.page.goto(server.url("/claims/claims"))


@browser
async def test_the_database_page_leads_to_ours(server: Server) -> None:
    async with tab(server) as it:
        await it.page.goto(server.url("/claims"))
        await it.page.get_by_role("link", name="what is in it").click()
        await it.page.get_by_role("heading", name="The most disputed events").wait_for()
        assert it.page.url == server.page("start")
        await it.page.goto(server.url("/claims/search?q=fish"))
        await it.page.get_by_role("link", name="At least 18").first.click()
        assert "/-/claim/" in it.page.url


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_server_that_is_told_to_end_leaves_nothing_behind(database: Path, tmp_path: Path) -> None:
    running = start(database, tmp_path)
    assert list(tmp_path.glob("provenance-*"))
    running.process.terminate()
    running.process.wait(timeout=30)
    assert not list(tmp_path.glob("provenance-*"))
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", running.port)) != 0
