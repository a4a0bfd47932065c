/* Deciding, from the key to the act: who is meant, what must be asked first. */
#include "tui/acts/acts.h"
#include "tui/model/ledger_acts.h"

/* An act before the operator, who has not answered yet. */
typedef struct {
    NxScope *scope;
    NxDecision decision;
    enum { ACT_DECIDE, ACT_FORGET, ACT_ACCEPT } kind;
    const NxUiAction *action; /* that asked for it */
} Pending;

static void free_pending(gpointer data)
{
    Pending *pending = data;
    nx_scope_free(pending->scope);
    g_free(pending);
}

static void perform(NxInspector *in, const Pending *pending, GArray *addresses, gboolean in_bulk)
{
    guint changed = pending->kind == ACT_FORGET ? 0 : nx_model_decide_drop_changed(in->model, addresses);
    if (changed > 0)
        nx_inspector_say(in, NX_SAY_ERROR,
                         nx_trn("%u message is no longer what was read: its address is left out.",
                                "%u messages are no longer what was read: their addresses are left out.", changed),
                         changed);
    if (addresses->len == 0) {
        if (changed == 0)
            nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("There is nothing to act on."));
        return;
    }
    nx_inspector_did(in, pending->action);
    switch (pending->kind) {
    case ACT_DECIDE: nx_model_decide(in->model, addresses, pending->decision, in_bulk); break;
    case ACT_FORGET: nx_model_decide_forget(in->model, addresses); break;
    case ACT_ACCEPT: nx_model_decide_accept(in->model, addresses, in_bulk); break;
    }
    if (pending->scope->kind == NX_SCOPE_TAGGED)
        nx_model_use_tags(in->model, addresses);
    if (nx_inspector_top(in)->ops->in == NX_IN_GROUPS)
        nx_groups_go_on(nx_inspector_top(in));
}

static void answer_shown(NxInspector *in, NxKey key, gpointer data)
{
    (void)key;
    const Pending *pending = data;
    perform(in, pending, pending->scope->shown, TRUE);
}

static void answer_all(NxInspector *in, NxKey key, gpointer data)
{
    (void)key;
    const Pending *pending = data;
    perform(in, pending, pending->scope->addresses, pending->scope->addresses->len > 1);
}

static void answer_view(NxInspector *in, NxKey key, gpointer data)
{
    (void)key;
    const NxScope *scope = ((const Pending *)data)->scope;
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < scope->addresses->len; i++) {
        guint32 number = g_array_index(scope->addresses, guint32, i), event = nx_scope_event(in->model, number);
        const NxAddress *address = nx_catalog_address(in->model->catalog, number);
        const char *reason = event == NX_NO_EVENT
                                 ? ""
                                 : nx_tr(nx_reason_label(nx_catalog_event(in->model->catalog, event)->verdict.reason));
        const char *klass =
            event == NX_NO_EVENT ? "" : nx_event_class_word(nx_catalog_event(in->model->catalog, event));
        g_string_append_printf(text, "%-40s  %-10s %s%s%s\n", address->spelling, klass, reason,
                               address->standing.decision ? "  " : "",
                               address->standing.decision ? nx_tr(nx_decision_state(address->standing.decision)) : "");
    }
    nx_inspector_push(
        in, nx_text_view_new(in, nx_tr("what is about to be decided; q goes back to the question"), text->str));
    g_string_free(text, TRUE);
}

static char *title_of(const Pending *pending)
{
    const NxScope *scope = pending->scope;
    guint n = scope->addresses->len;
    const char *verb = pending->kind == ACT_ACCEPT
                           ? nx_tr("Take the advice for")
                           : nx_decision_verb(pending->kind == ACT_FORGET ? NX_DECISION_NONE : pending->decision);
    if (scope->kind == NX_SCOPE_TAGGED)
        return g_strdup_printf(nx_trn("%s %u tagged address?", "%s %u tagged addresses?", n), verb, n);
    if (scope->kind == NX_SCOPE_GROUP)
        return g_strdup_printf(nx_trn("%s %u address of %s?", "%s %u addresses of %s?", n), verb, n, scope->name);
    if (scope->kind == NX_SCOPE_SHOWN)
        return g_strdup_printf(nx_trn("%s all %u address shown?", "%s all %u addresses shown?", n), verb, n);
    return g_strdup_printf(nx_trn("%s %u address?", "%s %u addresses?", n), verb, n);
}

static char *facts_of(const NxInspector *in, const NxScope *scope)
{
    GString *text = g_string_new(NULL);
    if (scope->addresses->len == 1)
        g_string_append_printf(
            text, "%s  ",
            nx_catalog_address(in->model->catalog, g_array_index(scope->addresses, guint32, 0))->spelling);
    if (scope->hidden > 0)
        g_string_append_printf(text, nx_tr("%u shown, %u hidden by the limit.  "), scope->shown->len, scope->hidden);
    g_autofree char *classes = nx_scope_classes(scope);
    if (*classes)
        g_string_append_printf(text, "%s.  ", classes);
    for (guint i = NX_DECISION_SUPPRESS; i < NX_N_DECISIONS; i++) {
        if (scope->decided[i] > 0)
            g_string_append_printf(text, nx_trn("%u is %s already.  ", "%u are %s already.  ", scope->decided[i]),
                                   scope->decided[i], nx_tr(nx_decision_state((NxDecision)i)));
    }
    if (scope->nobody > 0)
        g_string_append_printf(text, nx_trn("%u event names nobody.  ", "%u events name nobody.  ", scope->nobody),
                               scope->nobody);
    return g_string_free(text, FALSE);
}

static char *protected_text(const Pending *pending)
{
    guint n = pending->scope->n_protected;
    if (n == 0 || pending->kind == ACT_FORGET ||
        (pending->kind == ACT_DECIDE && pending->decision != NX_DECISION_SUPPRESS))
        return NULL;
    if (pending->scope->addresses->len == 1)
        return g_strdup(nx_tr("It is protected: an own address or domain, a role, or listed."));
    return g_strdup_printf(nx_trn("%u is protected and stays out.", "%u are protected and stay out.", n), n);
}

static NxChoice *choice_of(NxInspector *in, const NxScope *scope, gboolean in_bulk)
{
    nx_model_finish_advice(in->model);
    return nx_advisor_accept(in->model->advisor, (const guint32 *)(gpointer)scope->addresses->data,
                             scope->addresses->len, in_bulk ? NX_ACCEPT_IN_BULK : NX_ACCEPT_ONE,
                             nx_model_now(in->model));
}

/* What `accept` would take and leave. */
static char *advice_text(NxInspector *in, const NxScope *scope)
{
    NxChoice *choice = choice_of(in, scope, TRUE);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = NX_DECISION_SUPPRESS; i < NX_N_DECISIONS; i++) {
        if (choice->by_decision[i] > 0)
            g_string_append_printf(text, "%s%u %s", text->len > 0 ? ", " : "", choice->by_decision[i],
                                   nx_tr(nx_decision_name((NxDecision)i)));
    }
    g_autofree char *left = nx_model_decide_left(in->model, choice);
    if (text->len == 0)
        g_string_append(text, nx_tr("nothing"));
    if (left)
        g_string_append_printf(text, ";  %s", left);
    nx_choice_free(choice);
    return g_strdup(text->str);
}

static void ask(NxInspector *in, Pending *pending)
{
    const NxScope *scope = pending->scope;
    guint n = scope->addresses->len, shown = scope->shown->len;
    NxQuestion *question = nx_question_new(title_of(pending), pending, free_pending);
    nx_question_line(question, facts_of(in, scope));
    nx_question_line(question, protected_text(pending));
    if (pending->kind == ACT_ACCEPT)
        nx_question_line(question, advice_text(in, scope));
    if (scope->hidden > 0 && shown > 0)
        nx_question_choice(question, 'y', g_strdup_printf(nx_tr("the %u shown"), shown), answer_shown, FALSE);
    if (scope->hidden > 0)
        nx_question_choice(question, 'A', g_strdup_printf(nx_tr("all %u"), n), answer_all, FALSE);
    else
        nx_question_choice(question, 'y', n == 1 ? g_strdup(nx_tr("yes")) : g_strdup_printf(nx_tr("all %u"), n),
                           answer_all, FALSE);
    nx_question_choice(question, 'v', g_strdup(nx_tr("view the list")), answer_view, TRUE);
    nx_inspector_ask(in, question);
}

/* Asks where it must; `pending` is taken over. */
static void ask_or_act(NxInspector *in, Pending *pending)
{
    const NxScope *scope = pending->scope;
    if (scope->addresses->len > 0 &&
        (pending->kind == ACT_ACCEPT && scope->kind == NX_SCOPE_SHOWN
             ? TRUE
             : nx_scope_asks(scope, pending->kind == ACT_DECIDE ? pending->decision : NX_DECISION_NONE))) {
        ask(in, pending);
        return;
    }
    if (scope->addresses->len > 0)
        perform(in, pending, scope->addresses, FALSE);
    else
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("There is nothing to act on."));
    free_pending(pending);
}

static Pending *pending_new(const NxInspector *in, NxScope *scope, int kind, NxDecision decision)
{
    Pending *pending = g_new0(Pending, 1);
    pending->scope = scope;
    pending->kind = kind;
    pending->decision = decision;
    pending->action = in->doing;
    return pending;
}

/* ":suppress ADDRESS ..." */
static NxScope *named_scope(NxInspector *in, const char *argument)
{
    g_auto(GStrv) words = g_strsplit_set(argument, " ,\t", -1);
    GArray *addresses = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint i = 0; words[i]; i++) {
        g_autofree char *key = *words[i] ? nx_address_key(words[i], -1) : NULL;
        guint32 number = key ? nx_catalog_find(in->model->catalog, key) : NX_NOBODY;
        if (number != NX_NOBODY) {
            g_array_append_val(addresses, number);
        } else if (*words[i]) {
            nx_inspector_say(in, NX_SAY_ERROR,
                             nx_tr("%s is in none of these mailboxes; the shell's nixie suppress takes any address"),
                             words[i]);
            g_array_unref(addresses);
            return NULL;
        }
    }
    return nx_scope_new(in->model, NX_SCOPE_NAMED, NULL, addresses, 0);
}

/* What a key asked for, until it is known about whom. */
typedef struct {
    int kind;
    NxDecision decision;
} Wanted;

static void decide_scope(NxInspector *in, NxScope *scope, gpointer data)
{
    const Wanted *wanted = data;
    ask_or_act(in, pending_new(in, scope, wanted->kind, wanted->decision));
}

static void start(NxInspector *in, int kind, NxDecision decision, const char *argument)
{
    if (!*argument && nx_inspector_top(in)->ops->in == NX_IN_LEDGER) {
        nx_decide_in_ledger(in, decision);
        return;
    }
    Wanted wanted = {kind, decision};
    NxScope *scope = *argument ? named_scope(in, argument) : NULL;
    if (scope)
        decide_scope(in, scope, &wanted);
    else if (!*argument)
        nx_scope_with(in, nx_decision_verb(decision), decide_scope, g_memdup2(&wanted, sizeof wanted), g_free);
}

void nx_do_suppress(NxInspector *in, const char *argument)
{
    start(in, ACT_DECIDE, NX_DECISION_SUPPRESS, argument);
}

void nx_do_retry(NxInspector *in, const char *argument)
{
    start(in, ACT_DECIDE, NX_DECISION_RETRY, argument);
}

void nx_do_hold(NxInspector *in, const char *argument)
{
    start(in, ACT_DECIDE, NX_DECISION_HOLD, argument);
}

void nx_do_ignore(NxInspector *in, const char *argument)
{
    start(in, ACT_DECIDE, NX_DECISION_IGNORE, argument);
}

void nx_do_forget(NxInspector *in, const char *argument)
{
    start(in, ACT_FORGET, NX_DECISION_NONE, argument);
}

/* Where there is no advice to take, that is said rather than asked: to look at it, or that it is decided. */
static gboolean say_nothing_to_take(NxInspector *in, const NxScope *scope)
{
    NxChoice *choice = choice_of(in, scope, scope->addresses->len > 1 || scope->kind == NX_SCOPE_SHOWN);
    gboolean nothing = choice->taken->len == 0 && scope->addresses->len > 0;
    g_autofree char *left = nothing ? nx_model_decide_left(in->model, choice) : NULL;
    if (nothing && scope->addresses->len == 1 && choice->left[NX_LEFT_REVIEW] == 1)
        nx_inspector_say(in, NX_SAY_INFO, "%s",
                         nx_tr("The advice is to review: read why, then decide with s, r, h or i."));
    else if (nothing && choice->left[NX_LEFT_DECIDED] == scope->addresses->len)
        nx_inspector_say(in, NX_SAY_INFO, "%s", nx_tr("That is decided already; x forgets it."));
    else if (nothing)
        nx_inspector_say(in, NX_SAY_INFO, "%s  %s", nx_tr("There is no advice to take here."), left ? left : "");
    nx_choice_free(choice);
    return nothing;
}

static void accept_scope(NxInspector *in, NxScope *scope, gpointer data)
{
    (void)data;
    if (say_nothing_to_take(in, scope))
        nx_scope_free(scope);
    else
        ask_or_act(in, pending_new(in, scope, ACT_ACCEPT, NX_DECISION_NONE));
}

void nx_do_accept(NxInspector *in, const char *argument)
{
    (void)argument;
    nx_scope_with(in, nx_tr("Take the advice for"), accept_scope, NULL, NULL);
}

void nx_do_accept_shown(NxInspector *in, const char *argument)
{
    (void)argument;
    nx_inspector_end_range(in);
    accept_scope(in, nx_scope_shown(in), NULL);
}
