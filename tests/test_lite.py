"""The parts of the site of live notebooks: what is taken from an archive, and what is refused."""

from __future__ import annotations

import ast
import bz2
import dataclasses
import io
import json
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION

from dispatched.lite import LiteError, archive, build, repodata, wheels
from dispatched.lite.pins import FILE, RUNTIME, pins, renew
from dispatched.notebooks import shelf
from tests.chapters import CHAPTERS
from tests.small_pyodide import PYTHON, brought, digest, pack, wheel

GOOD = {"pyodide/a.mjs": b"a", "pyodide/b.whl": b"b"}
WANTED = {"a.mjs": digest(b"a"), "b.whl": digest(b"b")}


def linked(path: Path) -> Path:
    """An archive in which a wanted file is a link."""
    with tarfile.open(path, "w:bz2") as tar:
        info = tarfile.TarInfo("pyodide/a.mjs")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(info)
    return path


def cut(path: Path) -> Path:
    whole = pack(path, GOOD | {"pyodide/c": bytes(range(256)) * 4000}).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def plain_tar(path: Path) -> Path:
    with tarfile.open(path, "w") as tar:
        tar.addfile(tarfile.TarInfo("pyodide/a.mjs"), io.BytesIO())
    return path


def no_tar(path: Path) -> Path:
    path.write_bytes(bz2.compress(b"text" * 1000))
    return path


def with_file(name: str, content: bytes) -> Callable[[Path], Path]:
    return lambda path: pack(path, GOOD | {name: content})


BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "no file": (lambda path: path, r"there is no file .*x\.tar\.bz2"),
    "no bzip2": (plain_tar, r"x\.tar\.bz2 cannot be unpacked: "),
    "no tar": (no_tar, r"x\.tar\.bz2 cannot be unpacked: "),
    "cut off": (cut, r"x\.tar\.bz2 cannot be unpacked: "),
    "out of the folder": (
        with_file("pyodide/../../x", b""),
        r"leads outside: 'pyodide/\.\./\.\./x'",
    ),
    "an absolute path": (with_file("/etc/x", b""), r"leads outside: '/etc/x'"),
    "a path of Windows": (with_file("pyodide\\..\\x", b""), r"leads outside: 'pyodide\\\\"),
    "a drive": (with_file("C:/x", b""), r"leads outside: 'C:/x'"),
    "another file": (
        with_file("pyodide/b.whl", b"c"),
        rf"pyodide/b\.whl in x\.tar\.bz2 is another file: SHA-256 {digest(b'c')}, "
        rf"not {digest(b'b')}",
    ),
    "a link": (linked, r"pyodide/a\.mjs in x\.tar\.bz2 is no file of a fitting size"),
    "a file too large": (
        with_file("pyodide/b.whl", b"0" * 2000),
        r"pyodide/b\.whl in x\.tar\.bz2 is no file of a fitting size",
    ),
    "a file missing": (
        lambda path: pack(path, {"pyodide/a.mjs": b"a", "other/b.whl": b"b"}),
        r"x\.tar\.bz2 has no pyodide/b\.whl",
    ),
    "endless": (with_file("pyodide/z", bytes(200_000)), r"x\.tar\.bz2 is too large"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_archive_is_named_and_nothing_is_written(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, says = BAD[case]
    monkeypatch.setattr(archive, "LARGEST", 1000)
    given = make(tmp_path / "x.tar.bz2")
    folder = tmp_path / "to" / "pyodide"
    folder.mkdir(parents=True)
    (folder / "old").write_text("old")
    with pytest.raises(LiteError, match=says):
        archive.take(given, WANTED, folder, whole=100_000)
    assert [path.name for path in folder.parent.iterdir()] == ["pyodide"]
    assert [path.name for path in folder.iterdir()] == ["old"]
    assert {path.name for path in tmp_path.iterdir()} <= {"x.tar.bz2", "to"}


def test_only_what_is_wanted_is_taken(tmp_path: Path) -> None:
    given = pack(
        tmp_path / "x.tar.bz2", GOOD | {"pyodide/more.whl": b"", "pyodide/tests/a.mjs": b""}
    )
    folder = tmp_path / "to"
    assert not archive.there(folder, WANTED)
    archive.take(given, WANTED, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "a.mjs": b"a",
        "b.whl": b"b",
    }
    assert archive.there(folder, WANTED)
    (folder / "a.mjs").write_bytes(b"changed")
    assert not archive.there(folder, WANTED)


def test_the_pins_are_for_the_pyodide_that_the_kernel_runs_on() -> None:
    made = pins()
    assert made.version == PYODIDE_VERSION
    assert {*RUNTIME} < {*made.files}
    assert all(len(value) == 64 and int(value, 16) for value in made.files.values())
    assert f"/{PYODIDE_VERSION}/pyodide-{PYODIDE_VERSION}.tar.bz2" in made.address
    with pytest.raises(LiteError, match=r"runs on Pyodide 999\.0, pyodide\.json is for 314"):
        pins("999.0")


def test_pins_are_made_from_the_npm_package(tmp_path: Path) -> None:
    for name in RUNTIME:
        (tmp_path / name).write_text(name)
    (tmp_path / "package.json").write_text('{"version": "1.0"}')
    whole = json.loads(FILE.read_text())["files"]
    names = {name.split("-")[0].replace("_", "-"): name for name in whole if "-" in name[:-5]}
    packages = {
        name: {"file_name": file, "sha256": whole[file], "depends": []}
        for name, file in names.items()
    }
    packages["pandas"]["depends"] = ["Python_Dateutil", "numpy"]
    (tmp_path / repodata.NAME).write_text(json.dumps({"packages": packages}))
    made = renew(tmp_path, "1.0")
    assert made.version == "1.0"
    assert made.files["pyodide.mjs"] == digest(b"pyodide.mjs")
    assert {names["pandas"], names["python-dateutil"], names["numpy"]} < {*made.files}
    assert names["six"] not in made.files
    with pytest.raises(LiteError, match=r"runs on Pyodide 2\.0, .* holds 1\.0"):
        renew(tmp_path, "2.0")


def test_what_pyodide_lacks_comes_from_the_lock() -> None:
    there = brought()
    needed = wheels.needs(there, PYTHON)
    assert {"altair", "ipywidgets", "nltk", "comm"} < {*needed}
    assert not {*needed} & ({*there} | wheels.WITHOUT)
    assert needed["dispatched"] == ["altair", "ipywidgets", "nltk", "pandas", "scipy"]
    # What only another system needs is left out: pexpect, or colorama for Windows.
    assert needed["tqdm"] == []
    lock = (build.ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "--hash" in wheels.locked({*needed} - {"dispatched"}, lock)


def test_a_version_that_does_not_do_is_named() -> None:
    with pytest.raises(LiteError, match=r"dispatched needs pandas<4,>=3, and Pyodide brings 2\.0"):
        wheels.needs({"pandas": "2.0"}, PYTHON)


def test_a_package_that_is_not_known_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wheels, "TOP", "no-such-package")
    with pytest.raises(LiteError, match=r"no-such-package is needed in the browser"):
        wheels.needs({}, PYTHON)
    with pytest.raises(LiteError, match=r"requirements\.lock has no entry for no-such-package"):
        wheels.locked(["no-such-package"], "other==1 \\\n")


def test_a_wheel_that_cannot_be_fetched_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    there, lock = wheel("one", "1"), ""
    for name in ("one", "two"):
        lock += f"{name}==1 \\\n    --hash=sha256:{digest(there)}\n"
    (tmp_path / "one-1-py3-none-any.whl").write_bytes(there)
    assert wheels.fetch(["one"], lock, tmp_path, PYTHON)["one"].name == "one-1-py3-none-any.whl"
    with pytest.raises(LiteError, match=r"pip could not fetch the wheels: ERROR: .*two==1"):
        wheels.fetch(["one", "two"], lock, tmp_path, PYTHON)
    (tmp_path / "one-1-py3-none-any.whl").write_bytes(wheel("one", "1", "other"))
    with pytest.raises(LiteError, match=r"could not fetch"):
        wheels.fetch(["one"], lock, tmp_path, PYTHON)


def test_an_import_leads_to_the_wheel_that_has_it(tmp_path: Path) -> None:
    path = tmp_path / "some_thing-1.0-py3-none-any.whl"
    path.write_bytes(wheel("some-thing", "1.0", "other"))
    made = repodata.entry(path, ["b", "a"])
    assert made["imports"] == ["other"]
    assert (made["name"], made["version"], made["depends"]) == ("some-thing", "1.0", ["a", "b"])
    assert made["sha256"] == digest(path.read_bytes())
    whole = {"packages": {"x": {"file_name": "x.whl"}, "y": {"file_name": "y.whl"}}, "info": 1}
    assert repodata.held(whole, ["y.whl"]) == {"packages": {"y": {"file_name": "y.whl"}}, "info": 1}


def test_without_the_archive_one_sentence_says_what_to_fetch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build.main(["--to", str(tmp_path / "site")]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert pins().address in said
    assert f"make lite PYODIDE=path/to/pyodide-{PYODIDE_VERSION}.tar.bz2" in said
    assert not [*tmp_path.iterdir()]
    assert build.main(["--to", str(tmp_path / "site"), "--pyodide", str(tmp_path / "none")]) == 1
    assert capsys.readouterr().err == f"The site was not made: there is no file {tmp_path}/none\n"


def test_a_live_notebook_says_where_it_runs_and_installs_nothing() -> None:
    book = dataclasses.replace(shelf.book_of(build.ROOT), live=True)
    book = dataclasses.replace(
        book, hosts=dataclasses.replace(book.hosts, site="https://b.example")
    )
    for text in (t for n, t in shelf.files(build.ROOT, book).items() if n.endswith(".ipynb")):
        notebook = nbformat.reads(text, as_version=4)
        assert "Python runs in your browser" in notebook.cells[0].source
        assert "pip" not in notebook.cells[0].source
        assert all(cell.get("id") != "plain-colab" for cell in notebook.cells)


def test_no_notebook_needs_what_the_browser_lacks() -> None:
    lines = {"import dispatched.explore.live, ipywidgets"}
    for path in CHAPTERS:
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code" and "import" in cell.source:
                nodes = ast.walk(ast.parse(cell.source))
                lines |= {
                    ast.unparse(n) for n in nodes if isinstance(n, ast.Import | ast.ImportFrom)
                }
    lacking = [name.removesuffix("-python").replace("-", "_") for name in sorted(wheels.WITHOUT)]
    code = f"import sys\nsys.modules.update(dict.fromkeys({lacking}))\n" + "\n".join(sorted(lines))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "vl_convert" in lacking
