import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.served import Served
from tests.browser.world import DENIED, SILENT, SPAM, Recording

pytestmark = [pytest.mark.chromium, pytest.mark.network]

PAINTED = """canvas => {
  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const seen = new Set();
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] > 0) seen.add([data[i] >> 4, data[i + 1] >> 4, data[i + 2] >> 4].join());
  }
  return seen.size;
}"""
"""How many different colours stand on a canvas; 0 where it is empty."""


def test_the_declaration_stands_beside_what_was_found(visitor: Visitor) -> None:
    visitor.log_in("mara")
    visitor.open_case(DENIED)
    declared, found = visitor.page.locator(".side").all()
    expect(declared).to_contain_text("What the label declared")
    expect(declared).to_contain_text("No generative AI was used.")
    expect(found).to_contain_text("What we found")
    expect(found).to_contain_text("A neural decoder's trace in the sound: very likely")
    expect(found).to_contain_text("Declared as made without AI, but a decoder's trace was found.")


def test_marks_in_the_file_are_told(visitor: Visitor) -> None:
    visitor.log_in("mara")
    visitor.open_case(DENIED)
    found = visitor.page.locator(".side").nth(1)
    expect(found).to_contain_text("A mark in the file: Suno, made by AI (FLAC comment:description)")
    expect(found).to_contain_text("no longer intact, as after any change of the tags")


def test_that_nobody_looked_for_marks_is_told_too(visitor: Visitor) -> None:
    visitor.log_in("mara")
    visitor.open_case(SILENT)
    expect(visitor.page.locator(".side").nth(1)).to_contain_text("Marks in the file were not looked for.")


def test_the_spectrum_is_drawn_with_the_lines_that_listening_found(
    visitor: Visitor, recordings: dict[str, Recording]
) -> None:
    exhibit = recordings["strong"].heard.exhibit
    assert exhibit is not None
    assert exhibit.spectrum is not None
    assert exhibit.spectrum.spacing_hz == pytest.approx(44_100 / 512, rel=1e-3)
    visitor.log_in("mara")
    visitor.open_case(DENIED)
    page = visitor.page
    visitor.wait_until(".spectrum canvas", f"canvas => ({PAINTED})(canvas) > 3")
    expect(
        page.get_by_text(f"{len(exhibit.spectrum.lines_hz)} lines of the comb, 86.1 Hz apart")
    ).to_be_visible()
    page.get_by_role("button", name="Residue").click()
    expect(page.get_by_role("button", name="Residue")).to_have_attribute("aria-pressed", "true")
    visitor.wait_until(".spectrum canvas", f"canvas => ({PAINTED})(canvas) > 3")
    assert visitor.complaints == []


def test_the_sound_plays_only_when_asked_and_in_the_part_that_was_clicked(
    visitor: Visitor, recordings: dict[str, Recording]
) -> None:
    exhibit = recordings["strong"].heard.exhibit
    assert exhibit is not None
    part = exhibit.chunks[2]
    visitor.log_in("mara")
    visitor.open_case(DENIED)
    page = visitor.page
    audio = page.locator("audio")
    visitor.wait_for_sound("sound.readyState >= 1")
    assert audio.evaluate("sound => [sound.paused, sound.currentTime]") == [True, 0]
    page.keyboard.press(" ")
    visitor.wait_for_sound("sound.currentTime > 0.3")
    page.keyboard.press(" ")
    visitor.wait_for_sound("sound.paused")
    page.get_by_role("button", name=f"Hear 0:{int(part.start_s):02} to").click()
    visitor.wait_for_sound(f"sound.currentTime > {part.start_s + 0.2}")
    assert part.start_s < audio.evaluate("sound => sound.currentTime") < part.end_s
    assert visitor.complaints == []


def test_the_waveform_is_drawn_and_styled_under_the_strict_policy(visitor: Visitor) -> None:
    visitor.log_in("mara")
    visitor.open_case(DENIED)
    page = visitor.page
    visitor.wait_until(".waves canvas", f"canvas => ({PAINTED})(canvas) >= 1")
    expect(page.locator(".waves canvas").first).to_have_css("position", "absolute")
    assert visitor.complaints == []


def test_reasons_carry_their_numbers_and_the_rules_their_missing_facts(visitor: Visitor) -> None:
    visitor.log_in("mara")
    visitor.open_case(SPAM)
    page = visitor.page
    reasons = page.locator("section", has=page.get_by_role("heading", name="Reasons"))
    expect(reasons).to_contain_text("This sender delivered 812 tracks in the 24 hours before this one.")
    expect(reasons).to_contain_text("812 tracks")
    policy = page.locator("section", has=page.get_by_role("heading", name="Policy"))
    expect(policy.locator("li").first).to_contain_text("Mass upload, and the sound carries")
    expect(policy).to_contain_text("Not known: other artist names under which the very same file")
    uploads = page.locator("section", has=page.get_by_role("heading", name="Upload pattern"))
    expect(uploads.get_by_role("row", name="Sender")).to_contain_text("3,904")
    expect(page.locator(".side").first).to_contain_text("ERN 3.8.2 has no field for it")


def test_a_case_without_sound_or_numbers_is_shown_whole(visitor: Visitor) -> None:
    visitor.log_in("mara")
    visitor.open_case(SILENT)
    page = visitor.page
    expect(page.get_by_text("The delivery came without a sound file for this track.")).to_be_visible()
    expect(page.get_by_text("No spectrum was recorded for this track.")).to_be_visible()
    check = page.locator("section", has=page.get_by_role("heading", name="Delivery check"))
    expect(check).to_contain_text("Fix: Deliver the file, or send an update that does not name it.")
    expect(page.get_by_role("button", name="Claim to decide")).to_be_enabled()
    assert visitor.complaints == []


def test_hidden_and_direction_changing_characters_are_spelled_out(visitor: Visitor) -> None:
    visitor.log_in("mara")
    page = visitor.page
    page.get_by_role("link", name="Glass Tide").click()
    heading = page.get_by_role("heading", name="Glass Tide")
    expect(heading).to_have_text("Glass Tide U+202EgnihtonU+202C")
    release = page.locator("section", has=page.get_by_role("heading", name="Release and delivery"))
    expect(release).to_contain_text("Glass Tide U+202EgnihtonU+202C")
    assert "\u202e" not in page.content()
    assert "\u202e" not in page.title()


def test_the_page_asks_nobody_but_its_own_service(visitor: Visitor, served: Served) -> None:
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.log_in("mara")
    visitor.open_case(DENIED)
    visitor.wait_for_sound("sound.readyState >= 1")
    assert asked
    assert [url for url in asked if not url.startswith((served.address, "blob:", "data:"))] == []
