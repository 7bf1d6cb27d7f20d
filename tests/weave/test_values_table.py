from __future__ import annotations

from chartloom.weave.commented import Entry
from chartloom.weave.values_table import environment_rows, value_rows


def test_a_row_for_each_leaf_with_the_chart_s_comment_or_the_library_s() -> None:
    entries = [
        Entry("service", {"port": 80, "aliases": ["a"]}, "-- Its address,\nand where it listens."),
        Entry("replicaCount", 1),
        Entry("env", {"A.B": "c|d", "E": "`"}),
        Entry("podLabels", {}),
    ]
    assert list(value_rows(entries)) == [
        ("`service.port`", "`80`", "Its address, and where it listens."),
        (
            "`service.aliases`",
            '`["a"]`',
            "Further names under which clients reach the service; each becomes a Service.",
        ),
        ("`replicaCount`", "`1`", "Number of pods; not printed when the autoscaler owns it."),
        ("`env.A.B`", '`"c|d"`', ""),
        ("`env.E`", '`` "`" ``', ""),
        ("`podLabels`", "`{}`", "More labels of the pods; never part of a selector."),
    ]


def test_a_column_for_each_environment() -> None:
    environments: dict[str, dict[str, object]] = {
        "dev": {"env": {"LEVEL": "debug"}},
        "prod": {"replicaCount": 3, "env": {"LEVEL": "warn"}},
    }
    assert list(environment_rows(environments)) == [
        ("`env.LEVEL`", '`"debug"`', '`"warn"`'),
        ("`replicaCount`", "", "`3`"),
    ]


def test_a_plain_secret_is_not_repeated() -> None:
    values: dict[str, object] = {"secret": {"enabled": True, "data": {"PASSWORD": "geheim"}}}
    assert "geheim" not in str(list(environment_rows({"dev": values})))
    assert "geheim" not in str(list(value_rows([Entry("secret", values["secret"])])))
