"""The site of live notebooks, built from a small distribution: whole, and open in a browser that
reaches nothing else.

A real Pyodide is not in the package index, so no Python runs here; ``tests/lite_check.py`` starts
it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from dispatched.lite import LiteError, build, pins, repodata
from tests.chapters import CHAPTERS
from tests.live_site import POLICY, Site, opened
from tests.small_pyodide import Small, digest, small

pytestmark = [pytest.mark.slow, pytest.mark.browser]
KERNEL = "extensions/@jupyterlite/pyodide-kernel-extension"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Small]:
    """The built site, and what it was built from."""
    folder = tmp_path_factory.mktemp("lite")
    target = folder / "site"
    source = small(folder, target)
    build.site(source.archive, target, source.pinned, source.lock)
    return target, source


def contents(folder: Path) -> dict[str, str]:
    """Path in a folder → digest of the file."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): digest(path.read_bytes()) for path in files}


def test_the_site_holds_kernel_notebooks_and_packages(made: tuple[Path, Small]) -> None:
    site, source = made
    names = {*contents(site)}
    assert {f"files/{path.name}" for path in CHAPTERS} < names
    assert {f"static/pyodide/{name}" for name in source.pinned.files} < names
    assert {f"{KERNEL}/static/pypi/all.json", f"{KERNEL}/package.json", "favicon.ico"} < names
    assert "extensions/@jupyter-widgets/jupyterlab-manager/package.json" in names
    first = json.loads((site / "files" / CHAPTERS[0].name).read_text(encoding="utf-8"))["cells"][0]
    assert "Python runs in your browser" in "".join(first["source"])
    assert not [name for name in names if name.endswith(".map")]
    extensions = {
        name.rsplit("/package.json")[0] for name in names if name.endswith("package.json")
    }
    assert {name for name in extensions if name.startswith("extensions/")} == {
        f"extensions/{name}" for name in build.EXTENSIONS
    }


def test_its_settings_lead_to_its_own_files_only(made: tuple[Path, Small]) -> None:
    site, _ = made
    config = json.loads((site / "jupyter-lite.json").read_text())["jupyter-config-data"]
    kernel = config["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]
    assert kernel["disablePyPIFallback"] is True
    assert kernel["pyodideUrl"] == "./static/pyodide/pyodide.mjs"
    assert [address.split("?")[0] for address in kernel["pipliteUrls"]] == [
        f"./{KERNEL}/static/pypi/all.json"
    ]
    assert not re.findall(r"https?:", json.dumps(config))
    index = json.loads((site / f"{KERNEL}/static/pypi/all.json").read_text())
    addresses = re.findall(r'"url": "([^"]+)"', json.dumps(index))
    assert addresses
    assert all(address.startswith("./") for address in addresses)


def test_its_list_of_packages_is_what_it_holds(made: tuple[Path, Small]) -> None:
    folder = made[0] / "static" / "pyodide"
    packages = repodata.read(folder / repodata.NAME)["packages"]
    for one in packages.values():
        assert one["sha256"] == digest((folder / one["file_name"]).read_bytes())
        assert {canonicalize_name(name) for name in one["depends"]} <= {*packages}
    held = {path.name for path in folder.glob("*.whl")}
    assert held == {one["file_name"] for one in packages.values()}
    assert packages["dispatched"]["imports"] == ["dispatched"]
    assert {"altair", "pandas", "comm", "ipython", "jedi", "micropip"} < {*packages}


def test_a_second_build_needs_no_archive_and_gives_the_same(
    made: tuple[Path, Small], tmp_path: Path
) -> None:
    site, source = made
    before = contents(site)
    build.site(None, site, source.pinned, source.lock)
    assert contents(site) == before
    assert {path.name for path in site.parent.iterdir() if path.is_dir()} == {"site", "site-parts"}


def test_what_stops_a_build_leaves_the_site_as_it_was(
    made: tuple[Path, Small], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, source = made
    before = contents(site)
    # An extension that is none stops JupyterLite itself.
    monkeypatch.setattr(build, "EXTENSIONS", ("no/extension",))
    with pytest.raises(LiteError, match="JupyterLite stopped"):
        build.site(None, site, source.pinned, source.lock)
    other = pins.Pins(source.pinned.version, {"pyodide.mjs": digest(b"other")})
    with pytest.raises(LiteError, match=r"pyodide/pyodide\.mjs in .* is another file"):
        build.site(source.archive, site, other, source.lock)
    assert contents(site) == before
    assert {path.name for path in (site.parent / "site-parts").iterdir()} == {
        *("own", "pyodide", "wheels")
    }


@pytest.fixture(scope="module", params=["", POLICY], ids=["no policy", "policy"])
def shown(
    made: tuple[Path, Small], chromium: object, request: pytest.FixtureRequest
) -> Iterator[Site]:
    """A chapter in the site, its kernel asked for.

    Without a policy, whatever is asked of others is seen; with it, the site's own must still work.
    """
    with opened(made[0], chromium, "03-1950-interlude.ipynb", request.param) as site:
        yield site


def test_a_chapter_opens_and_asks_nothing_of_others(shown: Site) -> None:
    shown.page.locator(".jp-MarkdownCell h1").first.wait_for()
    shown.page.locator(".jp-CodeCell :is(svg, canvas).marks").first.wait_for(state="attached")
    shown.wait_for("/static/pyodide/pyodide-lock.json")
    assert shown.foreign == []


def test_the_kernel_takes_python_from_the_site(shown: Site) -> None:
    shown.wait_for("/static/pyodide/pyodide-lock.json")
    asked = [path for path, _ in shown.asked if "pyodide" in path]
    assert asked.index("/static/pyodide/pyodide.mjs") > 0
    assert f"/{KERNEL}/static/" in asked[0]


def test_every_file_that_the_page_asks_for_is_there(shown: Site) -> None:
    shown.wait_for("/static/pyodide/pyodide-lock.json")
    assert [path for path, status in shown.asked if status >= 400] == []
    refused = [text for text in shown.complaints if "Content Security Policy" in text]
    assert refused == []
