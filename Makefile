# The project's commands. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# uv sees the interpreters of pyenv only when their folders are on PATH; elsewhere it downloads Python itself.
PYENV := $(or $(PYENV_ROOT),$(HOME)/.pyenv)
export PATH := $(shell printf '%s:' $(wildcard $(PYENV)/versions/*/bin))$(PATH)
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1

UV := .tools/bin/uv
PY := .venv/bin/python
NLU := nlu/.venv/bin/python
APP_CODE := run.py bot actions api nlu/text nlu/migrations tests
NLU_CODE := nlu tests/nlu tests/text

.PHONY: help run chat train migrate test test-app test-nlu lint format bench evaluate benchmark browser lock setup clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

run: setup ## start everything and print the addresses; Ctrl-C stops it
	@exec $(PY) run.py

chat: setup ## talk to the running system in the terminal
	@exec $(PY) -m bot.chat

train: setup ## train the model if what it is made from changed
	@$(NLU) -m nlu.train

migrate: setup ## bring the database of DATABASE_URL to the newest schema
	@$(PY) run.py migrate

test: setup browser train ## all tests, one summary line at the end
	@$(PY) -m tests

lint: setup ## format, lint, types, import rules
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy $(APP_CODE)
	@$(NLU) -m mypy --config-file nlu/pyproject.toml $(NLU_CODE)
	@.venv/bin/lint-imports

format: setup ## put the code into the project's format
	@$(PY) -m ruff check --fix-only -q .
	@$(PY) -m ruff format -q .

bench: setup train ## speed and memory beside a stock Rasa project, in one run
	@$(NLU) -m nlu.bench
	@$(PY) -m tests.bench

browser: ## install Chromium for the browser tests, if it is missing
	@test -x /usr/bin/chromium || { \
		echo "Installing Chromium (Debian package)"; \
		as_root=$$(test "$$(id -u)" = 0 || echo sudo); \
		$$as_root apt-get update -qq && $$as_root apt-get install -y -qq chromium >/dev/null; }

setup: .venv/installed nlu/.venv/installed ## install both environments

lock: .tools/installed ## resolve both environments again
	@$(UV) pip compile -q --upgrade requirements-tools.in --generate-hashes -o requirements-tools.txt
	@$(UV) pip compile -q --upgrade pyproject.toml --group dev --python-version 3.13 --generate-hashes -o requirements.txt
	@$(UV) pip compile -q --upgrade nlu/pyproject.toml --group nlu/pyproject.toml:dev --overrides nlu/overrides.txt \
		--python-version 3.10 --generate-hashes -o nlu/requirements.txt

evaluate: setup train ## accuracy of understanding, cross-validation, a stock pipeline: an hour; PARTS="sets times": a minute
	@$(NLU) -W ignore -m nlu.evaluation models $(if $(PARTS),--parts $(PARTS))
	@$(PY) -m api.directory.evaluation

benchmark: setup ## intent and slot models on a public data set: make benchmark DATA=folder
	@test -n "$(DATA)" || { echo "make benchmark DATA=folder (with train, dev, test)"; exit 1; }
	@$(NLU) -W ignore -m nlu.benchmark "$(DATA)"

clean: ## remove environments, database, models
	rm -rf .tools .venv nlu/.venv var models

.tools/installed: requirements-tools.txt
	@echo "Installing uv into .tools/"
	@python3 -m venv .tools
	@.tools/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements-tools.txt
	@touch $@

.venv/installed: requirements.txt .tools/installed
	@echo "Installing the app environment (Python 3.13)"
	@$(UV) venv -q --allow-existing --python 3.13 .venv
	@$(UV) pip sync -q --compile-bytecode --python $(PY) requirements.txt
	@touch $@

nlu/.venv/installed: nlu/requirements.txt .tools/installed
	@echo "Installing the Rasa environment (Python 3.10), about a gigabyte"
	@$(UV) venv -q --allow-existing --python 3.10 nlu/.venv
	@$(UV) pip sync -q --compile-bytecode --python $(NLU) nlu/requirements.txt
	@touch $@
