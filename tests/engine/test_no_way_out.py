"""Templates name what Go's templates name: no Python attribute, no file outside of the chart, no environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chartloom.chart import load_chart
from chartloom.diagnostics import ChartloomError
from chartloom.engine import render

if TYPE_CHECKING:
    from pathlib import Path

# What prints nothing, in Go as well: maps have no such key, and neither the chart nor anything else gives more.
EMPTY = [
    "{{ .Values.__class__ }}",
    "{{ .Values.a.__class__ }}",
    "{{ .__class__ }}",
    "{{ .Values.go_type }}",
    "{{ .Values.update }}",
    "{{ .Values.table }}",
    "{{ .Chart.__init__ }}",
    "{{ .Release.items }}",
    '{{ index .Values "__class__" }}',
    '{{ get .Values "__dict__" }}',
    '{{ .Files.Get "../outside.txt" }}',
    '{{ .Files.Get "/etc/passwd" }}',
    '{{ .Files.Get "templates/a.yaml" }}',
    '{{ .Files.Get "charts/../../outside.txt" }}',
    '{{ len (.Files.Glob "../*") }}',
    '{{ len (.Files.Glob "/etc/*") }}',
    '{{ getHostByName "localhost" }}',
    '{{ len (lookup "v1" "Secret" "" "") }}',
]

REFUSED = {
    "{{ (list).append }}": "can't evaluate field append in type []interface {}",
    '{{ (list).append "a" }}': "can't evaluate field append in type []interface {}",
    "{{ (list).__class__ }}": "can't evaluate field __class__ in type []interface {}",
    "{{ (dict).update . }}": "update is not a method but has arguments",
    '{{ "a".upper }}': None,
    '{{ ("a").upper }}': "can't evaluate field upper in type string",
    '{{ ("a").format . }}': "can't evaluate field format in type string",
    "{{ $x := 1 }}{{ $x.real }}": "can't evaluate field real in type int",
    "{{ $x := 1.5 }}{{ $x.__class__ }}": "can't evaluate field __class__ in type float64",
    "{{ true.__class__ }}": None,
    "{{ .Capabilities.go_fields }}": "can't evaluate field go_fields in type interface {}",
    "{{ .Capabilities._fields }}": "can't evaluate field _fields in type interface {}",
    "{{ .Capabilities.KubeVersion._normal }}": "can't evaluate field _normal in type common.KubeVersion",
    "{{ .Capabilities.KubeVersion.go_string }}": "can't evaluate field go_string in type common.KubeVersion",
    "{{ .Capabilities.APIVersions.append }}": "can't evaluate field append in type common.VersionSet",
    "{{ .Capabilities.APIVersions.go_methods }}": "can't evaluate field go_methods in type common.VersionSet",
    '{{ (semver "1.2.3").__class__ }}': "can't evaluate field __class__ in type *semver.Version",
    '{{ (semver "1.2.3").go_fields }}': "can't evaluate field go_fields in type *semver.Version",
    "{{ now.__class__ }}": None,
    "{{ (now).year }}": "can't evaluate field year in type time.Time",
    "{{ (now).__class__ }}": "can't evaluate field __class__ in type time.Time",
    '{{ env "HOME" }}': 'function "env" not defined',
    '{{ expandenv "$HOME" }}': 'function "expandenv" not defined',
    "{{ __import__ }}": 'function "__import__" not defined',
    "{{ getattr . `a` }}": 'function "getattr" not defined',
    '{{ include "../outside.txt" . }}': None,
}


def rendered(folder: Path, template: str) -> str:
    chart = folder / "chart"
    (chart / "templates").mkdir(parents=True)
    (chart / "Chart.yaml").write_text("apiVersion: v2\nname: curious\nversion: 1.0.0\n", encoding="utf-8")
    (chart / "values.yaml").write_text("a: {b: c}\n", encoding="utf-8")
    (folder / "outside.txt").write_text("hidden", encoding="utf-8")
    (chart / "templates" / "a.yaml").write_text(f"out: {template}", encoding="utf-8")
    (manifest,) = render(load_chart(str(chart))).manifests
    return manifest.content


@pytest.mark.parametrize("template", EMPTY)
def test_nothing_is_there(template: str, tmp_path: Path) -> None:
    assert rendered(tmp_path, template) in ("out: ", "out: 0", 'out: ""')


@pytest.mark.parametrize("template", REFUSED)
def test_refused(template: str, tmp_path: Path) -> None:
    message = REFUSED[template]
    with pytest.raises(ChartloomError) as caught:
        rendered(tmp_path, template)
    if message is not None:
        assert caught.value.diagnostics[0].message == message


def test_bytes_that_are_no_text_pass_through(tmp_path: Path) -> None:
    chart = tmp_path / "chart"
    (chart / "templates").mkdir(parents=True)
    (chart / "Chart.yaml").write_text("apiVersion: v2\nname: raw\nversion: 1.0.0\n", encoding="utf-8")
    (chart / "raw.bin").write_bytes(bytes(range(256)))
    (chart / "templates" / "a.yaml").write_text('{{ .Files.Get "raw.bin" | b64enc }}: 1', encoding="utf-8")
    (manifest,) = render(load_chart(str(chart))).manifests
    import base64

    assert manifest.content == f"{base64.b64encode(bytes(range(256))).decode()}: 1"
