/* The slicer against GMime: of any message it makes the same part list, or it hands over.
 *
 * NX_SLICER_ROUNDS=N is how many times as many messages are made and spoilt (make bench: 50), NX_SLICER_MESSAGES=DIR a
 * folder of more messages to begin with, of which it says how many were handed over. */
#include "parse/mime/part_fill.h"
#include "reports.h"
#include <string.h>

enum { GENERATED = 200, SPOILT = 2000, MOST_BYTES = 60000 };

/* ---- Comparing --------------------------------------------------------------------------------------------------- */

static void append_extent(GString *out, const char *name, NxExtent extent)
{
    g_string_append_printf(out, " %s %u:%" G_GSIZE_FORMAT "+%" G_GSIZE_FORMAT, name, extent.buffer, extent.at,
                           extent.len);
}

static char *list_text(const NxPartList *list)
{
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "cuts %u buffers %u\n", (guint)list->cuts, list->buffers->len);
    for (guint i = 0; i < nx_part_list_count(list); i++) {
        const NxPart *part = nx_part_list_get(list, i);
        g_string_append_printf(out, "%u %s encoding %d charset %s depth %u parent %u end %u message %d broken %d", i,
                               part->type, part->encoding, part->charset ? part->charset : "-", part->depth,
                               part->parent, part->end, part->message, part->broken);
        append_extent(out, "headers", part->headers);
        append_extent(out, "body", part->body);
        for (guint k = 0; k < part->n_params; k++) {
            const NxParam *param = &g_array_index(list->params, NxParam, part->first_param + k);
            g_string_append_printf(out, " [%s=%s]", param->name, param->value);
        }
        for (guint k = 0; k < part->n_headers; k++) {
            const NxHeader *header = &g_array_index(list->headers, NxHeader, part->first_header + k);
            append_extent(out, header->name, header->value);
        }
        g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}

/* Returns whether it was sliced. */
static gboolean check(const char *at, gsize len)
{
    g_autoptr(GBytes) bytes = g_bytes_new(at, len);
    NxPartList *sliced = nx_part_list_by_slicer(bytes);
    if (!sliced)
        return FALSE;
    NxPartList *list = nx_part_list_by_gmime(bytes);
    g_autofree char *found = list_text(sliced), *wanted = list_text(list);
    if (strcmp(found, wanted) != 0)
        g_test_message("%.*s", (int)len, at);
    g_assert_cmpstr(found, ==, wanted);
    nx_part_list_free(sliced);
    nx_part_list_free(list);
    return TRUE;
}

/* ---- Messages ---------------------------------------------------------------------------------------------------- */

static gint by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_messages(GPtrArray *messages, const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    gsize len;
    char *text;
    if (!dir) {
        if (g_file_get_contents(path, &text, &len, NULL))
            g_ptr_array_add(messages, g_bytes_new_take(text, len));
        return;
    }
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(dir));)
        g_ptr_array_add(names, g_build_filename(path, name, NULL));
    g_dir_close(dir);
    g_ptr_array_sort(names, by_name);
    for (guint i = 0; i < names->len; i++)
        add_messages(messages, names->pdata[i]);
}

static GPtrArray *fixtures(void)
{
    GPtrArray *messages = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "mailboxes", NULL);
    add_messages(messages, path);
    g_assert_cmpuint(messages->len, >, 100);
    return messages;
}

static guint rounds(void)
{
    const char *given = g_getenv("NX_SLICER_ROUNDS");
    return given ? (guint)g_ascii_strtoull(given, NULL, 10) : 1;
}

static guint below(GRand *rand, guint n)
{
    return (guint)g_rand_int_range(rand, 0, (gint32)n);
}

#define ONE_OF(rand, table) table[below(rand, G_N_ELEMENTS(table))]

/* ---- What is written as usual is sliced -------------------------------------------------------------------------- */

static void test_usual(void)
{
    static const char *const MESSAGES[] = {
        "Content-Type: multipart/mixed; boundary=s\n\n----s\nX: none\n\nx\n--s\n\ny\n--s--\n",
        "Subject: x\n\nbody\n",
        "Subject: x\nTo: a@b.example,\n\tc@d.example\n\nno line end",
        "From: x\nContent-Type: multipart/report; report-type=delivery-status;\n boundary=\"a b:=_/c\"\n\nproem\n"
        "--a b:=_/c\n\nbare\n--a b:=_/c\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n"
        "--a b:=_/c\nContent-Type: message/rfc822\n\nSubject: y\nContent-Type: multipart/mixed; boundary=in\n\n"
        "--in\n\none\n--in--\nepilogue\n--a b:=_/c--\nbehind\n",
        "Content-Type: Text/HTML; charset=UTF-8;\nContent-Transfer-Encoding: Quoted-Printable \n\n=3D\n",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(MESSAGES); i++)
        g_assert_true(check(MESSAGES[i], strlen(MESSAGES[i])));
}

static void test_unusual(void)
{
    static const char *const MESSAGES[] = {
        "Subject: x\nno field\n\nbody\n",
        "Content-Type: message/external-body\n\nSubject: x\n\ny\n",
        "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogeA0KDQp5\n",
        "Content-Type: text/plain\nContent-Type: text/html\n\nx\n",
        "Content-Type: text/plain; charset*=utf-8''x\n\nx\n",
        "Content-Type: \n\nx\n",
        "Content-Type: multipart/mixed; boundary=s\n\n--s\n\nx\n--s\t\n\ny\n--s--\n",
        ("Content-Type: multipart/mixed; boundary=s\n\n--s\nContent-Type: multipart/mixed; boundary=st\n\n"
         "--st\n\nx\n--st--\n--s--\n"),
    };
    for (gsize i = 0; i < G_N_ELEMENTS(MESSAGES); i++)
        g_assert_false(check(MESSAGES[i], strlen(MESSAGES[i])));
}

static void test_fixtures(void)
{
    g_autoptr(GPtrArray) messages = fixtures();
    guint sliced = 0, all = 0;
    for (guint i = 0; i < messages->len; i++, all++) {
        gsize len;
        const char *at = g_bytes_get_data(messages->pdata[i], &len);
        sliced += check(at, len);
    }
    g_test_message("%u of %u are sliced", sliced, all);
    g_assert_cmpuint(sliced * 2, >, all);
}

/* How much of a mailbox as it comes goes the slow way. */
static void test_given(void)
{
    const char *path = g_getenv("NX_SLICER_MESSAGES");
    if (!path) {
        g_test_skip("NX_SLICER_MESSAGES is not set");
        return;
    }
    g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    add_messages(messages, path);
    guint sliced = 0;
    for (guint i = 0; i < messages->len; i++) {
        gsize len;
        const char *at = g_bytes_get_data(messages->pdata[i], &len);
        gboolean was = check(at, len);
        sliced += was;
        if (!was)
            g_test_message("%u handed over", i);
    }
    g_test_message("%u of %u are handed over", messages->len - sliced, messages->len);
}

/* ---- Made ones --------------------------------------------------------------------------------------------------- */

static void add_part(GString *out, GRand *rand, guint depth);

static void add_lines(GString *out, GRand *rand)
{
    static const char *const LINES[] = {
        "text\n",   "\n",         "--\n",     "--other\n", "-- \n",    "Name: value\n",
        " blank\n", "> quoted\n", "From x\n", "--b0\n",    "--b1--\n", "\xc3\xa9\xff\n"};
    for (guint n = below(rand, 5); n > 0; n--)
        g_string_append(out, ONE_OF(rand, LINES));
}

static void add_multipart(GString *out, GRand *rand, guint depth)
{
    static const char *const SUBTYPES[] = {"mixed", "report", "alternative", "digest", "Signed"};
    g_autofree char *boundary = g_strdup_printf(below(rand, 8) ? "b%u" : "b%u=_x", depth + below(rand, 20) / 19);
    g_string_append_printf(out, "Content-Type: multipart/%s;\n boundary=\"%s\"%s\n\n", ONE_OF(rand, SUBTYPES), boundary,
                           below(rand, 4) ? "" : "; report-type=delivery-status");
    if (!below(rand, 3))
        add_lines(out, rand);
    for (guint n = below(rand, 4); n > 0; n--) {
        g_string_append_printf(out, "--%s\n", boundary);
        add_part(out, rand, depth + 1);
        if (below(rand, 10))
            g_string_append_c(out, '\n');
    }
    if (below(rand, 8))
        g_string_append_printf(out, "--%s--%s", boundary, below(rand, 10) ? "\n" : "");
    if (!below(rand, 3))
        add_lines(out, rand);
}

static void add_part(GString *out, GRand *rand, guint depth)
{
    static const char *const FIELDS[] = {"Subject: x\n",
                                         "X-Long: a\n b\n\tc\n",
                                         "To: a@b.example\n",
                                         "Odd : x\n",
                                         "no field\n",
                                         "Content-Transfer-Encoding: base64\n",
                                         ": empty\n",
                                         "Content-Transfer-Encoding: 7BIT\n",
                                         "X:\n",
                                         "X-Blank: a\n \n"};
    static const char *const TYPES[] = {"Content-Type: text/plain; charset=utf-8\n",
                                        "Content-Type: text/html\n",
                                        "Content-Type: message/delivery-status\n",
                                        "Content-type:text/plain;\n",
                                        "Content-Type: text\n",
                                        "Content-Type: TEXT/plain; name=\"a b\"; x=y\n",
                                        "Content-Type: text/rfc822-headers\n",
                                        "Content-Type: a/b; x=\"\"; y = z\n"};
    for (guint n = below(rand, 3); n > 0; n--)
        g_string_append(out, FIELDS[below(rand, below(rand, 4) ? 3 : G_N_ELEMENTS(FIELDS))]);
    guint kind = below(rand, 8);
    if (kind < 3 && depth < 4) {
        add_multipart(out, rand, depth);
    } else if (kind == 3 && depth < 4) {
        g_string_append(out, below(rand, 5) ? "Content-Type: message/rfc822\n\n" : "Content-Type: message/global\n\n");
        add_part(out, rand, depth + 1);
    } else {
        if (kind > 4)
            g_string_append(out, ONE_OF(rand, TYPES));
        g_string_append(out, below(rand, 12) ? "\n" : "");
        add_lines(out, rand);
    }
}

static void test_generated(void)
{
    GRand *rand = g_rand_new_with_seed(13);
    guint sliced = 0;
    for (guint i = 0; i < GENERATED * rounds(); i++) {
        g_autoptr(GString) message = g_string_new("Subject: x\n");
        add_part(message, rand, 0);
        sliced += check(message->str, message->len);
    }
    g_test_message("%u of %u are sliced", sliced, GENERATED * rounds());
    g_assert_cmpuint(sliced * 4, >, GENERATED * rounds());
    g_rand_free(rand);
}

/* ---- Spoilt ones ------------------------------------------------------------------------------------------------- */

/* The line around a place. */
static NxBytes line_at(const GString *text, gsize at)
{
    gsize begin = at, end = at;
    while (begin > 0 && text->str[begin - 1] != '\n')
        begin--;
    while (end < text->len && text->str[end] != '\n')
        end++;
    return (NxBytes){text->str + begin, MIN(end + 1, text->len) - begin};
}

static void spoil_once(GString *text, GRand *rand)
{
    static const char *const PIECES[] = {"\n", "\n\n", "\r",   ": ", "--", ";",    "\"",  "\t", "=?x?q?a", "=",
                                         " ",  "\n ",  "\n--", "/",  "\\", "\xff", "(c)", "*=", "\r\n"};
    gsize at = below(rand, (guint)text->len), other = below(rand, (guint)text->len);
    NxBytes line = line_at(text, other);
    g_autofree char *copy = g_strndup(line.at, line.len);
    switch (below(rand, 6)) {
    case 0: text->str[at] = (char)below(rand, 256); break;
    case 1: g_string_erase(text, (gssize)at, (gssize)MIN(line.len, text->len - at)); break;
    case 2: g_string_insert(text, (gssize)at, ONE_OF(rand, PIECES)); break;
    case 3: g_string_erase(text, line.at - text->str, (gssize)line.len); break;
    case 4: g_string_insert_len(text, line_at(text, at).at - text->str, copy, (gssize)line.len); break;
    case 5: g_string_truncate(text, at); break;
    }
}

static void test_spoilt(void)
{
    GRand *rand = g_rand_new_with_seed(14);
    g_autoptr(GPtrArray) messages = fixtures();
    const char *more = g_getenv("NX_SLICER_MESSAGES");
    if (more)
        add_messages(messages, more);
    guint sliced = 0;
    for (guint i = 0; i < SPOILT * rounds(); i++) {
        gsize len;
        const char *at = g_bytes_get_data(messages->pdata[below(rand, messages->len)], &len);
        if (!len || len > MOST_BYTES)
            continue;
        g_autoptr(GString) text = g_string_new_len(at, (gssize)len);
        for (guint n = 1 + below(rand, 4); n > 0 && text->len; n--)
            spoil_once(text, rand);
        sliced += check(text->str, text->len);
    }
    g_test_message("%u of %u are sliced", sliced, SPOILT * rounds());
    g_rand_free(rand);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/parse/slicer/what is written as usual is sliced", test_usual);
    g_test_add_func("/parse/slicer/what is not is handed over", test_unusual);
    g_test_add_func("/parse/slicer/fixtures have the parts that GMime sees", test_fixtures);
    g_test_add_func("/parse/slicer/so have those of a folder that is given", test_given);
    g_test_add_func("/parse/slicer/messages made at random have", test_generated);
    g_test_add_func("/parse/slicer/spoilt ones have", test_spoilt);
    return g_test_run();
}
