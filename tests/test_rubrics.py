"""The rubrics on the codebook page: each step of each dimension, and none where there is none."""

from __future__ import annotations

from docutils import nodes

from dispatched import evidence
from dispatched.book.pages.data import STEPS, rubrics


def test_each_rubric_stands_whole_and_in_order() -> None:
    dimensions = evidence.tables()["dimensions"]
    found = {
        section["ids"][0]: [
            (item[0].astext(), item[1].astext())
            for item in section.findall(nodes.definition_list_item)
        ]
        for section in rubrics(dimensions).children
        if isinstance(section, nodes.section)
    }
    assert found == {
        f"rubric-{row['id']}": [(str(at), row[step]) for at, step in enumerate(STEPS)]
        for row in dimensions
        if row["score_0"]
    }


def test_a_dimension_without_steps_is_named_and_has_no_empty_rubric() -> None:
    said = rubrics(evidence.tables()["dimensions"])
    assert said.children[-1].astext() == "Without a rubric: Employer, Legal basis."
    assert "rubric-employer" not in {
        name for one in said.findall(nodes.section) for name in one["ids"]
    }
