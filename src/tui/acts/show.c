/* Views to look at: ledger, review, articles, raw messages, help. */
#include "tui/acts/acts.h"

void nx_do_overview(NxInspector *in, const char *argument)
{
    (void)argument;
    nx_inspector_push(in, nx_overview_view_new(in));
}

void nx_do_ledger(NxInspector *in, const char *argument)
{
    (void)argument;
    nx_inspector_push(in, nx_ledger_view_new(in));
}

void nx_do_old_suppressions(NxInspector *in, const char *argument)
{
    NxTime age = 180 * NX_DAY;
    if (*argument && (!nx_duration_parse(argument, &age) || age < NX_DAY))
        nx_inspector_say(in, NX_SAY_ERROR, nx_tr("%s is no time such as 180d"), argument);
    else
        nx_inspector_push(in, nx_ledger_view_new_old(in, age));
}

void nx_do_review(NxInspector *in, const char *argument)
{
    (void)argument;
    nx_inspector_push(in, nx_review_new(in));
}

/* ---- Articles ---------------------------------------------------------------------------------------------------- */
static void show_article(NxInspector *in, NxStatus status, NxReason reason)
{
    char code[NX_STATUS_TEXT_SIZE];
    const char *name = status.klass > 0 ? nx_status_text(status, code) : nx_reason_name(reason);
    if (nx_codes_find(in->start->codes, name, in->article_language))
        nx_inspector_push(in, nx_article_view_new(in, name));
    else
        nx_inspector_say(in, NX_SAY_INFO, nx_tr("There is no article about %s."), name);
}

/* The event of a group that stands for it: the first of its commonest reason. */
static guint32 group_event(NxInspector *in, const NxView *view)
{
    const NxGroup *group = nx_groups_selected(view);
    guint best = 0;
    for (guint i = 1; group && i < NX_N_REASONS; i++)
        best = group->reasons[i] > group->reasons[best] ? i : best;
    for (guint i = 0; group && i < group->list->len; i++) {
        guint32 event = g_array_index(group->list, guint32, i);
        if (nx_catalog_event(in->model->catalog, event)->verdict.reason == (NxReason)best)
            return event;
    }
    nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("Nothing is selected."));
    return NX_NO_EVENT;
}

void nx_do_article(NxInspector *in, const char *argument)
{
    (void)argument;
    NxView *top = nx_inspector_top(in);
    if (top->ops->in == NX_IN_LEDGER) {
        g_autoptr(GPtrArray) owner = NULL, records = nx_ledger_view_records(top, NX_LEDGER_MEANT, &owner);
        const NxRecord *record = records->len > 0 ? g_ptr_array_index(records, 0) : NULL;
        if (record)
            show_article(in, record->status, record->reason);
        return;
    }
    guint32 number = top->ops->in == NX_IN_GROUPS ? group_event(in, top) : nx_inspector_need_event(in);
    if (number == NX_NO_EVENT)
        return;
    const NxVerdict *verdict = &nx_catalog_event(in->model->catalog, number)->verdict;
    if (nx_message_get(in->messages, number)->report)
        nx_inspector_push(in, nx_article_view_new_event(in, number));
    else
        show_article(in, nx_verdict_status(verdict), verdict->reason);
}

/* The names, if every word is one or a pattern that fits some; else NULL. */
static char **names_of(NxInspector *in, const char *text)
{
    g_auto(GStrv) words = g_strsplit_set(text, " \t", -1);
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    for (guint i = 0; words[i]; i++) {
        if (!*words[i])
            continue;
        const NxArticle *article = nx_codes_find(in->start->codes, words[i], in->article_language);
        g_auto(GStrv) fitting = article ? NULL : nx_codes_match(in->start->codes, words[i]);
        if (article)
            g_strv_builder_add(names, nx_article_name(article));
        else if (fitting[0])
            g_strv_builder_addv(names, (const char **)fitting);
        else
            return NULL;
    }
    return g_strv_builder_end(names);
}

static void show_names(NxInspector *in, const char *heading, char **names)
{
    if (names[1]) {
        nx_inspector_push(in, nx_article_view_new_list(in, heading, names));
        return;
    }
    nx_inspector_push(in, nx_article_view_new(in, names[0]));
    g_strfreev(names);
}

static void show_near(NxInspector *in, const char *wanted)
{
    char **near = nx_codes_suggest(in->start->codes, wanted, in->article_language);
    if (near && near[0]) {
        g_autofree char *heading = g_strdup_printf(nx_tr("There is no article about \"%s\".  Near to it:"), wanted);
        nx_inspector_push(in, nx_article_view_new_list(in, heading, near));
        return;
    }
    g_strfreev(near);
    nx_inspector_say(in, NX_SAY_INFO, nx_tr("There is no article about %s."), wanted);
}

static NxAsked asked_of(NxInspector *in, const char *text, char ***names)
{
    NxReport *report = nx_reader_read_line(in->start->reader, text);
    NxVerdict verdict;
    nx_judge_event(in->start->judge, report, 0, &verdict);
    NxAsked asked = nx_codes_asked(in->start->codes, text, &verdict, in->article_language, names);
    nx_report_free(report);
    return asked;
}

static void look_up(NxInspector *in, const char *text)
{
    g_autofree char *wanted = g_strstrip(g_strdup(text));
    if (!*wanted)
        return;
    char **names = names_of(in, wanted);
    if (!names && (names = nx_codes_typed(in->start->codes, wanted)) && !names[0])
        g_clear_pointer(&names, g_strfreev);
    NxAsked asked = names ? NX_ASKED_WORDS : asked_of(in, wanted, &names);
    if (asked == NX_ASKED_WORDS)
        show_names(in, wanted, names);
    else if (asked == NX_ASKED_LINE)
        nx_inspector_push(in, nx_article_view_new_line(in, wanted));
    else
        show_near(in, wanted);
}

static void look_up_done(NxInspector *in, const char *text, gpointer data)
{
    (void)data;
    look_up(in, text);
}

char **nx_complete_code(NxInspector *in, const char *text)
{
    g_auto(GStrv) names = nx_codes_names(in->start->codes);
    return nx_complete_words((const char *const *)names, text);
}

void nx_do_look_up(NxInspector *in, const char *argument)
{
    static const NxPromptOps OPS = {.label = N_("code, pattern, words or SMTP line"),
                                    .history = "code",
                                    .complete = nx_complete_code,
                                    .done = look_up_done};
    if (*argument)
        look_up(in, argument);
    else
        nx_inspector_prompt(in, &OPS, "", NULL, NULL);
}

void nx_do_article_language(NxInspector *in, const char *argument)
{
    (void)argument;
    const char *other = g_str_equal(in->article_language, "en") ? "de" : "en";
    nx_inspector_set_language(in, other);
    nx_detail_forget(in->detail);
    if (nx_inspector_top(in)->ops->in == NX_IN_ARTICLE)
        nx_article_view_renew(nx_inspector_top(in));
}

void nx_do_next_link(NxInspector *in, const char *argument)
{
    (void)argument;
    nx_article_view_step_link(nx_inspector_top(in), FALSE);
}

void nx_do_previous_link(NxInspector *in, const char *argument)
{
    (void)argument;
    nx_article_view_step_link(nx_inspector_top(in), TRUE);
}

void nx_do_link_back(NxInspector *in, const char *argument)
{
    (void)argument;
    if (!nx_article_view_back(nx_inspector_top(in)))
        nx_inspector_pop(in);
}

/* ---- The message as it came -------------------------------------------------------------------------------------- */
static void show_raw(NxInspector *in, NxRawPart part, const char *title)
{
    guint32 number = nx_inspector_need_event(in);
    if (number == NX_NO_EVENT)
        return;
    const NxEvent *event = nx_catalog_event(in->model->catalog, number);
    g_autoptr(GError) error = NULL;
    NxMailbox *mailbox = nx_catalog_mailbox(in->model->catalog, event->mailbox);
    g_autoptr(GBytes) bytes = nx_mailbox_read_raw(mailbox, &event->place, &error);
    if (!bytes) {
        nx_inspector_say(in, NX_SAY_ERROR, "%s", error->message);
        return;
    }
    /* A line of a log has neither headers nor parts: it is all there is. */
    gboolean whole = event->place.entry != NX_ENTRY_MAIL && part == NX_RAW_HEADERS;
    g_autofree char *text = nx_reader_raw(in->start->reader, bytes, whole ? NX_RAW_ALL : part),
                    *place = nx_mailbox_place_name(mailbox, &event->place, NX_PLACE_INSIDE),
                    *full = g_strdup_printf("%s   %s", title, place);
    if (nx_inspector_top(in)->ops->in == NX_IN_RAW)
        nx_inspector_pop(in); /* H, p and P change places */
    nx_inspector_push(in, nx_raw_view_new(in, full, text && *text ? text : nx_tr("(there is none)")));
}

void nx_do_headers(NxInspector *in, const char *argument)
{
    (void)argument;
    show_raw(in, NX_RAW_HEADERS, nx_tr("headers"));
}

void nx_do_status_part(NxInspector *in, const char *argument)
{
    (void)argument;
    show_raw(in, NX_RAW_STATUS, nx_tr("delivery status"));
}

void nx_do_raw(NxInspector *in, const char *argument)
{
    (void)argument;
    show_raw(in, NX_RAW_ALL, nx_tr("message"));
}

void nx_do_help(NxInspector *in, const char *argument)
{
    (void)argument;
    nx_inspector_push(in, nx_help_new(in, nx_inspector_top(in)->ops));
}

void nx_do_problems(NxInspector *in, const char *argument)
{
    (void)argument;
    nx_model_take_problems(in->model);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < in->model->problems->len; i++)
        g_string_append_printf(text, "%s\n", (const char *)g_ptr_array_index(in->model->problems, i));
    nx_inspector_push(in, nx_text_view_new(in, nx_tr("what could not be read"),
                                           text->len > 0 ? text->str : nx_tr("Nothing is wrong.")));
    g_string_free(text, TRUE);
}
