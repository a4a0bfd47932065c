/* Parts a list into its pieces, and finds the one address in each. */
#include "parse/mime/address_list.h"
#include "parse/bounds.h"

/* Behind the piece that begins at `at`: commas and semicolons part pieces, but not inside quotes, comments and angle
 * brackets. */
static const char *piece_end(const char *at)
{
    gboolean quoted = FALSE, angle = FALSE;
    guint comment = 0;
    for (; *at; at++) {
        if (*at == '\\' && at[1] && (quoted || comment))
            at++;
        else if (*at == '"' && !comment)
            quoted = !quoted;
        else if (quoted)
            continue;
        else if (*at == '(')
            comment++;
        else if (*at == ')' && comment)
            comment--;
        else if (*at == '<')
            angle = TRUE;
        else if (*at == '>')
            angle = FALSE;
        else if ((*at == ',' || *at == ';') && !comment && !angle)
            break;
    }
    return at;
}

/* The address in one piece: in angle brackets, else the word with the '@'. */
static char *address_in(const char *piece, gsize len)
{
    g_autofree char *text = g_strndup(piece, len);
    char *open = strrchr(text, '<'), *close = open ? strchr(open, '>') : NULL;
    if (close) {
        *close = '\0';
        return g_strdup(g_strstrip(open + 1));
    }
    char *comment = strchr(text, '(');
    if (comment)
        *comment = '\0';
    char *at = strrchr(text, '@');
    if (!at)
        return NULL;
    char *begin = at, *group;
    if (at > text && at[-1] == '"') {
        begin = strchr(text, '"');
    } else {
        while (begin > text && !strchr(" \t\"'", begin[-1]))
            begin--;
        if ((group = strchr(begin, ':')) != NULL && group < at)
            begin = group + 1;
    }
    char *end = at;
    while (*end && !strchr(" \t\"'<>", *end))
        end++;
    return g_strndup(begin, (gsize)(end - begin));
}

GPtrArray *nx_address_list_read(const char *text)
{
    GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
    for (const char *at = text; at && *at && found->len < NX_MAX_ADDRESSES;) {
        const char *end = piece_end(at);
        g_autofree char *address = address_in(at, (gsize)(end - at));
        g_autofree char *key = address ? nx_address_key(address, -1) : NULL;
        if (key)
            g_ptr_array_add(found, nx_address_spelling(address, -1));
        at = *end ? end + 1 : end;
    }
    return found;
}

char *nx_address_list_first_key(const char *text)
{
    g_autoptr(GPtrArray) found = nx_address_list_read(text);
    return found->len ? nx_address_key(g_ptr_array_index(found, 0), -1) : NULL;
}
