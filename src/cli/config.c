/* THE table of settings: section, key, and how a value is taken. */
#include "cli/config.h"
#include "cli/language.h"
#include <nixie/data.h>
#include <nixie/text.h>

/* One line being taken in. */
typedef struct {
    NxConfig *config;
    const char *key, *value;
    const char *where; /* "PATH:12: [ui] theme" */
    NxProblems *problems;
} Entry;

typedef gboolean (*Taker)(Entry *entry, gpointer field); /* FALSE: the value is none, and the default stands */

void nx_config_init(NxConfig *config)
{
    *config = (NxConfig){.strings = g_ptr_array_new_with_free_func(g_free), .input_max = NX_INPUT_MAX};
    config->keys = g_array_new(FALSE, TRUE, sizeof(NxKeyBinding));
    config->limits = g_array_new(FALSE, TRUE, sizeof(NxNamedLimit));
}

void nx_config_clear(NxConfig *config)
{
    nx_settings_clear(&config->settings);
    g_clear_pointer(&config->theme, g_free);
    g_clear_pointer(&config->language, g_free);
    g_clear_pointer(&config->columns, g_free);
    g_clear_pointer(&config->sent, g_free);
    g_clear_pointer(&config->nameserver, g_free);
    g_clear_pointer(&config->helo, g_free);
    g_clear_pointer(&config->mail_from, g_free);
    g_clear_pointer(&config->never, g_strfreev);
    g_clear_pointer(&config->keys, g_array_unref);
    g_clear_pointer(&config->limits, g_array_unref);
    g_clear_pointer(&config->strings, g_ptr_array_unref);
}

static const char *own(NxConfig *config, const char *text)
{
    char *copy = g_strdup(text);
    g_ptr_array_add(config->strings, copy);
    return copy;
}

/* A list with ';'. */
static gboolean take_list(Entry *entry, gpointer field)
{
    g_auto(GStrv) values = g_strsplit(entry->value, ";", -1);
    for (guint i = 0; values[i]; i++)
        if (*g_strstrip(values[i]))
            nx_settings_add(field, values[i], entry->where);
    return TRUE;
}

static gboolean take_text(Entry *entry, gpointer field)
{
    char **text = field;
    if (!*entry->value)
        return FALSE;
    g_free(*text);
    *text = g_strdup(entry->value);
    return TRUE;
}

static gboolean take_language(Entry *entry, gpointer field)
{
    return nx_language_known(entry->value) && take_text(entry, field);
}

static gboolean take_flag(Entry *entry, gpointer field)
{
    static const char *const YES[] = {"yes", "true", "on", "1", NULL}, *const NO[] = {"no", "false", "off", "0", NULL};
    gboolean *flag = field;
    g_autofree char *low = g_ascii_strdown(entry->value, -1);
    *flag = g_strv_contains(YES, low);
    return *flag || g_strv_contains(NO, low);
}

static gboolean take_plan(Entry *entry, gpointer field)
{
    NxSettings *settings = field;
    NxTime steps[NX_PLAN_MAX];
    guint n = 0;
    g_auto(GStrv) words = g_strsplit_set(entry->value, " \t;", -1);
    for (guint i = 0; words[i]; i++) {
        if (!*words[i])
            continue;
        if (n == NX_PLAN_MAX || !nx_duration_parse(words[i], &steps[n]) || steps[n] <= 0)
            return FALSE;
        n++;
    }
    if (n < 3)
        return FALSE;
    memcpy(settings->plan, steps, n * sizeof *steps);
    settings->plan_steps = n;
    return TRUE;
}

static gboolean take_duration(Entry *entry, gpointer field)
{
    NxTime seconds;
    if (!nx_duration_parse(entry->value, &seconds) || seconds <= 0)
        return FALSE;
    *(NxTime *)field = seconds;
    return TRUE;
}

static gboolean take_count(Entry *entry, gpointer field)
{
    guint64 number;
    if (!g_ascii_string_to_unsigned(entry->value, 10, 0, G_MAXINT32, &number, NULL))
        return FALSE;
    *(guint *)field = (guint)number;
    return TRUE;
}

/* "500M" or "4G"; bytes without a letter. */
static gboolean take_size(Entry *entry, gpointer field)
{
    static const char UNITS[] = "KMGT";
    char *end;
    guint64 number = g_ascii_strtoull(entry->value, &end, 10);
    const char *unit = *end ? strchr(UNITS, g_ascii_toupper(*end)) : NULL;
    guint shift = unit ? 10 * (guint)(unit - UNITS + 1) : 0;
    if (!g_ascii_isdigit(*entry->value) || (unit ? end[1] : *end) || number == 0 ||
        number > (guint64)G_MAXINT64 >> shift)
        return FALSE;
    *(guint64 *)field = number << shift;
    return TRUE;
}

/* Names with ';' between them. */
static gboolean take_names(Entry *entry, gpointer field)
{
    char ***names = field;
    g_strfreev(*names);
    *names = g_strsplit(entry->value, ";", -1);
    for (char **name = *names; *name; name++)
        g_strstrip(*name);
    return TRUE;
}

static gboolean take_roles(Entry *entry, gpointer field)
{
    *(gboolean *)field = g_str_equal(entry->value, "risky");
    return *(gboolean *)field || g_str_equal(entry->value, "note");
}

/* "0.5" or "50%". */
static gboolean take_share(Entry *entry, gpointer field)
{
    char *end;
    double share = g_ascii_strtod(entry->value, &end);
    if (*end == '%') {
        share /= 100;
        end++;
    }
    if (end == entry->value || *end || !(share > 0 && share <= 1))
        return FALSE;
    *(double *)field = share;
    return TRUE;
}

enum { TIMEOUT_MAX = 60 }; /* seconds that a name server is waited for */

#define AT(member) offsetof(NxConfig, member)
static const struct {
    const char *section, *key;
    Taker take;
    gsize field;
    const char *shape; /* of a value, for who got it wrong */
} KEYS[] = {
    {"own", "addresses", take_list, AT(settings.own_addresses), ""},
    {"own", "domains", take_list, AT(settings.own_domains), ""},
    {"own", "verp", take_list, AT(settings.verp), ""},
    {"own", "secret", take_list, AT(settings.own_secrets), ""},
    {"own", "batv", take_list, AT(settings.batv), ""},
    {"own", "mta", take_list, AT(settings.own_mta), ""},
    {"own", "sent", take_text, AT(sent), N_("a file, or | and a command")},
    {"protect", "addresses", take_list, AT(settings.protected_addresses), ""},
    {"protect", "domains", take_list, AT(settings.protected_domains), ""},
    {"plan", "S1", take_plan, AT(settings), N_("3 to 5 times such as: 24h 48h 72h 7d")},
    {"guard", "settle", take_duration, AT(settings.settle), N_("a time such as 7d")},
    {"guard", "max", take_count, AT(settings.guard_max), N_("a number")},
    {"guard", "share", take_share, AT(settings.guard_share), N_("a share such as 0.5")},
    {"input", "max", take_size, AT(input_max), N_("a size such as 500M or 4G")},
    {"ledger", "keep", take_duration, AT(keep), N_("a time such as 730d")},
    {"check", "nameserver", take_text, AT(nameserver), N_("a name server such as 127.0.0.1:53")},
    {"check", "window", take_count, AT(check_window), N_("a number")},
    {"check", "timeout", take_duration, AT(check_timeout), N_("a time such as 2s")},
    {"check", "keep", take_duration, AT(check_keep), N_("a time such as 7d")},
    {"check", "roles", take_roles, AT(roles_are_risky), N_("note or risky")},
    {"check", "probe", take_flag, AT(probe), N_("yes or no")},
    {"check", "helo", take_text, AT(helo), N_("the full name of this host")},
    {"check", "mail-from", take_text, AT(mail_from), N_("an address, or <>")},
    {"check", "per-hour", take_count, AT(pace.per_hour), N_("a number")},
    {"check", "per-day", take_count, AT(pace.per_day), N_("a number")},
    {"check", "daily", take_count, AT(pace.daily), N_("a number")},
    {"check", "never", take_names, AT(never), ""},
    {"ui", "theme", take_text, AT(theme), N_("the name of a theme")},
    {"ui", "language", take_language, AT(language), N_("en or de")},
    {"ui", "columns", take_text, AT(columns), N_("names of columns")},
    {"ui", "mouse", take_flag, AT(mouse), N_("yes or no")},
};

NxCheckSettings nx_config_check(const NxConfig *config)
{
    return (NxCheckSettings){.nameserver = config->nameserver,
                             .window = config->check_window,
                             .timeout_ms = (guint)MIN(config->check_timeout, TIMEOUT_MAX) * 1000,
                             .keep = config->check_keep};
}

static void take_key(Entry *entry, const char *section)
{
    for (guint i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        if (!g_str_equal(KEYS[i].section, section) || !g_str_equal(KEYS[i].key, entry->key))
            continue;
        if (!KEYS[i].take(entry, (char *)entry->config + KEYS[i].field))
            nx_problems_add(entry->problems, entry->where, nx_tr("\"%s\" is not %s; the default stands"), entry->value,
                            nx_tr(KEYS[i].shape));
        return;
    }
    nx_problems_add(entry->problems, entry->where, "%s", nx_tr("there is no such key"));
}

static void take_policy(Entry *entry)
{
    g_autofree char *setting = g_strdup_printf("%s=%s", entry->key, entry->value);
    nx_settings_add(&entry->config->settings.policy, setting, entry->where);
}

static void take_binding(Entry *entry)
{
    NxKeyBinding binding = {own(entry->config, entry->key), own(entry->config, entry->value),
                            own(entry->config, entry->where)};
    g_array_append_val(entry->config->keys, binding);
}

static void take_limit(Entry *entry)
{
    g_autoptr(GError) error = NULL;
    NxQuery *query = nx_query_parse(entry->value, NULL, &error);
    if (!query) {
        nx_problems_add(entry->problems, entry->where, "%s", error->message);
        return;
    }
    nx_query_free(query);
    NxNamedLimit limit = {own(entry->config, entry->key), own(entry->config, entry->value),
                          own(entry->config, entry->where)};
    g_array_append_val(entry->config->limits, limit);
}

/* Sections whose keys are names that the operator chooses. */
static const struct {
    const char *section;
    void (*take)(Entry *entry);
} OPEN_SECTIONS[] = {{"policy", take_policy}, {"keys", take_binding}, {"limits", take_limit}};

static void take_pair(Entry *entry, const char *section)
{
    for (guint i = 0; i < G_N_ELEMENTS(OPEN_SECTIONS); i++)
        if (g_str_equal(OPEN_SECTIONS[i].section, section)) {
            OPEN_SECTIONS[i].take(entry);
            return;
        }
    take_key(entry, section);
}

static gboolean is_section(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(OPEN_SECTIONS); i++)
        if (g_str_equal(OPEN_SECTIONS[i].section, name))
            return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(KEYS); i++)
        if (g_str_equal(KEYS[i].section, name))
            return TRUE;
    return FALSE;
}

static void take_lines(NxConfig *config, NxDataReader *reader, NxProblems *problems)
{
    NxDataLine line;
    while (nx_data_reader_next(reader, &line)) {
        gboolean known = is_section(line.section);
        if (line.kind == NX_DATA_SECTION) {
            g_autofree char *where = g_strdup_printf("%s:%u", nx_data_reader_name(reader), line.line);
            if (!known)
                nx_problems_add(problems, where, nx_tr("there is no section [%s]"), line.section);
            continue;
        }
        g_autofree char *where =
            g_strdup_printf("%s:%u: [%s] %s", nx_data_reader_name(reader), line.line, line.section, line.key);
        Entry entry = {config, line.key, line.value, where, problems};
        if (known)
            take_pair(&entry, line.section);
        else if (!*line.section)
            nx_problems_add(problems, where, "%s", nx_tr("this stands before the first [section]"));
    }
}

gboolean nx_config_read(NxConfig *config, const char *path, gboolean must_exist, NxProblems *problems, GError **error)
{
    g_autoptr(GError) problem = NULL;
    char *text;
    gsize len;
    if (!g_file_get_contents(path, &text, &len, &problem)) {
        gboolean missing = g_error_matches(problem, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
                           g_error_matches(problem, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
        if (missing && !must_exist)
            return TRUE;
        g_set_error(error, NX_ERROR, missing ? NX_ERROR_MISSING : NX_ERROR_UNREADABLE, "%s: %s", path,
                    missing ? nx_tr("there is no such file") : nx_tr("this file cannot be read"));
        return FALSE;
    }
    g_autoptr(GBytes) bytes = g_bytes_new_take(text, len);
    NxDataReader *reader = nx_data_reader_new(bytes, path, problems);
    take_lines(config, reader, problems);
    nx_data_reader_free(reader);
    return TRUE;
}
