/* The insides of a report under construction; for the builder and what turns it into a report. */
#pragma once
#include "parse/report/builder.h"
#include <nixie/address.h>

G_BEGIN_DECLS

struct NxDraft {
    NxReportBuilder *builder;
    const char *values[NX_N_DRAFT_FIELDS];
    GPtrArray *aliases; /* const char * */
    GArray *fields;     /* of NxField */
    NxKind kind;
    NxSource source;
    const char *layout;
    gboolean own_lookup;
};

struct NxReportBuilder {
    const NxLibrary *library;
    GStringChunk *strings; /* goes to the report with everything in it */
    GPtrArray *drafts;     /* of NxDraft */
    GHashTable *by_key;    /* address key → NxDraft, the first of that name */
    const char *values[NX_N_MESSAGE_FIELDS];
    GArray *fields; /* of NxField */
    const char *mailer;
    NxCuts cuts;
};

/* A copy that lives as long as the report; NULL for NULL and for what is empty. */
const char *nx_builder_keep(NxReportBuilder *builder, const char *text);
/* At most `max` bytes of it, cut at a character. */
const char *nx_builder_keep_bounded(NxReportBuilder *builder, const char *text, gsize max);

G_END_DECLS
