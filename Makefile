# Everything goes through a virtual environment in .venv that these targets make themselves.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
CLASS ?= class
ASSIGNMENT ?=
# The shell gets the class's name as it was given, whatever signs are in it.
export CLASS_FOLDER := $(value CLASS)
export ASSIGNMENT

.DEFAULT_GOAL := help
.PHONY: help book test bench lab serve notebooks release grade keys lint lock clean

help: ## show this list
	@echo "Dispatched: a course book. Targets:"
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Say: make PYTHON=python3.12 book"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Setting up .venv (a minute or two, once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

book: $(READY) ## build the book into _build/html
	@$(BIN)/python -m dispatched.book.build

test: $(READY) ## run every test: data, models, notebooks, book, browser
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check -q .
	$(BIN)/pytest -n 2 --dist loadscope --nbval tests chapters exercises

bench: $(READY) ## measure how long the builds and the notebooks take
	@$(BIN)/python -m tests.bench

lab: $(READY) ## open the chapters in JupyterLab
	@$(BIN)/jupyter lab chapters --LabApp.news_url=None --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate

serve: book ## show the built book on http://127.0.0.1:8000
	@$(BIN)/python -m http.server 8000 --bind 127.0.0.1 --directory _build/html

notebooks: $(READY) ## run all notebooks and save their outputs
	@$(BIN)/python -m dispatched.book.notebooks chapters/*.ipynb exercises/*/*.ipynb

release: $(READY) ## make the students' versions of the exercises: make release CLASS=class
	@$(BIN)/python -m dispatched.grading.release -- "$$CLASS_FOLDER" $$ASSIGNMENT

grade: $(READY) ## grade what was handed in: make grade CLASS=class ASSIGNMENT=05-2000-contract-work
	@$(BIN)/python -m dispatched.grading.grade -- "$$CLASS_FOLDER" $$ASSIGNMENT

keys: $(READY) ## make the keys of the exercises anew from their solutions
	@$(BIN)/python -m dispatched.grading.keys

lint: $(READY) ## correct the form of the code
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: $(READY) ## renew requirements.lock from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.lock

clean: ## remove what was built; the environment in .venv stays
	rm -rf _build .pytest_cache .ruff_cache .hypothesis
