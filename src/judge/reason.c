/* THE table of reasons. A row that lacks a column does not build; a reason that lacks its row, or whatever else stands
 * elsewhere for each, fails tests/judge/test_reason.c, which names it. */
#include "judge/reason.h"
#include <nixie/text.h>

#define YES TRUE
#define NO FALSE
#define CODE(klass, subject, detail)                                                                                   \
    {                                                                                                                  \
        klass, subject, detail                                                                                         \
    }
#define NO_CODE                                                                                                        \
    {                                                                                                                  \
        0, 0, 0                                                                                                        \
    }
#define REASON(id, name_, label_, fault_, weak_, vague_, mute_, certain_, usual_, sentence_, ...)                      \
    [NX_REASON_##id] = {.name = name_,                                                                                 \
                        .label = label_,                                                                               \
                        .fault = NX_FAULT_##fault_,                                                                    \
                        .weak = weak_,                                                                                 \
                        .vague = vague_,                                                                               \
                        .mute = mute_,                                                                                 \
                        .certain = certain_,                                                                           \
                        .usual = usual_,                                                                               \
                        .sentences = {sentence_, __VA_ARGS__}}

static const NxReasonRow REASONS[NX_N_REASONS] = {
    /* clang-format off */
/* id, name, label
           fault    weak  vague  mute  certain  usual
           sentences, for any code and for those of one class */
    REASON(UNDEFINED,       "undefined",       N_("undefined"),
           OPEN,    YES,  YES,   YES,  NO,      CODE(5, 0, 0),
           N_("Nothing says why it failed.")),
    REASON(USERUNKNOWN,     "userunknown",     N_("user unknown"),
           ADDRESS, NO,   NO,    NO,   YES,     CODE(5, 1, 1),
           N_("There is no such mailbox at its domain."),
           [NX_SAID_FOR_NOW] = N_("The mailbox is unknown there for now; %s leaves it open.")),
    REASON(HOSTUNKNOWN,     "hostunknown",     N_("host unknown"),
           ADDRESS, NO,   NO,    NO,   YES,     CODE(5, 1, 2),
           N_("The domain does not exist."),
           [NX_SAID_FOR_NOW] = N_("The domain could not be found for now; %s leaves it open.")),
    REASON(HASMOVED,        "hasmoved",        N_("has moved"),
           ADDRESS, NO,   NO,    NO,   YES,     CODE(5, 1, 6),
           N_("The owner has moved and left no new address.")),
    REASON(NOTACCEPT,       "notaccept",       N_("takes no mail"),
           ADDRESS, NO,   YES,   NO,   NO,      CODE(5, 3, 2),
           N_("The domain says that it takes no mail.")),
    REASON(SUSPEND,         "suspend",         N_("disabled"),
           ADDRESS, NO,   NO,    NO,   YES,     CODE(5, 2, 1),
           N_("The mailbox exists and is switched off; most of them never come back."),
           [NX_SAID_FOR_NOW] = N_("The mailbox is switched off for now; %s says that it may come back.")),
    REASON(FILTERED,        "filtered",        N_("filtered"),
           ADDRESS, NO,   YES,   NO,   NO,      CODE(5, 2, 0),
           N_("Refused, and nothing shows that it was the address itself; an unknown mailbox often stands behind "
              "that.")),
    REASON(MAILBOXFULL,     "mailboxfull",     N_("mailbox full"),
           SPACE,   NO,   NO,    NO,   YES,     CODE(4, 2, 2),
           N_("The mailbox exists and is full; it may be emptied."),
           [NX_SAID_FOR_GOOD] = N_("%s says permanent (5), but RFC 3463 3.3 means a full mailbox to be tried again: "
                                   "it exists and may be emptied.")),
    REASON(SYSTEMERROR,     "systemerror",     N_("system error"),
           SYSTEM,  YES,  YES,   NO,   NO,      CODE(4, 3, 0),
           N_("The mail system there failed for now."),
           [NX_SAID_FOR_GOOD] = N_("The mail system there failed for good; the trouble may be its own and not that "
                                   "of the address.")),
    REASON(SYSTEMFULL,      "systemfull",      N_("system full"),
           SYSTEM,  NO,   NO,    NO,   YES,     CODE(4, 3, 1),
           N_("The mail system there has no space for now.")),
    REASON(EXPIRED,         "expired",         N_("expired"),
           SYSTEM,  YES,  NO,    NO,   NO,      CODE(4, 4, 7),
           N_("It was tried until the time was up; the system there may be back.")),
    REASON(NETWORKERROR,    "networkerror",    N_("network error"),
           SYSTEM,  YES,  YES,   NO,   NO,      CODE(4, 4, 0),
           N_("The host could not be reached.")),
    REASON(TOOMANYCONN,     "toomanyconn",     N_("too many connections"),
           SENDER,  NO,   NO,    NO,   YES,     CODE(4, 7, 0),
           N_("Too much was sent there at once; that says nothing of the address.")),
    REASON(SPEEDING,        "speeding",        N_("too fast"),
           SENDER,  NO,   NO,    NO,   YES,     CODE(4, 7, 0),
           N_("Mail went there too fast; that says nothing of the address.")),
    REASON(BLOCKED,         "blocked",         N_("blocked"),
           SENDER,  NO,   NO,    NO,   YES,     CODE(5, 7, 1),
           N_("The sending host was refused, not the address.")),
    REASON(BADREPUTATION,   "badreputation",   N_("bad reputation"),
           SENDER,  NO,   NO,    NO,   YES,     CODE(5, 7, 1),
           N_("The reputation of the sender was refused, not the address.")),
    REASON(REQUIREPTR,      "requireptr",      N_("no reverse DNS"),
           SENDER,  NO,   NO,    NO,   YES,     CODE(5, 7, 25),
           N_("The sending host has no proper name; the address is not at fault.")),
    REASON(AUTHFAILURE,     "authfailure",     N_("auth failure"),
           SENDER,  NO,   NO,    NO,   YES,     CODE(5, 7, 26),
           N_("SPF, DKIM or DMARC of the sender failed; the address is not at fault.")),
    REASON(FAILEDSTARTTLS,  "failedstarttls",  N_("TLS failed"),
           SENDER,  NO,   NO,    NO,   YES,     CODE(5, 7, 10),
           N_("The connection could not be encrypted; the address is not at fault.")),
    REASON(NOTCOMPLIANTRFC, "notcompliantrfc", N_("malformed message"),
           SENDER,  NO,   NO,    NO,   YES,     CODE(5, 6, 0),
           N_("The message breaks the rules of mail; the address is not at fault.")),
    REASON(SPAMDETECTED,    "spamdetected",    N_("taken for spam"),
           SENDER,  NO,   NO,    NO,   YES,     CODE(5, 7, 1),
           N_("The message was taken for spam; the address is not at fault.")),
    REASON(VIRUSDETECTED,   "virusdetected",   N_("virus found"),
           SENDER,  NO,   NO,    NO,   YES,     CODE(5, 7, 1),
           N_("Something in the message was taken for a virus; the address is not at fault.")),
    REASON(POLICYVIOLATION, "policyviolation", N_("against policy"),
           SENDER,  NO,   NO,    NO,   YES,     CODE(5, 7, 1),
           N_("A policy of the recipient forbids it; which one, a person has to find out.")),
    REASON(SECURITYERROR,   "securityerror",   N_("security"),
           OPEN,    NO,   NO,    YES,  NO,      CODE(5, 7, 0),
           N_("Refused for security; sender, content or address may be meant.")),
    REASON(REJECTED,        "rejected",        N_("sender rejected"),
           SENDER,  NO,   NO,    NO,   YES,     CODE(5, 1, 8),
           N_("The sender's address was refused, not the recipient's.")),
    REASON(NORELAYING,      "norelaying",      N_("relaying denied"),
           SENDER,  NO,   NO,    NO,   YES,     CODE(5, 7, 1),
           N_("The host does not take mail for this domain; often the domain has moved or died.")),
    REASON(CONTENTERROR,    "contenterror",    N_("content error"),
           SENDER,  NO,   NO,    NO,   YES,     CODE(5, 6, 0),
           N_("The content was refused; the address is not at fault.")),
    REASON(MESGTOOBIG,      "mesgtoobig",      N_("message too big"),
           SENDER,  NO,   NO,    NO,   YES,     CODE(5, 3, 4),
           N_("The message is too big; the address is not at fault.")),
    REASON(EXCEEDLIMIT,     "exceedlimit",     N_("over recipient's limit"),
           SENDER,  NO,   NO,    NO,   YES,     CODE(5, 2, 3),
           N_("The message is bigger than the recipient may get; the address is not at fault.")),
    REASON(SYNTAXERROR,     "syntaxerror",     N_("SMTP syntax"),
           SENDER,  NO,   YES,   NO,   YES,     CODE(5, 5, 0),
           N_("The two hosts did not understand each other; the address is not at fault.")),
    REASON(MAILERERROR,     "mailererror",     N_("local program failed"),
           OPEN,    YES,  YES,   NO,   NO,      CODE(5, 3, 0),
           N_("A program that delivers the mail there failed.")),
    REASON(SUPPRESSED,      "suppressed",      N_("on a list already"),
           OPEN,    NO,   NO,    NO,   NO,      NO_CODE,
           N_("It stands on the list of a sending service already; nothing was tried.")),
    REASON(FEEDBACK,        "feedback",        N_("complaint"),
           OPEN,    NO,   NO,    NO,   YES,     NO_CODE,
           N_("A report of a complaint.")),
    REASON(VACATION,        "vacation",        N_("vacation"),
           OPEN,    NO,   NO,    NO,   YES,     NO_CODE,
           N_("An automatic reply: the mail arrived.")),
    REASON(DELIVERED,       "delivered",       N_("delivered"),
           OPEN,    NO,   NO,    NO,   YES,     NO_CODE,
           N_("Nothing says why it failed.")),
    REASON(ONHOLD,          "onhold",          N_("on hold"),
           OPEN,    YES,  YES,   YES,  NO,      CODE(5, 0, 0),
           N_("The words are there, but nobody knows yet what they mean.")),
    /* clang-format on */
};

const NxReasonRow *nx_reason_row(NxReason reason)
{
    g_return_val_if_fail(reason < NX_N_REASONS, &REASONS[NX_REASON_UNDEFINED]);
    return &REASONS[reason];
}

const char *nx_reason_name(NxReason reason)
{
    return nx_reason_row(reason)->name;
}

const char *nx_reason_label(NxReason reason)
{
    return nx_reason_row(reason)->label;
}

gboolean nx_reason_parse(const char *name, NxReason *reason)
{
    for (guint i = 0; name && i < NX_N_REASONS; i++) {
        if (g_ascii_strcasecmp(REASONS[i].name, name) == 0) {
            *reason = (NxReason)i;
            return TRUE;
        }
    }
    return FALSE;
}

const char *nx_reason_sentence(NxReason reason, guint klass)
{
    const char *const *sentences = nx_reason_row(reason)->sentences;
    NxSaid said = klass == 4 ? NX_SAID_FOR_NOW : klass == 5 ? NX_SAID_FOR_GOOD : NX_SAID_EVER;
    return sentences[said] ? sentences[said] : sentences[NX_SAID_EVER];
}

gboolean nx_reason_buries(NxReason reason)
{
    return REASONS[reason].fault == NX_FAULT_ADDRESS && reason != NX_REASON_FILTERED;
}
