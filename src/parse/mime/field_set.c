/* Groups of fields out of a text, and what their values say: types, addresses, hosts, actions, dates. */
#include "parse/mime/field_set.h"
#include "base/line.h"
#include "parse/bounds.h"
#include "parse/mime/header_text.h"
#include <nixie/data.h>
#include <gmime/gmime.h>

/* Fields that a per-recipient group has once: a second one begins the next group where the blank line is missing. */
static const char *const OPENERS[] = {"Final-Recipient", "Original-Recipient"};

typedef struct {
    NxFieldSet *set;
    NxFieldGroup *group; /* the one being filled, NULL between groups */
} Reading;

static void group_free(gpointer data)
{
    NxFieldGroup *group = data;
    g_array_unref(group->fields);
    g_free(group);
}

const char *nx_field_group_get(const NxFieldGroup *group, const char *name, guint nth)
{
    for (guint i = 0; i < group->fields->len; i++) {
        const NxField *field = &g_array_index(group->fields, NxField, i);
        if (g_ascii_strcasecmp(field->name, name) == 0 && nth-- == 0)
            return field->value;
    }
    return NULL;
}

/* The fields of the group that belong to the next recipient already: an Original-Recipient in front of its second
 * Final-Recipient. */
static guint opener_tail(const NxFieldGroup *group)
{
    guint n = group->fields->len;
    const NxField *last = n ? &g_array_index(group->fields, NxField, n - 1) : NULL;
    return last && g_ascii_strcasecmp(last->name, "Original-Recipient") == 0 ? n - 1 : n;
}

static NxFieldGroup *group_open(Reading *reading)
{
    if (reading->set->groups->len >= NX_MAX_GROUPS) {
        reading->set->cuts |= NX_CUT_BIT(NX_CUT_RECIPIENTS);
        return NULL;
    }
    NxFieldGroup *group = g_new0(NxFieldGroup, 1);
    group->fields = g_array_new(FALSE, FALSE, sizeof(NxField));
    g_ptr_array_add(reading->set->groups, group);
    return group;
}

static gboolean begins_group(const Reading *reading, const char *name)
{
    for (guint i = 0; reading->group && i < G_N_ELEMENTS(OPENERS); i++)
        if (g_ascii_strcasecmp(name, OPENERS[i]) == 0)
            return nx_field_group_get(reading->group, name, 0) != NULL;
    return FALSE;
}

static void add_field(Reading *reading, const char *name, const char *value)
{
    if (begins_group(reading, name)) {
        NxFieldGroup *before = reading->group;
        guint keep = opener_tail(before);
        reading->group = group_open(reading);
        if (reading->group && keep < before->fields->len && keep > 0)
            g_array_append_vals(reading->group->fields, &g_array_index(before->fields, NxField, keep),
                                before->fields->len - keep);
        if (reading->group && keep > 0)
            g_array_set_size(before->fields, keep);
    }
    if (!reading->group)
        reading->group = group_open(reading);
    if (!reading->group)
        return;
    if (reading->group->fields->len >= NX_MAX_FIELDS) {
        reading->set->cuts |= NX_CUT_BIT(NX_CUT_FIELDS);
        return;
    }
    NxField field = {g_string_chunk_insert_const(reading->set->strings, name),
                     g_string_chunk_insert(reading->set->strings, value)};
    g_array_append_val(reading->group->fields, field);
}

/* Length of the field name that the line begins with, 0 if it is no field. */
static gsize name_length(const char *line, gsize len, gsize *value)
{
    gsize n = 0, colon;
    while (n < len && (g_ascii_isalnum(line[n]) || line[n] == '-' || line[n] == '_' || line[n] == '.'))
        n++;
    for (colon = n; colon < len && (line[colon] == ' ' || line[colon] == '\t');)
        colon++;
    if (!n || colon == len || line[colon] != ':')
        return 0;
    *value = colon + 1;
    return n;
}

static gboolean is_blank(NxBytes line)
{
    return strspn(line.at, " \t") >= line.len;
}

/* Past the folded lines that go with a field. */
static void skip_folded(NxBytes *rest)
{
    for (NxBytes behind = *rest, line; nx_line_next(&behind, &line) && strchr(" \t", *line.at) && !is_blank(line);)
        *rest = behind;
}

NxFieldSet *nx_field_set_new(const char *text)
{
    NxFieldSet *set = g_new0(NxFieldSet, 1);
    set->groups = g_ptr_array_new_with_free_func(group_free);
    set->strings = g_string_chunk_new(1024);
    Reading reading = {.set = set};
    for (NxBytes rest = {text, strlen(text)}, line; nx_line_next(&rest, &line);) {
        gsize value, name = name_length(line.at, line.len, &value);
        skip_folded(&rest);
        if (name > 0) {
            g_autofree char *spelled = g_strndup(line.at, name);
            NxBytes bytes = {line.at + value, (gsize)(rest.at - line.at) - value};
            g_autofree char *decoded = nx_header_text(bytes);
            set->cuts |= bytes.len > NX_MAX_HEADER_VALUE ? NX_CUT_BIT(NX_CUT_FIELDS) : 0;
            add_field(&reading, spelled, decoded);
        } else if (is_blank(line)) {
            reading.group = NULL;
        }
    }
    return set;
}

void nx_field_set_free(NxFieldSet *set)
{
    if (!set)
        return;
    g_ptr_array_unref(set->groups);
    g_string_chunk_free(set->strings);
    g_free(set);
}

/* ---- Values ------------------------------------------------------------------------------------------------------ */

static char *without_comments(const char *value)
{
    GString *out = g_string_new(NULL);
    guint depth = 0;
    gboolean quoted = FALSE;
    for (const char *at = value; *at; at++) {
        if (*at == '\\' && at[1] && (quoted || depth)) {
            if (!depth)
                g_string_append_len(out, at, 2);
            at++;
        } else if (*at == '"' && !depth) {
            quoted = !quoted;
            g_string_append_c(out, *at);
        } else if (*at == '(' && !quoted) {
            depth++;
        } else if (*at == ')' && !quoted && depth) {
            depth--;
        } else if (!depth) {
            g_string_append_c(out, *at);
        }
    }
    if (depth > 0) /* never closed: it was no comment */
        g_string_assign(out, value);
    return g_strstrip(g_string_free(out, FALSE));
}

char *nx_field_typed(const char *value, gboolean keep_comments, char **type)
{
    char *bare = keep_comments ? g_strstrip(g_strdup(value)) : without_comments(value);
    /* A local type may have dots, "X-Store.Local"; what has them else is a host. */
    const char *in_type = g_ascii_strncasecmp(bare, "x-", 2) == 0 ? "-/_." : "-/_";
    gsize n = 0;
    while (g_ascii_isalnum(bare[n]) || (bare[n] && strchr(in_type, bare[n])))
        n++;
    gsize mark = n + strspn(bare + n, " \t");
    *type = NULL;
    if (!n && *bare == ';') { /* the type itself is missing */
        char *behind = g_strstrip(g_strdup(bare + 1));
        g_free(bare);
        return behind;
    }
    if (!n || n > 40 || !g_ascii_isalpha(bare[0]) || bare[mark] != ';')
        return bare;
    *type = g_ascii_strdown(bare, (gssize)n);
    char *rest = g_strstrip(g_strdup(bare + mark + 1));
    g_free(bare);
    return rest;
}

char *nx_field_xtext(const char *value)
{
    GString *out = g_string_new(NULL);
    for (const char *at = value; *at; at++) {
        int code = *at == '+' && g_ascii_isxdigit(at[1]) && g_ascii_isxdigit(at[2])
                       ? g_ascii_xdigit_value(at[1]) << 4 | g_ascii_xdigit_value(at[2])
                       : 0;
        if (code > ' ' && code < 0x7f) {
            g_string_append_c(out, (char)code);
            at += 2;
        } else {
            g_string_append_c(out, *at);
        }
    }
    return g_string_free(out, FALSE);
}

/* "+2B" and "+3D" are all that an MTA had to encode in a common address; in any other "+HH" it is likelier that a tag
 * is meant. */
static char *undo_xtext(char *address)
{
    if (!strstr(address, "+2B") && !strstr(address, "+3D") && !strstr(address, "+2b") && !strstr(address, "+3d"))
        return address;
    char *decoded = nx_field_xtext(address);
    g_free(address);
    return decoded;
}

/* RFC 6533 3: \x{HEX} stands for a character. */
static char *undo_unicode(char *address)
{
    if (!strstr(address, "\\x{"))
        return address;
    GString *out = g_string_new(NULL);
    for (const char *at = address; *at;) {
        char *stop = NULL;
        guint64 code = g_str_has_prefix(at, "\\x{") ? g_ascii_strtoull(at + 3, &stop, 16) : 0;
        if (stop && stop > at + 3 && *stop == '}' && code > ' ' && code != 0x7f && code <= 0x10ffff &&
            g_unichar_validate((gunichar)code)) {
            g_string_append_unichar(out, (gunichar)code);
            at = stop + 1;
        } else {
            g_string_append_c(out, *at++);
        }
    }
    g_free(address);
    return g_string_free(out, FALSE);
}

char *nx_field_address(const char *value, char **type)
{
    char *address = nx_field_typed(value, FALSE, type);
    if (*type && (strcmp(*type, "rfc/822") == 0 || strcmp(*type, "rfc2822") == 0 || strcmp(*type, "rfc5322") == 0 ||
                  strcmp(*type, "smtp") == 0)) {
        g_free(*type);
        *type = g_strdup("rfc822");
    }
    const char *open = strrchr(address, '<'), *close = open ? strchr(open, '>') : NULL;
    if (open && close) {
        char *inner = g_strndup(open + 1, (gsize)(close - open - 1));
        g_free(address);
        address = inner;
    }
    address = undo_unicode(undo_xtext(g_strstrip(address)));
    if (*address)
        return address;
    g_free(address);
    return NULL;
}

char *nx_field_host(const char *value)
{
    g_autofree char *type = NULL;
    g_autofree char *bare = nx_field_typed(value, FALSE, &type);
    gsize len = strcspn(bare, " \t,;");
    while (len > 0 && bare[len - 1] == '.')
        len--;
    return len ? g_ascii_strdown(bare, (gssize)len) : NULL;
}

char *nx_field_status_words(const char *value)
{
    const char *at = value + strspn(value, " \t");
    at += strspn(at, "0123456789.");
    at += strspn(at, " \t:;,-");
    gsize len = strlen(at);
    while (len > 0 && g_ascii_isspace(at[len - 1]))
        len--;
    if (len > 1 && *at == '(' && at[len - 1] == ')')
        at++, len -= 2;
    g_autofree char *words = g_strstrip(g_strndup(at, len));
    return *words ? g_steal_pointer(&words) : NULL;
}

enum { N_ACTIONS = NX_ACTION_EXPANDED + 1 };

static gpointer read_action_words(G_GNUC_UNUSED gpointer data)
{
    static const char *const NAMES[N_ACTIONS] = {
        [NX_ACTION_NONE] = "none",           [NX_ACTION_FAILED] = "failed",   [NX_ACTION_DELAYED] = "delayed",
        [NX_ACTION_DELIVERED] = "delivered", [NX_ACTION_RELAYED] = "relayed", [NX_ACTION_EXPANDED] = "expanded"};
    const NxWordTable table = {"action-words.tsv", "action", NAMES, N_ACTIONS};
    return (gpointer)nx_word_lists_read(&table);
}

static const char *const *const *action_words(void)
{
    static GOnce once = G_ONCE_INIT;
    return g_once(&once, read_action_words, NULL);
}

NxAction nx_field_action(const char *value)
{
    g_autofree char *bare = without_comments(value);
    for (guint action = NX_ACTION_NONE; action < N_ACTIONS; action++)
        for (const char *const *word = action_words()[action]; *word; word++)
            if (g_ascii_strncasecmp(bare, *word, strlen(*word)) == 0)
                return (NxAction)action;
    return NX_ACTION_NONE;
}

/* Two digits, or any number of them; -1: there are others. */
static int digits_at(const char *at, guint n)
{
    int number = 0;
    for (guint i = 0; i < n; i++) {
        if (!g_ascii_isdigit(at[i]))
            return -1;
        number = number * 10 + (at[i] - '0');
    }
    return number;
}

/* The number of the name of three letters in a list of such, 0: none. */
static guint name_at(const char *at, const char *names)
{
    for (guint i = 0; names[3 * i]; i++)
        if (strncmp(at, names + 3 * i, 3) == 0)
            return i + 1;
    return 0;
}

/* "Thu, 19 Nov 2026 09:00:05 +0100", as nearly all are written (RFC 5322 3.3), perhaps with " (CET)" behind it;
 * NX_TIME_UNKNOWN: in another way. */
static NxTime usual_date(const char *at)
{
    if (!name_at(at, "MonTueWedThuFriSatSun") || at[3] != ',' || at[4] != ' ')
        return NX_TIME_UNKNOWN;
    at += 5;
    guint width = g_ascii_isdigit(*at) && g_ascii_isdigit(at[1]) ? 2 : 1;
    int day = digits_at(at, width);
    if (day < 1 || at[width] != ' ')
        return NX_TIME_UNKNOWN;
    at += width + 1;
    guint month = name_at(at, "JanFebMarAprMayJunJulAugSepOctNovDec");
    if (!month || at[3] != ' ' || strnlen(at, 23) < 23)
        return NX_TIME_UNKNOWN;
    int year = digits_at(at + 4, 4), hour = digits_at(at + 9, 2), minute = digits_at(at + 12, 2),
        second = digits_at(at + 15, 2), zone_hour = digits_at(at + 19, 2), zone_minute = digits_at(at + 21, 2);
    gboolean parted = at[8] == ' ' && at[11] == ':' && at[14] == ':' && at[17] == ' ' && strchr("+-", at[18]);
    if (!parted || year < 1970 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 ||
        zone_hour < 0 || zone_hour > 12 || zone_minute < 0 || zone_minute > 59 ||
        !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return NX_TIME_UNKNOWN;
    const char *behind =
        at + 23 + (at[23] == ' ' && at[24] == '(' ? 2 + strspn(at + 25, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") : 0);
    if (behind > at + 23 ? strcmp(behind, ")") != 0 : *behind != '\0')
        return NX_TIME_UNKNOWN;
    enum {
        DAY_SECONDS = 86400,
        EPOCH = 719163
    }; /* the first of January 1970 in days of the Julian calendar of GDate */
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    NxTime zone = (NxTime)(zone_hour * 60 + zone_minute) * 60 * (at[18] == '-' ? -1 : 1);
    return ((NxTime)g_date_get_julian(&date) - EPOCH) * DAY_SECONDS + hour * 3600 + minute * 60 + second - zone;
}

NxTime nx_field_date(const char *value)
{
    NxTime usual = value ? usual_date(value) : NX_TIME_UNKNOWN;
    if (usual != NX_TIME_UNKNOWN)
        return usual;
    g_autoptr(GDateTime) date = value && *value ? g_mime_utils_header_decode_date(value) : NULL;
    return date ? g_date_time_to_unix(date) : NX_TIME_UNKNOWN;
}
