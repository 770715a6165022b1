.DEFAULT_GOAL := help
.PHONY: help run test

help:
	@echo "make run    start de site met de demo op http://127.0.0.1:8000/ (andere poort: PORT=8001 make run)"
	@echo "make test   controleert en test alles, op SQLite en op PostgreSQL (een deel: make test ARGS=tests/news)"

run:
	@sh pactdir/run.sh

test:
	@bash tests/run.sh $(ARGS)
