"""The library chart does what its cases say, and its derived files are up to date."""

from __future__ import annotations

import pytest
from tests.library.case_files import Case, read_cases
from tests.library.rendering import HELM, RenderError, TestChart

CASES = read_cases()


@pytest.fixture(scope="module")
def chart(tmp_path_factory: pytest.TempPathFactory) -> TestChart:
    return TestChart.assemble(tmp_path_factory.mktemp("library") / "shop")


@pytest.mark.helm
@pytest.mark.skipif(not HELM, reason="no helm: set CHARTLOOM_HELM")
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_case(chart: TestChart, case: Case) -> None:
    if case.error:
        with pytest.raises(RenderError) as raised:
            chart.render_case(case.values, *case.options)
        assert str(raised.value) == case.error.rstrip("\n"), case.title
    else:
        assert case.mistakes(chart.render_case(case.values, *case.options)) == [], case.title
