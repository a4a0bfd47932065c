/* Every action typed by its name in every view: it runs where it belongs, says so elsewhere, and changes nothing there.
 */
#include "tui/acts/action_table.h"
#include "tui/harness.h"

/* How each view is reached from the index. */
static const struct {
    NxViewMask in;
    const char *keys;
} VIEWS[] = {
    {NX_IN_INDEX, ""},       {NX_IN_DETAIL, "Enter"}, {NX_IN_GROUPS, "b d"}, {NX_IN_LEDGER, "i j L"},
    {NX_IN_REVIEW, "i j $"}, {NX_IN_ARTICLE, "c"},    {NX_IN_RAW, "P"},      {NX_IN_TEXT, "i $ Enter"},
    {NX_IN_GUARDS, "!"},     {NX_IN_OVERVIEW, "S"},
};

/* In the help letters filter: nothing can be typed by its name there. */
G_STATIC_ASSERT(G_N_ELEMENTS(VIEWS) == NX_N_VIEW_KINDS - 1);

/* The harness's mailbox, and unknown users enough to wake a guard. */
static void put_box(void)
{
    g_autoptr(GString) box = g_string_new(NULL);
    for (const NxBounce *bounce = nx_harness_bounces; bounce->status; bounce++)
        nx_bounce_append(box, bounce);
    for (guint i = 0; i < 15; i++) {
        g_autofree char *recipient = g_strdup_printf("user%u@flood.example", i),
                        *id = g_strdup_printf("u%u@sender.example", i);
        NxBounce bounce = {.recipient = recipient,
                           .status = "5.1.1",
                           .diagnostic = "550 5.1.1 User unknown",
                           .remote_mta = "mx.flood.example",
                           .original_id = id,
                           .arrived = 1795248000 + i};
        nx_bounce_append(box, &bounce);
    }
    nx_test_put("box", box->str);
}

static NxHarness *harness_in(const char *name, guint view)
{
    put_box();
    NxHarness *harness = nx_harness_new(name, "box");
    if (*VIEWS[view].keys)
        nx_harness_press(harness, VIEWS[view].keys);
    g_assert_cmpint(nx_inspector_top(harness->in)->ops->in, ==, VIEWS[view].in);
    return harness;
}

static void type_action(NxHarness *harness, const NxUiAction *action, const char *argument)
{
    nx_harness_press(harness, ":");
    nx_harness_type(harness, action->name);
    if (*argument) {
        nx_harness_press(harness, "Space");
        nx_harness_type(harness, argument);
    }
    nx_harness_press(harness, "Enter");
}

/* What an action may change, in one line. */
static char *state_of(const NxHarness *harness)
{
    const NxInspector *in = harness->in;
    const NxModel *model = in->model;
    GString *text = g_string_new(NULL);
    g_autofree char *way = nx_model_way(model, TRUE);
    g_string_append_printf(text, "views %u, selected %u, tags %u, limit %s %d, sort %d %d, way %s, quit %d, ask %d:",
                           in->views->len, model->selected, model->n_tagged, model->limit, model->limit_off,
                           model->sort, model->reverse, way, in->quit, in->question != NULL);
    for (guint i = 0; i < NX_N_DECISIONS; i++)
        g_string_append_printf(text, " %u", model->session_counts[i]);
    return g_string_free(text, FALSE);
}

static gboolean leaves(const NxUiAction *action)
{
    return g_str_equal(action->name, "quit") || g_str_equal(action->name, "suspend");
}

static void out_of_place_nothing_happens(void)
{
    guint n;
    const NxUiAction *actions = nx_actions(&n);
    for (guint v = 0; v < G_N_ELEMENTS(VIEWS); v++) {
        g_autofree char *name = g_strdup_printf("out-%u", v);
        g_autoptr(NxHarness) harness = harness_in(name, v);
        g_autofree char *before = state_of(harness);
        for (guint i = 0; i < n; i++) {
            if (actions[i].in & VIEWS[v].in)
                continue;
            type_action(harness, &actions[i], "");
            g_autofree char *after = state_of(harness),
                            *said = g_strdup_printf("%s does nothing here", actions[i].name);
            g_assert_cmpstr(after, ==, before);
            g_assert_null(harness->in->prompt);
            nx_assert_shows(harness, said);
        }
    }
}

/* In its place it runs, with nothing behind it and with something: nothing crashes, and one gets out again. */
static void in_its_place_each_runs(void)
{
    static const char *const ARGUMENTS[] = {"", "x", "karl@island.example"};
    guint n;
    const NxUiAction *actions = nx_actions(&n);
    for (guint v = 0; v < G_N_ELEMENTS(VIEWS); v++) {
        for (guint a = 0; a < G_N_ELEMENTS(ARGUMENTS); a++) {
            g_autofree char *name = g_strdup_printf("in-%u-%u", v, a);
            g_autoptr(NxHarness) harness = harness_in(name, v);
            for (guint i = 0; i < n; i++) {
                if (!(actions[i].in & VIEWS[v].in) || leaves(&actions[i]) || (*ARGUMENTS[a] && !actions[i].argument))
                    continue;
                type_action(harness, &actions[i], ARGUMENTS[a]);
                nx_assert_hides(harness, "does nothing here");
                nx_harness_press(harness, "Esc"); /* out of a prompt or question */
                while (nx_inspector_top(harness->in)->ops->in != NX_IN_INDEX)
                    nx_inspector_pop(harness->in);
                while (harness->in->model->way->len > 0)
                    nx_level_free(nx_model_leave(harness->in->model));
                nx_model_limit(harness->in->model, "", NULL);
                nx_model_select(harness->in->model, 0);
                nx_harness_settle(harness);
                if (*VIEWS[v].keys)
                    nx_harness_press(harness, VIEWS[v].keys);
            }
        }
    }
}

/* About whom an act is, wherever it is typed. */
static void each_act_is_about_what_one_stands_on(void)
{
    static const struct {
        guint view;
        const char *keys; /* in the view, before it */
        const char *hit, *missed;
    } ACTS[] = {
        {0, "j", "sironeko@orchard.example", "kijitora@orchard.example"},
        {1, "J", "sironeko@orchard.example", "kijitora@orchard.example"},
        {2, "/ c o r p Enter", "sales@corp.example", "kijitora@orchard.example"},
        {3, "", "kijitora@orchard.example", "sironeko@orchard.example"}, /* the record, not the selection below */
    };
    for (guint i = 0; i < G_N_ELEMENTS(ACTS); i++) {
        g_autofree char *name = g_strdup_printf("about-%u", i);
        g_autoptr(NxHarness) harness = harness_in(name, ACTS[i].view);
        if (*ACTS[i].keys)
            nx_harness_press(harness, ACTS[i].keys);
        nx_harness_press(harness, ":");
        nx_harness_type(harness, "hold");
        nx_harness_press(harness, "Enter");
        if (harness->in->question)
            nx_harness_press(harness, "y");
        g_assert_cmpint(nx_harness_on_disk(harness, ACTS[i].hit), ==, NX_DECISION_HOLD);
        g_assert_cmpint(nx_harness_on_disk(harness, ACTS[i].missed), ==, NX_DECISION_NONE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/matrix/out of place nothing happens", out_of_place_nothing_happens);
    g_test_add_func("/tui/matrix/in its place each runs", in_its_place_each_runs);
    g_test_add_func("/tui/matrix/each act is about what one stands on", each_act_is_about_what_one_stands_on);
    return g_test_run();
}
