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
# whose fold 0 chooses calibration and threshold. Three large encoders (TEACHER, a hub name or a
# folder) teach three small ones, whose mean is released; the tagger learns from the labels and
# from the teachers, and its mean is released. A day on two cores, ten minutes on a GPU.
RELEASE := runs/release
TEACHER ?= sentence-transformers/all-mpnet-base-v2
SEEDS   := 13 14 15
comma   := ,
spans    = $(RELEASE)/$(1)/spans.jsonl
listed   = [$(subst $() ,$(comma),$(strip $(1)))]
whole   := $(foreach part,seeds corpus wikinews-train open-train,$(call spans,$(part)))
held    := $(foreach part,wikinews-dev open-dev,$(call spans,$(part)))
train    = $(BIN)/quotestance train experiment=$(1) output_dir=$(RELEASE)/$(2) data=jsonl \
	"data.dev=$(call listed,$(held))" "data.train=$(call listed,$(whole) $(3))"
several  = $(call listed,$(foreach seed,$(SEEDS),$(RELEASE)/$(1)-$(seed)))
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
	$(call train,tfidf,tfidf,$(call spans,sentences)) "data.weights=[1,1,8,8,1]" model.c=0.015 model.balanced=false
	for seed in $(SEEDS); do \
		$(call train,mpnet,mpnet-$$seed,$(call spans,sentences)) seed=$$seed model.encoder=$(TEACHER) || exit 1; \
	done
	for seed in $(SEEDS); do \
		$(call train,distilled,minilm-$$seed,$(call spans,sentences)) seed=$$seed "teacher=$(call several,mpnet)" || exit 1; \
	done
	$(call train,minilm,minilm,$(call spans,sentences)) start=null "average=$(call several,minilm)"
	$(call train,tagger,tagger-labels,) sentences=$(call spans,sentences)
	$(call train,tagger,tagger-taught,) sentences=$(call spans,sentences) "teacher=$(call several,mpnet)"
	$(call train,tagger,tagger,) sentences=$(call spans,sentences) "average=[$(RELEASE)/tagger-labels,$(RELEASE)/tagger-taught]"
	for model in tfidf minilm tagger; do cp $(RELEASE)/$$model/* models/$$model/; done

lock:
	$(BIN)/python -m pip freeze --exclude-editable | grep -v '^quotestance' | sed 's/+cpu//' > requirements.lock

clean:
	rm -rf $(VENV) runs build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
