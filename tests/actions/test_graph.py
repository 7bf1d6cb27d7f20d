from __future__ import annotations

from typing import TYPE_CHECKING

from chartloom.actions.graph import graph_fleet

if TYPE_CHECKING:
    from pathlib import Path

MATRIX = """\
name: shop
services:
  - name: web
    tier: frontend
    exposed: true
    env_vars: [END_HOST]
  - name: end
    language: go
    dependencies: [mysql]
  - name: mysql
"""

MERMAID = """\
flowchart LR
  subgraph tier-frontend["frontend"]
    svc-web(["web<br/>Nginx :8080"])
  end
  subgraph tier-backend["backend"]
    svc-end["end<br/>Go :8080"]
  end
  subgraph tier-database["database"]
    svc-mysql[("mysql<br/>MySQL :3306")]
  end
  svc-web -.-> svc-end
  svc-end --> svc-mysql
"""


def test_the_graph_of_a_fleet(tmp_path: Path) -> None:
    (tmp_path / "service-matrix.yaml").write_text(MATRIX)
    graph = graph_fleet(tmp_path)
    assert graph.mermaid == MERMAID
    assert graph.to_dict() == {
        "name": "shop",
        "edges": [
            {"from": "web", "to": "end", "port": 8080, "inferred_from": "END_HOST"},
            {"from": "end", "to": "mysql", "port": 3306, "inferred_from": None},
        ],
        "waves": [["mysql"], ["end"], ["web"]],
    }
