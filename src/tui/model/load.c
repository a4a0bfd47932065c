/* Loading: workers read, the main loop takes their batches in, the ledger is asked about what came, and told about
 * it. */
#include "tui/model/model.h"

#define TAKE 5000   /* events taken in at a time, so that a key is never kept waiting */
#define RECALL 5000 /* addresses asked about in one job, so that a decision is never kept waiting */
#define RECORD 3000 /* events told in one job, likewise */
#define ADVISED_AT_ONCE 3000
#define ADVISED_ALONE 1000 /* addresses: for more of them all are advised anew */
#define NEWS_SECONDS 10

static NxActHead act_head(const NxModel *model)
{
    return (NxActHead){
        .name = "load", .actor = model->start->actor, .session = model->start->session, .at = nx_model_now(model)};
}

/* ---- Asking the ledger ------------------------------------------------------------------------------------------- */
typedef struct {
    NxLedgerJob job;
    NxModel *model;
    GArray *addresses;
    GPtrArray *keys; /* borrowed from the catalog */
    GPtrArray *recalls;
    gboolean asks_baseline;
    NxBaseline *baseline;
    NxTime now;
} Recall;

static void work_recall(NxLedgerJob *job, NxLedger *ledger)
{
    Recall *recall = (Recall *)job;
    recall->recalls =
        nx_ledger_recall(ledger, (const char *const *)recall->keys->pdata, recall->keys->len, &job->error);
    if (recall->recalls && recall->asks_baseline)
        recall->baseline = nx_baseline_read(ledger, recall->now, &job->error);
}

static void free_recall(NxLedgerJob *job)
{
    Recall *recall = (Recall *)job;
    g_array_unref(recall->addresses);
    g_ptr_array_unref(recall->keys);
    g_clear_pointer(&recall->recalls, g_ptr_array_unref);
    nx_baseline_free(recall->baseline);
    g_free(recall);
}

static void restore_tags(NxModel *model, const GArray *addresses)
{
    if (g_hash_table_size(model->restore_tags) == 0)
        return;
    for (guint i = 0; i < addresses->len; i++) {
        guint32 number = g_array_index(addresses, guint32, i);
        if (g_hash_table_remove(model->restore_tags, nx_catalog_address(model->catalog, number)->key))
            nx_model_tag(model, number, TRUE);
    }
}

static void say_back(NxModel *model, const NxBaseline *baseline)
{
    g_autofree char *words = nx_baseline_back_words(baseline);
    if (words)
        nx_model_say(model, NX_SAY_INFO, "%s", words);
}

static void record(NxModel *model);

static void done_recall(NxLedgerJob *job)
{
    Recall *recall = (Recall *)job;
    NxModel *model = recall->model;
    model->recalls--;
    restore_tags(model, recall->addresses);
    if (job->error) {
        nx_model_say(model, NX_SAY_ERROR, "%s", job->error->message);
    } else {
        nx_advisor_apply(model->advisor, (const guint32 *)(gpointer)recall->addresses->data, recall->addresses->len,
                         recall->recalls);
        if (recall->baseline)
            say_back(model, recall->baseline);
        if (recall->baseline)
            nx_advisor_baseline(model->advisor, g_steal_pointer(&recall->baseline));
    }
    model->advice_stale = TRUE;
    if (!model->loading && model->recalls == 0) {
        model->relists = TRUE;
        nx_model_advise(model);
        if (!job->error)
            record(model);
    }
    nx_model_changed(model);
}

static Recall *recall_new(NxModel *model)
{
    Recall *recall = g_new0(Recall, 1);
    recall->job = (NxLedgerJob){.work = work_recall, .done = done_recall, .free = free_recall};
    recall->model = model;
    recall->now = nx_model_now(model);
    recall->asks_baseline = model->asked == 0;
    recall->addresses = g_array_new(FALSE, FALSE, sizeof(guint32));
    recall->keys = g_ptr_array_new();
    return recall;
}

static void post_recall(NxModel *model, Recall *recall)
{
    model->recalls++;
    nx_ledger_thread_post(model->ledger, &recall->job);
}

/* Asks about the addresses of all events that came since the last time: an address known before may have an event the
 * ledger knows. */
static void ask_ledger(NxModel *model)
{
    guint32 n = nx_catalog_n_events(model->catalog);
    if (model->asked >= n)
        return;
    g_autofree guint8 *taken = g_new0(guint8, nx_catalog_n_addresses(model->catalog) + 1);
    Recall *recall = recall_new(model);
    for (; model->asked < n; model->asked++) {
        guint32 number = nx_catalog_event(model->catalog, model->asked)->address;
        if (number == NX_NOBODY || taken[number])
            continue;
        taken[number] = 1;
        g_array_append_val(recall->addresses, number);
        g_ptr_array_add(recall->keys, (gpointer)nx_catalog_address(model->catalog, number)->key);
        if (recall->addresses->len == RECALL) {
            post_recall(model, recall);
            recall = recall_new(model);
        }
    }
    post_recall(model, recall);
}

void nx_model_recall_all(NxModel *model)
{
    model->asked = 0;
    ask_ledger(model);
}

void nx_model_take_recalls(NxModel *model, const char *const *keys, guint n, const GPtrArray *recalls)
{
    g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    for (guint i = 0; i < n; i++) {
        guint32 number = nx_catalog_find(model->catalog, keys[i]);
        if (number == NX_NOBODY)
            continue;
        g_array_append_val(numbers, number);
        g_ptr_array_add(known, g_ptr_array_index(recalls, i));
    }
    guint64 recounts = nx_catalog_recounts(model->catalog);
    const guint32 *first = (const guint32 *)(gpointer)numbers->data;
    nx_advisor_apply(model->advisor, first, numbers->len, known);
    if (numbers->len <= ADVISED_ALONE && recounts == nx_catalog_recounts(model->catalog))
        nx_advisor_run_some(model->advisor, first, numbers->len);
    else
        model->advice_stale = TRUE;
}

/* ---- Counting what this session decided -------------------------------------------------------------------------- */
typedef struct {
    NxLedgerJob job;
    NxModel *model;
    const char *session;
    guint counts[NX_N_DECISIONS];
} Count;

static void work_count(NxLedgerJob *job, NxLedger *ledger)
{
    Count *count = (Count *)job;
    nx_ledger_session(ledger, count->session, count->counts, &job->error);
}

static void done_count(NxLedgerJob *job)
{
    Count *count = (Count *)job;
    for (guint i = 0; i < NX_N_DECISIONS; i++)
        count->model->session_counts[i] = count->counts[i];
    nx_model_changed(count->model);
}

static void free_count(NxLedgerJob *job)
{
    g_free(job);
}

void nx_model_count_session(NxModel *model)
{
    Count *count = g_new0(Count, 1);
    count->job = (NxLedgerJob){.work = work_count, .done = done_count, .free = free_count};
    count->model = model;
    count->session = model->start->session;
    nx_ledger_thread_post(model->ledger, &count->job);
}

/* ---- Telling the ledger ------------------------------------------------------------------------------------------ */
/* Addresses whose events from `from` up to before `to` the ledger is told of, some thousand at a time: all of an
 * address in one transaction, as a retry moves by them. */
struct NxRecording {
    guint32 from, to;
    GArray *addresses; /* numbers */
    guint at;          /* of them */
};

typedef struct {
    NxLedgerJob job;
    NxModel *model;
    NxActHead head;
    gboolean is_last;
    GPtrArray *sightings, *lives;
} Record;

void nx_recording_free(struct NxRecording *recording)
{
    if (!recording)
        return;
    g_array_unref(recording->addresses);
    g_free(recording);
}

static void work_record(NxLedgerJob *job, NxLedger *ledger)
{
    Record *rec = (Record *)job;
    const NxSettings *settings = nx_library_settings(rec->model->start->library);
    if (!nx_ledger_record_events(ledger, &rec->head, settings, rec->sightings, NULL, &job->error) ||
        !nx_ledger_record_lives(ledger, &rec->head, rec->lives, NULL, &job->error) || !rec->is_last)
        return;
    GPtrArray *ended = nx_ledger_end_suppressions(ledger, &rec->head, settings, &job->error);
    g_clear_pointer(&ended, g_ptr_array_unref);
}

static void record_some(NxModel *model);

static void done_record(NxLedgerJob *job)
{
    Record *rec = (Record *)job;
    NxModel *model = rec->model;
    if (job->error)
        nx_model_say(model, NX_SAY_ERROR, nx_tr("the events could not be recorded: %s"), job->error->message);
    if (job->error || rec->is_last)
        g_clear_pointer(&model->recording, nx_recording_free);
    if (model->recording)
        record_some(model);
    else if (!job->error && !model->loading && model->recalls == 0)
        record(model); /* what has come since it began */
    nx_model_changed(model);
}

static void free_record(NxLedgerJob *job)
{
    Record *rec = (Record *)job;
    g_ptr_array_unref(rec->sightings);
    g_ptr_array_unref(rec->lives);
    g_free(rec);
}

static void record_some(NxModel *model)
{
    struct NxRecording *recording = model->recording;
    Record *rec = g_new0(Record, 1);
    rec->job = (NxLedgerJob){.work = work_record, .done = done_record, .free = free_record};
    rec->model = model;
    rec->head = act_head(model);
    rec->sightings = g_ptr_array_new_with_free_func((GDestroyNotify)nx_sighting_free);
    rec->lives = g_ptr_array_new_with_free_func((GDestroyNotify)nx_life_free);
    while (recording->at < recording->addresses->len && rec->sightings->len + rec->lives->len < RECORD) {
        guint32 address = g_array_index(recording->addresses, guint32, recording->at++);
        nx_catalog_add_sightings(model->catalog, address, recording->from, recording->to, rec->sightings);
        nx_catalog_add_lives(model->catalog, address, recording->from, recording->to, rec->lives);
    }
    rec->is_last = recording->at == recording->addresses->len;
    nx_ledger_thread_post(model->ledger, &rec->job);
}

/* The addresses of what came since the last time. */
static void record(NxModel *model)
{
    guint32 n = nx_catalog_n_events(model->catalog);
    if (model->recorded >= n || model->recording)
        return;
    g_autofree guint8 *taken = g_new0(guint8, nx_catalog_n_addresses(model->catalog) + 1);
    model->recording = g_new0(struct NxRecording, 1);
    *model->recording = (struct NxRecording){model->recorded, n, g_array_new(FALSE, FALSE, sizeof(guint32)), 0};
    for (; model->recorded < n; model->recorded++) {
        guint32 number = nx_catalog_event(model->catalog, model->recorded)->address;
        if (number != NX_NOBODY && !taken[number])
            g_array_append_val(model->recording->addresses, number);
        if (number != NX_NOBODY)
            taken[number] = 1;
    }
    record_some(model);
}

void nx_model_record_rest(NxModel *model)
{
    while (model->recording && model->recording->at < model->recording->addresses->len)
        record_some(model);
}

/* ---- Advising ---------------------------------------------------------------------------------------------------- */
static void relist_once(NxModel *model);

static gboolean on_advise(gpointer user)
{
    NxModel *model = user;
    for (gint64 end = nx_slice_end(); nx_advisor_step(model->advisor, NX_SLICE_ROWS);)
        if (g_get_monotonic_time() > end)
            return G_SOURCE_CONTINUE;
    model->advise_source = 0;
    relist_once(model);
    nx_model_changed(model);
    return G_SOURCE_REMOVE;
}

void nx_model_advise(NxModel *model)
{
    if (!model->advice_stale)
        return;
    model->advice_stale = FALSE;
    nx_advisor_begin(model->advisor);
    if (!model->advise_source)
        model->advise_source = g_idle_add_full(G_PRIORITY_DEFAULT_IDLE, on_advise, model, NULL);
    if (nx_catalog_n_events(model->catalog) <= ADVISED_AT_ONCE)
        nx_model_finish_advice(model);
}

void nx_model_finish_advice(NxModel *model)
{
    if (!model->advise_source)
        return;
    g_source_remove(model->advise_source);
    while (nx_advisor_step(model->advisor, G_MAXUINT))
        continue;
    on_advise(model);
}

/* With the first answers of the ledger a limit may see what it could not see before. Later a row stays where it is
 * though it was decided: the list changes when the operator limits or sorts anew. */
static void relist_once(NxModel *model)
{
    const NxQuery *query = nx_model_query(model);
    if (!model->relists || model->relisted || !query || !nx_query_needs_ledger(query))
        return;
    model->relisted = TRUE;
    model->list_stale = TRUE;
    nx_model_extend(model);
}

/* ---- Taking in what the workers read ----------------------------------------------------------------------------- */
static gboolean on_take(gpointer user);

/* From a worker's thread. */
static void wake(gpointer user)
{
    NxModel *model = user;
    if (g_atomic_int_compare_and_exchange(&model->woken, 0, 1))
        g_idle_add_full(G_PRIORITY_DEFAULT_IDLE, on_take, model, NULL);
}

void nx_model_take_problems(NxModel *model)
{
    if (!model->start->problems)
        return;
    char **lines = nx_problems_take(model->start->problems);
    for (guint i = 0; lines[i]; i++)
        g_ptr_array_add(model->problems, lines[i]);
    g_free(lines); /* the lines themselves are ours now */
}

static void watch_mailboxes(NxModel *model);

static void finish_load(NxModel *model)
{
    guint before = model->problems->len;
    model->loading = FALSE;
    nx_model_take_problems(model);
    model->stopped = model->progress.stopped;
    ask_ledger(model);
    if (model->recalls == 0) {
        model->advice_stale = TRUE;
        nx_model_advise(model);
        record(model);
    }
    if (model->problems->len > before)
        nx_model_say(
            model, NX_SAY_ERROR,
            nx_trn("%u complaint; :problems lists it", "%u complaints; :problems lists them", model->problems->len),
            model->problems->len);
    if (!model->loaded_once) {
        model->loaded_once = TRUE;
        watch_mailboxes(model);
        model->events->loaded(model->user);
    }
}

/* Rows whose messages stand elsewhere now, are others, or are gone. */
static void take_changes(NxModel *model)
{
    g_autofree char *words = nx_load_take_words(model->load);
    if (words)
        nx_model_say(model, NX_SAY_ERROR, "%s", words);
    if (model->changed == model->progress.changed)
        return;
    model->changed = model->progress.changed;
    model->asked = MIN(model->asked, model->progress.renewed_from);
    model->recorded = MIN(model->recorded, model->progress.renewed_from);
    model->list_stale = TRUE; /* places are what it is sorted by */
    model->advice_stale = TRUE;
    model->events->moved(model->user);
}

static void finish_look(NxModel *model, gboolean any)
{
    model->looking = FALSE;
    take_changes(model);
    ask_ledger(model);
    if (model->recalls == 0) {
        nx_model_advise(model);
        record(model);
    }
    nx_model_take_problems(model);
    if (model->look_asked && !any)
        nx_model_say(model, NX_SAY_INFO, "%s", nx_tr("There is no new mail."));
    model->look_asked = FALSE;
    if (model->look_again)
        nx_watch_poke(model->watch);
    model->look_again = FALSE;
}

static gboolean on_take(gpointer user)
{
    NxModel *model = user;
    g_atomic_int_set(&model->woken, 0);
    guint before = nx_catalog_n_events(model->catalog);
    gboolean more = nx_load_take(model->load, TAKE);
    nx_load_progress(model->load, &model->progress);
    guint came = nx_catalog_n_events(model->catalog) - before;
    if (model->loaded_once)
        model->new_events += came;
    if (came > 0) {
        model->advice_stale = TRUE;
        if (before == 0)
            nx_model_advise(model); /* the first screen has its advice at once */
        ask_ledger(model);
    }
    if (!more && model->loading)
        finish_load(model);
    else if (!more && model->looking)
        finish_look(model, came > 0 || model->changed != model->progress.changed);
    nx_model_extend(model);
    nx_model_changed(model);
    if (more && (came > 0 || nx_load_is_reading(model->load)))
        wake(model); /* there may be more than was taken */
    return G_SOURCE_REMOVE;
}

static void look(gpointer user)
{
    NxModel *model = user;
    if (model->loading || model->looking || model->stopped)
        model->look_again = model->looking;
    else
        model->looking = nx_load_refresh(model->load, nx_model_now(model));
}

/* What cannot be watched is looked at now and then. */
static gboolean on_news(gpointer user)
{
    look(user);
    return G_SOURCE_CONTINUE;
}

void nx_model_refresh(NxModel *model)
{
    if (!model->load)
        return;
    model->look_asked = TRUE;
    look(model);
}

static void watch_mailboxes(NxModel *model)
{
    model->watch = nx_watch_new(look, model);
    for (guint i = 0; i < nx_catalog_n_mailboxes(model->catalog); i++)
        nx_watch_add(model->watch, nx_catalog_mailbox(model->catalog, i));
    nx_watch_poke(model->watch); /* what came while they were read */
    model->tick_source = g_timeout_add_seconds(NEWS_SECONDS, on_news, model);
}

void nx_model_load(NxModel *model)
{
    model->loading = TRUE;
    model->load = nx_load_follow(model->catalog, (const char *const *)model->paths, model->start->reader,
                                 model->start->judge, nx_model_now(model), 0, model->start->problems, wake, model);
    wake(model);
}

void nx_model_stop(NxModel *model)
{
    if (model->loading)
        nx_load_stop(model->load);
}
