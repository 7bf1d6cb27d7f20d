"""What the commands for charts have in common with each other and with Helm's: how flags are read, and shared flags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from chartloom.actions.template import ValueSources
from chartloom.cli.flags import truth
from chartloom.cli.template_flags import INERT_EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Decorator = Callable[[Any], Any]

__all__ = [
    "HelmCommand",
    "access_options",
    "chart_argument",
    "helm_version_option",
    "inert_option",
    "options",
    "places_options",
    "refused_option",
    "take_flags",
    "take_values",
    "values_options",
]


class HelmCommand(click.Command):
    """A command that takes flags as Helm does.

    Switches may be given as ``--switch=true`` and ``--switch=false``, and the flags that all of Helm's commands have
    are known, though they do nothing here.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        known = {name for parameter in self.params for name in parameter.opts}
        self.params += [option for option in _inert_everywhere() if not known & set(option.opts)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments as click does."""
        switches = {n for p in self.params if isinstance(p, click.Option) and p.is_flag for n in p.opts}
        return super().parse_args(ctx, [word for arg in args for word in _without_truth(arg, switches)])


def _without_truth(arg: str, switches: set[str]) -> list[str]:
    name, equals, value = arg.partition("=")
    if not equals or name not in switches:
        return [arg]
    return [name] if truth(name.removeprefix("--"), value) else []


def _inert_everywhere() -> list[click.Option]:
    letters = {"namespace": ["-n"]}
    return [
        _hidden([f"--{name}", *letters.get(name, ())], kind)
        for kind, names in INERT_EVERYWHERE.items()
        for name in names
    ]


def _hidden(names: Sequence[str], kind: str, **options: Any) -> click.Option:
    return click.Option(
        [*names],
        is_flag=kind == "switch",
        multiple=kind == "texts",
        hidden=True,
        expose_value=False,
        **options,
    )


def inert_option(name: str, kind: str = "text") -> Decorator:
    """A flag of Helm's that changes nothing here."""
    return _with_option(_hidden([name], kind))


def refused_option(name: str, reason: str, kind: str = "switch") -> Decorator:
    """A flag of Helm's whose effect cannot be had, and why."""

    def refuse(_: click.Context, __: click.Parameter, value: Any) -> None:
        if value:
            raise click.UsageError(f"{name} is not supported: {reason}")

    return _with_option(_hidden([name], kind, callback=refuse))


def _with_option(option: click.Option) -> Decorator:
    def add(function: Any) -> Any:
        function.__dict__.setdefault("__click_params__", []).append(option)
        return function

    return add


def options(*flags: tuple[str, str, str]) -> Decorator:
    """Flags, each with what it takes (a switch or a text) and its help."""

    def add(command: Any) -> Any:
        for name, kind, text in reversed(flags):
            default: Any = False if kind == "switch" else ""
            option = click.option(f"--{name}", is_flag=kind == "switch", default=default, help=text)
            command = option(command)
        return command

    return add


def take_flags(given: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The values of these flags by their names, taken out of ``given``, where names have underscores."""
    return {name: given.pop(name.replace("-", "_")) for name in names}


def chart_argument(name: str = "chart", **attributes: Any) -> Decorator:
    """The argument that names a chart, completed as a path."""
    return click.argument(name, shell_complete=_paths, **attributes)


def _paths(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(incomplete, type="file")]


access_options = options(
    ("username", "text", "user for repositories"),
    ("password", "text", "password for repositories"),
    ("ca-file", "text", "certificates to verify repositories with"),
    ("cert-file", "text", "certificate to identify with"),
    ("key-file", "text", "key of that certificate"),
    ("insecure-skip-tls-verify", "switch", "do not verify the certificates of repositories"),
    ("plain-http", "switch", "speak http instead of https to registries"),
)
places_options = options(
    ("repository-config", "text", "file with the names of repositories (default: Helm's)"),
    ("repository-cache", "text", "folder with copies of the indexes of repositories (default: Helm's)"),
    ("registry-config", "text", "file with the users of registries (default: Helm's)"),
)


def helm_version_option(command: Any) -> Any:
    """The flag that says which Helm is reproduced."""
    choice = click.Choice(("4", "3"))
    return click.option(
        "--helm-version", type=choice, default="4", show_default=True, help="Helm to do it as"
    )(command)


def values_options(command: Any) -> Any:
    """The flags that give values."""
    flags = (
        ("--set-literal", "set_literal", "set one string as it stands: key=value"),
        ("--set-json", "set_json", "set JSON values: key1=json1,key2=json2"),
        ("--set-file", "set_file", "set values from files: key1=path1,key2=path2"),
        ("--set-string", "set_string", "set string values: key1=val1,key2=val2"),
        ("--set", "sets", "set values: key1=val1,key2=val2 (several can be given)"),
    )
    for name, target, text in flags:
        command = click.option(name, target, multiple=True, metavar="KEY=VALUE", help=text)(command)
    help_text = "values file or address, - for standard input (several can be given)"
    return click.option("--values", "-f", "files", multiple=True, metavar="FILE", help=help_text)(command)


def take_values(given: dict[str, Any]) -> ValueSources:
    """The values that the flags of ``values_options`` give, which are taken out of ``given``."""
    files = [path for text in given.pop("files") for path in text.split(",")]
    names = ("sets", "set_string", "set_file", "set_json", "set_literal")
    return ValueSources(files, **{name: given.pop(name) for name in names})
