/* How far the general reader looks (reach.h): what is just within reach counts, what is one farther does not. */
#include "parse/general/reach.h"
#include <nixie/report.h>

#define HEADER                                                                                                         \
    "From: Mail Delivery System <MAILER-DAEMON@relay.example>\nTo: <me@sender.example>\nSubject: Undelivered mail\n\n"

typedef struct {
    const char *name;
    guint reach;
    const char *before, *filler, *after; /* the filler is repeated, so often that what counts is just within reach */
    gsize taken;                         /* units of the reach that are taken by other text */
    const char *within, *beyond;         /* the recipients, and with one filler more */
} Case;

static const Case CASES[] = {
    {"a label", NX_REACH_LABEL, "Recipient ", "x",
     ": ann@example.com\nThere was a problem\n\nRecipient: bob@example.net\nIt failed.\n", sizeof "Recipient " - 1,
     "ann@example.com bob@example.net", "bob@example.net"},
    {"the number of a list", NX_REACH_NUMBER, "It could not be delivered. Sorry.\n\n", "1",
     ". <ann@example.com>\n1. <bob@example.net>\n", 0, "ann@example.com bob@example.net", "bob@example.net"},
    {"a sentence", NX_REACH_SENTENCE, "Mail to ann@example.com or to bob@example.net ", "x",
     " could not be delivered.\n", sizeof "ann@example.com or to bob@example.net  c" - 1,
     "ann@example.com bob@example.net", "bob@example.net"},
    {"whom to write to", NX_REACH_CONTACT, "Please write ", "x",
     " to ann@example.com or, as to bob@example.net, it could not be delivered\n", sizeof "Please write  to " - 1,
     "bob@example.net", "ann@example.com bob@example.net"},
    {"a text that says it in a word", NX_REACH_SHORT_TEXT, "A problem for ann@example.com and for bob@example.net\n",
     "x", "\n", 56, "ann@example.com bob@example.net", ""},
    {"an announcement, by lines", NX_REACH_LINES, "It could not be delivered to:\n", "so\n",
     "ann@example.com\nbob@example.net\n", 1, "ann@example.com bob@example.net", ""},
    {"an announcement, by words", NX_REACH_MARKS, "It could not be delivered to:\n", "denied ",
     "\nann@example.com\nbob@example.net\n", 2, "ann@example.com bob@example.net", ""},
    {"what went wrong behind it", NX_REACH_BEHIND, "Here ann@example.com", " ",
     "does not exist, nor bob@example.net.\n", 1, "ann@example.com", ""},
    {"a sender's address", NX_REACH_SENDER, "It failed: 550 <ann@example.com>", ":",
     "sender is gone, 550 <bob@example.net>\n", 6, "bob@example.net", "ann@example.com bob@example.net"},
    {"what a gap sets off", NX_REACH_GAP, "It could not be delivered.\n\nann@example.com", " ",
     "and so on\nbob@example.net and so on\n", 1, "", "ann@example.com"},
    {"a rule", NX_REACH_RULE, "", "-", " It could not be delivered. Sorry.\n\nann@example.com\nbob@example.net\n", 1,
     "", "ann@example.com bob@example.net"},
    {"names", NX_REACH_NAMES, "Your message to", " Ann",
     " <ann@example.com> was lost, bob@example.net knows. It was of last week. A copy of it could not be delivered.\n",
     0, "ann@example.com", ""},
    {"the heading of a list", NX_REACH_LIST, "Delivered successfully:\n", " @\n",
     "Recipient: bob@example.net 550 odd\nFailed:\nann@example.com  550 gone\n", 1, "ann@example.com",
     "bob@example.net ann@example.com"},
    {"others that got it", NX_REACH_PLACES, "It could not be delivered to all of these recipients:\n",
     "bob@example.net Delivered\n", "carl@example.org Delivered\nann@example.com  550 gone\n", 1, "ann@example.com",
     "carl@example.org ann@example.com"},
};

static NxReader *reader;

static char *recipients(const Case *one, guint fillers)
{
    g_autoptr(GString) text = g_string_new(HEADER), found = g_string_new(NULL);
    g_string_append(text, one->before);
    for (guint i = 0; i < fillers; i++)
        g_string_append(text, one->filler);
    g_string_append(text, one->after);
    g_autoptr(GBytes) bytes = g_bytes_new(text->str, text->len);
    NxEnvelope envelope = {.now = 1798675200};
    NxReport *report = nx_reader_read(reader, bytes, &envelope, NULL);
    for (guint i = 0; i < report->n_recipients; i++)
        g_string_append_printf(found, "%s%s", i ? " " : "", report->recipients[i].recipient);
    nx_report_free(report);
    return g_string_free(g_steal_pointer(&found), FALSE);
}

static void test_reach(gconstpointer data)
{
    const Case *one = data;
    guint fillers = one->reach - (guint)one->taken;
    g_autofree char *within = recipients(one, fillers), *beyond = recipients(one, fillers + 1);
    g_assert_cmpstr(within, ==, one->within);
    g_assert_cmpstr(beyond, ==, one->beyond);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    NxSettings settings = {0};
    NxLibrary *library = nx_library_new(&settings, NULL);
    reader = nx_reader_new(library, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *path = g_strdup_printf("/parse/reach/%s", CASES[i].name);
        g_test_add_data_func(path, &CASES[i], test_reach);
    }
    int status = g_test_run();
    nx_reader_free(reader);
    nx_library_unref(library);
    return status;
}
