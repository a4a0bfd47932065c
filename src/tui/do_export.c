/* Out of the program: files, pipes, the clipboard. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <tui/do.h>

typedef enum { WHAT_TAGGED, WHAT_LIMITED, WHAT_SUPPRESSED, WHAT_PAUSED, WHAT_HELD, WHAT_IGNORED, WHAT_DECIDED } What;

static const struct {
    NxKey key;
    const char *label;
    NxDecision decision;
} whats[] = {
    [WHAT_TAGGED] = {'t', N_("tagged"), NX_DECISION_NONE},
    [WHAT_LIMITED] = {'l', N_("shown by the limit"), NX_DECISION_NONE},
    [WHAT_SUPPRESSED] = {'s', N_("suppressed"), NX_DECISION_SUPPRESS},
    [WHAT_PAUSED] = {'r', N_("paused"), NX_DECISION_RETRY},
    [WHAT_HELD] = {'h', N_("held"), NX_DECISION_HOLD},
    [WHAT_IGNORED] = {'i', N_("ignored"), NX_DECISION_IGNORE},
    [WHAT_DECIDED] = {'d', N_("all decided"), NX_DECISION_NONE},
};

/* An export being put together, one question after the other. */
typedef struct {
    What what;
    const NxFormat *format;
    GPtrArray *records; /* NULL until the ledger has answered */
    char *path;
} Export;

static void free_export(gpointer data)
{
    Export *export = data;
    g_clear_pointer(&export->records, g_ptr_array_unref);
    g_free(export->path);
    g_free(export);
}

static Export *steal(NxInspector *in, Export *export)
{
    (void)in;
    Export *copy = g_new(Export, 1);
    *copy = *export;
    export->records = NULL;
    export->path = NULL;
    return copy;
}

/* ---- Which records ---- */
typedef struct {
    NxLedgerJob job;
    NxInspector *in;
    Export *export;
    GPtrArray *keys;
    GArray *numbers;
    GPtrArray *recalls;
} Gather;

static void work_gather(NxLedgerJob *job, NxLedger *ledger)
{
    Gather *gather = (Gather *)job;
    if (gather->keys)
        gather->recalls = nx_ledger_recall(ledger, (const char *const *)gather->keys->pdata, gather->keys->len, &job->error);
    else
        gather->export->records = nx_ledger_records(ledger, whats[gather->export->what].decision, &job->error);
}

/* What is decided goes out as the ledger has it; what is not, as its last event says. */
static void merge_records(Gather *gather)
{
    NxModel *model = gather->in->model;
    gather->export->records = g_ptr_array_new_with_free_func((GDestroyNotify)nx_record_free);
    for (guint i = 0; i < gather->numbers->len; i++) {
        NxRecall *recall = g_ptr_array_index(gather->recalls, i);
        guint32 event = nx_scope_event(model, g_array_index(gather->numbers, guint32, i));
        if (recall && recall->record && recall->record->decision != NX_DECISION_NONE) {
            g_ptr_array_add(gather->export->records, recall->record);
            recall->record = NULL;
        } else if (event != NX_NO_EVENT) {
            g_ptr_array_add(gather->export->records, nx_record_from_event(model->catalog, event));
        }
    }
}

static void ask_format(NxInspector *in, Export *export);

static void done_gather(NxLedgerJob *job)
{
    Gather *gather = (Gather *)job;
    if (job->error) {
        nx_inspector_say(gather->in, NX_SAY_ERROR, "%s", job->error->message);
        return;
    }
    if (gather->recalls)
        merge_records(gather);
    if (gather->export->records->len == 0)
        nx_inspector_say(gather->in, NX_SAY_INFO, "%s", nx_tr("There is nothing to export."));
    else
        ask_format(gather->in, g_steal_pointer(&gather->export));
}

static void free_gather(NxLedgerJob *job)
{
    Gather *gather = (Gather *)job;
    g_clear_pointer(&gather->export, free_export);
    g_clear_pointer(&gather->keys, g_ptr_array_unref);
    g_clear_pointer(&gather->numbers, g_array_unref);
    g_clear_pointer(&gather->recalls, g_ptr_array_unref);
    g_free(gather);
}

static void gather(NxInspector *in, What what)
{
    Gather *job = g_new0(Gather, 1);
    job->job = (NxLedgerJob){.work = work_gather, .done = done_gather, .free = free_gather};
    job->in = in;
    job->export = g_new0(Export, 1);
    job->export->what = what;
    if (what == WHAT_TAGGED || what == WHAT_LIMITED) {
        job->numbers = what == WHAT_TAGGED ? nx_model_tagged(in->model) : nx_model_addresses(in->model, in->model->list, NULL);
        job->keys = g_ptr_array_new();
        for (guint i = 0; i < job->numbers->len; i++)
            g_ptr_array_add(job->keys, (gpointer)nx_catalog_address(in->model->catalog, g_array_index(job->numbers, guint32, i))->key);
    }
    nx_ledger_thread_post(in->model->ledger, &job->job);
}

/* ---- Writing ---- */
static void write_file(NxInspector *in, const Export *export, gboolean replace)
{
    g_autoptr(GError) error = NULL;
    GString *out = g_string_new(NULL);
    guint left = 0;
    NxProblems *problems = nx_problems_new();
    nx_export_write(export->format, export->records, nx_model_now(in->model), out, &left, problems);
    guint n = export->records->len - left;
    if (!nx_file_write(export->path, out->str, out->len, replace, &error)) {
        nx_inspector_say(in, NX_SAY_ERROR, "%s", error->message);
    } else if (left > 0) {
        g_auto(GStrv) lines = nx_problems_take(problems);
        nx_inspector_say(in, NX_SAY_ERROR,
                         nx_trn("Wrote %u address to %s; %u cannot stand there: %s", "Wrote %u addresses to %s; %u cannot stand there: %s", n), n,
                         export->path, left, lines[0] ? lines[0] : "");
    } else {
        nx_inspector_say(in, NX_SAY_INFO, nx_trn("Wrote %u address to %s.", "Wrote %u addresses to %s.", n), n, export->path);
    }
    nx_problems_free(problems);
    g_string_free(out, TRUE);
}

static void answer_replace(NxInspector *in, gpointer data)
{
    write_file(in, data, TRUE);
}

static void file_done(NxInspector *in, const char *text, gpointer data)
{
    Export *export = steal(in, data);
    g_autofree char *name = g_strstrip(g_strdup(text));
    if (!*name) {
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("Cancelled; nothing was written."));
        free_export(export);
        return;
    }
    export->path = g_str_has_prefix(name, "~/") ? g_build_filename(g_get_home_dir(), name + 2, NULL) : g_strdup(name);
    if (!g_file_test(export->path, G_FILE_TEST_EXISTS)) {
        write_file(in, export, FALSE);
        free_export(export);
        return;
    }
    NxQuestion *question = nx_question_new(in, g_strdup_printf(nx_tr("%s is there already.  Overwrite it?"), export->path), export, free_export);
    nx_question_choice(question, 'y', g_strdup(nx_tr("overwrite")), answer_replace, FALSE);
    nx_question_ask(question);
}

char **nx_complete_file(NxInspector *in, const char *text)
{
    (void)in;
    GFilenameCompleter *completer = g_filename_completer_new();
    char **found = g_filename_completer_get_completions(completer, text);
    g_object_unref(completer);
    return found;
}

static void ask_file(NxInspector *in, Export *export)
{
    static const NxPromptOps ops = {.label = N_("file"), .history = "file", .complete = nx_complete_file, .done = file_done};
    guint n = export->records->len;
    g_autofree char *name = g_strdup_printf("nixie-%s.%s", nx_format_name(export->format),
                                            strstr(nx_format_name(export->format), "json")  ? "jsonl"
                                            : strstr(nx_format_name(export->format), "csv") ? "csv"
                                                                                            : "txt");
    const char *last = nx_history_get(in->history, "file", 1);
    in->prompt = nx_prompt_new(in, &ops, last ? last : name, export, free_export);
    nx_prompt_hint(in->prompt, g_strdup_printf(nx_trn("%u address, %s", "%u addresses, %s", n), n, nx_format_name(export->format)));
    nx_inspector_touch(in);
}

static void format_done(NxInspector *in, const char *text, gpointer data)
{
    g_autofree char *name = g_strstrip(g_strdup(text));
    Export *export = steal(in, data);
    export->format = nx_format_find(name);
    if (export->format) {
        ask_file(in, export);
        return;
    }
    nx_inspector_say(in, NX_SAY_ERROR, nx_tr("there is no format \"%s\""), name);
    free_export(export);
}

static char **complete_format(NxInspector *in, const char *text)
{
    (void)in;
    GPtrArray *names = g_ptr_array_new();
    for (const NxFormat *const *format = nx_formats(); *format; format++)
        g_ptr_array_add(names, (gpointer)nx_format_name(*format));
    g_ptr_array_add(names, NULL);
    char **found = nx_complete_words((const char *const *)names->pdata, text);
    g_ptr_array_unref(names);
    return found;
}

static void ask_format(NxInspector *in, Export *export)
{
    static const NxPromptOps ops = {.label = N_("format"), .history = "format", .complete = complete_format, .done = format_done};
    guint n = export->records->len;
    g_autofree char *what = g_strdup_printf(nx_trn("%u address, %s", "%u addresses, %s", n), n, nx_tr(whats[export->what].label));
    const char *last = nx_history_get(in->history, "format", 1);
    in->prompt = nx_prompt_new(in, &ops, last ? last : "csv", export, free_export);
    nx_prompt_hint(in->prompt, g_steal_pointer(&what));
    g_auto(GStrv) names = complete_format(in, "");
    nx_prompt_note(in->prompt, g_strjoinv(" ", names));
    nx_inspector_touch(in);
}

/* ---- Asking what ---- */
#define ANSWER_WHAT(name, what)                                                                                                                      \
    static void answer_##name(NxInspector *in, gpointer data)                                                                                        \
    {                                                                                                                                                \
        (void)data;                                                                                                                                  \
        gather(in, what);                                                                                                                            \
    }
ANSWER_WHAT(tagged, WHAT_TAGGED)
ANSWER_WHAT(limited, WHAT_LIMITED)
ANSWER_WHAT(suppressed, WHAT_SUPPRESSED)
ANSWER_WHAT(paused, WHAT_PAUSED)
ANSWER_WHAT(held, WHAT_HELD)
ANSWER_WHAT(ignored, WHAT_IGNORED)
ANSWER_WHAT(decided, WHAT_DECIDED)

NX_DO(export)
{
    static const NxAnswer answers[] = {
        [WHAT_TAGGED] = answer_tagged, [WHAT_LIMITED] = answer_limited, [WHAT_SUPPRESSED] = answer_suppressed, [WHAT_PAUSED] = answer_paused,
        [WHAT_HELD] = answer_held,     [WHAT_IGNORED] = answer_ignored, [WHAT_DECIDED] = answer_decided,
    };
    (void)argument;
    g_autoptr(GArray) addresses = nx_model_addresses(in->model, in->model->list, NULL);
    NxQuestion *question = nx_question_new(in, g_strdup(nx_tr("Export which addresses?")), NULL, NULL);
    nx_question_line(question, g_strdup_printf(nx_tr("%u tagged, %u shown by the limit."), in->model->n_tagged, addresses->len));
    for (guint i = in->model->n_tagged > 0 ? WHAT_TAGGED : WHAT_LIMITED; i < G_N_ELEMENTS(whats); i++)
        nx_question_choice(question, whats[i].key, g_strdup(nx_tr(whats[i].label)), answers[i], FALSE);
    nx_question_ask(question);
}

/* ---- Pipe ---- */
#define MAX_OUTPUT (1 << 20) /* of what a command says, that is shown */

typedef struct {
    NxInspector *in;
    char *command;
} Piped;

static void show_output(NxInspector *in, const char *command, GBytes *got, gboolean well)
{
    g_autofree char *text = nx_text_from_utf8(g_bytes_get_data(got, NULL), (gssize)MIN(g_bytes_get_size(got), MAX_OUTPUT));
    if (*text)
        nx_inspector_push(in, nx_text_view_new(in, command, text));
    nx_inspector_say(in, well ? NX_SAY_INFO : NX_SAY_ERROR, well ? nx_tr("%s: done") : nx_tr("%s: failed"), command);
}

static void on_piped(GObject *source, GAsyncResult *result, gpointer user)
{
    Piped *piped = user;
    GSubprocess *child = G_SUBPROCESS(source);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) got = NULL;
    g_clear_object(&piped->in->piping);
    if (g_subprocess_communicate_finish(child, result, &got, NULL, &error)) {
        show_output(piped->in, piped->command, got, g_subprocess_get_if_exited(child) && g_subprocess_get_exit_status(child) == 0);
    } else {
        g_subprocess_force_exit(child);
        nx_inspector_say(piped->in, NX_SAY_ERROR, "%s: %s", piped->command, error->message);
    }
    g_free(piped->command);
    g_free(piped);
}

static void run_command(NxInspector *in, const char *command, const char *input)
{
    g_autoptr(GError) error = NULL;
    const char *argv[] = {"/bin/sh", "-c", command, NULL};
    if (in->piping) {
        nx_inspector_say(in, NX_SAY_ERROR, "%s", nx_tr("a command is still running; ^C ends it"));
        return;
    }
    g_autoptr(GSubprocess) child =
        g_subprocess_newv(argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
    g_autoptr(GBytes) given = g_bytes_new(input, strlen(input));
    if (!child) {
        nx_inspector_say(in, NX_SAY_ERROR, "%s", error->message);
        return;
    }
    Piped *piped = g_new0(Piped, 1);
    piped->in = in;
    piped->command = g_strdup(command);
    in->piping = g_cancellable_new();
    g_subprocess_communicate_async(child, given, in->piping, on_piped, piped);
    nx_inspector_say(in, NX_SAY_INFO, nx_tr("%s: running; ^C ends it"), command);
}

static void pipe_done(NxInspector *in, const char *text, gpointer data)
{
    (void)data;
    g_autofree char *command = g_strstrip(g_strdup(text));
    if (!*command)
        return;
    NxScope *scope = nx_scope_now(in);
    if (!scope)
        return;
    GString *lines = g_string_new(NULL);
    for (guint i = 0; i < scope->addresses->len; i++) {
        g_autofree char *safe = nx_safe_pipe(nx_catalog_address(in->model->catalog, g_array_index(scope->addresses, guint32, i))->spelling);
        if (safe)
            g_string_append_printf(lines, "%s\n", safe);
    }
    nx_scope_free(scope);
    run_command(in, command, lines->str);
    g_string_free(lines, TRUE);
}

NX_DO(pipe)
{
    static const NxPromptOps ops = {.label = N_("give the addresses to"), .history = "pipe", .done = pipe_done};
    if (*argument)
        pipe_done(in, argument, NULL);
    else
        in->prompt = nx_prompt_new(in, &ops, "", NULL, NULL);
}

NX_DO(copy)
{
    (void)argument;
    const char *text = NULL;
    if (nx_inspector_top(in)->ops->in == NX_IN_LEDGER) {
        g_autoptr(GPtrArray) records = nx_ledger_view_records(nx_inspector_top(in));
        text = records->len > 0 ? ((const NxRecord *)g_ptr_array_index(records, 0))->spelling : NULL;
    } else {
        guint32 number = nx_inspector_need_address(in);
        text = number == NX_NOBODY ? NULL : nx_catalog_address(in->model->catalog, number)->spelling;
    }
    if (!text)
        return;
    if (in->terminal && nx_terminal_copy(in->terminal, text))
        nx_inspector_say(in, NX_SAY_INFO, nx_tr("Gave %s to the terminal's clipboard."), text);
    else
        nx_inspector_say(in, NX_SAY_ERROR, nx_tr("This terminal takes nothing to its clipboard: %s"), text);
}
