"""The folder, the zip and the wheel of the plain notebooks, and the links that open them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from docutils.core import publish_doctree
from sphinx.errors import ExtensionError

from dispatched.book import launch
from dispatched.book.launch import launch_links
from dispatched.lite.wheels import locked
from dispatched.notebooks import addresses, plain, shelf
from dispatched.notebooks.addresses import Hosts, PlainError
from tests.chapters import CHAPTERS
from tests.wheel_check import closure

ROOT = Path(__file__).resolve().parents[1]


def test_what_somebody_changed_is_kept(tmp_path: Path) -> None:
    assert shelf.write({"a.ipynb": "1", "b.ipynb": "1"}, tmp_path) == []
    (tmp_path / "a.ipynb").write_text("mine")
    assert shelf.write({"a.ipynb": "2", "b.ipynb": "2"}, tmp_path) == ["a.ipynb"]
    assert (tmp_path / "a.ipynb").read_text() == "mine"
    assert (tmp_path / "b.ipynb").read_text() == "2"
    # Still kept the next time, and new again once it is deleted.
    assert shelf.write({"a.ipynb": "3"}, tmp_path) == ["a.ipynb"]
    (tmp_path / "a.ipynb").unlink()
    assert shelf.write({"a.ipynb": "3"}, tmp_path) == []
    assert (tmp_path / "a.ipynb").read_text() == "3"


def test_a_file_that_was_there_before_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.ipynb").write_text("mine")
    assert shelf.write({"a.ipynb": "1"}, tmp_path) == ["a.ipynb"]


def test_the_command_writes_every_chapter_and_says_what_it_kept(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dispatched.notebooks.shelf", str(tmp_path)]
    (tmp_path / "sources.md").write_text("mine")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "sources.md is as you left it; delete it to get a new one.\n"
    chapters = {path.name for path in (ROOT / "chapters").glob("*.ipynb")}
    assert {path.name for path in tmp_path.glob("*.ipynb")} == chapters
    assert len(chapters) == len(CHAPTERS)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelf.make_wheel(ROOT, tmp_path_factory.mktemp("wheel"))


def test_the_wheel_holds_all_that_runs_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        meta = archive.read(f"dispatched-{plain.__version__}.dist-info/METADATA").decode()
    for folder, inside in (("data", "dispatched/data"), ("dispatched", "dispatched")):
        files = (path for path in (ROOT / folder).rglob("*") if path.is_file())
        parts = [path.relative_to(ROOT / folder).as_posix() for path in files]
        hidden = re.compile(r"__pycache__|(?:^|/)\.")
        assert {f"{inside}/{part}" for part in parts if not hidden.search(part)} <= names
    info = f"dispatched-{plain.__version__}.dist-info"
    assert {name.split("/")[0] for name in names} == {"dispatched", info}
    assert not [name for name in names if name.endswith((".pyc", ".ipynb")) or "/tests/" in name]
    assert "dispatched/checks/keys/05-2000-contract-work.json" in names
    assert "dispatched/data/LICENSE-places.txt" in names
    assert "Provides-Extra: lab" in meta
    assert wheel.name == plain.WHEEL


def test_the_zip_has_notebooks_pages_and_package(wheel: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    shelf.make_zip(ROOT, wheel, one)
    shelf.make_zip(ROOT, shelf.make_wheel(ROOT, tmp_path / "again"), two)
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as archive:
        names = {name.removeprefix("dispatched-notebooks/") for name in archive.namelist()}
        readme = archive.read("dispatched-notebooks/README.txt").decode()
        notebook = archive.read("dispatched-notebooks/05-2000-contract-work.ipynb").decode()
    assert {"README.txt", wheel.name, "evidence-2000.md", "sources.md"} <= names
    assert "exercises/05-2000-contract-work.ipynb" in names
    assert f"{wheel.name}[lab]" in readme
    assert "(evidence-2000.md#planned-money " in notebook
    nbformat.validate(nbformat.reads(notebook, as_version=4))


def test_a_wheel_of_another_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlainError, match="the wheel is dispatched-9-py3"):
        shelf.make_zip(ROOT, tmp_path / "dispatched-9-py3-none-any.whl", tmp_path / "x.zip")


def test_launch_links_stand_only_where_an_address_does() -> None:
    assert launch_links(Hosts(), "05-work") == ""
    assert launch_links(Hosts(site="https://a.example/"), "05-work") == ""
    hosts = Hosts(jupyter="https://hub.example/?a=1&f=", codespaces="https://c.example/new")
    links = (
        '<a href="https://hub.example/?a=1&amp;f=05-work.ipynb">in Jupyter</a>',
        '<a href="https://c.example/new">in Codespaces</a>',
    )
    wanted = f'<p class="launch">Open this chapter {", ".join(links)}.</p>'
    assert launch_links(hosts, "05-work") == wanted
    each = launch_links(Hosts("", *["https://x.example/"] * 4), "05-work")
    assert [word in each for word in ("Jupyter", "Colab", "Binder", "Codespaces")] == [True] * 4


def test_the_links_stand_below_the_title_of_a_chapter_only() -> None:
    config = SimpleNamespace(**{f"dispatched_{name}": "" for name in addresses.SETTINGS})
    app = SimpleNamespace(config=config, builder=SimpleNamespace(format="html"))

    def shown(document: str) -> list[str]:
        page = publish_doctree("Title\n=====\n\nFirst words.\n\nPart\n----\n\nMore.")
        launch._open(app, page, document)
        return [node.tagname for node in page.children[:2]] + [page.children[1].astext()]

    plain_page = shown("chapters/05-work")
    assert "raw" not in plain_page
    config.dispatched_binder = "https://binder.example/"
    where = "https://binder.example/05-work.ipynb"
    wanted = f'<p class="launch">Open this chapter <a href="{where}">in Binder</a>.</p>'
    assert shown("chapters/05-work") == ["title", "raw", wanted]
    assert shown("back/data") == plain_page


def test_an_address_that_is_none_stops_the_build_and_is_named() -> None:
    config = SimpleNamespace(**{f"dispatched_{name}": "" for name in addresses.SETTINGS})
    config.dispatched_colab = "javascript:alert(1)"
    with pytest.raises(ExtensionError, match=r"_config.yml: dispatched_colab: .* is not a web"):
        launch._hosts(SimpleNamespace(config=config))


def test_the_colab_cell_names_the_wheel_of_the_site_and_is_silent_elsewhere() -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# A")])
    book = shelf.Book(Hosts(site="https://book.example"))
    cell = plain.edition(notebook, "chapters/01-a", book).cells[1]
    assert f'"install --quiet https://book.example/downloads/{plain.WHEEL}"' in cell.source
    exec(compile(cell.source, "cell", "exec"), {})  # no google.colab: nothing is called
    calls = []
    shell = SimpleNamespace(run_line_magic=lambda *words: calls.append(words))
    space = {"get_ipython": lambda: shell}
    sys.modules["google.colab"] = sys
    try:
        exec(compile(cell.source, "cell", "exec"), space)
    finally:
        del sys.modules["google.colab"]
    assert calls == [("pip", f"install --quiet https://book.example/downloads/{plain.WHEEL}")]


def test_the_page_of_a_chapter_gives_its_plain_notebook(book: Path) -> None:
    name = "05-2000-contract-work"
    page = (book / "chapters" / f"{name}.html").read_text(encoding="utf-8")
    assert f'href="../downloads/notebooks/{name}.ipynb"' in page
    assert "_sources/" not in page
    assert 'class="launch"' not in page
    given = nbformat.read(book / "downloads" / "notebooks" / f"{name}.ipynb", as_version=4)
    assert given.cells[0].id == "plain-front"
    data = (book / "back" / "data.html").read_text(encoding="utf-8")
    assert 'href="../downloads/dispatched-notebooks.zip"' in data
    assert (book / "downloads" / plain.WHEEL).is_file()


def test_the_files_for_other_machines_name_what_is_there() -> None:
    text = (ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8")
    container = json.loads(text)
    assert container["postCreateCommand"] == "make plain"
    assert "plain: " in (ROOT / "Makefile").read_text(encoding="utf-8")
    needs = (ROOT / "binder" / "requirements.txt").read_text(encoding="utf-8").split()
    assert needs == ["-r", "../requirements.lock"]
    after = (ROOT / "binder" / "postBuild").read_text(encoding="utf-8")
    assert "-m dispatched.notebooks.shelf" in after
    assert "-r requirements.lock" in (ROOT / "environment.yml").read_text(encoding="utf-8")


def test_the_wheel_check_takes_what_the_wheel_needs_from_the_lock() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    needed = closure(["dispatched"]) - {"dispatched"}
    assert {"altair", "pandas", "numpy", "ipywidgets", "nltk"} <= needed
    assert not {"jupyter-book", "sphinx", "playwright"} & needed
    chosen = locked(needed, lock)
    names = re.findall(r"^([\w.-]+)==", chosen, re.M)
    assert {name.lower() for name in names} == needed
    assert names.count("numpy") == lock.count("\nnumpy==") > 0
    assert "--hash=sha256:" in chosen
    with pytest.raises(ValueError, match="no entry for nothing"):
        locked(["nothing"], lock)
