"""All functions that Helm's templates may call, by name."""

from __future__ import annotations

from chartloom.engine.objects import METHODS
from chartloom.gotmpl.builtins import BUILTINS
from chartloom.gotmpl.functions import Catalogue
from chartloom.sprig.catalogue import CATALOGUE

__all__ = ["FUNCTIONS", "HELM"]

HELM: dict[str, str] = {
    "fail": "templating.fail(state; string) string",
    "fromJson": "data.from_json(string) map",
    "fromJsonArray": "data.from_json_array(string) []any",
    "fromYaml": "data.from_yaml(state; string) map",
    "fromYamlArray": "data.from_yaml_array(state; string) []any",
    "getHostByName": "data.get_host_by_name(string) string",
    "include": "templating.include(state; string, any) string",
    "lookup": "templating.lookup(state; string, string, string, string) map",
    "mustFromJson": "data.must_from_json(string) any",
    "mustToJson": "data.must_to_json(any) string",
    "mustToPrettyJson": "data.must_to_pretty_json(any) string",
    "mustToRawJson": "data.to_raw_json(any) string",
    "mustToYaml": "data.must_to_yaml(any) string",
    "required": "templating.required(state; string, any) any",
    "toJson": "data.to_json(any) string",
    "toPrettyJson": "data.to_pretty_json(any) string",
    "toRawJson": "data.to_raw_json(any) string",
    "toYaml": "data.to_yaml(any) string",
    "toYamlPretty": "data.to_yaml_pretty(any) string",
    "tpl": "templating.tpl(state; string, any) string",
}

FUNCTIONS = Catalogue(
    ("chartloom.gotmpl", BUILTINS),
    ("chartloom.sprig", CATALOGUE),
    ("chartloom.engine", HELM),
    methods=METHODS,
)
