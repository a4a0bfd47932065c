/* Counts in slices while one types, so that no key waits for a count. */
#include "tui/acts/query_prompt.h"
#include "tui/acts/acts.h"
#include <nixie/event_field.h>

#define AGAIN_MS 250 /* while mail is being read */

typedef struct {
    NxInspector *in;
    NxPromptOps ops; /* of this use: the prompt borrows it */
    const NxQueryUse *use;
    NxPrompt *prompt;
    NxQuery *query;
    NxListJob *job;
    guint source;
} Typing;

static void drop_job(Typing *typing)
{
    if (typing->source)
        g_source_remove(typing->source);
    typing->source = 0;
    g_clear_pointer(&typing->job, nx_list_job_unref);
    g_clear_pointer(&typing->query, nx_query_free);
}

static void start_count(Typing *typing);

/* "is:held" for "held": what the word would mean as a value; NULL: nothing. Caller frees. */
static char *as_value(const char *text)
{
    g_autofree char *word = g_ascii_strdown(text, -1);
    g_strstrip(word);
    if (!*word || strpbrk(word, " :\"()!*@"))
        return NULL;
    g_autoptr(GPtrArray) fields = nx_event_fields_asked();
    for (guint i = 0; i < fields->len; i++) {
        const NxEventField *field = fields->pdata[i];
        const char *name;
        for (guint value = 0; field->choice && (name = field->choice(value)); value++)
            if (g_str_equal(name, word))
                return g_strdup_printf("%s:%s", field->name, name);
    }
    return NULL;
}

/* What is loading goes on being counted, and is marked as not yet true. */
static gboolean on_again(gpointer user)
{
    Typing *typing = user;
    typing->source = 0;
    start_count(typing);
    return G_SOURCE_REMOVE;
}

static void show_count(Typing *typing, guint n, guint of)
{
    NxInspector *in = typing->in;
    gboolean loading = in->model->loading;
    g_autofree char *value = as_value(typing->prompt->text->str);
    const char *more = loading ? nx_symbol(in->ascii, NX_SYMBOL_ELLIPSIS) : "";
    nx_prompt_hint(typing->prompt,
                   g_strdup_printf(nx_tr("%s %u%s of %u%s %s Tab completes"), nx_symbol(in->ascii, NX_SYMBOL_CHECK), n,
                                   more, of, more, nx_symbol(in->ascii, NX_SYMBOL_DOT)));
    if (value)
        nx_prompt_note(typing->prompt,
                       g_strdup_printf(n == 0 ? nx_tr("no text holds that word; as a value it is  %s  (Tab)")
                                              : nx_tr("texts that hold that word; as a value it is  %s"),
                                       value));
    nx_inspector_touch(in);
}

static gboolean on_slice(gpointer user)
{
    Typing *typing = user;
    for (gint64 end = nx_slice_end(); nx_list_job_step(typing->job, NX_SLICE_ROWS);)
        if (g_get_monotonic_time() > end)
            return G_SOURCE_CONTINUE;
    guint n = nx_list_job_count(typing->job);
    typing->source = 0;
    g_clear_pointer(&typing->job, nx_list_job_unref);
    show_count(typing, n, nx_catalog_n_events(typing->in->model->catalog));
    if (typing->in->model->loading)
        typing->source = g_timeout_add(AGAIN_MS, on_again, typing);
    return G_SOURCE_REMOVE;
}

static void start_count(Typing *typing)
{
    NxInspector *in = typing->in;
    NxView *top = nx_inspector_top(in);
    if (top->ops->in == NX_IN_LEDGER) { /* whose records are few enough to be counted at once */
        guint of, n = nx_ledger_view_count(top, typing->query, &of);
        show_count(typing, n, of);
        return;
    }
    NxListSpec spec;
    nx_model_spec(in->model, &spec);
    spec.query = typing->query;
    spec.sort = NX_SORT_PLACE;
    typing->job = nx_list_job_new(in->model->catalog, &spec, 0);
    typing->source = g_idle_add_full(G_PRIORITY_DEFAULT_IDLE, on_slice, typing, NULL);
}

/* What is known of the field being typed, in the line above. */
static void show_fields(NxPrompt *prompt)
{
    const char *last = strrchr(prompt->text->str, ' ');
    const char *word = last ? last + 1 : prompt->text->str;
    g_autoptr(GPtrArray) fields = nx_event_fields_asked();
    GString *text = g_string_new(NULL);
    for (guint i = 0; *word && i < fields->len; i++) {
        const NxEventField *field = fields->pdata[i];
        if (strncmp(field->name, word, strcspn(word, ":")) != 0)
            continue;
        g_autofree char *help = nx_event_field_help(field);
        g_string_append_printf(text, "%s%s  %s", text->len > 0 ? "     " : "", field->sample, help);
    }
    nx_prompt_note(prompt, g_string_free(text, text->len == 0));
}

static void changed(NxInspector *in, NxPrompt *prompt)
{
    Typing *typing = prompt->data;
    typing->prompt = prompt;
    drop_job(typing);
    nx_prompt_hint(prompt, NULL);
    show_fields(prompt);
    if (prompt->text->str[0] == '@') {
        g_autofree char *name = g_strstrip(g_strdup(prompt->text->str + 1));
        const char *saved = g_hash_table_lookup(in->saved_limits, name);
        nx_prompt_hint(prompt, g_strdup(saved));
        return;
    }
    guint column = 0;
    g_autoptr(GError) error = NULL;
    typing->query = nx_query_parse(prompt->text->str, &column, &error);
    if (!typing->query) {
        nx_prompt_error(prompt, g_strdup(error->message), column);
        return;
    }
    start_count(typing);
}

/* Reads it once more: nothing may have been typed since it was opened. */
static gboolean check(NxInspector *in, NxPrompt *prompt)
{
    guint column = 0;
    g_autoptr(GError) error = NULL;
    g_autofree char *text = g_strstrip(g_strdup(prompt->text->str));
    const char *query = text;
    if (*text == '@') {
        query = g_hash_table_lookup(in->saved_limits, text + 1);
        if (!query) {
            nx_prompt_error(prompt, g_strdup_printf(nx_tr("no limit was saved as \"%s\""), text + 1), 0);
            return FALSE;
        }
    }
    NxQuery *parsed = nx_query_parse(query, &column, &error);
    if (!parsed)
        nx_prompt_error(prompt, g_strdup(error->message), column);
    g_clear_pointer(&parsed, nx_query_free);
    return error == NULL;
}

static void done(NxInspector *in, const char *text, gpointer data)
{
    Typing *typing = data;
    drop_job(typing);
    typing->use->done(in, text);
}

static void free_typing(gpointer data)
{
    drop_job(data);
    g_free(data);
}

/* Fields and values; where nothing begins so, what the word would mean as a value. */
static char **complete_fields(NxInspector *in, const char *text, const char *word)
{
    char **found = nx_query_complete(in->model->catalog, text), *value = found[0] ? NULL : as_value(word);
    if (!value)
        return found;
    g_strfreev(found);
    found = g_new0(char *, 2);
    found[0] = value;
    return found;
}

char **nx_complete_query(NxInspector *in, const char *text)
{
    const char *last = strrchr(text, ' ');
    const char *word = last ? last + 1 : text;
    if (*word != '@')
        return complete_fields(in, text, word);
    GStrvBuilder *builder = g_strv_builder_new();
    g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(in->saved_limits), (GCompareFunc)strcmp);
    for (GList *at = names; at; at = at->next) {
        g_autofree char *name = g_strconcat("@", at->data, NULL);
        if (g_str_has_prefix(name, word))
            g_strv_builder_add(builder, name);
    }
    char **found = g_strv_builder_end(builder);
    g_strv_builder_unref(builder);
    return found;
}

void nx_query_prompt(NxInspector *in, const NxQueryUse *use, const char *text)
{
    Typing *typing = g_new0(Typing, 1);
    typing->in = in;
    typing->use = use;
    typing->ops = (NxPromptOps){.label = use->label,
                                .history = use->history,
                                .complete = nx_complete_query,
                                .changed = changed,
                                .check = check,
                                .done = done};
    nx_inspector_prompt(in, &typing->ops, text, typing, free_typing);
}
