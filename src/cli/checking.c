/* What the ledger remembers is taken while it is good, the rest is asked, and answers are remembered. */
#include "cli/checking.h"
#include <unistd.h>

enum { FAMILIAR = 20, PATIENCE_MS = 250 };

void nx_check_answers_clear(NxCheckAnswers *checking)
{
    g_clear_pointer(&checking->facts, g_hash_table_unref);
    g_clear_pointer(&checking->familiar, g_hash_table_unref);
}

static void keep(NxCheckAnswers *checking, NxDomainFacts *facts)
{
    g_hash_table_replace(checking->facts, facts->domain, facts);
}

/* Without a ledger nothing is remembered, and what is asked is told all the same. */
static gboolean recall(NxApp *app, const NxChecked *wanted, NxCheckAnswers *checking, GError **error)
{
    guint n;
    g_autofree const char **domains = (const char **)g_hash_table_get_keys_as_array(wanted->domains, &n);
    g_autoptr(GPtrArray) known = nx_ledger_domains(app->ledger, domains, n, error);
    if (!known || !(checking->familiar = nx_ledger_familiar_domains(app->ledger, FAMILIAR, error)))
        return FALSE;
    for (guint i = 0; i < known->len; i++) {
        NxDomainFacts *facts = known->pdata[i];
        if (!wanted->fresh && facts->until > app->now && facts->at <= app->now)
            keep(checking, nx_domain_facts_copy(facts));
    }
    return TRUE;
}

/* ---- Asking ------------------------------------------------------------------------------------------------------ */

static gboolean shows_progress(const NxApp *app)
{
    return !app->plain && isatty(STDERR_FILENO);
}

static void show_progress(NxChecker *checker)
{
    guint answered, asked;
    nx_checker_progress(checker, &answered, &asked);
    g_printerr("\r");
    g_printerr(nx_tr("%u of %u domains"), answered, asked);
}

static GPtrArray *collect(const NxApp *app, NxChecker *checker)
{
    GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)nx_domain_facts_free);
    gboolean shown = shows_progress(app);
    while (nx_checker_wait(checker, PATIENCE_MS)) {
        g_autoptr(GPtrArray) some = nx_checker_take(checker);
        g_ptr_array_set_free_func(some, NULL);
        for (guint i = 0; i < some->len; i++)
            g_ptr_array_add(all, some->pdata[i]);
        if (shown)
            show_progress(checker);
    }
    if (shown)
        g_printerr("\r\033[K");
    return all;
}

static GArray *questions_of(const NxChecked *wanted, const NxCheckAnswers *checking)
{
    GArray *questions = g_array_new(FALSE, FALSE, sizeof(NxCheckQuestion));
    GHashTableIter iter;
    gpointer domain, said_dead;
    g_hash_table_iter_init(&iter, wanted->domains);
    while (g_hash_table_iter_next(&iter, &domain, &said_dead)) {
        NxCheckQuestion question = {domain, GPOINTER_TO_INT(said_dead)};
        if (!g_hash_table_contains(checking->facts, domain))
            g_array_append_val(questions, question);
    }
    return questions;
}

static gboolean ask(NxApp *app, const NxChecked *wanted, NxCheckAnswers *checking)
{
    GError *error = NULL;
    NxCheckSettings settings = nx_config_check(&app->config);
    g_autoptr(GArray) questions = questions_of(wanted, checking);
    if (questions->len == 0)
        return TRUE;
    if (wanted->nameserver)
        settings.nameserver = wanted->nameserver;
    g_autoptr(NxChecker) checker = nx_checker_new(&settings, NULL, NULL, &error);
    if (!checker) {
        gboolean is_missing = g_error_matches(error, NX_ERROR, NX_ERROR_MISSING);
        nx_app_error(app, error);
        return is_missing; /* then lists still say what they say */
    }
    nx_checker_ask(checker, (const NxCheckQuestion *)(gpointer)questions->data, questions->len, app->now);
    g_autoptr(GPtrArray) answers = collect(app, checker);
    g_autofree char *trouble = nx_checker_trouble(checker);
    if (app->ledger && !nx_ledger_record_domains(app->ledger, answers, &error))
        nx_app_error(app, error);
    g_ptr_array_set_free_func(answers, NULL);
    for (guint i = 0; i < answers->len; i++)
        keep(checking, answers->pdata[i]);
    if (trouble)
        nx_app_guard(app, "%s", trouble);
    return TRUE;
}

gboolean nx_app_check_domains(NxApp *app, const NxChecked *wanted, NxCheckAnswers *checking)
{
    GError *error = NULL;
    checking->facts = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)nx_domain_facts_free);
    if (nx_app_ledger(app, NX_LEDGER_WRITE) && !recall(app, wanted, checking, &error))
        nx_app_error(app, error);
    return ask(app, wanted, checking);
}
