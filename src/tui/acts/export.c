/* Exports: what, in which format, into which file. The ledger is asked meanwhile, so that no key typed ahead goes
 * astray; what is written is what it answered, and was shown first. */
#include "tui/acts/acts.h"
#include "tui/acts/export_list.h"

typedef enum {
    WHAT_TAGGED,
    WHAT_GROUP,
    WHAT_LIMITED,
    WHAT_SUPPRESSED,
    WHAT_PAUSED,
    WHAT_HELD,
    WHAT_IGNORED,
    WHAT_DECIDED,
    N_WHATS
} What;

/* Each question proposes the file that was its own last. */
static const struct {
    NxKey key;
    const char *label, *history;
    NxDecision decision;
} WHATS[] = {
    [WHAT_TAGGED] = {'t', N_("tagged"), "file-tagged", NX_DECISION_NONE},
    [WHAT_GROUP] = {'g', N_("of this group"), "file-group", NX_DECISION_NONE},
    [WHAT_LIMITED] = {'l', N_("shown by the limit"), "file-limited", NX_DECISION_NONE},
    [WHAT_SUPPRESSED] = {'s', N_("suppressed"), "file-suppressed", NX_DECISION_SUPPRESS},
    [WHAT_PAUSED] = {'r', N_("paused"), "file-paused", NX_DECISION_RETRY},
    [WHAT_HELD] = {'h', N_("held"), "file-held", NX_DECISION_HOLD},
    [WHAT_IGNORED] = {'i', N_("ignored"), "file-ignored", NX_DECISION_IGNORE},
    [WHAT_DECIDED] = {'d', N_("all decided"), "file-decided", NX_DECISION_NONE},
};
G_STATIC_ASSERT(G_N_ELEMENTS(WHATS) == N_WHATS);

/* An export being put together. Its prompts, its question and the job that asks the ledger hold one reference each. */
typedef struct {
    NxInspector *in;
    What what;
    GArray *numbers; /* of the addresses meant; NULL: all that are decided so, or the ledger's own records */
    NxExportList list;
    NxPromptOps file_ops; /* with the history of `what` */
    char *path;
    NxOutHow how;
    gboolean ready;  /* the operator has answered everything: it is written as soon as the ledger has */
    guint undecided; /* of the records: nothing is decided about these */
} Export;

static void clear_export(gpointer data)
{
    Export *export = data;
    nx_export_list_clear(&export->list);
    g_clear_pointer(&export->numbers, g_array_unref);
    g_free(export->path);
}

static void unref_export(gpointer export)
{
    g_rc_box_release_full(export, clear_export);
}

/* ---- Writing ----------------------------------------------------------------------------------------------------- */
static void say_written(const Export *export)
{
    guint n = export->list.written;
    g_autofree char *left = nx_export_list_left(&export->list),
                    *wrote = g_strdup_printf(nx_trn("Wrote %u address to %s", "Wrote %u addresses to %s", n), n,
                                             export->path);
    nx_inspector_say(export->in, *left ? NX_SAY_ERROR : NX_SAY_INFO, *left ? "%s; %s" : "%s.%s", wrote, left);
}

/* Once everything is known; before that it does nothing. */
static void write_if_ready(Export *export)
{
    g_autoptr(GError) error = NULL;
    nx_export_list_prepare(&export->list);
    if (!export->ready || !export->list.out)
        return;
    if (export->list.records->len == 0)
        nx_inspector_say(export->in, NX_SAY_INFO, "%s", nx_tr("There is nothing to export; no file was written."));
    else if (nx_export_list_write(&export->list, export->path, export->how, &error))
        say_written(export);
    else
        nx_inspector_say(export->in, NX_SAY_ERROR, "%s", error->message);
}

/* ---- Asking the ledger ------------------------------------------------------------------------------------------- */
typedef struct {
    NxLedgerJob job;
    Export *export;
    GPtrArray *keys; /* NULL: all of a decision */
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
static GPtrArray *merge_records(Gather *gather)
{
    const NxModel *model = gather->export->in->model;
    GPtrArray *records = g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free);
    for (guint i = 0; i < gather->export->numbers->len; i++) {
        NxRecall *recall = g_ptr_array_index(gather->recalls, i);
        guint32 event = nx_scope_event(model, g_array_index(gather->export->numbers, guint32, i));
        gboolean is_decided = recall && recall->record && recall->record->decision != NX_DECISION_NONE;
        if (is_decided)
            g_ptr_array_add(records, g_steal_pointer(&recall->record));
        else if (event != NX_NO_EVENT)
            g_ptr_array_add(records, nx_record_from_event(model->catalog, event));
        gather->export->undecided += !is_decided && event != NX_NO_EVENT;
    }
    return records;
}

static char *count_text(const Export *export)
{
    guint n = export->list.records->len;
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_append_printf(text, nx_trn("%u address, %s", "%u addresses, %s", n), n, nx_tr(WHATS[export->what].label));
    if (export->undecided > 0)
        g_string_append_printf(text, nx_trn("; %u of them undecided", "; %u of them undecided", export->undecided),
                               export->undecided);
    return g_strdup(text->str);
}

enum { PREVIEWED = 5 };

/* What is about to be written: how many, the first lines, what cannot stand there. */
static void show_preview(const Export *export, NxQuestion *question)
{
    g_auto(GStrv) lines = nx_export_list_preview(&export->list, PREVIEWED);
    nx_question_line(question, count_text(export));
    for (guint i = 0; lines[i]; i++)
        if (*lines[i])
            nx_question_sample(question, g_strconcat("  ", lines[i], NULL));
    nx_question_line(question, nx_export_list_left(&export->list));
}

static void done_gather(NxLedgerJob *job)
{
    Gather *gather = (Gather *)job;
    Export *export = gather->export;
    NxInspector *in = export->in;
    if (job->error) {
        nx_inspector_say(in, NX_SAY_ERROR, "%s", job->error->message);
        return;
    }
    export->list.records = gather->recalls ? merge_records(gather) : g_steal_pointer(&gather->records);
    if (in->prompt && in->prompt->data == export)
        nx_prompt_hint(in->prompt, count_text(export));
    write_if_ready(export);
    if (in->question && nx_question_data(in->question) == export && export->list.out)
        show_preview(export, in->question);
    nx_inspector_touch(in);
}

static void free_gather(NxLedgerJob *job)
{
    Gather *gather = (Gather *)job;
    unref_export(gather->export);
    g_clear_pointer(&gather->keys, g_ptr_array_unref);
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
    if (export->numbers)
        gather->keys = g_ptr_array_new();
    for (guint i = 0; export->numbers && i < export->numbers->len; i++)
        g_ptr_array_add(gather->keys,
                        (gpointer)nx_catalog_address(model->catalog, g_array_index(export->numbers, guint32, i))->key);
    nx_ledger_thread_post(model->ledger, &gather->job);
}

/* ---- Asking the operator ----------------------------------------------------------------------------------------- */
static void finish(Export *export)
{
    export->ready = TRUE;
    write_if_ready(export);
}

static void answer_write(NxInspector *in, NxKey key, gpointer data)
{
    (void)in;
    Export *export = data;
    export->how = key == 'a' ? NX_OUT_APPEND : key == 'o' ? NX_OUT_REPLACE : NX_OUT_NEW;
    finish(export);
}

static void ask_write(Export *export)
{
    gboolean exists = g_file_test(export->path, G_FILE_TEST_EXISTS);
    char *title = g_strdup_printf(exists ? nx_tr("%s is there already.") : nx_tr("Write %s?"), export->path);
    NxQuestion *question = nx_question_new(title, g_rc_box_acquire(export), unref_export);
    if (exists)
        nx_question_choice(question, 'o', g_strdup(nx_tr("overwrite")), answer_write, FALSE);
    if (exists)
        nx_question_choice(question, 'a', g_strdup(nx_tr("append")), answer_write, FALSE);
    else
        nx_question_choice(question, 'y', g_strdup(nx_tr("write")), answer_write, FALSE);
    nx_export_list_prepare(&export->list);
    if (export->list.out)
        show_preview(export, question);
    nx_inspector_ask(export->in, question);
}

static void file_done(NxInspector *in, const char *text, gpointer data)
{
    Export *export = data;
    export->path = nx_out_path(text);
    if (!*export->path)
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("Cancelled; nothing was written."));
    else if (export->list.records && export->list.records->len == 0)
        finish(export);
    else
        ask_write(export);
}

static gboolean check_file(NxInspector *in, NxPrompt *prompt)
{
    g_autofree char *path = nx_out_path(prompt->text->str);
    g_autoptr(GError) error = NULL;
    (void)in;
    if (nx_out_may_write(path, &error))
        return TRUE;
    nx_prompt_error(prompt, g_strdup(error->message), 0);
    return FALSE;
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
    nx_prompt_hint(prompt, export->list.records ? count_text(export) : NULL);
}

static void ask_file(Export *export)
{
    g_autofree char *file =
        g_strdup_printf("nixie-%s.%s", WHATS[export->what].label, nx_format_extension(export->list.format));
    ask(export, &export->file_ops, g_strdelimit(file, " ", '-'));
}

/* ---- Which columns ----------------------------------------------------------------------------------------------- */
#define ALL_COLUMNS "*"

static char **words_of(const char *text)
{
    GStrvBuilder *builder = g_strv_builder_new();
    g_auto(GStrv) words = g_strsplit_set(text, " ,;\t", -1);
    for (guint i = 0; words[i]; i++)
        if (*words[i])
            g_strv_builder_add(builder, words[i]);
    char **all = g_strv_builder_end(builder);
    g_strv_builder_unref(builder);
    return all;
}

/* Why these are no columns of it, translated; NULL: they are. */
static char *wrong_columns(const NxFormat *format, const char *text)
{
    g_autofree const char **known = nx_format_columns(format);
    g_auto(GStrv) words = words_of(text);
    if (!*words || g_str_equal(*words, ALL_COLUMNS))
        return NULL;
    for (guint i = 0; words[i]; i++)
        if (!g_strv_contains(known, words[i]))
            return g_strdup_printf(nx_tr("no column is called \"%s\""), words[i]);
    return g_strv_contains((const char *const *)words, "address")
               ? NULL
               : g_strdup(nx_tr("a list without the column \"address\" is one of nobody"));
}

static gboolean check_columns(NxInspector *in, NxPrompt *prompt)
{
    const Export *export = prompt->data;
    char *wrong = wrong_columns(export->list.format, prompt->text->str);
    (void)in;
    if (wrong)
        nx_prompt_error(prompt, wrong, 0);
    return !wrong;
}

static char **complete_columns(NxInspector *in, const char *text)
{
    const Export *export = in->prompt->data;
    g_autofree const char **known = nx_format_columns(export->list.format);
    return nx_complete_words(known, text);
}

static void columns_done(NxInspector *in, const char *text, gpointer data)
{
    Export *export = data;
    (void)in;
    g_clear_pointer(&export->list.columns, g_strfreev);
    char **words = words_of(text);
    if (!*words || g_str_equal(*words, ALL_COLUMNS))
        g_strfreev(words);
    else
        export->list.columns = words;
    ask_file(export);
}

static const NxPromptOps COLUMNS_OPS = {.label = N_("columns"),
                                        .history = "columns",
                                        .complete = complete_columns,
                                        .check = check_columns,
                                        .done = columns_done};

static void format_done(NxInspector *in, const char *text, gpointer data)
{
    Export *export = data;
    g_autofree char *name = g_strstrip(g_strdup(text));
    export->list.format = nx_format_find(name);
    g_autofree const char **columns = nx_format_columns(export->list.format);
    if (!columns) {
        ask_file(export);
        return;
    }
    ask(export, &COLUMNS_OPS, ALL_COLUMNS);
    nx_prompt_note(in->prompt, g_strjoinv(" ", (char **)columns));
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

static gboolean check_format(NxInspector *in, NxPrompt *prompt)
{
    (void)in;
    g_autofree char *name = g_strstrip(g_strdup(prompt->text->str));
    const NxFormat *format = nx_format_find(name);
    if (format && nx_format_can_write(format))
        return TRUE;
    nx_prompt_error(prompt, g_strdup_printf(nx_tr("there is no format \"%s\""), name), 0);
    return FALSE;
}

static const NxPromptOps FORMAT_OPS = {.label = N_("format"),
                                       .history = "format",
                                       .complete = complete_format,
                                       .check = check_format,
                                       .done = format_done};
static Export *export_new(NxInspector *in, What what)
{
    Export *export = g_rc_box_new0(Export);
    export->in = in;
    export->what = what;
    export->file_ops = (NxPromptOps){.label = N_("file"),
                                     .history = WHATS[what].history,
                                     .complete = complete_file,
                                     .check = check_file,
                                     .done = file_done};
    return export;
}

static void ask_format(Export *export)
{
    ask(export, &FORMAT_OPS, "csv");
    g_auto(GStrv) names = complete_format(export->in, "");
    nx_prompt_note(export->in->prompt, g_strjoinv(" ", names));
}

static void start(NxInspector *in, What what, GArray *numbers)
{
    Export *export = export_new(in, what);
    export->numbers = numbers;
    ask_format(export);
    ask_ledger(export);
    unref_export(export);
}

/* Of the ledger's view: the records are there. */
static void start_records(NxInspector *in, What what)
{
    Export *export = export_new(in, what);
    GPtrArray *owner = NULL;
    export->list.records =
        nx_ledger_view_records(nx_inspector_top(in), what == WHAT_TAGGED ? NX_LEDGER_TAGGED : NX_LEDGER_SHOWN, &owner);
    export->list.keep = owner;
    export->list.free_keep = (GDestroyNotify)g_ptr_array_unref;
    ask_format(export);
    unref_export(export);
}

/* The addresses meant; NULL: all that are decided so. */
static GArray *numbers_of(NxInspector *in, What what)
{
    const NxGroup *group = what == WHAT_GROUP ? nx_groups_selected(nx_inspector_top(in)) : NULL;
    if (what == WHAT_TAGGED)
        return nx_model_tagged(in->model);
    if (what == WHAT_LIMITED)
        return nx_catalog_addresses(in->model->catalog, in->model->list, NULL);
    return group ? nx_catalog_addresses(in->model->catalog, group->list, NULL) : NULL;
}

static void answer_what(NxInspector *in, NxKey key, gpointer data)
{
    (void)data;
    gboolean in_ledger = nx_inspector_top(in)->ops->in == NX_IN_LEDGER;
    for (guint what = 0; what < G_N_ELEMENTS(WHATS); what++) {
        if (WHATS[what].key != key)
            continue;
        if (in_ledger && (what == WHAT_TAGGED || what == WHAT_LIMITED))
            start_records(in, (What)what);
        else
            start(in, (What)what, numbers_of(in, (What)what));
    }
}

static void answer_table(NxInspector *in, NxKey key, gpointer data)
{
    (void)key;
    (void)data;
    nx_export_table(in);
}

/* How many are tagged, and shown: in the ledger its own. */
static guint n_tagged(const NxInspector *in)
{
    NxView *top = nx_inspector_top(in);
    return top->ops->in == NX_IN_LEDGER ? nx_ledger_view_n_tagged(top) : in->model->n_tagged;
}

static guint n_shown(const NxInspector *in)
{
    NxView *top = nx_inspector_top(in);
    if (top->ops->in == NX_IN_LEDGER)
        return top->ops->lines(top);
    g_autoptr(GArray) addresses = nx_catalog_addresses(in->model->catalog, in->model->list, NULL);
    return addresses->len;
}

static gboolean is_offered(const NxInspector *in, What what)
{
    switch (what) {
    case WHAT_TAGGED: return n_tagged(in) > 0;
    case WHAT_GROUP: return nx_inspector_top(in)->ops->in == NX_IN_GROUPS && nx_groups_selected(nx_inspector_top(in));
    default: return TRUE;
    }
}

void nx_do_export(NxInspector *in, const char *argument)
{
    (void)argument;
    NxQuestion *question = nx_question_new(g_strdup(nx_tr("Export which addresses?")), NULL, NULL);
    nx_question_line(question, g_strdup_printf(nx_tr("%u tagged, %u shown by the limit."), n_tagged(in), n_shown(in)));
    for (guint i = 0; i < G_N_ELEMENTS(WHATS); i++)
        if (is_offered(in, (What)i))
            nx_question_choice(question, WHATS[i].key, g_strdup(nx_tr(WHATS[i].label)), answer_what, FALSE);
    if (nx_inspector_top(in)->ops->in == NX_IN_GROUPS)
        nx_question_choice(question, 'T', g_strdup(nx_tr("the table of groups")), answer_table, FALSE);
    nx_inspector_ask(in, question);
}
