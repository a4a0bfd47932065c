/* A name is tried as a code, a reply, a reason, a signature, a provider and a topic, in this order. */
#include "codes/name.h"

static gboolean read_number(const char **at, guint16 *value)
{
    guint digits = 0;
    for (*value = 0; g_ascii_isdigit(**at) && digits < 3; digits++)
        *value = *value * 10 + g_ascii_digit_value(*(*at)++);
    return digits > 0;
}

static gboolean read_status(const char *text, NxName *name)
{
    if (!*text || !strchr("245xX", *text) || text[1] != '.')
        return FALSE;
    const char *at = text + 2;
    guint16 subject, detail;
    if (!read_number(&at, &subject) || *at++ != '.' || !read_number(&at, &detail) || *at)
        return FALSE;
    int klass = g_ascii_digit_value(*text);
    name->kind = NX_ARTICLE_CODE;
    name->status = (NxStatus){klass < 0 ? 0 : klass, subject, detail};
    g_snprintf(name->text, sizeof name->text, "%c.%u.%u", g_ascii_toupper(*text), subject, detail);
    return TRUE;
}

static gboolean read_reply(const char *text, NxName *name)
{
    guint16 code;
    const char *at = text;
    if (!read_number(&at, &code) || *at || at - text != 3 || code < 200 || code > 599)
        return FALSE;
    name->kind = NX_ARTICLE_REPLY;
    name->reply = code;
    g_snprintf(name->text, sizeof name->text, "%u", code);
    return TRUE;
}

/* FILE/ID, in letters, digits and a few signs; whether there is one, who looks for it finds out. */
static gboolean is_signature(const char *text)
{
    static const char SIGNS[] = "abcdefghijklmnopqrstuvwxyz0123456789-._";
    gsize file = strspn(text, SIGNS);
    return file && text[file] == '/' && text[file + 1] && !text[file + 1 + strspn(text + file + 1, SIGNS)];
}

gboolean nx_name_read(const NxWords *words, const char *text, NxName *name)
{
    memset(name, 0, sizeof *name);
    g_autofree char *lower = g_strstrip(g_ascii_strdown(text, -1));
    if (read_status(lower, name) || read_reply(lower, name))
        return TRUE;
    if (strlen(lower) >= sizeof name->text)
        return FALSE;
    g_strlcpy(name->text, lower, sizeof name->text);
    name->kind = NX_ARTICLE_REASON;
    if (nx_reason_parse(lower, &name->reason))
        return TRUE;
    name->kind = NX_ARTICLE_SIGNATURE;
    if (is_signature(lower))
        return TRUE;
    name->kind = NX_ARTICLE_PROVIDER;
    g_autofree char *key = g_strconcat("provider:", lower, NULL);
    if (nx_words_title(words, key, NX_LANG_EN))
        return TRUE;
    name->kind = NX_ARTICLE_TOPIC;
    g_autofree char *topic = g_strconcat("topic:", lower, NULL);
    return nx_words_title(words, topic, NX_LANG_EN) != NULL;
}

char *nx_name_any_class(NxStatus status)
{
    return g_strdup_printf("X.%u.%u", status.subject, status.detail);
}
