/* Ten thousand bounces worked off in at most forty keys: what is left is listed by why, and nothing is decided that
 * should not have been. Prints keys and seconds. */
#include "tui/harness.h"

#define MESSAGES 10000
#define MOST_KEYS 40
#define DAYS 200
#define LAST_DAY ((NxTime)1795132800) /* 2026-11-20 */

/* What a person who knew the truth would do about the address; the program never sees it. */
typedef enum {
    TRUTH_DEAD,    /* suppress it */
    TRUTH_LATER,   /* it lives: try again */
    TRUTH_BLOCKED, /* it lives: the sender, the words or a list is at fault */
    TRUTH_FORGED,  /* it lives, and somebody says that it does not */
} Truth;

typedef struct {
    guint weight; /* of a thousand */
    const char *status, *diagnostic;
    Truth truth;
    const char *action, *reporting_mta; /* NULL: failed; ours */
    gboolean is_nobody;
} Kind;

static const Kind KINDS[] = {
    {370, "5.1.1", "550 5.1.1 User unknown", TRUTH_DEAD, NULL, NULL, FALSE},
    {130, "5.2.2", "552 5.2.2 Mailbox is full, quota exceeded", TRUTH_LATER, NULL, NULL, FALSE},
    {100, "4.4.1", "451 4.4.1 connection timed out", TRUTH_LATER, NULL, NULL, FALSE},
    {190, "5.7.1", "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using a blocklist", TRUTH_BLOCKED,
     NULL, NULL, FALSE},
    {60, "5.7.26", "550 5.7.26 This message fails DMARC authentication", TRUTH_BLOCKED, NULL, NULL, FALSE},
    {30, "5.7.1", "550 5.7.1 Message rejected due to content policy restrictions", TRUTH_BLOCKED, NULL, NULL, FALSE},
    {20, "5.7.1", "550 5.7.1 Relaying denied", TRUTH_BLOCKED, NULL, NULL, FALSE},
    {15, "5.0.0", "554 5.0.0 qwertz uiop", TRUTH_LATER, NULL, NULL, FALSE},
    {20, "5.1.1", "550 5.1.1 User unknown", TRUTH_FORGED, NULL, "mx.stranger.example", FALSE},
    {20, "4.4.7", "451 4.4.7 still trying", TRUTH_LATER, "delayed", NULL, FALSE},
    {45, "5.0.0", NULL, TRUTH_LATER, NULL, NULL, TRUE},
};

typedef struct {
    GString *box;
    GRand *rand;
    GHashTable *truths; /* address to Truth + 1 */
    guint n;
} Maker;

static void put(Maker *maker, const Kind *kind, const char *domain, NxTime at)
{
    g_autofree char *recipient = g_strdup_printf("user%05u@%s", maker->n, domain),
                    *mta = g_strdup_printf("mx.%s", domain), *id = g_strdup_printf("m%u@sender.example", maker->n);
    NxBounce bounce = {.recipient = kind->is_nobody ? NULL : recipient,
                       .status = kind->status,
                       .diagnostic = kind->diagnostic,
                       .action = kind->action,
                       .remote_mta = kind->reporting_mta ? NULL : mta,
                       .reporting_mta = kind->reporting_mta,
                       .original_id = id,
                       .arrived = at};
    nx_bounce_append(maker->box, &bounce);
    if (!kind->is_nobody)
        g_hash_table_insert(maker->truths, g_steal_pointer(&recipient), GINT_TO_POINTER(kind->truth + 1));
    maker->n++;
}

static const Kind *any_kind(Maker *maker)
{
    guint sum = 0, at;
    for (guint i = 0; i < G_N_ELEMENTS(KINDS); i++)
        sum += KINDS[i].weight;
    at = (guint)g_rand_int_range(maker->rand, 0, (gint32)sum);
    for (guint i = 0;; i++) {
        if (at < KINDS[i].weight)
            return &KINDS[i];
        at -= KINDS[i].weight;
    }
}

/* A company is gone with all its addresses; and one morning our own name server knows no domain any more. */
static void put_floods(Maker *maker)
{
    static const Kind CLOSED = {0, "5.1.1", "550 5.1.1 User unknown", TRUTH_DEAD, NULL, NULL, FALSE};
    static const Kind UNRESOLVED = {
        0, "5.1.2", "550 5.1.2 Host unknown (Name server: host not found)", TRUTH_LATER, NULL, NULL, FALSE};
    for (guint i = 0; i < 300; i++)
        put(maker, &CLOSED, "closed.example", LAST_DAY - 30 * NX_DAY + 10 * i);
    for (guint i = 0; i < 250; i++) {
        g_autofree char *domain = g_strdup_printf("lost%u.example", i);
        put(maker, &UNRESOLVED, domain, LAST_DAY - 10 * NX_DAY + 10 * i);
    }
}

static GHashTable *make_box(void)
{
    Maker maker = {.box = g_string_new(NULL),
                   .rand = g_rand_new_with_seed(14),
                   .truths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    put_floods(&maker);
    while (maker.n < MESSAGES) {
        g_autofree char *domain = g_strdup_printf("dom%u.example", g_rand_int_range(maker.rand, 0, 400));
        put(&maker, any_kind(&maker), domain, LAST_DAY - g_rand_int_range(maker.rand, 0, DAYS * NX_DAY));
    }
    nx_test_put("many", maker.box->str);
    g_string_free(maker.box, TRUE);
    g_rand_free(maker.rand);
    return maker.truths;
}

/* ---- What has become of it --------------------------------------------------------------------------------------- */
typedef struct {
    guint decidable, decided, suppressed, certain_lacking, against;
} Tally;

/* Does a decision do harm to an address of which that is true? Holding what is to be tried later does none. */
static gboolean does_harm(NxDecision decision, Truth truth)
{
    switch (decision) {
    case NX_DECISION_SUPPRESS: return truth != TRUTH_DEAD;
    case NX_DECISION_RETRY: return truth == TRUTH_DEAD || truth == TRUTH_BLOCKED;
    case NX_DECISION_HOLD: return truth == TRUTH_DEAD;
    default: return decision != NX_DECISION_NONE && truth == TRUTH_DEAD;
    }
}

static void count_decidable(NxHarness *harness, Tally *tally, GArray *certain)
{
    NxCatalog *catalog = harness->in->model->catalog;
    for (guint i = 0; i < nx_catalog_n_addresses(catalog); i++) {
        const NxStanding *standing = &nx_catalog_address(catalog, i)->standing;
        guint32 event = nx_advisor_deciding(harness->in->model->advisor, i);
        gboolean is_certain = event != NX_NO_EVENT && nx_catalog_suggestion(catalog, event)->confidence == NX_CERTAIN;
        tally->decidable += standing->left != NX_LEFT_NOBODY;
        g_array_append_val(certain, is_certain);
    }
}

/* As it is on disk, through a ledger opened anew. */
static void count_decided(NxHarness *harness, GHashTable *truths, const GArray *certain, Tally *tally)
{
    NxCatalog *catalog = harness->in->model->catalog;
    NxLedger *ledger = nx_ledger_open(harness->start.ledger_path, NX_LEDGER_READ, NULL);
    g_autoptr(GPtrArray) records = nx_ledger_records(ledger, NX_DECISION_NONE, NULL);
    for (guint i = 0; i < records->len; i++) {
        const NxRecord *record = records->pdata[i];
        gpointer truth = g_hash_table_lookup(truths, record->spelling);
        g_assert_nonnull(truth);
        guint32 number = nx_catalog_find(catalog, record->key);
        tally->decided++;
        tally->against += does_harm(record->decision, (Truth)(GPOINTER_TO_INT(truth) - 1));
        if (record->decision == NX_DECISION_SUPPRESS) {
            tally->suppressed++;
            tally->certain_lacking += !g_array_index(certain, gboolean, number);
        }
    }
    nx_ledger_close(ledger);
}

/* ---- The keys ---------------------------------------------------------------------------------------------------- */
static guint press(NxHarness *harness, const char *keys)
{
    g_auto(GStrv) names = g_strsplit(keys, " ", -1);
    nx_harness_press(harness, keys);
    return g_strv_length(names);
}

static void forty_keys_work_off_ten_thousand(void)
{
    g_autoptr(GHashTable) truths = make_box();
    g_autoptr(GTimer) timer = g_timer_new();
    g_autoptr(NxHarness) harness = nx_harness_new("keys", "many");
    gdouble loaded = g_timer_elapsed(timer, NULL);
    g_autoptr(GArray) certain = g_array_new(FALSE, FALSE, sizeof(gboolean));
    Tally tally = {0};
    guint keys = 0;
    g_assert_cmpuint(nx_catalog_n_messages(harness->in->model->catalog), ==, MESSAGES);

    keys += press(harness, "A y"); /* what is sure enough */
    nx_assert_shows(harness, "left ");
    keys += press(harness, "! j");
    nx_assert_shows(harness, "> domain:closed.example      300  300 newly dead addresses");
    keys += press(harness, "Enter v"); /* a sample: the company is closed indeed */
    nx_assert_shows(harness, "user00299@closed.example");
    keys += press(harness, "q y");
    keys += press(harness, "k");
    nx_assert_shows(harness, "> all  ");
    keys += press(harness, "Enter y"); /* it was theirs, and nothing else was unusual */
    nx_assert_shows(harness, "> resolver  ");
    count_decidable(harness, &tally, certain); /* certain is what no guard, or a person, holds back any more */
    keys += press(harness, "q A y");
    keys += press(harness, "b l"); /* what is left, by why */
    nx_assert_shows(harness, "held back by a guard");
    nx_assert_shows(harness, "to be reviewed");
    nx_assert_shows(harness, "not certain");
    keys += press(harness, "j j j");
    nx_assert_shows(harness, ">  held back by a guard");
    keys += press(harness, "r y"); /* our name server was at fault: later again */
    nx_assert_shows(harness, ">  not certain");
    keys += press(harness, "k Enter b r");
    nx_assert_shows(harness, "left:review › by reason");
    nx_assert_shows(harness, ">  relaying denied");
    keys += press(harness, "h y r y");
    keys += press(harness, "q q"); /* what is left now */
    nx_assert_shows(harness, "not certain");
    nx_assert_hides(harness, "held back by a guard");
    nx_assert_hides(harness, "to be reviewed ");
    g_assert_cmpuint(keys, <=, MOST_KEYS);
    count_decided(harness, truths, certain, &tally);
    g_test_message("%u keys, %.1f s and %.1f s to load: %u of %u decidable addresses decided, %u suppressed", keys,
                   g_timer_elapsed(timer, NULL) - loaded, loaded, tally.decided, tally.decidable, tally.suppressed);
    g_assert_cmpuint(tally.certain_lacking, ==, 0);
    g_assert_cmpuint(tally.against, ==, 0);
    g_assert_cmpuint(tally.decided * 10, >=, tally.decidable * 9);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/tui/keys/forty keys work off ten thousand bounces", forty_keys_work_off_ten_thousand);
    return g_test_run();
}
