"""The scripts of backups do what they promise: run by a real shell, with stand-ins for the programs of the stores."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.library.case_files import Case
from tests.library.rendering import Engine, assemble_chart, render_case

if TYPE_CHECKING:
    from pathlib import Path

# The program that dumps, the one that restores, and the option that names the file.
PROGRAMS = {
    "postgresql": ("pg_dumpall", "psql"),
    "mysql": ("mysqldump", "mysql"),
    "mongodb": ("mongodump", "mongorestore"),
    "redis": ("redis-cli", "redis-cli"),
    "rabbitmq": ("rabbitmqadmin", "rabbitmqadmin"),
}
# Writes to the last word, which may be --archive=FILE; fails when it is told to.
DUMP = '#!/bin/sh\n[ -z "$FAIL" ] || exit 3\nfor last; do :; done\necho data > "${last#--archive=}"\n'


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(assemble_chart(tmp_path_factory.mktemp("backup") / "shop"))


def script(engine: Engine, technology: str, task: str, folder: Path) -> str:
    values = {"technology": technology, "backup": {"enabled": True, "afterwards": 'echo "kept $FILE"'}}
    found = render_case(engine, Case(title="", values=values))
    jobs = (one for one in found if one["kind"] == "CronJob")
    job = next(one for one in jobs if one["metadata"]["name"] == f"shop-{task}")
    container = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]["containers"][0]
    text: str = container["args"][0]
    return text.replace("/backup/", f"{folder}/")


def run(text: str, tools: Path, **env: str) -> subprocess.CompletedProcess[str]:
    given = {"NAME": "shop", "HOST": "shop", "PORT": "1", "KEEP": "2", "FROM": "latest", "FAIL": ""}
    path = f"{tools}:{os.environ['PATH']}"
    command = ["sh", "-c", text]
    return subprocess.run(
        command, env={**given, "PATH": path, **env}, capture_output=True, text=True, check=False
    )


def put(tools: Path, name: str, text: str) -> None:
    tools.mkdir(exist_ok=True)
    (tools / name).write_text(text)
    (tools / name).chmod(0o755)


@pytest.mark.parametrize("technology", PROGRAMS)
def test_the_newest_dumps_are_kept(engine: Engine, tmp_path: Path, technology: str) -> None:
    tools, dumps = tmp_path / "bin", tmp_path / "dumps"
    dumps.mkdir()
    (dumps / "other-20260101T000000Z.dump").write_text("not ours")
    put(tools, PROGRAMS[technology][0], DUMP)
    for day in ("01", "02", "03"):
        put(tools, "date", f"#!/bin/sh\necho 202611{day}T000000Z\n")
        done = run(script(engine, technology, "backup", dumps), tools)
        assert done.returncode == 0, done.stderr
        assert f"kept {dumps}/shop-202611{day}T000000Z.dump" in done.stdout
    assert sorted(file.name for file in dumps.iterdir()) == [
        "other-20260101T000000Z.dump",
        "shop-20261102T000000Z.dump",
        "shop-20261103T000000Z.dump",
    ]
    assert (dumps / "shop-20261103T000000Z.dump").read_text() == "data\n"


@pytest.mark.parametrize("technology", PROGRAMS)
def test_a_dump_that_fails_costs_none_of_the_others(engine: Engine, tmp_path: Path, technology: str) -> None:
    tools, dumps = tmp_path / "bin", tmp_path / "dumps"
    dumps.mkdir()
    for day in ("01", "02", "03"):
        (dumps / f"shop-202611{day}T000000Z.dump").write_text("old")
    put(tools, PROGRAMS[technology][0], DUMP)
    assert run(script(engine, technology, "backup", dumps), tools, FAIL="yes").returncode == 3
    assert len(list(dumps.glob("*.dump"))) == 3


@pytest.mark.parametrize("technology", [name for name in PROGRAMS if name != "redis"])
def test_the_latest_dump_is_restored_or_the_one_that_is_named(
    engine: Engine, tmp_path: Path, technology: str
) -> None:
    tools, dumps = tmp_path / "bin", tmp_path / "dumps"
    dumps.mkdir()
    for day in ("01", "02"):
        (dumps / f"shop-202611{day}T000000Z.dump").write_text(f"day {day}\n")
    # mysql reads its standard input, the others a file that is their last word.
    put(
        tools,
        PROGRAMS[technology][1],
        '#!/bin/sh\nfor last; do :; done\nlast="${last#--archive=}"\n[ -f "$last" ] && cat "$last" || cat\n',
    )
    text = script(engine, technology, "restore", dumps)
    assert "day 02" in run(text, tools).stdout
    assert "day 01" in run(text, tools, FROM="shop-20261101T000000Z.dump").stdout
    missing = run(text, tools, FROM="nothing.dump")
    assert (missing.returncode, missing.stderr) == (1, f"there is no dump {dumps}/nothing.dump\n")


def test_redis_is_not_restored_while_it_runs(engine: Engine, tmp_path: Path) -> None:
    tools, dumps = tmp_path / "bin", tmp_path / "dumps"
    dumps.mkdir()
    (dumps / "shop-20261101T000000Z.dump").write_text("data")
    put(tools, "redis-cli", "#!/bin/sh\necho PONG\n")
    done = run(script(engine, "redis", "restore", dumps), tools)
    assert done.returncode == 1
    assert done.stderr == "scale it to 0 first: a running Redis would overwrite the file\n"
