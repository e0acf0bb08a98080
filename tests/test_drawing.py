"""Letters have one width wherever charts are drawn, and no browser loses its fonts by it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dispatched import drawing

CHART = {
    "data": {"values": [{"place": "Khabarovsk", "persons": 1}]},
    "mark": "bar",
    "encoding": {"x": {"field": "persons"}, "y": {"field": "place", "type": "nominal"}},
    "config": {"axis": {"labelFont": "", "titleFont": ""}},
}

SAY = """
import json, sys
from dispatched import drawing
import vl_convert
of = drawing.library() if sys.argv[1] == "ours" else vl_convert
sys.stdout.write(of.vegalite_to_svg(json.loads(sys.argv[2]), vl_version="6.4"))
"""


def another_font() -> tuple[str, Path]:
    """A family of the system that vl-convert does not carry, and its file."""
    asked = ["fc-list", "--format=%{family[0]}\t%{file}\n", ":style=Regular"]
    lines = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
    found = [line.split("\t") for line in lines if "Liberation" not in line]
    assert found, "a font beside Liberation is wanted (fonts-noto-cjk)"
    return found[0][0], Path(found[0][1])


def drawn(who: str, font: str, folder: Path) -> str:
    """The chart, with labels in a font, as drawn in a process that sees one folder of fonts."""
    chart = json.loads(json.dumps(CHART).replace('""', json.dumps(font)))
    told = folder.with_suffix(".conf")
    told.write_text(f"<fontconfig><dir>{folder}</dir></fontconfig>", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", SAY, who, json.dumps(chart)],
        env={**os.environ, "FONTCONFIG_FILE": str(told)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_a_font_of_the_system_changes_no_drawing(tmp_path):
    family, file = another_font()
    none, one = tmp_path / "none", tmp_path / "one"
    for folder in (none, one):
        folder.mkdir()
    (one / file.name).symlink_to(file)
    assert drawn("theirs", family, none) != drawn("theirs", family, one), "the font is not seen"
    assert drawn("ours", family, none) == drawn("ours", family, one)


@pytest.mark.parametrize("before", [None, "/etc/fonts/fonts.conf"])
def test_what_the_process_knows_of_fonts_is_left_as_it_was(monkeypatch, before):
    if before is None:
        monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    else:
        monkeypatch.setenv("FONTCONFIG_FILE", before)
    drawing._choose_fonts.cache_clear()
    drawing.library()
    assert os.environ.get("FONTCONFIG_FILE") == before
