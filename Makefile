# Everything that people call, in the order in which they meet it.
# `make lab` starts the course, `make test` tests it; both install what they need.

PYTHON ?= $(or $(wildcard .venv/bin/python),python3)
RUN    := .venv/bin/python -m
HOST   ?=
PORT   ?=
BROWSER ?= yes
ARGS   ?=
ALL    ?=

LAB_ARGS := $(if $(HOST),--host "$(HOST)") $(if $(PORT),--port "$(PORT)") \
            $(if $(filter no,$(BROWSER)),--no-browser)

.PHONY: help lab test site notebooks run compare format lint clean bench-widgets bench-site bench-data bench-grader bench-training soak-grader soak-class constraints \
        test-colab test-newest test-nbgrader test-environment measure-checks measure-memory measure-site install install-test

help:            ## show this list
	@grep -hE '^[a-z-]+: .*##' Makefile | sed 's/:.*##/\t/' | expand -t 18

lab: install     ## install, and open the course in JupyterLab (HOST=… PORT=… BROWSER=no)
	@$(RUN) layerlab.cli lab $(LAB_ARGS) $(ARGS)

test: install-test  ## install, and test what changed (ALL=1: everything; ARGS="tests/test_build.py": a part)
	@$(RUN) tools.test $(if $(ALL),--all) $(ARGS)

notebooks: install-test  ## units/ → course/, exercises/, solutions/
	@$(RUN) tools.build $(ARGS)

run: install-test  ## build, then execute and store what is stale (ARGS=--all: everything)
	@$(RUN) tools.run $(ARGS)

compare: install-test  ## compare stored outputs with a fresh execution
	@$(RUN) tools.compare $(ARGS)

lint: install-test  ## ruff and biome, without changing anything
	@$(RUN) ruff check . && $(RUN) ruff format --check . && $(RUN) tools.javascript check

format: install-test  ## ruff and biome, mending what they can
	@$(RUN) ruff check --fix . ; $(RUN) ruff format . ; $(RUN) tools.javascript format

site: install-test  ## the website, in site/ (ARGS=04_perceptron: these units alone)
	@$(RUN) tools.site $(ARGS)

bench-widgets: install-test  ## how fast the widgets follow the finger
	@$(RUN) tools.bench_widgets $(ARGS)

bench-site: site  ## how soon the heaviest page is seen and alive, on a slow processor
	@$(RUN) tools.bench_site

measure-site: install-test  ## read every page of the website, write docs/site_measured.md
	@$(RUN) tools.measure_site

bench-data: install-test  ## how long 50,000 bakery pictures take
	@$(RUN) tools.bench_data $(ARGS)

bench-grader: install-test  ## how fast the grader is beside nbgrader (in .bench/)
	@$(RUN) tools.bench_grader $(ARGS)

bench-training: install-test  ## Fashion-MNIST on one core: ll.training.fit beside the usual loop
	@$(RUN) tools.bench_training $(ARGS)

soak-grader: install-test  ## 500 submissions, the grader killed five times
	@$(RUN) tools.soak_grader $(ARGS)

soak-class: install-test  ## a class of 60 over all units: killed twice, regraded after a change
	@$(RUN) tools.soak_class $(ARGS)

test-colab: install-test  ## install and run lessons as on Colab (in .colab/)
	@$(RUN) tools.lookalike $(ARGS)

test-newest: install-test  ## the same with the newest versions of all but torch (in .newest/)
	@$(RUN) tools.lookalike --newest $(ARGS)

test-nbgrader: install-test  ## our export in the real nbgrader, its points beside ours
	@$(RUN) tools.check_nbgrader $(ARGS)

test-environment: install-test  ## environment.yml: parsed as conda does, installed afresh
	@$(RUN) tools.check_environment $(ARGS)

measure-checks: install-test  ## changed solutions and unlisted mistakes before the checks (ten minutes)
	@$(RUN) tools.measure_checks $(ARGS)

measure-memory: install-test  ## what a learner's kernel needs, lesson by lesson
	@$(RUN) tools.measure_memory $(ARGS)

constraints: install-test  ## renew constraints.txt from what is installed
	@$(RUN) tools.constraints $(ARGS)

clean:           ## remove what was made, the environment too
	rm -rf .venv .site .pyodide site .stamps.json .bench .bench-conda .biome .colab .newest .pytest_cache .ruff_cache build dist *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

install:
	@"$(PYTHON)" tools/install.py lab

install-test:
	@"$(PYTHON)" tools/install.py lab test
