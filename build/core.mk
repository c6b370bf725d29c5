# core.mk - the pure core (what of src/ is not the server's) under sanitizers.
#
#   make -f build/core.mk unit    every test/unit/test_*.c, to $(OUT)/
#   make -f build/core.mk fuzz    every test/fuzz/*.c with libFuzzer, CC=clang

OUT ?= .build/unit

CORE  := $(filter-out %_pg.c src/cli/% src/dashboard/%,$(sort $(wildcard src/*/*.c)))
UNITS := $(sort $(wildcard test/unit/test_*.c))
FUZZ  := $(sort $(wildcard test/fuzz/*.c))

CHECKS = -fsanitize=address,undefined -fno-sanitize-recover=all
FLAGS  = -DFRONTEND -std=gnu11 -Isrc -Itest/unit -O1 -g -fno-omit-frame-pointer \
	-Wall -Wmissing-prototypes -Wpointer-arith -Werror=vla -Werror -MMD -MP $(CHECKS)

unit: $(UNITS:test/unit/%.c=$(OUT)/%)
fuzz: $(FUZZ:test/fuzz/%.c=$(OUT)/%)
fuzz: CHECKS += -fsanitize=fuzzer-no-link

objects := $(CORE:%.c=$(OUT)/%.o)

$(OUT)/core.a: $(objects)
	rm -f $@
	ar rcs $@ $^

$(OUT)/src/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(FLAGS) -c -o $@ $<

$(OUT)/%: test/unit/%.c $(OUT)/core.a
	$(CC) $(FLAGS) -o $@ $< $(OUT)/core.a -lexpat -lm

$(OUT)/%: test/fuzz/%.c $(OUT)/core.a
	$(CC) $(FLAGS) -Wno-missing-prototypes -fsanitize=fuzzer -o $@ $< $(OUT)/core.a -lexpat -lm

.PHONY: unit fuzz
.DELETE_ON_ERROR:
-include $(shell find $(OUT) -name '*.d' 2>/dev/null)
