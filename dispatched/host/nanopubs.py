"""All claims in the form of nanopublications: what is stated, on whose word, and by whom coded.

Written as N-Quads (https://www.w3.org/TR/n-quads/), four graphs a claim, as
https://nanopub.net/guidelines/working_draft/ asks; not signed. A value that is not stated is left
out, and a range keeps its ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rdflib import RDF, XSD, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV

from dispatched import evidence
from dispatched.host import records

NP = Namespace("http://www.nanopub.org/nschema#")
SCHEMA = Namespace("https://schema.org/")

GRAPHS = {
    "assertion": NP.hasAssertion,
    "provenance": NP.hasProvenance,
    "pubinfo": NP.hasPublicationInfo,
}
"""Part of a nanopublication → how its head names it."""

Triple = tuple[URIRef, URIRef, URIRef | Literal]

CREATOR = Literal("The Dispatched authors")


def quads(row: Mapping[str, Any], base: str, date: str) -> Iterator[str]:
    """The lines of one claim.

    Args:
        row: of ``claims.csv``.
        base: the address of the book.
        date: of this edition, as ``2026-11-21``.
    """
    root = f"{base.rstrip('/')}/{records.FOLDER}/claims/{row['id']}"
    whole = URIRef(f"{root}#nanopub")
    claim = URIRef(root)
    graphs = {name: URIRef(f"{root}#{name}") for name in ("head", *GRAPHS)}
    made: dict[str, list[Triple]] = {
        "head": [
            (whole, RDF.type, NP.Nanopublication),
            *((whole, how, graphs[name]) for name, how in GRAPHS.items()),
        ],
        "assertion": list(_asserted(row, claim, base)),
        "provenance": list(_from(row, graphs["assertion"])),
        "pubinfo": [
            (whole, DCTERMS.created, Literal(date, datatype=XSD.date)),
            (whole, DCTERMS.creator, CREATOR),
            (whole, DCTERMS.license, URIRef("https://creativecommons.org/licenses/by/4.0/")),
        ],
    }
    for name, triples in made.items():
        for subject, verb, thing in triples:
            yield f"{subject.n3()} {verb.n3()} {_n3(thing)} {graphs[name].n3()} ."


def _n3(term: URIRef | Literal) -> str:
    """As one line: what breaks a line is written with a stroke."""
    if isinstance(term, URIRef):
        return term.n3()
    text = str(term).replace("\\", "\\\\").replace('"', '\\"')
    text = text.replace("\n", "\\n").replace("\r", "\\r")
    kind = term.datatype
    return f'"{text}"' + (f"^^{kind.n3()}" if kind else "")


def _asserted(row: Mapping[str, Any], claim: URIRef, base: str) -> Iterator[Triple]:
    terms = Namespace(f"{base.rstrip('/')}/{records.FOLDER}/indicators/")
    yield claim, RDF.type, SCHEMA.Observation
    yield claim, SCHEMA.description, Literal(row["statement"])
    yield claim, SCHEMA.measuredProperty, terms[row["indicator"]]
    yield claim, SCHEMA.unitText, Literal(row["unit"])
    for column, verb in (
        ("low", SCHEMA.minValue),
        ("best", SCHEMA.value),
        ("high", SCHEMA.maxValue),
    ):
        if row[column] is not None:
            yield claim, verb, Literal(f"{row[column]:.12g}", datatype=XSD.decimal)
    for column, verb in (("place", SCHEMA.spatialCoverage), ("sector", SCHEMA.category)):
        if row[column]:
            yield claim, verb, Literal(row[column])
    span = "/".join(f"{y:04d}" for y in (row["year_start"], row["year_end"]) if y is not None)
    if span:
        yield claim, SCHEMA.observationPeriod, Literal(span)


def _from(row: Mapping[str, Any], assertion: URIRef) -> Iterator[Triple]:
    source = evidence.source(row["source"])
    where = (source["doi"] and f"https://doi.org/{source['doi']}") or source["url"]
    named = f"{source['authors'] or source['short']}: {source['title']}, "
    named += evidence.paragraphs(row["locator"])
    yield assertion, DCTERMS.source, Literal(named)
    if where:
        yield assertion, PROV.wasDerivedFrom, URIRef(where)
    if row["attributed_to"]:
        yield assertion, PROV.wasAttributedTo, Literal(row["attributed_to"])
    yield assertion, SCHEMA.ratingValue, Literal(row["grade"])


def text(base: str, date: str) -> str:
    """Every claim of the tables, in their order, lines end with a line feed."""
    lines = [q for row in evidence.tables()["claims"] for q in quads(row, base, date)]
    return "".join(f"{line}\n" for line in lines)
