.DEFAULT_GOAL := help
.PHONY: help run country quick test any-order alone bench load hostile hostile-forms release patterns lookups log-in-time log-in-tries country-walk digest same-numbers scenarios outage lighthouse validity

help:
	@echo "make run    start de site met de demo op http://127.0.0.1:8000/ (andere poort: PORT=8001 make run)"
	@echo "make country haalt de bestanden van DUO, CBS, Kadaster en GeoNames op en laadt het hele land (andere map dan .run/country: ARGS=map)"
	@echo "make test   controleert en test alles, op SQLite en op PostgreSQL (een deel: make test ARGS=tests/news)"
	@echo "make quick  controleert en test zonder browser, op SQLite: in een paar minuten (een deel: make quick ARGS=tests/news)"
	@echo "make bench       meet wat pagina's, zoeken en vinden kosten, op beide databases en ook met honderdduizenden ingangen (het aanbod en de thema's met de demo en met veel meer: ARGS=growth)"
	@echo "make load        meet hoe lang het hele land laadt, op beide databases (andere map: ARGS=map)"
	@echo "make any-order   test alles in een willekeurige volgorde (dezelfde nog eens: ARGS=42)"
	@echo "make alone       test elk bestand met tests alleen (een deel: ARGS=tests/news)"
	@echo "make hostile     stelt op beide databases tienduizend vijandige vragen (ander aantal: ARGS=300), en vult de formulieren duizend keer vijandig in"
	@echo "make hostile-forms  alleen die formulieren (ander aantal: ARGS=100; op een van de databases: ON=SQLite make hostile-forms)"
	@echo "make patterns    legt elke reguliere expressie van de code lange teksten voor"
	@echo "make lookups     vraagt elke lijst van het beheer alles waarop zij gekozen zou kunnen worden, op beide databases"
	@echo "make log-in-time meet of aan de tijd van een mislukte aanmelding te merken is dat een naam bestaat, op beide databases"
	@echo "make log-in-tries meet hoeveel van tienduizend geraden wachtwoorden worden vergeleken, en hoe lang een collega dan wacht, op beide databases"
	@echo "make digest      verstuurt 500 keer nieuws per mail, terwijl de processen steeds worden afgebroken, op beide databases (ander aantal: ARGS=50)"
	@echo "make release     laat onder belasting drie keer een nieuwe versie overnemen; geen verzoek mag mislukken"
	@echo "make country-walk  vraagt elke pagina van het hele land één keer op en leest elke zin (ook op PostgreSQL: ARGS=--postgresql; een deel: ARGS=--every=25)"
	@echo "make same-numbers legt pagina, pdf, CSV en Excel van 100 gemeenten naast elkaar (dezelfde nog eens: ARGS=--seed=20261129)"
	@echo "make scenarios   loopt met ambtenaren van twaalf gemeenten door het hele land in Chromium, zonder JavaScript (een site die al loopt: ARGS=--at=http://127.0.0.1:8000)"
	@echo "make outage      laat PostgreSQL twee keer herstarten en dan hangen, terwijl twintig bezoekers lezen"
	@echo "make lighthouse  meet elke soort pagina met Lighthouse (een deel: ARGS=home); heeft Node.js nodig"
	@echo "make validity    legt elke soort pagina aan de validator van het W3C voor; heeft Node.js en Java nodig"

run:
	@sh pactdir/run.sh

country:
	@sh pactdir/deploy/country.sh $(ARGS)

quick:
	@bash tests/quick.sh $(ARGS)

test:
	@bash tests/run.sh $(ARGS)

any-order:
	@bash tests/any_order.sh $(ARGS)

alone:
	@bash tests/alone.sh $(ARGS)

bench:
	@.venv/bin/python -m tests.measures.bench $(ARGS)

load:
	@.venv/bin/python -m tests.measures.load $(ARGS)

hostile:
	@.venv/bin/python -m tests.measures.hostile $(ARGS)
	@$(MAKE) --no-print-directory hostile-forms ARGS=
	@bash tests/malformed.sh

hostile-forms:
	@.venv/bin/python -m tests.measures.hostile.forms $(ARGS)

patterns:
	@.venv/bin/python -m tests.measures.patterns

lookups:
	@.venv/bin/python -m tests.measures.lookups $(ARGS)

log-in-time:
	@.venv/bin/python -m tests.measures.log_in_time $(ARGS)

log-in-tries:
	@.venv/bin/python -m tests.measures.log_in_tries $(ARGS)

digest:
	@.venv/bin/python -m tests.measures.digest $(ARGS)

release:
	@.venv/bin/python -m tests.measures.release

country-walk:
	@.venv/bin/python -m tests.measures.country_walk $(ARGS)

same-numbers:
	@.venv/bin/python -m tests.measures.same_numbers $(ARGS)

scenarios:
	@.venv/bin/python -m tests.measures.scenarios $(ARGS)

outage:
	@bash tests/on_postgresql.sh .venv/bin/python -m tests.measures.outage

lighthouse:
	@.venv/bin/python -m tests.measures.lighthouse $(ARGS)

validity:
	@.venv/bin/python -m tests.measures.validity
