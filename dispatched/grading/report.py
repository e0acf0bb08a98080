"""What comes out of grading: a page of feedback a student, two tables, a report on the class.

All pages are plain HTML without script and without any request; what a student wrote is escaped,
and a policy in the page forbids scripts besides.
"""

from __future__ import annotations

import csv
import html
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dispatched.grading import by_hand, rows
from dispatched.grading.by_hand import Shown
from dispatched.grading.files import write_whole
from dispatched.grading.handed_in import Work
from dispatched.grading.inject import outputs_of
from dispatched.grading.room import Room
from dispatched.grading.spreadsheet import defused

POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'"
)

STYLE = Path(__file__).with_name("report.css").read_text(encoding="utf-8")


def page(title: str, body: str) -> str:
    """A whole page."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title>"
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head>"
        f"<body><main><h1>{html.escape(title)}</h1>{body}</main></body></html>\n"
    )


def feedback(
    record: Mapping[str, Any],
    title: str,
    tasks: Mapping[str, Any],
    work: Work,
    given: Shown | None = None,
) -> str:
    """A student's page: each answer with what is said of it, and each cell's output as text."""
    esc = html.escape
    parts = []
    if work.raw:
        parts.append(f'<p class="soft">Handed in {esc(work.time)} (file {work.digest[:12]}).</p>')
    if record["problem"]:
        parts.append(f'<p class="verdict">{esc(record["problem"])}</p>')
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
                parts.append(_by_hand(float(meta["points"]), *said))
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
    return page(f"{title}: feedback for {record['name']}", "".join(parts))


def _by_hand(most: float, points: float | None, comment: str, read: bool = True) -> str:
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


def remove(room: Room, students: Iterable[str]) -> None:
    """Take away these students' pages, and the tables and the report, which speak of them."""
    place = room.reports
    for name in (
        "grades.csv",
        "tasks.csv",
        "index.html",
        "written.html",
        *(f"feedback/{student}.html" for student in students),
    ):
        (place / name).unlink(missing_ok=True)


def write(
    room: Room,
    works: Sequence[Work],
    records: Mapping[str, Mapping[str, Any]],
    pending: Mapping[str, str],
    book: Mapping[str, Mapping[str, Any]],
    not_entered: Sequence[str] = (),
) -> list[dict[str, Any]]:
    """Write feedback, ``grades.csv``, ``tasks.csv`` and the report, each file whole or not at all.

    Args:
        room: the assignment.
        works: what was handed in.
        records: student → record of the run.
        pending: student → why there are no points yet.
        book: as :func:`dispatched.grading.gradebook.scores` gives it.
        not_entered: points given by hand that could not be entered, in sentences.

    Returns:
        the rows of ``grades.csv``.
    """
    place = room.reports
    table, by_task = rows.make(works, records, pending, book)
    known = {work.student: work for work in works}
    graded = {row["student"]: records[row["student"]] for row in table if row["automatic"] != ""}
    given = by_hand.shown(room, graded, book)
    for row in table:
        student = row["student"]
        if row["automatic"] == "":
            text = page(
                f"{room.assignment}: feedback for {row['name']}",
                f"<p>{html.escape(row['note'])}.</p>",
            )
        else:
            text = feedback(
                records[student], room.assignment, room.tasks, known[student], given[student]
            )
        write_whole(place / "feedback" / f"{student}.html", text)
    _csv(place / "grades.csv", table)
    _csv(place / "tasks.csv", by_task)
    write_whole(place / "index.html", _report(room, graded, table, not_entered))
    return table


def _csv(path: Path, table: list[dict[str, Any]]) -> None:
    names = list(dict.fromkeys(name for row in table for name in row))
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, names)
    if table:
        writer.writeheader()
    for row in table:
        writer.writerow({k: defused(v) for k, v in row.items()})
    write_whole(path, f"\ufeff{file.getvalue()}" if table else "")


def _report(
    room: Room,
    records: Mapping[str, Mapping[str, Any]],
    table: list[dict[str, Any]],
    not_entered: Sequence[str],
) -> str:
    """The class report: how the points fall, what is missed most often, and by which answers."""
    esc = html.escape
    done = [r for r in table if r["automatic"] != ""]
    waiting = len(table) - len(done)
    most = max((r["automatic_max"] for r in done), default=0) or 1
    groups = Counter(min(4, int(5 * r["automatic"] / most)) for r in done)
    body = []
    if waiting:
        body.append(
            f'<p class="verdict">{waiting} of {len(table)} students are not graded yet; '
            "the notes below say why.</p>"
        )
    body.append(
        f"<p>{len(done)} students. {sum(r['to_read'] for r in done)} written answers wait "
        'for a person: <a href="written.html">read and grade them</a>.</p>'
    )
    if not_entered:
        body.append("<h2>Points that were not entered</h2><ul>")
        body.extend(f"<li>{esc(text)}</li>" for text in not_entered)
        body.append("</ul>")
    body.append(
        "<h2>How the points fall</h2>"
        '<p class="soft">For the answers that a machine checks.</p>'
        '<div class="wide"><table>'
        '<tr><th scope="col">Part of the points</th><th scope="col">Students</th></tr>'
    )
    for k in range(5):
        body.append(
            f"<tr><td>{20 * k} to {20 * k + 20} percent</td>"
            f"<td>{_bar(groups[k], len(done))} {groups[k]}</td></tr>"
        )
    body.append("</table></div><h2>Task by task, the most often missed first</h2>")
    tasks: dict[str, list[tuple[Mapping[str, Any], str]]] = {}
    for record in records.values():
        for verdict in record["verdicts"].values():
            tasks.setdefault(verdict["id"], []).append(
                (verdict, record["answers"].get(verdict["id"], ""))
            )
    missed = sorted(tasks, key=lambda t: (sum(v["share"] for v, _ in tasks[t]) / len(tasks[t]), t))
    body.append(
        '<div class="wide"><table><tr><th scope="col">Task</th><th scope="col">Right</th>'
        '<th scope="col">In part</th><th scope="col">What was said most often</th>'
        '<th scope="col">Frequent wrong answers</th></tr>'
    )
    for name in missed:
        found = tasks[name]
        task = name.removesuffix("-check")
        right = sum(v["share"] >= 1 for v, _ in found)
        partly = sum(0 < v["share"] < 1 for v, _ in found)
        said = Counter(v["text"] for v, _ in found if v["share"] < 1).most_common(2)
        given = Counter(a for v, a in found if v["share"] < 1 and a).most_common(3)
        title = room.tasks.get(task, {}).get("title", "")
        body.append(
            f"<tr><td><b>{esc(task)}</b><br>{esc(title)}</td>"
            f"<td>{_bar(right, len(found))} {right}</td><td>{partly}</td>"
            f"<td>{'<br>'.join(f'{n} × {esc(t)}' for t, n in said)}</td>"
            f"<td>{'<br>'.join(f'{n} × {esc(a)}' for a, n in given)}</td></tr>"
        )
    body.append(
        '</table></div><h2>Students</h2><div class="wide"><table>'
        '<tr><th scope="col">Student</th><th scope="col">By the machine</th>'
        '<th scope="col">Written</th><th scope="col">Note</th></tr>'
    )
    for row in table:
        link = f'<a href="feedback/{esc(row["student"])}.html">{esc(row["name"])}</a>'
        points = (
            f"{row['automatic']:g} of {row['automatic_max']:g}"
            if row["automatic"] != ""
            else "not graded yet"
        )
        written = f"{row['written']:g} of {row['written_max']:g}" if row["written_max"] else ""
        written += f", {row['to_read']} to read" if row["to_read"] else ""
        body.append(
            f"<tr><td>{link}</td><td>{points}</td><td>{written}</td>"
            f"<td>{esc(row['note'])}</td></tr>"
        )
    body.append("</table></div>")
    return page(f"{room.assignment}: the class", "".join(body))


def _bar(part: int, whole: int) -> str:
    share = part / whole if whole else 0
    bars = [
        f'<span class="bar{kind}" style="width: {6 * part:.2f}rem"></span>'
        for part, kind in ((share, ""), (1 - share, " rest"))
    ]
    return f'<span class="bars">{"".join(bars)}</span>'
