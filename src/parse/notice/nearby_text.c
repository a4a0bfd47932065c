/* Where each address stands, found once for all, and the lines around one of them. */
#include "parse/notice/nearby_text.h"
#include "base/line.h"
#include "parse/bounds.h"
#include <nixie/text.h>

/* The header lines of the message that some notices show say nothing about its fate. */
static gboolean is_header_line(const char *text, const char *at)
{
    static const char *const NAMES[] = {"To:", "Cc:", "From:", "Envelope-to:", "Message-ID:"};
    at = text + nx_line_start(text, (gsize)(at - text));
    at += strspn(at, " \t");
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++)
        if (g_ascii_strncasecmp(at, NAMES[i], strlen(NAMES[i])) == 0)
            return TRUE;
    return FALSE;
}

/* ---- Where which address stands ---------------------------------------------------------------------------------- */

struct NxNearbyIndex {
    const char *text;
    gsize len;
    GArray *signs;       /* of gsize: where an "@" is, those of one domain linked by `next` */
    GArray *next;        /* of guint: the next sign of the same domain, 1-based; 0: none */
    GHashTable *domains; /* lower-case domain → guint pair of first and last sign, 1-based */
    guint odd;           /* names without an "@" that were looked for */
};

enum {
    MAX_SIGNS = 20000,
    MAX_ODD = 16,  /* names without a sign, looked for all over the text */
    MAX_SAME = 500 /* places of one domain, looked at for one address */
};

typedef struct {
    guint first, last;
} Chain;

static gsize domain_len(const char *at, const char *end)
{
    const char *stop = at;
    while (stop < end && (g_ascii_isalnum(*stop) || (guchar)*stop >= 0x80 || strchr("-._[]:", *stop)))
        stop++;
    while (stop > at && strchr("-._:]", stop[-1]))
        stop--;
    return (gsize)(stop - at);
}

static void add_sign(NxNearbyIndex *index, gsize at)
{
    char *domain = g_ascii_strdown(index->text + at + 1,
                                   (gssize)MIN(domain_len(index->text + at + 1, index->text + index->len), 255));
    const guint none = 0, self = index->signs->len + 1;
    g_array_append_val(index->signs, at);
    g_array_append_val(index->next, none);
    Chain *chain = g_hash_table_lookup(index->domains, domain);
    if (chain) {
        g_array_index(index->next, guint, chain->last - 1) = self;
        chain->last = self;
        g_free(domain);
        return;
    }
    chain = g_new(Chain, 1);
    *chain = (Chain){self, self};
    g_hash_table_insert(index->domains, domain, chain);
}

NxNearbyIndex *nx_nearby_index_new(const char *text, gsize len)
{
    NxNearbyIndex *index = g_new0(NxNearbyIndex, 1);
    *index = (NxNearbyIndex){.text = text, .len = len};
    index->signs = g_array_new(FALSE, FALSE, sizeof(gsize));
    index->next = g_array_new(FALSE, FALSE, sizeof(guint));
    index->domains = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (const char *at = text;
         index->signs->len < MAX_SIGNS && (at = memchr(at, '@', (gsize)(text + len - at))) != NULL; at++)
        add_sign(index, (gsize)(at - text));
    return index;
}

void nx_nearby_index_free(NxNearbyIndex *index)
{
    if (!index)
        return;
    g_array_unref(index->signs);
    g_array_unref(index->next);
    g_hash_table_unref(index->domains);
    g_free(index);
}

/* Does it stand at `at`, in any ASCII case, and is it no part of a longer one? */
static gboolean stands_at(const NxNearbyIndex *index, gsize at, const char *address, gsize width)
{
    const char *place = index->text + at;
    if (at + width > index->len || g_ascii_strncasecmp(place, address, width) != 0)
        return FALSE;
    gboolean free_before = at == 0 || !(g_ascii_isalnum(place[-1]) || strchr(".-_+=", place[-1]));
    return free_before && !g_ascii_isalnum(place[width]) && place[width] != '-' && !is_header_line(index->text, place);
}

/* First place of `address` in the text; NULL if it is not there. */
static const char *find_address(NxNearbyIndex *index, const char *address)
{
    gsize width = strlen(address);
    const char *sign = strrchr(address, '@');
    if (!sign) {
        for (gsize at = 0; width && index->odd < MAX_ODD && at + width <= index->len; at++)
            if (stands_at(index, at, address, width))
                return index->text + at;
        index->odd++;
        return NULL;
    }
    gsize local = (gsize)(sign - address);
    g_autofree char *domain = g_ascii_strdown(sign + 1, (gssize)MIN(domain_len(sign + 1, address + width), 255));
    const Chain *chain = g_hash_table_lookup(index->domains, domain);
    for (guint i = chain ? chain->first : 0, seen = 0; i && seen < MAX_SAME;
         i = g_array_index(index->next, guint, i - 1), seen++) {
        gsize at = g_array_index(index->signs, gsize, i - 1);
        if (at >= local && stands_at(index, at - local, address, width))
            return index->text + at - local;
    }
    return NULL;
}

/* ---- The lines around it ----------------------------------------------------------------------------------------- */

static gboolean is_blank_line(const char *line, const char *end)
{
    while (line < end && (*line == ' ' || *line == '\t' || *line == '\r'))
        line++;
    return line == end || *line == '\n';
}

static const char *next_line(const char *line, const char *end)
{
    return line + nx_line_behind(line, (gsize)(end - line), 0);
}

/* End of the paragraph that `line` begins in. */
static const char *paragraph_end(const char *line, const char *end)
{
    while (line < end && !is_blank_line(line, end))
        line = next_line(line, end);
    return line;
}

static const char *line_begin(const char *text, const char *at)
{
    return text + nx_line_start(text, (gsize)(at - text));
}

static const char *paragraph_begin(const char *text, const char *at)
{
    const char *begin = line_begin(text, at);
    for (const char *line = begin; line > text;) {
        const char *before = line_begin(text, line - 1);
        if (is_blank_line(before, line))
            break;
        begin = line = before;
    }
    return begin;
}

/* Does the line begin with an address? In a list of recipients each line, or block of lines, is about its own. */
static gboolean begins_with_address(const char *line, const char *end)
{
    line += strspn(line, " \t<");
    gsize len = MIN(strcspn(line, " \t\n>:,"), (gsize)(end - line));
    return memchr(line, '@', len) != NULL;
}

static gsize indentation(const char *line)
{
    return strspn(line, " \t");
}

/* The lines about the address that `line` begins with, out of the paragraph that ends at `end`. */
static const char *about_end(const char *line, const char *end)
{
    gsize indent = indentation(line);
    do
        line = next_line(line, end);
    while (line < end && !(indentation(line) <= indent && begins_with_address(line, end)));
    return line;
}

char *nx_nearby_text(NxNearbyIndex *index, const char *const *addresses)
{
    const char *at = NULL, *text = index->text, *end = text + index->len;
    for (; *addresses && !at; addresses++)
        at = find_address(index, *addresses);
    if (!at)
        return NULL;
    const char *line = line_begin(text, at);
    gboolean listed = begins_with_address(line, end);
    const char *begin = listed ? line : paragraph_begin(text, at), *stop = paragraph_end(line, end);
    if (listed)
        stop = about_end(line, stop);
    g_autofree char *own = g_strndup(begin, MIN((gsize)(stop - begin), NX_MAX_NOTE));
    if (nx_diagnostic_is_meagre(own)) {
        const char *next = stop;
        while (next < end && is_blank_line(next, end))
            next = next_line(next, end);
        if (!begins_with_address(next, end))
            stop = paragraph_end(next, end);
    }
    g_autofree char *cut = g_strndup(begin, MIN((gsize)(stop - begin), NX_MAX_NOTE));
    const char *valid;
    g_utf8_validate(cut, -1, &valid);
    cut[valid - cut] = '\0';
    g_autofree char *note = nx_text_squeeze(cut);
    return *note ? g_steal_pointer(&note) : NULL;
}

/* Letters of words; those of an address tell nothing. */
gboolean nx_diagnostic_is_meagre(const char *diagnostic)
{
    enum { FEW = 6 }; /* "Mailbox" is a word, "5.7.1 RCPT" is none */
    guint letters = 0;
    for (const char *word = diagnostic ? diagnostic : ""; *word && letters < FEW;) {
        gsize len = strcspn(word, " \t\n");
        gboolean address = memchr(word, '@', len) != NULL;
        for (gsize i = 0; i < len && !address; i++)
            letters += g_ascii_isalpha(word[i]) || (word[i] & 0x80);
        word += len;
        word += strspn(word, " \t\n");
    }
    return letters < FEW;
}
