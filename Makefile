# All that a newcomer needs. Needs Python 3.11+, make and a network; everything else is fetched.
.POSIX:
.NOTPARALLEL:
.PHONY: help demo up down status test test-night test-long lint unit contract integration system bench chaos adversary client test-containers test-data ready ready-dev ready-bench browser screenshots

BIN = .venv/bin
PYTEST = $(BIN)/python -m pytest
SERVED = $(BIN)/python -m tests.servers

help: ## Show this list
	@echo "Boucle closes material loops. Start with: make demo"
	@echo
	@sed -n 's/^\([a-z][a-z0-9-]*\):.*## \(.*\)/  make \1#\2/p' Makefile | awk -F'#' '{ printf "%-19s %s\n", $$1, $$2 }'

demo: ready ## Start everything and play a real territory (make down stops it)
	@$(BIN)/boucle demo

up: ready ## Start Postgres, Kafka, services, entry and mail on this machine
	@$(BIN)/boucle up

down: ready ## Stop everything; data is kept
	@$(BIN)/boucle down

status: ready ## What runs, and where
	@$(BIN)/boucle status

test: lint unit contract integration system ## Lint, then every test of the day (a tier without tests fails)

test-night: ready-dev browser ## Longer forms: other examples, all faults, dying workers, restores, fuzz, containers
	BOUCLE_EXPLORE=1 $(PYTEST) -n 2 tests/unit
	$(SERVED) $(PYTEST) -n 2 --dist loadgroup tests/night
	$(SERVED) $(BIN)/python -m tests.faults
	$(BIN)/python -m tests.containers

test-long: ready-bench ## Whole forms, hours; by part, what passed is not run again
	$(BIN)/python -m tests.long

lint: ready-dev ## Style, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: ready-dev ## Pure tests, seconds; and a few victims of each adversary
	$(PYTEST) -n 2 tests/unit
	$(PYTEST) -n 2 tests/adversary

contract: ready-dev ## Golden events, committed OpenAPI
	$(PYTEST) -n 2 tests/contract

integration: ready-dev browser ## On real Postgres, Kafka, SMTP
	$(SERVED) $(PYTEST) -n 4 --dist loadfile --no-loadscope-reorder tests/integration

system: ready-dev browser ## The whole system, asked, hurt and restored
	$(PYTEST) -n 2 --dist loadgroup tests/system

bench: ready-bench ## Measure; prints percentiles
	$(BIN)/python -m tests.bench

chaos: ready-dev ## Kill and freeze every process under load; 10^5 operations on dying workers
	$(BIN)/python -m tests.chaos
	$(BIN)/python -m tests.chaos.exact
	$(BIN)/python -m tests.chaos.exact.groups

adversary: ready-dev ## Programs that look for what companies keep for themselves; 200 victims each
	$(BIN)/python -m tests.adversary

screenshots: ready-dev browser ## Picture every mail and page, to docs/screenshots
	$(BIN)/python -m tests.screenshots

client: ready ## The Python client's calls (ready-dev does it too) and the TypeScript types, from the contract
	@$(BIN)/python -m clients.python.generate
	@$(BIN)/python -m clients.typescript.generate

test-containers: ready-dev ## The system in containers, hurt and renewed (Docker, or root)
	$(BIN)/python -m tests.containers

test-data: ready-dev ## Tests on ../shared/data
	@test -d ../shared/data || { echo "../shared/data is absent (looked in $$(cd .. && pwd)): tests/data cannot run" >&2; exit 1; }
	$(PYTEST) tests/data

ready:
	@deploy/local/prepare.sh

ready-dev:
	@deploy/local/prepare.sh dev

ready-bench:
	@deploy/local/prepare.sh bench

browser: ready-dev
	@$(BIN)/python -m boucle.local.parts.browser
