# Two commands matter: `make run` opens the hub, `make test` proves it. Each does all its own set-up.
PORT ?= 8000
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
UV_LOCK := uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-annotate

.PHONY: run test test-all check format texts lock bench screenshots docs browser clean help

help:  ## Say what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

$(VENV)/.run: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Fondouk needs Python 3.11 or newer: run make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the hub needs (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@echo "Installing what the tests need (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.texts: $(shell find src -name '*.po') tools/texts.py | $(VENV)/.run
	@$(BIN)/python tools/texts.py compile
	@touch $@

run: $(VENV)/.run $(VENV)/.texts  ## Open the hub on http://127.0.0.1:8000 (make run PORT=8080 for another port)
	@$(BIN)/fondouk serve --port $(PORT)

test: $(VENV)/.dev $(VENV)/.texts browser  ## Run every test that guards a change
	@$(BIN)/python -m pytest
	@$(BIN)/python tools/on_postgres.py $(BIN)/python -m pytest -m "both and not long"

test-all: $(VENV)/.dev $(VENV)/.texts browser  ## The long forms too
	@$(BIN)/python -m pytest -m ""
	@$(BIN)/python tools/on_postgres.py $(BIN)/python -m pytest -m both

browser:
	@test -x /usr/bin/chromium || test -n "$$FONDOUK_CHROMIUM" || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Chromium for the browser tests (once) ..."; \
	    apt-get update -qq && apt-get install -y -qq chromium >/dev/null; \
	  else echo "The browser tests need Chromium: apt-get install chromium, or set FONDOUK_CHROMIUM to its path."; exit 1; fi; }

texts: $(VENV)/.dev  ## Extract the pages' texts and list what lacks a translation
	@$(BIN)/python tools/texts.py update
	@$(BIN)/python tools/texts.py missing

check: $(VENV)/.dev  ## Lint, format, types, contracts
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@PYTHONPATH=. $(BIN)/lint-imports
	@$(BIN)/deptry .

format: $(VENV)/.dev  ## Put the code in the house's form
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

lock: $(VENV)/.dev  ## Resolve the versions anew
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/$(UV_LOCK) pyproject.toml -o requirements/run.txt
	@$(BIN)/$(UV_LOCK) --extra postgres pyproject.toml -c requirements/run.txt -o requirements/postgres.txt
	@$(BIN)/$(UV_LOCK) --all-extras pyproject.toml -c requirements/run.txt -o requirements/dev.txt

docs: $(VENV)/.dev  ## Write the reference pages that are made from the code
	@$(BIN)/python tools/docs.py

bench: $(VENV)/.dev $(VENV)/.texts  ## Measure speed, memory and relevance on this machine
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.relevance

screenshots: $(VENV)/.dev $(VENV)/.texts browser  ## Take the main pages in four languages, wide and phone, light and dark
	@$(BIN)/python tools/screenshots.py
