/* Whom a notice came to, and what a person reads of it. */
#include "parse/notice/notice_maker.h"
#include "parse/bounds.h"
#include "parse/mime/address_list.h"
#include "parse/mime/broken_multipart.h"
#include "parse/mime/data_text.h"
#include "parse/mime/html.h"
#include "parse/notice/own.h"
#include "parse/notice/sign_words.h"
#include "parse/notice/signs.h"

static void add_own(NxNotice *notice, const char *address, gssize len)
{
    g_autofree char *text = address ? g_strndup(address, len < 0 ? strlen(address) : (gsize)len) : NULL;
    char *key = text ? nx_own_key(text) : NULL;
    if (key)
        g_hash_table_add(notice->own, key);
}

/* Whom the notice came to: its From and To, the headers in which the last mail systems on the way wrote down whose
 * mailbox it was (not X-Original-To, by which some mean whom it failed), and "for <address>" in its Received lines. */
static void read_own(NxNotice *notice)
{
    enum { LINES = 30 };
    static const char *const NAMES[] = {"delivered-to", "envelope-to", "x-envelope-to"};
    const char *value;
    notice->own = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    add_own(notice, notice->to_address, -1);
    add_own(notice, notice->from_address, -1);
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++)
        for (guint nth = 0; nth < LINES && (value = nx_notice_header(notice, NAMES[i], nth)) != NULL; nth++)
            add_own(notice, value, -1);
    for (guint nth = 0; nth < LINES && (value = nx_notice_header(notice, "received", nth)) != NULL; nth++) {
        const char *open = strstr(value, " for <"), *close = open ? strchr(open, '>') : NULL;
        if (close)
            add_own(notice, open + 6, close - open - 6);
    }
}

/* Is a value of the header longer than is read of it? */
static gboolean is_header_cut(const NxPartList *list, const NxPart *part)
{
    gboolean cut = FALSE;
    for (guint i = 0; i < part->n_headers; i++)
        cut |= g_array_index(list->headers, NxHeader, part->first_header + i).value.len > NX_MAX_HEADER_VALUE;
    return cut;
}

/* Text that is bounded. */
typedef struct {
    GString *text;
    gboolean full; /* something was left out */
} Bounded;

static void append_bounded(Bounded *out, const char *text, gsize max)
{
    out->full |= out->text->len >= max;
    if (out->full)
        return;
    if (out->text->len)
        g_string_append_c(out->text, '\n');
    gsize room = max - out->text->len, len = strlen(text);
    if (len > room) {
        out->full = TRUE;
        const char *cut = g_utf8_find_prev_char(text, text + room + 1);
        len = cut ? (gsize)(cut - text) : 0;
    }
    g_string_append_len(out->text, text, (gssize)len);
}

static gboolean is_attached(const NxPartList *list, const NxPart *part)
{
    g_autofree char *disposition = part->depth ? nx_part_header(list, part, "Content-Disposition", 0) : NULL;
    return disposition && g_ascii_strncasecmp(disposition, "attachment", 10) == 0;
}

/* Joins addresses in brackets that were wrapped, "<ann@mail-\n  server.example.com>": nothing else in brackets has an
 * "@" and but one break. */
static void join_wrapped(char *text)
{
    enum { LONGEST = 320 };
    char *to = text;
    for (char *at = text; *at;) {
        gsize len = *at == '<' ? 1 + strcspn(at + 1, "<> \t\n\"'(),;") : 0, gap = len ? strspn(at + len, " \t\n") : 0;
        gsize more = gap ? strcspn(at + len + gap, "<> \t\n\"'(),;") : 0;
        gboolean wrapped = len > 1 && more && len + gap + more < LONGEST && at[len + gap + more] == '>' &&
                           at[len] == '\n' && !memchr(at + len + 1, '\n', gap - 1) &&
                           (memchr(at, '@', len) != NULL) != (memchr(at + len + gap, '@', more) != NULL);
        if (!wrapped) {
            *to++ = *at++;
            continue;
        }
        memmove(to, at, len);
        memmove(to + len, at + len + gap, more);
        to += len + more;
        at += len + gap + more;
    }
    *to = '\0';
}

/* The body as it stands, where it is the only part and of a type that may be text: "text", "application/x-notice", but
 * no picture. */
static const char *only_text(const NxNotice *notice)
{
    const NxPart *top = nx_part_list_get(notice->list, 0);
    for (const char *const *type = nx_sign_words(NX_WORDS_NO_TEXT); *type; type++)
        if (g_str_has_prefix(top->type, *type))
            return "";
    return nx_part_list_count(notice->list) > 1 ? "" : nx_notice_raw(notice, NULL);
}

/* JSON or XML, which programs post as the notice itself. */
static gboolean is_data(const NxPart *part)
{
    return (g_str_has_suffix(part->type, "/json") || g_str_has_suffix(part->type, "/xml") ||
            g_str_has_suffix(part->type, "+json") || g_str_has_suffix(part->type, "+xml"));
}

/* ---- Texts that are attached ------------------------------------------------------------------------------------- */

static gboolean ends_with_one_of(const char *name, NxSignWords words)
{
    for (const char *const *word = nx_sign_words(words); *word; word++)
        if (g_str_has_suffix(name, *word))
            return TRUE;
    return FALSE;
}

/* By its type, or by the name of its file: "error.txt" is text whatever its type says. */
static gboolean is_text_file(const NxPartList *list, const NxPart *part)
{
    if (g_strv_contains(nx_sign_words(NX_WORDS_TEXT_TYPE), part->type) || is_data(part))
        return TRUE;
    const char *param = nx_part_param(list, part, "name");
    g_autofree char *disposition = nx_part_header(list, part, "Content-Disposition", 0);
    const char *at = param ? param : disposition ? strstr(disposition, "filename=") : NULL;
    g_autofree char *name = g_ascii_strdown(at ? at : "", -1);
    for (gsize len = strlen(name); len && strchr("\"' ;", name[len - 1]);)
        name[--len] = '\0';
    return ends_with_one_of(name, NX_WORDS_TEXT_NAME);
}

/* What is attached as text, data turned to lines; what a returned message begins behind is left out. Caller frees. */
static char *attached_text(const NxPartList *list)
{
    g_autoptr(GString) text = g_string_new(NULL);
    Bounded out = {text, FALSE};
    for (guint i = 1; i < nx_part_list_count(list) && !out.full; i++) {
        const NxPart *part = nx_part_list_get(list, i);
        gboolean read = nx_part_is(part, "text/plain") && !is_attached(list, part);
        if (read || part->end > i + 1 || part->message || nx_part_is_inner(list, i) || !is_text_file(list, part))
            continue;
        g_autofree char *content = nx_part_text(list, part);
        g_autofree char *turned = nx_data_text(content);
        char *lines = turned ? turned : content;
        lines[nx_original_begins(lines)] = '\0';
        join_wrapped(lines);
        append_bounded(&out, lines, NX_MAX_TEXT);
    }
    return g_strdup(text->str);
}

/* Where a notice names nobody itself, and says what it has to say in what is attached: that goes in front of what it
 * returns. */
static void read_attached(NxNotice *notice)
{
    const NxSign systems = NX_SIGN_NULL_PATH | NX_SIGN_DAEMON | NX_SIGN_SUBJECT | NX_SIGN_AUTO;
    if (notice->has_status || !(notice->signs & systems) || notice->signs & (NX_SIGN_QUOTED | NX_SIGN_LIST) ||
        nx_part_list_count(notice->list) < 2 || memchr(notice->text, '@', notice->text_original))
        return;
    g_autofree char *attached = attached_text(notice->list);
    if (!*attached)
        return;
    g_autofree char *own = g_strndup(notice->text, notice->text_original);
    char *text = g_strconcat(own, "\n\n", attached, "\n\n", notice->text + notice->text_original, NULL);
    g_free((char *)notice->text);
    notice->text_original = strlen(own) + strlen(attached) + 2;
    notice->text = text;
}

/* The text a person reads: what is shown of the message itself, not of what it returns. */
static void read_texts(const NxPartList *list, guint status_part, Bounded *text, Bounded *html)
{
    for (guint i = 0; i < nx_part_list_count(list); i++) {
        const NxPart *part = nx_part_list_get(list, i);
        gboolean plain = nx_part_is(part, "text/plain") || nx_part_is(part, "text"),
                 page = nx_part_is(part, "text/html");
        gboolean status = nx_part_is_status(part); /* it holds prose, else it were the one */
        if (!(plain || page || status || part->broken || is_data(part)) || i + 1 == status_part ||
            nx_part_is_inner(list, i) || is_attached(list, part))
            continue;
        Bounded *out = page ? html : text;
        if (out->full)
            continue;
        g_autofree char *content = nx_part_text(list, part);
        if (part->broken)
            nx_broken_multipart_text(content);
        g_autofree char *turned = page ? nx_html_text(content) : NULL;
        join_wrapped(turned ? turned : content);
        append_bounded(out, turned ? turned : content, NX_MAX_TEXT);
        out->full |= page && out->text->len >= NX_MAX_TEXT; /* of a page there is no more to be had */
    }
}

/* What was left out of the text, unless it is the returned message. `bounded`: NULL where the raw body is the text. */
static void mark_cut(NxNotice *notice, const Bounded *bounded)
{
    gsize len = strlen(notice->text);
    gboolean full = bounded ? bounded->full : len >= NX_MAX_RAW_TEXT;
    if (full && notice->text_original == len)
        notice->cuts |= NX_CUT_BIT(NX_CUT_TEXT);
}

static const char *header_or_empty(const NxNotice *notice, const char *name)
{
    const char *value = nx_notice_header(notice, name, 0);
    return value ? value : "";
}

static char *read_return_path(const NxNotice *notice)
{
    const char *value = nx_notice_header(notice, "return-path", 0);
    if (!value)
        return NULL;
    const char *open = strchr(value, '<'), *close = open ? strchr(open, '>') : NULL;
    return close ? g_strstrip(g_strndup(open + 1, (gsize)(close - open - 1))) : g_strdup(value);
}

NxNoticeMaker *nx_notice_maker_new(const NxPartList *list, const NxLibrary *library, guint status_part)
{
    NxNoticeMaker *maker = g_new0(NxNoticeMaker, 1);
    NxNotice *notice = &maker->notice;
    notice->list = list;
    notice->library = library;
    notice->headers = nx_headers_new(list, nx_part_list_get(list, 0));
    notice->cuts |= is_header_cut(list, nx_part_list_get(list, 0)) ? NX_CUT_BIT(NX_CUT_HEADERS) : 0;
    notice->subject = header_or_empty(notice, "subject");
    notice->from = header_or_empty(notice, "from");
    notice->to = header_or_empty(notice, "to");
    notice->from_address = nx_address_list_first_key(notice->from);
    notice->to_address = nx_address_list_first_key(notice->to);
    notice->return_path = read_return_path(notice);
    read_own(notice);
    notice->has_status = status_part > 0;

    g_autoptr(GString) text = g_string_new(NULL), html = g_string_new(NULL);
    Bounded plain = {text, FALSE}, page = {html, FALSE};
    read_texts(list, status_part, &plain, &page);
    notice->lazy = g_new0(NxNoticeLazy, 1);
    notice->html = g_strdup(html->str);
    /* "Please use a program that can show HTML" */
    gboolean stub = !notice->has_status && !strchr(text->str, '@') && strchr(html->str, '@');
    notice->text = g_strdup(text->len && !stub ? text->str : html->len ? html->str : only_text(notice));
    notice->text_original = nx_original_begins(notice->text);
    notice->html_original = nx_original_begins(notice->html);
    mark_cut(notice, text->len && !stub ? &plain : html->len ? &page : NULL);
    notice->signs = nx_signs_read(notice);
    static const char *const NOBODY[] = {NULL};
    notice->original_recipients = notice->original_lists = NOBODY;
    return maker;
}

/* "<mailto:autumn@news.example?subject=x> (Members only)", RFC 2369. */
static char *list_post_key(const char *value)
{
    const char *at = value ? strstr(value, "mailto:") : NULL;
    return at ? nx_address_key(at + 7, (gssize)strcspn(at + 7, ">? \t,")) : NULL;
}

static void set_lists(NxNoticeMaker *maker, const NxOriginalHeaders *original)
{
    GPtrArray *keys = g_ptr_array_new();
    char *found[] = {nx_address_list_first_key(original->sender), list_post_key(original->list_post)};
    for (gsize i = 0; i < G_N_ELEMENTS(found); i++)
        if (found[i])
            g_ptr_array_add(keys, found[i]);
    g_ptr_array_add(keys, NULL);
    maker->original_lists = (char **)g_ptr_array_free(keys, FALSE);
    maker->original_list_id = g_strdup(original->list_id);
    maker->notice.original_lists = (const char *const *)maker->original_lists;
    maker->notice.original_list_id = maker->original_list_id;
}

/* Is what came back a report itself, in a message that is none? A gateway boxed it: it was for whom the report tells,
 * and is not the mail that failed. */
static gboolean is_boxed_report(const NxNotice *notice)
{
    for (guint i = 0; !notice->has_status && i < nx_part_list_count(notice->list); i++)
        if (nx_part_is_status(nx_part_list_get(notice->list, i)) && nx_part_is_inner(notice->list, i))
            return TRUE;
    return FALSE;
}

void nx_notice_maker_set_original(NxNoticeMaker *maker, const NxOriginalHeaders *original)
{
    g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);
    gboolean boxed = is_boxed_report(&maker->notice);
    const char *lists[] = {original->to, original->cc};
    for (gsize i = 0; !boxed && i < G_N_ELEMENTS(lists); i++) {
        g_autoptr(GPtrArray) found = nx_address_list_read(lists[i]);
        for (guint k = 0; k < found->len; k++)
            if (!nx_notice_is_own(&maker->notice, g_ptr_array_index(found, k)))
                g_ptr_array_add(keys, nx_address_key(g_ptr_array_index(found, k), -1));
    }
    g_ptr_array_add(keys, NULL);
    maker->original_recipients = (char **)g_ptr_array_free(g_steal_pointer(&keys), FALSE);
    maker->notice.original_recipients = (const char *const *)maker->original_recipients;
    maker->notice.original_from = nx_address_list_first_key(original->from);
    set_lists(maker, original);
}

void nx_notice_maker_turn_data(NxNoticeMaker *maker)
{
    NxNotice *notice = &maker->notice;
    char *text = nx_data_text(notice->text);
    if (!text) {
        read_attached(notice);
        return;
    }
    g_free((char *)notice->text);
    notice->text = text;
    notice->text_original = strlen(text);
}

void nx_notice_maker_free(NxNoticeMaker *maker)
{
    if (!maker)
        return;
    const char *owned[] = {maker->notice.text,       maker->notice.html,        maker->notice.from_address,
                           maker->notice.to_address, maker->notice.return_path, maker->notice.original_from};
    for (gsize i = 0; i < G_N_ELEMENTS(owned); i++)
        g_free((char *)owned[i]);
    g_free(maker->notice.lazy->text);
    nx_nearby_index_free(maker->notice.lazy->index);
    g_free(maker->notice.lazy);
    g_hash_table_unref(maker->notice.own);
    nx_headers_free(maker->notice.headers);
    g_strfreev(maker->original_recipients);
    g_strfreev(maker->original_lists);
    g_free(maker->original_list_id);
    g_free(maker);
}
