/* Signs of life in words. */
#include <nixie/advise.h>
#include <nixie/text.h>

#define DATE "%Y-%m-%d"
enum { QUOTE_BYTES = 120 };

static const char *const WORDS[NX_N_LIVES] = {
    [NX_LIFE_TOLD] = N_("mail arrived, as somebody said, on %s"),
    [NX_LIFE_LOG] = N_("mail was taken for it on %s"),
    [NX_LIFE_DELIVERED] = N_("mail was delivered on %s"),
    [NX_LIFE_ANSWER] = N_("answered on %s"),
    [NX_LIFE_SILENCE] = N_("nothing came back of what was sent on %s"),
};

static void add_quoted(GString *words, const char *format, const char *text)
{
    g_autofree char *safe = text && *text ? nx_safe_screen(text, -1, NX_SAFE_NONE, QUOTE_BYTES) : NULL;
    if (safe)
        g_string_append_printf(words, format, safe);
}

static const NxLife *newest_that_counts(const GPtrArray *lives)
{
    for (guint i = 0; lives && i < lives->len; i++) {
        const NxLife *life = lives->pdata[i];
        if (!life->is_void && !life->is_undone)
            return life;
    }
    return NULL;
}

char *nx_heard_words(NxLedger *ledger, const NxRecord *record)
{
    g_autoptr(GPtrArray) lives = record->delivered > record->since ? nx_ledger_lives(ledger, record->key, NULL) : NULL;
    const NxLife *life = newest_that_counts(lives);
    if (life)
        return nx_life_words(life);
    if (record->last_seen <= record->since)
        return g_strdup(nx_tr("nothing heard since"));
    g_autofree char *when = nx_time_local(record->last_seen, DATE);
    return g_strdup_printf(nx_tr("bounced again %s"), when);
}

char *nx_life_words(const NxLife *life)
{
    GString *words = g_string_new(NULL);
    g_autofree char *when = nx_time_local(life->at, DATE);
    g_string_append_printf(words, nx_tr(WORDS[life->kind]), when);
    if (life->kind == NX_LIFE_LOG)
        add_quoted(words, nx_tr(", by %s"), life->source);
    add_quoted(words, ": %s", life->text);
    if (life->away_until != NX_TIME_UNKNOWN) {
        g_autofree char *until = nx_time_local(life->away_until, DATE);
        g_string_append_printf(words, nx_tr(", away until %s"), until);
    }
    return g_string_free(words, FALSE);
}
