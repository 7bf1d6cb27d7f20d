"""What the documentation says is so: examples run, commands exist, links lead somewhere."""

from __future__ import annotations

import doctest
import importlib.util
import re
import shlex
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import pytest

from chartloom.cli.group import chartloom
from chartloom.cli.template_flags import FLAGS
from chartloom.engine.functions import FUNCTIONS
from chartloom.gotmpl.compiler import compile_definition
from chartloom.gotmpl.parser import parse
from tests import markdown
from tests.markdown import anchors, blocks, links

if TYPE_CHECKING:
    from collections.abc import Iterator


PROJECT = Path(__file__).parents[1]
SOURCE = PROJECT / "src"
NEWS = ("added", "changed", "fixed", "removed")


def pages() -> list[Path]:
    """The pages that people write; those that are generated are tested where they are made."""
    folders = [PROJECT / "docs", PROJECT / "tests" / "truth", PROJECT / "examples"]
    inside = [path for folder in folders for path in folder.rglob("*.md")]
    return sorted([*PROJECT.glob("*.md"), *inside])


def title(path: Path) -> str:
    return str(path.relative_to(PROJECT))


# Examples


def modules_with_examples() -> Iterator[str]:
    for path in sorted(SOURCE.rglob("*.py")):
        if ">>> " in path.read_text(encoding="utf-8"):
            yield ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("module", list(modules_with_examples()))
def test_examples_run(module: str) -> None:
    results = doctest.testmod(importlib.import_module(module), optionflags=doctest.ELLIPSIS)
    assert results.attempted
    assert results.failed == 0


def test_the_compiled_template_in_the_manual() -> None:
    found = blocks((PROJECT / "docs" / "concepts" / "engine.md").read_text(encoding="utf-8"))
    template = next(b.text for b in found if b.text.startswith("{{-"))
    source = next(b.text for b in found if b.text.startswith("def t("))
    tree = parse("ports", template, FUNCTIONS.names())[-1]
    assert compile_definition(tree, FUNCTIONS).code.strip() == source.strip()


def test_examples_of_these_tests_run() -> None:
    assert doctest.testmod(markdown) == (0, 1)


# Links


def broken_links(page: Path, project: Path = PROJECT) -> Iterator[str]:
    text = page.read_text(encoding="utf-8")
    for link in links(text):
        if re.match(r"[a-z][a-z+.-]*:", link):
            continue
        target, _, anchor = link.partition("#")
        path = (page.parent / target).resolve() if target else page
        if not path.exists() or not path.is_relative_to(project):
            yield f"{link}: there is no such file"
        elif anchor and anchor not in anchors(path.read_text(encoding="utf-8")):
            yield f"{link}: the page has no such heading"


@pytest.mark.parametrize("page", pages(), ids=title)
def test_links_lead_somewhere(page: Path) -> None:
    assert list(broken_links(page)) == []


def test_broken_links_are_found(tmp_path: Path) -> None:
    page = tmp_path.resolve() / "page.md"
    page.write_text("# One `two`\n[a](#one-two) [b](#three) [c](gone.md) [d](https://x.y) [e](/etc/hosts)\n")
    assert list(broken_links(page, page.parent)) == [
        "#three: the page has no such heading",
        "gone.md: there is no such file",
        "/etc/hosts: there is no such file",
    ]


def linked_from(page: Path) -> set[Path]:
    found = links(page.read_text(encoding="utf-8"))
    return {(page.parent / link.partition("#")[0]).resolve() for link in found if ":" not in link}


@pytest.mark.parametrize("folder", ["docs", "tests/truth"])
def test_every_page_can_be_found(folder: str) -> None:
    index = PROJECT / folder / "README.md"
    lists = [index, *(p for p in linked_from(index) if p.name == "README.md" and p.is_file())]
    linked = {target for page in lists for target in linked_from(page)}
    lost = {p.resolve() for p in (PROJECT / folder).rglob("*.md")} - linked - {index.resolve()}
    assert sorted(map(title, lost)) == [], f"link them from {folder}/README.md"


# Commands


class Command(NamedTuple):
    """A command in a page, as a person would type it."""

    page: Path
    words: tuple[str, ...]


def commands() -> Iterator[Command]:
    """The commands after ``$`` in blocks of the language ``console``."""
    for page in pages():
        for block in blocks(page.read_text(encoding="utf-8")):
            if block.language == "console":
                lines = block.text.replace("\\\n", " ").splitlines()
                typed = [line.strip()[2:] for line in lines if line.strip().startswith("$ ")]
                yield from (Command(page, words) for line in typed for words in simple_commands(line))


def simple_commands(line: str) -> Iterator[tuple[str, ...]]:
    """The commands that a line joins by pipes and the like, without redirections."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words: list[str] = []
    for word in [*lexer, ";"]:
        if set(word) <= set(";|&()"):
            yield tuple(words)
            words = []
        else:
            words.append(word)


def targets() -> set[str]:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))


def problem(words: tuple[str, ...]) -> str:
    """What is wrong with a command of ours; "" for a good one, and for those of others."""
    program = words[0].rsplit("/", 1)[-1] if words else ""
    if program == "make":
        unknown = {w for w in words[1:] if "=" not in w and not w.startswith("-")} - targets()
        return f"the Makefile has no {', '.join(sorted(unknown))}" if unknown else ""
    if program.startswith("python") and words[1:2] == ("-m",):
        return "" if importlib.util.find_spec(words[2]) else f"there is no module {words[2]}"
    return problem_of_chartloom(words[1:]) if program == "chartloom" else ""


def problem_of_chartloom(words: tuple[str, ...]) -> str:
    name = next((w for w in words if not w.startswith("-")), "")
    command: click.Command | None = (
        chartloom.get_command(click.Context(chartloom), name) if name else chartloom
    )
    if command is None:
        return f"chartloom has no command {name}"
    if isinstance(command, click.Group) and name:
        rest = list(words[words.index(name) + 1 :])
        if rest and not rest[0].startswith("-"):
            # Not every inner command is in a list: `show` has one for each service.
            command = command.resolve_command(click.Context(command), rest)[1] or command
    known = {"--help", "-h", *(option for p in command.params for option in (*p.opts, *p.secondary_opts))}
    if name == "template":
        known |= {f"--{flag.name}" for flag in FLAGS} | {f"-{flag.letter}" for flag in FLAGS if flag.letter}
    used = {w.partition("=")[0] for w in words if re.match(r"--?[a-zA-Z]", w)}
    unknown = sorted(used - known)
    return f"chartloom {name or 'itself'} has no {', '.join(unknown)}" if unknown else ""


def test_commands_of_the_pages_exist() -> None:
    problems = [(title(c.page), c.words, problem(c.words)) for c in commands()]
    assert [p for p in problems if p[2]] == []


BAD_COMMANDS = {
    "make chek": "the Makefile has no chek",
    "python -m tests.trut": "there is no module tests.trut",
    "chartloom weeve": "chartloom has no command weeve",
    "chartloom weave --chekc": "chartloom weave has no --chekc",
    "chartloom template a b --valeus x | less": "chartloom template has no --valeus",
    "chartloom show values a --jsonpaht b": "chartloom show has no --jsonpaht",
    "cd x && .venv/bin/chartloom --verson": "chartloom itself has no --verson",
}


@pytest.mark.parametrize(("line", "message"), list(BAD_COMMANDS.items()))
def test_bad_commands_are_found(line: str, message: str) -> None:
    assert [p for words in simple_commands(line) if (p := problem(words))] == [message]


# News and the Makefile


def test_news_are_named_for_what_they_are() -> None:
    folder = PROJECT / "changelog.d"
    names = [path.name for path in folder.iterdir() if path.name != "README.md"]
    assert [n for n in names if not re.fullmatch(rf"[a-z0-9-]+\.({'|'.join(NEWS)})\.md", n)] == []


def test_constraints_pin_every_dependency() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    pinned = (PROJECT / "constraints.txt").read_text(encoding="utf-8")
    names = {re.split(r"[<>=\[]", name)[0].lower() for name in wanted}
    assert names <= {line.split("==")[0].lower() for line in pinned.splitlines() if "==" in line}
