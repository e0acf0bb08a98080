"""What comes out of grading: a page of feedback a student, two tables, a report on the class."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from dispatched.grading import (
    by_hand,
    feedback,
    handed_in,
    moderation,
    rows,
    sections,
    spreadsheet,
)  # fmt: skip
from dispatched.grading.handed_in import Work
from dispatched.grading.room import Room
from dispatched.grading.sheet import page
from dispatched.whole import write_whole


def remove(room: Room, works: Sequence[Work], students: Container[str]) -> None:
    """Take away these students' pages, and the tables and the report, which speak of them."""
    place = room.reports
    names = handed_in.page_names(works)
    for name in (
        "grades.csv",
        "tasks.csv",
        "index.html",
        "written.html",
        *(f"feedback/{name}.html" for student, name in names.items() if student in students),
    ):
        (place / name).unlink(missing_ok=True)


def write(
    room: Room,
    works: Sequence[Work],
    records: Mapping[str, Mapping[str, Any]],
    pending: Mapping[str, str],
    book: Mapping[str, Mapping[str, Any]],
    hand: by_hand.Entered | None = None,
) -> list[dict[str, Any]]:
    """Write feedback, ``grades.csv``, ``tasks.csv`` and the report, each file whole or not at all.

    Args:
        room: the assignment.
        works: what was handed in.
        records: student → record of the run.
        pending: student → why there are no points yet.
        book: as :func:`dispatched.grading.gradebook.scores` gives it.
        hand: what came of the points that people gave.

    Returns:
        the rows of ``grades.csv``.
    """
    place = room.reports
    table, by_task = rows.make(
        works, records, pending, book, room.settings.due.get(room.assignment)
    )
    known = {work.student: work for work in works}
    graded = {row["student"]: records[row["student"]] for row in table if row["automatic"] != ""}
    answered = {student: one for student, one in graded.items() if known[student].raw}
    given = by_hand.shown(room, graded, book)
    names = handed_in.page_names(works)
    for row in table:
        student = row["student"]
        row["feedback"] = f"feedback/{names[student]}.html"
        if row["automatic"] == "":
            text = page(
                f"{room.assignment}: feedback for {row['name']}",
                f"<p>{html.escape(row['note'])}.</p>",
            )
        else:
            text = feedback.make(
                records[student],
                room.assignment,
                room.tasks,
                known[student],
                given[student],
                str(row.get("late", "")),
                sections.of(room.assignment),
                room.settings.book,
            )
        write_whole(place / row["feedback"], text)
    for old in (place / "feedback").glob("*.html"):  # of somebody who is called otherwise now
        if old.stem not in names.values():
            old.unlink()
    spreadsheet.write(place / "grades.csv", table)
    spreadsheet.write(place / "tasks.csv", by_task)
    write_whole(place / "index.html", _report(room, answered, table, hand or by_hand.Entered()))
    return table


def _report(
    room: Room,
    records: Mapping[str, Mapping[str, Any]],
    table: list[dict[str, Any]],
    hand: by_hand.Entered,
) -> str:
    """The class report: how the points fall, what is missed most often, and by which answers."""
    esc = html.escape
    done = [r for r in table if r["automatic"] != ""]
    waiting = len(table) - len(done)
    most = max((r["automatic_max"] for r in done), default=0) or 1
    groups = Counter(min(4, int(5 * r["automatic"] / most)) for r in done)
    to_read = sum(r["to_read"] for r in done)
    body = []
    if waiting:
        body.append(
            f'<p class="verdict">{waiting} of {len(table)} students are not graded yet; '
            "the notes below say why.</p>"
        )
    body.append(
        f"<p>{len(done)} students. Written answers that wait for a person: {to_read}. "
        '<a href="written.html">Read and grade them</a>.</p>'
    )
    if hand.said:
        body.append("<h2>Points that were not entered</h2><ul>")
        body.extend(f"<li>{esc(text)}</li>" for text in hand.said)
        body.append("</ul>")
    body.append(moderation.section(hand.graders))
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
        link = f'<a href="{quote(row["feedback"])}">{esc(row["name"])}</a>'
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
