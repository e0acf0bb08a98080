"""The pages to teach from: a lesson plan with what its chapter asks, and the list of all plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from docutils import nodes

from dispatched import arithmetic, lessons, texts
from dispatched.book.check_fields import Words
from dispatched.checks.tasks import TaskError
from dispatched.lessons import Chapter, Lesson, LessonError, Named, Roles
from dispatched.lessons.around import files

OTHER = {
    "unplugged": "Without computers",
    "pandas": "For those who know pandas and not the history",
    "history": "For those who know the history and no pandas",
}
"""Another way to teach it → its heading."""


class Plan(Words):
    """Common part: a plan is read and checked, what it names becomes a link."""

    @property
    def root(self) -> Path:
        """The checkout."""
        return Path(self.env.srcdir)

    def plan(self, number: str) -> tuple[Lesson, Chapter]:
        """The plan of a chapter, without a fault; with one, the build stops."""
        try:
            path = lessons.of_number(number, self.root)
            lesson = lessons.read(path)
            for each in (path, *files(lesson.chapter, self.root)):
                self.env.note_dependency(str(each))
            of = lessons.chapter(lesson.chapter, self.root)
        except (LessonError, TaskError, texts.TextError, OSError) as error:
            raise self.error(str(error)) from None
        for fault in lessons.faults(lesson, of):
            raise self.error(fault)
        return lesson, of

    def page(self, lesson: Lesson, anchor: str = "") -> str:
        """The address of the chapter, or of a place in it."""
        builder = self.env.app.builder
        address = builder.get_relative_uri(self.env.docname, f"chapters/{lesson.chapter}")
        return f"{address}#{anchor}" if anchor else address

    def told(self, text: str, lesson: Lesson, of: Chapter) -> list[nodes.Node]:
        """Markdown as blocks, with a link for each id in backticks."""
        box = nodes.Element("", *self.parsed(text))
        for node in list(box.findall(nodes.literal)):
            one = of.named.get(node.astext())
            if one:
                node.parent.replace(node, self.link(one, lesson))
        return box.children

    def link(self, one: Named, lesson: Lesson) -> nodes.reference:
        """A link to a question, a task or an explorer of the chapter."""
        return nodes.reference(
            "", one.words, refuri=self.page(lesson, one.anchor), internal=True, classes=["named"]
        )

    def labeled(self, label: str, text: str, lesson: Lesson, of: Chapter) -> list[nodes.Node]:
        """Blocks of which the first begins with a word in bold."""
        found = self.told(text, lesson, of)
        if found and isinstance(found[0], nodes.paragraph):
            found[0].insert(0, [nodes.strong("", label), nodes.Text(" ")])
        return found


class LessonPlan(Plan):
    """``{lesson} 05``: the whole plan of a chapter, and where its goals are asked and assessed."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        lesson, of = self.plan(self.arguments[0])
        made = [self._lead(lesson, of)]
        if lesson.care:
            care = nodes.admonition("", nodes.title("", "With care"), classes=["lesson-care"])
            care += self.told(lesson.care, lesson, of)
            made.append(care)
        made += [
            self._section("steps", "The lesson", self._steps(lesson, of)),
            self._section("board", "On the board", [_board(lesson)]),
            self._section("wrong", "What students get wrong", self._wrong(lesson, of)),
            self._section("roles", f"In roles: {lesson.roles.title}", self._roles(lesson, of)),
            self._section("other", "Other ways to teach it", self._other(lesson, of)),
            self._section("goals", "Asked, and assessed", self._goals(lesson, of)),
        ]
        return made

    def _section(self, ident: str, title: str, body: Iterable[nodes.Node]) -> nodes.section:
        return nodes.section("", nodes.title("", title), *body, ids=[f"lesson-{ident}"])

    def _lead(self, lesson: Lesson, of: Chapter) -> nodes.Node:
        chapter = nodes.reference("", of.title, refuri=self.page(lesson), internal=True)
        lines = nodes.definition_list(classes=["lesson-lead"])
        for name, body in (
            ("Chapter", [nodes.paragraph("", f"{lesson.number}. ", chapter)]),
            ("Time", [nodes.paragraph("", f"{lesson.minutes} minutes")]),
            ("Outcome", self.told(lesson.outcome, lesson, of)),
            (f"In {lesson.quick_minutes} minutes", self._short(lesson, of)),
        ):
            lines += nodes.definition_list_item(
                "", nodes.term("", name), nodes.definition("", *body)
            )
        return lines

    def _short(self, lesson: Lesson, of: Chapter) -> list[nodes.Node]:
        """The clock of the short lesson as a table, then what falls away."""
        lines, start = ["| Step | Minutes | How |", "|---|---|---|"], 0
        for one in lesson.quick:
            end = start + one.minutes
            whole = lesson.steps[one.step - 1].minutes
            how = one.how or ("as it is" if one.minutes == whole else f"in place of {whole} min")
            lines.append(f"| Step {one.step} | {one.minutes} min, {start}–{end} | {how} |")
            start = end
        box = nodes.container("", classes=["lesson-quick"])
        box += self.told("\n".join(lines), lesson, of)
        return [box, *self.told(lesson.short, lesson, of)]

    def _steps(self, lesson: Lesson, of: Chapter) -> Iterator[nodes.Node]:
        rows, start = (
            nodes.enumerated_list(
                enumtype="arabic", prefix="", suffix=".", classes=["lesson-steps"]
            ),
            0,
        )
        for step in lesson.steps:
            end = start + step.minutes
            when = nodes.container("", classes=["lesson-when"])
            when += nodes.paragraph(
                "",
                "",
                nodes.strong("", f"{step.minutes} min"),
                nodes.Text(" "),
                nodes.inline("", f"{start}–{end}"),
            )
            what = nodes.container("", *self.told(step.does, lesson, of), classes=["lesson-what"])
            asked = nodes.bullet_list(bullet="-", classes=["lesson-asks"])
            for text in step.asks:
                asked += nodes.list_item("", *self.told(text, lesson, of))
            what += [asked, *self.labeled("Expect.", step.expect, lesson, of)]
            rows += nodes.list_item("", when, what)
            start = end
        yield rows

    def _wrong(self, lesson: Lesson, of: Chapter) -> Iterator[nodes.Node]:
        rows = nodes.bullet_list(bullet="-", classes=["lesson-wrong"])
        for one in lesson.wrong:
            said = nodes.container("", *self.told(f"“{one.says}”", lesson, of), classes=["said"])
            rows += nodes.list_item(
                "",
                said,
                *self.labeled("Why.", one.why, lesson, of),
                *self.labeled("Then.", one.then, lesson, of),
            )
        yield rows

    def _roles(self, lesson: Lesson, of: Chapter) -> Iterator[nodes.Node]:
        roles: Roles = lesson.roles
        yield from self.told(roles.setting, lesson, of)
        yield from self.labeled("The question.", roles.question, lesson, of)
        rows = nodes.bullet_list(bullet="-", classes=["lesson-roles"])
        for part in roles.parts:
            lines = "\n".join(f"- {_evidence(ident)}" for ident in part.evidence)
            rows += nodes.list_item(
                "",
                *self.labeled(f"{part.who}.", part.holds, lesson, of),
                *self.told(lines, lesson, of),
            )
        yield rows
        yield from self.labeled("Afterwards.", roles.debrief, lesson, of)

    def _other(self, lesson: Lesson, of: Chapter) -> Iterator[nodes.Node]:
        for name, title in OTHER.items():
            yield from self.labeled(f"{title}.", getattr(lesson, name), lesson, of)

    def _goals(self, lesson: Lesson, of: Chapter) -> Iterator[nodes.Node]:
        lines = ["| A student can | Asked | Assessed |", "|---|---|---|"]
        for goal in of.goals:
            task = of.named[goal.assessed]
            asked = f"`{goal.asked}`, {_steps(lessons.met(lesson, goal.asked))}"
            points = f"{task.points} point{'s' * (task.points > 1)}"
            lines.append(f"| {goal.says} | {asked} | `{goal.assessed}`, {points} |")
        box = nodes.container("", classes=["lesson-goals"])
        box += self.told("\n".join(lines), lesson, of)
        yield box
        for one in of.named.values():
            if one.rubric:
                yield from self.labeled(
                    f"Rubric of {one.ident}, {one.points} points.", one.rubric, lesson, of
                )


class LessonList(Plan):
    """``{lesson-list}``: every plan with its minutes and its outcome."""

    def run(self) -> list[nodes.Node]:
        rows = ["| Chapter | Minutes | Outcome |", "|---|---|---|"]
        for path in sorted(lessons.folder(self.root).glob("*.toml")):
            lesson, of = self.plan(path.stem[:2])
            page = f"teaching-{lesson.number:02}.md"
            rows.append(
                f"| [{lesson.number}. {of.title}]({page}) | {lesson.minutes} | {lesson.outcome} |"
            )
        return [nodes.container("", *self.parsed("\n".join(rows)), classes=["lesson-list"])]


def _steps(found: list[int]) -> str:
    """The steps in words: ``step 3``, ``steps 3 and 5``."""
    names = " and ".join(map(str, found))
    return f"step{'s' * (len(found) > 1)} {names}"


def _evidence(ident: str) -> str:
    """A line of evidence in Markdown: what is stated, linked, and by whom."""
    said = {part.kind: part.text for part in arithmetic.card(ident).parts()}
    return f"[{_plain(said['statement'])}](#{ident}) {_plain(said['source'])}"


def _plain(text: str) -> str:
    for sign in "\\`*_[]$<":
        text = text.replace(sign, f"\\{sign}")
    return text


def _board(lesson: Lesson) -> nodes.Node:
    """The sketch as it stands; it scrolls on a phone, so that a keyboard can reach it."""
    text = escape(lesson.board)
    return nodes.raw(
        "",
        f'<pre class="lesson-board" tabindex="0" aria-label="Sketch for the board">{text}</pre>',
        format="html",
    )
