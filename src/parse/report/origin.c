/* THE table of proofs, the best first. */
#include "parse/report/origin.h"
#include "parse/notice/relay.h"
#include <nixie/address.h>

static char *message_id_domain(const char *id)
{
    const char *at = id ? strrchr(id, '@') : NULL;
    return at ? nx_domain_key(at + 1, (gssize)strcspn(at + 1, "> \t")) : NULL;
}

/* A form that names the recipient says nothing of others that the notice names beside. */
static gboolean is_whom_the_form_names(const NxOriginCase *self)
{
    g_autofree char *key = self->path->recipient ? nx_address_key(self->path->recipient, -1) : NULL;
    for (guint i = 0; key && i < self->report->n_recipients; i++)
        if (g_strcmp0(self->report->recipients[i].key, key) != 0)
            return FALSE;
    return key != NULL;
}

static gboolean has_secret(const NxOriginCase *self)
{
    return (self->path->keyed && is_whom_the_form_names(self)) ||
           nx_return_path_is_signed(self->library, self->notice, self->report->arrived);
}

static gboolean is_by_relay(const NxOriginCase *self)
{
    return self->is_own_log || nx_relay_is_ours(self->library, self->notice, self->report->reporting_mta);
}

static gboolean is_sent(const NxOriginCase *self)
{
    return nx_sent_has(nx_library_settings(self->library)->sent, self->report->original.message_id);
}

static gboolean is_id_ours(const NxOriginCase *self)
{
    g_autofree char *id = message_id_domain(self->report->original.message_id);
    return id && nx_library_is_own_domain(self->library, id);
}

static gboolean is_from_ours(const NxOriginCase *self)
{
    const char *from = self->report->original.from_key;
    return from &&
           (nx_library_is_own(self->library, from) || nx_library_is_own_domain(self->library, nx_address_domain(from)));
}

static gboolean is_id_and_from_ours(const NxOriginCase *self)
{
    return is_id_ours(self) && is_from_ours(self);
}

/* The best first. */
static const struct {
    NxProof proof;
    gboolean (*holds)(const NxOriginCase *self);
} PROOFS[] = {
    {NX_PROOF_SECRET, has_secret},
    {NX_PROOF_RELAY, is_by_relay},
    {NX_PROOF_VERP, is_whom_the_form_names},
    {NX_PROOF_SENT, is_sent},
    {NX_PROOF_MESSAGE_ID, is_id_and_from_ours},
};
G_STATIC_ASSERT(G_N_ELEMENTS(PROOFS) == NX_N_PROOFS - 1);

void nx_origin_read(const NxOriginCase *self, NxReport *report)
{
    report->origin = NX_ORIGIN_UNPROVEN;
    report->proof = NX_PROOF_NONE;
    if (!self->library || !nx_library_has_own(self->library))
        return;
    for (guint i = 0; i < G_N_ELEMENTS(PROOFS); i++)
        if (PROOFS[i].holds(self)) {
            report->origin = NX_ORIGIN_OURS;
            report->proof = PROOFS[i].proof;
            return;
        }
    gboolean tells = report->original.message_id || report->original.from_key;
    if (tells && !is_id_ours(self) && !is_from_ours(self))
        report->origin = NX_ORIGIN_FOREIGN;
}
