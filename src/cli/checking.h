/* Domains asked about for a command, through what the ledger remembers of them. */
#pragma once
#include "cli/app.h"

typedef struct {
    GHashTable *facts;    /* domain -> NxDomainFacts; owned */
    GHashTable *familiar; /* set of domains that mail reaches; owned */
} NxCheckAnswers;
void nx_check_answers_clear(NxCheckAnswers *checking);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(NxCheckAnswers, nx_check_answers_clear)

/* What to ask for: domain -> whether a bounce said that it is gone (GINT). */
typedef struct {
    GHashTable *domains;
    const char *nameserver; /* NULL: that of the configuration */
    gboolean fresh;         /* whatever the ledger remembers */
} NxChecked;
/* Asks, remembers, and says what went wrong (status set). Without a resolver the facts are those that are remembered.
 * FALSE: what was wanted is wrong. */
gboolean nx_app_check_domains(NxApp *app, const NxChecked *wanted, NxCheckAnswers *checking);
