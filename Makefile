# The commands of this project. `make demo` and `make check` need nothing but
# git, make and Python 3.11 or newer: everything else is installed into .venv.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

UV_VERSION := 0.13.9
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.greenpark-setup
PACKAGES := accounting analysis cli db exchange gui merging questionnaire reports resources scoring services
CODE := $(PACKAGES) bench scripts tests

# An active virtual environment or a foreign Python path must not leak in.
unexport VIRTUAL_ENV PYTHONPATH PYTHONHOME
export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := $(VENV)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help setup run demo check kills bench clean lint format test translations screenshots

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## install everything into .venv

$(STAMP): uv.lock pyproject.toml Makefile
	@bash scripts/make-venv $(VENV)
	@$(BIN)/uv --version 2>/dev/null | grep -qF 'uv $(UV_VERSION) ' \
		|| $(BIN)/python -m pip install --quiet 'uv==$(UV_VERSION)'
	@# --inexact leaves uv itself, which the lock does not list, in place.
	$(BIN)/uv sync --frozen --inexact --all-groups --python $(BIN)/python
	@bash scripts/qt-libraries $(BIN)/python
	@touch $@

run: setup ## open the window
	$(BIN)/greenpark

demo: setup ## a whole year of made-up parks, from empty files to reports, in build/demo
	$(BIN)/greenpark demo build/demo

check: lint test ## everything that must be green: format, lint, types, layers, tests

lint: setup ## format, lint, types and layers only
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports

format: setup ## rewrite the code in the house format
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

test: setup ## all tests, on all cores
	$(BIN)/python -m pytest -n auto --dist loadgroup

kills: setup ## a thousand times: type, be killed at a random moment, open again, compare
	GREENPARK_KILLS=1000 $(BIN)/python -m pytest -n 0 \
		tests/gui/test_window_kills.py tests/unit/services/test_park_session_kills.py

bench: setup ## speed figures, as ratios to a yardstick of the same run
	$(BIN)/python -m bench

translations: setup ## collect msg("…") texts, update and compile the Chinese catalogue
	$(BIN)/python -m scripts.translations

screenshots: setup ## the pictures of docs/screens, from what `make demo` built
	$(BIN)/python -m scripts.screenshots docs/screens --settings kept --small --anew --index

clean: ## remove what was built and installed
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
