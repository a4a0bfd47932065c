/* Notifications in JSON as a mailbox: in whatever they are wrapped, torn, one behind the other; each a message. */
#include "boxes.h"
#include "mailbox/envelope.h"
#include <string.h>

#define ONE "{\"eventType\":\"Bounce\",\"n\":1}"
#define TWO "{\"eventType\":\"Bounce\",\"n\":2}"
#define QUOTED_ONE "\"{\\\"eventType\\\":\\\"Bounce\\\",\\\"n\\\":1}\""
#define QUOTED_TWO "\"{\\\"eventType\\\":\\\"Bounce\\\",\\\"n\\\":2}\""

/* Reads what a file gives: all messages, a line each, and behind "!" what is said. */
static char *read_all(const char *text, gsize len)
{
    g_autoptr(Box) box = box_new();
    box_write(box, "events", text, (gssize)len);
    g_autofree char *path = box_path(box, "events");
    g_autoptr(NxMailbox) mailbox = box_open(path);
    g_autoptr(NxProblems) problems = nx_problems_new();
    g_autoptr(GArray) places = box_scan(mailbox, problems);
    GString *out = g_string_new(NULL);
    g_assert_cmpstr(nx_mailbox_label(mailbox), ==, "JSON");
    for (guint i = 0; i < places->len; i++) {
        const NxPlace *place = &g_array_index(places, NxPlace, i);
        g_autofree char *message = box_read(mailbox, place);
        g_autoptr(GBytes) raw = nx_mailbox_read_raw(mailbox, place, NULL);
        g_assert_cmpmem(g_bytes_get_data(raw, NULL), g_bytes_get_size(raw), text + place->offset, place->size);
        g_assert_cmpint(place->entry, ==, NX_ENTRY_JSON);
        g_assert_cmpuint(place->index, ==, i + 1);
        g_string_append_printf(out, "%s\n", message);
    }
    g_auto(GStrv) lines = nx_problems_take(problems);
    for (guint i = 0; lines[i]; i++)
        g_string_append_printf(out, "!%s\n", strstr(lines[i], "line "));
    return g_string_free(out, FALSE);
}

static void check(const char *text, const char *want)
{
    g_autofree char *got = read_all(text, strlen(text));
    g_test_message("%s", text);
    g_assert_cmpstr(got, ==, want);
}

static void test_shapes(void)
{
    static const char *const BOTH[] = {
        ONE "\n" TWO "\n",
        ONE TWO,
        "[" ONE "," TWO "]",
        " [\n [" ONE "],\r\n" TWO "\n]\n",
        "\xef\xbb\xbf" ONE "\n\n\n" TWO,
        "{\"Type\":\"Notification\",\"TopicArn\":\"a\",\"Message\":" QUOTED_ONE "}\n"
        "{\"TopicArn\":\"a\",\"Message\":" QUOTED_TWO "}",
        "{\"detail-type\":\"x\",\"detail\":" ONE "}{\"detail-type\":\"x\",\"detail\":" TWO "}",
        "{\"Records\":[{\"Sns\":{\"Message\":" QUOTED_ONE "}},{\"Sns\":{\"Message\":" QUOTED_TWO "}}]}",
        "{\"Records\":[{\"messageId\":\"1\",\"body\":" QUOTED_ONE "},{\"messageId\":\"2\",\"body\":" QUOTED_TWO "}]}",
        "{\"Messages\":[{\"MessageId\":\"1\",\"Body\":" QUOTED_ONE "},{\"MessageId\":\"2\",\"Body\":" QUOTED_TWO "}]}",
        "{\"httpMethod\":\"POST\",\"body\":\"[{\\\"eventType\\\":\\\"Bounce\\\",\\\"n\\\":1},"
        "{\\\"eventType\\\":\\\"Bounce\\\",\\\"n\\\":2}]\"}",
        "{\"records\":[{\"recordId\":\"1\",\"data\":\"eyJldmVudFR5cGUiOiJCb3VuY2UiLCJuIjoxfQ==\"},"
        "{\"recordId\":\"2\",\"data\":\"eyJldmVudFR5cGUiOiJCb3VuY2UiLCJuIjoyfQ==\"}]}",
        "{\"httpMethod\":\"POST\",\"body\":\"mandrill_events=%5B%7B%22eventType%22%3A%22Bounce%22%2C%22n%22%3A1%7D%2C"
        "%7B%22eventType%22%3A%22Bounce%22%2C%22n%22%3A2%7D%5D\"}",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(BOTH); i++)
        check(BOTH[i], ONE "\n" TWO "\n");
    /* Queue, topic, notification. */
    check("{\"Messages\":[{\"MessageId\":\"1\",\"Body\":\"{\\\"TopicArn\\\":\\\"a\\\",\\\"Message\\\":"
          "\\\"{\\\\\\\"n\\\\\\\":1}\\\"}\"}]}",
          "{\"n\":1}\n");
}

/* What looks like an envelope where none stands is the notification's own. */
static void test_no_envelopes(void)
{
    static const char *const WHOLE[] = {
        "{\"Message\":" QUOTED_ONE "}",                 /* of no topic */
        "{\"detail\":" ONE "}",                         /* of no bus */
        "{\"body\":" QUOTED_ONE "}",                    /* of nobody */
        "{\"TopicArn\":\"a\",\"Message\":\"no JSON\"}", /* a text */
        "{\"TopicArn\":\"a\",\"Message\":null}",        /* nothing */
        "{\"diagnostic\":\"550 {\\\"TopicArn\\\":1} "
        "x\"}",                                            /* foreign text */
        "{\"a\":{\"Records\":[" ONE "]}}",                 /* deeper */
        "{\"n\":\"}{\\\"eventType\\\":\\\"Bounce\\\"}\"}", /* in a string */
        "{\"n\":\"}{\",\"m\":1}",                          /* the same, and its end */
    };
    for (gsize i = 0; i < G_N_ELEMENTS(WHOLE); i++) {
        g_autofree char *want = g_strconcat(WHOLE[i], "\n", NULL);
        check(WHOLE[i], want);
    }
}

/* What is torn or no JSON is said with its line, and costs what stands on it, not what comes behind. */
static void test_torn(void)
{
    check(ONE "\n{\"a\": \"x\n" TWO "\n", ONE "\n" TWO "\n!line 2: an object is broken: left out up to the next\n");
    check(ONE "\n{\"a\": 1\n" TWO "\n", ONE "\n" TWO "\n!line 2: an object is broken: left out up to the next\n");
    check(ONE "{\"a\": 1 2}" TWO, ONE "\n" TWO "\n!line 1: an object is broken: left out up to the next\n");
    check(ONE "\n\nhello world\n" TWO "\n", ONE "\n" TWO "\n!line 3: is no JSON: left out up to the next object\n");
    check(ONE "\n17\n" TWO, ONE "\n" TWO "\n!line 2: is no JSON: left out up to the next object\n");
    check(ONE "\n{\"a\": [1,", ONE "\n!line 2: an object is cut off\n");
    /* One of SES is read as far as it goes. */
    check("{\"eventType\":\"Bounce\",\"x\":[", "{\"eventType\":\"Bounce\",\"x\":[\n!line 1: an object is cut off\n");
    /* Inside of a torn one nothing begins, unless a line does. */
    check("{\"a\": 1 2, \"b\": {\"c\": 3}, \"d\": \"}{\"}\n" TWO,
          TWO "\n!line 1: an object is broken: left out up to the next\n");
}

/* Across the ends of the blocks in which the file is read. */
static void test_long(void)
{
    for (guint fill = 256 * 1024 - 40; fill < 256 * 1024 + 8; fill++) {
        g_autoptr(GString) text = g_string_new(ONE);
        while (text->len < fill)
            g_string_append_c(text, '\n');
        g_string_append(text, TWO);
        g_autofree char *got = read_all(text->str, text->len);
        g_assert_cmpstr(got, ==, ONE "\n" TWO "\n");
    }
    g_autoptr(GString) long_one = g_string_new("{\"n\":\"");
    for (guint i = 0; i < 3000000; i++)
        g_string_append_c(long_one, 'x');
    g_string_append(long_one, "\"}");
    g_autofree char *text = g_strconcat(ONE, "\n", long_one->str, "\n", TWO, NULL);
    g_autofree char *want = g_strconcat(ONE, "\n", long_one->str, "\n", TWO, "\n", NULL);
    g_autofree char *got = read_all(text, strlen(text));
    g_assert_cmpint(strcmp(got, want), ==, 0);
    /* What is no JSON is passed over however long it is. */
    memset(long_one->str, 'x', long_one->len);
    g_autofree char *none = g_strconcat(ONE, "\n", long_one->str, "\n", TWO, NULL);
    g_autofree char *passed = read_all(none, strlen(none));
    g_assert_cmpstr(passed, ==, ONE "\n" TWO "\n!line 2: is no JSON: left out up to the next object\n");
}

static guint count;

static gboolean count_one(NxBytes literal, NxBytes notification, gpointer user)
{
    (void)literal;
    (void)user;
    count++;
    return notification.len > 0;
}

/* Envelopes within envelopes end some time: what is within is then the notification. */
static void test_depth(void)
{
    g_autoptr(GString) text = g_string_new(ONE);
    for (guint i = 0; i < 40; i++) {
        g_string_prepend(text, "{\"detail-type\":1,\"detail\":");
        g_string_append_c(text, '}');
    }
    count = 0;
    g_assert_true(nx_envelope_open((NxBytes){text->str, text->len}, count_one, NULL));
    g_assert_cmpuint(count, ==, 1);
}

/* Many in one string are all found; nothing takes more than its bytes times the bound. */
static void test_many_in_a_string(void)
{
    g_autoptr(GString) text = g_string_new("{\"httpMethod\":\"POST\",\"body\":\"[");
    for (guint i = 0; i < 1000; i++)
        g_string_append_printf(text, "%s{\\\"n\\\":%u}", i ? "," : "", i);
    g_string_append(text, "]\"}\n" TWO);
    g_autofree char *got = read_all(text->str, text->len);
    g_auto(GStrv) lines = g_strsplit(got, "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, 1002);
    g_assert_cmpstr(lines[0], ==, "{\"n\":0}");
    g_assert_cmpstr(lines[999], ==, "{\"n\":999}");
    g_assert_cmpstr(lines[1000], ==, TWO);
}

/* It grows while it is read. */
static void test_growth(void)
{
    g_autoptr(Box) box = box_new();
    GError *error = NULL;
    box_write(box, "events", ONE "\n", -1);
    g_autofree char *path = box_path(box, "events");
    g_autoptr(NxMailbox) mailbox = box_open(path);
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    g_assert_false(nx_mailbox_has_news(mailbox));
    box_append(box, "events", TWO "\n");
    g_assert_true(nx_mailbox_rescan(mailbox, NULL, &error));
    g_assert_no_error(error);
    g_autoptr(GArray) more = box_scan(mailbox, NULL);
    g_assert_cmpuint(more->len, ==, 1);
    g_autofree char *first = box_read(mailbox, &g_array_index(places, NxPlace, 0)),
                    *second = box_read(mailbox, &g_array_index(more, NxPlace, 0));
    g_assert_cmpstr(first, ==, ONE);
    g_assert_cmpstr(second, ==, TWO);
    box_write(box, "events", TWO "\n" ONE "\n", -1);
    box_changed(mailbox, &g_array_index(places, NxPlace, 0));
}

static void test_in_a_folder(void)
{
    g_autoptr(Box) box = box_new();
    box_write(box, "f/a.json", "[" ONE "," TWO "]", -1);
    box_write(box, "f/b.eml", "From: a@mx.example\nSubject: t\n\nx\n", -1);
    g_autofree char *path = box_path(box, "f");
    g_autoptr(NxMailbox) mailbox = box_open(path);
    g_autoptr(GArray) places = box_scan(mailbox, NULL);
    g_assert_cmpuint(places->len, ==, 3);
    g_autofree char *second = box_read(mailbox, &g_array_index(places, NxPlace, 1));
    g_assert_cmpstr(second, ==, TWO);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mailbox/json/in whatever they are wrapped", test_shapes);
    g_test_add_func("/mailbox/json/what is no envelope", test_no_envelopes);
    g_test_add_func("/mailbox/json/what is torn is said", test_torn);
    g_test_add_func("/mailbox/json/long ones, and across blocks", test_long);
    g_test_add_func("/mailbox/json/envelopes have a bound", test_depth);
    g_test_add_func("/mailbox/json/many in a string", test_many_in_a_string);
    g_test_add_func("/mailbox/json/it grows", test_growth);
    g_test_add_func("/mailbox/json/in a folder", test_in_a_folder);
    return g_test_run();
}
