/* The table of actions is whole, and its keys do not clash. */
#include "tui/acts/action_table.h"
#include "tui/keymap.h"

static NxKeymap *make_keymap(const NxKeyBinding *given, guint n_given, NxProblems *problems)
{
    guint n;
    const NxUiAction *actions = nx_actions(&n);
    return nx_keymap_new(actions, n, given, n_given, problems);
}

static const NxUiAction *find(NxKeymap *keymap, NxViewMask in, const char *keys)
{
    NxChord chord;
    gboolean prefix;
    g_assert_true(nx_chord_parse(keys, -1, &chord));
    return nx_keymap_find(keymap, in, &chord, &prefix);
}

static void every_action_has_name_help_and_function(void)
{
    guint n;
    const NxUiAction *actions = nx_actions(&n);
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
    NxKeymap *keymap = make_keymap(NULL, 0, NULL);
    for (guint i = 0; i < n; i++) {
        g_assert_cmpstr(actions[i].name, !=, "");
        g_assert_cmpuint(strlen(actions[i].help), >, 5);
        g_assert_nonnull(actions[i].run);
        g_assert_cmpuint(actions[i].in, !=, 0);
        g_assert_true(g_hash_table_add(names, (gpointer)actions[i].name));
        g_assert_true(nx_keymap_action(keymap, actions[i].name) == &actions[i]);
    }
    g_assert_null(nx_keymap_action(keymap, "suppres"));
    nx_keymap_free(keymap);
}

static gboolean clash(const NxChord *a, const NxChord *b)
{
    guint n = MIN(a->n, b->n);
    return memcmp(a->key, b->key, n * sizeof a->key[0]) == 0;
}

static void no_key_does_two_things_in_one_view(void)
{
    guint n;
    const NxUiAction *actions = nx_actions(&n);
    for (guint i = 0; i < n; i++) {
        g_auto(GStrv) keys = g_strsplit(actions[i].keys, ";", -1);
        for (guint k = 0; keys[k]; k++) {
            NxChord chord;
            g_assert_true(nx_chord_parse(keys[k], -1, &chord));
            for (guint j = 0; j < n; j++) {
                g_auto(GStrv) others = g_strsplit(actions[j].keys, ";", -1);
                for (guint o = 0; i != j && (actions[i].in & actions[j].in) && others[o]; o++) {
                    NxChord other;
                    g_assert_true(nx_chord_parse(others[o], -1, &other));
                    if (clash(&chord, &other) && !(chord.n == 2 && other.n == 2 && chord.key[1] != other.key[1]))
                        g_error("%s and %s share %s", actions[i].name, actions[j].name, keys[k]);
                }
            }
        }
    }
}

static void every_key_reaches_its_action(void)
{
    NxKeymap *keymap = make_keymap(NULL, 0, NULL);
    guint n;
    const NxUiAction *actions = nx_actions(&n);
    for (guint i = 0; i < n; i++) {
        g_auto(GStrv) keys = g_strsplit(actions[i].keys, ";", -1);
        for (guint k = 0; keys[k]; k++) {
            for (guint bit = 0; bit < NX_N_VIEW_KINDS; bit++) {
                if (actions[i].in & 1u << bit)
                    g_assert_true(find(keymap, (NxViewMask)(1u << bit), keys[k]) == &actions[i]);
            }
        }
    }
    nx_keymap_free(keymap);
}

static void delete_keys_are_free(void)
{
    NxKeymap *keymap = make_keymap(NULL, 0, NULL);
    for (guint bit = 0; bit < NX_N_VIEW_KINDS; bit++) {
        g_assert_null(find(keymap, (NxViewMask)(1u << bit), "d"));
        g_assert_null(find(keymap, (NxViewMask)(1u << bit), "D"));
        g_assert_null(find(keymap, (NxViewMask)(1u << bit), "Delete"));
    }
    nx_keymap_free(keymap);
}

static void keys_can_be_given_anew(void)
{
    const NxKeyBinding given[] = {{"suppress", "F5;space", "nixie.conf:3"}};
    NxProblems *problems = nx_problems_new();
    NxKeymap *keymap = make_keymap(given, 1, problems);
    g_assert_cmpuint(nx_problems_count(problems), ==, 0);
    g_assert_null(find(keymap, NX_IN_INDEX, "s"));
    g_assert_cmpstr(find(keymap, NX_IN_INDEX, "F5")->name, ==, "suppress");
    g_assert_cmpstr(find(keymap, NX_IN_INDEX, "Space")->name, ==, "suppress"); /* taken from page-down */
    g_autofree char *keys = nx_keymap_keys(keymap, nx_keymap_action(keymap, "suppress"));
    g_assert_cmpstr(keys, ==, "F5 Space");
    nx_keymap_free(keymap);
    nx_problems_free(problems);
}

static void wrong_keys_are_complained_of(void)
{
    const NxKeyBinding given[] = {{"suppress", "NoSuchKey", "nixie.conf:3"}, {"delete-mail", "d", "nixie.conf:4"}};
    NxProblems *problems = nx_problems_new();
    NxKeymap *keymap = make_keymap(given, 2, problems);
    g_auto(GStrv) lines = nx_problems_take(problems);
    g_assert_cmpuint(g_strv_length(lines), ==, 2);
    g_assert_true(g_str_has_prefix(lines[0], "nixie.conf:3: "));
    g_assert_true(g_str_has_prefix(lines[1], "nixie.conf:4: "));
    g_assert_cmpstr(find(keymap, NX_IN_INDEX, "s")->name, ==, "suppress"); /* it keeps its key */
    nx_keymap_free(keymap);
    nx_problems_free(problems);
}

static void key_names_come_back(void)
{
    static const char *const NAMES[] = {"j",     "^D",   "Space",   "F1", "F12", "Esc",
                                        "Enter", "PgDn", "BackTab", "\\", "$",   "é"};
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        NxKey key;
        g_assert_true(nx_key_parse(NAMES[i], -1, &key));
        g_autofree char *back = nx_key_name(key);
        g_assert_cmpstr(back, ==, NAMES[i]);
    }
    NxKey none;
    g_assert_false(nx_key_parse("F13", -1, &none));
    g_assert_false(nx_key_parse("", -1, &none));
    g_assert_false(nx_key_parse("Nothing", -1, &none));
}

static void a_first_key_tells_what_may_follow(void)
{
    NxKeymap *keymap = make_keymap(NULL, 0, NULL);
    NxChord chord;
    gboolean prefix;
    g_assert_true(nx_chord_parse("b", -1, &chord));
    g_assert_null(nx_keymap_find(keymap, NX_IN_INDEX, &chord, &prefix));
    g_assert_true(prefix);
    g_autofree char *after = nx_keymap_after(keymap, NX_IN_INDEX, &chord);
    g_assert_nonnull(strstr(after, "d domain"));
    g_assert_nonnull(strstr(after, "s stream"));
    nx_keymap_free(keymap);
}

static void the_manual_names_every_action(void)
{
    g_autofree char *manual = nx_tui_manual();
    guint n;
    const NxUiAction *actions = nx_actions(&n);
    for (guint i = 0; i < n; i++) {
        g_autofree char *item = g_strdup_printf(".It Ic :%s", actions[i].name);
        g_assert_nonnull(strstr(manual, item));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/actions/every action has a name, a help and a function",
                    every_action_has_name_help_and_function);
    g_test_add_func("/tui/actions/no key does two things in one view", no_key_does_two_things_in_one_view);
    g_test_add_func("/tui/actions/every key reaches its action", every_key_reaches_its_action);
    g_test_add_func("/tui/actions/d, D and Delete are free", delete_keys_are_free);
    g_test_add_func("/tui/actions/keys can be given anew", keys_can_be_given_anew);
    g_test_add_func("/tui/actions/wrong keys are complained of and change nothing", wrong_keys_are_complained_of);
    g_test_add_func("/tui/actions/names of keys are read as they are written", key_names_come_back);
    g_test_add_func("/tui/actions/a first key tells what may follow", a_first_key_tells_what_may_follow);
    g_test_add_func("/tui/actions/the manual names every action", the_manual_names_every_action);
    return g_test_run();
}
