/* Keys pressed, and the loop run until nothing is left to do. */
#include "tui/harness.h"
#include "tui/open.h"
#include "tui/screen.h"
#include "tui/session.h"
#include <glib/gstdio.h>
#include <unistd.h>

#define DAY(d, h, m) (1794787200 + ((d)-16) * 86400 + (h)*3600 + (m)*60) /* November 2026 */

const NxBounce nx_harness_bounces[] = {
    {.recipient = "kijitora@orchard.example",
     .status = "5.1.1",
     .diagnostic = "550 5.1.1 <kijitora@orchard.example>: user unknown",
     .remote_mta = "mx1.orchard.example",
     .original_id = "a1@sender.example",
     .arrived = DAY(16, 8, 0)},
    {.recipient = "sironeko@orchard.example",
     .status = "5.1.1",
     .diagnostic = "550 5.1.1 <sironeko@orchard.example>: user unknown",
     .remote_mta = "mx1.orchard.example",
     .original_id = "a2@sender.example",
     .arrived = DAY(16, 8, 5)},
    {.recipient = "taro.yamada@mail.quay.example",
     .status = "5.2.2",
     .diagnostic = "552 5.2.2 <taro.yamada@mail.quay.example> [Mailbox is full] (quota 100%)",
     .remote_mta = "mail.quay.example",
     .original_id = "a3@sender.example",
     .arrived = DAY(17, 9, 0)},
    {.recipient = "info@nowhere.invalid",
     .status = "5.1.2",
     .diagnostic = "550 5.1.2 <info@nowhere.invalid>: Host unknown (Name server: host not found)",
     .original_id = "a4@sender.example",
     .arrived = DAY(17, 9, 30)},
    {.recipient = "ops@corp.example",
     .status = "5.7.1",
     .diagnostic = "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using a blocklist",
     .remote_mta = "filter.corp.example",
     .original_id = "a5@sender.example",
     .arrived = DAY(18, 10, 0)},
    {.recipient = "sales@corp.example",
     .status = "5.7.1",
     .diagnostic = "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using a blocklist",
     .remote_mta = "filter.corp.example",
     .original_id = "a6@sender.example",
     .arrived = DAY(18, 10, 1)},
    {.recipient = "karl@island.example",
     .status = "4.4.1",
     .diagnostic = "451 4.4.1 connection to mx.island.example timed out",
     .remote_mta = "mx.island.example",
     .original_id = "a7@sender.example",
     .arrived = DAY(19, 11, 0)},
    {.recipient = "taro.yamada@mail.quay.example",
     .status = "5.2.2",
     .diagnostic = "552 5.2.2 <taro.yamada@mail.quay.example> [Mailbox is full] (quota 100%)",
     .remote_mta = "mail.quay.example",
     .original_id = "a8@sender.example",
     .arrived = DAY(20, 9, 0)},
    {.recipient = "postmaster@garden.example",
     .status = "5.1.1",
     .diagnostic = "550 5.1.1 <postmaster@garden.example>: user unknown",
     .remote_mta = "mx.garden.example",
     .original_id = "a9@sender.example",
     .arrived = DAY(20, 12, 0)},
    {.status = "5.0.0", .original_id = "a10@sender.example", .arrived = DAY(20, 12, 30)},
    {.recipient = "a-very-long-local-part-that-has-to-be-cut@a-long-domain.harbour.example",
     .status = "5.1.1",
     .diagnostic = "550 5.1.1 no such user here",
     .remote_mta = "a-long-name-of-a-host.a-long-domain.harbour.example",
     .original_id = "a11@sender.example",
     .arrived = DAY(20, 13, 0)},
    {.recipient = "neko@minato.example",
     .status = "5.0.0",
     .diagnostic = "550 この宛先にはお届けできません",
     .remote_mta = "mx.minato.example",
     .original_id = "a12@sender.example",
     .arrived = DAY(20, 14, 0)},
    {0},
};

static NxTime clock_of_stage(void)
{
    return DAY(21, 10, 0);
}

static void go_home(void)
{
    g_autofree char *here = nx_test_path(".");
    g_assert_cmpint(g_mkdir_with_parents(here, 0700), ==, 0);
    g_assert_cmpint(g_chdir(here), ==, 0);
}

void nx_harness_mailbox(const char *name)
{
    g_autoptr(GString) mbox = g_string_new(NULL);
    for (const NxBounce *bounce = nx_harness_bounces; bounce->status; bounce++)
        nx_bounce_append(mbox, bounce);
    nx_test_put(name, mbox->str);
}

NxHarness *nx_harness_prepare(const char *name, const char *mailbox)
{
    NxHarness *harness = g_new0(NxHarness, 1);
    NxSettings settings = {.language = g_strdup("en")};
    nx_settings_add(&settings.own_domains, "sender.example", NULL);
    nx_settings_add(&settings.own_mta, "mta.sender.example", NULL);
    go_home();
    g_assert_cmpint(g_mkdir_with_parents(name, 0700), ==, 0);
    harness->problems = nx_problems_new();
    harness->mailboxes[0] = mailbox;
    NxTuiStart *start = &harness->start;
    start->library = nx_library_new(&settings, harness->problems);
    nx_settings_clear(&settings);
    start->reader = nx_reader_new(start->library, harness->problems);
    start->judge = nx_judge_new(start->library, harness->problems);
    start->codes = nx_codes_new(start->library, start->judge, harness->problems);
    start->problems = harness->problems;
    start->mailboxes = harness->mailboxes;
    start->ledger_path = g_build_filename(name, "ledger.db", NULL);
    start->session_path = g_build_filename(name, "session", NULL);
    start->now = clock_of_stage;
    start->actor = "anna";
    start->session = g_uuid_string_random();
    start->language = "en";
    return harness;
}

void nx_harness_open(NxHarness *harness)
{
    harness->in = nx_inspector_open(&harness->start, harness->start.mailboxes);
    nx_inspector_resize(harness->in, 36, 120);
    nx_inspector_restore(harness->in);
    nx_model_load(harness->in->model);
    nx_harness_settle(harness);
}

NxHarness *nx_harness_new(const char *name, const char *mailbox)
{
    NxHarness *harness = nx_harness_prepare(name, mailbox);
    nx_harness_open(harness);
    return harness;
}

void nx_harness_free(NxHarness *harness)
{
    if (harness->in) {
        nx_inspector_save(harness->in);
        nx_inspector_free(harness->in);
    }
    nx_codes_free((NxCodes *)harness->start.codes);
    nx_judge_free((NxJudge *)harness->start.judge);
    nx_reader_free((NxReader *)harness->start.reader);
    nx_library_unref(harness->start.library);
    nx_problems_free(harness->problems);
    g_free((char *)harness->start.ledger_path);
    g_free((char *)harness->start.session_path);
    g_free((char *)harness->start.session);
    g_free(harness);
}

void nx_harness_settle(NxHarness *harness)
{
    do {
        nx_screen_draw(harness->in);
        while (nx_model_is_busy(harness->in->model) || harness->in->piping)
            g_main_context_iteration(NULL, TRUE);
        while (g_main_context_iteration(NULL, FALSE)) {
            /* counts while one types, searches */
        }
    } while (harness->in->dirty || nx_model_is_busy(harness->in->model));
}

void nx_harness_size(NxHarness *harness, guint rows, guint cols)
{
    nx_inspector_resize(harness->in, rows, cols);
    nx_harness_settle(harness);
}

void nx_harness_press(NxHarness *harness, const char *keys)
{
    g_auto(GStrv) names = g_strsplit(keys, " ", -1);
    for (guint i = 0; names[i]; i++) {
        NxKey key;
        if (!nx_key_parse(names[i], -1, &key))
            g_error("no key is called %s", names[i]);
        nx_inspector_key(harness->in, key);
        nx_harness_settle(harness);
    }
}

void nx_harness_type(NxHarness *harness, const char *text)
{
    for (; *text; text = g_utf8_next_char(text)) {
        nx_inspector_key(harness->in, g_utf8_get_char(text));
        nx_harness_settle(harness);
    }
}

char *nx_harness_text(NxHarness *harness)
{
    return nx_cells_text(nx_screen_draw(harness->in));
}

gboolean nx_harness_shows(NxHarness *harness, const char *text)
{
    g_autofree char *screen = nx_harness_text(harness);
    return strstr(screen, text) != NULL;
}

char *nx_harness_row(NxHarness *harness, const char *text)
{
    g_autofree char *screen = nx_harness_text(harness);
    g_auto(GStrv) rows = g_strsplit(screen, "\n", -1);
    for (guint i = 0; rows[i]; i++) {
        if (strstr(rows[i], text))
            return g_strdup(rows[i]);
    }
    return NULL;
}

const char *nx_harness_selected(NxHarness *harness)
{
    const NxEvent *event = nx_model_event(harness->in->model);
    return event && event->recipient ? event->recipient : "";
}

NxDecision nx_harness_on_disk(NxHarness *harness, const char *address)
{
    g_autoptr(GError) error = NULL;
    NxLedger *ledger = nx_ledger_open(harness->start.ledger_path, NX_LEDGER_READ, &error);
    g_assert_no_error(error);
    g_autofree char *key = nx_address_key(address, -1);
    NxRecord *record = nx_ledger_record(ledger, key, &error);
    g_assert_no_error(error);
    NxDecision decision = record ? record->decision : NX_DECISION_NONE;
    nx_record_free(record);
    nx_ledger_close(ledger);
    return decision;
}
