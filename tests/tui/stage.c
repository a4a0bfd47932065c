#include "tui/stage.h"
#include "tui/session.h"
#include <glib/gstdio.h>
#include <unistd.h>

#define DAY(d, h, m) (1794787200 + ((d)-16) * 86400 + (h)*3600 + (m)*60) /* November 2026 */

const NxBounce nx_stage_bounces[] = {
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

void nx_stage_mailbox(const char *name)
{
    g_autoptr(GString) mbox = g_string_new(NULL);
    for (const NxBounce *bounce = nx_stage_bounces; bounce->status; bounce++)
        nx_bounce_append(mbox, bounce);
    nx_test_put(name, mbox->str);
}

NxStage *nx_stage_prepare(const char *name, const char *mailbox)
{
    NxStage *stage = g_new0(NxStage, 1);
    NxSettings settings = {.language = g_strdup("en")};
    nx_settings_add(&settings.own_domains, "sender.example", NULL);
    go_home();
    g_assert_cmpint(g_mkdir_with_parents(name, 0700), ==, 0);
    stage->problems = nx_problems_new();
    stage->mailboxes[0] = mailbox;
    NxTuiStart *start = &stage->start;
    start->library = nx_library_new(&settings, stage->problems);
    nx_settings_clear(&settings);
    start->reader = nx_reader_new(start->library, stage->problems);
    start->judge = nx_judge_new(start->library, stage->problems);
    start->codes = nx_codes_new(start->library, start->judge, stage->problems);
    start->problems = stage->problems;
    start->mailboxes = stage->mailboxes;
    start->ledger_path = g_build_filename(name, "ledger.db", NULL);
    start->session_path = g_build_filename(name, "session", NULL);
    start->now = clock_of_stage;
    start->actor = "anna";
    start->session = g_uuid_string_random();
    start->language = "en";
    return stage;
}

void nx_stage_open(NxStage *stage)
{
    stage->in = nx_inspector_new(&stage->start, stage->start.mailboxes);
    nx_inspector_resize(stage->in, 36, 120);
    nx_session_restore(stage->in);
    nx_model_load(stage->in->model);
    nx_stage_settle(stage);
}

NxStage *nx_stage_new(const char *name, const char *mailbox)
{
    NxStage *stage = nx_stage_prepare(name, mailbox);
    nx_stage_open(stage);
    return stage;
}

void nx_stage_free(NxStage *stage)
{
    if (stage->in) {
        nx_session_save(stage->in);
        nx_inspector_free(stage->in);
    }
    nx_codes_free((NxCodes *)stage->start.codes);
    nx_judge_free((NxJudge *)stage->start.judge);
    nx_reader_free((NxReader *)stage->start.reader);
    nx_library_unref(stage->start.library);
    nx_problems_free(stage->problems);
    g_free((char *)stage->start.ledger_path);
    g_free((char *)stage->start.session_path);
    g_free((char *)stage->start.session);
    g_free(stage);
}

void nx_stage_settle(NxStage *stage)
{
    do {
        nx_inspector_draw(stage->in);
        while (nx_model_is_busy(stage->in->model) || stage->in->piping)
            g_main_context_iteration(NULL, TRUE);
        while (g_main_context_iteration(NULL, FALSE)) {
            /* counts while one types, searches */
        }
    } while (stage->in->dirty || nx_model_is_busy(stage->in->model));
}

void nx_stage_size(NxStage *stage, guint rows, guint cols)
{
    nx_inspector_resize(stage->in, rows, cols);
    nx_stage_settle(stage);
}

void nx_stage_press(NxStage *stage, const char *keys)
{
    g_auto(GStrv) names = g_strsplit(keys, " ", -1);
    for (guint i = 0; names[i]; i++) {
        NxKey key;
        if (!nx_key_parse(names[i], -1, &key))
            g_error("no key is called %s", names[i]);
        nx_inspector_key(stage->in, key);
        nx_stage_settle(stage);
    }
}

void nx_stage_type(NxStage *stage, const char *text)
{
    for (; *text; text = g_utf8_next_char(text)) {
        nx_inspector_key(stage->in, g_utf8_get_char(text));
        nx_stage_settle(stage);
    }
}

char *nx_stage_text(NxStage *stage)
{
    return nx_cells_text(nx_inspector_draw(stage->in));
}

gboolean nx_stage_shows(NxStage *stage, const char *text)
{
    g_autofree char *screen = nx_stage_text(stage);
    return strstr(screen, text) != NULL;
}

char *nx_stage_row(NxStage *stage, const char *text)
{
    g_autofree char *screen = nx_stage_text(stage);
    g_auto(GStrv) rows = g_strsplit(screen, "\n", -1);
    for (guint i = 0; rows[i]; i++) {
        if (strstr(rows[i], text))
            return g_strdup(rows[i]);
    }
    return NULL;
}

const char *nx_stage_selected(NxStage *stage)
{
    const NxEvent *event = nx_model_event(stage->in->model);
    return event && event->recipient ? event->recipient : "";
}

NxDecision nx_stage_on_disk(NxStage *stage, const char *address)
{
    g_autoptr(GError) error = NULL;
    NxLedger *ledger = nx_ledger_open(stage->start.ledger_path, NX_LEDGER_READ, &error);
    g_assert_no_error(error);
    g_autofree char *key = nx_address_key(address, -1);
    NxRecord *record = nx_ledger_record(ledger, key, &error);
    g_assert_no_error(error);
    NxDecision decision = record ? record->decision : NX_DECISION_NONE;
    nx_record_free(record);
    nx_ledger_close(ledger);
    return decision;
}
