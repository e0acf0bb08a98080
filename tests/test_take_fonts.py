"""The letters that an EPUB embeds, from a free font of the machine, or a word that it has none."""

from __future__ import annotations

import doctest
import io
import zipfile
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from dispatched.take import epub, fonts
from tests.small_pages import TOLD, bound_of, lay_out


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return lay_out(tmp_path)


def test_the_examples_hold() -> None:
    done = doctest.testmod(fonts)
    assert done.attempted
    assert not done.failed


FONT = fonts.find()


def held(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_an_epub_embeds_the_letters_that_it_needs_and_no_more(pages: Path) -> None:
    assert FONT, "the machine has no font for Hangul: apt-get install fonts-noto-cjk"
    made = [pages.parent / name for name in ("a.epub", "b.epub")]
    for target in made:
        bound = bound_of(pages, folded_code=True, with_cards=False)
        assert epub.make_epub(bound, TOLD, "", target, FONT)
    assert made[0].read_bytes() == made[1].read_bytes()
    files = held(made[0])
    with TTFont(io.BytesIO(files["book/letters.otf"])) as font:
        assert {chr(code) for code in font.getBestCmap()} == {*"계획분Оргнабор"}
        assert font["name"].getDebugName(1) == fonts.FAMILY
        assert "Open Font License" in font["name"].getDebugName(13)
    sheet, package = files["book/reader.css"].decode(), files["book/package.opf"].decode()
    assert 'src: url("letters.otf")' in sheet
    assert 'href="letters.otf" media-type="font/otf"' in package
    page = " ".join(files["book/letters.xhtml"].decode().split())
    assert "SIL OPEN FONT LICENSE Version 1.1" in page
    assert "Adobe" in page or "Google" in page
    assert 'idref="f-letters-xhtml"' in package
    assert "letters.xhtml" in files["book/contents.xhtml"].decode()


def test_without_a_font_the_epub_is_made_and_it_is_said(
    pages: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bound = bound_of(pages, folded_code=True, with_cards=False)
    assert not epub.make_epub(bound, TOLD, "", pages.parent / "a.epub", None)
    files = held(pages.parent / "a.epub")
    assert not [name for name in files if "letters" in name]
    assert b"font-face" not in files["book/reader.css"]
    monkeypatch.setattr(epub, "find", lambda: None)
    monkeypatch.setattr(epub, "ROOT", pages.parent)
    monkeypatch.setattr(epub, "about", lambda _: TOLD)
    monkeypatch.setattr(epub, "site_of", lambda _: "")
    arguments = ["--html", str(pages), "--to", str(pages.parent / "made")]
    assert epub.main(arguments) == 0
    assert capsys.readouterr().err.strip() == fonts.MISSING
    assert (pages.parent / "made/dispatched.epub").is_file()


def test_a_font_that_lacks_a_letter_or_the_license_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert FONT
    small = fonts.cut(FONT, "계")
    assert small
    (tmp_path / "deep").mkdir()
    path = tmp_path / "deep/NotoSansKR-Regular.otf"
    path.write_bytes(small.data)
    assert fonts.find([str(tmp_path / "none"), str(tmp_path)]) == path
    assert fonts.cut(path, "계")
    assert fonts.cut(path, "계획") is None
    with TTFont(path) as font:
        font["name"].setName("All rights reserved.", 13, 3, 1, 0x409)
        font.save(path)
    assert fonts.cut(path, "계") is None
