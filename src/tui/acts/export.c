/* Exports: what, in which format, into which file. The ledger is asked meanwhile, so that no key typed ahead goes
 * astray; what is written is what it answered. */
#include "tui/acts/acts.h"

typedef enum {
    WHAT_TAGGED,
    WHAT_LIMITED,
    WHAT_SUPPRESSED,
    WHAT_PAUSED,
    WHAT_HELD,
    WHAT_IGNORED,
    WHAT_DECIDED,
    N_WHATS
} What;

static const struct {
    NxKey key;
    const char *label;
    NxDecision decision;
} WHATS[] = {
    [WHAT_TAGGED] = {'t', N_("tagged"), NX_DECISION_NONE},
    [WHAT_LIMITED] = {'l', N_("shown by the limit"), NX_DECISION_NONE},
    [WHAT_SUPPRESSED] = {'s', N_("suppressed"), NX_DECISION_SUPPRESS},
    [WHAT_PAUSED] = {'r', N_("paused"), NX_DECISION_RETRY},
    [WHAT_HELD] = {'h', N_("held"), NX_DECISION_HOLD},
    [WHAT_IGNORED] = {'i', N_("ignored"), NX_DECISION_IGNORE},
    [WHAT_DECIDED] = {'d', N_("all decided"), NX_DECISION_NONE},
};
G_STATIC_ASSERT(G_N_ELEMENTS(WHATS) == N_WHATS);

/* An export being put together. Its prompts, its question and the job that asks the ledger hold one reference each. */
typedef struct {
    NxInspector *in;
    What what;
    const NxFormat *format;
    char *path;
    gboolean replace;
    gboolean ready;     /* the operator has answered everything: it is written as soon as the ledger has */
    GPtrArray *records; /* NULL until the ledger has answered */
} Export;

static void clear_export(gpointer data)
{
    Export *export = data;
    g_clear_pointer(&export->records, g_ptr_array_unref);
    g_free(export->path);
}

static void unref_export(gpointer export)
{
    g_rc_box_release_full(export, clear_export);
}

/* ---- Writing ----------------------------------------------------------------------------------------------------- */
static void say_written(const Export *export, guint n, NxProblems *problems)
{
    guint left = export->records->len - n;
    g_auto(GStrv) lines = nx_problems_take(problems);
    if (left > 0)
        nx_inspector_say(export->in, NX_SAY_ERROR,
                         nx_trn("Wrote %u address to %s; %u cannot stand there: %s",
                                "Wrote %u addresses to %s; %u cannot stand there: %s", n),
                         n, export->path, left, lines[0] ? lines[0] : "");
    else
        nx_inspector_say(export->in, NX_SAY_INFO, nx_trn("Wrote %u address to %s.", "Wrote %u addresses to %s.", n), n,
                         export->path);
}

/* Once everything is known; before that it does nothing. */
static void write_if_ready(const Export *export)
{
    if (!export->ready || !export->records)
        return;
    if (export->records->len == 0) {
        nx_inspector_say(export->in, NX_SAY_INFO, "%s", nx_tr("There is nothing to export; no file was written."));
        return;
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) out = g_string_new(NULL);
    NxProblems *problems = nx_problems_new();
    NxExportStyle style = {0};
    g_autoptr(GPtrArray) written = nx_export_write(export->format, export->records, &style, out, problems);
    if (nx_file_write(export->path, out->str, out->len, export->replace, &error))
        say_written(export, written->len, problems);
    else
        nx_inspector_say(export->in, NX_SAY_ERROR, "%s", error->message);
    nx_problems_free(problems);
}

/* ---- Asking the ledger ------------------------------------------------------------------------------------------- */
typedef struct {
    NxLedgerJob job;
    Export *export;
    GPtrArray *keys; /* NULL: all of a decision */
    GArray *numbers;
    GPtrArray *recalls, *records;
} Gather;

static void work_gather(NxLedgerJob *job, NxLedger *ledger)
{
    Gather *gather = (Gather *)job;
    if (gather->keys)
        gather->recalls =
            nx_ledger_recall(ledger, (const char *const *)gather->keys->pdata, gather->keys->len, &job->error);
    else
        gather->records = nx_ledger_records(ledger, WHATS[gather->export->what].decision, &job->error);
}

/* What is decided goes out as the ledger has it; what is not, as its deciding event says. */
static GPtrArray *merge_records(const Gather *gather)
{
    const NxModel *model = gather->export->in->model;
    GPtrArray *records = g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free);
    for (guint i = 0; i < gather->numbers->len; i++) {
        NxRecall *recall = g_ptr_array_index(gather->recalls, i);
        guint32 event = nx_scope_event(model, g_array_index(gather->numbers, guint32, i));
        if (recall && recall->record && recall->record->decision != NX_DECISION_NONE)
            g_ptr_array_add(records, g_steal_pointer(&recall->record));
        else if (event != NX_NO_EVENT)
            g_ptr_array_add(records, nx_record_from_event(model->catalog, event));
    }
    return records;
}

static char *count_text(const Export *export)
{
    guint n = export->records->len;
    const char *what = nx_tr(WHATS[export->what].label);
    return g_strdup_printf(nx_trn("%u address, %s", "%u addresses, %s", n), n, what);
}

static const NxPromptOps FORMAT_OPS, FILE_OPS;

static void done_gather(NxLedgerJob *job)
{
    Gather *gather = (Gather *)job;
    Export *export = gather->export;
    NxPrompt *prompt = export->in->prompt;
    if (job->error) {
        nx_inspector_say(export->in, NX_SAY_ERROR, "%s", job->error->message);
        return;
    }
    export->records = gather->recalls ? merge_records(gather) : g_steal_pointer(&gather->records);
    if (prompt && prompt->data == export)
        nx_prompt_hint(prompt, count_text(export));
    write_if_ready(export);
    nx_inspector_touch(export->in);
}

static void free_gather(NxLedgerJob *job)
{
    Gather *gather = (Gather *)job;
    unref_export(gather->export);
    g_clear_pointer(&gather->keys, g_ptr_array_unref);
    g_clear_pointer(&gather->numbers, g_array_unref);
    g_clear_pointer(&gather->recalls, g_ptr_array_unref);
    g_clear_pointer(&gather->records, g_ptr_array_unref);
    g_free(gather);
}

static void ask_ledger(Export *export)
{
    NxModel *model = export->in->model;
    Gather *gather = g_new0(Gather, 1);
    gather->job = (NxLedgerJob){.work = work_gather, .done = done_gather, .free = free_gather};
    gather->export = g_rc_box_acquire(export);
    if (export->what == WHAT_TAGGED || export->what == WHAT_LIMITED) {
        gather->numbers = export->what == WHAT_TAGGED ? nx_model_tagged(model)
                                                      : nx_catalog_addresses(model->catalog, model->list, NULL);
        gather->keys = g_ptr_array_new();
        for (guint i = 0; i < gather->numbers->len; i++)
            g_ptr_array_add(
                gather->keys,
                (gpointer)nx_catalog_address(model->catalog, g_array_index(gather->numbers, guint32, i))->key);
    }
    nx_ledger_thread_post(model->ledger, &gather->job);
}

/* ---- Asking the operator ----------------------------------------------------------------------------------------- */
static void finish(Export *export)
{
    export->ready = TRUE;
    write_if_ready(export);
}

static void answer_replace(NxInspector *in, NxKey key, gpointer data)
{
    (void)key;
    (void)in;
    ((Export *)data)->replace = TRUE;
    finish(data);
}

static void file_done(NxInspector *in, const char *text, gpointer data)
{
    Export *export = data;
    g_autofree char *name = g_strstrip(g_strdup(text));
    if (!*name) {
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("Cancelled; nothing was written."));
        return;
    }
    export->path = g_str_has_prefix(name, "~/") ? g_build_filename(g_get_home_dir(), name + 2, NULL) : g_strdup(name);
    if (!g_file_test(export->path, G_FILE_TEST_EXISTS)) {
        finish(export);
        return;
    }
    char *title = g_strdup_printf(nx_tr("%s is there already.  Overwrite it?"), export->path);
    NxQuestion *question = nx_question_new(title, g_rc_box_acquire(export), unref_export);
    nx_question_choice(question, 'y', g_strdup(nx_tr("overwrite")), answer_replace, FALSE);
    nx_inspector_ask(in, question);
}

static char **complete_file(NxInspector *in, const char *text)
{
    (void)in;
    GFilenameCompleter *completer = g_filename_completer_new();
    char **found = g_filename_completer_get_completions(completer, text);
    g_object_unref(completer);
    return found;
}

static void ask(Export *export, const NxPromptOps *ops, const char *otherwise)
{
    NxInspector *in = export->in;
    const char *last = nx_history_get(in->history, ops->history, 1);
    NxPrompt *prompt = nx_inspector_prompt(in, ops, last ? last : otherwise, g_rc_box_acquire(export), unref_export);
    nx_prompt_hint(prompt, export->records ? count_text(export) : NULL);
}

static void format_done(NxInspector *in, const char *text, gpointer data)
{
    Export *export = data;
    g_autofree char *name = g_strstrip(g_strdup(text));
    export->format = nx_format_find(name);
    if (!export->format || !nx_format_can_write(export->format)) {
        nx_inspector_say(in, NX_SAY_ERROR, nx_tr("there is no format \"%s\""), name);
        return;
    }
    g_autofree char *file =
        g_strdup_printf("nixie-%s.%s", WHATS[export->what].label, nx_format_extension(export->format));
    ask(export, &FILE_OPS, g_strdelimit(file, " ", '-'));
}

static char **complete_format(NxInspector *in, const char *text)
{
    (void)in;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (const NxFormat *const *format = nx_formats(); *format; format++)
        if (nx_format_can_write(*format))
            g_ptr_array_add(names, (gpointer)nx_format_name(*format));
    g_ptr_array_add(names, NULL);
    return nx_complete_words((const char *const *)names->pdata, text);
}

static const NxPromptOps FORMAT_OPS = {
    .label = N_("format"), .history = "format", .complete = complete_format, .done = format_done};
static const NxPromptOps FILE_OPS = {
    .label = N_("file"), .history = "file", .complete = complete_file, .done = file_done};

static void start(NxInspector *in, What what)
{
    Export *export = g_rc_box_new0(Export);
    export->in = in;
    export->what = what;
    ask(export, &FORMAT_OPS, "csv");
    g_auto(GStrv) names = complete_format(in, "");
    nx_prompt_note(in->prompt, g_strjoinv(" ", names));
    ask_ledger(export);
    unref_export(export);
}

static void answer_what(NxInspector *in, NxKey key, gpointer data)
{
    (void)data;
    for (guint what = 0; what < G_N_ELEMENTS(WHATS); what++) {
        if (WHATS[what].key == key)
            start(in, (What)what);
    }
}

void nx_do_export(NxInspector *in, const char *argument)
{
    (void)argument;
    g_autoptr(GArray) addresses = nx_catalog_addresses(in->model->catalog, in->model->list, NULL);
    NxQuestion *question = nx_question_new(g_strdup(nx_tr("Export which addresses?")), NULL, NULL);
    nx_question_line(question,
                     g_strdup_printf(nx_tr("%u tagged, %u shown by the limit."), in->model->n_tagged, addresses->len));
    for (guint i = in->model->n_tagged > 0 ? WHAT_TAGGED : WHAT_LIMITED; i < G_N_ELEMENTS(WHATS); i++)
        nx_question_choice(question, WHATS[i].key, g_strdup(nx_tr(WHATS[i].label)), answer_what, FALSE);
    nx_inspector_ask(in, question);
}
