PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
ROOMS := contracts runtime ingest detectors policy review_api deadwax
export PYTHONDONTWRITEBYTECODE ?=

.DEFAULT_GOAL := help
.PHONY: help run test kafka check format lint types imports links page lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/installed ## Set up, run the pipeline on the demo world, serve the page on 127.0.0.1:8400
	$(BIN)/deadwax demo

test: $(VENV)/installed-dev ## Set up, run all tests (ARGS="…" goes to pytest)
	$(BIN)/python -m pytest $(ARGS)

kafka: $(VENV)/installed-dev ## A Kafka broker on 127.0.0.1:9092, for trying things out
	$(BIN)/python -m tests.integration.kafka.broker

check: format lint types imports links ## What CI runs before the tests

format: $(VENV)/installed-dev
	$(BIN)/ruff format --check .

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .

types: $(VENV)/installed-dev
	$(BIN)/mypy

imports: $(VENV)/installed-dev
	$(BIN)/lint-imports

links: $(VENV)/installed-dev
	$(BIN)/python docs/check_links.py

page: $(VENV)/installed ## Build the web page again
	$(BIN)/python hatch_build.py

lock: ## Write the lock files again from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --upgrade --universal --generate-hashes --python-version 3.11 --no-header --no-annotate pyproject.toml -o requirements/run.lock
	$(BIN)/uv pip compile --upgrade --universal --generate-hashes --python-version 3.11 --no-header --no-annotate -c requirements/run.lock --group build -o requirements/build.lock
	$(BIN)/uv pip compile --upgrade --universal --generate-hashes --python-version 3.11 --no-header --no-annotate -c requirements/run.lock --group dev -o requirements/dev.lock

clean: ## Remove the virtual environment, caches and the built page
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist review_api/web/dist review_api/web/node_modules

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Deadwax needs Python 3.11 or newer; name one with: make run PYTHON=python3.12"; exit 1; }
	@echo "Setting up a virtual environment in $(VENV) (once, about two minutes) ..."
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python requirements/run.lock requirements/build.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements/run.lock -r requirements/build.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements/dev.lock
	$(PIP) install --require-hashes -r requirements/dev.lock
	@touch $@
