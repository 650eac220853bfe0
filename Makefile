# Two commands matter: `make run` opens the demo, `make test` proves the product. Bare `make` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PYTEST := $(BIN)/python -m pytest
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help install frontend run test long check bench screenshots browser clean

help: ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 22

install: $(STAMP) frontend ## Make the environment and build the front end

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed ($(PYTHON) is older); set PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "python3-venv is missing: apt-get install python3-venv"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	SKIP_FRONTEND=1 $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q engine workflows web
	@touch $@

frontend: $(STAMP)
	@$(BIN)/python -c 'import shutil,subprocess,sys; n=shutil.which("node"); v=subprocess.run([n,"--version"],capture_output=True,text=True).stdout if n else ""; sys.exit(not (v.startswith("v") and int(v[1:].split(".")[0])>=20))' \
		|| $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.lock
	@$(BIN)/python hatch_build.py

run: install ## Open the demo (on an empty folder it is made first)
	$(BIN)/yuanban run

check: install ## Format, lint, types and import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/yuanban check bpmn/items/*.bpmn bpmn/campaign/*.bpmn bpmn/campaign/*.dmn

# In the order of the folders: files of few long tests (journeys) would else begin last, one worker beside idle ones
test: check browser ## Everything: checks, rules, both databases, browser journeys
	$(PYTEST) -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not long"
	$(BIN)/yuanban test
	$(BIN)/python -m bench --ratchets

long: check browser ## Full counts, resumable: kills, races, random histories; writes docs/measured.json
	WORKERS=$(WORKERS) $(BIN)/python -m bench.long

bench: install ## Every row of what must be reached (t1 … t15), taking turns in one run
	$(BIN)/python -m bench

screenshots: install browser ## Make the pictures of the README anew
	$(BIN)/python -m docs.screenshots

browser:
	@sh .ci/browser

clean: ## Remove the environment, the built front end and the data of the demo
	rm -rf $(VENV) web/static/dist web/frontend/node_modules var
