"""Renders the test chart: with our engine, and with a real Helm to compare."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import yaml

from chartloom.actions.template import template_text
from chartloom.chart import load_chart
from chartloom.diagnostics import ChartloomError
from chartloom.engine import Release, Rendered, capabilities, render
from chartloom.engine.functions import FUNCTIONS
from chartloom.gotmpl.program import Program
from chartloom.weave.library.build import LIBRARY

if TYPE_CHECKING:
    from chartloom.chart import Chart
    from tests.library.case_files import Case

HERE = Path(__file__).parent
HELM = os.environ.get("CHARTLOOM_HELM") or ""

Document = dict[str, Any]


class RenderError(Exception):
    """The message a chart failed with, without where it failed."""


class Renderer(Protocol):
    """What turns a case into text."""

    def print_case(self, case: Case) -> str:
        """The manifests, as ``helm template`` prints them."""

    def print_notes(self, case: Case) -> str:
        """The notes, as an installation ends with them."""


def assemble_chart(folder: Path) -> Path:
    """The test chart with library and schema, in a folder of its own."""
    shutil.copytree(HERE / "test-chart", folder)
    shutil.copytree(LIBRARY / "common", folder / "charts" / "common")
    shutil.copy(LIBRARY / "service.values.schema.json", folder / "values.schema.json")
    return folder


def render_case(renderer: Renderer, case: Case) -> list[Document]:
    """The documents that the chart prints for the values of a case."""
    return [document for document in yaml.safe_load_all(renderer.print_case(case)) if document]


@dataclass(frozen=True)
class Engine:
    """Our engine; every template is compiled once."""

    folder: Path

    @cached_property
    def _chart(self) -> Chart:
        return load_chart(str(self.folder))

    @cached_property
    def _program(self) -> Program:
        return Program(FUNCTIONS)

    def print_case(self, case: Case) -> str:
        """The manifests, as ``helm template`` prints them."""
        return template_text(self._render(case))

    def print_notes(self, case: Case) -> str:
        """The notes, as an installation ends with them."""
        return self._render(case).notes

    def _render(self, case: Case) -> Rendered:
        release, cluster = Release("release", case.namespace), capabilities(case.kube_version)
        # Numbers of values are floats to Helm, and to the engine.
        values = json.loads(json.dumps(case.values), parse_int=float)
        try:
            return render(self._chart, values, release, cluster, program=self._program)
        except ChartloomError as error:
            raise RenderError(error.diagnostics[0].message) from error


@dataclass(frozen=True)
class Helm:
    """A real Helm, one process for each case."""

    folder: Path

    def print_case(self, case: Case) -> str:
        """The manifests, as ``helm template`` prints them."""
        options = ["--kube-version", case.kube_version] if case.kube_version else []
        return self._run("template", case, *options)

    def print_notes(self, case: Case) -> str:
        """The notes, as an installation ends with them."""
        return self._run("install", case, "--dry-run=client").partition("\nNOTES:\n")[2]

    def _run(self, verb: str, case: Case, *options: str) -> str:
        command = [
            HELM,
            verb,
            "release",
            str(self.folder),
            "--namespace",
            case.namespace,
            "-f",
            "-",
            *options,
        ]
        values = json.dumps(case.values)
        done = subprocess.run(command, input=values, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RenderError(_message(done.stderr))
        return done.stdout


def _message(stderr: str) -> str:
    """What the chart said; Helm puts the place before it and advice behind it."""
    text = stderr.partition("\n\nUse --debug")[0]
    return text.partition("): ")[2] or text
