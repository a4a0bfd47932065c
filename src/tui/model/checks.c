/* What is asked, what of it the advice and the ledger are told, and what the operator is. */
#include "tui/model/checks.h"

/* ---- What the ledger keeps --------------------------------------------------------------------------------------- */

typedef struct {
    NxLedgerJob job;
    NxModel *model;
    GPtrArray *facts;
} Keep;

static void work_keep(NxLedgerJob *job, NxLedger *ledger)
{
    nx_ledger_record_domains(ledger, ((Keep *)job)->facts, &job->error);
}

static void take_in(NxModel *model, const GPtrArray *facts)
{
    if (facts->len == 0)
        return;
    for (guint i = 0; i < facts->len; i++)
        nx_advisor_checked(model->advisor, facts->pdata[i]);
    model->advice_stale = TRUE;
    nx_model_advise(model);
    nx_model_changed(model);
}

/* The ledger has counted the days on which they said so. */
static void done_keep(NxLedgerJob *job)
{
    Keep *keep = (Keep *)job;
    if (job->error)
        nx_model_say(keep->model, NX_SAY_ERROR, "%s", job->error->message);
    else
        take_in(keep->model, keep->facts);
}

static void free_keep(NxLedgerJob *job)
{
    g_ptr_array_unref(((Keep *)job)->facts);
    g_free(job);
}

static void keep_in_ledger(NxModel *model, GPtrArray *facts)
{
    Keep *keep = g_new0(Keep, 1);
    keep->job = (NxLedgerJob){.work = work_keep, .done = done_keep, .free = free_keep};
    keep->model = model;
    keep->facts = g_ptr_array_ref(facts);
    nx_ledger_thread_post(model->ledger, &keep->job);
}

/* ---- Answers ----------------------------------------------------------------------------------------------------- */

static void say_end(NxModel *model)
{
    g_autofree char *trouble = nx_checking_trouble(model->checking);
    const guint *sides = model->checked_sides;
    if (trouble)
        nx_model_say(model, NX_SAY_ERROR, "%s", trouble);
    else
        nx_model_say(model, NX_SAY_INFO, nx_tr("Domains checked: %u answer, %u are gone, %u are not known."),
                     sides[NX_SIDE_ANSWERS], sides[NX_SIDE_DEAD], sides[NX_SIDE_NONE]);
    memset(model->checked_sides, 0, sizeof model->checked_sides);
}

static void took(gpointer user, GPtrArray *facts, gboolean over)
{
    NxModel *model = user;
    for (guint i = 0; i < facts->len; i++)
        model->checked_sides[nx_check_reason_side(((const NxDomainFacts *)facts->pdata[i])->found)]++;
    take_in(model, facts);
    if (facts->len > 0)
        keep_in_ledger(model, facts);
    if (over)
        say_end(model);
}

/* ---- Questions --------------------------------------------------------------------------------------------------- */

/* A resolver that could not be trusted is asked anew, by another checker. */
static gboolean make_checking(NxModel *model, GError **error)
{
    g_autofree char *trouble = model->checking ? nx_checking_trouble(model->checking) : NULL;
    if (trouble)
        g_clear_pointer(&model->checking, nx_checking_free);
    if (!model->checking)
        model->checking = nx_checking_new(&model->start->check, took, model, error);
    return model->checking != NULL;
}

/* Whether a bounce has said that the domain is gone. */
static gboolean was_said_dead(const NxModel *model, const NxAddress *address)
{
    for (guint32 i = address->first_event; i != NX_NO_EVENT; i = nx_catalog_event(model->catalog, i)->next)
        if (nx_catalog_event(model->catalog, i)->verdict.reason == NX_REASON_HOSTUNKNOWN)
            return TRUE;
    return FALSE;
}

void nx_model_check(NxModel *model, const GArray *addresses)
{
    g_autoptr(GError) error = NULL;
    if (!make_checking(model, &error)) {
        nx_model_say(model, NX_SAY_ERROR, "%s", error->message);
        return;
    }
    g_autofree NxCheckQuestion *questions = g_new(NxCheckQuestion, addresses->len);
    for (guint i = 0; i < addresses->len; i++) {
        const NxAddress *address = nx_catalog_address(model->catalog, g_array_index(addresses, guint32, i));
        questions[i] = (NxCheckQuestion){address->domain, was_said_dead(model, address)};
    }
    guint n = nx_checking_ask(model->checking, questions, addresses->len, nx_model_now(model));
    if (n > 0)
        nx_model_say(model, NX_SAY_INFO, nx_trn("Asking about %u domain ...", "Asking about %u domains ...", n), n);
}
