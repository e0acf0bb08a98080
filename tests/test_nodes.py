"""The ids in a tagged PDF: the same page gives the same bytes, however Chromium has counted."""

from __future__ import annotations

import io

import pikepdf

from dispatched.notebooks.nodes import renumber


def tagged(first: int) -> bytes:
    """A PDF with a table: a cell names its two heads, which the tree of ids finds."""
    names = [f"node{number:08}" for number in (first, first + 1, first + 83)]
    target = io.BytesIO()
    with pikepdf.new() as pdf:
        cells = [
            pdf.make_indirect(pikepdf.Dictionary(ID=pikepdf.String(name), S=pikepdf.Name.TH))
            for name in names[:2]
        ]
        heads = pikepdf.Array([pikepdf.String(name) for name in names[:2]])
        cell = pikepdf.Dictionary(
            ID=pikepdf.String(names[2]), A=[pikepdf.Dictionary(Headers=heads)], T="node of 1950"
        )
        pairs = zip(map(pikepdf.String, names[:2]), cells, strict=True)
        found = pikepdf.Array([one for pair in pairs for one in pair])
        limits = [pikepdf.String(name) for name in (names[0], names[2])]
        tree = pikepdf.Dictionary(Kids=[pikepdf.Dictionary(Limits=limits, Names=found)])
        pdf.Root.StructTreeRoot = pikepdf.Dictionary(IDTree=tree, K=[*cells, cell])
        renumber(pdf)
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


def test_the_ids_of_a_pdf_are_counted_from_one() -> None:
    made = tagged(99)
    assert made == tagged(100)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        root = pdf.Root.StructTreeRoot
        one, other, cell = root.K
        (kid,) = root.IDTree.Kids
        names = [f"node{number:08}" for number in (1, 2, 3)]
        assert [str(part.ID) for part in (one, other, cell)] == names
        assert [str(name) for name in cell.A[0].Headers] == names[:2]
        assert [str(name) for name in kid.Limits] == [names[0], names[2]]
        assert [str(name) for name in [*kid.Names][::2]] == names[:2]
        assert str(cell["/T"]) == "node of 1950"
