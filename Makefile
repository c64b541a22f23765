# Two commands do everything: `make run` and `make test`. Both create the environment first.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
PIP    := $(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help install run test lint fmt types imports unit schema accuracy samples screenshots bench ci clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

install: $(STAMP) ## create the environment and nothing else

run: $(STAMP) ## start the app with the bundled sample reports
	$(BIN)/python -m streamlit run app.py

test: lint types imports unit ## lint, types, import rules and the whole suite

lint: $(STAMP) ## style and unused or undeclared dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/deptry .

fmt: $(STAMP) ## format and fix what can be fixed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(STAMP) ## mypy
	$(BIN)/mypy

imports: $(STAMP) ## one way through the house
	$(BIN)/lint-imports

unit: $(STAMP) ## the whole suite
	$(BIN)/python -m pytest

schema: $(STAMP) ## write the pages of docs/ that are made from code again
	UPDATE_DOCS=1 $(BIN)/python -m pytest tests/report tests/decode/test_platforms.py -n 0 -q

accuracy: $(STAMP) ## how often links are right, over labelled worlds: writes docs/accuracy.md
	$(BIN)/python -m bench.accuracy reporting --per 5 --ablate 4 --page

samples: $(STAMP) ## make the bundled sample reports again
	$(BIN)/python -m bench.samples

screenshots: $(STAMP) ## every page in light and dark, phone and desk, into screenshots/ (needs Chromium)
	$(BIN)/python -m bench.screenshots

bench: $(STAMP) ## decoding against orjson on the same bytes (needs ../shared), and whole simulated reports
	$(BIN)/python -m bench.decode
	$(BIN)/python -m bench.report

ci: ## what CI runs: installs what the machine lacks and lets no test be skipped
	.ci/run

clean: ## remove the environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
