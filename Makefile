# Everything lives in .venv: nothing is installed anywhere else, and nothing but Python, make and git is needed.

VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
STAMP  := $(VENV)/.installed
SOURCE := $(wildcard src tests benchmarks)
PYTEST := $(BIN)/python -m pytest --quiet --numprocesses auto --maxprocesses 4

# Looked for only when .venv is made. Another one: make setup PYTHON=/path/to/python
IS_NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,\
    $(shell $(name) -c '$(IS_NEW_ENOUGH)' 2>/dev/null && echo $(name))))

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup demo test test-all lint format types docs check bench tools constraints clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

setup: $(STAMP) ## make .venv with the project and what its checks need

demo: setup ## weave the Robot-Shop example into demo/ (made anew) and render it
	@rm -rf demo
	@$(BIN)/chartloom demo demo/robot-shop

test: setup ## all tests but the slow ones; compares with real Helm and Kustomize where Go can build them
	@$(BIN)/python -m tests.real_tools helm4 helm3 kustomize
	@$(BIN)/python -m tests.kubernetes_schemas
	@$(PYTEST) -m "not slow" $(ARGS)

test-all: setup tools ## all tests
	@$(PYTEST) $(ARGS)

lint: setup ## ruff: rules and format
	@$(BIN)/ruff check --quiet --output-format concise $(SOURCE)
	@$(BIN)/ruff format --check --quiet $(SOURCE) || { $(BIN)/ruff format --check $(SOURCE); exit 1; }

format: setup ## let ruff repair what it can
	@$(BIN)/ruff check --quiet --fix $(SOURCE)
	@$(BIN)/ruff format --quiet $(SOURCE)

types: setup ## mypy, strict
	@$(BIN)/mypy $(SOURCE)

docs: setup ## examples, commands, links and generated tables of the documentation
	@$(BIN)/python -m pytest -q tests/test_docs.py tests/library/test_layout.py

# The tests include those of the documentation.
check: lint types test ## all that a change must pass

bench: setup ## the benchmarks, beside real Helm; BENCH='--runs 3 --sizes 42' shortens them
	@$(BIN)/python -m tests.real_tools helm4
	@$(BIN)/python -m benchmarks.template $(BENCH)

tools: setup ## build the real tools that tests compare with; needs Go
	@$(BIN)/python -m tests.real_tools
	@$(BIN)/python -m tests.kubernetes_schemas

constraints: ## take the newest versions into constraints.txt
	@rm -rf build/constraints
	@"$(PYTHON)" -m venv build/constraints
	@build/constraints/bin/python -m pip --quiet install --upgrade pip hatchling editables
	@build/constraints/bin/python -m pip --quiet install --no-build-isolation --group dev --editable .
	@sed '/^#/!d' constraints.txt > build/constraints/new
	@build/constraints/bin/python -m pip freeze --all --exclude-editable >> build/constraints/new
	@mv build/constraints/new constraints.txt && rm -rf build/constraints

clean: ## remove all that make has made
	@rm -rf $(VENV) build dist demo .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find src tests benchmarks -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

# Without isolation of the build, because only so are the build's own requirements pinned as well and at hand
# when pyproject.toml changes: after the first time, setting up needs no network.
$(STAMP): pyproject.toml constraints.txt
	@$(if $(PYTHON),:,echo "Chartloom needs Python 3.11 or newer, and there is none on the PATH: make PYTHON=/path/to/python" >&2; exit 1)
	@"$(PYTHON)" -c '$(IS_NEW_ENOUGH)' || { echo "Chartloom needs Python 3.11 or newer, not $$("$(PYTHON)" --version 2>&1)" >&2; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || \
	    { echo "$(PYTHON) cannot make virtual environments: install its venv module (Debian: apt install python3-venv)" >&2; exit 1; }
	@echo "setting up $(VENV)"
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	@$(PIP) install --constraint constraints.txt pip hatchling editables
	@$(PIP) install --constraint constraints.txt --no-build-isolation --group dev --editable .
	@touch $@
