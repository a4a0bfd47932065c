/* Any bytes as what a mail server says: bounds hold, and nothing but the words of the table is ever said to it. */
#include "check/dialogue.h"
#include "fuzz/fuzz.h"
#include <string.h>

enum { LINES_SAID_MAX = 12 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_auto(NxProbeDialogue) dialogue = {
        .helo = "h.example", .mail_from = "", .recipient = "a@b.example", .nobody = "x@b.example", .can_tls = TRUE};
    guint said = 0;
    while (dialogue.step != NX_STEP_END) {
        gsize taken;
        g_auto(NxSmtpReply) reply = {0};
        g_autofree char *line = nx_probe_dialogue_line(&dialogue);
        g_assert_true(!line || (strlen(line) < 64 && g_str_has_suffix(line, "\r\n")));
        g_assert_cmpuint(++said, <=, LINES_SAID_MAX);
        nx_smtp_reply_init(&reply);
        NxSmtpState state = nx_smtp_reply_take(&reply, (const char *)data, size, &taken);
        g_assert_cmpuint(taken, <=, size);
        g_assert_cmpuint(reply.text->len, <=, (gsize)NX_SMTP_LINE_MAX * NX_SMTP_LINES_MAX);
        g_assert_cmpuint(reply.line->len, <=, NX_SMTP_LINE_MAX);
        if (state != NX_SMTP_WHOLE)
            return 0;
        g_assert_true(reply.code >= 200 && reply.code <= 599);
        data += taken;
        size -= taken;
        nx_probe_dialogue_take(&dialogue, &reply);
    }
    g_assert_cmpuint(dialogue.rcpts, <=, 2);
    return 0;
}
