/* What codes mean by themselves: the registry (codes.tsv) and what providers make of it (provider-codes.tsv). */
#pragma once
#include <nixie/verdict.h>

typedef struct NxCodeTable NxCodeTable;

NxCodeTable *nx_code_table_new(NxProblems *problems);
void nx_code_table_free(NxCodeTable *table);

/* How much a code says. */
typedef enum { NX_SAYS_NOTHING, NX_SAYS_CLASS, NX_SAYS_SUBJECT, NX_SAYS_EXACT, NX_SAYS_PROVIDER } NxSays;
typedef struct {
    NxSays says;
    NxReason reason;
    const char *rule; /* the table's; NULL where the code says nothing */
} NxCodeMeaning;
/* `provider` may be NULL, `reply` 0. */
NxCodeMeaning nx_code_table_find(const NxCodeTable *table, NxStatus status, guint reply, const char *provider);

/* The rows of provider-codes.tsv. */
guint nx_code_table_provided(const NxCodeTable *table);
const NxProviderCode *nx_code_table_provided_at(const NxCodeTable *table, guint i);
