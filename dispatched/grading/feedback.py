"""A student's page of feedback: each answer, what is said of it, and where to read on."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from dispatched.grading.by_hand import Shown
from dispatched.grading.handed_in import Work
from dispatched.grading.inject import outputs_of
from dispatched.grading.sections import Section
from dispatched.grading.sheet import page


def make(
    record: Mapping[str, Any],
    title: str,
    tasks: Mapping[str, Any],
    work: Work,
    given: Shown | None = None,
    late: str = "",
    sections: Mapping[str, Section] | None = None,
    book: str = "",
) -> str:
    """A student's page: each answer with what is said of it, and each cell's output as text.

    Args:
        record: of the run.
        title: of the assignment.
        tasks: task → as its author wrote it.
        work: what was handed in.
        given: what a person gave.
        late: how much too late it was handed in, in words.
        sections: task → where its matter stands in the book.
        book: address of the book; where there is none, sections are named and not linked.
    """
    esc = html.escape
    parts = []
    if work.raw:
        parts.append(f'<p class="soft">Handed in {esc(work.time)} (file {work.digest[:12]}).</p>')
    if late:
        parts.append(f'<p class="soft">Too late by {esc(late)}.</p>')
    if record["problem"]:
        parts.append(f'<p class="verdict">{esc(record["problem"])}</p>')
    if record["lost"]:  # nothing of it could be read: no answer is shown, and no points are told
        if work.raw:
            parts.append("<p>Nobody could read it so far. A person looks at it.</p>")
        return page(f"{title}: feedback for {record['name']}", "".join(parts))
    if record["notes"]:
        parts.append(
            f'<p class="soft">Put right before grading: {esc("; ".join(record["notes"]))}.</p>'
        )
    earned = sum(v["share"] * points_of(record, place) for place, v in record["verdicts"].items())
    most = sum(points_of(record, place) for place in record["verdicts"])
    parts.append(
        f"<p><b>{earned:g} of {most:g} points</b> for the answers that a machine can check.</p>"
    )
    for number, cell in enumerate(record["notebook"]["cells"]):
        place, source = f"c{number}", "".join(cell["source"])
        meta = cell["metadata"].get("nbgrader", {})
        if place in record["verdicts"]:
            verdict = record["verdicts"][place]
            points = points_of(record, place)
            good = " good" if verdict["share"] >= 1 else ""
            parts.append(
                f'<p class="verdict{good}">'
                f"<b>{verdict['share'] * points:g} of {points:g}</b> {esc(verdict['text'])}</p>"
            )
        elif meta.get("solution") or "nbgrader" not in cell["metadata"]:
            parts.append(f"<pre>{esc(source)}</pre>")
            if meta.get("grade"):
                said = (given or {}).get(meta["grade_id"], (None, "", False))
                parts.append(by_hand(float(meta["points"]), *said))
            for output in outputs_of(record["cells"].get(place, {})):
                if output["output_type"] == "stream":
                    parts.append(f"<pre>{esc(output['text'])}</pre>")
                elif output["output_type"] == "error":
                    parts.append(
                        f'<p class="verdict">{esc(output["ename"])}: {esc(output["evalue"])}</p>'
                    )
                elif "image/png" in output["data"]:
                    picture = "".join(output["data"]["image/png"].split())
                    parts.append(
                        '<img alt="Picture that the cell drew" '
                        f'src="data:image/png;base64,{esc(picture)}">'
                    )
                else:
                    parts.append(f"<pre>{esc(output['data']['text/plain'])}</pre>")
        elif str(meta.get("grade_id", "")).endswith("-task"):
            task = meta["grade_id"].removesuffix("-task")
            parts.append(f"<h2>{esc(tasks[task]['title'])}</h2>")
            if sections and task in sections:
                parts.append(_where(sections[task], book))
    return page(f"{title}: feedback for {record['name']}", "".join(parts))


def by_hand(most: float, points: float | None, comment: str, read: bool = True) -> str:
    """What a person gave for an answer, and wrote about it."""
    said = f"<pre>{html.escape(comment)}</pre>" if comment else ""
    if points is None:
        return f'<p class="soft">A person reads this answer ({most:g} points).</p>{said}'
    good = " good" if points >= most else ""
    who = "A person read this answer." if read else "Nothing was written."
    return f'<p class="verdict{good}"><b>{points:g} of {most:g}</b> {who}</p>{said}'


def points_of(record: Mapping[str, Any], place: str) -> float:
    """The points of a graded cell."""
    return float(record["notebook"]["cells"][int(place[1:])]["metadata"]["nbgrader"]["points"])


def _where(section: Section, book: str) -> str:
    """Where the chapter speaks of a task's matter."""
    title = html.escape(section.title)
    if book:
        address = html.escape(f"{book}/{section.address}")
        title = f'<a href="{address}" rel="noreferrer">{title}</a>'
    return f'<p class="soft">In the chapter: {title}</p>'
