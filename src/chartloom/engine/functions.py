"""All functions that Helm's templates may call, by name."""

from __future__ import annotations

from chartloom.engine.objects import METHODS
from chartloom.gotmpl.builtins import BUILTINS
from chartloom.gotmpl.functions import Catalogue
from chartloom.gotmpl.program import Program
from chartloom.sprig.catalogue import CATALOGUE, UNSTEADY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from chartloom.chart.profile import Profile
    from chartloom.memo import Memo

    AnyProgram = TypeVar("AnyProgram", bound=Program)

__all__ = ["FUNCTIONS", "HELM", "program_as", "program_of"]

HELM: dict[str, str] = {
    "durationDays": "durations.days(any) float64",
    "durationHours": "durations.hours(any) float64",
    "durationMicroseconds": "durations.microseconds(any) int64",
    "durationMilliseconds": "durations.milliseconds(any) int64",
    "durationMinutes": "durations.minutes(any) float64",
    "durationNanoseconds": "durations.nanoseconds(any) int64",
    "durationRoundTo": "durations.round_to(any, any) time.Duration",
    "durationSeconds": "durations.seconds(any) float64",
    "durationTruncateTo": "durations.truncate_to(any, any) time.Duration",
    "durationWeeks": "durations.weeks(any) float64",
    "fail": "templating.fail(state; string) string",
    "fromJson": "data.from_json(string) map",
    "fromJsonArray": "data.from_json_array(string) []any",
    "fromToml": "tomlread.from_toml(string) map",
    "fromYaml": "data.from_yaml(state; string) map",
    "fromYamlArray": "data.from_yaml_array(state; string) []any",
    "getHostByName": "data.get_host_by_name(string) string",
    "include": "templating.include(state; string, any) string",
    "lookup": "templating.lookup(state; string, string, string, string) map",
    "mustFromJson": "data.must_from_json(string) any",
    "mustToDuration": "durations.must_to_duration(any) time.Duration",
    "mustToJson": "data.must_to_json(any) string",
    "mustToPrettyJson": "data.must_to_pretty_json(any) string",
    "mustToRawJson": "data.to_raw_json(any) string",
    "mustToToml": "toml.must_to_toml(any) string",
    "mustToYaml": "data.must_to_yaml(any) string",
    "required": "templating.required(state; string, any) any",
    "toJson": "data.to_json(any) string",
    "toPrettyJson": "data.to_pretty_json(any) string",
    "toRawJson": "data.to_raw_json(any) string",
    "toToml": "toml.to_toml(any) string",
    "toYaml": "data.to_yaml(any) string",
    "toYamlPretty": "data.to_yaml_pretty(any) string",
    "tpl": "templating.tpl(state; string, any) string",
}

FUNCTIONS = Catalogue(
    ("chartloom.gotmpl", BUILTINS),
    ("chartloom.sprig", CATALOGUE),
    ("chartloom.engine", HELM),
    methods=METHODS,
    unsteady=UNSTEADY | {"getHostByName", "lookup"},
)


def program_of(profile: Profile, memo: Memo | None = None) -> Program:
    """Where templates are compiled for the functions of a profile's Helm; ``memo`` keeps what comes out."""
    return program_as(Program, profile, memo)


def program_as(kind: type[AnyProgram], profile: Profile, memo: Memo | None = None) -> AnyProgram:
    """As ``program_of``, for another kind of program."""
    if not profile.unknown_functions:
        return kind(FUNCTIONS, memo)
    known = {name: line for name, line in HELM.items() if name not in profile.unknown_functions}
    library = Catalogue(
        ("chartloom.gotmpl", BUILTINS),
        ("chartloom.sprig", CATALOGUE),
        ("chartloom.engine", known),
        methods=METHODS,
        unsteady=FUNCTIONS.unsteady,
    )
    return kind(library, _Shelf(memo, profile.helm_version.encode()) if memo else None)


class _Shelf:
    """A part of a memo, for code that is right for some functions and wrong for others."""

    __slots__ = ("_label", "_memo")

    def __init__(self, memo: Memo, label: bytes) -> None:
        self._memo = memo
        self._label = label

    def get(self, key: bytes) -> bytes | None:
        return self._memo.get(self._label + key)

    def put(self, key: bytes, data: bytes) -> None:
        self._memo.put(self._label + key, data)
