# Two commands: `make book` reads the book, `make test` proves it. Nothing else needs to be installed by hand
# but Python 3.11 or newer (with venv), git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
UV_VERSION := 0.13.9
WORKERS ?= 2

.PHONY: book lab test check pages bench lock clean browser

book: $(READY)
	@$(BIN)/explainer book

lab: $(READY)
	@$(BIN)/explainer lab

check: $(READY)
	@$(BIN)/explainer check

pages: $(READY)
	@$(BIN)/explainer pages

# The book is built first, so that the test files, which run side by side, find it as it is.
test: $(READY) browser
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/explainer check
	@$(BIN)/explainer book --no-serve
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadscope --no-loadscope-reorder

bench: $(READY)
	@$(BIN)/python tests/bench.py

# A browser for the tests: one that is there, Debian's by apt as root, or Playwright's own.
browser: $(READY)
	@$(BIN)/python tests/find_browser.py --install

# The environment, from the lock file alone; made again when the lock file changes.
$(READY): requirements.lock pyproject.toml
	@test -x $(BIN)/python || { echo "Setting up $(VENV) (about a minute, once)"; $(PYTHON) -m venv $(VENV); }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@$(BIN)/uv pip sync --quiet --require-hashes requirements.lock --python $(BIN)/python
	@$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python -e .
	@touch $@

lock: $(READY)
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-annotate --no-header \
	  --python-version 3.11 --quiet --output-file requirements.lock

clean:
	rm -rf $(VENV) _build dist
