/* Address checks: does the domain take mail, what do lists say of it, was it mistyped? Asked before one mails again.
 *
 * Lists and verdicts are pure. What has to be asked is asked of the name servers by an NxChecker, on a thread of its
 * own; only names of domains leave the program, never addresses. Whoever asks keeps the answers where it likes: the
 * ledger does (nx_ledger_record_domains). */
#pragma once
#include <nixie/check_result.h>
#include <nixie/library.h>
#include <nixie/verdict.h>

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

/* ---- Asking mail servers ----------------------------------------------------------------------------------------- */

/* MAIL and RCPT, and never more: no DATA, VRFY, EXPN or AUTH. It costs a name its standing: off unless the operator has
 * said yes three times, and never for many. What is answered raises no confidence. */

/* What an answer of such a server is worth (src/check/probe.tsv). */
typedef enum {
    NX_ASKABLE_YES,
    NX_ASKABLE_ONLY_NO, /* it takes everything at first: a no counts, a yes does not */
    NX_ASKABLE_NEVER,   /* it tells nothing, refuses strangers, or forbids it */
    NX_N_ASKABLES
} NxAskable;
NxAskable nx_check_lists_askable(const NxCheckLists *lists, const char *mx);
/* The registrable domain of a mail server; caller frees. */
char *nx_probe_group(const char *mx);

typedef struct {
    const char *helo;       /* our full name, which resolves */
    const char *mail_from;  /* "": <>, whom no bounce can reach (RFC 5321 4.5.5) */
    const char *nameserver; /* as NxCheckSettings has it */
    const NxCheckLists *lists;
    guint16 port;             /* 0: 25 */
    gboolean reaches_private; /* tests alone: servers on 127.0.0.1 are asked */
    gboolean offers_tls;      /* tests alone: STARTTLS is said though no library of it is there */
    guint step_ms, whole_ms;  /* for one answer, for all of it; 0: 30 s, 120 s */
} NxProbeSettings;

typedef struct NxProber NxProber;
/* All borrowed. NX_ERROR_SYNTAX: `helo` is no full name or does not resolve, or mail_from is no address. */
NxProber *nx_prober_new(const NxProbeSettings *settings, const NxReader *reader, const NxJudge *judge, GError **error);
void nx_prober_free(NxProber *prober);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxProber, nx_prober_free)
/* Asks one server for one address, and, where it takes that and `asks_random`, for a name that nobody has. Blocks, at
 * most for the settings' time. Fills in reason, accepts_all (as it was, where nothing was learnt), stops, rcpts, reply.
 * What was refused before RCPT is never about the address. */
void nx_prober_ask(NxProber *prober, const char *address_key, const NxDomainFacts *facts, gboolean asks_random,
                   NxProbe *probe);

/* How often: of one group 20 an hour and 100 a day, 500 a day in all, 30 seconds between two. More is never asked. */
typedef struct {
    guint per_hour, per_day, daily; /* names, where they are to be fewer; 0: those */
    NxTime gap;                     /* 0: that; negative: none */
} NxPaceLimits;
typedef enum {
    NX_PACE_GO,
    NX_PACE_WAIT,    /* a moment, until *again */
    NX_PACE_ENOUGH,  /* until *again, hours away */
    NX_PACE_STOPPED, /* it wants no more, or too many of its first ten do not exist */
} NxPace;
/* May a group be asked now, after `last_day` (elements NxProbe *, of all groups)? Pure. */
NxPace nx_probe_pace(const NxPaceLimits *limits, const GPtrArray *last_day, const char *group, NxTime now,
                     NxTime *again);

G_END_DECLS
