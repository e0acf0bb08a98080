"""The shapes of what a runner says: each line and answer, with its fields, types and sizes.

Strict: no field more, none less, no number in the place of a flag, no length that is not that of
    what is there. The
kinds of answers are those of :mod:`dispatched.checks.answers`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any, Literal, NotRequired

from pydantic import AfterValidator, ConfigDict, Discriminator, FailFast, Field, Tag, TypeAdapter
from typing_extensions import TypeAliasType, TypedDict

from dispatched.checks.answers import LONGEST

_STRICT = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)

Word = Annotated[str, Field(max_length=LONGEST)]
Cell = bool | float | Word | None


def _kind(name: str, fields: Mapping[str, Any], check: Any = None) -> Any:
    """One shape of an answer; ``is``, a word of Python, keeps it from being written as a class."""
    made = TypedDict(f"_{name}", {"is": Literal[name], **fields})  # type: ignore[misc, operator]
    made.__pydantic_config__ = _STRICT
    return (
        Annotated[made, AfterValidator(check), Tag(name)] if check else Annotated[made, Tag(name)]
    )


def _many(one: Any) -> Any:
    """A list; left at the first entry that does not fit, since a hostile one has a million."""
    return Annotated[list[one], Field(max_length=LONGEST), FailFast()]


def _true_length(value: dict[str, Any]) -> dict[str, Any]:
    _agree("length", value["length"], len(value["items"]))
    return value


def _true_rows(value: dict[str, Any]) -> dict[str, Any]:
    lengths = {len(column) for column in value["columns"].values()}
    if len(lengths) > 1:
        raise ValueError("its columns have different lengths")
    for length in [*lengths, *([len(value["spare"])] if "spare" in value else [])]:
        _agree("rows", value["rows"], length)
    return value


def _agree(name: str, said: int, there: int) -> None:
    if said != there and not (there == LONGEST < said):
        raise ValueError(f"{name} is {said}, and there are {there}")


def _plain_spec(value: dict[str, Any]) -> dict[str, Any]:
    """A chart's specification, its texts cut, without numbers that are none, and no recursion."""
    top: dict[str, Any] = {}
    left: list[tuple[Any, Any]] = [(value, top)]
    while left:
        old, new = left.pop()
        for key, one in old.items() if isinstance(old, dict) else enumerate(old):
            made: Any = one
            if isinstance(one, str):
                made = one[:LONGEST]
            elif isinstance(one, dict | list):
                made = type(one)()
                left.append((one, made))
            elif isinstance(one, int | float) and not isinstance(one, bool):
                made = one if abs(one) < 1e300 and not math.isnan(one) else None
            if isinstance(new, dict):
                new[str(key)[:LONGEST]] = made
            else:
                new.append(made)
    return top


def _answer_kind(value: Any) -> str | None:
    kind = value.get("is") if isinstance(value, Mapping) else None
    return kind if isinstance(kind, str) else None


Count = Annotated[int, Field(ge=0, le=10**12)]
_ANSWERS = Annotated[
    _kind("unanswered", {})
    | _kind("flag", {"flag": bool})
    | _kind("number", {"number": float})
    | _kind("text", {"text": Word})
    | _kind(
        "list",
        {
            "items": _many("Answer"),
            "length": Count,
            "unordered": NotRequired[bool],
            "spent": NotRequired[bool],
        },
        _true_length,
    )
    | _kind(
        "table",
        {
            "columns": Annotated[dict[Word, _many(Cell)], Field(max_length=500)],
            "rows": Count,
            "series": NotRequired[bool],
            "index": NotRequired[Annotated[int, Field(ge=0, le=500)]],
            "spare": NotRequired[_many(Cell)],
        },
        _true_rows,
    )
    | _kind("chart", {"spec": Annotated[dict[str, Any], AfterValidator(_plain_spec)]})
    | _kind("function", {"name": Word, "results": _many("Answer")})
    | _kind("error", {"error": Word})
    | _kind("other", {"type": Word, "error": NotRequired[Word]}),
    Discriminator(_answer_kind),
]
Answer = TypeAliasType("Answer", _ANSWERS)


class _Output(TypedDict):
    __pydantic_config__ = _STRICT
    output_type: Literal["display_data", "execute_result"]
    data: dict[Word, Any]
    metadata: dict[Word, Any]


class _Error(TypedDict):
    __pydantic_config__ = _STRICT
    name: Word
    text: Word


class _Ready(TypedDict):
    __pydantic_config__ = _STRICT
    ready: Literal[True]


class _Done(TypedDict):
    __pydantic_config__ = _STRICT
    done: Literal[True]


class _Asked(TypedDict):
    __pydantic_config__ = _STRICT
    id: Word
    answers: Annotated[dict[Word, Answer], Field(max_length=100)]


class _Skipped(TypedDict):
    __pydantic_config__ = _STRICT
    id: Word
    skipped: Word


class _Ran(TypedDict):
    __pydantic_config__ = _STRICT
    id: Word
    outputs: Annotated[list[_Output], Field(max_length=20), FailFast()]
    stdout: str
    stderr: str
    error: _Error | None


def _line_kind(value: Any) -> str | None:
    words = ("ready", "done", "answers", "skipped", "outputs")
    return (
        next((word for word in words if word in value), None)
        if isinstance(value, Mapping)
        else None
    )


LINE: TypeAdapter[dict[str, Any]] = TypeAdapter(
    Annotated[
        Annotated[_Ready, Tag("ready")]
        | Annotated[_Done, Tag("done")]
        | Annotated[_Asked, Tag("answers")]
        | Annotated[_Skipped, Tag("skipped")]
        | Annotated[_Ran, Tag("outputs")],
        Discriminator(_line_kind),
    ]
)
"""One line, whichever."""
