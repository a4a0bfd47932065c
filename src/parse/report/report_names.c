/* Identifiers of the enums of a report, as they are typed and stored; what people read of them is marked. */
#include <nixie/report.h>
#include <nixie/text.h>

const char *nx_kind_name(NxKind kind)
{
    static const char *const NAMES[] = {
        [NX_KIND_UNKNOWN] = "unknown",     [NX_KIND_NOT_A_BOUNCE] = "not-a-bounce",
        [NX_KIND_AUTOREPLY] = "autoreply", [NX_KIND_DELIVERED] = "delivered",
        [NX_KIND_DELAY] = "delay",         [NX_KIND_FEEDBACK] = "feedback",
        [NX_KIND_BOUNCE] = "bounce",
    };
    G_STATIC_ASSERT(G_N_ELEMENTS(NAMES) == NX_N_KINDS);
    g_assert(kind < NX_N_KINDS);
    return NAMES[kind];
}

const char *nx_action_name(NxAction action)
{
    static const char *const NAMES[] = {
        [NX_ACTION_NONE] = NULL,         [NX_ACTION_FAILED] = "failed",
        [NX_ACTION_DELAYED] = "delayed", [NX_ACTION_DELIVERED] = "delivered",
        [NX_ACTION_RELAYED] = "relayed", [NX_ACTION_EXPANDED] = "expanded",
    };
    G_STATIC_ASSERT(G_N_ELEMENTS(NAMES) == NX_N_ACTIONS);
    g_assert(action < NX_N_ACTIONS);
    return NAMES[action];
}

const char *nx_origin_name(NxOrigin origin)
{
    static const char *const NAMES[] = {
        [NX_ORIGIN_UNPROVEN] = N_("unproven"),
        [NX_ORIGIN_OURS] = N_("ours"),
        [NX_ORIGIN_FOREIGN] = N_("foreign"),
    };
    G_STATIC_ASSERT(G_N_ELEMENTS(NAMES) == NX_N_ORIGINS);
    g_assert(origin < NX_N_ORIGINS);
    return NAMES[origin];
}

static const struct {
    const char *name;
    gboolean alone;
    const char *text, *more;
} PROOFS[NX_N_PROOFS] = {
    [NX_PROOF_NONE] = {"none", FALSE, N_("nothing proves that your own mail is meant"),
                       N_("[own] mta= would prove what your own mail servers wrote, a {hash} in [own] verp= or [own] "
                          "batv= what others wrote")},
    [NX_PROOF_SECRET] = {"secret", TRUE, N_("it came to a return path that holds a secret of yours"), NULL},
    [NX_PROOF_RELAY] = {"relay", TRUE, N_("a mail server of yours wrote it, and only servers of yours passed it on"),
                        NULL},
    [NX_PROOF_VERP] = {"verp", FALSE, N_("it came to a return path that names the recipient"),
                       N_("a {hash} in [own] verp= would prove it, or [own] sent= with the recipients of each "
                          "Message-ID")},
    [NX_PROOF_SENT] = {"sent", FALSE, N_("its Message-ID is on the list of what was sent"),
                       N_("the recipients beside the Message-IDs of [own] sent= would prove it, or [own] mta= where "
                          "your own mail servers wrote it")},
    [NX_PROOF_MESSAGE_ID] = {"message-id", FALSE, N_("its Message-ID and From are of domains of yours"),
                             N_("[own] mta= would prove it where your own mail servers wrote it, else [own] sent= or "
                                "a return path with a secret")},
};

const char *nx_proof_name(NxProof proof)
{
    g_assert(proof < NX_N_PROOFS);
    return PROOFS[proof].name;
}

gboolean nx_proof_stands_alone(NxProof proof)
{
    g_assert(proof < NX_N_PROOFS);
    return PROOFS[proof].alone;
}

const char *nx_proof_text(NxProof proof)
{
    g_assert(proof < NX_N_PROOFS);
    return PROOFS[proof].text;
}

const char *nx_proof_more(NxProof proof)
{
    g_assert(proof < NX_N_PROOFS);
    return PROOFS[proof].more;
}

const char *nx_source_name(NxSource source)
{
    static const char *const NAMES[] = {
        [NX_SOURCE_DSN] = "dsn",       [NX_SOURCE_ARF] = "arf",         [NX_SOURCE_HEADER] = "header",
        [NX_SOURCE_LAYOUT] = "layout", [NX_SOURCE_GENERAL] = "general", [NX_SOURCE_NONE] = "none",
    };
    G_STATIC_ASSERT(G_N_ELEMENTS(NAMES) == NX_N_SOURCES);
    g_assert(source < NX_N_SOURCES);
    return NAMES[source];
}
