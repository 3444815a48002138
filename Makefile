# Everything a newcomer needs: `make demo` and `make test`. A fresh machine needs Python 3.11 or newer and nothing else.
#
#   make demo [PORT=8000] [HOST=127.0.0.1]   the demonstration city (data in .demo, kept between runs)
#   make demo-reset                          delete the demonstration's data
#   make test [ARGS="tests/law -x"]          the suite
#   make check                               the slower checks: imports, types, style, migrations, words, pages
#   make browser                             the journeys in a real browser
#   make pictures                           the screenshots of the README, from the demonstration
#   make bench                               the measurements (see docs/how-to)
#   make setup | assets                      only the environment | only styles, scripts and words

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory

PORT ?= 8000
HOST ?= 127.0.0.1
ARGS ?=
JOBS ?= $(shell n=$$(nproc 2>/dev/null || echo 2); echo $$((n > 4 ? 4 : n)))
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
DONE := .venv/.done
# Networks with an authority of their own: trust what the system trusts.
export UV_SYSTEM_CERTS ?= true
# Some images forbid compiled files: every one of our many processes would then compile Django again, for seconds.
unexport PYTHONDONTWRITEBYTECODE
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: demo demo-reset setup test check browser pictures bench assets imports lint types migrations words pages
.DEFAULT_GOAL := demo

demo: $(DONE)/run $(DONE)/assets $(DONE)/words
	@exec sunhall demo --host $(HOST) --port $(PORT)

demo-reset: $(DONE)/run
	@sunhall demo --reset-only

setup: $(DONE)/test $(DONE)/assets $(DONE)/words

test: setup
	@python -m pytest -q -n $(JOBS) --dist loadfile $(ARGS)

browser: setup
	@python -m pytest -q -m browser -n $(JOBS) --dist loadgroup $(ARGS) tests

pictures: setup
	@SUNHALL_TEST=1 DJANGO_SETTINGS_MODULE=sunhall.ops.settings python -m tests.journeys.pictures

bench: setup
	@python -m bench $(ARGS)

assets: $(DONE)/assets $(DONE)/words

check: imports lint types migrations words pages

imports: setup
	@lint-imports

lint: setup
	@ruff check . && ruff format --check .

types: setup
	@SUNHALL_TEST=1 mypy

migrations: setup
	@SUNHALL_TEST=1 python -W ignore -m django makemigrations --check --dry-run --settings sunhall.ops.settings

words: setup
	@python -m sunhall.ops.messages --check

pages: setup
	@SUNHALL_TEST=1 python -m sunhall.ops.generated --check

# The environment. `install` uses uv: the one present, else one put into the environment, else plain pip.
define install
@if command -v uv >/dev/null; then installer="uv pip install -q --python $(BIN)/python"; \
elif $(BIN)/python -m pip install -q --disable-pip-version-check 'uv>=0.9' 2>/dev/null; then installer="uv pip install -q --python $(BIN)/python"; \
else installer="$(BIN)/python -m pip install -q --disable-pip-version-check"; fi; \
$$installer --require-hashes $(1)
endef

$(BIN)/python:
	@[ -n "$(PYTHON)" ] || { echo "Sunhall needs Python 3.11 or newer, and none was found. Set PYTHON=/path/to/python3."; exit 1; }
	@echo "Making the environment in .venv …"
	@if command -v uv >/dev/null; then uv venv -q --allow-existing --python "$$(command -v $(PYTHON))" .venv; \
	else $(PYTHON) -m venv .venv || { echo "Python's venv module is missing: apt-get install python3-venv (or your system's name for it)."; rm -rf .venv; exit 1; }; fi

$(DONE)/run: requirements.lock requirements-assets.lock pyproject.toml | $(BIN)/python
	@echo "Installing what Sunhall runs on …"
	$(call install,-r requirements.lock -r requirements-assets.lock)
	@if command -v uv >/dev/null; then uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .; \
	else $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .; fi
	@mkdir -p $(DONE) && touch $@

$(DONE)/test: requirements-dev.lock $(DONE)/run
	@echo "Installing what the tests need …"
	$(call install,-r requirements-dev.lock)
	@mkdir -p $(DONE) && touch $@

# Styles and scripts, by the Node that a package of the environment brings.
$(DONE)/node: assets/package.json assets/package-lock.json $(DONE)/run
	@echo "Fetching what styles and scripts are built from …"
	@cd assets && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@mkdir -p $(DONE) && touch $@

ASSET_SOURCES := $(shell find assets -name node_modules -prune -o -type f -print 2>/dev/null)
$(DONE)/assets: $(ASSET_SOURCES) $(DONE)/node
	@echo "Building styles and scripts …"
	@cd assets && node build.mjs
	@python -m whitenoise.compress -q src/sunhall/web/static
	@touch $@

WORDS := $(shell find src/sunhall/locale -name '*.po' 2>/dev/null)
$(DONE)/words: $(WORDS) $(DONE)/run
	@python -m sunhall.ops.messages
	@touch $@
