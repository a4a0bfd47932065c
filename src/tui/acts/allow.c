/* Answering a guard: what it holds back and why, and letting that through. */
#include "tui/acts/acts.h"
#include "tui/model/guards.h"

/* What was asked for, until the ledger has said what it knows. */
typedef struct {
    NxInspector *in;
    char *source; /* "": all of them */
} Wish;

static void free_wish(gpointer data)
{
    Wish *wish = data;
    g_free(wish->source);
    g_free(wish);
}

/* What stands behind a question. */
typedef struct {
    char *source, *text;
} Answer;

static void free_answer(gpointer data)
{
    Answer *answer = data;
    g_free(answer->source);
    g_free(answer->text);
    g_free(answer);
}

static void append_alarm(GString *text, const NxInspector *in, const NxAlarm *alarm)
{
    g_autofree char *line = nx_alarm_line(alarm);
    g_string_append_printf(text, "%s\n", line);
    for (guint i = 0; i < alarm->sample->len; i++) {
        g_autofree char *event = nx_alarm_event(in->model->catalog, g_array_index(alarm->sample, guint32, i));
        g_string_append_printf(text, "    %s\n", event);
    }
    if (alarm->held > alarm->sample->len)
        g_string_append_printf(text, nx_tr("    %u of %u are shown\n"), alarm->sample->len, alarm->held);
    for (guint i = 0; i < alarm->taken->len; i++) {
        g_autofree char *taken = nx_alarm_taken(alarm->taken->pdata[i]);
        g_string_append_printf(text, "    %s\n", taken);
    }
}

static void answer_allow(NxInspector *in, NxKey key, gpointer data)
{
    (void)key;
    nx_model_decide_allow(in->model, ((const Answer *)data)->source);
}

static void answer_back(NxInspector *in, NxKey key, gpointer data)
{
    (void)key;
    nx_model_decide_take_back(in->model, ((const Answer *)data)->source);
}

static void answer_view(NxInspector *in, NxKey key, gpointer data)
{
    (void)key;
    const Answer *answer = data;
    nx_inspector_push(
        in, nx_text_view_new(in, nx_tr("what the guard holds back; q goes back to the question"), answer->text));
}

static void ask(NxInspector *in, const NxAlarm *alarm)
{
    Answer *answer = g_new0(Answer, 1);
    g_autoptr(GString) text = g_string_new(NULL);
    guint taken = alarm->taken->len;
    append_alarm(text, in, alarm);
    answer->source = g_strdup(alarm->source);
    answer->text = g_strdup(text->str);
    NxQuestion *question =
        nx_question_new(g_strdup_printf(nx_tr("Let %s through for 24 hours?"), alarm->source), answer, free_answer);
    nx_question_line(question, nx_alarm_line(alarm));
    if (taken > 0)
        nx_question_line(
            question,
            g_strdup_printf(nx_trn("%u address of it was suppressed by advice in the last 72 hours.",
                                   "%u addresses of it were suppressed by advice in the last 72 hours.", taken),
                            taken));
    nx_question_choice(question, 'y', g_strdup(nx_tr("let it through")), answer_allow, FALSE);
    if (taken > 0)
        nx_question_choice(question, 'b', g_strdup_printf(nx_tr("take the %u back"), taken), answer_back, FALSE);
    nx_question_choice(question, 'v', g_strdup(nx_tr("view some of it")), answer_view, TRUE);
    nx_inspector_ask(in, question);
}

static void seen(gpointer user, const GPtrArray *alarms)
{
    const Wish *wish = user;
    const NxAlarm *alarm = nx_alarms_find(alarms, wish->source);
    if (alarms->len == 0) {
        nx_inspector_say(wish->in, NX_SAY_INFO, "%s", nx_tr("no guard speaks because of where the bounces come from"));
    } else if (!*wish->source) {
        nx_inspector_push(wish->in, nx_guards_view_new(wish->in));
    } else if (alarm) {
        ask(wish->in, alarm);
    } else {
        g_autofree char *names = nx_alarms_names(alarms, " ");
        nx_inspector_say(wish->in, NX_SAY_ERROR, nx_tr("no guard speaks because of %s; they do because of: %s"),
                         wish->source, names);
    }
}

void nx_do_guards(NxInspector *in, const char *argument)
{
    (void)argument;
    nx_do_allow(in, "");
}

void nx_do_allow(NxInspector *in, const char *argument)
{
    Wish *wish = g_new0(Wish, 1);
    wish->in = in;
    wish->source = g_strdup(argument);
    nx_model_ask_guards(in->model, seen, wish, free_wish);
}

char **nx_complete_source(NxInspector *in, const char *text)
{
    g_autoptr(GPtrArray) alarms = nx_model_alarms(in->model);
    g_autofree char *names = nx_alarms_names(alarms, " ");
    g_auto(GStrv) sources = g_strsplit(names, " ", -1);
    return nx_complete_words((const char *const *)sources, text);
}
