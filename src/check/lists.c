/* Lists of names in hash tables. A table is known by its columns, whatever its file is called; the first row of a name
 * stands, and the user's files come first. */
#include "check/lists.h"
#include <nixie/address.h>
#include <nixie/data.h>
#include <nixie/text.h>
#include <string.h>

enum { ROLE_MAX = 64 }; /* bytes of a local part (RFC 5321 4.5.3.1.1) */

typedef enum { CLASS_NONE, CLASS_DISPOSABLE, CLASS_RELAY, CLASS_TYPO_NET, CLASS_PARKING, CLASS_NEVER } Class;

typedef struct {
    Class class;
    guint sources; /* independent lists that name it */
} Listed;

typedef struct {
    NxSlip how;
    char *right;
} Slip;

struct NxCheckLists {
    GHashTable *domains, *mx; /* name -> Listed; what is below a name is of its class */
    GHashTable *roles;        /* local part -> GINT 1, or 0 where the user says that it is none */
    GHashTable *slips;        /* domain, or ending with a dot in front -> Slip */
    GHashTable *askable;      /* end of a mail server's name -> NxAskable + 1 */
    GHashTable *known;        /* domains */
    GPtrArray *known_names;   /* of `known`, borrowed */
};

static void slip_free(gpointer data)
{
    Slip *slip = data;
    g_free(slip->right);
    g_free(slip);
}

/* ---- Rows -------------------------------------------------------------------------------------------------------- */

static gboolean class_parse(const char *name, Class *class)
{
    static const struct {
        const char *name;
        Class class;
    } CLASSES[] = {
        {"disposable", CLASS_DISPOSABLE}, {"relay", CLASS_RELAY}, {"typo-net", CLASS_TYPO_NET},
        {"parking", CLASS_PARKING},       {"never", CLASS_NEVER},
    };
    for (guint i = 0; name && i < G_N_ELEMENTS(CLASSES); i++)
        if (g_str_equal(CLASSES[i].name, name)) {
            *class = CLASSES[i].class;
            return TRUE;
        }
    return FALSE;
}

/* Takes `value` over; the first of a name stands. */
static void add(GHashTable *table, char *key, gpointer value, GDestroyNotify drop)
{
    if (!g_hash_table_contains(table, key)) {
        g_hash_table_insert(table, key, value);
        return;
    }
    if (drop)
        drop(value);
    g_free(key);
}

static const char *take_listed(GHashTable *into, const NxTable *table, guint row, const char *column)
{
    Class class;
    guint64 sources = 2; /* a user who names it knows */
    const char *cell = nx_table_cell(table, row, "sources");
    char *name = nx_domain_key(nx_table_cell(table, row, column), -1);
    if (!name || !class_parse(nx_table_cell(table, row, "class"), &class) ||
        (cell && *cell && !g_ascii_string_to_unsigned(cell, 10, 1, 1000, &sources, NULL))) {
        g_free(name);
        return nx_tr("a row is a domain, its class, and perhaps how many sources name it");
    }
    Listed *listed = g_new0(Listed, 1);
    *listed = (Listed){class, (guint)sources};
    add(into, name, listed, g_free);
    return NULL;
}

static const char *take_domain(gpointer into, const NxTable *table, guint row)
{
    return take_listed(((NxCheckLists *)into)->domains, table, row, "domain");
}

static const char *take_mx(gpointer into, const NxTable *table, guint row)
{
    return take_listed(((NxCheckLists *)into)->mx, table, row, "mx");
}

static const char *take_role(gpointer into, const NxTable *table, guint row)
{
    NxCheckLists *lists = into;
    const char *role = nx_table_cell(table, row, "role"), *kind = nx_table_cell(table, row, "kind");
    gboolean is_none = kind && g_str_equal(kind, "never");
    if (!role || !*role || !kind || (!is_none && !g_str_equal(kind, "business") && !g_str_equal(kind, "protect")))
        return nx_tr("a row is a local part and its kind, protect or business");
    add(lists->roles, g_ascii_strdown(role, -1), GINT_TO_POINTER(!is_none), NULL);
    return NULL;
}

static gboolean slip_parse(const char *how, NxSlip *slip)
{
    static const char *const NAMES[] = {
        [NX_SLIP_NONE] = "", [NX_SLIP_USUAL] = "slip", [NX_SLIP_KNOWN] = "known", [NX_SLIP_NEVER] = "never"};
    G_STATIC_ASSERT(G_N_ELEMENTS(NAMES) == NX_N_SLIPS);
    for (guint i = NX_SLIP_USUAL; how && i < G_N_ELEMENTS(NAMES); i++)
        if (g_str_equal(NAMES[i], how)) {
            *slip = (NxSlip)i;
            return TRUE;
        }
    return FALSE;
}

static const char *take_slip(gpointer into, const NxTable *table, guint row)
{
    NxCheckLists *lists = into;
    const char *wrong = nx_table_cell(table, row, "wrong"), *right = nx_table_cell(table, row, "right");
    NxSlip how;
    if (!wrong || !strchr(wrong, '.') || !slip_parse(nx_table_cell(table, row, "how"), &how) || !right ||
        (how != NX_SLIP_NEVER && (!strchr(right, '.') || (*wrong == '.') != (*right == '.'))))
        return nx_tr("a row is a wrong domain, the right one, and slip, known or never");
    Slip *slip = g_new0(Slip, 1);
    *slip = (Slip){how, how == NX_SLIP_NEVER ? NULL : g_ascii_strdown(right, -1)};
    add(lists->slips, g_ascii_strdown(wrong, -1), slip, slip_free);
    return NULL;
}

static const char *take_askable(gpointer into, const NxTable *table, guint row)
{
    static const char *const NAMES[] = {
        [NX_ASKABLE_YES] = "true", [NX_ASKABLE_ONLY_NO] = "only-no", [NX_ASKABLE_NEVER] = "never"};
    G_STATIC_ASSERT(G_N_ELEMENTS(NAMES) == NX_N_ASKABLES);
    const char *word = nx_table_cell(table, row, "askable");
    char *name = nx_domain_key(nx_table_cell(table, row, "mx"), -1);
    for (guint i = 0; name && word && i < G_N_ELEMENTS(NAMES); i++)
        if (g_str_equal(NAMES[i], word)) {
            add(((NxCheckLists *)into)->askable, name, GUINT_TO_POINTER(i + 1), NULL);
            return NULL;
        }
    g_free(name);
    return nx_tr("a row is a mail server and true, only-no or never");
}

static const char *take_known(gpointer into, const NxTable *table, guint row)
{
    NxCheckLists *lists = into;
    const char *domain = nx_table_cell(table, row, "domain");
    if (!domain || !*domain)
        return nx_tr("the first cell is empty");
    char *name = g_ascii_strdown(domain, -1);
    if (g_hash_table_add(lists->known, name))
        g_ptr_array_add(lists->known_names, name);
    return NULL;
}

/* ---- Files ------------------------------------------------------------------------------------------------------- */

/* A table is what its first column says. */
static const struct {
    const char *column, *beside;
    NxRowTaker take;
} KINDS[] = {
    {"domain", "class", take_domain}, {"mx", "class", take_mx},
    {"mx", "askable", take_askable},  {"role", "kind", take_role},
    {"wrong", "right", take_slip},    {"domain", "provider", take_known}, /* as large.tsv has them */
};

static void take_rows(NxCheckLists *lists, const NxTable *table, const NxDataFile *file, NxRowTaker take,
                      NxProblems *problems)
{
    for (guint row = 0; row < nx_table_rows(table); row++) {
        const char *wrong = take(lists, table, row);
        if (!wrong)
            continue;
        g_autofree char *where = g_strdup_printf("%s:%u", file->origin, nx_table_line(table, row));
        nx_problems_add(problems, where, "%s", wrong);
    }
}

static void take_file(NxCheckLists *lists, const NxDataFile *file, NxProblems *problems)
{
    NxTable *table = nx_table_new(file->bytes, file->origin, problems);
    guint kind = 0;
    if (table && nx_table_rows(table) > 0) {
        while (kind < G_N_ELEMENTS(KINDS) &&
               !(nx_table_cell(table, 0, KINDS[kind].column) && nx_table_cell(table, 0, KINDS[kind].beside)))
            kind++;
        if (kind < G_N_ELEMENTS(KINDS))
            take_rows(lists, table, file, KINDS[kind].take, problems);
        else
            nx_problems_add(
                problems, file->origin, "%s",
                nx_tr("its columns are those of no list: domain class, mx class, mx askable, role kind, or wrong right "
                      "how"));
    }
    nx_table_free(table);
}

NxCheckLists *nx_check_lists_new(const NxLibrary *library, NxProblems *problems)
{
    NxCheckLists *lists = g_new0(NxCheckLists, 1);
    lists->domains = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    lists->mx = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    lists->askable = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    lists->roles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    lists->slips = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, slip_free);
    lists->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    lists->known_names = g_ptr_array_new();
    g_autoptr(GPtrArray) files = nx_library_files(library, "lists", problems);
    for (guint i = 0; i < files->len; i++)
        take_file(lists, files->pdata[i], problems);
    nx_table_read("roles.tsv", take_role, lists, problems);
    nx_table_read("large.tsv", take_known, lists, problems);
    return lists;
}

void nx_check_lists_free(NxCheckLists *lists)
{
    if (!lists)
        return;
    g_hash_table_unref(lists->domains);
    g_hash_table_unref(lists->mx);
    g_hash_table_unref(lists->askable);
    g_hash_table_unref(lists->roles);
    g_hash_table_unref(lists->slips);
    g_ptr_array_unref(lists->known_names);
    g_hash_table_unref(lists->known);
    g_free(lists);
}

/* ---- What they say ----------------------------------------------------------------------------------------------- */

/* The row of the name itself, or of the nearest name above it. */
static gpointer find_listed(GHashTable *table, const char *name)
{
    for (const char *at = name; at; at = strchr(at, '.') ? strchr(at, '.') + 1 : NULL) {
        gpointer listed = g_hash_table_lookup(table, at);
        if (listed)
            return listed;
    }
    return NULL;
}

NxAskable nx_check_lists_askable(const NxCheckLists *lists, const char *mx)
{
    gpointer found = find_listed(lists->askable, mx);
    return found ? (NxAskable)(GPOINTER_TO_UINT(found) - 1) : NX_ASKABLE_YES;
}

/* Of one list alone each is a note at most, but for the networks of slips, which nobody else serves. */
static NxMxClass mx_class(const Listed *listed)
{
    static const NxMxClass CLASSES[][2] = {
        [CLASS_DISPOSABLE] = {NX_MX_WEAK, NX_MX_DISPOSABLE},
        [CLASS_PARKING] = {NX_MX_MAYBE_PARKED, NX_MX_PARKED},
        [CLASS_TYPO_NET] = {NX_MX_TYPO_NET, NX_MX_TYPO_NET},
        [CLASS_NEVER] = {NX_MX_NONE, NX_MX_NONE},
    };
    return listed ? CLASSES[listed->class][listed->sources > 1] : NX_MX_NONE;
}

NxMxClass nx_check_lists_mx(const NxCheckLists *lists, const char *const *mx)
{
    NxMxClass worst = NX_MX_NONE;
    for (; *mx; mx++) {
        NxMxClass class = mx_class(find_listed(lists->mx, *mx));
        worst = MAX(worst, class);
    }
    return worst;
}

NxCheckNotes nx_check_lists_local_notes(const NxCheckLists *lists, const char *key)
{
    char role[ROLE_MAX + 1];
    const char *at = strrchr(key, '@');
    if (!at)
        return NX_NOTE_NONE;
    const char *plus = memchr(key, '+', (gsize)(at - key));
    gsize len = (gsize)((plus ? plus : at) - key);
    NxCheckNotes notes = plus ? NX_NOTE_PLUS_TAG : NX_NOTE_NONE;
    if (len == 0 || len > ROLE_MAX)
        return notes;
    for (gsize i = 0; i < len; i++)
        role[i] = g_ascii_tolower(key[i]);
    role[len] = '\0';
    return notes | (g_hash_table_lookup(lists->roles, role) ? NX_NOTE_ROLE : NX_NOTE_NONE);
}

NxCheckNotes nx_check_lists_domain_notes(const NxCheckLists *lists, const char *domain)
{
    NxCheckNotes notes = g_hash_table_contains(lists->known, domain) ? NX_NOTE_FREE : NX_NOTE_NONE;
    const Listed *listed = find_listed(lists->domains, domain);
    if (listed && listed->class == CLASS_DISPOSABLE)
        notes |= NX_NOTE_DISPOSABLE;
    if (listed && listed->class == CLASS_RELAY)
        notes |= NX_NOTE_RELAY;
    return notes;
}

NxCheckNotes nx_check_lists_notes(const NxCheckLists *lists, const char *key)
{
    const char *at = strrchr(key, '@');
    return at ? nx_check_lists_local_notes(lists, key) | nx_check_lists_domain_notes(lists, at + 1) : NX_NOTE_NONE;
}

gboolean nx_check_lists_is_known(const NxCheckLists *lists, const char *domain)
{
    return g_hash_table_contains(lists->known, domain);
}

const GPtrArray *nx_check_lists_known(const NxCheckLists *lists)
{
    return lists->known_names;
}

NxSlip nx_check_lists_slip(const NxCheckLists *lists, const char *domain, char **right)
{
    *right = NULL;
    const Slip *slip = g_hash_table_lookup(lists->slips, domain);
    if (slip) {
        *right = g_strdup(slip->right);
        return slip->how;
    }
    for (const char *dot = strchr(domain, '.'); dot; dot = strchr(dot + 1, '.')) {
        slip = dot > domain ? g_hash_table_lookup(lists->slips, dot) : NULL;
        if (!slip)
            continue;
        if (slip->right)
            *right = g_strdup_printf("%.*s%s", (int)(dot - domain), domain, slip->right);
        return slip->how;
    }
    return NX_SLIP_NONE;
}
