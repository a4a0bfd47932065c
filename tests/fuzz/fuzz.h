/* The fuzzers' common ground: one library, reader and judge for the life of the process. */
#pragma once
#include <nixie/nixie.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct {
    NxLibrary *library;
    NxReader *reader;
    NxJudge *judge;
} NxFuzzGround;

static inline const NxFuzzGround *nx_fuzz_ground(void)
{
    static NxFuzzGround ground;
    if (!ground.library) {
        NxSettings settings = {0};
        nx_settings_add(&settings.own_domains, "sender.example", NULL);
        nx_settings_add(&settings.verp, "bounce+{local}={domain}@sender.example", NULL);
        ground.library = nx_library_new(&settings, NULL);
        ground.reader = nx_reader_new(ground.library, NULL);
        ground.judge = nx_judge_new(ground.library, NULL);
        nx_settings_clear(&settings);
    }
    return &ground;
}
