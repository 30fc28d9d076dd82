# make run   a working tracker on http://127.0.0.1:8001
# make test  everything that is checked, in a real browser too
PYTHON ?= python3
PORT ?= 8001
VENV := .venv
BIN := $(VENV)/bin
export PYTHONUTF8 = 1

.PHONY: run test collect check-live model bench crawl-catalogue build enrich digest serve check check-knowledge lint types contracts browser lock clean

run: crawl-catalogue build enrich serve

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "Python's venv module is missing; on Debian: apt-get install python3-venv"; exit 1; }

# What `make run` installs, from the lock file, checked by hash.
$(VENV)/.installed: requirements/run.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# What the tests need besides.
$(VENV)/.installed-test: requirements/test.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

# What the benchmarks measure against.
$(VENV)/.installed-bench: requirements/bench.txt $(VENV)/.installed-test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

crawl-catalogue: $(VENV)/.installed
	$(BIN)/scrapy crawl catalogue

# The keyless sources, live; SPIDER=us_wa for one of them.
SPIDER ?=
collect: $(VENV)/.installed
	@failed=0; spiders="$(SPIDER)"; [ -n "$$spiders" ] || spiders=$$($(BIN)/python -m legislation keyless-sources); \
	  for spider in $$spiders; do $(BIN)/scrapy crawl $$spider || failed=1; done; \
	  $(MAKE) --no-print-directory build enrich && exit $$failed

# Visits each source once and records what answered; SPIDER=us_wa for one of them.
check-live: $(VENV)/.installed
	$(BIN)/scrapy check_live $(SPIDER)

build: $(VENV)/.installed
	$(BIN)/python -m legislation build

enrich: $(VENV)/.installed
	$(BIN)/python -m enrich

# The last whole week, or WEEK=2026-W48, as page, text and e-mail in data/digests; SEND=1 also sends it.
digest: $(VENV)/.installed
	$(BIN)/python -m datasette_legislation.digest $(if $(WEEK),--week $(WEEK)) $(if $(SEND),--send)

serve: $(VENV)/.installed
	$(BIN)/datasette serve data/legislation.db --metadata metadata.yml --cors \
	  --setting truncate_cells_html 200 --host 127.0.0.1 --port $(PORT)

test: $(VENV)/.installed-test browser
	$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

check: lint types contracts check-knowledge
lint: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
types: $(VENV)/.installed-test
	$(BIN)/mypy
contracts: $(VENV)/.installed-test
	$(BIN)/lint-imports
check-knowledge: $(VENV)/.installed
	$(BIN)/python -m legislation check-knowledge

# What training the network needs besides. Without hashes: PyTorch is another file on each kind of machine.
$(VENV)/.installed-network: pyproject.toml $(VENV)/.installed-test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable '.[network]'
	@touch $@

# Fits the trained parts of labels and relevance anew from data/annotations; the same files give the same models
# (the network: on the same kind of machine).
# It takes an hour and a half or more on two cores; `python -m enrich train` alone weighs the others anew in a minute.
model: $(VENV)/.installed-network
	$(BIN)/python -m enrich train-network
	$(BIN)/python -m enrich train
	$(BIN)/python -m enrich train-relevance

# Each figure as a ratio to a named reference in the same run.
bench: $(VENV)/.installed-bench
	$(BIN)/python -m tests.bench

# Finds Chromium or installs it; where neither works the browser tests say so and are counted as skipped.
browser: $(VENV)/.installed-test
	@sh tests/find_browser.sh $(BIN)/python

# Rewrites the lock files from pyproject.toml.
lock:
	$(PYTHON) -m venv .venv-lock && .venv-lock/bin/pip install --quiet uv
	.venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url pyproject.toml requirements/build.in -o requirements/run.txt
	.venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --extra test -c requirements/run.txt pyproject.toml requirements/build.in -o requirements/test.txt
	.venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --extra bench -c requirements/test.txt pyproject.toml requirements/build.in -o requirements/bench.txt
	rm -rf .venv-lock

clean:
	rm -rf $(VENV) data/raw data/items data/runs data/quarantine data/git data/live data/legislation.*
