# SPDX-License-Identifier: MIT
# One makefile, GNU make, not recursive; all that is made goes to $(B). `make help` lists the
# targets. Useful variables: B, CC, CFLAGS, WERROR=1, V=1 (show commands), J (tests at a time),
# T (only the tests whose path begins so), prefix, DESTDIR.
VERSION := 0.1.0
B ?= build
J := $(or $(J),$(shell nproc 2>/dev/null || echo 2))
ifeq ($(origin CC),default)
CC := gcc
endif
CFLAGS ?= -O2 -g
prefix ?= /usr/local
bindir ?= $(prefix)/bin
mandir ?= $(prefix)/share/man

export B J CC LIB_CFLAGS MANDOC SANITIZE # for the tests and lints

.DEFAULT_GOAL := all
MAKEFLAGS += -r
.DELETE_ON_ERROR:
.PHONY: all demo check asan conformance fuzz fuzzers torture bench lint format format-check \
	editor-test install uninstall clean help FORCE

# Libraries and tools: .ci/packages asks pkg-config and installs what is missing; make then
# starts again with the answer. Cleaning, formatting and help need none. What only the checks
# need is asked for them; a folder once used for checks stays strict (-Werror).
CHECKS := check asan lint editor-test
CHECKING := $(filter $(CHECKS),$(MAKECMDGOALS))$(findstring tests/,$(MAKECMDGOALS))
CHECKED := $(B)/config-check.mk
CONFIG := $(if $(CHECKING)$(wildcard $(CHECKED)),$(CHECKED),$(B)/config.mk)
WERROR ?= $(if $(filter $(CHECKED),$(CONFIG)),1)
ifneq ($(filter-out clean help format format-check uninstall asan fuzz,$(or $(MAKECMDGOALS),all)),)
include $(CONFIG)
endif
$(B)/config.mk $(CHECKED): .ci/packages
	@mkdir -p $(@D)
	@sh .ci/packages $(if $(filter $(CHECKED),$@),check,build) >$@.new && mv $@.new $@

# What there is
LIB_C := $(sort $(wildcard lib/*/*.c))
CMD_C := $(sort $(wildcard cmd/sws-*.c))
CLI_C := $(filter-out $(CMD_C),$(sort $(wildcard cmd/*.c)))
UNIT_C := $(sort $(wildcard tests/unit/*.c))
BENCH_C := $(sort $(wildcard tests/bench/*.c))
CONFORM_C := $(sort $(wildcard tests/conformance/*.c tests/postgres/*.c))
FAULTS_C := $(sort $(wildcard tests/faults/*.c))
FUZZ_C := $(filter-out %/holds.c %/replay.c,$(sort $(wildcard tests/fuzz/*.c)))
ASK_C := $(sort $(wildcard tests/differential/*.c))
EXAMPLE_C := $(sort $(wildcard examples/generate*.c examples/generate/*.c))
PACK := $(sort $(wildcard schema/*.yaml schema/*/*.yaml schema/*/*/*.yaml schema/templates/*))
MAN := $(sort $(wildcard man/*.[1-9]))
OURS := $(wildcard $(foreach d,lib/* cmd examples examples/* tests/*,$d/*.[ch]))

LIB_O := $(LIB_C:%.c=$(B)/%.o) $(B)/gen/embedded.o
CLI_O := $(CLI_C:%.c=$(B)/%.o)
ALL_O := $(LIB_O) $(CLI_O) $(CMD_C:%.c=$(B)/%.o)
LIBS := $(B)/libcli.a $(B)/libsws.a
BIN := $(CMD_C:cmd/%.c=$(B)/bin/%)
UNIT := $(UNIT_C:%.c=$(B)/%)
BENCH := $(BENCH_C:%.c=$(B)/%)
CONFORM := $(CONFORM_C:%.c=$(B)/%)
FAULTS := $(FAULTS_C:%.c=$(B)/%)
FUZZ := $(FUZZ_C:%.c=$(B)/%)
ASK := $(ASK_C:%.c=$(B)/%)
GENERATE := $(if $(EXAMPLE_C),$(B)/generate)
PACK_OK := $(if $(wildcard cmd/sws-schema.c),$(B)/pack.ok)

# How it is compiled
WARN := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
OPTIMISED := $(filter -O%,$(filter-out -O0,$(CFLAGS)))
FORTIFY := $(if $(SANITIZE),,$(if $(OPTIMISED),-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2))
HARDEN := -fstack-protector-strong -fPIE $(FORTIFY)
SAN := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all)
FLAGS = -std=c11 -D_POSIX_C_SOURCE=200809L -Ilib -include base/banned.h $(WARN) \
	$(if $(WERROR),-Werror) $(HARDEN) $(CFLAGS) $(SAN) $(LIB_CFLAGS)
LINK = $(CC) $(CFLAGS) $(SAN) -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(LDFLAGS) -o $@
Q := $(if $(V),,@)
SAY = @$(if $(V),:,printf '  %-7s %s\n') # then what, and which file

all: $(BIN) $(GENERATE) $(PACK_OK) ## build the commands into $(B)/bin and check the policy pack

demo: all ## judge the example records of examples/binhai
	@$(B)/bin/sws-validate -C examples/binhai --year 2023; status=$$?; \
	test $$status -eq 1 || { echo "demo: ended with status $$status, not 1" >&2; exit 2; }; \
	echo 'Status 1: the failures above are planted, see examples/binhai/README.md.'

check: all $(UNIT) $(CONFORM) $(FAULTS) $(FUZZ) $(ASK) $(ALL_O) ## build and run every test and lint
	@sh tests/run $(T)

asan: ## the same under the address and undefined behaviour sanitizers
	@$(MAKE) --no-print-directory check B=$(B)/asan SANITIZE=address,undefined \
		CFLAGS='-O1 -g -fno-omit-frame-pointer'

conformance: $(CONFORM) ## run the JSON Schema Test Suite (SWS_JSTS=FOLDER)
	@sh tests/conformance/run.sh || { test $$? -eq 77 && echo skipped; }

fuzz: ## fuzz each target of tests/fuzz for FUZZ_SECONDS (60) with clang's libFuzzer
	@sh .ci/packages fuzz >/dev/null
	@$(MAKE) --no-print-directory fuzzers B=$(B)/fuzz CC=clang LIBFUZZER=1 \
		SANITIZE=fuzzer-no-link,address,undefined CFLAGS='-O1 -g -fno-omit-frame-pointer'
	@B=$(B)/fuzz sh tests/fuzz/run.sh $(T)

fuzzers: $(FUZZ)

torture: all $(FAULTS) ## let every call of a commit and of an import fail, and kill it at every call
	@for writer in $(B)/tests/faults/writer $(B)/bin/sws-import; do \
		python3 tests/faults/torture.py $$writer || \
			{ test $$? -eq 77 && echo skipped; } || exit 1; \
	done
	@python3 tests/faults/edits.py 2000 $(B)/bin

lint: $(ALL_O) ## the lints alone
	@sh tests/run tests/lint

bench: all $(BENCH) ## measure on generated records
	@sh tests/bench/run.sh

# Needs node and npm, and the network the first time.
LANGUAGE_SERVER := $(B)/editor/node_modules/yaml-language-server/package.json
editor-test: all $(LANGUAGE_SERVER) ## show records to yaml-language-server
	@sh tests/run tests/editor

$(LANGUAGE_SERVER):
	@mkdir -p $(B)/editor
	npm install --prefix $(B)/editor --no-audit --no-fund yaml-language-server@1.25.0

format: ## rewrite the C files as .clang-format says
	@clang-format -i $(OURS)

format-check: ## say where the C files differ from that
	@clang-format --dry-run -Werror $(OURS)

install: all ## install commands and manual under $(DESTDIR)$(prefix)
	install -d $(DESTDIR)$(bindir)
	install -m 755 $(BIN) $(DESTDIR)$(bindir)
	$(foreach m,$(MAN),install -D -m 644 $m \
		$(DESTDIR)$(mandir)/man$(subst .,,$(suffix $m))/$(notdir $m) &&) :

uninstall: ## remove what install installed
	rm -f $(BIN:$(B)/bin/%=$(DESTDIR)$(bindir)/%)
	rm -f $(foreach m,$(MAN),$(DESTDIR)$(mandir)/man$(subst .,,$(suffix $m))/$(notdir $m))

clean: ## remove $(B)
	rm -rf $(B)

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | \
		while IFS='	' read -r t text; do printf '%-13s %s\n' "$$t" "$$text"; done

# Files that change when the text they stand for does
$(B)/flags: TEXT = $(CC) $(FLAGS) $(CMOCKA_CFLAGS) $(VERSION)
$(B)/members: TEXT = $(LIB_O) $(CLI_O)
$(B)/pack: TEXT = $(PACK)
$(B)/flags $(B)/members $(B)/pack: FORCE
	@mkdir -p $(@D); printf '%s\n' '$(TEXT)' | cmp -s - $@ || printf '%s\n' '$(TEXT)' >$@

$(B)/cmd/%.o: CPPFLAGS += -DSWS_VERSION=\"$(VERSION)\"
$(B)/tests/%.o: CPPFLAGS += -Wno-unused-parameter $(CMOCKA_CFLAGS)
define compile
	$(SAY) CC $<
	@mkdir -p $(@D)
	$(Q)$(CC) $(FLAGS) $(CPPFLAGS) -MMD -MP -c -o $@ $<
endef
$(B)/%.o: %.c $(B)/flags ; $(compile)
$(B)/%.o: $(B)/%.c $(B)/flags ; $(compile)

$(B)/gen/embedded.c: lib/schema/embed.sh $(B)/pack $(PACK)
	@mkdir -p $(@D)
	$(Q)sh lib/schema/embed.sh schema $(PACK:schema/%=%) >$@

$(B)/libsws.a: $(LIB_O)
$(B)/libcli.a: $(CLI_O)
$(LIBS): $(B)/members
	@rm -f $@
	$(Q)$(AR) rcs $@ $(filter %.o,$^)

$(BIN): $(B)/bin/%: $(B)/cmd/%.o
$(UNIT) $(BENCH) $(CONFORM) $(FAULTS) $(FUZZ) $(ASK): %: %.o
$(UNIT): LDLIBS += $(CMOCKA_LIBS)
$(FUZZ) $(ASK): $(B)/tests/fuzz/holds.o
$(FUZZ): $(if $(LIBFUZZER),,$(B)/tests/fuzz/replay.o)
$(FUZZ): LDLIBS += $(if $(LIBFUZZER),-fsanitize=fuzzer)
$(BIN) $(UNIT) $(BENCH) $(CONFORM) $(FAULTS) $(FUZZ) $(ASK): $(LIBS)
	$(SAY) LINK $@
	@mkdir -p $(@D)
	$(Q)$(LINK) $(filter %.o,$^) $(LIBS) $(LIB_LIBS) -lm $(LDLIBS)

$(GENERATE): $(EXAMPLE_C:%.c=$(B)/%.o)
	$(SAY) LINK $@
	$(Q)$(LINK) $^

# Unknown schema keywords and missing messages fail the build.
$(B)/pack.ok: $(B)/bin/sws-schema $(CMD_C) $(CLI_C) $(PACK) $(wildcard tests/lint/messages*)
	$(SAY) CHECK schema
	$(Q)$(B)/bin/sws-schema --check
	$(Q)sh tests/lint/messages.sh
	@touch $@

-include $(ALL_O:.o=.d) $(UNIT:=.d) $(BENCH:=.d) $(CONFORM:=.d) $(FAULTS:=.d) $(EXAMPLE_C:%.c=$(B)/%.d) \
	$(patsubst %.c,$(B)/%.d,$(wildcard tests/fuzz/*.c)) $(ASK:=.d)
