"""``explain``: where the fields of manifests come from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from chartloom.actions.explaining.explain import explain_request, object_names
from chartloom.actions.explaining.explained import as_json
from chartloom.actions.explaining.field_paths import kubectl_path
from chartloom.cli.explained_text import Look, field_text
from chartloom.cli.manifest_text import annotated, overview
from chartloom.cli.options import secrets_option, text_or_json_option
from chartloom.cli.output import has_links, is_coloured, print_text
from chartloom.cli.subject import subject_options, take_subject, terminal_width
from chartloom.cli.unfetched import tell_unfetched_of
from chartloom.diagnostics import ChartloomError

if TYPE_CHECKING:
    from chartloom.actions.explaining.explained import ExplainedObject

__all__ = ["COMMANDS"]


def _complete_object(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    try:
        names = object_names(take_subject(dict(context.params)).request)
    except (ChartloomError, click.UsageError, KeyError):
        return []
    return [CompletionItem(name) for name in dict.fromkeys(names) if name.startswith(incomplete)]


def _complete_field(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    given = dict(context.params)
    try:
        subject = take_subject(given)
        objects = explain_request(subject.request, given["target"] or "")
    except (ChartloomError, click.UsageError, KeyError):
        return []
    paths = dict.fromkeys(kubectl_path(field.path) for one in objects for field in one.fields)
    return [CompletionItem(path) for path in paths if path.startswith(incomplete)]


_EXAMPLES = """
Examples: chartloom explain -e prod Deployment/catalogue 'spec.template.spec.containers[0].image'; chartloom explain
--chart ./redis Service/redis -f my-values.yaml; chartloom explain --chart ./redis -o json
"""


@click.command(epilog=_EXAMPLES)
@click.argument("target", metavar="[KIND/NAME]", default="", shell_complete=_complete_object)
@click.argument("field", default="", shell_complete=_complete_field)
@click.option(
    "--environment", "-e", default="", metavar="ENV", help="the fleet in this environment: dev, prod, …"
)
@subject_options
@click.option("--all", "shows_all", is_flag=True, help="show all reasons and all lines of long texts")
@secrets_option
@text_or_json_option
def explain(
    target: str, field: str, shows_all: bool, show_secrets: bool | None, output: str, **given: Any
) -> None:
    """Tell where a manifest, or a field of it, comes from.

    FIELD is a path as kubectl writes it, or a JSON pointer. What is told are the line of the template that emitted
    it, the values whose content is in it, each with the layers that it overrode, and the values that decided that
    it is there. Of a whole manifest, or of a FIELD that is a map or a list, each line has its place in the margin.
    """
    subject = take_subject(given)
    tell_unfetched_of([subject.request], strict=subject.strict)
    objects = explain_request(
        subject.request, target, field, environments=subject.environments, lines=subject.lines
    )
    look = Look(terminal_width(), is_coloured(), bool(show_secrets), shows_all, has_links())
    if output == "json":
        print_text(_json(as_json(objects, hides_secrets=show_secrets is False)))
    elif target or field:
        print_text("\n\n".join(_text(one, field, look) for one in objects))
    else:
        print_text("\n".join(overview(objects, look)))


def _text(one: ExplainedObject, field: str, look: Look) -> str:
    """One field with all its reasons; of several the lines, with places in the margin."""
    if field and len(one.fields) == 1:
        return field_text(one, one.fields[0], look)
    return annotated(one, look)


def _json(found: dict[str, Any]) -> str:
    """One field in a line: that of a large chart is found with ``grep``, and written in no time."""
    documents = []
    for document in found["documents"]:
        fields = [json.dumps(field, ensure_ascii=False) for field in document["fields"]]
        head = json.dumps({key: document[key] for key in document if key != "fields"}, ensure_ascii=False)
        documents.append(f'{head[:-1]}, "fields": [\n    ' + ",\n    ".join(fields) + "\n  ]}")
    return '{"documents": [\n  ' + ",\n  ".join(documents) + "\n]}"


COMMANDS = (explain,)
