# Two commands for everyone: `make brief` prints a brief, `make test` runs the tests.
# Both set up whatever is missing first.

CITY ?= 盘锦
YEAR ?= 2022
ARGS ?=
BIN := .venv/bin
# paths and messages are Chinese whatever the locale
export PYTHONUTF8 := 1

.DEFAULT_GOAL := brief
.PHONY: brief setup test check format fonts gallery lock pin clean

brief:  ## print one brief: make brief CITY=鞍山 YEAR=2021 (YEAR= for all years)
	@scripts/setup.sh brief
	@$(BIN)/msreport pdf $(if $(CITY),--city '$(CITY)') $(if $(YEAR),--year '$(YEAR)')

setup:  ## everything, development tools included
	@scripts/setup.sh all

test: setup
	$(BIN)/python -m pytest $(ARGS)

check: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

fonts: setup  ## build the faces anew from their upstream packages
	$(BIN)/python scripts/build_fonts.py

gallery: setup  ## draw the page images of the README anew
	$(BIN)/python scripts/gallery.py

lock: setup  ## resolve the lock files anew from pyproject.toml
	$(BIN)/python scripts/lock.py

pin: setup  ## measure accuracy on the seeds anew and pin it as the floor
	$(BIN)/python tests/gate/pin.py $(ARGS)

clean:
	rm -rf .venv .setup.lock build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
