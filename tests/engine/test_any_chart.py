"""Whatever stands in the files of a chart, it is rendered or refused in our words: no other exception."""

from __future__ import annotations

import gzip
import io
import tarfile
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartloom.chart import load_chart
from chartloom.chart.archive import read_archive
from chartloom.diagnostics import ChartloomError
from chartloom.engine import render
from chartloom.gotmpl.limits import Limits

FILES = {
    "Chart.yaml": (
        "apiVersion: v2\nname: any\nversion: 1.0.0\nkubeVersion: '>=1.20'\n"
        "dependencies:\n- name: sub\n  alias: other\n  condition: other.enabled\n  import-values: [data]\n"
    ),
    "values.yaml": "a: {b: [1, 2.5, x]}\nother: {enabled: true}\nglobal: {c: null}\nd: &d {e: yes}\nf: *d\n",
    ".helmignore": "*.txt\n!keep/\n/docs\n",
    "values.schema.json": '{"type": "object", "properties": {"a": {"required": ["b"]}}}',
    "charts/sub/Chart.yaml": "apiVersion: v2\nname: sub\nversion: 0.1.0\n",
    "charts/sub/values.yaml": "exports: {data: {g: 1}}\nh: 2\n",
    "charts/sub/templates/x.yaml": "kind: A\nh: {{ .Values.h }}\n",
    "templates/_h.tpl": '{{ define "n" }}{{ .Release.Name | trunc 5 }}{{ end }}',
    "templates/a.yaml": (
        '{{ if .Values.a }}kind: B\nmetadata:\n  name: {{ include "n" . }}\n  annotations:\n'
        '    "helm.sh/hook": pre-install\n    "helm.sh/hook-weight": "-5"\n'
        "{{ range $i, $x := .Values.a.b }}x{{ $i }}: {{ $x | quote }}\n{{ end }}"
        '{{ with .Values.d }}{{ toYaml . | nindent 2 }}{{ else }}{{ tpl "{{ .Values.a }}" . }}{{ end }}{{ end }}\n'
        '---\nkind: C\nfiles: {{ (.Files.Glob "**").AsConfig | indent 2 }}\n'
    ),
    "templates/NOTES.txt": "{{ printf `%5.2f|%v` 1.5 .Values }}",
}
PIECES = [
    *("{{", "}}", "{{-", "-}}", "end", "else", ".", "break", "nil", "1e999", "0x", '"', "`", "/*", "*/", "|", "(", ")"),
    *(".Values", ".a.b", "[", "]", "{", "}", "~", "yes", "1_0", "0o7", ".inf", "1.10"),
    *("{{ end }}", "{{ range . }}", "$x := ", "\n", "\r\n", "\t", " ", "---\n", "- ", ": ", "? ", "| ", ">-\n", "# "),
    *("&a ", "*a", "<<: ", "!!binary ", "!x ", "%YAML 1.1\n", "\x00", "\ufeff", "\x85", "\udc80", "é", "\U0001f600"),
    *("toYaml ", "fromYaml ", "tpl ", 'include "n" ', "index ", "set ", "merge ", "until ", "repeat ", ">=", "v", "-1"),
]  # fmt: skip
PLACES = st.tuples(st.sampled_from(sorted(FILES)), st.floats(0, 1), st.integers(0, 12))
EDITS = st.lists(st.tuples(PLACES, st.lists(st.sampled_from(PIECES), max_size=3)), min_size=1, max_size=4)


def edited(edits: list[tuple[tuple[str, float, int], list[str]]]) -> dict[str, bytes]:
    files = dict(FILES)
    for (name, place, removed), pieces in edits:
        at = int(place * len(files[name]))
        files[name] = files[name][:at] + "".join(pieces) + files[name][at + removed :]
    return {name: text.encode("utf-8", "surrogateescape") for name, text in files.items()}


@pytest.mark.filterwarnings("ignore:The recursion limit will not be reset")
@given(EDITS)
@settings(max_examples=150, deadline=None)
def test_a_damaged_chart(edits: list[tuple[tuple[str, float, int], list[str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in edited(edits).items():
            path = Path(folder, "any", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        with suppress(ChartloomError):
            render(load_chart(f"{folder}/any"), limits=Limits(seconds=5))


def packed() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, text in FILES.items():
            entry = tarfile.TarInfo(f"any/{name}")
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text.encode()))
    return out.getvalue()


PACKED = packed()


@given(
    st.lists(st.tuples(st.integers(0, len(PACKED) - 1), st.binary(min_size=1, max_size=9)), max_size=6),
    st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_a_damaged_archive(edits: list[tuple[int, bytes]], inside: bool) -> None:
    data = bytearray(PACKED if inside else gzip.compress(PACKED, 1))
    for place, content in edits:
        at = place % len(data)
        data[at : at + len(content)] = content
    with suppress(ChartloomError):
        read_archive(gzip.compress(bytes(data), 1) if inside else bytes(data), "any.tgz")
