/* What is said to a mail server, word for word, and what never is. */
#include "check/dialogue.h"
#include <string.h>

/* All verbs there are. Neither DATA, BDAT, VRFY, EXPN nor AUTH is one of them. */
static void no_word_of_it_can_send_mail(void)
{
    static const char *const ALLOWED[] = {"EHLO", "HELO", "STARTTLS", "MAIL", "RCPT", "RSET", "QUIT", NULL};
    for (guint step = 0; step < NX_N_STEPS; step++) {
        const char *command = nx_step_command((NxStep)step);
        g_autofree char *verb = command ? g_strndup(command, strcspn(command, " ")) : NULL;
        g_assert_true(!verb || g_strv_contains(ALLOWED, verb));
    }
}

typedef struct {
    NxProbeDialogue dialogue;
    GString *said;
} Scene;

/* Answers in turn, `|` between them; what was said stands in scene->said, blanks between. */
static void play(Scene *scene, const char *replies)
{
    g_auto(GStrv) all = g_strsplit(replies, "|", -1);
    scene->said = g_string_new(NULL);
    for (char **one = all; *one; one++) {
        gsize taken;
        g_auto(NxSmtpReply) reply = {0};
        g_autofree char *line = nx_probe_dialogue_line(&scene->dialogue);
        g_autofree char *bytes = g_strconcat(*one, "\r\n", NULL);
        g_assert_true(!line || g_str_has_suffix(line, "\r\n"));
        if (line)
            g_string_append_printf(scene->said, "%s%s", scene->said->len ? ", " : "", g_strchomp(line));
        nx_smtp_reply_init(&reply);
        g_assert_cmpint(nx_smtp_reply_take(&reply, bytes, strlen(bytes), &taken), ==, NX_SMTP_WHOLE);
        nx_probe_dialogue_take(&scene->dialogue, &reply);
    }
}

static void each_answer_leads_on(void)
{
    static const struct {
        const char *name, *replies, *said;
        gboolean can_tls, asks_nobody;
        NxStep step, decided;
        guint code, nobody;
    } CASES[] = {
        {"taken, a made-up one not", "220 hi|250 me|250 ok|250 ok|550 who|250 ok|221 bye",
         "EHLO h.example, MAIL FROM:<>, RCPT TO:<a@b.example>, RCPT TO:<x@b.example>, RSET, QUIT", FALSE, TRUE,
         NX_STEP_END, NX_STEP_RCPT, 250, 550},
        {"nobody else is asked for", "220 hi|250 me|250 ok|250 ok|250 ok|221 bye",
         "EHLO h.example, MAIL FROM:<>, RCPT TO:<a@b.example>, RSET, QUIT", FALSE, FALSE, NX_STEP_END, NX_STEP_RCPT,
         250, 0},
        {"refused, and nobody else is asked for", "220 hi|250 me|250 ok|550 who|250 ok|221 bye",
         "EHLO h.example, MAIL FROM:<>, RCPT TO:<a@b.example>, RSET, QUIT", FALSE, TRUE, NX_STEP_END, NX_STEP_RCPT, 550,
         0},
        {"greylisted", "220 hi|250 me|250 ok|450 later|250 ok|221 bye",
         "EHLO h.example, MAIL FROM:<>, RCPT TO:<a@b.example>, RSET, QUIT", FALSE, TRUE, NX_STEP_END, NX_STEP_RCPT, 450,
         0},
        {"not even greeted", "554 go away|221 bye", "QUIT", FALSE, TRUE, NX_STEP_END, NX_STEP_GREETING, 554, 0},
        {"421 leaves nobody to say QUIT to", "220 hi|250 me|421 too many", "EHLO h.example, MAIL FROM:<>", FALSE, TRUE,
         NX_STEP_END, NX_STEP_MAIL, 421, 0},
        {"421 to RCPT", "220 hi|250 me|250 ok|421 too many", "EHLO h.example, MAIL FROM:<>, RCPT TO:<a@b.example>",
         FALSE, TRUE, NX_STEP_END, NX_STEP_RCPT, 421, 0},
        {"no EHLO", "220 hi|502 what|250 me|250 ok|250 ok",
         "EHLO h.example, HELO h.example, MAIL FROM:<>, RCPT "
         "TO:<a@b.example>",
         FALSE, FALSE, NX_STEP_RSET, NX_STEP_RCPT, 250, 0},
        {"EHLO refused is no unknown command", "220 hi|550 bad name|221 bye", "EHLO h.example, QUIT", FALSE, FALSE,
         NX_STEP_END, NX_STEP_EHLO, 550, 0},
        {"TLS where it is offered", "220 hi|250 STARTTLS|220 go|250 STARTTLS|250 ok",
         "EHLO h.example, STARTTLS, EHLO h.example, MAIL FROM:<>", TRUE, FALSE, NX_STEP_RCPT, NX_STEP_GREETING, 0, 0},
        {"refused TLS", "220 hi|250 STARTTLS|454 no|250 ok", "EHLO h.example, STARTTLS, MAIL FROM:<>", TRUE, FALSE,
         NX_STEP_RCPT, NX_STEP_GREETING, 0, 0},
        {"no library of it", "220 hi|250 STARTTLS|250 ok", "EHLO h.example, MAIL FROM:<>", FALSE, FALSE, NX_STEP_RCPT,
         NX_STEP_GREETING, 0, 0},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        Scene scene = {.dialogue = {.helo = "h.example",
                                    .mail_from = "",
                                    .recipient = "a@b.example",
                                    .nobody = CASES[i].asks_nobody ? "x@b.example" : NULL,
                                    .can_tls = CASES[i].can_tls}};
        play(&scene, CASES[i].replies);
        if (strcmp(scene.said->str, CASES[i].said) != 0 || scene.dialogue.step != CASES[i].step ||
            scene.dialogue.decided != CASES[i].decided || scene.dialogue.code != CASES[i].code ||
            scene.dialogue.nobody_code != CASES[i].nobody)
            g_error("%s: %s, step %d, %u to %d, %u", CASES[i].name, scene.said->str, scene.dialogue.step,
                    scene.dialogue.code, scene.dialogue.decided, scene.dialogue.nobody_code);
        g_string_free(scene.said, TRUE);
        nx_probe_dialogue_clear(&scene.dialogue);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/check/dialogue/verbs", no_word_of_it_can_send_mail);
    g_test_add_func("/check/dialogue/steps", each_answer_leads_on);
    return g_test_run();
}
