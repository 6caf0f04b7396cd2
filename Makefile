# Everything runs in .venv, from the versions in requirements.lock, hashes checked.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
BIN := .venv/bin
DATA := ../shared/data

.PHONY: demo test check bench train lock clean

demo: .venv/ready        ## set up, and read the example pages
	$(BIN)/onrecord read --table --captured 2026-11-01 examples

test: .venv/ready        ## set up, and run every test
	$(BIN)/python -m pytest -n auto

check: .venv/ready       ## lint, types, import rule
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/ready       ## quality and speed against their floors
	$(BIN)/python -m bench quality
	$(BIN)/python -m bench speed
	$(BIN)/python -m bench meaning
	$(BIN)/python -m bench lineage
	$(BIN)/python -m bench stories
	$(BIN)/python -m bench screens
	$(BIN)/python -m bench record

train: .venv/ready       ## make the tagger anew from annotated news: two hours of one core, and PyTorch
	$(BIN)/python -m pip install --quiet "torch==2.13.0"
	$(BIN)/python -m pip install --quiet --editable '.[train]'
	$(BIN)/python -m training.train --data $(DATA)/polnear --out build/tagger
	$(BIN)/python -m training.distil --teacher build/tagger/tagger.pt --data $(DATA)/polnear \
	  --more $(DATA)/stories/basil.jsonl $(DATA)/stories/ecbplus.jsonl --out build/tagger
	$(BIN)/python -m training.export --weights build/tagger/student.pt --data $(DATA)/polnear
	$(BIN)/python -m training.calibrate --data $(DATA)/polnear --least 0.37
	$(BIN)/python -m training.meaning $(DATA)

lock: .venv/ready        ## pin the newest versions that pyproject.toml admits
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --quiet --output-file requirements.lock

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

.venv/ready: requirements.lock pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit("onrecord needs Python 3.11 or newer: set PYTHON=/path/to/python3.11" if sys.version_info < (3, 11) else 0)'
	"$(PYTHON)" -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	touch $@
