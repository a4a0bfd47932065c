/* A wake from the checker's thread becomes a short wait, so that answers that come together are handed over together.
 */
#include "tui/model/checking.h"

enum { FIRST_MS = 40, NEXT_MS = 300 };

struct NxChecking {
    NxChecker *checker;
    NxCheckingTook took;
    gpointer user;
    GHashTable *asked; /* set of domains that have not answered; owned */
    guint source;      /* hands over what has been answered */
    gint woken;        /* atomic: that is on its way to the main loop */
};

static gboolean hand_over(gpointer user)
{
    NxChecking *checking = user;
    checking->source = 0;
    g_atomic_int_set(&checking->woken, FALSE);
    g_autoptr(GPtrArray) facts = nx_checker_take(checking->checker);
    gboolean over = !nx_checker_wait(checking->checker, 0);
    for (guint i = 0; i < facts->len; i++)
        g_hash_table_remove(checking->asked, ((const NxDomainFacts *)facts->pdata[i])->domain);
    if (!over)
        checking->source = g_timeout_add(NEXT_MS, hand_over, checking);
    checking->took(checking->user, facts, over);
    return G_SOURCE_REMOVE;
}

static gboolean start_wait(gpointer user)
{
    NxChecking *checking = user;
    if (checking->source == 0)
        checking->source = g_timeout_add(FIRST_MS, hand_over, checking);
    return G_SOURCE_REMOVE;
}

/* From the checker's thread. */
static void wake(gpointer user)
{
    NxChecking *checking = user;
    if (g_atomic_int_compare_and_exchange(&checking->woken, FALSE, TRUE))
        g_idle_add_full(G_PRIORITY_DEFAULT, start_wait, checking, NULL);
}

NxChecking *nx_checking_new(const NxCheckSettings *settings, NxCheckingTook took, gpointer user, GError **error)
{
    NxChecking *checking = g_new0(NxChecking, 1);
    checking->took = took;
    checking->user = user;
    checking->asked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    checking->checker = nx_checker_new(settings, wake, checking, error);
    if (checking->checker)
        return checking;
    nx_checking_free(checking);
    return NULL;
}

void nx_checking_free(NxChecking *checking)
{
    if (!checking)
        return;
    nx_checker_free(checking->checker);
    while (g_source_remove_by_user_data(checking))
        continue; /* a wake, or the wait behind it */
    g_hash_table_unref(checking->asked);
    g_free(checking);
}

guint nx_checking_ask(NxChecking *checking, const NxCheckQuestion *questions, guint n, NxTime now)
{
    g_autoptr(GArray) fresh = g_array_new(FALSE, FALSE, sizeof(NxCheckQuestion));
    for (guint i = 0; i < n; i++)
        if (g_hash_table_add(checking->asked, g_strdup(questions[i].domain)))
            g_array_append_val(fresh, questions[i]);
    nx_checker_ask(checking->checker, (const NxCheckQuestion *)(gpointer)fresh->data, fresh->len, now);
    return fresh->len;
}

gboolean nx_checking_is_busy(const NxChecking *checking)
{
    return checking && (checking->source != 0 || g_hash_table_size(checking->asked) > 0);
}

char *nx_checking_trouble(NxChecking *checking)
{
    return nx_checker_trouble(checking->checker);
}
