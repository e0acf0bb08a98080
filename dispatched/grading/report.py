"""What comes out of grading: one page of feedback a student, a table for the teacher, and a report on the class.

All pages are plain HTML without script and without any request; what a student wrote is escaped, and a policy in the page
forbids scripts besides.
"""

from __future__ import annotations

import csv
import html
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispatched.grading.spreadsheet import defused

if TYPE_CHECKING:
    from dispatched.grading.grade import Class

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

STYLE = """
:root { color-scheme: light dark; --ink: #1b2430; --soft: #5a6572; --line: #dfe3e8; --paper: #fff; --good: #2e8555; --bad: #b5471a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --soft: #a9b3bf; --line: #39424e; --paper: #14181e; --good: #6fcf97; --bad: #ff9e6d; } }
body { font: 16px/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
pre { overflow-x: auto; padding: .7rem; border: 1px solid var(--line); border-radius: 4px; font-size: .85rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.verdict { border-left: 4px solid var(--bad); padding: .3rem .8rem; } .verdict.good { border-color: var(--good); }
.soft { color: var(--soft); } img { max-width: 100%; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .95rem; } th, td { text-align: left; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.bars { white-space: nowrap; } .bar { display: inline-block; height: .8rem; background: var(--good); vertical-align: middle; } .bar.rest { background: var(--line); }
"""


def page(title: str, body: str) -> str:
    """A whole page."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>'
        f"<body><main><h1>{html.escape(title)}</h1>{body}</main></body></html>\n"
    )


Given = Mapping[str, tuple[float | None, str]]
"""Name of a cell that a person graded → points, none where it waits to be read, and comment."""


def feedback(record: Mapping[str, Any], title: str, tasks: Mapping[str, Any], given: Given | None = None) -> str:
    """A student's page: each answer with what the judge or a person says, the output of each cell as text."""
    from dispatched.grading.inject import outputs_of

    esc = html.escape
    parts = []
    if record["problem"]:
        parts.append(f'<p class="verdict">{esc(record["problem"])}</p>')
    if record["notes"]:
        parts.append(f'<p class="soft">Put right before grading: {esc("; ".join(record["notes"]))}.</p>')
    earned = sum(v["share"] * points_of(record, place) for place, v in record["verdicts"].items())
    most = sum(points_of(record, place) for place in record["verdicts"])
    parts.append(f"<p><b>{earned:g} of {most:g} points</b> for the answers that a machine can check.</p>")
    for number, cell in enumerate(record["notebook"]["cells"]):
        place, source = f"c{number}", "".join(cell["source"])
        meta = cell["metadata"].get("nbgrader", {})
        if place in record["verdicts"]:
            verdict = record["verdicts"][place]
            points = points_of(record, place)
            good = " good" if verdict["share"] >= 1 else ""
            parts.append(
                f'<p class="verdict{good}"><b>{verdict["share"] * points:g} of {points:g}</b> {esc(verdict["text"])}</p>'
            )
        elif meta.get("solution") or "nbgrader" not in cell["metadata"]:
            parts.append(f"<pre>{esc(source)}</pre>")
            if meta.get("grade"):
                parts.append(_by_hand(float(meta["points"]), *(given or {}).get(meta["grade_id"], (None, ""))))
            for output in outputs_of(record["cells"].get(place, {})):
                if output["output_type"] == "stream":
                    parts.append(f"<pre>{esc(output['text'])}</pre>")
                elif output["output_type"] == "error":
                    parts.append(f'<p class="verdict">{esc(output["ename"])}: {esc(output["evalue"])}</p>')
                elif "image/png" in output["data"]:
                    picture = "".join(output["data"]["image/png"].split())
                    parts.append(f'<img alt="Picture that the cell drew" src="data:image/png;base64,{esc(picture)}">')
                else:
                    parts.append(f"<pre>{esc(output['data']['text/plain'])}</pre>")
        elif str(meta.get("grade_id", "")).endswith("-task"):
            task = meta["grade_id"].removesuffix("-task")
            parts.append(f"<h2>{esc(tasks[task]['title'])}</h2>")
    return page(f"{title}: feedback for {record['name']}", "".join(parts))


def _by_hand(most: float, points: float | None, comment: str) -> str:
    """What a person gave for an answer, and wrote about it."""
    said = f"<pre>{html.escape(comment)}</pre>" if comment else ""
    if points is None:
        return f'<p class="soft">A person reads this answer ({most:g} points).</p>{said}'
    good = " good" if points >= most else ""
    return f'<p class="verdict{good}"><b>{points:g} of {most:g}</b> A person read this answer.</p>{said}'


def points_of(record: Mapping[str, Any], place: str) -> float:
    """The points of a graded cell."""
    return float(record["notebook"]["cells"][int(place[1:])]["metadata"]["nbgrader"]["points"])


def write(
    room: Class, records: Mapping[str, Mapping[str, Any]], not_entered: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Write feedback, ``grades.csv``, ``tasks.csv`` and the report.

    Args:
        room: the assignment of the class.
        records: what was found, by student.
        not_entered: points given by hand that could not be entered, in sentences.

    Returns:
        the rows of ``grades.csv``.
    """
    from nbgrader.api import Gradebook

    from dispatched.grading import release

    folder = room.folder / "reports" / room.assignment
    (folder / "feedback").mkdir(parents=True, exist_ok=True)
    rows: list[dict[str, Any]] = []
    by_task: list[dict[str, Any]] = []
    with Gradebook(release.settings(room.folder).CourseDirectory.db_url, "dispatched") as book:
        for student in sorted(records):
            record = records[student]
            submission = book.find_submission(room.assignment, student)
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            manual = [g for g in grades if g.cell.name.endswith("-answer")]
            auto = [g for g in grades if g not in manual]
            row = {
                "student": student,
                "name": record["name"],
                "automatic": round(sum(g.score for g in auto), 2),
                "automatic_max": sum(g.max_score for g in auto),
                "written": round(sum(g.score for g in manual if not g.needs_manual_grade), 2),
                "written_max": sum(g.max_score for g in manual),
                "to_read": sum(g.needs_manual_grade for g in manual),
                "total": round(sum(g.score for g in grades if not g.needs_manual_grade), 2),
                "note": "; ".join(filter(None, [record["problem"], *record["notes"]])),
            }
            rows.append(row)
            scores = {g.cell.name.removesuffix("-check").removesuffix("-answer"): round(g.score, 2) for g in grades}
            by_task.append({"student": student, "name": record["name"], **scores})
            comments = {c.cell.name: c.manual_comment or "" for n in submission.notebooks for c in n.comments}
            given = {
                g.cell.name: (None if g.needs_manual_grade else g.score, comments.get(g.cell.name, "")) for g in manual
            }
            text = feedback(record, room.assignment, room.tasks, given)
            (folder / "feedback" / f"{student}.html").write_text(text, encoding="utf-8", errors="replace")
    _csv(folder / "grades.csv", rows)
    _csv(folder / "tasks.csv", by_task)
    (folder / "index.html").write_text(_report(room, records, rows, not_entered), encoding="utf-8", errors="replace")
    return rows


def _csv(path: Path, rows: list[dict[str, Any]]) -> None:
    if not rows:
        path.write_text("", encoding="utf-8")
        return
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding="utf-8-sig", errors="replace") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        for row in rows:
            writer.writerow({k: defused(v) for k, v in row.items()})


def _report(
    room: Class, records: Mapping[str, Mapping[str, Any]], rows: list[dict[str, Any]], not_entered: Sequence[str]
) -> str:
    """The class report: how the points fall, what is missed most often, and by which answers."""
    esc = html.escape
    most = max((r["automatic_max"] for r in rows), default=0) or 1
    groups = Counter(min(4, int(5 * r["automatic"] / most)) for r in rows)
    body = [f"<p>{len(rows)} students. {sum(r['to_read'] for r in rows)} written answers wait for a person: "
            '<a href="written.html">read and grade them</a>.</p>']  # fmt: skip
    if not_entered:
        body.append("<h2>Points that were not entered</h2><ul>")
        body.extend(f"<li>{esc(text)}</li>" for text in not_entered)
        body.append("</ul>")
    body.append(
        '<h2>How the points fall</h2><p class="soft">For the answers that a machine checks.</p><div class="wide"><table><tr><th scope="col">Part of the points</th><th scope="col">Students</th></tr>'
    )
    for k in range(5):
        body.append(
            f"<tr><td>{20 * k} to {20 * k + 20} percent</td><td>{_bar(groups[k], len(rows))} {groups[k]}</td></tr>"
        )
    body.append("</table></div><h2>Task by task, the most often missed first</h2>")
    tasks: dict[str, list[tuple[Mapping[str, Any], str]]] = {}
    for record in records.values():
        for verdict in record["verdicts"].values():
            tasks.setdefault(verdict["id"], []).append((verdict, record["answers"].get(verdict["id"], "")))
    missed = sorted(tasks, key=lambda t: (sum(v["share"] for v, _ in tasks[t]) / len(tasks[t]), t))
    body.append(
        '<div class="wide"><table><tr><th scope="col">Task</th><th scope="col">Right</th><th scope="col">In part</th>'
        '<th scope="col">What was said most often</th><th scope="col">Frequent wrong answers</th></tr>'
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
            f"<tr><td><b>{esc(task)}</b><br>{esc(title)}</td><td>{_bar(right, len(found))} {right}</td><td>{partly}</td>"
            f"<td>{'<br>'.join(f'{n} × {esc(t)}' for t, n in said)}</td>"
            f"<td>{'<br>'.join(f'{n} × {esc(a)}' for a, n in given)}</td></tr>"
        )
    body.append('</table></div><h2>Students</h2><div class="wide"><table><tr><th scope="col">Student</th>'
                '<th scope="col">By the machine</th><th scope="col">Written</th><th scope="col">Note</th></tr>')  # fmt: skip
    for row in rows:
        link = f'<a href="feedback/{esc(row["student"])}.html">{esc(row["name"])}</a>'
        points = f"{row['automatic']:g} of {row['automatic_max']:g}"
        written = f"{row['written']:g} of {row['written_max']:g}" if row["written_max"] else ""
        written += f", {row['to_read']} to read" if row["to_read"] else ""
        body.append(f"<tr><td>{link}</td><td>{points}</td><td>{written}</td><td>{esc(row['note'])}</td></tr>")
    body.append("</table></div>")
    return page(f"{room.assignment}: the class", "".join(body))


def _bar(part: int, whole: int) -> str:
    share = part / whole if whole else 0
    bars = [
        f'<span class="bar{kind}" style="width: {6 * part:.2f}rem"></span>'
        for part, kind in ((share, ""), (1 - share, " rest"))
    ]
    return f'<span class="bars">{"".join(bars)}</span>'
