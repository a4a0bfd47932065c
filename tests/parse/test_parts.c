/* The part list: what is where in a message, and that no message can make it large. */
#include "parse/bounds.h"
#include "parse/mime/message_bytes.h"
#include "parse/mime/parts.h"
#include "reports.h"

static NxPartList *list_of(const char *text)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    return nx_part_list_new(bytes);
}

static char *body(const NxPartList *list, guint part)
{
    NxBytes bytes = nx_part_list_bytes(list, nx_part_list_get(list, part)->body);
    return g_strndup(bytes.at, bytes.len);
}

static void test_tree(void)
{
    NxPartList *list = list_of(
        "Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/report; boundary=s; "
        "report-type=delivery-status\n\nproem\n--s\n"
        "Content-Type: text/plain; charset=koi8-r\n\nhello\n--s\n\nbare\n--s\nContent-Type: message/rfc822\n\nSubject: "
        "inner\n"
        "Content-Type: multipart/mixed; boundary=t\n\n--t\nContent-Type: text/html\n\n<p>\n--t--\n--s--\nafter\n");
    static const struct {
        const char *type, *body;
        guint depth, parent, end;
        gboolean message;
    } expected[] = {
        {"multipart/report", NULL, 0, NX_NO_PART, 6, TRUE},
        {"text/plain", "hello", 1, 0, 2, FALSE},
        {"text/plain", "bare", 1, 0, 3, FALSE},
        {"message/rfc822", NULL, 1, 0, 6, FALSE},
        {"multipart/mixed", NULL, 2, 3, 6, TRUE},
        {"text/html", "<p>", 3, 4, 6, FALSE},
    };
    g_assert_cmpuint(nx_part_list_count(list), ==, G_N_ELEMENTS(expected));
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        const NxPart *part = nx_part_list_get(list, i);
        g_autofree char *text = body(list, i);
        g_assert_cmpstr(part->type, ==, expected[i].type);
        g_assert_cmpuint(part->depth, ==, expected[i].depth);
        g_assert_cmpuint(part->parent, ==, expected[i].parent);
        g_assert_cmpuint(part->end, ==, expected[i].end);
        g_assert_cmpint(part->message, ==, expected[i].message);
        if (expected[i].body)
            g_assert_cmpstr(text, ==, expected[i].body);
    }
    g_assert_cmpstr(nx_part_param(list, nx_part_list_get(list, 0), "report-type"), ==, "delivery-status");
    g_assert_cmpstr(nx_part_list_get(list, 1)->charset, ==, "koi8-r");
    g_autofree char *subject = nx_part_header(list, nx_part_list_get(list, 4), "SUBJECT", 0);
    g_assert_cmpstr(subject, ==, "inner");
    g_assert_true(nx_part_is_inner(list, 5));
    g_assert_false(nx_part_is_inner(list, 3));
    nx_part_list_free(list);
}

static void test_headers(void)
{
    static const char text[] = "Subject : a\0b\nX-Raw: \xe9t\xe9\nnot a field\n folded to nothing\nReceived: "
                               "one;\n\ttwo\nReceived: three\n\nbody\n";
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, sizeof text - 1);
    NxPartList *list = nx_part_list_new(bytes);
    const NxPart *top = nx_part_list_get(list, 0);
    g_autofree char *subject = nx_part_header(list, top, "subject", 0), *raw = nx_part_header(list, top, "X-Raw", 0);
    g_autofree char *first = nx_part_header(list, top, "Received", 0),
                    *second = nx_part_header(list, top, "Received", 1);
    g_assert_cmpstr(subject, ==, "a␀b");
    g_assert_cmpstr(raw, ==, "été");
    g_assert_cmpstr(first, ==, "one; two");
    g_assert_cmpstr(second, ==, "three");
    g_assert_null(nx_part_header(list, top, "Received", 2));
    nx_part_list_free(list);
}

static void test_decoding(void)
{
    NxPartList *list = list_of(
        "Content-Type: multipart/mixed; boundary=s\n\n--s\nContent-Transfer-Encoding: base64\n\naGVs\nbG8=\n--s\n"
        "Content-Transfer-Encoding: quoted-printable\nContent-Type: text/plain; "
        "charset=iso-8859-1\n\nGr=FC=\n=DFe\n--s\n"
        "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogaW5uZXINCg0KeA0K\n--s--\n");
    g_autofree char *plain = nx_part_text(list, nx_part_list_get(list, 1)),
                    *printable = nx_part_text(list, nx_part_list_get(list, 2));
    g_assert_cmpstr(plain, ==, "hello");
    g_assert_cmpstr(printable, ==, "Grüße");
    const NxPart *inner = nx_part_list_get(list, 4);
    g_autofree char *subject = nx_part_header(list, inner, "Subject", 0), *text = nx_part_text(list, inner);
    g_assert_true(inner->message);
    g_assert_cmpuint(inner->body.buffer, ==, 1); /* decoded inner messages are buffers of their own */
    g_assert_cmpstr(subject, ==, "inner");
    g_assert_cmpstr(text, ==, "x\n");
    nx_part_list_free(list);
}

static void test_broken(void)
{
    NxPartList *list = list_of("Content-Type: multipart/mixed\n\n--s\nContent-Type: text/plain\n\nhello\n--s--\n");
    g_assert_true(nx_part_list_get(list, 0)->broken);
    g_autofree char *all = body(list, 0);
    g_assert_nonnull(strstr(all, "hello"));
    nx_part_list_free(list);
}

static void test_colon_in_boundary(void)
{
    NxPartList *list =
        list_of("Content-Type: multipart/mixed; boundary=\"a:b\"\n\n--a:b\nX-A: x\n\none\n--a:b\n\ntwo\n--a:b--\n");
    g_assert_cmpuint(nx_part_list_count(list), ==, 3);
    nx_part_list_free(list);
}

/* GMime reads the groups of an address list by recursion. */
static void test_groups_in_groups(void)
{
    GString *text = g_string_new("Subject: x\nTo: ");
    for (guint i = 0; i < 200000; i++)
        g_string_append(text, "a:");
    g_string_append(text, "\nContent-Type: multipart/mixed; boundary=s\n\n--s\nTo: x\n\none\n--s--\n");
    NxPartList *list = list_of(text->str);
    g_assert_cmpuint(nx_part_list_count(list), ==, 2);
    nx_part_list_free(list);
    g_string_free(text, TRUE);
}

static char *repeat(const char *before, const char *piece, guint n, const char *after)
{
    GString *text = g_string_new(before);
    for (guint i = 0; i < n; i++)
        g_string_append_printf(text, "%s", piece);
    g_string_append(text, after);
    return g_string_free(text, FALSE);
}

static void test_bounds(void)
{
    g_autofree char *headers = repeat("From: a@b.example\n", "X-A: b\n", 300000, "\nx\n");
    NxPartList *list = list_of(headers);
    g_assert_cmpuint(list->headers->len, ==, NX_MAX_HEADER_RUN);
    g_assert_cmpuint(list->cuts, !=, 0);
    g_autofree char *left = body(list, 0);
    g_assert_cmpstr(left, ==, "x\n");
    nx_part_list_free(list);

    g_autofree char *parts = repeat("Content-Type: multipart/mixed; boundary=B\n\n", "--B\n\nx\n", 200000, "--B--\n");
    list = list_of(parts);
    g_assert_cmpuint(nx_part_list_count(list), ==, NX_MAX_PARTS);
    g_assert_cmpuint(list->cuts, !=, 0);
    nx_part_list_free(list);

    g_autofree char *messages = repeat("Subject: x\n", "Content-Type: message/rfc822\n\n", 20000, "x\n");
    list = list_of(messages);
    g_assert_cmpuint(nx_part_list_count(list), <=, NX_MAX_DEPTH + 1);
    g_assert_cmpuint(list->cuts, !=, 0);
    nx_part_list_free(list);

    GString *nested = g_string_new("Subject: x\n");
    for (guint i = 0; i < 20000; i++)
        g_string_append_printf(nested, "Content-Type: multipart/mixed; boundary=b%u\n\n--b%u\n", i, i);
    list = list_of(nested->str);
    g_assert_cmpuint(nx_part_list_count(list), <=, NX_MAX_DEPTH + 1);
    nx_part_list_free(list);
    g_string_free(nested, TRUE);
}

static void test_fields_in_body_stay(void)
{
    g_autofree char *text = repeat("Subject: x\n\n", "key: value\nprose\n", 5000, "end\n");
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    NxCuts cuts = 0;
    g_autoptr(GBytes) bound = nx_message_bytes_bound(bytes, &cuts);
    g_assert_cmpuint(cuts, ==, 0);
    g_assert_true(g_bytes_equal(bytes, bound));
}

static void test_no_message(void)
{
    NxReader *reader = nx_reports_reader(NULL, NULL, NULL);
    NxEnvelope envelope = {.now = 1};
    GError *error = NULL;
    g_autoptr(GBytes) none = g_bytes_new_static("", 0), text = g_bytes_new_static("just text, no header\nmore\n", 26);
    g_assert_null(nx_reader_read(reader, none, &envelope, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_EMPTY);
    g_clear_error(&error);
    g_assert_null(nx_reader_read(reader, text, &envelope, &error));
    g_assert_error(error, NX_ERROR, NX_ERROR_NO_MAILBOX);
    g_clear_error(&error);
    nx_reader_free(reader);
}

/* What is neither text nor a message is nothing that people read. */
static void test_pictures(void)
{
    static const char top[] = "Return-Path: <>\nFrom: MAILER-DAEMON@relay.example\nTo: me@sender.example\nSubject: "
                              "Undelivered\nMIME-Version: 1.0\n";
    static const char text[] = "--b\nContent-Type: text/plain\n\nann@example.com: 550 unknown user\n";
    static const char picture[] =
        "--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b--\n";
    static const struct {
        const char *type;
        gboolean told;
    } cases[] = {
        {"multipart/related; boundary=b", TRUE},
        {"multipart/related; boundary=other", TRUE},
        {"multipart/related", TRUE},
        {"image/png", FALSE},
    };
    NxReader *reader = nx_reports_reader(NULL, NULL, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *message = g_strconcat(top, "Content-Type: ", cases[i].type, "\n\n", text, picture, NULL);
        NxReport *report = nx_reports_text(reader, message, -1);
        g_assert_null(report->text ? strstr(report->text, "iVBOR") : NULL);
        g_assert_cmpuint(report->n_recipients, ==, cases[i].told ? 1 : 0);
        nx_report_free(report);
    }
    nx_reader_free(reader);
}

/* What is too much for the parser of MIME loses its names, all but what makes its structure. */
static void test_blot(void)
{
    static const char before[] = "Subject: a\n Folded: b\n\tFolded: c\nFrom: d\nContent-Type: text/html\n\tcharset: x\n"
                                 "To: e\nContent-Transfer-Encoding : 8bit\nContent-Typed: f\nno field\nCc: g\n";
    static const char after[] = "Xubject: a\n Folded: b\n\tFolded: c\n rom: d\nContent-Type: text/html\n\tcharset: x\n"
                                "Xo: e\nContent-Transfer-Encoding : 8bit\nXontent-Typed: f\nno field\nXc: g\n";
    g_autoptr(GBytes) bytes = g_bytes_new_static(before, strlen(before)), blotted = nx_message_bytes_blot(bytes);
    g_assert_cmpmem(g_bytes_get_data(blotted, NULL), g_bytes_get_size(blotted), after, strlen(after));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/parse/parts/a message is a flat list of its parts", test_tree);
    g_test_add_func("/parse/parts/headers keep NULs, raw bytes and folds", test_headers);
    g_test_add_func("/parse/parts/encodings are undone, an encoded message is taken apart too", test_decoding);
    g_test_add_func("/parse/parts/a multipart without boundary is kept whole", test_broken);
    g_test_add_func("/parse/parts/a picture is no text, even where the parts cannot be told apart", test_pictures);
    g_test_add_func("/parse/parts/a boundary may look like a header field", test_colon_in_boundary);
    g_test_add_func("/parse/parts/an address list that nests without end is harmless", test_groups_in_groups);
    g_test_add_func("/parse/parts/endless headers, parts and nesting are cut", test_bounds);
    g_test_add_func("/parse/parts/lines that look like fields are no harm in a body", test_fields_in_body_stay);
    g_test_add_func("/parse/parts/no bytes and no header are no message", test_no_message);
    g_test_add_func("/parse/parts/fields that are blotted leave the structure as it was", test_blot);
    return g_test_run();
}
