# make demo   set everything up and read the embedded articles with both models
# make test   set everything up and run the tests
# make check  lint, types, import rules, data (CI runs this and the tests)
# make models train the released models anew, with the real texts in REAL
# make lock   write requirements.lock from what is installed
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
DEMO   := runs/demo
REAL   ?= ../shared/real

.PHONY: demo test check models lock clean

demo: $(READY)
	@rm -rf $(DEMO)
	@echo "== 1/3 plain texts of the seed articles that no model was trained on"
	@$(BIN)/quotestance data export --format text --split test --out $(DEMO)/articles
	@echo "== 2/3 who promised, refused, warned of or demanded what: both models read them"
	@$(BIN)/quotestance predict $(DEMO)/articles --model minilm,tfidf \
		--format jsonl,csv,html,ledger --out $(DEMO)/predictions
	@echo "== 3/3 the two models compared on the labelled quotes of these articles"
	@$(BIN)/quotestance compare --models tfidf,minilm --out $(DEMO)/comparison
	@echo
	@echo "Open $(DEMO)/predictions/html/index.html in a browser;"
	@echo "tables are in $(DEMO)/predictions, the comparison in $(DEMO)/comparison/compare.md."

test: $(READY)
	@echo "== running the tests (about three minutes on two cores)"
	@$(BIN)/python -m pytest

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/quotestance check
	$(BIN)/quotestance check data=corpus
	$(BIN)/quotestance check data=sentences

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "quotestance needs Python 3.11 or newer, found $$($(PYTHON) --version). Run: make PYTHON=python3.11 …"; exit 1; }
	@echo "== creating $(VENV) and installing the locked packages (a few minutes, about 2 GB)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q -r requirements.lock
	@$(BIN)/python -m pip install -q --no-deps -e .
	@touch $@

# The released models: our own articles and sentences and the openly licensed texts in REAL,
# whose fold 0 chooses calibration and threshold; a tagger needs whole articles. The small
# encoder learns from TEACHER, a hub name or a folder: hours on two cores, minutes on a GPU.
RELEASE := runs/release
TEACHER ?= sentence-transformers/all-mpnet-base-v2
models: $(READY)
	for kind in seeds corpus sentences; do \
		$(BIN)/quotestance data export --format jsonl --split train --out $(RELEASE)/$$kind data=$$kind || exit 1; \
	done
	for name in wikinews open; do \
		$(BIN)/quotestance data fetch $$name --from $(REAL)/$$name --out $(RELEASE)/$$name && \
		for part in train dev; do \
			$(BIN)/quotestance data export --format jsonl --split $$part --out $(RELEASE)/$$name-$$part \
				data=standoff data.dir=$(RELEASE)/$$name data.fold=0 || exit 1; \
		done || exit 1; \
	done
	for run in tfidf=tfidf mpnet=mpnet distilled=minilm tagger=tagger; do \
		sentences=$(RELEASE)/sentences/spans.jsonl,; \
		case $$run in \
			mpnet=*) more=model.encoder=$(TEACHER);; \
			distilled=*) more='name=minilm teacher=$(RELEASE)/mpnet';; \
			tagger=*) more= sentences=;; \
			*) more=;; \
		esac; \
		$(BIN)/quotestance train experiment=$${run%=*} data=jsonl output_dir=$(RELEASE)/$${run#*=} $$more \
			"data.train=[$(RELEASE)/seeds/spans.jsonl,$(RELEASE)/corpus/spans.jsonl,$${sentences}$(RELEASE)/wikinews-train/spans.jsonl,$(RELEASE)/open-train/spans.jsonl]" \
			'data.dev=[$(RELEASE)/wikinews-dev/spans.jsonl,$(RELEASE)/open-dev/spans.jsonl]' || exit 1; \
	done
	for model in tfidf minilm tagger; do cp $(RELEASE)/$$model/* models/$$model/; done

lock:
	$(BIN)/python -m pip freeze --exclude-editable | grep -v '^quotestance' | sed 's/+cpu//' > requirements.lock

clean:
	rm -rf $(VENV) runs build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
