# Everything goes through a virtual environment in .venv that these targets make themselves. Its programs are called by
# way of Python: the scripts beside it name their interpreter by its full path, which a folder moved or renamed breaks.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
CLASS ?= class
ASSIGNMENT ?=
STUDENT ?=
SCHEDULER ?=
FILE ?=
PDF ?=
CHAPTER ?=
PAPER ?=
NAME ?=
PYODIDE ?=
PAGES ?=
PART ?=
SITE ?=
ROSTER ?=
BY ?=
SEED ?=
HUB ?= class-hub
PORT ?= 8000
PROXY := deploy/hub/node_modules/.package-lock.json

# The package is installed as a path to this folder. Where that has been moved or renamed, it is installed again.
$(shell test "$$(cat $(READY) 2>/dev/null)" = "$$(pwd)" || rm -f $(READY))

# Where nothing compiled may be kept, each of a thousand processes compiles the whole of the package again.
unexport PYTHONDONTWRITEBYTECODE

# The shell gets the class's name as it was given, whatever signs are in it.
export CLASS_FOLDER := $(value CLASS)
export HUB_FOLDER := $(value HUB)
export ASSIGNMENT STUDENT PYODIDE ROSTER BY SEED

.DEFAULT_GOAL := help
.PHONY: help book test proxy-if-npm check fresh ledger chapter bench report trust supply links site plain lab lite serve pdf epub offline slides class notebooks export sheets release metadata grade hub hub-load gradebook agreement trial assign keys lint lock wheel-check lite-check clean

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

test: $(READY) proxy-if-npm ## run every test: data, models, notebooks, book, browser
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check -q .
	@$(BIN)/python -m mypy
	$(BIN)/python -m pytest -n 3 --dist loadscope --no-loadscope-reorder --nbval tests chapters exercises trial

# Without npm the tests of the hub fail and say so; the others run.
proxy-if-npm:
	@-command -v npm >/dev/null && $(MAKE) --silent $(PROXY)

check: $(READY) ## the quick checks, about a minute; of one chapter: make check CHAPTER=04
	@$(BIN)/python -m ruff check -q .
	@$(BIN)/python -m ruff format --check -q .
	@$(BIN)/python -m mypy
	@$(BIN)/python -m tests.check $(CHAPTER)

fresh: $(READY) ## after a claim changed: expected values, keys and outputs anew, and what changed
	@$(BIN)/python -m tests.renew_claims
	@$(BIN)/python -m tests.renew_rows
	@$(BIN)/python -m tests.renew_paper
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

bench: $(READY) ## measure how long builds and notebooks take, keep it in docs/bench.csv, say what got slower
	@$(BIN)/python -m tests.bench

report: $(READY) ## measure every page: bytes, requests, axe, Lighthouse (needs npm), Firefox; of some: make report PAGES="index"; by nginx: BY=nginx
	@$(BIN)/python -m tests.report $(PAGES) $(if $(BY),--$(BY))

supply: $(READY) ## audit what the book is made with: known holes, licenses, workflows, and a list of all parts (needs the network)
	@$(BIN)/python -m tests.supply.audit

links: $(READY) ## ask every address that the book names whether it is alive (needs the network; half an hour)
	@$(BIN)/python -m tests.supply.links

trust: $(READY) ## try mistakes, accidents and bad inputs on the book, into docs/trust.md; one part: make trust PART=tables
	@$(BIN)/python -m tests.trust $(PART)

site: $(READY) ## make the built book ready for a server: make site SITE=https://example.org/dispatched/
	@$(BIN)/python -m dispatched.host "$(SITE)"

plain: $(READY) ## write the plain notebooks into _build/plain; what you changed there stays
	@$(BIN)/python -m dispatched.notebooks.shelf

# Jupyter refuses to run as root, who is the only user in many containers: there it is told to.
lab: plain ## open the plain notebooks in JupyterLab
	@JUPYTER_CONFIG_PATH=deploy/lab $(BIN)/python -m jupyterlab $(if $(filter 0,$(shell id -u)),--allow-root )--LabApp.default_url=/lab/tree/_build/plain --LabApp.news_url=None --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate

lite: $(READY) ## build a site where the notebooks run in the browser: make lite PYODIDE=ARCHIVE
	@$(BIN)/python -m dispatched.lite.build $(if $(PYODIDE),--pyodide "$$PYODIDE")

serve: book ## show the built book on http://127.0.0.1:8000
	@$(BIN)/python -m http.server 8000 --bind 127.0.0.1 --directory _build/html

slides: $(READY) ## make the slides of each chapter into _build/slides; beside the book their figures are links
	@$(BIN)/python -m dispatched.kit.slides

class: $(READY) ## the class in a folder for a stick, and one for the teacher, into _build/class
	@$(BIN)/python -m dispatched.kit.folder

pdf: $(READY) ## print the book and its chapters (needs Chromium), also onto its page "To take away"; one: make pdf CHAPTER=5
	@$(BIN)/python -m dispatched.take.pdf --look $(if $(CHAPTER),--chapter "$(CHAPTER)")
	@$(MAKE) --silent book
	@$(BIN)/python -m dispatched.take.pdf $(if $(CHAPTER),--chapter "$(CHAPTER)")

epub: book ## the book for e-readers, also onto its page "To take away"
	@$(BIN)/python -m dispatched.take.epub

offline: book ## the built book as one zip, also onto its page "To take away"
	@$(BIN)/python -m dispatched.take.offline

notebooks: $(READY) ## run all notebooks and save their outputs
	@$(BIN)/python -m dispatched.notebooks.run chapters/*.ipynb exercises/*/*.ipynb trial/*.ipynb

export: $(READY) ## write a notebook as one HTML file with pictures: make export FILE=chapters/NAME.ipynb [PDF=1]
	@test -n "$(FILE)" || { echo "Say which: make export FILE=chapters/05-2000-contract-work.ipynb"; exit 1; }
	@$(BIN)/python -m dispatched.notebooks.export "$(FILE)" $(if $(PDF),--pdf)

sheets: $(READY) ## print worksheets, answers and cards, and a deck for Anki (needs Chromium): make sheets [CHAPTER=05] [PAPER=letter]
	@$(BIN)/python -m dispatched.kit.worksheet_make $(CHAPTER) $(if $(PAPER),--paper $(PAPER))

release: $(READY) ## make the students' versions of the exercises: make release CLASS=class
	@$(BIN)/python -m dispatched.grading.release -- "$$CLASS_FOLDER" $$ASSIGNMENT

metadata: $(READY) ## after CITATION.cff changed: the files for archives anew
	@$(BIN)/python -m dispatched.cite

grade: $(READY) ## grade what was handed in: make grade CLASS=class ASSIGNMENT=05-2000-contract-work [STUDENT=anna] [SCHEDULER=tcp://…]
	@$(BIN)/python -m dispatched.grading.grade $(if $(STUDENT),--student="$$STUDENT") $(if $(SCHEDULER),--scheduler="$(SCHEDULER)") -- "$$CLASS_FOLDER" $$ASSIGNMENT

gradebook: $(READY) ## write a class's grades for Canvas, for Moodle and as a plain table: make gradebook CLASS=class
	@$(BIN)/python -m dispatched.grading.course_files -- "$$CLASS_FOLDER"

agreement: $(READY) ## how far a class agrees on codings, with itself and the book: make agreement CLASS=class
	@$(BIN)/python -m dispatched.codings.agree -- "$$CLASS_FOLDER"

trial: $(READY) ## print the test of a small trial, both forms and the key, into _build/trial
	@$(BIN)/python -m dispatched.trial.forms

assign: $(READY) ## draw who is asked first: make assign ROSTER=class/roster.csv [BY=class] [SEED=1946]
	@test -n "$$ROSTER" || { echo "Say which list: make assign ROSTER=class/roster.csv"; exit 1; }
	@$(BIN)/python -m dispatched.trial.assign $(if $(BY),--by "$$BY") $(if $(SEED),--seed "$$SEED") -- "$$ROSTER"

$(PROXY): deploy/hub/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing, which brings the hub's proxy: install Node.js with npm (Debian: apt-get install nodejs npm)"; exit 1; }
	@cd deploy/hub && npm ci --silent --no-progress && touch node_modules/.package-lock.json

hub: $(READY) $(PROXY) ## a classroom on a server, to try out: make hub [HUB=FOLDER] [PORT=8000]
	@$(BIN)/python -m dispatched.hub.start --port "$(PORT)" -- "$$HUB_FOLDER"

hub-load: $(READY) $(PROXY) ## measure the hub with simulated students: make hub-load
	@$(BIN)/python -m tests.hub_load

keys: $(READY) ## make the keys of the exercises anew from their solutions
	@$(BIN)/python -m dispatched.grading.keys

lint: $(READY) ## correct the form of the code
	@$(BIN)/python -m ruff check --fix .
	@$(BIN)/python -m ruff format .

lock: $(READY) ## renew requirements.lock from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra dev --extra hub --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.lock

wheel-check: $(READY) ## run every plain notebook with nothing but the wheel (needs the package index)
	@$(BIN)/python -m tests.wheel_check

lite-check: $(READY) ## run Python in a browser on the site (needs npm and the package index): make lite-check [PYODIDE=ARCHIVE]
	@$(BIN)/python -m tests.lite_check $(if $(PYODIDE),--pyodide "$$PYODIDE")

clean: ## remove what was built; .venv and your notebooks in _build/plain stay
	@test ! -d _build || find _build -mindepth 1 -maxdepth 1 ! -name plain -exec rm -rf {} +
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis
