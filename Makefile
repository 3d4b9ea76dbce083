PY := .venv/bin/python
STAMP := .venv/.installed

.PHONY: brief test browser data screenshots clean

brief: $(STAMP)  ## code the samples, keep them in a ledger, print the India–Japan brief
	@.venv/bin/chancery --ledger samples.db add --quiet samples
	@.venv/bin/chancery --ledger samples.db brief India Japan

test: .venv/.dev  ## everything that must hold: style, types, layers, tests
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PY) -m pytest -q

browser: .venv/.dev  ## what the tests in a browser need: Debian's Chromium and axe-core
	command -v chromium >/dev/null || (apt-get update -qq && apt-get install -qqy --no-install-recommends chromium)
	test -e .venv/axe/node_modules/axe-core/axe.min.js || npm install --silent --no-save --prefix .venv/axe axe-core@4.14.1

data: .venv/.dev  ## build the tables of chancery/data from their sources in data/
	for script in data/build_*.py; do $(PY) $$script || exit 1; done

$(STAMP): pyproject.toml
	@test -x $(PY) || python3 -m venv .venv
	@echo "Installing into .venv (about a minute)"
	@$(PY) -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

.venv/.dev: $(STAMP)
	$(PY) -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

screenshots: $(STAMP)  ## take the pictures of the pages in docs/images (needs Chromium)
	$(PY) docs/screenshots.py

clean:  ## remove what make made
	rm -rf .venv samples.db samples.db-wal samples.db-shm
