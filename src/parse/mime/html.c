/* One walk over a page, whose tags break lines, hide content or name an address. */
#include "parse/mime/html.h"
#include "parse/bounds.h"
#include "parse/mime/html_words.h"

typedef struct {
    GString *out;
    gboolean blank;   /* white space is due before the next character */
    gboolean cell;    /* and a tab in its place: a cell of a table begins */
    guint newlines;   /* line breaks due before it */
    guint pre;        /* depth of <pre> */
    char *address;    /* of the mailto: link that is open, NULL if none is */
    gsize link;       /* where its words begin in `out` */
    guint64 unclosed; /* bits of tags: elements whose end tag was looked for in vain */
} Page;

static void put_due(Page *page)
{
    if (page->newlines && page->out->len)
        g_string_append_len(page->out, "\n\n", MIN(page->newlines, 2));
    else if ((page->blank || page->cell) && page->out->len)
        g_string_append_c(page->out, page->cell ? '\t' : ' ');
    page->newlines = 0;
    page->blank = page->cell = FALSE;
}

static void put(Page *page, const char *at, gsize len)
{
    put_due(page);
    g_string_append_len(page->out, at, (gssize)len);
}

/* A named or numeric character reference at `at`; its length, 0 if it is none. */
static gsize entity_at(const char *at, gunichar *character)
{
    gsize len = 1 + strcspn(at + 1, "; <&\n\t\"");
    if (len < 3 || len > 12)
        return 0;
    if (at[1] == '#') {
        gboolean hex = g_ascii_tolower(at[2]) == 'x';
        char *stop;
        guint64 number = g_ascii_strtoull(at + (hex ? 3 : 2), &stop, hex ? 16 : 10);
        if (stop != at + len || number == 0 || number > 0x10ffff || !g_unichar_validate((gunichar)number))
            return 0;
        *character = number == 0xa0 ? ' ' : (gunichar)number;
        return len + (at[len] == ';');
    }
    *character = nx_html_entity(at + 1, len - 1);
    return *character ? len + (at[len] == ';') : 0;
}

/* Behind the end tag of an element whose content nobody reads. */
static const char *skip_content(Page *page, const char *at, const NxHtmlTag *tag)
{
    if (page->unclosed & tag->bit)
        return at;
    for (const char *close = at; (close = strstr(close, "</")) != NULL; close += 2)
        if (g_ascii_strncasecmp(close + 2, tag->name, tag->len) == 0) {
            const char *end = strchr(close, '>');
            return end ? end + 1 : close + strlen(close);
        }
    page->unclosed |= tag->bit;
    return at;
}

static const char *comment_end(const char *at)
{
    const char *end = strstr(at + 4, "-->");
    return end ? end + 3 : at + strlen(at);
}

/* The address of "<a href='mailto:ann@example.com?subject=...'>"; NULL if it is no such link. Caller frees. */
static char *link_address(const char *at, const char *end)
{
    const char *mailto = at;
    while (mailto + 7 < end && g_ascii_strncasecmp(mailto, "mailto:", 7) != 0)
        mailto++;
    if (mailto + 7 >= end)
        return NULL;
    mailto += 7;
    gsize len = MIN(strcspn(mailto, "?\"' \t\n>"), (gsize)(end - mailto));
    g_autofree char *value = g_strndup(mailto, len);
    return strchr(value, '@') ? g_uri_unescape_string(value, NULL) : NULL;
}

/* What a link is called may hide where it leads: the name "Ann Other" gets " <ann@example.com>" behind it. */
static void close_link(Page *page)
{
    if (page->address && g_utf8_validate(page->address, -1, NULL) && page->out->len > page->link &&
        !strchr(page->out->str + page->link, '@') && !strpbrk(page->address, " \t\n<>"))
        g_string_append_printf(page->out, " <%s>", page->address);
    g_clear_pointer(&page->address, g_free);
}

/* The tag at `at` takes its effect; returns what follows, NULL if it is no tag. */
static const char *tag_at(Page *page, const char *at)
{
    if (g_str_has_prefix(at, "<!--"))
        return comment_end(at);
    gboolean closing = at[1] == '/';
    const char *name = at + (closing ? 2 : 1);
    if (!g_ascii_isalpha(*name) && *name != '!' && *name != '?')
        return NULL;
    gsize len = 0;
    while (g_ascii_isalnum(name[len]))
        len++;
    const char *end = memchr(at, '>', strnlen(at, NX_MAX_HTML_TAG));
    gsize word = strcspn(name, " \t\n/>");
    if (!end || memchr(name, '@', MIN(word, (gsize)(end - name))))
        return NULL;
    const NxHtmlTag *tag = nx_html_tag(name, len);
    switch (tag ? tag->kind : NX_TAG_INLINE) {
    case NX_TAG_BREAK: page->newlines = MAX(page->newlines, 1); break;
    case NX_TAG_BLOCK: page->newlines = 2; break;
    case NX_TAG_CELL: page->cell = TRUE; break;
    case NX_TAG_PRE:
        page->newlines = MAX(page->newlines, 1);
        page->pre = closing ? (page->pre ? page->pre - 1 : 0) : page->pre + 1;
        break;
    case NX_TAG_SKIP: return closing ? end + 1 : skip_content(page, end + 1, tag);
    case NX_TAG_LINK:
        close_link(page);
        page->address = closing ? NULL : link_address(name, end);
        page->link = page->out->len;
        break;
    case NX_TAG_INLINE:
    case NX_N_TAGS: break;
    }
    return end + 1;
}

char *nx_html_text(const char *html)
{
    Page page = {.out = g_string_new(NULL)};
    const char *at = html;
    while (*at && page.out->len < NX_MAX_TEXT) {
        const char *behind = *at == '<' ? tag_at(&page, at) : NULL;
        gunichar character;
        gsize len;
        if (behind) {
            at = behind;
        } else if (*at == '&' && (len = entity_at(at, &character)) > 0) {
            char utf8[6];
            put(&page, utf8, (gsize)g_unichar_to_utf8(character, utf8));
            at += len;
        } else if (g_ascii_isspace(*at) && page.pre == 0) {
            page.blank = TRUE;
            at++;
        } else {
            len = (gsize)(g_utf8_next_char(at) - at);
            put(&page, at, len);
            at += len;
        }
    }
    g_free(page.address);
    return g_string_free(page.out, FALSE);
}
