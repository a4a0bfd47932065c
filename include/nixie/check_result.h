/* What a check of an address can say: results, reasons, notes, and what is known of a domain. Words and values alone;
 * who asks is nixie/check.h, who remembers is nixie/ledger.h. */
#pragma once
#include <nixie/time.h>

G_BEGIN_DECLS

/* DNS alone never says `valid`: that a domain takes mail tells nothing of a mailbox. */
typedef enum { NX_CHECK_UNKNOWN, NX_CHECK_INVALID, NX_CHECK_RISKY, NX_CHECK_VALID, NX_N_CHECK_RESULTS } NxCheckResult;
const char *nx_check_result_name(NxCheckResult result); /* "risky" */
gboolean nx_check_result_parse(const char *name, NxCheckResult *result);

/* What a reason says of its domain. */
typedef enum {
    NX_SIDE_NONE,   /* nothing: about the address, or no answer */
    NX_SIDE_DEAD,   /* no mail can be delivered there now */
    NX_SIDE_ANSWERS /* there is somewhere to deliver to */
} NxCheckSide;

/* One row is all that is known of a reason: id, name, result, side, and what it says. */
#define NX_CHECK_REASONS(X)                                                                                            \
    X(NOT_ASKED, not_asked, UNKNOWN, NONE, N_("nobody has asked"))                                                     \
    X(SYNTAX, syntax, INVALID, NONE, N_("this is no address"))                                                         \
    X(NO_DOMAIN, no_domain, INVALID, DEAD, N_("there is no such domain"))                                              \
    X(NULL_MX, null_mx, INVALID, DEAD, N_("the domain says that it takes no mail"))           /* RFC 7505 */           \
    X(NO_MX, no_mx, INVALID, DEAD, N_("the domain has neither a mail server nor an address")) /* RFC 5321 5.1 */       \
    X(MX_BROKEN, mx_broken, INVALID, DEAD, N_("none of the domain's mail servers has an address"))                     \
    X(MX_UNROUTABLE, mx_unroutable, INVALID, DEAD, N_("no mail server of the domain can be reached from outside"))     \
    X(TYPO_DOMAIN, typo_domain, RISKY, NONE, N_("the domain is a slip of the fingers, and strangers read its mail"))   \
    X(PARKED, parked, RISKY, NONE, N_("the domain is parked: its mail server is nobody's"))                            \
    X(DISPOSABLE, disposable, RISKY, NONE, N_("a throwaway address: nobody stays behind it"))                          \
    X(ROLE, role, RISKY, NONE, N_("a function, not a person"))                                                         \
    X(IMPLICIT_MX, implicit_mx, RISKY, ANSWERS, N_("the domain names no mail server; mail would go to its address"))   \
    X(ACCEPTS_MAIL, accepts_mail, UNKNOWN, ANSWERS,                                                                    \
      N_("its domain takes mail; whether the mailbox exists was not asked"))                                           \
    X(MAILBOX_EXISTS, mailbox_exists, VALID, NONE, N_("its server takes mail for it, and none for a made-up name"))    \
    X(DOES_NOT_EXIST, does_not_exist, INVALID, NONE, N_("its server says that there is no such mailbox"))              \
    X(MAILBOX_DISABLED, mailbox_disabled, INVALID, NONE, N_("its server says that the mailbox is switched off"))       \
    X(MAILBOX_FULL, mailbox_full, RISKY, NONE, N_("its server says that the mailbox is full"))                         \
    X(CATCH_ALL, catch_all, RISKY, NONE, N_("its server takes mail for any name: that tells nothing of this one"))     \
    X(CATCH_ALL_UNCLEAR, catch_all_unclear, UNKNOWN, NONE,                                                             \
      N_("its server takes mail for it; whether for any other, too, it did not say"))                                  \
    X(GREYLISTED, greylisted, UNKNOWN, NONE, N_("its server wants to be asked again later, as it does of strangers"))  \
    X(TRY_LATER, try_later, UNKNOWN, NONE, N_("its server cannot say just now"))                                       \
    X(BLOCKED_US, blocked_us, UNKNOWN, NONE, N_("its server does not answer who asks like this"))                      \
    X(WRONG_HOST, wrong_host, UNKNOWN, NONE, N_("its server says that it is not the one for that domain"))             \
    X(UNREACHABLE, unreachable, UNKNOWN, NONE, N_("its server could not be reached"))                                  \
    X(NOT_ASKABLE, not_askable, UNKNOWN, NONE, N_("its server tells strangers nothing, whatever it answers"))          \
    X(NOT_ASKED_YET, not_asked_yet, UNKNOWN, NONE, N_("its server has been asked enough for now"))                     \
    X(DNS_FAILED, dns_failed, UNKNOWN, NONE, N_("the domain's name servers fail"))                                     \
    X(DNS_REFUSED, dns_refused, UNKNOWN, NONE, N_("the name server refuses to answer"))                                \
    X(DNS_TIMEOUT, dns_timeout, UNKNOWN, NONE, N_("no name server of the domain answers in time"))                     \
    X(DNS_SUSPECT, dns_suspect, UNKNOWN, NONE, N_("too many domains are gone at once: the resolver may be at fault"))
#define NX_CHECK_REASON_ID(id, name, result, side, text) NX_CHECK_##id,
typedef enum { NX_CHECK_REASONS(NX_CHECK_REASON_ID) NX_N_CHECK_REASONS } NxCheckReason;
const char *nx_check_reason_name(NxCheckReason reason); /* "no_domain" */
gboolean nx_check_reason_parse(const char *name, NxCheckReason *reason);
const char *nx_check_reason_text(NxCheckReason reason);         /* a clause for people, untranslated */
const char *const *nx_check_reason_names(NxCheckReason reason); /* "no_domain", "invalid", NULL: and of its result */
NxCheckResult nx_check_reason_result(NxCheckReason reason);
NxCheckSide nx_check_reason_side(NxCheckReason reason);

/* What is worth knowing and, by itself, changes no result. */
#define NX_CHECK_NOTES(X)                                                                                              \
    X(DISPOSABLE, disposable, N_("throwaway mail"))                                                                    \
    X(ROLE, role, N_("a function, not a person"))                                                                      \
    X(FREE, free, N_("a mailbox provider for everybody"))                                                              \
    X(RELAY, relay, N_("passes mail on to an address that its owner keeps to himself"))                                \
    X(PLUS_TAG, plus_tag, N_("has a tag behind a plus"))                                                               \
    X(WEAK, maybe_disposable, N_("one list alone says that its mail server is for throwaway mail"))                    \
    X(MAYBE_PARKED, maybe_parked, N_("one list alone says that its mail server is of parked domains"))                 \
    X(CATCH_ALL, catch_all, N_("its server takes mail for any name"))                                                  \
    X(STRAY_NULL, stray_null_mx, N_("the domain says that it takes no mail and names mail servers all the same"))
#define NX_CHECK_NOTE_NUMBER(id, name, text) NX_CHECK_NOTE_NUMBER_##id,
enum { NX_CHECK_NOTES(NX_CHECK_NOTE_NUMBER) NX_N_CHECK_NOTES };
#define NX_CHECK_NOTE_BIT(id, name, text) NX_NOTE_##id = 1 << NX_CHECK_NOTE_NUMBER_##id,
typedef enum { NX_NOTE_NONE = 0, NX_CHECK_NOTES(NX_CHECK_NOTE_BIT) } NxCheckNotes;
const char *nx_check_note_name(guint number); /* 0 to NX_N_CHECK_NOTES - 1; "role" */
const char *nx_check_note_text(guint number); /* for people, untranslated */

/* What our resolver said of a domain, now or at its last look-up. Strings are owned. */
typedef struct {
    char *domain;        /* its key */
    NxCheckReason found; /* one with a side, a DNS_..., or NOT_ASKED */
    char **mx;           /* hosts, the most preferred first, in lower case; ends with NULL, never NULL */
    NxCheckNotes notes;  /* STRAY_NULL or none */
    NxTime at;           /* it was asked; unknown: never */
    NxTime until;        /* the answer is good so long; not after `at`: it is not kept */
    gboolean cached;     /* the ledger said it, and nobody asked now */
    /* Of the ledger, for an answer with a side; 0 where none has it: */
    NxTime since;        /* all answers from then on were on that side */
    guint confirmations; /* how many of them, each a day or more after the one counted before it */
} NxDomainFacts;
/* Has a domain that was gone answered on two days, both after it was given up at `since`? One look-up is no return. */
gboolean nx_domain_is_back(const NxDomainFacts *facts, NxTime since);
/* Nobody has asked. */
NxDomainFacts *nx_domain_facts_new(const char *domain);
NxDomainFacts *nx_domain_facts_copy(const NxDomainFacts *facts);
void nx_domain_facts_free(NxDomainFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxDomainFacts, nx_domain_facts_free)

/* ---- What a mail server was asked -------------------------------------------------------------------------------- */

/* Does it take mail for a name that nobody has? */
typedef enum { NX_ACCEPTS_ALL_UNKNOWN, NX_ACCEPTS_ALL_NO, NX_ACCEPTS_ALL_YES, NX_N_ACCEPTS_ALL } NxAcceptsAll;
const char *nx_accepts_all_name(NxAcceptsAll accepts_all); /* "unknown", "no", "yes" */

/* One question to a mail server, as it stands in the log of them. Strings are owned. */
typedef struct {
    gint64 id;     /* of the ledger; 0: not kept yet */
    char *group;   /* the registrable domain of the mail server: what limits hold for */
    char *domain;  /* of the address */
    char *address; /* its key; NULL: the ledger does not know it, or it was purged */
    char *actor;   /* who asked */
    NxTime at;
    guint rcpts;          /* names that were asked for */
    NxCheckReason reason; /* NOT_ASKED: it is on the way, or its program was ended */
    NxAcceptsAll accepts_all;
    gboolean stops;   /* the answer of who wants to be asked no more: nobody of its group is, for a day */
    guint reply_code; /* 0: none */
    char *reply;      /* what it said; NULL: nothing */
    const char *host; /* who answered, of the facts that were given; not kept */
} NxProbe;
NxProbe *nx_probe_new(const char *group, const char *domain, const char *address, const char *actor, NxTime at);
void nx_probe_free(NxProbe *probe);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NxProbe, nx_probe_free)

G_END_DECLS
