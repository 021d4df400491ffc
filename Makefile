# The project's commands. Each makes what it needs; a second run starts at once.
PYTHON ?= python3
BIN := .venv/bin
RESOLVE := $(BIN)/pip-compile --generate-hashes --allow-unsafe --no-emit-index-url \
	--no-emit-find-links --no-emit-trusted-host --strip-extras --quiet

.PHONY: help demo test test-containers bench check format release lock clean

help:  ## List the commands
	@grep -E '^[a-z.-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

.venv: requirements.lock pyproject.toml  ## Python environment with everything pinned by hash
	@echo "Installation: Python environment in .venv (once, about a minute) ..."
	@begun=$$(date +%s); \
	$(PYTHON) -m venv .venv && \
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock && \
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-build-isolation --no-deps -e . && \
	touch .venv && echo "Installation: done in $$(( $$(date +%s) - begun )) s"

demo: .venv  ## Play a season of the network on this machine
	@$(BIN)/hcn demo

test: .venv  ## Run all tests
	@$(BIN)/python -m pytest

test-containers: .venv  ## Run all tests on containers: PostgreSQL 16 and 18, NATS, the installation by compose
	@$(BIN)/python -m pytest --containers 16 -m "not containers"
	@$(BIN)/python -m pytest --containers 18

bench: .venv  ## Measure speed and memory against named baselines; leave the machine alone meanwhile
	@$(BIN)/python -m tests.benchmarks $(ONLY)

check: .venv  ## Lint, format, types, import contracts, schemas, OpenAPI, migrations, clock
	@$(BIN)/python -m deploy.checks

format: .venv  ## Put the code in the project's form
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

release: .venv  ## Write the published language and the APIs as the released set
	@$(BIN)/python -m shared.events.contract release
	@$(BIN)/python -m deploy.openapi release

lock: .venv  ## Resolve requirements.lock and the image's deploy/requirements.lock again
	@$(RESOLVE) --extra dev --extra embedded -o requirements.lock pyproject.toml
	@$(RESOLVE) -c requirements.lock -o deploy/requirements.lock pyproject.toml

clean:  ## Remove the environment and caches
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache *.egg-info
