"""The encrypted layer of an example: nothing in it can be read, and decrypted it is what the charts take.

Nobody has its key, so a stand-in takes the place of each text.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from chartloom.actions.template import Release, Request, ValueSources, template_text
from chartloom.actions.template import template as render_chart
from chartloom.diagnostics import ChartloomError
from tests.examples.fleets import EXAMPLES, pod_of, title, weave

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.examples.fleets import Document

LAYER = EXAMPLES / "ecommerce" / "secrets-production.sops.yaml"
STAND_IN = "as-if-decrypted"


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    else:
        yield str(value)


def decrypted(value: Any) -> Any:
    return {key: decrypted(inner) for key, inner in value.items()} if isinstance(value, dict) else STAND_IN


@pytest.fixture(scope="module")
def umbrella(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return weave("ecommerce", tmp_path_factory.mktemp("ecommerce"))


def render(umbrella: Path, layer: Path) -> list[Document]:
    files = [str(umbrella / "values-production.yaml"), str(layer)]
    release = Release(umbrella.name, umbrella.name)
    text = template_text(render_chart(Request(str(umbrella), release, ValueSources(files))))
    return [document for document in yaml.safe_load_all(text) if document]


def test_every_text_of_it_is_encrypted() -> None:
    layer = yaml.safe_load(LAYER.read_text("utf-8"))
    lock = layer.pop("sops")
    found = list(texts(layer))
    assert found
    assert [text for text in found if not text.startswith("ENC[AES256_GCM,")] == []
    assert lock["age"][0]["recipient"].startswith("age1")


def test_the_key_is_not_in_the_repository() -> None:
    told = [
        file.name
        for file in EXAMPLES.rglob("*")
        if file.is_file() and b"AGE-SECRET-KEY-" in file.read_bytes()
    ]
    assert told == []


def test_decrypted_it_becomes_the_secret_that_the_pods_read(umbrella: Path, tmp_path: Path) -> None:
    layer = yaml.safe_load(LAYER.read_text("utf-8"))
    del layer["sops"]
    file = tmp_path / "decrypted.yaml"
    file.write_text(yaml.safe_dump(decrypted(layer)), "utf-8")
    objects = {title(document): document for document in render(umbrella, file)}
    secret = objects["Secret/user-service-secret"]
    assert secret["data"] == {"SESSION_KEY": base64.b64encode(STAND_IN.encode()).decode()}
    (container,) = pod_of(objects["Deployment/user-service"])["spec"]["containers"]
    assert {"secretRef": {"name": "user-service-secret"}} in container["envFrom"]
    assert "SESSION_KEY" not in [variable["name"] for variable in container["env"]]


def test_without_it_the_charts_read_a_secret_that_is_made_elsewhere(umbrella: Path) -> None:
    objects = {
        title(document): document for document in render(umbrella, umbrella / "values-production.yaml")
    }
    (container,) = pod_of(objects["Deployment/user-service"])["spec"]["containers"]
    (variable,) = [variable for variable in container["env"] if variable["name"] == "SESSION_KEY"]
    assert variable["valueFrom"]["secretKeyRef"]["name"] == "user-service-session"
    assert [name for name in objects if name.startswith("Secret/")] == []


def test_still_encrypted_it_is_refused(umbrella: Path) -> None:
    with pytest.raises(ChartloomError, match='unknown key "sops"'):
        render(umbrella, LAYER)
