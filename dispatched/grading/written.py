"""The page on which written answers are read and graded: ``reports/ASSIGNMENT/written.html``.

A file on the teacher's disk, without a server, a kernel or a token behind it. A policy in the
page lets only the style and the script run that stand beside this module, by their digests; what
students wrote is text.
"""

from __future__ import annotations

import base64
import hashlib
import html
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dispatched.grading import by_hand, codes, points
from dispatched.grading.by_hand import Given
from dispatched.grading.points import Answer
from dispatched.grading.room import Room
from dispatched.grading.sanitize import plain, readable
from dispatched.whole import write_whole

HERE = Path(__file__).parent


def write(
    room: Room,
    records: Mapping[str, Mapping[str, Any]],
    book: Mapping[str, Mapping[str, Any]],
    waiting: int,
) -> None:
    """Write the page anew, whole or not at all.

    Args:
        room: the assignment.
        records: student → record, of those whose work is in the grade book.
        book: as :func:`dispatched.grading.gradebook.scores` gives it.
        waiting: students who are not graded yet; their answers are not on the page.
    """
    texts = {
        str(c.metadata.nbgrader.grade_id): c.source
        for c in room.released.cells
        if "nbgrader" in c.metadata
    }
    tasks = {
        task: {
            **room.tasks[task],
            "text": texts.get(f"{task}-task", ""),
            "points": cell.metadata.nbgrader.points,
        }
        for task, cell in points.asked(room).items()
    }
    found, given = points.answers(room, records), by_hand.given(book)
    if room.settings.anonymous:
        code = codes.of(room.folder, records)
        found = [replace(a, student=code[a.student], name=code[a.student]) for a in found]
        given = {(code.get(s, ""), task): what for (s, task), what in given.items()}
    text = page(room.assignment, room.folder.name, tasks, found, given, waiting)
    write_whole(room.reports / "written.html", text)


def digest(text: str) -> str:
    """The digest by which a policy knows a style or a script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def page(
    assignment: str,
    folder: str,
    tasks: Mapping[str, Mapping[str, Any]],
    found: Sequence[Answer],
    given: Given,
    waiting: int = 0,
) -> str:
    """The whole page.

    Args:
        assignment: its name.
        folder: name of the class's folder, for the command that is shown.
        tasks: id → title, rubric, text of the task (Markdown), points.
        found: all answers.
        given: what the grade book holds.
        waiting: students whose answers are not here yet.
    """
    esc = html.escape
    style = (HERE / "written.css").read_text(encoding="utf-8")
    script = (HERE / "written.js").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    title = f"{assignment}: written answers"
    body = [
        _task(task, about, [a for a in found if a.task == task], given)
        for task, about in tasks.items()
    ]
    if not body:
        body = ["<p>This assignment has no written answers.</p>"]
    links = "".join(
        f'<li><a href="#{esc(t)}">{esc(str(tasks[t]["title"]))}</a></li>' for t in tasks
    )
    command = f"make grade CLASS={shlex.quote(folder)} ASSIGNMENT={assignment}"
    who = "One student is" if waiting == 1 else f"{waiting} students are"
    early = (
        f'<p class="note">{who} not graded yet; <a href="index.html">the report</a> says why.</p>'
        if waiting
        else ""
    )
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{esc(title)}</title>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>{style}</style></head>
<body data-assignment="{esc(assignment)}"><header class="top"><h1>{esc(title)}</h1>
<p>Read, give points, save. Put the file <code>points-{esc(assignment)}.csv</code> into
<code>{esc(folder)}/points</code> and say <code>{esc(command)}</code>:
points and comments are in the grade book, and this page shows them.</p>
<p class="soft">The order is mixed, another for each task, so that nobody is always read last.</p>
<p class="who"><label for="grader">Your name, where two people grade</label>
<input type="text" id="grader" maxlength="40" autocomplete="off"></p>
{early}
{f'<nav aria-label="Tasks"><ul>{links}</ul></nav>' if len(tasks) > 1 else ""}</header>
<div class="bar" role="region" aria-label="Save">
<label class="switch"><input type="checkbox" id="hide"> Hide names</label>
<span id="said" role="status"></span><button type="button" id="save">Save points</button></div>
<noscript><p class="note">Without its script this page cannot save. Make the file by hand,
with the columns student, task, points, comment.</p></noscript>
<main>{"".join(body)}</main><script>{script}</script></body></html>
"""


def _task(task: str, about: Mapping[str, Any], found: Sequence[Answer], given: Given) -> str:
    esc = html.escape
    mixed = sorted(found, key=lambda a: hashlib.sha256(f"{a.task} {a.student}".encode()).digest())
    full = [a for a in mixed if not a.empty]
    empty = sorted((a for a in found if a.empty), key=lambda a: a.name.casefold())
    answers = "".join(
        _answer(a, n, given.get((a.student, a.task))) for n, a in enumerate(full, start=1)
    )
    text = (
        f"<details><summary>The task</summary>{readable(str(about['text']))}</details>"
        if about["text"]
        else ""
    )
    return (
        f'<section aria-labelledby="{esc(task)}">'
        f'<h2 id="{esc(task)}">{esc(str(about["title"]))}</h2>'
        f'<p class="rubric"><b>{about["points"]:g} points.</b> '
        f"{esc(str(about.get('rubric', '')))}</p>{text}"
        f"{answers}{_empty(task, empty, given)}</section>"
    )


def _answer(answer: Answer, number: int, given: tuple[float | None, bool, str] | None) -> str:
    esc = html.escape
    score, waiting, comment = given or (None, True, "")
    value = "" if score is None or waiting else f"{score:g}"
    key = f"{answer.task}-{number}"
    note = ""
    if score is not None and waiting:
        note = (
            f'<p class="note">Points given before: {score:g}; '
            "the answer was handed in again since.</p>"
        )
    return (
        f'<article data-student="{esc(answer.student)}" data-task="{esc(answer.task)}" '
        f'data-answer="{answer.mark}">'
        f'<h3 id="{key}"><span class="number">Answer {number}</span> '
        f'<bdi class="name">{esc(answer.name)}</bdi></h3>'
        f'<div class="answer" dir="auto">{readable(answer.text)}</div>{note}'
        '<div class="fields"><p>'
        f'<label id="{key}-l" for="{key}-p">Points, of {answer.most:g}</label>'
        f'<input id="{key}-p" class="points" type="number" inputmode="decimal" min="0" '
        f'max="{answer.most:g}" step="any" autocomplete="off" '
        f'aria-labelledby="{key}-l {key}" value="{value}"></p>'
        f'<p><label id="{key}-m" for="{key}-c">Comment for the student</label>'
        f'<textarea id="{key}-c" class="comment" rows="2" autocomplete="off" '
        f'maxlength="{points.LONGEST}" aria-labelledby="{key}-m {key}">'
        f"\n{esc(plain(comment))}</textarea></p></div></article>"
    )


def _empty(task: str, found: Sequence[Answer], given: Given) -> str:
    """Those who wrote nothing, and one switch that gives all of them no points."""
    if not found:
        return ""
    esc = html.escape
    done = all(
        (given.get((a.student, task)) or (None, True, ""))[0] == 0 and not given[a.student, task][1]
        for a in found
    )
    names = "".join(
        f'<li data-student="{esc(a.student)}" data-task="{esc(task)}" data-answer="{a.mark}">'
        f'<bdi class="name">{esc(a.name)}</bdi></li>'
        for a in found
    )
    many = f"{len(found)} students wrote" if len(found) > 1 else "One student wrote"
    return (
        f'<div class="nothing"><h3>{many} nothing</h3><ul class="names">{names}</ul>'
        '<p><label><input type="checkbox" class="zero" autocomplete="off"'
        f"{' checked' if done else ''}> "
        "Save 0 points for them</label></p></div>"
    )
