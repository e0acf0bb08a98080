"""The report of the trial: its parts, its sections, and what one part leaves of the others."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.trust import __main__ as trust
from tests.trust import checkouts, code, faults, kept, mutated
from tests.trust.found import Found

LOST = Found("a cell | of <b>claims</b>", 30, 3, tuple(f"row {n}" for n in range(27)), "by *hand*")


def trials_of(doc: str, found: Sequence[Found] = ()) -> Callable[[], Iterator[Found]]:
    def trials() -> Iterator[Found]:
        yield from found

    trials.__doc__ = doc
    return trials


def test_every_part_of_the_report_is_found_and_has_a_heading() -> None:
    known = trust.parts()
    assert {"code", "outputs", "tables"} <= set(known)
    assert all(module.trials.__doc__.strip() for module in known.values())


def test_a_section_has_its_totals_and_names_what_is_lost() -> None:
    module = SimpleNamespace(trials=trials_of("Tables."), MENDED="\n- One.\n")
    made = trust.section("tables", module, "2026-11-29", [LOST, Found("other", 5, 5)])
    assert "## Tables\n\nTried on 2026-11-29.\n" in made
    assert r"| a cell \| of \<b\>claims\</b\> | 30 | 3 | 27 | by \*hand\* |" in made
    assert "| **All** | 35 | 8 | 27 | |" in made
    assert "- row 0\n" in made
    assert "- and 2 more of this kind\n" in made
    assert "row 25" not in made
    assert made.endswith("Found and mended:\n\n- One.\n")


def test_a_part_may_have_columns_of_its_own() -> None:
    own = SimpleNamespace(
        trials=trials_of("Tables"), COLUMNS=("By reason", "By the list"), more=lambda _: (3, 2)
    )
    made = trust.section("tables", own, "2026-11-29", [Found("a", 5, 5), Found("b", 6, 5, ("x",))])
    assert "| What | Tried | Caught | By reason | By the list | Lost | How |" in made
    assert "| b | 6 | 5 | 3 | 2 | 1 |  |" in made
    assert "| **All** | 11 | 10 | 6 | 4 | 1 | |" in made


def test_one_part_is_made_anew_and_the_others_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    counts = {"a": 1, "b": 2}

    def of(name: str) -> SimpleNamespace:
        def trials():
            yield Found("it", counts[name], counts[name])

        trials.__doc__ = f"Part {name}.\n\nMore."
        return SimpleNamespace(trials=trials)

    monkeypatch.setattr(trust, "parts", lambda: {name: of(name) for name in counts})
    report = tmp_path / "trust.md"
    assert trust.main("", report, "2026-11-01") == 0
    whole = report.read_text()
    assert whole.startswith(trust.HEAD)
    assert re.findall(r"^## .*$", whole, re.M) == ["## Part a", "## Part b"]
    counts["b"] = 9
    assert trust.main("b", report, "2026-12-01") == 0
    again = report.read_text()
    assert "| it | 1 | 1 | 0 |  |" in again
    assert "| it | 9 | 9 | 0 |  |" in again
    assert again.count("2026-11-01") == again.count("2026-12-01") == 1
    counts["b"] = 2
    assert trust.main("b", report, "2026-11-01") == 0
    assert report.read_text() == whole
    assert trust.main("c", report) == 2
    assert "there is no part 'c'; there are a, b" in capsys.readouterr().err
    assert report.read_text() == whole


def test_the_committed_report_has_every_part_of_ours() -> None:
    text = trust.REPORT.read_text(encoding="utf-8")
    assert text.startswith(trust.HEAD)
    named = re.findall(r"^<!-- part: (\w+) -->$", text, re.M)
    assert named == sorted(named)
    assert {"code", "outputs", "tables"} <= set(named)


def mutant(name: str, digest: str = "a") -> mutated.Mutant:
    return mutated.Mutant(f"dispatched.{name}", "return 1 → return 2", digest)


def test_a_mutant_is_named_by_its_function_and_change() -> None:
    assert mutant("models.split.x_split__mutmut_12").function == "models.split.split"
    assert mutant("arithmetic.ranges.xǁRangeǁof__mutmut_5").function == "arithmetic.ranges.Range.of"
    assert mutated.change("def f():\n    return 1", "def f():\n    return 2") == (
        "return 1 → return 2"
    )


def test_a_short_draw_is_the_beginning_of_a_longer_one() -> None:
    every = [mutant(f"models.split.x_split__mutmut_{n}") for n in range(40)]
    long = code.drawn("models", every, 30)
    assert code.drawn("models", every[::-1], 10) == long[:10]
    assert sorted(code.drawn("models", every, None), key=str) == sorted(every, key=str)
    assert code.drawn("ledger", every, 10) != long[:10]


def test_what_was_found_stands_until_the_tests_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code, "PLACE", tmp_path)
    now = code.digest("tests/test_trust.py::test_it")
    rows = [
        {"digest": "killed", "red": "it", "tests": {"tests/test_trust.py::test_it": now}},
        {"digest": "old", "red": "it", "tests": {"tests/test_trust.py::test_it": "before"}},
        {"digest": "left", "red": None, "tests": {"tests/test_trust.py::test_it": now}},
        {"digest": "left", "red": None, "tests": {"tests/test_house.py::test_it": now}},
    ]
    (tmp_path / "tried.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    every = [mutant("a.x_f__mutmut_1", digest) for digest in ("killed", "old", "left", "new")]
    opened = {one["digest"]: one for one in code.open_ones(every)}
    assert {*opened} == {"old", "left", "new"}
    assert opened["old"]["first"] == ["tests/test_trust.py::test_it"]
    assert len(opened["left"]["done"]) == 2


def test_a_draw_of_one_room_leaves_what_is_kept_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "drawn.json"
    before = {"killed": 3, "same": 1, "lost": ["a → b"], "note": "with the seed 1"}
    path.write_text(json.dumps({"models": before, "checks": before}), encoding="utf-8")
    one = mutant("checks.judge.x_judge__mutmut_1", "new")
    monkeypatch.setattr(code, "DRAWN", path)
    monkeypatch.setattr(code, "laid_out", lambda rooms: {"models": [], "checks": [one]})
    monkeypatch.setattr(code, "run", lambda room, mutants, until: None)
    monkeypatch.setattr(code, "record", lambda: {"new": {"red": "it", "tests": {}}})
    monkeypatch.setenv("ROOM", "checks")
    models, checks = code.trials()
    assert (models.what, models.tried, models.lost) == ("models", 5, ("a → b",))
    assert (checks.what, checks.tried, code.more(checks)) == ("checks", 1, (1, 0))
    assert json.loads(path.read_text("utf-8"))["models"] == before
    monkeypatch.setenv("ROOM", "kitchen")
    with pytest.raises(SystemExit, match="there is no room 'kitchen'; there are evidence, "):
        list(code.trials())


def test_what_stands_as_equivalent_has_a_reason() -> None:
    for named, changes in code.equivalent().items():
        module, _, _ = named.partition(".")
        assert module in {*code.ROOMS, "questions"}, named
        assert all("→" in change and len(why) > 20 for change, why in changes.items())


def test_what_was_lost_must_be_named() -> None:
    with pytest.raises(ValueError, match="2 of 3 caught, but 0 named"):
        Found("it", 3, 2)


def test_another_seed_draws_others(monkeypatch: pytest.MonkeyPatch) -> None:
    every = [mutant(f"models.split.x_split__mutmut_{n}") for n in range(40)]
    monkeypatch.setattr(code, "SEED", "1")
    one = code.drawn("models", every, 10)
    assert code.drawn("models", every, 10) == one
    monkeypatch.setattr(code, "SEED", "2")
    assert code.drawn("models", every, 10) != one


def test_commands_that_are_chosen_join_what_is_kept_of_the_others(tmp_path: Path) -> None:
    path = tmp_path / "met.json"
    full, cut = "a full disk", "cut off"
    both = {"commands": ["a", "b"], "day": "2026-11-01", "faults": {}}
    both["faults"] = {full: {"tried": 2, "lost": [], "seconds": 1.0}}
    kept.keep(both, path)
    kept.keep(kept.entry("c", "2026-12-01", [(cut, "half", 1.25), (full, "", 2)]), path)
    kept.keep(kept.entry("no more", "2026-12-01", [(cut, "half", 1)]), path)
    assert [*kept.rows("abcd", kept.entries(path))] == [
        Found(full, 3, 3, (), "", 3.0),
        Found(cut, 1, 0, ("half",), "", 1.2),
        Found("commands tried on 2026-11-01", 0, 0, (), "a, b"),
        Found("commands tried on 2026-12-01", 0, 0, (), "c"),
        Found("commands not decided yet", 0, 0, (), "d"),
    ]
    kept.keep(kept.entry("b", "2026-12-02", [(full, "", 1), (full, "gone", 1)]), path)
    assert [*kept.rows("abc", kept.entries(path))] == [
        Found(cut, 1, 0, ("half",), "", 1.2),
        Found(full, 3, 2, ("gone",), "", 4.0),
        Found("commands tried on 2026-12-01", 0, 0, (), "c"),
        Found("commands tried on 2026-12-02", 0, 0, (), "b"),
        Found("commands not decided yet", 0, 0, (), "a"),
    ]


def test_commands_are_chosen_by_their_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    every = [one.what for many in checkouts.COMMANDS.values() for one in many]
    monkeypatch.delenv("COMMANDS", raising=False)
    assert [one.what for _, one in faults.wanted()] == every
    monkeypatch.setenv("COMMANDS", "make slides, make grade,make site")
    chosen = [(place, one.what) for place, one in faults.wanted()]
    wanted = [("small", "make site"), ("small", "make grade"), ("kit", "make slides")]
    assert chosen == wanted, "and not make gradebook"
    monkeypatch.setenv("COMMANDS", "make sleds")
    with pytest.raises(SystemExit, match="no command begins with 'make sleds'; there are make bo"):
        faults.wanted()
