/* Bounces made to order, for tests of what comes behind parsing. */
#pragma once
#include <nixie/time.h>

typedef struct {
    const char *recipient;     /* NULL: the notice names nobody */
    const char *status;        /* "5.1.1" */
    const char *diagnostic;    /* "550 5.1.1 user unknown"; NULL: none */
    const char *action;        /* NULL: failed */
    const char *remote_mta;    /* NULL: mx.<domain> is left out */
    const char *message_id;    /* of the bounce, NULL: made from the rest */
    const char *original_id;   /* of the returned message, NULL: none */
    const char *reporting_mta; /* who wrote it, NULL: mta.sender.example */
    NxTime arrived;
} NxBounce;

/* The whole message, with line ends as in a file. Caller frees. */
char *nx_bounce_text(const NxBounce *bounce);
/* Adds it to an mbox being made, with its `From ` line. */
void nx_bounce_append(GString *mbox, const NxBounce *bounce);
/* A path below a folder of this test program's own, which is removed at its end. Caller frees. */
char *nx_test_path(const char *name);
/* Writes a file there; returns its path. Caller frees. */
char *nx_test_file(const char *name, const char *text);
/* The same, where the path is not asked for. */
void nx_test_put(const char *name, const char *text);
