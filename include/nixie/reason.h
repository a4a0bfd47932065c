/* Reasons. Why a recipient was refused, as a word that others use too; what is known of each is a row of a table. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Sisimai's identifiers. What is known of each is a row of the table in src/judge/reason.c. */
typedef enum {
    NX_REASON_UNDEFINED,
    NX_REASON_USERUNKNOWN,
    NX_REASON_HOSTUNKNOWN,
    NX_REASON_HASMOVED,
    NX_REASON_NOTACCEPT,
    NX_REASON_SUSPEND,
    NX_REASON_FILTERED,
    NX_REASON_MAILBOXFULL,
    NX_REASON_SYSTEMERROR,
    NX_REASON_SYSTEMFULL,
    NX_REASON_EXPIRED,
    NX_REASON_NETWORKERROR,
    NX_REASON_TOOMANYCONN,
    NX_REASON_SPEEDING,
    NX_REASON_BLOCKED,
    NX_REASON_BADREPUTATION,
    NX_REASON_REQUIREPTR,
    NX_REASON_AUTHFAILURE,
    NX_REASON_FAILEDSTARTTLS,
    NX_REASON_NOTCOMPLIANTRFC,
    NX_REASON_SPAMDETECTED,
    NX_REASON_VIRUSDETECTED,
    NX_REASON_POLICYVIOLATION,
    NX_REASON_SECURITYERROR,
    NX_REASON_REJECTED,
    NX_REASON_NORELAYING,
    NX_REASON_CONTENTERROR,
    NX_REASON_MESGTOOBIG,
    NX_REASON_EXCEEDLIMIT,
    NX_REASON_SYNTAXERROR,
    NX_REASON_MAILERERROR,
    NX_REASON_SUPPRESSED,
    NX_REASON_FEEDBACK,
    NX_REASON_VACATION,
    NX_REASON_DELIVERED,
    NX_REASON_ONHOLD,
    NX_N_REASONS
} NxReason;
const char *nx_reason_name(NxReason reason);  /* "userunknown" */
const char *nx_reason_label(NxReason reason); /* for people, untranslated: pass to gettext */
gboolean nx_reason_parse(const char *name, NxReason *reason);
/* What it says of a failure under a code of class 4 or 5, 0 where that is not known: a sentence, untranslated, in which
 * %s is the code. */
const char *nx_reason_sentence(NxReason reason, guint klass);

G_END_DECLS
