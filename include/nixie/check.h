/* Address checks: does the domain take mail, what do lists say of it, was it mistyped? Asked before one mails again.
 *
 * Lists and verdicts are pure. What has to be asked is asked of the name servers by an NxChecker, on a thread of its
 * own; only names of domains leave the program, never addresses. Whoever asks keeps the answers where it likes: the
 * ledger does (nx_ledger_record_domains). */
#pragma once
#include <nixie/check_result.h>
#include <nixie/library.h>

G_BEGIN_DECLS

/* ---- Lists ------------------------------------------------------------------------------------------------------- */

/* Throwaway domains and mail servers, relays, roles, free mail, slips: ours (src/check/ *.tsv, src/base/large.tsv and
 * roles.tsv) and, before them, the user's lists.d/ *.tsv. Immutable, any thread. */
typedef struct NxCheckLists NxCheckLists;
/* `library` is borrowed and must outlive it. A wrong row is complained of and the rest stands. */
NxCheckLists *nx_check_lists_new(const NxLibrary *library, NxProblems *problems);
void nx_check_lists_free(NxCheckLists *lists);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxCheckLists, nx_check_lists_free)
/* What the address says by itself, without its domain being asked. */
NxCheckNotes nx_check_lists_notes(const NxCheckLists *lists, const char *address_key);

/* ---- One address ------------------------------------------------------------------------------------------------- */

typedef struct {
    gboolean roles_are_risky; /* else a function's address is a note */
    GHashTable *familiar;     /* set of domains that mail of the operator's reaches: no slips; borrowed, may be NULL */
} NxCheckTaste;

typedef struct {
    NxCheckResult result;
    NxCheckReason reason;
    NxCheckNotes notes;
    char *suggestion;     /* the domain that was probably meant, for a person to read; owned, NULL: none */
    const char *provider; /* whose servers the mail goes to, by the first MX; NULL: not known */
} NxCheck;
void nx_check_clear(NxCheck *check);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(NxCheck, nx_check_clear)

/* The verdict on an address, which is no more than what was asked. `address_key` NULL: it is none. `facts` of its
 * domain; NULL: nobody asked. */
void nx_check_address(const NxCheckLists *lists, const NxCheckTaste *taste, const char *address_key,
                      const NxDomainFacts *facts, NxCheck *check);
/* "the domain answers, mx1.example (Google)", "there is no such domain; did you mean gmail.com?": without the date.
 * Translated, safe to print; caller frees. `facts` may be NULL. */
char *nx_check_words(const NxCheck *check, const NxDomainFacts *facts);

/* ---- Asking ------------------------------------------------------------------------------------------------------ */

typedef struct {
    const char *nameserver; /* "127.0.0.1:5301", several with ';'; NULL: those of the system */
    guint window;           /* questions on the way at once; 0: 100. More make live domains look dead */
    guint timeout_ms;       /* of the first try of two, the second waits twice as long; 0: 2000 */
    NxTime keep;            /* an answer is good at most so long; 0: 7 days */
} NxCheckSettings;

/* FALSE with NX_ERROR_MISSING: this nixie was built without c-ares, and nothing can be asked. */
gboolean nx_checker_is_built_in(GError **error);

typedef struct NxChecker NxChecker;
typedef void (*NxCheckWake)(gpointer user); /* called from another thread: something can be taken */

/* Settings are copied. NX_ERROR_SYNTAX: `nameserver` is none; NX_ERROR_MISSING: as above, or there is no resolver.
 * `wake` may be NULL. */
NxChecker *nx_checker_new(const NxCheckSettings *settings, NxCheckWake wake, gpointer user, GError **error);
void nx_checker_free(NxChecker *checker); /* what is on the way is forgotten */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxChecker, nx_checker_free)

/* A domain to ask about, by its key. */
typedef struct {
    const char *domain;
    gboolean said_dead; /* a bounce has said that it is gone: that it is would not be strange */
} NxCheckQuestion;
/* One batch, behind those before; `now` stands in the answers. Before the first answer the resolver is proven: it knows
 * `com.` and does not invent names. That a domain is gone is said when its whole batch has been asked; if half of 20 or
 * more are, all of these are DNS_SUSPECT. Those that were said to be dead do not count there: for them, ten domains of
 * large providers must be alive. Where the resolver cannot be trusted, all that is left is NOT_ASKED. */
void nx_checker_ask(NxChecker *checker, const NxCheckQuestion *questions, guint n, NxTime now);
/* What has been answered since the last call, each domain that was asked once: elements NxDomainFacts *; the array owns
 * them, the caller it. */
GPtrArray *nx_checker_take(NxChecker *checker);
/* Waits until something can be taken, at most `ms` milliseconds; FALSE: everything was taken. */
gboolean nx_checker_wait(NxChecker *checker, guint ms);
/* How many of the domains have been answered. */
void nx_checker_progress(NxChecker *checker, guint *answered, guint *asked);
/* Why the resolver cannot be trusted, a translated sentence; NULL: nothing speaks against it so far. Caller frees. */
char *nx_checker_trouble(NxChecker *checker);

G_END_DECLS
