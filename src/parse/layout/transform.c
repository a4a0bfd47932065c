/* The transforms by name, each a function from one value to another. */
#include "parse/layout/transform.h"
#include "parse/mime/field_set.h"

gboolean nx_transform_parse(const char *name, NxTransform *transform)
{
#define NX_TRANSFORM_NAME(id, text) text,
    static const char *const NAMES[] = {NX_TRANSFORMS(NX_TRANSFORM_NAME)};
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        if (g_str_equal(NAMES[i], name)) {
            *transform = (NxTransform)i;
            return TRUE;
        }
    }
    return FALSE;
}

static char *inside_angles(const char *value)
{
    const char *open = strrchr(value, '<'), *close = open ? strchr(open, '>') : NULL;
    return close ? g_strndup(open + 1, (gsize)(close - open - 1)) : g_strdup(value);
}

static char *without_quotes(const char *value)
{
    gsize len = strlen(value);
    gboolean quoted = len > 1 && strchr("\"'", value[0]) && value[len - 1] == value[0];
    return quoted ? g_strndup(value + 1, len - 2) : g_strdup(value);
}

static char *without_route(const char *value)
{
    const char *colon = *value == '@' ? strchr(value, ':') : NULL;
    return g_strdup(colon ? colon + 1 : value);
}

static char *from_x400(const char *value)
{
    g_autofree char *lower = g_ascii_strdown(value, -1);
    const char *found = strstr(lower, "rfc-822=");
    if (!found)
        return g_strdup(value);
    const char *address = value + (found - lower) + strlen("rfc-822=");
    g_autofree char *inner = g_strndup(address, strcspn(address, "/;"));
    g_auto(GStrv) parts = g_strsplit(inner, "(a)", 2);
    return g_strjoinv("@", parts);
}

static char *from_percent(const char *value)
{
    char *decoded = g_uri_unescape_string(value, NULL);
    return decoded ? decoded : g_strdup(value);
}

char *nx_transform_apply(NxTransform transform, const char *value)
{
    static char *(*const HOW[NX_N_TRANSFORMS])(const char *) = {inside_angles, without_quotes, nx_field_xtext,
                                                                from_percent,  without_route,  from_x400};
    return HOW[transform](value);
}
