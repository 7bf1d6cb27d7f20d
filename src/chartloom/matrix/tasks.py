"""What a service does besides serving: its migration, its first data, its jobs; their keys and what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from chartloom.matrix.shapes import Choice, Field, Flag, Items, Pattern, Record, Table, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["COMMAND", "SCHEDULE", "TASK_FIELDS", "Task", "read_command", "read_tasks"]

SCHEDULE = Pattern(
    "not-a-schedule",
    r"@(yearly|annually|monthly|weekly|daily|midnight|hourly)|\S+( \S+){4}",
    'a schedule such as "30 2 * * *" or "@daily"',
)
_NAME = Pattern(
    "not-a-dns-label",
    "[a-z]([-a-z0-9]*[a-z0-9])?",
    "a DNS label",
    'lower-case letters, digits and "-"; a letter first, no "-" last; at most 30 characters',
    longest=30,
)
_EVENTS = Text(
    choices=tuple(f"{when}-{what}" for what in ("install", "upgrade", "rollback") for when in ("pre", "post"))
)
COMMAND = Choice((Text(), Items(Text())))
_ABOUT_COMMAND = "A text is given to the shell of its image, a list runs as it is."
_AS = Field(
    "as",
    Text(choices=("hook", "init")),
    "A hook runs once for each release, an init container in each pod.",
    "hook",
)
_MIGRATION = Record("migration", (Field("command", COMMAND, _ABOUT_COMMAND, required=True), _AS))
_JOB = Record(
    "job",
    (
        Field("command", COMMAND, _ABOUT_COMMAND, required=True),
        Field("schedule", Text(SCHEDULE), "When it runs, again and again."),
        Field("hook", Choice((_EVENTS, Items(_EVENTS))), "When Helm runs it, once."),
    ),
)

TASK_FIELDS = (
    Field(
        "migration",
        Choice((Text(), Items(Text()), _MIGRATION)),
        "What brings its data to the form of this version, before the new version serves.",
        "none",
    ),
    Field("seed", COMMAND, "What writes its first data, after the installation.", "none"),
    Field("jobs", Table(Text(_NAME), _JOB), "Its other jobs: on a schedule, as hooks, or once.", "{}"),
    Field(
        "dependency_check",
        Flag(),
        "Whether a release fails when a service that it calls does not answer.",
        "false",
    ),
)


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a service: migration, seed or a job; ``is_init`` makes it an init container of each pod."""

    name: str
    command: tuple[str, ...]
    schedule: str = ""
    events: tuple[str, ...] = ()
    is_init: bool = False


def read_tasks(record: Mapping[str, object]) -> Iterator[tuple[str, Task]]:
    """The tasks of a valid service, each with the key that it stands under."""
    if "migration" in record:
        said = record["migration"]
        given = cast("dict[str, object]", said if isinstance(said, dict) else {"command": said})
        command = read_command(given["command"])
        yield "migration", Task("migrate", command, is_init=given.get("as") == "init")
    if "seed" in record:
        yield "seed", Task("seed", read_command(record["seed"]))
    for name, job in cast("dict[str, dict[str, object]]", record.get("jobs", {})).items():
        schedule, hook = str(job.get("schedule", "")), job.get("hook", ())
        events = (hook,) if isinstance(hook, str) else tuple(cast("list[str]", hook))
        yield "jobs", Task(name, read_command(job["command"]), schedule, events)
    if record.get("dependency_check") is True:
        yield "dependency_check", Task("dependency-check", ())


def read_command(said: object) -> tuple[str, ...]:
    """A command as a list; what is said in one line is meant for a shell."""
    return ("sh", "-c", said) if isinstance(said, str) else tuple(cast("list[str]", said))
