/* Where messages begin and end in the four variants of mbox. */
#include "boxes.h"

#define FROM "From MAILER-DAEMON Tue Nov  3 08:15:00 2026\n"
#define HEAD "From: a@mx.example\nSubject: t\n"

/* ---- Messages written in the four variants are read back byte for byte ------------------------------------------- */

typedef enum { MBOXO, MBOXRD, MBOXCL, MBOXCL2 } Variant;

/* Bodies that each variant can keep. mboxo cannot tell `>From ` that it wrote from one that was there. */
static const char *const BODIES[] = {
    "plain\n",
    "",
    "\n",
    "two\n\nparagraphs\n\n\n",
    "From here on text\n",
    "\nFrom ann@example.com Tue Nov  3 10:00:00 2026\nSubject: not a message\n\ntext\n",
    "no newline at the end",
    "  From x\nxFrom y\n> From z\n",
    ("--b\nContent-Type: message/rfc822\n\nFrom q@example.com Tue Nov  3 10:00:00 2026\n"
     "From: q@example.com\n\nx\n--b--\n"),
};
static const char *const QUOTED_BODIES[] = {
    ">From ann\n",
    ">>From ann\n>>>From ann\nFrom ann\n>x\n",
};

static void append_body(GString *box, const char *body, Variant variant)
{
    gboolean line_start = TRUE;
    for (; *body; body++) {
        const char *at = body;
        while (line_start && variant == MBOXRD && *at == '>')
            at++;
        if (line_start && variant != MBOXCL2 && g_str_has_prefix(at, "From "))
            g_string_append_c(box, '>');
        g_string_append_c(box, *body);
        line_start = *body == '\n';
    }
}

static void append_message(GString *box, const char *body, Variant variant)
{
    g_autoptr(GString) written = g_string_new(NULL);
    append_body(written, body, variant);
    g_string_append(box, FROM HEAD);
    if (variant == MBOXCL || variant == MBOXCL2)
        g_string_append_printf(box, "Content-Length: %" G_GSIZE_FORMAT "\n", written->len);
    g_string_append_printf(box, "\n%s", written->str);
    if (!g_str_has_suffix(box->str, "\n"))
        g_string_append_c(box, '\n');
    g_string_append_c(box, '\n');
}

static char *with_eol(const char *text, const char *eol)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    return g_strjoinv(eol, lines);
}

/* A length counts the bytes that stand in the file. */
static void recount(GString *box, Variant variant, const char *const *bodies, gsize count, const char *eol)
{
    g_string_truncate(box, 0);
    for (gsize i = 0; i < count; i++) {
        g_autoptr(GString) one = g_string_new(NULL), body = g_string_new(NULL);
        append_message(one, bodies[i], variant);
        append_body(body, bodies[i], variant);
        g_autofree char *here = with_eol(body->str, eol), *message = with_eol(one->str, eol);
        g_autofree char *old = g_strdup_printf("Content-Length: %" G_GSIZE_FORMAT "%s", body->len, eol);
        g_autofree char *new = g_strdup_printf("Content-Length: %" G_GSIZE_FORMAT "%s", strlen(here), eol);
        char *at = strstr(message, old);
        if (at) {
            g_string_append_len(box, message, at - message);
            g_string_append_printf(box, "%s%s", new, at + strlen(old));
        } else
            g_string_append(box, message);
    }
}

static void check_variant(Variant variant, const char *const *bodies, gsize count, const char *eol)
{
    g_autoptr(Box) dir = box_new();
    g_autoptr(GString) box = g_string_new(NULL);
    recount(box, variant, bodies, count, eol);
    box_write(dir, "box", box->str, (gssize)box->len);
    g_autofree char *path = box_path(dir, "box");
    g_autoptr(NxMailbox) mailbox = box_open(path);
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    g_assert_cmpstr(nx_mailbox_label(mailbox), ==, "mbox");
    g_assert_cmpuint(places->len, ==, count);
    for (guint i = 0; i < count; i++) {
        const NxPlace *place = &g_array_index(places, NxPlace, i);
        g_autofree char *read = box_read(mailbox, place), *body = with_eol(bodies[i], eol);
        g_autofree char *blank = g_strconcat(eol, eol, NULL);
        const char *at = strstr(read, blank);
        g_assert_cmpuint(place->index, ==, i + 1);
        g_assert_cmpint(place->from_line, ==, 1793693700);
        g_assert_true(g_str_has_prefix(read, "From: a@mx.example"));
        g_assert_nonnull(at);
        g_autofree char *got = g_strdup(at + strlen(blank));
        if (variant != MBOXCL && variant != MBOXCL2 && *body &&
            !g_str_has_suffix(body, eol)) /* only a length keeps a missing line end */
            got[strlen(got) - strlen(eol)] = '\0';
        g_assert_cmpstr(got, ==, body);
    }
}

static void test_variants(void)
{
    static const char *const EOLS[] = {"\n", "\r\n", "\r"};
    for (gsize i = 0; i < G_N_ELEMENTS(EOLS); i++) {
        for (Variant variant = MBOXO; variant <= MBOXCL2; variant++)
            check_variant(variant, BODIES, G_N_ELEMENTS(BODIES), EOLS[i]);
        check_variant(MBOXRD, QUOTED_BODIES, G_N_ELEMENTS(QUOTED_BODIES), EOLS[i]);
    }
}

/* Unquoted `From ` lines prove that nothing was quoted, then `>From ` was written so. */
static void test_mboxcl2_quotes_nothing(void)
{
    static const char *const BODY[] = {"From ann\n>From ann\n"};
    check_variant(MBOXCL2, BODY, 1, "\n");
}

/* ---- Where messages begin ---------------------------------------------------------------------------------------- */

static GArray *scan_text(const Box *dir, const char *text, gssize len)
{
    g_autofree char *path = box_path(dir, "box");
    box_write(dir, "box", text, len);
    g_autoptr(NxMailbox) mailbox = box_open(path);
    return box_scan(mailbox, NULL);
}

static void check_count(const char *text, guint want)
{
    g_autoptr(Box) dir = box_new();
    g_autoptr(GArray) places = scan_text(dir, text, -1);
    g_test_message("%s", text);
    g_assert_cmpuint(places->len, ==, want);
}

static void test_separators(void)
{
    check_count(FROM HEAD "\nx\n", 1);
    check_count(FROM HEAD "\nx\n\n" FROM HEAD "\ny\n", 2);
    check_count("\n\n" FROM HEAD "\nx\n", 1);
    check_count(FROM HEAD "\nx\n" FROM HEAD "\ny\n", 1);                     /* no blank line */
    check_count(FROM HEAD "\nx\n" FROM "Return-Path: <>\n" HEAD "\ny\n", 2); /* but a header that shows its way */
    check_count(FROM HEAD
                "\nx\r\nFrom - Tue Nov  3 08:15:00 2026\r\nX-Mozilla-Status: 0001\r\nFrom: a\r\nTo: b\r\n\r\ny\r\n",
                2);
    check_count(FROM HEAD "\nx\n" FROM "From: a\nDate: today\nSubject: [PATCH]\n\ny\n", 1); /* a patch in a text */
    check_count(FROM HEAD "\nx\n>" FROM "Return-Path: <>\n" HEAD "\ny\n", 1);               /* quoted */
    check_count(FROM HEAD "\nx\nFrom ann on Tuesday\nReturn-Path: <>\n" HEAD "\ny\n", 1);   /* no date */
    check_count(FROM HEAD "\nx\n\nFrom ann on Tuesday\n", 1);                               /* no date */
    check_count(FROM HEAD "\nx\n\n>" FROM HEAD "\ny\n", 1);                                 /* quoted */
    check_count(FROM HEAD "\n" FROM HEAD "\ny\n", 2);                                       /* an empty body */
    check_count(FROM "\n" FROM "\n" FROM, 3);                                               /* nothing but separators */
    check_count(FROM, 1);
    check_count(FROM HEAD "\nx\n\nFrom ann Tue Nov  3 08:15:00 2026", 2); /* cut off in the line */
}

static void test_content_length(void)
{
    check_count(FROM HEAD "Content-Length: 50\n\nx\n\n" FROM HEAD "\ny\n", 2);
    check_count(FROM HEAD "Content-Length: 99999999999999999999999\n\nx\n\n" FROM HEAD "\ny\n", 2);
    check_count(FROM HEAD "Content-Length: -1\n\nx\n\n" FROM HEAD "\ny\n", 2);
    check_count(FROM HEAD "Content-Length: nine\n\nx\n\n" FROM HEAD "\ny\n", 2);
    check_count(FROM HEAD "Content-Length:\n\nx\n\n" FROM HEAD "\ny\n", 2);
    check_count(FROM HEAD "Content-Length: 0\n\nx\n\n" FROM HEAD "\ny\n", 2);
    check_count(FROM HEAD "\nContent-Length: 84\n\n" FROM HEAD "\ny\n", 2); /* not in the header */
    check_count(FROM HEAD "content-LENGTH : 1\n\nx\n\n" FROM HEAD "\ny\n", 2);
    check_count(FROM HEAD "Content-Length: 48\n\n\n" FROM "\n\n\n" FROM HEAD "\ny\n",
                2); /* right, and a separator inside */
}

/* A returned message with its own `From ` line, and one that only looks as if another were inside it. */
static void test_from_line_in_a_part(void)
{
    static const char PART[] = FROM HEAD "\n--b\nContent-Type: message/rfc822\n\n";
    g_autofree char *inside = g_strconcat(PART, FROM, HEAD, "\nx\n\n--b--\n\n", FROM, HEAD, "\ny\n", NULL);
    g_autofree char *swallowing = g_strconcat(PART, FROM, HEAD, "\nx\n\n", FROM, HEAD, "\ny\n\n--b--\n", NULL);
    g_autofree char *cut_off = g_strconcat(PART, "\n", FROM, HEAD, "\nx\n\n--b--\n", NULL);
    check_count(inside, 2);
    check_count(swallowing, 3);
    check_count(cut_off, 2);
}

/* Separators at every place around the ends of the blocks that are read. */
static void test_block_ends(void)
{
    g_autoptr(Box) dir = box_new();
    static const gsize NEAR[] = {256 * 1024, 252 * 1024, 4096, 8192};
    for (gsize i = 0; i < G_N_ELEMENTS(NEAR); i++)
        for (gsize shift = 0; shift < 60; shift += 1 + shift % 3) {
            g_autoptr(GString) box = g_string_new(FROM HEAD "\n");
            while (box->len < NEAR[i] - shift - 2)
                g_string_append_c(box, box->len % 70 ? 'x' : '\n');
            g_string_append(box, "\n\n");
            gsize second = box->len;
            g_string_append(box, FROM HEAD "\nlast\n");
            g_autoptr(GArray) places = scan_text(dir, box->str, (gssize)box->len);
            g_assert_cmpuint(places->len, ==, 2);
            g_assert_cmpint(g_array_index(places, NxPlace, 1).offset, ==, (goffset)second);
            g_assert_cmpint(g_array_index(places, NxPlace, 0).size, ==, (goffset)second - 1);
        }
}

/* Offsets and sizes of many messages of all lengths, with and without a length field. */
static void test_many(void)
{
    g_autoptr(Box) dir = box_new();
    g_autoptr(GString) box = g_string_new(NULL);
    g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(gsize));
    for (int i = 0; i < 3000; i++) {
        int lines = g_test_rand_int_range(0, i % 100 ? 40 : 9000);
        g_string_append(box, FROM HEAD);
        if (i % 3 == 0)
            g_string_append_printf(box, "Content-Length: %d\n",
                                   lines * 30 + (i % 2 ? 0 : 7)); /* every other one is wrong */
        g_string_append_c(box, '\n');
        for (int j = 0; j < lines; j++)
            g_string_append(box, "From one to another FFFF From\n");
        g_array_append_val(ends, box->len);
        g_string_append_c(box, '\n');
    }
    g_autoptr(GArray) places = scan_text(dir, box->str, (gssize)box->len);
    g_assert_cmpuint(places->len, ==, ends->len);
    goffset begin = 0;
    for (guint i = 0; i < ends->len; i++) {
        const NxPlace *place = &g_array_index(places, NxPlace, i);
        goffset end = (goffset)g_array_index(ends, gsize, i);
        g_assert_cmpint(place->offset, ==, begin);
        g_assert_cmpint(place->offset + place->size, ==, end);
        begin = end + 1;
    }
}

/* Whatever stands in the file, the messages cover it in order and the scan ends. */
static void test_any_bytes(void)
{
    static const char *const PIECES[] = {FROM,        HEAD,
                                         "\n",        "\n",
                                         "\r",        "From ",
                                         ">From x\n", "Content-Length: 20\n",
                                         "--b\n",     "Content-Type: message/rfc822\n",
                                         "--b--",     "x",
                                         "\xff\n"};
    g_autoptr(Box) dir = box_new();
    for (int i = 0; i < 2000; i++) {
        g_autoptr(GString) box = g_string_new(FROM);
        for (int n = g_test_rand_int_range(0, 30); n; n--)
            g_string_append(box, PIECES[g_test_rand_int_range(0, G_N_ELEMENTS(PIECES))]);
        g_autoptr(GArray) places = scan_text(dir, box->str, (gssize)box->len);
        goffset end = 0;
        g_assert_cmpuint(places->len, >=, 1);
        for (guint j = 0; j < places->len; j++) {
            const NxPlace *place = &g_array_index(places, NxPlace, j);
            g_assert_cmpint(place->offset, >=, end);
            g_assert_cmpint(place->offset - end, <=, 4); /* nothing but a line end and a blank line between */
            g_assert_cmpint(place->size, >, 0);
            end = place->offset + place->size;
        }
        g_assert_cmpint((goffset)box->len - end, <=, 4);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mailbox/mbox/four variants and three line ends come back byte for byte", test_variants);
    g_test_add_func("/mailbox/mbox/mboxcl2 quotes nothing", test_mboxcl2_quotes_nothing);
    g_test_add_func("/mailbox/mbox/a From line inside a body is no message", test_separators);
    g_test_add_func("/mailbox/mbox/a wrong Content-Length swallows nothing", test_content_length);
    g_test_add_func("/mailbox/mbox/a returned message keeps its From line", test_from_line_in_a_part);
    g_test_add_func("/mailbox/mbox/a separator across the end of a block", test_block_ends);
    g_test_add_func("/mailbox/mbox/thousands of messages stand where they stand", test_many);
    g_test_add_func("/mailbox/mbox/any bytes are covered in order", test_any_bytes);
    return g_test_run();
}
