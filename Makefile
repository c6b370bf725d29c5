# rcm - the revenue cycle of a medical practice, inside PostgreSQL.
#
#   make demo           watch claims being scrubbed, in a cluster thrown away afterwards
#   make test           every test
#   make bench          every benchmark
#   make fuzz           every fuzzer for an hour, before a release
#   make                build for the server that pg_config names
#   make install        put it there (then: CREATE EXTENSION rcm)
#   make installcheck   test what is installed, against a running server
#   make sql docs       regenerate the two kinds of committed files that are made from others

EXTENSION  = rcm
EXTVERSION = 1.0
MODULE_big = rcm
SCRIPT     = rcm--$(EXTVERSION).sql
DATA       = $(SCRIPT)

# The rooms of src/.  Each depends only on rooms to its left.
ROOMS = base money codes claim x12 claim837 remittance eligibility status acknowledgement fhir forms interchange library formats pricing scrub denial receivable kpi ledger
OBJS := $(patsubst %.c,%.o,$(sort $(wildcard src/*.c $(ROOMS:%=src/%/*.c) src/ledger/*/*.c)))

# The order in which the rooms' SQL joins into $(SCRIPT).  A directory becomes
# functions that return its files' text: rcm.library_ddl(), rcm.ledger_ddl(), rcm.ledger_code().
SQL_PARTS = \
	src/rcm.sql \
	src/money/usd.sql \
	src/money/split.sql \
	src/codes/npi.sql \
	src/codes/icd10.sql \
	src/codes/hcpcs.sql \
	src/claim/claim.sql \
	src/claim/accessors.sql \
	src/claim/rows.sql \
	src/x12/x12.sql \
	src/claim837/claim837.sql \
	src/remittance/remittance.sql \
	src/remittance/postings.sql \
	src/remittance/secondary.sql \
	src/eligibility/eligibility.sql \
	src/status/status.sql \
	src/acknowledgement/acknowledgement.sql \
	src/fhir/fhir.sql \
	src/fhir/party.sql \
	src/fhir/information.sql \
	src/fhir/adjudication.sql \
	src/fhir/claim.sql \
	src/fhir/remittance.sql \
	src/fhir/eligibility.sql \
	src/forms/forms.sql \
	src/interchange/interchange.sql \
	src/library \
	src/library/library.sql \
	src/library/clock.sql \
	src/formats/load.sql \
	src/formats/release.sql \
	src/lookup/lookup.sql \
	src/pricing/price.sql \
	src/scrub/scrub.sql \
	src/scrub/modes.sql \
	src/scrub/triggers.sql \
	src/denial/reason.sql \
	src/denial/root_cause.sql \
	src/denial/playbook.sql \
	src/denial/deadline.sql \
	src/denial/appeal.sql \
	src/receivable/account.sql \
	src/receivable/balance.sql \
	src/receivable/aging.sql \
	src/receivable/card.sql \
	src/receivable/clock.sql \
	src/receivable/posting.sql \
	src/kpi/kpi.sql \
	src/kpi/facts.sql \
	src/kpi/code_group.sql \
	src/kpi/accessors.sql \
	src/kpi/catalogue.sql \
	src/kpi/lights.sql \
	src/ledger \
	src/ledger/ledger.sql

# Warnings of the server's own flags, but declarations where they are needed.
# The module's own symbols bind within it, so calls between files are direct.
PG_CPPFLAGS = -I$(srcdir)/src -I$(libpq_srcdir)
PG_CFLAGS   = -Wno-declaration-after-statement -fno-semantic-interposition -MMD -MP
SHLIB_LINK  = $(if $(filter linux,$(PORTNAME)),-Wl$(comma)-Bsymbolic) -lexpat
comma      := ,

REGRESS        := $(patsubst sql/%.sql,%,$(sort $(wildcard sql/*.sql)))
REGRESS_OPTS    = --load-extension=$(EXTENSION)
ISOLATION      := $(patsubst test/isolation/specs/%.spec,%,$(sort $(wildcard test/isolation/specs/*.spec)))
ISOLATION_OPTS  = --load-extension=$(EXTENSION) --inputdir=test/isolation

# The command: its own room, and the pure core of those that it needs.
COMMAND_ROOMS = base money codes claim x12 claim837 remittance eligibility status acknowledgement interchange library formats dashboard
COMMAND_OBJS := $(patsubst %.c,%.o,$(sort src/dashboard/page_text.c $(wildcard src/cli/*.c) \
	$(filter-out %_pg.c,$(wildcard $(addsuffix /*.c,$(addprefix src/,$(COMMAND_ROOMS)))))))
COMMAND_LIBS  = -L$(shell $(PG_CONFIG) --libdir) -lpq -lzip -lz -lexpat -lcrypto

# Chart.js, which the page of rcm dashboard carries: of the Debian package libjs-chart.js.
CHART_JS ?= /usr/share/javascript/chart.js/chart.min.js

EXTRA_CLEAN = .build $(OBJS:.o=.d) rcm src/cli/*.o src/cli/*.d src/dashboard/*.o src/dashboard/*.d src/dashboard/page_text.c

# Without the server's PGXS only the targets below work; `make demo` and
# `make test` install it and start again.
PG_CONFIG ?= pg_config
PGXS      := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)
ifneq ($(wildcard $(PGXS)),)
include $(PGXS)
-include $(OBJS:.o=.d) $(wildcard src/cli/*.d src/dashboard/*.d)

all: rcm
rcm: $(COMMAND_OBJS)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(COMMAND_OBJS) $(COMMAND_LIBS)

src/dashboard/page_text.c: build/embed $(wildcard src/dashboard/page/*) $(wildcard $(CHART_JS))
	build/embed '$(CHART_JS)' >$@.new
	mv $@.new $@

install: install-command
install-command: rcm
	$(MKDIR_P) '$(DESTDIR)$(bindir)' '$(DESTDIR)$(mandir)/man1' '$(DESTDIR)$(datarootdir)/bash-completion/completions'
	$(INSTALL_PROGRAM) rcm '$(DESTDIR)$(bindir)/rcm'
	$(INSTALL_DATA) src/cli/rcm.1 '$(DESTDIR)$(mandir)/man1/rcm.1'
	$(INSTALL_DATA) src/cli/rcm.bash-completion '$(DESTDIR)$(datarootdir)/bash-completion/completions/rcm'

uninstall: uninstall-command
uninstall-command:
	rm -f '$(DESTDIR)$(bindir)/rcm' '$(DESTDIR)$(mandir)/man1/rcm.1' '$(DESTDIR)$(datarootdir)/bash-completion/completions/rcm'
.PHONY: install-command uninstall-command
else
all install installcheck:
	@echo "PostgreSQL's development files are missing: run build/need build" >&2; exit 1
clean:
	rm -rf .build $(OBJS) $(OBJS:.o=.bc) $(OBJS:.o=.d) $(MODULE_big).so
.PHONY: all install installcheck clean
endif

.PHONY: demo test fuzz bench sql check-sql docs check-docs

demo:
	build/need build
	build/cluster run demo/run

test:
	build/need test
	build/test

# before a release: an hour for each parser
fuzz:
	build/need test
	FUZZ_SECONDS=$${FUZZ_SECONDS:-3600} FUZZ_SEED=0 build/test fuzz

bench:
	build/need bench
	build/cluster run bench/run

sql:
	build/join-sql $(wildcard $(SQL_PARTS)) >$(SCRIPT).new
	mv $(SCRIPT).new $(SCRIPT)

check-sql:
	@build/join-sql $(wildcard $(SQL_PARTS)) | diff -u $(SCRIPT) - || \
	{ echo "$(SCRIPT) is stale: run make sql" >&2; exit 1; }

docs:
	build/need build
	build/cluster run build/reference write

check-docs:
	build/need build
	build/cluster run build/reference check
