# OSI Planner. `make run` sets everything up and opens the demo; `make help` lists the rest.

SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python

# The first of these that is Python 3.11 to 3.13; `make PYTHON=...` overrides.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null \
	&& echo $$p && break; done)

.DEFAULT_GOAL := help
.PHONY: help run demo setup setup-dev check format test torture bench pictures assets lock clean

help: ## list what can be made
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

run: setup ## set up, then open the demo exercise (without a display: print its documents)
	@$(PY) tools/run.py

demo: setup ## build the demo store under out/demo anew
	@$(PY) tools/run.py --rebuild

out/demo/complete:
	@$(PY) tools/run.py --rebuild

setup: ## Debian packages, virtual environment, hash-locked dependencies
	@test -n "$(PYTHON)" || { echo "setup: Python 3.11, 3.12 or 3.13 is needed: apt-get install python3"; exit 2; }
	@$(PYTHON) tools/setup.py

setup-dev: ## the same, with what tests and checks need
	@test -n "$(PYTHON)" || { echo "setup: Python 3.11, 3.12 or 3.13 is needed: apt-get install python3"; exit 2; }
	@$(PYTHON) tools/setup.py --dev

check: setup-dev ## format, lint, types, import contracts
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy .
	PYTHONPATH=. $(VENV)/bin/lint-imports

format: setup-dev ## put the code into the house format
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

test: setup-dev ## all tests
	$(PY) -m pytest -n 2 --dist loadfile

torture: setup-dev ## the long tests, left out of `make test`
	$(PY) -m pytest -m torture

bench: setup-dev ## the benchmarks, each against its own floor; one line each at the end
	$(PY) -m benchmarks

pictures: setup-dev out/demo/complete ## pictures of every page, light and dark, under docs/images
	$(PY) -m tools.pictures

# GEOPACKAGE: a Natural Earth 1:10m extract; osi_app/geo/data/SOURCES.md tells which.
assets: setup-dev ## make the shipped fonts, web files and base map again: GEOPACKAGE=file
	@test -n "$(GEOPACKAGE)" || { echo "make assets GEOPACKAGE=file [PACKAGES=folder]"; exit 2; }
	$(PY) tools/make_assets.py $(if $(PACKAGES),--packages "$(PACKAGES)")
	$(PY) tools/make_basemap.py "$(GEOPACKAGE)" $(if $(PACKAGES),--packages "$(PACKAGES)")

COMPILE := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-annotate --no-header

lock: setup-dev ## resolve both locks again; UPGRADE=1 takes newer versions
	$(COMPILE) $(if $(UPGRADE),--upgrade) requirements.in -o requirements.lock
	$(COMPILE) $(if $(UPGRADE),--upgrade) -c requirements.lock requirements-dev.in -o requirements-dev.lock

clean: ## remove what can be made again, the demo store included; the environment stays
	rm -rf out build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
