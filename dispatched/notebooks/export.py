"""A notebook as one file with pictures of its charts: HTML, and PDF where there is Chromium.

``python -m dispatched.notebooks.export FILE … [--to FOLDER] [--pdf]``, or with nbconvert alone
``jupyter nbconvert --to dispatched.notebooks.export.PictureExporter FILE``. nbconvert knows no
chart and would show one line of text, and its pages ask a content network for scripts.
"""

from __future__ import annotations

import argparse
import base64
import html
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from dispatched.notebooks import chromium
from dispatched.notebooks.mathml import mathml
from dispatched.shown import MIME, summary
from dispatched.whole import part_of, told, write_whole

POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; "
    "form-action 'none'"
)
"""What the page may do: no script runs, whoever wrote the notebook, and nothing is fetched."""

TEMPLATE = f"""{{%- extends 'lab/index.html.j2' -%}}
{{%- block html_head_js -%}}<meta http-equiv="Content-Security-Policy" content="{POLICY}">
{{%- endblock -%}}
{{%- block jupyter_widgets -%}}{{%- endblock -%}}
{{%- block html_head_js_mathjax -%}}{{%- endblock -%}}
{{%- block html_head_js_mermaidjs -%}}{{%- endblock -%}}
{{%- block html_head_css -%}}<style>figure.chart {{ margin: 0 }}
figure.chart img {{ max-width: 100% }}</style>
{{%- endblock -%}}
"""


class PictureExporter(HTMLExporter):
    """nbconvert's HTML with pictures of the charts, formulas as MathML, no script, no address."""

    export_from_notebook = "HTML with pictures"
    raw_template = TEMPLATE

    def from_notebook_node(
        self, nb: Any, resources: Any = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page of a notebook, which is left as it is."""
        return super().from_notebook_node(with_pictures(nb), resources, **kw)

    def markdown2html(self, context: Any, source: str) -> str:
        """A markdown cell; formulas become MathML, which browsers draw without a script."""
        renderer = _Formulas(escape=False, exclude_anchor_links=True)
        return MarkdownWithMath(renderer=renderer).render(source)

    markdown2html.jinja_pass_arg = (  # type: ignore[attr-defined]
        HTMLExporter.markdown2html.jinja_pass_arg  # type: ignore[attr-defined]
    )


class _Formulas(IPythonRenderer):
    def block_math(self, body: str) -> str:
        return _mathml(body, True) or super().block_math(body)

    def inline_math(self, body: str) -> str:
        return _mathml(body, False) or super().inline_math(body)


def _mathml(latex: str, display: bool) -> str:
    try:
        return mathml(latex, display)
    except Exception:  # a formula that the library cannot read stays as it was written
        return ""


def with_pictures(notebook: Any) -> Any:
    """A copy of a notebook in which each chart is a picture with its text alternative."""
    done = nbformat.from_dict(notebook)
    for cell in done.cells:
        for output in cell.get("outputs", []):
            if MIME in output.get("data", {}):
                output.data = nbformat.from_dict({"text/html": picture(output.data[MIME])})
    return done


def picture(spec: Mapping[str, Any]) -> str:
    """A chart as a figure of HTML: an SVG inside an image, so that nothing in it can run.

    A chart that cannot be drawn, or whose data are elsewhere, becomes its line of text.
    """
    import vl_convert

    said = html.escape(summary(spec))
    try:
        svg = vl_convert.vegalite_to_svg(dict(spec), vl_version="6.4", allowed_base_urls=[])
    except ValueError:
        return f"<p>{said}</p>"
    data = base64.b64encode(svg.encode()).decode()
    told = html.escape(_positions(spec))
    caption = f"<figcaption>{told}</figcaption>" if told else ""
    image = f'<img alt="{said}" src="data:image/svg+xml;base64,{data}">'
    return f'<figure class="chart">{image}{caption}</figure>'


def _positions(spec: Mapping[str, Any]) -> str:
    """What an explorer asks, and what its controls stand at; empty for another chart."""
    meta = spec.get("usermeta")
    told = meta.get("explorer") if isinstance(meta, Mapping) else None
    if not isinstance(told, Mapping):
        return ""
    at = []
    for param in spec.get("params", []):
        bind = param.get("bind")
        if isinstance(bind, Mapping):
            names = dict(zip(bind.get("options", []), bind.get("labels", []), strict=False))
            at.append(f"{bind.get('name')}: {names.get(param.get('value'), param.get('value'))}")
    return f"{told.get('question')} Drawn for {'; '.join(at)}."


def export(path: Path, folder: Path, pdf: bool = False) -> list[Path]:
    """Write a notebook as ``FOLDER/NAME.html``, and as ``NAME.pdf`` where asked for.

    Returns:
        the files written.

    Raises:
        ValueError: the file is no notebook.
        RuntimeError: a PDF was asked for and there is no Chromium.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
    except (OSError, ValueError, AttributeError, KeyError, nbformat.ValidationError) as error:
        raise ValueError(f"{path}: is no notebook that can be read") from error
    text, _ = PictureExporter().from_notebook_node(notebook, {"metadata": {"name": path.stem}})
    page = folder / f"{path.stem}.html"
    write_whole(page, text)
    if not pdf:
        return [page]
    return [page, print_pdf(page, page.with_suffix(".pdf"))]


def print_pdf(page: Path, made: Path, *flags: str, seconds: int = 120) -> Path:
    """Print a page on disk with Chromium, in a profile of its own; whole or not at all.

    ``flags`` are more of Chromium's own.

    Raises:
        RuntimeError: there is no Chromium, or it made no file within ``seconds``.
    """
    program = chromium.program()
    with tempfile.TemporaryDirectory() as profile:
        command = [
            program,
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            f"--user-data-dir={profile}",
        ]
        command += [
            "--no-pdf-header-footer",
            *chromium.sandbox(),  # the page runs no script (POLICY)
            *flags,
        ]
        with part_of(made.resolve()) as part:
            command += [f"--print-to-pdf={part}", page.resolve().as_uri()]
            try:
                done = subprocess.run(
                    command,
                    capture_output=True,
                    text=True,
                    errors="replace",
                    check=False,
                    timeout=seconds,
                    env={**os.environ, "LC_ALL": "C.UTF-8"},  # else it picks fonts by the machine
                )
            except subprocess.TimeoutExpired as error:
                raise RuntimeError(f"{page.name}: no PDF came within {seconds} seconds") from error
            if done.returncode or not part.is_file():
                said = done.stderr.strip()[-200:]
                raise RuntimeError(f"{page.name}: the PDF was not made: {said}")
    return made


@told("The notebook was not written")
def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: write the named notebooks, say where."""
    parser = argparse.ArgumentParser(
        prog="python -m dispatched.notebooks.export",
        description="Write notebooks as single files with pictures.",
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument(
        "--to", type=Path, default=Path("_build/export"), help="folder (default: _build/export)"
    )
    parser.add_argument("--pdf", action="store_true", help="also as PDF (needs Chromium)")
    asked = parser.parse_args(arguments)
    for path in asked.files:
        try:
            for made in export(path, asked.to, asked.pdf):
                print(f"wrote {made}")
        except (ValueError, RuntimeError) as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
