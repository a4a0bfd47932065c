/* Replies of mail servers: whole, cut, and without an end. */
#include "check/smtp_reply.h"
#include <string.h>

static NxSmtpState take(NxSmtpReply *reply, const char *bytes, gsize *taken)
{
    gsize len = strlen(bytes);
    /* Of just that size, so that a byte beyond it is noticed. */
    g_autofree char *exact = g_memdup2(bytes, len ? len : 1);
    return nx_smtp_reply_take(reply, exact, len, taken);
}

static void a_reply_is_its_code_and_its_lines(void)
{
    static const struct {
        const char *bytes;
        NxSmtpState state;
        guint code;
        const char *text, *left;
    } CASES[] = {
        {"250 ok\r\n", NX_SMTP_WHOLE, 250, "ok", ""},
        {"250 ok\n", NX_SMTP_WHOLE, 250, "ok", ""},
        {"250\r\n", NX_SMTP_WHOLE, 250, "", ""},
        {"250 \r\n", NX_SMTP_WHOLE, 250, "", ""},
        {"550-5.1.1 no\r\n550 5.1.1 such\r\n", NX_SMTP_WHOLE, 550, "5.1.1 no\n5.1.1 such", ""},
        {"250-\r\n250 x\r\n", NX_SMTP_WHOLE, 250, "\nx", ""},
        {"220 go\r\n250 injected\r\n", NX_SMTP_WHOLE, 220, "go", "250 injected\r\n"},
        {"250-more\r\n", NX_SMTP_MORE, 250, "more", ""},
        {"250 half", NX_SMTP_MORE, 0, "", ""},
        {"", NX_SMTP_MORE, 0, "", ""},
        {"250-a\r\n550 b\r\n", NX_SMTP_BROKEN, 250, NULL, ""},
        {"HTTP/1.1 400 Bad\r\n", NX_SMTP_BROKEN, 0, NULL, ""},
        {"150 no\r\n", NX_SMTP_BROKEN, 0, NULL, ""},
        {"600 no\r\n", NX_SMTP_BROKEN, 0, NULL, ""},
        {"25 no\r\n", NX_SMTP_BROKEN, 0, NULL, ""},
        {"2501 no\r\n", NX_SMTP_BROKEN, 0, NULL, ""},
        {"\r\n", NX_SMTP_BROKEN, 0, NULL, ""},
        {"200 a\r\n", NX_SMTP_WHOLE, 200, "a", ""},
        {"599 a\r\n", NX_SMTP_WHOLE, 599, "a", ""},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        gsize taken;
        g_auto(NxSmtpReply) reply = {0};
        nx_smtp_reply_init(&reply);
        NxSmtpState state = take(&reply, CASES[i].bytes, &taken);
        if (state != CASES[i].state || reply.code != CASES[i].code ||
            (CASES[i].text && strcmp(reply.text->str, CASES[i].text) != 0) ||
            strcmp(CASES[i].bytes + taken, CASES[i].left) != 0)
            g_error("%s: %d %u %s, %zu", CASES[i].bytes, state, reply.code, reply.text->str, taken);
    }
}

static void bytes_may_come_one_by_one(void)
{
    static const char BYTES[] = "250-mx.example\r\n250-SIZE 100\r\n250 STARTTLS\r\n";
    g_auto(NxSmtpReply) reply = {0};
    nx_smtp_reply_init(&reply);
    for (const char *at = BYTES; *at; at++) {
        gsize taken;
        g_assert_cmpint(nx_smtp_reply_take(&reply, at, 1, &taken), ==, at[1] ? NX_SMTP_MORE : NX_SMTP_WHOLE);
        g_assert_cmpuint(taken, ==, 1);
    }
    g_assert_true(nx_smtp_reply_offers(&reply, "STARTTLS"));
    g_assert_true(nx_smtp_reply_offers(&reply, "size"));
    g_assert_false(nx_smtp_reply_offers(&reply, "SIZ"));
    g_assert_false(nx_smtp_reply_offers(&reply, "100"));
    g_assert_false(nx_smtp_reply_offers(&reply, "STARTTLS "));
}

/* On the bound it is one, a byte or a line beyond it none. */
static void there_is_an_end_of_listening(void)
{
    for (guint over = 0; over < 2; over++) {
        gsize taken;
        g_auto(NxSmtpReply) wide = {0}, tall = {0};
        nx_smtp_reply_init(&wide);
        nx_smtp_reply_init(&tall);
        g_autofree char *letters = g_strnfill(NX_SMTP_LINE_MAX - 4 + over, 'x');
        g_autofree char *line = g_strdup_printf("250 %s\n", letters);
        g_assert_cmpint(take(&wide, line, &taken), ==, over ? NX_SMTP_BROKEN : NX_SMTP_WHOLE);
        g_autoptr(GString) lines = g_string_new(NULL);
        for (guint i = 1; i < NX_SMTP_LINES_MAX + over; i++)
            g_string_append(lines, "250-x\n");
        g_string_append(lines, "250 x\n");
        g_assert_cmpint(take(&tall, lines->str, &taken), ==, over ? NX_SMTP_BROKEN : NX_SMTP_WHOLE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/check/smtp-reply/lines", a_reply_is_its_code_and_its_lines);
    g_test_add_func("/check/smtp-reply/bytes", bytes_may_come_one_by_one);
    g_test_add_func("/check/smtp-reply/bounds", there_is_an_end_of_listening);
    return g_test_run();
}
