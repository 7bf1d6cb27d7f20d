"""Renders the test chart: the one place that knows what renders it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from chartloom.weave.library.build import LIBRARY

HERE = Path(__file__).parent
HELM = os.environ.get("CHARTLOOM_HELM") or shutil.which("helm") or ""

Document = dict[str, Any]


class RenderError(Exception):
    """The message a chart failed with, without where it failed."""


@dataclass(frozen=True)
class TestChart:
    """The test chart, complete with library and schema, in a folder of its own."""

    __test__ = False
    folder: Path

    @classmethod
    def assemble(cls, folder: Path) -> TestChart:
        shutil.copytree(HERE / "test-chart", folder)
        shutil.copytree(LIBRARY / "common", folder / "charts" / "common")
        shutil.copy(LIBRARY / "service.values.schema.json", folder / "values.schema.json")
        return cls(folder)

    def render_case(self, values: Document, *options: str) -> list[Document]:
        """The documents that the chart prints for these values."""
        printed = self.print_case(values, *options)
        return [document for document in yaml.safe_load_all(printed) if document]

    def print_case(self, values: Document, *options: str) -> str:
        """The text that the chart prints for these values."""
        return self._run("template", values, *options)

    def print_notes(self, values: Document) -> str:
        """What the chart says after an installation with these values."""
        printed = self._run("install", values, "--dry-run=client")
        return printed.partition("\nNOTES:\n")[2]

    def _run(self, verb: str, values: Document, *options: str) -> str:
        command = [HELM, verb, "release", str(self.folder), "--namespace", "store", "-f", "-", *options]
        done = subprocess.run(command, input=json.dumps(values), capture_output=True, text=True, check=False)
        if done.returncode:
            raise RenderError(_message(done.stderr))
        return done.stdout


def _message(stderr: str) -> str:
    """What the chart said; Helm puts the place before it and advice behind it."""
    text = stderr.partition("\n\nUse --debug")[0]
    return text.partition("): ")[2] or text
