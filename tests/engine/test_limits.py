"""Templates that would take all time or memory end in an error that names their line, within bounds."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from chartloom.chart import load_chart
from chartloom.diagnostics import ChartloomError
from chartloom.engine import render
from chartloom.gotmpl.limits import Limits

if TYPE_CHECKING:
    from pathlib import Path

CONFINED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from chartloom.chart import load_chart
from chartloom.diagnostics import ChartloomError
from chartloom.engine import render
from chartloom.gotmpl.limits import Limits
try:
    render(load_chart(sys.argv[1]), limits=Limits(seconds=0.5))
except ChartloomError as error:
    found = error.diagnostics[0]
    print(f"{found.span.line}: {found.message}")
"""

DOUBLED = "{{ range until 40 }}{{ $x = GROW }}{{ end }}{{ len $x }}"
TOO_LONG = "rendering takes longer than 0.5 seconds"
TOO_DEEP = "templates are nested too deeply"
CYCLE = '{{ $d := dict "a" 1 }}{{ $_ := set $d "self" $d }}'
FAT_MAP = '{{ $d := dict "a" (repeat 1000 "b") }}{{ range until 40 }}{{ $d = dict "x" $d "y" $d }}{{ end }}'
DOUBLED_MAP = '{{ $d := dict "a" 1 }}{{ range until 40 }}{{ $d = dict "x" $d "y" $d }}{{ end }}'
DOUBLED_LIST = "{{ $d := list 1 }}{{ range until 40 }}{{ $d = list $d $d }}{{ end }}"
LONG_TEXTS = '{{ $a := repeat 16000000 "a" }}{{ $l := list $a $a $a $a $a $a }}{{ $l = concat $l $l }}'
TOO_MANY = "too many values: more than 524288"
NO_MEMORY = "the result does not fit into memory"

HOSTILE = {
    "until": ("{{ until 1000000000 }}", "error calling until: result too large: 1000000000"),
    "until_step": (
        "{{ untilStep 0 1000000000 1 }}",
        "error calling untilStep: result too large: 1000000000",
    ),
    "seq": ("{{ seq 1000000000 }}", "error calling seq: result too large: 1000000000"),
    "repeat": ('{{ repeat 2000000000 "a" }}', "error calling repeat: result too large: 2000000000"),
    "indent": ('{{ indent 2000000000 "a" }}', "error calling indent: result too large: 2000000000"),
    "many_indents": (
        '{{ repeat 100000 "\\n" | indent 100000 }}',
        "error calling indent: result too large: 10000100000",
    ),
    "replace": (
        '{{ $a := repeat 100000 "a" }}{{ $a | replace "a" $a }}',
        "error calling replace: result too large: 10000000000",
    ),
    "range_over_a_number": ("{{ range 10000000000 }}{{ end }}", TOO_LONG),
    "loops_in_loops": (
        "{{ range until 10000 }}{{ range until 10000 }}{{ $a := . }}{{ end }}{{ end }}",
        TOO_LONG,
    ),
    "output_of_a_loop": (
        '{{ $a := repeat 10000000 "a" }}{{ range until 1000 }}{{ $a }}{{ end }}',
        "the output of a template is longer than 100 MiB",
    ),
    "include_of_itself": (
        '{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}',
        "error calling include: rendering template has a nested reference name: a: unable to execute template",
    ),
    "includes_that_branch": (
        "".join(
            f'{{{{ define "a{n}" }}}}{{{{ include "a{n + 1}" . }}}}{{{{ include "a{n + 1}" . }}}}{{{{ end }}}}'
            for n in range(60)
        )
        + '{{ define "a60" }}{{ end }}{{ include "a0" . }}',
        TOO_LONG,
    ),
    "template_of_itself": ('{{ define "a" }}{{ template "a" . }}{{ end }}{{ template "a" . }}', TOO_DEEP),
    "tpl_of_itself": ("{{ tpl .Values.t . }}", TOO_DEEP),
    "printf": (DOUBLED.replace("GROW", 'printf "%s%s" $x $x'), "error calling printf: result too large: 16777216"),
    "print": (DOUBLED.replace("GROW", "print $x $x"), "error calling print: result too large: 16777216"),
    "cat": (DOUBLED.replace("GROW", "cat $x $x"), "error calling cat: result too large: 33554431"),
    "join": (DOUBLED.replace("GROW", 'join "a" (list $x $x)'), "error calling join: result too large: 33554431"),
    "concat": (
        DOUBLED.replace("GROW", "concat $x $x").replace("{{ range", "{{ $x := list 1 }}{{ range"),
        "error calling concat: result too large: 2097152",
    ),
    "doubled_map_as_json": (FAT_MAP + "{{ toJson $d }}", NO_MEMORY),
    "doubled_map_printed": (FAT_MAP + "{{ $d }}", "result too large: 33325041"),
    "doubled_map_copied": (DOUBLED_MAP + "{{ deepCopy $d }}", TOO_MANY),
    "doubled_map_as_yaml": (DOUBLED_MAP + "{{ toYaml $d }}", NO_MEMORY),
    "doubled_map_as_pretty_yaml": (DOUBLED_MAP + "{{ toYamlPretty $d }}", NO_MEMORY),
    "doubled_map_as_pretty_json": (FAT_MAP + "{{ toPrettyJson $d }}", NO_MEMORY),
    "doubled_map_as_toml": (DOUBLED_MAP + "{{ toToml $d }}", TOO_MANY),
    "doubled_map_in_printf": (FAT_MAP + '{{ printf "%v" $d }}', "result too large: 33325046"),
    "doubled_map_in_go_syntax": (FAT_MAP + '{{ printf "%#v" $d }}', "result too large: 17465309"),
    "doubled_maps_compared": (DOUBLED_MAP + DOUBLED_MAP.replace("$d", "$e") + "{{ deepEqual $d $e }}", TOO_MANY),
    "doubled_maps_merged": (DOUBLED_MAP + DOUBLED_MAP.replace("$d", "$e") + "{{ $_ := merge $d $e }}", TOO_MANY),
    "doubled_list_copied": (DOUBLED_LIST + "{{ deepCopy $d }}", TOO_MANY),
    "doubled_list_as_toml": (DOUBLED_LIST + '{{ toToml (dict "a" $d) }}', TOO_MANY),
    "long_texts_as_yaml": (LONG_TEXTS + "{{ toYaml $l }}", NO_MEMORY),
    "long_texts_as_pretty_yaml": (LONG_TEXTS + "{{ toYamlPretty $l }}", NO_MEMORY),
    "glob": (
        '{{ .Files.Glob (repeat 500 "{a,") }}',
        "error calling Glob: the pattern has more wildcards than can be matched",
    ),
    "no_loop_at_all": ('{{ $a := repeat 1000000 "a" }}' + "{{ $b := sha256sum $a }}" * 5000, TOO_LONG),
    "cycle_to_string": (CYCLE + "{{ toString $d }}", TOO_DEEP),
    "cycle_printed": (CYCLE + "{{ $d }}", TOO_DEEP),
    "cycle_copied": (CYCLE + "{{ deepCopy $d }}", TOO_DEEP),
    "cycle_as_yaml": (
        CYCLE + "{{ mustToYaml $d }}",
        "error calling mustToYaml: error marshaling into JSON: json: unsupported value: "
        "encountered a cycle via map[string]interface {}",
    ),
    "cycle_as_json": (
        CYCLE + "{{ mustToJson $d }}",
        "error calling mustToJson: json: unsupported value: encountered a cycle via map[string]interface {}",
    ),
    "cycles_compared": (CYCLE + CYCLE.replace("$d", "$e") + "{{ deepEqual $d $e }}", TOO_DEEP),
    "cycles_merged": (CYCLE + CYCLE.replace("$d", "$e") + "{{ merge $d $e }}", TOO_DEEP),
}  # fmt: skip


def chart(folder: Path, template: str) -> str:
    (folder / "templates").mkdir(parents=True)
    (folder / "Chart.yaml").write_text("apiVersion: v2\nname: hostile\nversion: 1.0.0\n", encoding="utf-8")
    (folder / "values.yaml").write_text("t: '{{ tpl .Values.t . }}'\n", encoding="utf-8")
    (folder / "templates" / "a.yaml").write_text(template, encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_template(name: str, tmp_path: Path) -> None:
    template, message = HOSTILE[name]
    if "$x" in template and "$x :=" not in template:
        template = '{{ $x := "a" }}' + template
    path = chart(tmp_path / "hostile", "\n" + template)
    line = 1 if name == "tpl_of_itself" else 2
    done = subprocess.run(
        [sys.executable, "-c", CONFINED, path], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.stderr, done.returncode) == (f"{line}: {message}\n", "", 0)


def test_all_output_is_limited(tmp_path: Path) -> None:
    path = chart(tmp_path / "long", "a: {{ repeat 60 `b` }}")
    with pytest.raises(ChartloomError) as caught:
        render(load_chart(path), limits=Limits(output=50))
    assert str(caught.value) == (
        f"{path}/templates/a.yaml: the output of all templates is longer than 50 characters"
    )


def test_limits_are_frozen() -> None:
    with pytest.raises(AttributeError, match=r"^cannot assign to field 'text'$"):
        Limits().text = 1
