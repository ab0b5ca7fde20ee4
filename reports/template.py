"""Templates: a folder each, with `template.toml` and `body.html.j2`; loops and conditions, no Python.

Folders without template.toml (`common`) hold pieces that several templates include. Every value a template prints goes
by number past the reader (see `reports.markup`), so nothing in a Dossier can become markup.
"""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound, nodes, pass_context
from jinja2.environment import Environment
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from msgspec import Struct, ValidationError, convert
from msgspec.structs import replace

from reports import words
from reports.dossier import Dossier, Edition, File, Named, Plain, Ref, Sentence, Who, Words
from reports.markup import TemplateError
from reports.page import Inline, Inlines, Moment, Quoted, Reference, Speaker, Text

_FOLDER = files("reports") / "templates"
_ALLOWED_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Include, nodes.Name, nodes.Getattr,
    nodes.Const, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Concat,
    nodes.CondExpr,
)  # fmt: skip
_VALUES = " values"
"""Where a run keeps its numbering; no template can spell the name."""
_ALLOWED_TESTS = frozenset({"none", "defined"})

FILTERS: Mapping[str, Callable[..., object]] = MappingProxyType(
    {
        "beside": words.statement,
        "count": len,
        "day": datetime.date,
        "plainly": words.plainly,
        "quotes": words.quotes,
        "said": words.said,
        "task": words.task,
        "unbased": lambda sentence: replace(sentence, basis=""),
        "first": lambda items: items[0],
        "last": lambda items: items[-1],
        "edition": words.EDITIONS.__getitem__,
        "grade": words.GRADES.__getitem__,
        "short": words.short,
        "side": words.SIDES.__getitem__,
        "size": words.size,
        "standing": words.standing,
        "state": words.STATES.__getitem__,
        "volume": words.volume,
        "yuan": words.yuan,
    }
)
"""All that a template can do to a value."""


class Asked(Struct, frozen=True, forbid_unknown_fields=True):
    """Something a template asks of the user: the key of `dossier.Field`, its label, and the group it is printed in."""

    key: str
    label: str
    group: str = ""


class TemplateInfo(Struct, frozen=True, forbid_unknown_fields=True):
    """What template.toml says. A field that the dossier does not fill prints as a visible blank.

    `edition` is the one that is made where none is asked for, `pictures` the anchors of the sections that are drawn as
    pictures for a group (none: all of them).
    """

    title: str
    audience: str
    edition: Edition = "own"
    editions: tuple[Edition, ...] = ("own", "submit", "group")
    pictures: tuple[str, ...] = ()
    fields: tuple[Asked, ...] = ()


def template_names() -> tuple[str, ...]:
    """Return the names of the templates that ship with the program, sorted."""
    return tuple(sorted(folder.name for folder in _FOLDER.iterdir() if (folder / "template.toml").is_file()))


def template_info(name: str) -> TemplateInfo:
    """Read template.toml.

    Raises TemplateError for an unknown name (with the known ones) or a file that says something else.
    """
    if name not in template_names():
        raise TemplateError(f"no template {name!r}; there are {', '.join(template_names())}")
    try:
        return convert(tomllib.loads((_FOLDER / name / "template.toml").read_text("utf-8")), TemplateInfo)
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise TemplateError(f"{name}/template.toml: {error}") from error


class Filled(Struct, frozen=True):
    """A template after its loops and conditions: markup without a word of the Dossier, and the words by number."""

    markup: str
    values: tuple[Inlines, ...]


def fill(name: str, dossier: Dossier, context: Mapping[str, object]) -> Filled:
    """Run a template over a dossier (`d`) and derived values.

    Raises TemplateError where it uses what it may not, or names what is not there.
    """
    values: list[Inlines] = []
    environment = _environment()
    try:
        text = environment.get_template(f"{name}/body.html.j2").render(
            {**context, "d": dossier, _VALUES: _Numbering(values, own=dossier.edition == "own")}
        )
    except JinjaError as error:
        raise TemplateError(f"{name}: {error}") from error
    return Filled(text, tuple(values))


class _Numbering:
    """Takes what one run prints, and gives each value its number."""

    def __init__(self, values: list[Inlines], *, own: bool) -> None:
        self._values = values
        self._own = own

    def mark(self, value: object) -> Markup:
        """Keep a value and return the sign that stands for it."""
        self._values.append(_inlines(value, own=self._own))
        return Markup(f'<v n="{len(self._values) - 1}"/>')  # noqa: S704 - a number needs no escaping


@pass_context
def _numbered(context: Context, value: object) -> Markup:
    numbering = context[_VALUES]
    assert isinstance(numbering, _Numbering)
    return numbering.mark(value)


@cache
def _environment() -> Environment:
    """Return the one environment of the process: compiling the templates costs more than filling them."""
    environment = ImmutableSandboxedEnvironment(
        loader=_Folders(), autoescape=True, undefined=StrictUndefined, finalize=_numbered, trim_blocks=True
    )
    environment.filters = dict(FILTERS)
    return environment


class _Folders(BaseLoader):
    """Loads `<template>/body.html.j2` and `common/<piece>.html.j2`, and looks at what they do before they do it."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        path = _FOLDER.joinpath(*template.split("/"))
        if ".." in template.split("/") or not path.is_file():
            raise TemplateNotFound(template)
        source = path.read_text("utf-8")
        for node in environment.parse(source).find_all(nodes.Node):
            _permit(node, template)
        return source, template, lambda: True


def _permit(node: nodes.Node, template: str) -> None:
    kind = type(node).__name__
    if not isinstance(node, _ALLOWED_NODES):
        raise TemplateError(f"{template}:{node.lineno}: {kind} is more than loops and conditions")
    if isinstance(node, nodes.Test) and node.name not in _ALLOWED_TESTS:
        raise TemplateError(f"{template}:{node.lineno}: test {node.name!r}")
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        raise TemplateError(f"{template}:{node.lineno}: filter {node.name!r}")


def _inlines(value: object, *, own: bool) -> Inlines:
    match value:
        case Sentence():
            return _sentence(value, own=own)
        case Who():
            return (Speaker(value.label, value.name),)
        case datetime():
            return (Moment(value),)
        case date():
            return (Text(f"{value.year} 年 {value.month} 月 {value.day} 日"),)
        case File():
            name = (Text(" "), Text(value.name, "name")) if value.name else ()
            return (Text(value.kind), *name, Text(f"，{words.size(value)}"))
        case str() | int():
            return (Text(str(value)),)
        case _:
            raise TemplateError(f"a template cannot print {value!r}")


def _named(who: Who) -> Inlines:
    """Write a speaker inside a sentence: 甲（name as printed）, a pseudonym once, nobody as nobody."""
    if not who.name:
        return (Text("（未印发送者）"),)
    name = Text(who.name, "name")
    if who.label == who.name:
        return (name,)
    return (Text(who.label, "strong"), Text("（"), name, Text("）")) if who.label else (name, Text(" "))


def _sentence(sentence: Sentence, *, own: bool) -> Inlines:
    found: list[Inline] = []
    if mark := words.weight_mark(sentence):
        found.append(Text(mark, "label"))
    for part in sentence.parts:
        match part:
            case Plain():
                found.append(Text(part.text))
            case Words() if part.cite.quote:
                found += [Text(part.stands_for)] if part.stands_for else []
                found.append(Quoted(part.cite))
            case Words() | Ref():
                found.append(Reference(part.cite.ref, part.cite))
            case Named():
                found += _named(part.who)
    told = [f"依据：{sentence.basis}"] if sentence.basis and (own or sentence.weight == "inference") else []
    told += [f"把握 {sentence.score:.2f}"] if own and sentence.score is not None else []
    if told:
        found.append(Text(f"（{'；'.join(told)}）", "basis"))
    return tuple(found)
