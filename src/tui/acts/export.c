/* Exports: what, in which format, into which file. The ledger is asked meanwhile, so that no key typed ahead goes
 * astray; what is written is what it answered, and was shown first. */
#include "tui/acts/acts.h"

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
    GArray *numbers; /* of the addresses meant; NULL: all that are decided so */
    const NxFormat *format;
    NxPromptOps file_ops; /* with the history of `what` */
    char *path;
    gboolean replace, append;
    gboolean ready;     /* the operator has answered everything: it is written as soon as the ledger has */
    GPtrArray *records; /* NULL until the ledger has answered */
    guint undecided;    /* of them: nothing is decided about these */
    GString *out;       /* the list itself, and how many stand in it; NULL until records and format are known */
    guint written;
    char *refused; /* why the first of the others does not; NULL: all do */
} Export;

static void clear_export(gpointer data)
{
    Export *export = data;
    g_clear_pointer(&export->records, g_ptr_array_unref);
    g_clear_pointer(&export->numbers, g_array_unref);
    if (export->out)
        g_string_free(export->out, TRUE);
    g_free(export->refused);
    g_free(export->path);
}

static void unref_export(gpointer export)
{
    g_rc_box_release_full(export, clear_export);
}

/* ---- Writing ----------------------------------------------------------------------------------------------------- */
/* As soon as format and records are known. */
static void prepare(Export *export)
{
    if (export->out || !export->records || !export->format)
        return;
    const NxExportStyle style = {0};
    NxProblems *problems = nx_problems_new();
    export->out = g_string_new(NULL);
    g_autoptr(GPtrArray) written = nx_export_write(export->format, export->records, &style, export->out, problems);
    g_auto(GStrv) lines = nx_problems_take(problems);
    export->written = written->len;
    export->refused = g_strdup(lines[0]);
    nx_problems_free(problems);
}

static void say_written(const Export *export)
{
    guint n = export->written, left = export->records->len - n;
    if (left > 0)
        nx_inspector_say(export->in, NX_SAY_ERROR,
                         nx_trn("Wrote %u address to %s; %u cannot stand there: %s",
                                "Wrote %u addresses to %s; %u cannot stand there: %s", n),
                         n, export->path, left, export->refused ? export->refused : "");
    else
        nx_inspector_say(export->in, NX_SAY_INFO, nx_trn("Wrote %u address to %s.", "Wrote %u addresses to %s.", n), n,
                         export->path);
}

/* What a list of nobody holds: a head, which stands once in a file that is appended to. */
static gsize head_of(const Export *export)
{
    const NxExportStyle style = {0};
    g_autoptr(GString) head = g_string_new(NULL);
    g_autoptr(GPtrArray) none = g_ptr_array_new(), written = NULL;
    written = nx_export_write(export->format, none, &style, head, NULL);
    return g_str_has_prefix(export->out->str, head->str) ? head->len : 0;
}

static gboolean write_file(const Export *export, GError **error)
{
    g_autofree char *before = NULL;
    gsize len = 0;
    if (!export->append)
        return nx_file_write(export->path, export->out->str, export->out->len, export->replace, error);
    if (!g_file_get_contents(export->path, &before, &len, error))
        return FALSE;
    g_autoptr(GString) all = g_string_new_len(before, (gssize)len);
    gsize head = len > 0 ? head_of(export) : 0;
    if (len > 0 && before[len - 1] != '\n')
        g_string_append_c(all, '\n');
    g_string_append_len(all, export->out->str + head, (gssize)(export->out->len - head));
    return nx_file_write(export->path, all->str, all->len, TRUE, error);
}

/* Once everything is known; before that it does nothing. */
static void write_if_ready(Export *export)
{
    g_autoptr(GError) error = NULL;
    prepare(export);
    if (!export->ready || !export->out)
        return;
    if (export->records->len == 0)
        nx_inspector_say(export->in, NX_SAY_INFO, "%s", nx_tr("There is nothing to export; no file was written."));
    else if (write_file(export, &error))
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
    guint n = export->records->len;
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
    guint left = export->records->len - export->written;
    g_auto(GStrv) lines = g_strsplit(export->out->str, "\n", PREVIEWED + 1);
    nx_question_line(question, count_text(export));
    for (guint i = 0; lines[i] && i < PREVIEWED; i++)
        if (*lines[i])
            nx_question_line(question, g_strconcat("  ", lines[i], NULL));
    if (left > 0)
        nx_question_line(question, g_strdup_printf(nx_tr("%u cannot stand there: %s"), left,
                                                   export->refused ? export->refused : ""));
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
    export->records = gather->recalls ? merge_records(gather) : g_steal_pointer(&gather->records);
    if (in->prompt && in->prompt->data == export)
        nx_prompt_hint(in->prompt, count_text(export));
    write_if_ready(export);
    if (in->question && nx_question_data(in->question) == export && export->out)
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
    export->append = key == 'a';
    export->replace = key == 'o';
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
    prepare(export);
    if (export->out)
        show_preview(export, question);
    nx_inspector_ask(export->in, question);
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
    if (export->records && export->records->len == 0)
        finish(export);
    else
        ask_write(export);
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
    (void)in;
    export->format = nx_format_find(name);
    g_autofree char *file =
        g_strdup_printf("nixie-%s.%s", WHATS[export->what].label, nx_format_extension(export->format));
    ask(export, &export->file_ops, g_strdelimit(file, " ", '-'));
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
static void start(NxInspector *in, What what, GArray *numbers)
{
    Export *export = g_rc_box_new0(Export);
    export->in = in;
    export->what = what;
    export->numbers = numbers;
    export->file_ops = (NxPromptOps){
        .label = N_("file"), .history = WHATS[what].history, .complete = complete_file, .done = file_done};
    ask(export, &FORMAT_OPS, "csv");
    g_auto(GStrv) names = complete_format(in, "");
    nx_prompt_note(in->prompt, g_strjoinv(" ", names));
    ask_ledger(export);
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
    for (guint what = 0; what < G_N_ELEMENTS(WHATS); what++) {
        if (WHATS[what].key == key)
            start(in, (What)what, numbers_of(in, (What)what));
    }
}

static void answer_table(NxInspector *in, NxKey key, gpointer data)
{
    (void)key;
    (void)data;
    nx_export_table(in);
}

/* In the ledger its records are meant, and not what is tagged or shown below it. */
static gboolean is_offered(const NxInspector *in, What what)
{
    NxViewMask view = nx_inspector_top(in)->ops->in;
    switch (what) {
    case WHAT_TAGGED: return view != NX_IN_LEDGER && in->model->n_tagged > 0;
    case WHAT_GROUP: return view == NX_IN_GROUPS && nx_groups_selected(nx_inspector_top(in));
    case WHAT_LIMITED: return view != NX_IN_LEDGER;
    default: return TRUE;
    }
}

void nx_do_export(NxInspector *in, const char *argument)
{
    (void)argument;
    g_autoptr(GArray) addresses = nx_catalog_addresses(in->model->catalog, in->model->list, NULL);
    NxQuestion *question = nx_question_new(g_strdup(nx_tr("Export which addresses?")), NULL, NULL);
    if (is_offered(in, WHAT_LIMITED))
        nx_question_line(
            question, g_strdup_printf(nx_tr("%u tagged, %u shown by the limit."), in->model->n_tagged, addresses->len));
    for (guint i = 0; i < G_N_ELEMENTS(WHATS); i++)
        if (is_offered(in, (What)i))
            nx_question_choice(question, WHATS[i].key, g_strdup(nx_tr(WHATS[i].label)), answer_what, FALSE);
    if (nx_inspector_top(in)->ops->in == NX_IN_GROUPS)
        nx_question_choice(question, 'T', g_strdup(nx_tr("the table of groups")), answer_table, FALSE);
    nx_inspector_ask(in, question);
}
