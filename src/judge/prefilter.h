/* Tells which patterns may match a text, from the words that stand in it. */
#pragma once
#include <glib.h>

typedef struct NxPrefilter NxPrefilter;

NxPrefilter *nx_prefilter_new(void);
void nx_prefilter_free(NxPrefilter *filter);
/* Takes a PCRE2 pattern in; the first is number 0. */
void nx_prefilter_add(NxPrefilter *filter, const char *pattern);
/* The next number is for what is no pattern and may always match. */
void nx_prefilter_add_always(NxPrefilter *filter);
/* Call once all are in. */
void nx_prefilter_seal(NxPrefilter *filter);
/* Bytes that nx_prefilter_run writes: one bit for each pattern. */
gsize nx_prefilter_size(const NxPrefilter *filter);
/* Sets the bit of each pattern that may match; a pattern whose bit is not set cannot. Any thread. */
void nx_prefilter_run(const NxPrefilter *filter, const char *text, gsize len, guint8 *candidates);
