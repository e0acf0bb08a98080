# Everything goes through a virtual environment in .venv that these targets make themselves. Its programs are called by
# way of Python: the scripts beside it name their interpreter by its full path, which a folder moved or renamed breaks.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
CLASS ?= class
ASSIGNMENT ?=
FILE ?=
PDF ?=
CHAPTER ?=
NAME ?=
PYODIDE ?=
PAGES ?=

# The package is installed as a path to this folder. Where that has been moved or renamed, it is installed again.
$(shell test "$$(cat $(READY) 2>/dev/null)" = "$$(pwd)" || rm -f $(READY))

# The shell gets the class's name as it was given, whatever signs are in it.
export CLASS_FOLDER := $(value CLASS)
export ASSIGNMENT
export PYODIDE

.DEFAULT_GOAL := help
.PHONY: help book test check fresh ledger chapter bench report plain lab lite serve pdf epub offline notebooks export release grade keys lint lock wheel-check lite-check clean

help: ## show this list
	@echo "Dispatched: a course book. Targets:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Say: make PYTHON=python3.12 book"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Setting up .venv (a minute or two, once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@pwd > $(READY)

book: $(READY) ## build the book into _build/html
	@$(BIN)/python -m dispatched.book.build

test: $(READY) ## run every test: data, models, notebooks, book, browser
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check -q .
	@$(BIN)/python -m mypy
	$(BIN)/python -m pytest -n 2 --dist loadscope --nbval tests chapters exercises

check: $(READY) ## the quick checks, under a minute; of one chapter: make check CHAPTER=04
	@$(BIN)/python -m ruff check -q .
	@$(BIN)/python -m ruff format --check -q .
	@$(BIN)/python -m mypy
	@$(BIN)/python -m tests.check $(CHAPTER)

fresh: $(READY) ## after a claim changed: expected values, keys and outputs anew, and what changed
	@$(BIN)/python -m tests.renew_claims
	@$(BIN)/python -m dispatched.questions.ledger_file
	@$(BIN)/python -m dispatched.grading.keys
	@$(BIN)/python -m dispatched.notebooks.fresh
	@$(BIN)/python -m dispatched.notebooks.verb_table

ledger: $(READY) ## after its evidence or an assumption changed: data/ledger.csv anew
	@$(BIN)/python -m dispatched.questions.ledger_file

chapter: $(READY) ## begin a chapter from a template that runs: make chapter NAME=16-a-question
	@test -n "$(NAME)" || { echo "Say how it is called: make chapter NAME=16-a-question"; exit 1; }
	@$(BIN)/python -m dispatched.notebooks.begin "$(NAME)"
	@$(BIN)/python -m dispatched.grading.keys "$(NAME)"
	@$(BIN)/python -m dispatched.notebooks.run "chapters/$(NAME).ipynb" "exercises/$(NAME)/$(NAME).ipynb"

bench: $(READY) ## measure how long the builds and the notebooks take
	@$(BIN)/python -m tests.bench

report: $(READY) ## measure every page: bytes, requests, axe, Lighthouse (needs npm), Firefox; of some: make report PAGES="index"
	@$(BIN)/python -m tests.report $(PAGES)

plain: $(READY) ## write the plain notebooks into _build/plain; what you changed there stays
	@$(BIN)/python -m dispatched.notebooks.shelf

lab: plain ## open the plain notebooks in JupyterLab
	@$(BIN)/python -m jupyterlab --LabApp.default_url=/lab/tree/_build/plain --LabApp.news_url=None --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate

lite: $(READY) ## build a site where the notebooks run in the browser: make lite PYODIDE=ARCHIVE
	@$(BIN)/python -m dispatched.lite.build $(if $(PYODIDE),--pyodide "$$PYODIDE")

serve: book ## show the built book on http://127.0.0.1:8000
	@$(BIN)/python -m http.server 8000 --bind 127.0.0.1 --directory _build/html

pdf: book ## print the book and its chapters (needs Chromium), also onto its page "To take away"; one: make pdf CHAPTER=05
	@$(BIN)/python -m dispatched.take.pdf $(if $(CHAPTER),--chapter "$(CHAPTER)")

epub: book ## the book for e-readers, also onto its page "To take away"
	@$(BIN)/python -m dispatched.take.epub

offline: book ## the built book as one zip, also onto its page "To take away"
	@$(BIN)/python -m dispatched.take.offline

notebooks: $(READY) ## run all notebooks and save their outputs
	@$(BIN)/python -m dispatched.notebooks.run chapters/*.ipynb exercises/*/*.ipynb

export: $(READY) ## write a notebook as one HTML file with pictures: make export FILE=chapters/NAME.ipynb [PDF=1]
	@test -n "$(FILE)" || { echo "Say which: make export FILE=chapters/05-2000-contract-work.ipynb"; exit 1; }
	@$(BIN)/python -m dispatched.notebooks.export "$(FILE)" $(if $(PDF),--pdf)

release: $(READY) ## make the students' versions of the exercises: make release CLASS=class
	@$(BIN)/python -m dispatched.grading.release -- "$$CLASS_FOLDER" $$ASSIGNMENT

grade: $(READY) ## grade what was handed in: make grade CLASS=class ASSIGNMENT=05-2000-contract-work
	@$(BIN)/python -m dispatched.grading.grade -- "$$CLASS_FOLDER" $$ASSIGNMENT

keys: $(READY) ## make the keys of the exercises anew from their solutions
	@$(BIN)/python -m dispatched.grading.keys

lint: $(READY) ## correct the form of the code
	@$(BIN)/python -m ruff check --fix .
	@$(BIN)/python -m ruff format .

lock: $(READY) ## renew requirements.lock from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.lock

wheel-check: $(READY) ## run every plain notebook with nothing but the wheel (needs the package index)
	@$(BIN)/python -m tests.wheel_check

lite-check: $(READY) ## run Python in a browser on the site (needs npm and the package index): make lite-check [PYODIDE=ARCHIVE]
	@$(BIN)/python -m tests.lite_check $(if $(PYODIDE),--pyodide "$$PYODIDE")

clean: ## remove what was built; .venv and your notebooks in _build/plain stay
	@test ! -d _build || find _build -mindepth 1 -maxdepth 1 ! -name plain -exec rm -rf {} +
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis
