# nixie. `make demo` and `make check` are all one needs; both install what is missing.
#   BUILD=dir     where everything that is made goes
#   CC= SAN=      compiler, sanitizers ("address,undefined")
#   V=1           show the commands
#   TESTS=paths   only tests that begin with tests/PATH; only what they need is built
#   PREFIX= DESTDIR=   for install
BUILD    ?= build
PREFIX   ?= /usr/local
SAN      ?=
CORPUS   ?= ../shared/corpus
VERSION  := 0.1.0

Q = $(if $(V),,@)
.DEFAULT_GOAL := all
TARGETS := all demo check check-neighbours bench bench-gate accuracy fuzz coverage torture races mutate lint format screenshots install uninstall clean
.PHONY: $(TARGETS) program tests pot run-tests run-lint
.DELETE_ON_ERROR:

# ---- What is built from what ----------------------------------------------------------------------------------------
ENGINE  := base mailbox parse judge codes catalog ledger check advise export
APP     := cli tui
PKGS    := gmime-3.0 glib-2.0 gio-2.0 gio-unix-2.0 libpcre2-8 sqlite3 json-glib-1.0 libpsl libidn2 libcrypto
rooms_c   = $(sort $(foreach room,$(1),$(wildcard src/$(room)/*.c src/$(room)/*/*.c)))
ENGINE_C := $(call rooms_c,$(ENGINE))
APP_C    := $(call rooms_c,$(APP))
MAIN_C   := src/cli/main.c
TEST_C   := $(sort $(wildcard tests/*/test_*.c))
TEST_SH  := $(sort $(wildcard tests/*/test_*.sh tests/*/test_*.pl))
PO       := $(sort $(wildcard src/po/*.po))
LANGS    := $(basename $(notdir $(PO)))
DATA     := $(sort $(wildcard src/judge/rules/*.rules src/parse/layouts/*.layout src/parse/*.weights themes/*.theme doc/codes/*/*.md doc/signatures/*.signatures)) \
            $(wildcard src/*/*.tsv src/*/*.sql src/*/*.formats)

# What may be missing, and what is then left out, with a word where it is asked for; CARES= leaves it out where it is there.
HAVE_ARCHIVE := $(shell pkg-config --exists libarchive 2>/dev/null && echo libarchive)
CARES   ?= $(shell pkg-config --exists libcares 2>/dev/null && echo libcares)
PKGS    += $(HAVE_ARCHIVE) $(CARES)

PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) ncursesw 2>/dev/null)
PKG_LIBS   := $(shell pkg-config --libs $(PKGS) 2>/dev/null)
TUI_LIBS   := $(shell pkg-config --libs ncursesw 2>/dev/null)
WARN   := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wformat=2 \
          -Wwrite-strings -Wpointer-arith -Wvla -Wundef -Wno-format-nonliteral
CFLAGS ?= -O2 -g
SANFLAGS := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer -DNX_SANITIZED)
HARDEN   := -fPIE -fstack-protector-strong $(if $(SAN),,-D_FORTIFY_SOURCE=2)
DEFS   := -D_GNU_SOURCE -DGLIB_VERSION_MIN_REQUIRED=GLIB_VERSION_2_74 -DGLIB_VERSION_MAX_ALLOWED=GLIB_VERSION_2_74 -DGETTEXT_PACKAGE='"nixie"' \
          -DNX_VERSION='"$(VERSION)"' -DNX_LOCALEDIR='"$(PREFIX)/share/locale"' -DNX_DATADIR='"$(PREFIX)/share/nixie"'
COMPILE = $(CC) -std=c17 $(DEFS) -include src/base/banned.h -Iinclude -Isrc -I$(BUILD) $(WARN) $(CFLAGS) $(HARDEN) $(SANFLAGS) $(PKG_CFLAGS) -MMD -MP
LINK    = $(CC) $(CFLAGS) $(SANFLAGS) -pie -Wl,-z,relro,-z,now

obj     = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
TEST_BIN := $(patsubst tests/%.c,$(BUILD)/tests/%,$(TEST_C))
MO      := $(patsubst %,$(BUILD)/locale/%/LC_MESSAGES/nixie.mo,$(LANGS))

all:
	@.ci/need build
	@$(MAKE) --no-print-directory program
program: $(BUILD)/nixie $(BUILD)/libnixie.a $(MO)

$(BUILD)/obj/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(if $(V),,@echo "  compile $<")
	$(Q)$(COMPILE) -c -o $@ $<

# The data goes in as one GResource, registered by hand (src/base/embedded.c): a static library loses constructors.
$(BUILD)/data.gresource.xml: Makefile $(DATA)
	@mkdir -p $(@D)
	@{ echo '<gresources><gresource prefix="/nixie">'; \
	   for f in $(DATA); do \
	     case $$f in \
	     src/check/*.tsv) a=lists/$${f##*/} ;; src/judge/rules/*) a=rules/$${f##*/} ;; src/parse/layouts/*) a=layouts/$${f##*/} ;; \
	     doc/codes/*|doc/signatures/*) a=$${f#doc/} ;; themes/*) a=$$f ;; *) a=$${f##*/} ;; esac; \
	     echo "<file alias=\"$$a\">$$f</file>"; \
	   done; echo '</gresource></gresources>'; } > $@
$(BUILD)/data.c: $(BUILD)/data.gresource.xml $(DATA)
	$(Q)glib-compile-resources --sourcedir=. --generate-source --manual-register --internal --c-name nx_data --target=$@ $<
$(BUILD)/data.h: $(BUILD)/data.gresource.xml
	$(Q)glib-compile-resources --sourcedir=. --generate-header --manual-register --internal --c-name nx_data --target=$@ $<
$(BUILD)/obj/data.o: $(BUILD)/data.c $(BUILD)/data.h
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c17 $(CFLAGS) $(SANFLAGS) -fPIE $(PKG_CFLAGS) -c -o $@ $<
$(call obj,src/base/embedded.c): $(BUILD)/data.h
$(call obj,src/check/nameserver.c): DEFS += $(if $(CARES),-DNX_HAVE_CARES)

$(BUILD)/libnixie.a: $(call obj,$(ENGINE_C)) $(BUILD)/obj/data.o
$(BUILD)/libapp.a: $(call obj,$(filter-out $(MAIN_C),$(APP_C)))
$(BUILD)/lib%.a:
	@rm -f $@
	$(Q)ar rcs $@ $^
$(BUILD)/nixie: $(call obj,$(MAIN_C)) $(BUILD)/libapp.a $(BUILD)/libnixie.a
	$(if $(V),,@echo "  link    $@")
	$(Q)$(LINK) -o $@ $^ $(PKG_LIBS) $(TUI_LIBS)

$(BUILD)/locale/%/LC_MESSAGES/nixie.mo: src/po/%.po
	@mkdir -p $(@D)
	$(Q)msgfmt --check -o $@ $<
# The template is made anew each time and kept out of the history, and so are line numbers and dates: what changes in de.po are texts.
POT_C = $(ENGINE_C) $(APP_C) $(wildcard include/nixie/*.h)
POT_FORMATS = src/export/export.formats
$(BUILD)/nixie.pot: $(POT_C) $(POT_FORMATS)
	@mkdir -p $(@D)
	$(Q)sed -n 's/^says = \(.*\)/N_("\1")/p' $(POT_FORMATS) > $(BUILD)/formats.pot.c
	$(Q)xgettext --from-code=UTF-8 -kN_ -knx_tr -knx_trn:1,2 --add-location=file --no-wrap --package-name=nixie -o - $(POT_C) $(BUILD)/formats.pot.c \
	  | sed '/^"POT-Creation-Date:/d; s|^#: $(BUILD)/formats.pot.c|#: $(POT_FORMATS)|; s| $(BUILD)/formats.pot.c| $(POT_FORMATS)|' > $@
pot: $(BUILD)/nixie.pot
	$(Q)for l in $(LANGS); do msgmerge -q --no-fuzzy-matching --update --backup=none --no-wrap --add-location=file src/po/$$l.po $<; done

# ---- Running it -----------------------------------------------------------------------------------------------------
demo: all
	@doc/demo/run $(BUILD)

# ---- Tests ----------------------------------------------------------------------------------------------------------
# Tests of an engine's room are linked with that room and those before it on the road, tests of commands and screens with
# everything. So are they built: TESTS=parse compiles no ledger and no screen.
ROOM_TEST_parse := judge # its hard cases go on to a verdict
room_of   = $(word 2,$(subst /, ,$(1)))
up_to     = $(if $(2),$(firstword $(2)) $(if $(filter $(1),$(firstword $(2))),,$(call up_to,$(1),$(wordlist 2,99,$(2)))))
rooms_o   = $(call obj,$(call rooms_c,$(call up_to,$(or $(ROOM_TEST_$(1)),$(1)),$(ENGINE)))) $(BUILD)/obj/data.o
linked    = $(if $(filter $(1),$(ENGINE)), \
              $(BUILD)/libsupport.a $(call rooms_o,$(1)), \
              $(BUILD)/libscreens.a $(BUILD)/libsupport.a $(BUILD)/libapp.a $(BUILD)/libnixie.a)
# Fuzzers: in the tests each has its own name, as libFuzzer wants one for all.
FUZZ_C  := $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZERS := $(basename $(notdir $(FUZZ_C)))
linked_fuzz = $(BUILD)/libfuzz.a
$(BUILD)/libfuzz.a: $(call obj,$(FUZZ_C))
$(call obj,$(FUZZ_C)): COMPILE += -DLLVMFuzzerTestOneInput=$(basename $(@F))
$(call obj,tests/fuzz/test_corpus.c): COMPILE += -DNX_FUZZ_TARGETS='$(foreach f,$(FUZZERS),X($(f)))'
$(call obj,tests/fuzz/test_corpus.c): $(FUZZ_C)
SCREEN_LIBS = $(TUI_LIBS) -lvterm -lutil

$(BUILD)/libsupport.a: $(call obj,$(wildcard tests/*.c))
$(BUILD)/libscreens.a: $(call obj,$(filter-out $(TEST_C),$(wildcard tests/screen/*.c tests/tui/*.c)))
$(BUILD)/obj/tests/%.o: COMPILE += -Itests
$(call obj,src/mailbox/unpack.c tests/mailbox/test_packed.c): COMPILE += $(if $(HAVE_ARCHIVE),-DNX_HAVE_ARCHIVE)
.SECONDEXPANSION:
$(TEST_BIN): $(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $$(linked_$$(call room_of,tests/$$*)) $$(call linked,$$(call room_of,tests/$$*))
	@mkdir -p $(@D)
	$(if $(V),,@echo "  link    $@")
	$(Q)$(LINK) -o $@ $(filter %.o %.a,$^) $(PKG_LIBS) $(if $(filter %/libapp.a,$^),$(SCREEN_LIBS))

# `prove` is the runner: GLib's tests speak TAP, so do the scripts. What is not of the engine may run the program.
TESTS     ?=
JOBS      ?= $(shell nproc 2>/dev/null || echo 1)
PICKED     = $(filter $(addprefix tests/,$(or $(addsuffix %,$(TESTS)),%)),$(TEST_C) $(TEST_SH))
PICKED_RUN = $(patsubst tests/%.c,$(BUILD)/tests/%,$(PICKED))
PICKED_APP = $(filter-out $(ENGINE),$(foreach test,$(PICKED),$(call room_of,$(test))))
tests: $(filter $(TEST_BIN),$(PICKED_RUN)) $(if $(PICKED_APP),program)
run-tests: tests
	$(if $(PICKED),,$(error no test begins with tests/$(TESTS)))
	@env -u LINES -u COLUMNS -u NO_COLOR G_TEST_SRCDIR=$(CURDIR)/tests G_TEST_BUILDDIR=$(abspath $(BUILD)) BUILD=$(abspath $(BUILD)) \
	  TZ=UTC LC_ALL=C.UTF-8 prove --jobs $(JOBS) --exec '' --failures $(PICKED_RUN) :: --tap
check:
	@.ci/need check
	@$(MAKE) --no-print-directory run-tests

# Do the tests of a room notice small bugs in it? ROOM=parse or parse/general, all by default; N bugs each, drawn by SEED.
mutate:
	@.ci/need check
	@tests/mutate.pl $(abspath $(BUILD)) $(or $(N),40) $(or $(SEED),1) $(or $(ROOM),$(ENGINE) $(APP)) -- SAN=$(SAN) CC='$(if $(filter %ccache,$(CC)),,$(shell command -v ccache)) $(CC)'

accuracy bench screenshots: all
bench: $(BUILD)/bench/check_server $(BUILD)/bench/screen $(BUILD)/tests/parse/test_slicer
$(BUILD)/bench/%: $(BUILD)/obj/tests/bench/%.o $(BUILD)/libscreens.a $(BUILD)/libsupport.a $(BUILD)/libapp.a $(BUILD)/libnixie.a
	@mkdir -p $(@D)
	$(Q)$(LINK) -o $@ $(filter %.o %.a,$^) $(PKG_LIBS) $(SCREEN_LIBS)
bench accuracy screenshots:
	@tests/$@.sh $(BUILD) $(CORPUS) HOLDOUT=$(HOLDOUT)

# Are the instructions of a message still those that doc/PERFORMANCE.md names?
bench-gate: all
	@.ci/need check
	@perl tests/bench/gate.pl $(BUILD)

# Notices made by Debian's own mail programs, and our lists read by them. They are fetched and unpacked below BUILD, the latter installed in
# an overlay there, and run on 127.0.0.1 alone.
check-neighbours: all
	@prove --exec '' tests/neighbours.py tests/neighbours_maps.py tests/neighbours_dns.py :: $(abspath $(BUILD))

# clang's fuzzer needs all built with its own instrumentation. T= seconds of each, ONLY= some of them ("rules layout").
fuzz:
	@.ci/need check
	@$(MAKE) --no-print-directory CC='$(if $(filter %ccache,$(CC)),,$(shell command -v ccache)) clang' SAN=address,undefined,fuzzer-no-link \
	  BUILD=$(BUILD)/fuzzed fuzzers FUZZ_OUT=$(BUILD)/fuzz
	@tests/fuzz.sh $(BUILD) $(or $(T),60) $(or $(ONLY),$(FUZZERS:fuzz_%=%))
.PHONY: fuzzers
fuzzers: $(patsubst tests/fuzz/%.c,$(FUZZ_OUT)/%.run,$(FUZZ_C))
$(FUZZ_OUT)/%.run: tests/fuzz/%.c tests/fuzz/fuzz.h $(BUILD)/libscreens.a $(BUILD)/libsupport.a $(BUILD)/libapp.a $(BUILD)/libnixie.a
	@mkdir -p $(@D)
	$(if $(V),,@echo "  fuzzer  $*")
	$(Q)$(filter-out -MMD -MP,$(COMPILE)) -Itests -Wno-missing-prototypes -fsanitize=fuzzer -o $@ $< $(filter %.a,$^) $(PKG_LIBS) $(SCREEN_LIBS)

# Which lines the tests run through, room by room; TESTS= as for check.
COVERED = $(BUILD)/covered
coverage:
	@.ci/need check
	@rm -rf $(COVERED)/profiles
	@LLVM_PROFILE_FILE=$(abspath $(COVERED))/profiles/%8m.profraw $(MAKE) --no-print-directory run-tests BUILD=$(COVERED) \
	  CC='$(if $(filter %ccache,$(CC)),,$(shell command -v ccache)) clang' CFLAGS='-O1 -g -fprofile-instr-generate -fcoverage-mapping'
	@tests/coverage.sh $(COVERED) $(patsubst $(BUILD)/%,$(COVERED)/%,$(filter $(TEST_BIN),$(PICKED_RUN)) $(if $(PICKED_APP),$(BUILD)/nixie))

# Loading, accepting and the inspector under ThreadSanitizer and valgrind.
races: program
	@.ci/need check
	@$(MAKE) --no-print-directory program CC='$(if $(filter %ccache,$(CC)),,$(shell command -v ccache)) clang' BUILD=$(BUILD)/races SAN=thread CFLAGS='-O1 -g -include tests/races/told.h'
	@tests/races.sh $(BUILD)/races $(BUILD)

# Faults, kills, power losses, churn. T= seconds; PARTS= some of them ("faults power").
$(BUILD)/torture/shim.so: tests/torture/shim.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=gnu17 -O1 -g -Wall -Wextra -Werror -shared -fPIC -o $@ $< -ldl -lpthread
torture: program $(BUILD)/torture/shim.so
	@prove --exec '' --verbose tests/torture/torture.py :: $(BUILD) $(or $(T),600) $(PARTS)

FORMAT_C := $(sort $(wildcard src/*/*.[ch] src/*/*/*.[ch] include/nixie/*.h tests/*.[ch] tests/*/*.[ch]))
format:
	clang-format -i $(FORMAT_C)
lint:
	@.ci/need check
	@$(MAKE) --no-print-directory $(BUILD)/nixie.pot
	@POT=$(BUILD)/nixie.pot tests/lint.sh $(FORMAT_C)

# ---- Installing -----------------------------------------------------------------------------------------------------
install: all
	install -D -m 755 $(BUILD)/nixie $(DESTDIR)$(PREFIX)/bin/nixie
	install -D -m 644 doc/nixie.1 $(DESTDIR)$(PREFIX)/share/man/man1/nixie.1
	for l in $(LANGS); do install -D -m 644 $(BUILD)/locale/$$l/LC_MESSAGES/nixie.mo $(DESTDIR)$(PREFIX)/share/locale/$$l/LC_MESSAGES/nixie.mo; done
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/nixie $(DESTDIR)$(PREFIX)/share/man/man1/nixie.1
	for l in $(LANGS); do rm -f $(DESTDIR)$(PREFIX)/share/locale/$$l/LC_MESSAGES/nixie.mo; done
clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
