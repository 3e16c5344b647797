# Each target sets up the virtual environment it needs. The demo's has no torch.
PYTHON ?= python3.11
DEMO := .venv-demo
DEV := .venv
PIP := -m pip install --quiet --disable-pip-version-check

.PHONY: demo test test-slow lint bench peers performance train-smoke schemas clean

demo: $(DEMO)/.ready
	$(DEMO)/bin/stream-scanner demo

test: $(DEV)/.ready
	$(DEV)/bin/python -m pytest

test-slow: $(DEV)/.ready
	$(DEV)/bin/python -m pytest -m slow

lint: $(DEV)/.ready
	$(DEV)/bin/ruff check .
	$(DEV)/bin/ruff format --check .
	$(DEV)/bin/mypy
	$(DEV)/bin/python -m stream_scanner.schemas --check

bench: $(DEV)/.ready
	$(DEV)/bin/python -m bench

peers: $(DEV)/.ready
	$(DEV)/bin/python -m bench.peers --seed 11 --markdown docs/PEERS.md

performance: $(DEV)/.ready
	$(DEV)/bin/python -m bench.report

train-smoke: $(DEV)/.ready
	rm -rf runs/smoke
	$(DEV)/bin/python -m training.train training/recipes/smoke.yaml --run runs/smoke
	$(DEV)/bin/python -m training.release training/recipes/smoke.yaml --run runs/smoke --out runs/smoke/bundle
	$(DEV)/bin/stream-scanner model verify --bundle runs/smoke/bundle

schemas: $(DEV)/.ready
	$(DEV)/bin/python -m stream_scanner.schemas

clean:
	rm -rf $(DEMO) $(DEV) .venv-peers runs .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(DEMO)/.ready: pyproject.toml
	$(PYTHON) -m venv $(DEMO)
	$(DEMO)/bin/python $(PIP) -e '.[cpu,embedded]'
	touch $@

$(DEV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(DEV)
	$(DEV)/bin/python $(PIP) torch==2.13.0
	$(DEV)/bin/python $(PIP) -e '.[dev]'
	touch $@
