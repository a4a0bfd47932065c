/* Identifiers of the enums of a report, as they are typed and stored; what people read of them is marked. */
#include <nixie/report.h>
#include <nixie/text.h>

const char *nx_kind_name(NxKind kind)
{
    static const char *const NAMES[NX_N_KINDS] = {"unknown", "not-a-bounce", "autoreply", "delivered",
                                                  "delay",   "feedback",     "bounce"};
    g_assert(kind < NX_N_KINDS);
    return NAMES[kind];
}

const char *nx_action_name(NxAction action)
{
    static const char *const NAMES[] = {NULL, "failed", "delayed", "delivered", "relayed", "expanded"};
    g_assert(action < G_N_ELEMENTS(NAMES));
    return NAMES[action];
}

const char *nx_origin_name(NxOrigin origin)
{
    static const char *const NAMES[] = {N_("unproven"), N_("ours"), N_("foreign")};
    g_assert(origin < G_N_ELEMENTS(NAMES));
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
    static const char *const NAMES[] = {"dsn", "arf", "header", "layout", "general", "none"};
    g_assert(source < G_N_ELEMENTS(NAMES));
    return NAMES[source];
}
