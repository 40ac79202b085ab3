# Yangfan: everything a person needs to try, test and measure it. `make help` lists the targets.
# Needs Python 3.11+, make and a package registry; as root on Debian it fetches Chromium and fonts itself.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
SHELL := /bin/bash
.DEFAULT_GOAL := help

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | awk -F'|' '{printf "  make %-12s %s\n", $$1, $$2}'

# --- installing ---------------------------------------------------------------------------------------------------
$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Yangfan needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Installing: virtual environment in $(VENV)…"
	@$(PYTHON) -m venv $(VENV) && touch $@

$(VENV)/.base: $(VENV)/.python requirements/base.txt pyproject.toml
	@echo "Installing: the product's libraries (once, about a minute)…"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/base.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . >$(VENV)/install.log 2>&1 || { cat $(VENV)/install.log; exit 1; }
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements/dev.txt
	@echo "Installing: what tests and linters need…"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

install: $(VENV)/.base ## Create .venv and install the product
install-dev: $(VENV)/.dev

system: $(VENV)/.python
	@$(BIN)/python scripts/system.py

html-checker: system
	@cd scripts/audit && { [ node_modules/vnu-jar -nt package-lock.json ] || { npm ci --omit=dev --ignore-scripts --silent && touch node_modules/vnu-jar; } || echo "The HTML checker could not be fetched by npm; its test is not run."; }

# --- trying -------------------------------------------------------------------------------------------------------
demo: $(VENV)/.base ## Install, migrate, seed and run the whole product; prints address and login
	@exec $(BIN)/yangfan demo

# --- testing ------------------------------------------------------------------------------------------------------
test: $(VENV)/.dev system html-checker ## Install and run every test: on PostgreSQL those marked for it, on SQLite all
	@scripts/test.sh

check: $(VENV)/.dev ## The quick round: lint and the tests that start no process and no browser (minutes)
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest -n 2 -m "not browser and not processes" --ignore tests/tenancy

lint: $(VENV)/.dev ## Style, import contracts, migrations, translations, deployment checks
	@$(BIN)/ruff check . && $(BIN)/ruff format --check -q . && echo "lint: style is fine"
	@$(BIN)/lint-imports >/tmp/lint-imports.$$$$ 2>&1 && echo "lint: import contracts hold" || { cat /tmp/lint-imports.$$$$; exit 1; }
	@$(BIN)/python scripts/checks.py

crawl: $(VENV)/.dev ## The full tenancy crawl: every URL, role, method and foreign id
	@CRAWL=full $(BIN)/python -m pytest tests/tenancy -n 2

bench: $(VENV)/.dev ## Measure every figure we claim, each against a rival or a limit in the same run
	@$(BIN)/python benchmarks/run.py

bench-full: $(VENV)/.dev ## The same at full size, where a figure has one: FIGURE=crm (a million contacts, PostgreSQL)
	@BENCH_FULL=1 $(BIN)/python benchmarks/run.py $(FIGURE)

eval: $(VENV)/.dev ## Measure what is intelligent on held-out texts and write docs/quality.md; SPAM=path, BANK=path, XQUAD=folder add data of yours
	@$(BIN)/python quality/run.py SPAM=$(SPAM) BANK=$(BANK) XQUAD=$(XQUAD)

eval-translation: $(VENV)/.dev ## Translations against people's, chrF and BLEU per engine: XQUAD=folder with xquad.zh.json, xquad.en.json
	@$(BIN)/python quality/translation.py "$(XQUAD)"

train: $(VENV)/.dev ## Train the shipped small models from quality/training; SPAM=path adds English messages
	@$(BIN)/python quality/training/teach.py $(SPAM)

eval-leads: $(VENV)/.dev ## Lead scores on UCI bank marketing: BANK=path/to/bank-additional-full.csv
	@$(BIN)/python quality/leads.py "$(BANK)"

audit: $(VENV)/.dev system ## Lighthouse on home, product and article of the demo, in Chinese and English, as a phone
	@cd scripts/audit && npm ci --ignore-scripts --silent && touch node_modules/vnu-jar
	@$(BIN)/python scripts/audit/run.py

screenshots: $(VENV)/.dev system ## Take the pictures of the README from the running demo, those of the guides from trades' sites
	@$(BIN)/python scripts/screenshots.py
	@$(BIN)/python scripts/trade_pictures.py

# --- keeping up ---------------------------------------------------------------------------------------------------
lock: $(VENV)/.dev ## Pin requirements/*.in again, with hashes and without index addresses
	@for set in base dev scale; do $(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --universal requirements/$$set.in -o requirements/$$set.txt; done

messages: $(VENV)/.dev ## Collect the strings to translate and compile the catalogues
	@for app in yangfan/*/locale yangfan/*/*/locale; do (cd $$(dirname $$app) && $(CURDIR)/$(BIN)/python $(CURDIR)/manage.py makemessages -l zh_Hans --no-location --no-wrap -i static -v0 && $(CURDIR)/$(BIN)/python $(CURDIR)/manage.py compilemessages -l zh_Hans -v0); done

clean: ## Remove the virtual environment and everything the demo wrote
	rm -rf $(VENV) var

.PHONY: help install install-dev system html-checker audit demo test check lint crawl bench bench-full eval eval-leads eval-translation train screenshots lock messages clean
