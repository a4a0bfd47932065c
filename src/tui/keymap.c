/* Keys bound to actions; where two of one view share a key, the later one given has it. */
#include "tui/keymap.h"

typedef struct {
    NxChord chord;
    const NxUiAction *action;
} Binding;

struct NxKeymap {
    const NxUiAction *actions;
    guint n_actions;
    GArray *bindings; /* in the order of the table */
};

static gboolean same(const NxChord *a, const NxChord *b)
{
    return a->n == b->n && memcmp(a->key, b->key, sizeof a->key[0] * a->n) == 0;
}

static gboolean begins(const NxChord *chord, const NxChord *with)
{
    return with->n < chord->n && memcmp(chord->key, with->key, sizeof chord->key[0] * with->n) == 0;
}

static gboolean clash(const NxChord *a, const NxChord *b)
{
    return same(a, b) || begins(a, b) || begins(b, a);
}

/* Keys with ';' between. FALSE and *bad (to be freed) at the first that is none. */
static gboolean parse_keys(const char *keys, GArray *chords, char **bad)
{
    g_auto(GStrv) parts = g_strsplit(keys, ";", -1);
    for (guint i = 0; parts[i]; i++) {
        NxChord chord;
        if (!*g_strstrip(parts[i]))
            continue;
        if (!nx_chord_parse(parts[i], -1, &chord)) {
            *bad = g_strdup(parts[i]);
            return FALSE;
        }
        g_array_append_val(chords, chord);
    }
    return TRUE;
}

static void drop_action(NxKeymap *keymap, const NxUiAction *action)
{
    for (guint i = keymap->bindings->len; i-- > 0;) {
        if (g_array_index(keymap->bindings, Binding, i).action == action)
            g_array_remove_index(keymap->bindings, i);
    }
}

/* Where two actions of one view share a key, the later one given has it. */
static void drop_clashes(NxKeymap *keymap, const NxUiAction *action, const NxChord *chord)
{
    for (guint i = keymap->bindings->len; i-- > 0;) {
        const Binding *binding = &g_array_index(keymap->bindings, Binding, i);
        if (binding->action != action && (binding->action->in & action->in) != 0 && clash(&binding->chord, chord))
            g_array_remove_index(keymap->bindings, i);
    }
}

static void bind(NxKeymap *keymap, const NxUiAction *action, const GArray *chords)
{
    for (guint i = 0; i < chords->len; i++) {
        Binding binding = {g_array_index(chords, NxChord, i), action};
        g_array_append_val(keymap->bindings, binding);
    }
}

const NxUiAction *nx_keymap_actions(const NxKeymap *keymap, guint *n)
{
    *n = keymap->n_actions;
    return keymap->actions;
}

const NxUiAction *nx_keymap_action(const NxKeymap *keymap, const char *name)
{
    for (guint i = 0; i < keymap->n_actions; i++) {
        if (g_str_equal(keymap->actions[i].name, name))
            return &keymap->actions[i];
    }
    return NULL;
}

static void override(NxKeymap *keymap, const NxKeyBinding *given, NxProblems *problems)
{
    const NxUiAction *action = nx_keymap_action(keymap, given->action);
    g_autoptr(GArray) chords = g_array_new(FALSE, FALSE, sizeof(NxChord));
    g_autofree char *bad = NULL;
    if (!action) {
        nx_problems_add(problems, given->where, nx_tr("no action is called \"%s\""), given->action);
        return;
    }
    if (!parse_keys(given->keys, chords, &bad)) {
        nx_problems_add(problems, given->where, nx_tr("no key is called \"%s\"; %s keeps its keys"), bad,
                        given->action);
        return;
    }
    drop_action(keymap, action);
    for (guint i = 0; i < chords->len; i++)
        drop_clashes(keymap, action, &g_array_index(chords, NxChord, i));
    bind(keymap, action, chords);
}

NxKeymap *nx_keymap_new(const NxUiAction *actions, guint n_actions, const NxKeyBinding *overrides, guint n,
                        NxProblems *problems)
{
    NxKeymap *keymap = g_new0(NxKeymap, 1);
    keymap->bindings = g_array_new(FALSE, FALSE, sizeof(Binding));
    keymap->actions = actions;
    keymap->n_actions = n_actions;
    for (guint i = 0; i < n_actions; i++) {
        g_autoptr(GArray) chords = g_array_new(FALSE, FALSE, sizeof(NxChord));
        char *bad = NULL;
        gboolean ok = parse_keys(actions[i].keys, chords, &bad);
        g_assert(ok); /* the table is ours */
        bind(keymap, &actions[i], chords);
    }
    for (guint i = 0; i < n; i++)
        override(keymap, &overrides[i], problems);
    return keymap;
}

void nx_keymap_free(NxKeymap *keymap)
{
    if (!keymap)
        return;
    g_array_unref(keymap->bindings);
    g_free(keymap);
}

const NxUiAction *nx_keymap_find(const NxKeymap *keymap, NxViewMask in, const NxChord *chord, gboolean *prefix)
{
    *prefix = FALSE;
    for (guint i = 0; i < keymap->bindings->len; i++) {
        const Binding *binding = &g_array_index(keymap->bindings, Binding, i);
        if (!(binding->action->in & in))
            continue;
        if (same(&binding->chord, chord))
            return binding->action;
        if (begins(&binding->chord, chord))
            *prefix = TRUE;
    }
    return NULL;
}

static char *keys_of(const NxKeymap *keymap, const NxUiAction *action, guint max)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < keymap->bindings->len && max > 0; i++) {
        const Binding *binding = &g_array_index(keymap->bindings, Binding, i);
        if (binding->action != action)
            continue;
        g_autofree char *name = nx_chord_name(&binding->chord);
        g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", name);
        max--;
    }
    return g_string_free(text, FALSE);
}

char *nx_keymap_keys(const NxKeymap *keymap, const NxUiAction *action)
{
    return keys_of(keymap, action, G_MAXUINT);
}

char *nx_keymap_key(const NxKeymap *keymap, const NxUiAction *action)
{
    return keys_of(keymap, action, 1);
}

char *nx_keymap_after(const NxKeymap *keymap, NxViewMask in, const NxChord *prefix)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < keymap->bindings->len; i++) {
        const Binding *binding = &g_array_index(keymap->bindings, Binding, i);
        if (!(binding->action->in & in) || !begins(&binding->chord, prefix))
            continue;
        g_autofree char *key = nx_key_name(binding->chord.key[prefix->n]);
        g_string_append_printf(text, "%s%s %s", text->len > 0 ? "  " : "", key,
                               nx_tr(binding->action->brief ? binding->action->brief : binding->action->help));
    }
    return g_string_free(text, FALSE);
}
