/* Every bound on what a message may hold is kept (bounds.h); what is within is whole. */
#include "parse/bounds.h"
#include "parse/mime/address_list.h"
#include "parse/mime/field_set.h"
#include "parse/mime/message_bytes.h"
#include "parse/mime/parts.h"
#include "parse/notice/notice_maker.h"
#include "parse/report/builder_private.h"
#include "reports.h"

static char *repeat(const char *before, const char *piece, guint n, const char *after)
{
    GString *text = g_string_new(before);
    for (guint i = 0; i < n; i++)
        g_string_append(text, piece);
    g_string_append(text, after);
    return g_string_free(text, FALSE);
}

static NxPartList *list_of(const char *text)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    return nx_part_list_new(bytes);
}

static void test_message(void)
{
    char *zeros = g_malloc0((gsize)NX_MAX_MESSAGE + 100);
    g_autoptr(GBytes) bytes = g_bytes_new_take(zeros, (gsize)NX_MAX_MESSAGE + 100);
    g_autoptr(GBytes) lines = nx_message_bytes_normalise(bytes);
    g_assert_cmpuint(g_bytes_get_size(lines), ==, NX_MAX_MESSAGE);
}

static void test_header_lines(void)
{
    const gsize lines = NX_MAX_HEADER_LINES + 10000;
    g_autofree char *text = repeat("Subject: x\n\n", "a: b\nprose\n", lines, "end\n");
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    NxCuts cuts = 0;
    g_autoptr(GBytes) bound = nx_message_bytes_bound(bytes, &cuts);
    g_assert_cmpuint(cuts, ==, NX_CUT_BIT(NX_CUT_HEADERS));
    g_assert_cmpuint(strlen(text) - g_bytes_get_size(bound), ==, 5 * (lines + 1 - NX_MAX_HEADER_LINES));
}

static void test_boundaries(void)
{
    g_autofree char *text = repeat("Subject: x\n\n", "--x\n", NX_MAX_BOUNDARIES + 10, "end\n");
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    NxCuts cuts = 0;
    g_autoptr(GBytes) bound = nx_message_bytes_bound(bytes, &cuts);
    g_assert_cmpuint(cuts, ==, NX_CUT_BIT(NX_CUT_PARTS));
    g_assert_cmpuint(g_bytes_get_size(bound), ==, strlen("Subject: x\n\n") + 4 * NX_MAX_BOUNDARIES);
}

static void test_buffers(void)
{
    g_autofree char *text =
        repeat("Content-Type: multipart/mixed; boundary=s\n\n",
               "--s\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogaW5uZXINCg0KeA0K\n",
               20, "--s--\n");
    NxPartList *list = list_of(text);
    g_assert_cmpuint(list->buffers->len, ==, 1 + NX_MAX_BUFFERS);
    nx_part_list_free(list);
}

static void test_params(void)
{
    g_autofree char *text = repeat("Content-Type: text/plain; charset=koi8-r", "; x=y", 100, "\n\nx\n");
    NxPartList *list = list_of(text);
    g_assert_cmpuint(nx_part_list_get(list, 0)->n_params, ==, NX_MAX_PARAMS);
    g_assert_cmpstr(nx_part_list_get(list, 0)->charset, ==, "koi8-r");
    nx_part_list_free(list);
}

static void test_body_and_texts(void)
{
    g_autofree char *plain = repeat("Subject: x\n\n", "0123456789abcdef", NX_MAX_BODY / 16 + 10, "");
    NxPartList *list = list_of(plain);
    g_autoptr(GBytes) body = nx_part_decode(list, nx_part_list_get(list, 0));
    g_assert_cmpuint(g_bytes_get_size(body), ==, NX_MAX_BODY);
    NxNoticeMaker *maker = nx_notice_maker_new(list, NULL, 0);
    g_assert_cmpuint(strlen(maker->notice.text), ==, NX_MAX_TEXT);
    g_assert_cmpuint(strlen(nx_notice_raw(&maker->notice, NULL)), ==, NX_MAX_RAW_TEXT);
    nx_notice_maker_free(maker);
    nx_part_list_free(list);

    g_autofree char *encoded =
        repeat("Content-Transfer-Encoding: base64\n\n", "QUJDQUJDQUJDQUJD", NX_MAX_BODY / 16 + 10, "");
    list = list_of(encoded);
    g_autoptr(GBytes) decoded = nx_part_decode(list, nx_part_list_get(list, 0));
    g_assert_cmpuint(g_bytes_get_size(decoded), ==, NX_MAX_BODY / 4 * 3);
    nx_part_list_free(list);
}

static void test_html_tag(void)
{
    g_autofree char *text = repeat("Content-Type: text/html\n\n<a ", "x", NX_MAX_HTML_TAG, ">end");
    NxPartList *list = list_of(text);
    NxNoticeMaker *maker = nx_notice_maker_new(list, NULL, 0);
    g_assert_true(g_str_has_prefix(maker->notice.html, "<a xx"));
    nx_notice_maker_free(maker);
    nx_part_list_free(list);
}

static void test_groups_and_fields(void)
{
    g_autofree char *groups = repeat("", "Action: failed\n\n", NX_MAX_GROUPS + 10, "");
    NxFieldSet *set = nx_field_set_new(groups);
    g_assert_cmpuint(set->groups->len, ==, NX_MAX_GROUPS);
    nx_field_set_free(set);
    g_autofree char *fields = repeat("", "X-A: b\n", NX_MAX_FIELDS + 10, "");
    set = nx_field_set_new(fields);
    g_assert_cmpuint(((NxFieldGroup *)set->groups->pdata[0])->fields->len, ==, NX_MAX_FIELDS);
    nx_field_set_free(set);
}

static void test_addresses(void)
{
    g_autofree char *text = repeat("", "a@mail.example, ", NX_MAX_ADDRESSES + 10, "");
    g_autoptr(GPtrArray) found = nx_address_list_read(text);
    g_assert_cmpuint(found->len, ==, NX_MAX_ADDRESSES);
}

static void test_draft(void)
{
    NxReportBuilder *builder = nx_builder_new(NULL);
    NxDraft *draft = nx_builder_add_recipient(builder, "anna@mail.example", NX_SOURCE_DSN, NULL);
    g_autofree char *line = repeat("", "é", 50000, "");
    static const struct {
        NxDraftField field;
        gsize limit;
    } cases[] = {
        {NX_DRAFT_DIAGNOSTIC, NX_MAX_DIAGNOSTIC}, {NX_DRAFT_NOTE, NX_MAX_NOTE}, {NX_DRAFT_LOG_ID, NX_MAX_HEADER_VALUE}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        nx_draft_set(draft, cases[i].field, line);
        g_assert_cmpuint(strlen(nx_draft_get(draft, cases[i].field)), ==, cases[i].limit);
        g_assert_true(g_utf8_validate(nx_draft_get(draft, cases[i].field), -1, NULL));
    }
    for (guint i = 0; i < NX_MAX_ALIASES + 10; i++) {
        g_autofree char *alias = g_strdup_printf("a%u@mail.example", i);
        nx_draft_set(draft, NX_DRAFT_ALIAS, alias);
    }
    g_assert_cmpuint(draft->aliases->len, ==, NX_MAX_ALIASES);
    for (guint i = 1; i < NX_MAX_RECIPIENTS; i++)
        g_assert_nonnull(nx_builder_add_recipient(builder, NULL, NX_SOURCE_DSN, NULL));
    g_assert_null(nx_builder_add_recipient(builder, NULL, NX_SOURCE_DSN, NULL));
    nx_builder_free(builder);
}

static void test_raw_view(void)
{
    NxReader *reader = nx_reports_reader(NULL, NULL, NULL);
    g_autofree char *text = repeat("Subject: x\n\n", "0123456789abcdef", NX_MAX_RAW_VIEW / 16, "");
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    g_autofree char *raw = nx_reader_raw(reader, bytes, NX_RAW_ALL);
    g_assert_cmpuint(strlen(raw), ==, NX_MAX_RAW_VIEW);
    nx_reader_free(reader);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/parse/bounds/bytes of a message", test_message);
    g_test_add_func("/parse/bounds/header lines of a message", test_header_lines);
    g_test_add_func("/parse/bounds/boundaries", test_boundaries);
    g_test_add_func("/parse/bounds/encoded inner messages", test_buffers);
    g_test_add_func("/parse/bounds/parameters", test_params);
    g_test_add_func("/parse/bounds/bodies and texts", test_body_and_texts);
    g_test_add_func("/parse/bounds/a tag of HTML", test_html_tag);
    g_test_add_func("/parse/bounds/groups and fields", test_groups_and_fields);
    g_test_add_func("/parse/bounds/addresses of a header", test_addresses);
    g_test_add_func("/parse/bounds/values, aliases and recipients of a report", test_draft);
    g_test_add_func("/parse/bounds/the raw view", test_raw_view);
    return g_test_run();
}
