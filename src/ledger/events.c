/* Takes counted events in: each once, however often and wherever its message is read. */
#include "ledger/life.h"
#include "ledger/moves.h"
#include "ledger/secret.h"
#include "ledger/sighting.h"
#include <nixie/report.h>

typedef struct {
    NxLedger *ledger;
    GHashTable *retries;    /* addresses with a decision: row -> GPtrArray of their new sightings */
    GHashTable *revived;    /* rows of addresses with signs of life, whose episodes are to be counted anew */
    const NxSighting *last; /* of what message_arrival was asked last */
    gboolean last_welcome;  /* nobody it names was purged */
    NxTime last_arrived;
    NxTime horizon; /* what arrived before has been counted, and deleted */
    guint added;
} Intake;

static gint64 add_address(NxLedger *ledger, const NxSighting *sighting, NxTime arrived)
{
    sqlite3_stmt *insert = nx_sql(ledger, "INSERT INTO address (key, spelling, domain, seen, episodes, first_seen, "
                                          "last_seen) VALUES (?1, ?2, ?3, 1, 1, ?4, "
                                          "?4)");
    nx_bind_text(insert, 1, sighting->key);
    nx_bind_text(insert, 2, sighting->spelling ? sighting->spelling : sighting->key);
    nx_bind_text(insert, 3, nx_address_domain(sighting->key));
    nx_bind_number(insert, 4, arrived);
    nx_sql_done(ledger, insert);
    return sqlite3_last_insert_rowid(ledger->db);
}

typedef struct {
    gint64 row;
    gboolean is_decided, lives; /* has signs of life */
} Known;

static gboolean find_address(NxLedger *ledger, const char *key, Known *known)
{
    sqlite3_stmt *find =
        nx_sql(ledger, "SELECT id, standing IS NOT NULL, delivered IS NOT NULL FROM address WHERE key = ?1");
    nx_bind_text(find, 1, key);
    if (!nx_sql_step(ledger, find))
        return FALSE;
    *known = (Known){nx_sql_number(find, 0), nx_sql_number(find, 1) != 0, nx_sql_number(find, 2) != 0};
    nx_sql_reset(find);
    return TRUE;
}

static void bind_message(sqlite3_stmt *statement, const NxSighting *sighting)
{
    nx_bind_text(statement, 1, sighting->place_id);
    if (statement)
        sqlite3_bind_blob(statement, 2, sighting->sha256, sizeof sighting->sha256, SQLITE_STATIC);
}

static gboolean has_row(NxLedger *ledger, sqlite3_stmt *statement)
{
    gboolean found = nx_sql_step(ledger, statement);
    nx_sql_reset(statement);
    return found;
}

/* Did the same message say the same of this address before? */
static gboolean is_known(NxLedger *ledger, gint64 address, const NxSighting *sighting)
{
    sqlite3_stmt *find = nx_sql(ledger, "SELECT 1 FROM sighting WHERE place = ?1 AND address = ?3 "
                                        "UNION ALL SELECT 1 FROM sighting WHERE sha256 = ?2 AND address = ?3 LIMIT 1");
    bind_message(find, sighting);
    nx_bind_number(find, 3, address);
    return has_row(ledger, find);
}

/* Another message within a day of one with the same event key. */
static gboolean is_repeat(NxLedger *ledger, gint64 address, const NxSighting *sighting)
{
    if (!sighting->event_key)
        return FALSE;
    sqlite3_stmt *find =
        nx_sql(ledger,
               "SELECT arrived FROM sighting WHERE address = ?1 AND event_key = ?2 ORDER BY ABS(arrived - ?3) LIMIT 1");
    nx_bind_number(find, 1, address);
    nx_bind_text(find, 2, sighting->event_key);
    nx_bind_number(find, 3, sighting->arrived);
    if (!nx_sql_step(ledger, find))
        return FALSE;
    NxTime other = nx_sql_number(find, 0);
    nx_sql_reset(find);
    return nx_is_repeat(MIN(other, sighting->arrived), MAX(other, sighting->arrived));
}

static gboolean is_same_message(const NxSighting *a, const NxSighting *b)
{
    return a && g_strcmp0(a->place_id, b->place_id) == 0 && memcmp(a->sha256, b->sha256, sizeof a->sha256) == 0;
}

static gboolean names_a_purged_one(NxLedger *ledger, const NxSighting *sighting)
{
    sqlite3_stmt *find = nx_sql(
        ledger,
        "SELECT 1 FROM sighting s JOIN address a ON a.id = s.address WHERE s.sha256 = ?2 AND a.key IS NULL LIMIT 1");
    bind_message(find, sighting);
    return has_row(ledger, find);
}

/* The arrival first recorded of the message; FALSE where one that it names was purged: then it stays out. */
static gboolean message_arrival(Intake *intake, const NxSighting *sighting, NxTime *arrived)
{
    NxLedger *ledger = intake->ledger;
    if (!is_same_message(intake->last, sighting)) {
        sqlite3_stmt *find = nx_sql(ledger, "SELECT arrived FROM sighting WHERE place = ?1 UNION ALL SELECT arrived "
                                            "FROM sighting WHERE sha256 = ?2 LIMIT 1");
        bind_message(find, sighting);
        gboolean found = nx_sql_step(ledger, find);
        intake->last = sighting;
        intake->last_arrived = found ? nx_sql_number(find, 0) : sighting->arrived;
        nx_sql_reset(find);
        intake->last_welcome = !found || !names_a_purged_one(ledger, sighting);
    }
    *arrived = intake->last_arrived;
    return intake->last_welcome;
}

static void count(NxLedger *ledger, gint64 address, NxTime arrived)
{
    sqlite3_stmt *update =
        nx_sql(ledger, "UPDATE address SET seen = seen + 1, episodes = MAX(episodes, episodes_before + 1), "
                       "first_seen = MIN(COALESCE(first_seen, ?2), ?2), "
                       "last_seen = MAX(COALESCE(last_seen, ?2), ?2) WHERE id = ?1");
    nx_bind_number(update, 1, address);
    nx_bind_number(update, 2, arrived);
    nx_sql_done(ledger, update);
}

static void keep_for_retry(Intake *intake, gint64 address, NxSighting *sighting)
{
    GPtrArray *news = g_hash_table_lookup(intake->retries, &address);
    if (!news) {
        news = g_ptr_array_new();
        g_hash_table_insert(intake->retries, g_memdup2(&address, sizeof address), news);
    }
    g_ptr_array_add(news, sighting);
}

/* A bounce that has an envelope id has that in its key, and an answer has the Message-ID in its. */
static gboolean void_lives(NxLedger *ledger, gint64 address, const NxSighting *sighting, NxTime arrived)
{
    const char *original = sighting->original_message_id;
    g_autofree char *by_message = original ? nx_event_key(sighting->key, original) : NULL;
    gboolean voids = nx_life_void(ledger, address, sighting->event_key, arrived);
    return nx_life_void(ledger, address, by_message, arrived) || voids;
}

static void take_in(Intake *intake, NxSighting *sighting)
{
    NxLedger *ledger = intake->ledger;
    NxTime arrived;
    if (sighting->arrived < intake->horizon || !message_arrival(intake, sighting, &arrived))
        return;
    Known known;
    if (!find_address(ledger, sighting->key, &known)) {
        if (nx_secret_find(ledger, sighting->key) != 0)
            return; /* nothing of a purged one comes back */
        nx_sighting_write(ledger, add_address(ledger, sighting, arrived), sighting, arrived);
        intake->added++;
        return;
    }
    gboolean voids = known.lives && void_lives(ledger, known.row, sighting, arrived);
    if (is_known(ledger, known.row, sighting) || is_repeat(ledger, known.row, sighting)) {
        if (voids && known.is_decided)
            keep_for_retry(intake, known.row, sighting);
        return;
    }
    nx_sighting_write(ledger, known.row, sighting, arrived);
    count(ledger, known.row, arrived);
    intake->added++;
    if (known.is_decided)
        keep_for_retry(intake, known.row, sighting);
    if (known.lives)
        g_hash_table_add(intake->revived, g_memdup2(&known.row, sizeof known.row));
}

static gint by_arrival(gconstpointer a, gconstpointer b)
{
    const NxSighting *x = *(NxSighting *const *)a, *y = *(NxSighting *const *)b;
    return (x->arrived > y->arrived) - (x->arrived < y->arrived);
}

static void move_retries(Intake *intake, const NxActHead *head, const NxSettings *settings)
{
    NxMoves moves;
    GHashTableIter iter;
    gpointer address, news;
    nx_moves_init(&moves, intake->ledger, head, settings);
    g_hash_table_iter_init(&iter, intake->retries);
    while (g_hash_table_iter_next(&iter, &address, &news)) {
        g_ptr_array_sort(news, by_arrival);
        nx_moves_bounced(&moves, *(gint64 *)address, news);
    }
    nx_moves_settle(&moves);
    nx_moves_close(&moves);
}

static void count_episodes(const Intake *intake)
{
    GHashTableIter iter;
    gpointer address;
    g_hash_table_iter_init(&iter, intake->revived);
    while (g_hash_table_iter_next(&iter, &address, NULL))
        nx_life_refresh(intake->ledger, *(const gint64 *)address);
}

gboolean nx_ledger_record_events(NxLedger *ledger, const NxActHead *head, const NxSettings *settings,
                                 const GPtrArray *sightings, guint *added, GError **error)
{
    if (!nx_ledger_begin(ledger, NX_SQL_WRITE, error))
        return FALSE;
    g_autoptr(GHashTable) retries =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    g_autoptr(GHashTable) revived = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    Intake intake = {.ledger = ledger, .retries = retries, .revived = revived};
    intake.horizon = nx_sql_pragma(ledger, "SELECT at FROM horizon");
    for (guint i = 0; i < sightings->len && !nx_ledger_failed(ledger); i++)
        take_in(&intake, sightings->pdata[i]);
    count_episodes(&intake);
    move_retries(&intake, head, settings);
    gboolean done = nx_ledger_end(ledger, error);
    if (added)
        *added = done ? intake.added : 0;
    return done;
}
