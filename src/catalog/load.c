/* Loading: one thread finds the messages, workers read and judge ranges of them, the catalog's thread takes the
 * finished batches in, in the order of the scan. */
#include "catalog/again.h"
#include "catalog/batch.h"
#include "catalog/look.h"

enum {
    FIRST_BATCH = 8, /* messages: small at first, so that the first rows come at once */
    FULL_BATCH = 128,
    FULL_BATCH_BYTES = 1 << 20,
    AHEAD = 6, /* batches a worker that may be under way or lie finished: bounds the memory */
};

/* What the scanning thread has of its own, so that it may outlive the load while it hangs in opening a pipe that nobody
 * closes. */
typedef struct {
    gatomicrefcount refs;
    GMutex lock;
    GCond room;           /* signalled when a batch was taken, and on stop */
    gboolean stop;        /* under the lock */
    gboolean opening;     /* under the lock: the scanner is in nx_mailbox_open */
    guint under_way;      /* under the lock: batches made and not yet taken */
    guint limit;          /* of under_way */
    GAsyncQueue *tasks;   /* NxBatch * to read */
    GAsyncQueue *done;    /* NxBatch * read, in any order */
    char **paths;         /* to open, or NULL */
    GPtrArray *mailboxes; /* NxMailbox *: opened before, to be scanned on */
    NxMailbox *before;    /* opened last; NULL: none */
    gboolean follows;     /* what is opened */
    guint64 n_batches;
    guint n_workers;
    NxWake wake;
    gpointer user;
} Scan;

struct NxLoad {
    NxCatalog *catalog;
    const NxReader *reader;
    const NxJudge *judge;
    NxProblems *problems;
    NxTime now;
    NxWake wake;
    gpointer user;
    guint n_threads;
    Scan *scan;
    GThread *scanner;
    GPtrArray *workers;   /* GThread * */
    GPtrArray *early;     /* NxBatch *: finished before those in front of them */
    NxBatch *current;     /* being taken */
    guint64 next;         /* number of the batch to be taken next */
    GPtrArray *mailboxes; /* NxMailbox *, owned: all that this load opened */
    gboolean follows;
    NxFollowLook *look; /* going on; else NULL */
    GHashTable *agains; /* NxAgain * of a mailbox that gives rows again */
    GString *told;      /* lines for people */
    NxProgress progress;
};

static char STOP_WORKER; /* its address in the queue of tasks ends one worker */

static void scan_unref(Scan *scan)
{
    if (!g_atomic_ref_count_dec(&scan->refs))
        return;
    g_async_queue_unref(scan->tasks);
    g_async_queue_unref(scan->done);
    g_strfreev(scan->paths);
    nx_mailbox_unref(scan->before);
    if (scan->mailboxes)
        g_ptr_array_unref(scan->mailboxes);
    g_mutex_clear(&scan->lock);
    g_cond_clear(&scan->room);
    g_free(scan);
}

static gboolean scan_stopped(Scan *scan)
{
    g_mutex_lock(&scan->lock);
    gboolean stop = scan->stop;
    g_mutex_unlock(&scan->lock);
    return stop;
}

/* Waits for room, then hands the batch to the workers; FALSE (and the batch freed) when all was stopped. */
static gboolean scan_send(Scan *scan, NxBatch *batch)
{
    g_mutex_lock(&scan->lock);
    while (!scan->stop && scan->under_way >= scan->limit)
        g_cond_wait(&scan->room, &scan->lock);
    gboolean stop = scan->stop;
    scan->under_way += !stop;
    g_mutex_unlock(&scan->lock);
    if (stop)
        nx_batch_free(batch);
    else
        g_async_queue_push(scan->tasks, batch);
    return !stop;
}

static gboolean batch_is_full(const NxBatch *batch)
{
    guint most = MIN(FIRST_BATCH << MIN(batch->number, 10), FULL_BATCH);
    return batch->places->len >= most || batch->bytes >= FULL_BATCH_BYTES;
}

/* All messages that the mailbox still has to give; `from` and `width` say which part of the load it is. FALSE when
 * stopped. */
static gboolean scan_mailbox(Scan *scan, NxMailbox *mailbox, double from, double width)
{
    gboolean more = TRUE;
    while (more) {
        g_autoptr(GError) error = NULL;
        NxBatch *batch = nx_batch_new(scan->n_batches++, mailbox);
        batch->is_news = scan->mailboxes != NULL;
        NxPlace place;
        while (!batch_is_full(batch) && (more = nx_mailbox_next(mailbox, &place, batch->problems, &error))) {
            g_array_append_val(batch->places, place);
            batch->bytes += place.size;
        }
        batch->torn = error != NULL;
        if (error && !(batch->is_news && g_error_matches(error, NX_ERROR, NX_ERROR_CHANGED)))
            nx_problems_add(batch->problems, NULL, "%s", error->message);
        batch->share = from + width * (more ? nx_mailbox_progress(mailbox) : 1);
        if (!scan_send(scan, batch))
            return FALSE;
    }
    return TRUE;
}

static NxMailbox *scan_open(Scan *scan, const char *path, GError **error)
{
    g_mutex_lock(&scan->lock);
    scan->opening = TRUE;
    g_mutex_unlock(&scan->lock);
    NxMailbox *mailbox = nx_mailbox_open_behind(path, scan->before, error);
    if (mailbox && scan->follows)
        nx_mailbox_follow(mailbox);
    if (mailbox) {
        nx_mailbox_unref(scan->before);
        scan->before = nx_mailbox_ref(mailbox);
    }
    g_mutex_lock(&scan->lock);
    scan->opening = FALSE;
    g_mutex_unlock(&scan->lock);
    return mailbox;
}

static gboolean scan_path(Scan *scan, const char *path, double from, double width)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(NxMailbox) mailbox = scan_open(scan, path, &error);
    if (mailbox)
        return scan_mailbox(scan, mailbox, from, width);
    NxBatch *batch = nx_batch_new(scan->n_batches++, NULL);
    nx_problems_add(batch->problems, NULL, "%s", error->message);
    batch->share = from + width;
    return scan_send(scan, batch);
}

static void scan_all(Scan *scan)
{
    if (scan->mailboxes) {
        double width = 1.0 / MAX(scan->mailboxes->len, 1);
        for (guint i = 0; i < scan->mailboxes->len; i++)
            if (!scan_mailbox(scan, scan->mailboxes->pdata[i], i * width, width))
                return;
        return;
    }
    guint n = g_strv_length(scan->paths);
    for (guint i = 0; i < n; i++)
        if (!scan_path(scan, scan->paths[i], i * 1.0 / n, 1.0 / n))
            return;
}

static gpointer scanner(gpointer data)
{
    Scan *scan = data;
    scan_all(scan);
    NxBatch *last = nx_batch_new(scan->n_batches++, NULL);
    last->last = TRUE;
    last->share = 1;
    g_async_queue_push(scan->done, last);
    for (guint i = 0; i < scan->n_workers; i++)
        g_async_queue_push(scan->tasks, &STOP_WORKER);
    if (!scan_stopped(scan) && scan->wake)
        scan->wake(scan->user);
    scan_unref(scan);
    return NULL;
}

static gpointer worker(gpointer data)
{
    NxLoad *load = data;
    Scan *scan = load->scan;
    gpointer task;
    while ((task = g_async_queue_pop(scan->tasks)) != &STOP_WORKER) {
        NxBatch *batch = task;
        if (!scan_stopped(scan))
            nx_batch_read(batch, load->reader, load->judge, load->catalog->strings, load->now);
        g_async_queue_push(scan->done, batch);
        if (!scan_stopped(scan) && scan->wake)
            scan->wake(scan->user);
    }
    return NULL;
}

/* Sets the threads going; `paths` or `mailboxes` (both taken over) say what on. */
static void load_run(NxLoad *load, char **paths, GPtrArray *mailboxes)
{
    Scan *scan = g_new0(Scan, 1);
    g_atomic_ref_count_init(&scan->refs);
    g_atomic_ref_count_inc(&scan->refs);
    g_mutex_init(&scan->lock);
    g_cond_init(&scan->room);
    scan->tasks = g_async_queue_new();
    scan->done = g_async_queue_new_full((GDestroyNotify)nx_batch_free);
    scan->paths = paths;
    scan->follows = load->follows;
    scan->mailboxes = mailboxes;
    scan->n_workers = load->n_threads;
    scan->limit = load->n_threads * AHEAD;
    scan->wake = load->wake;
    scan->user = load->user;
    load->scan = scan;
    load->next = 0;
    load->progress.done = load->progress.stopped = FALSE;
    load->progress.share = 0;
    for (guint i = 0; i < load->n_threads; i++)
        g_ptr_array_add(load->workers, g_thread_new("nixie-read", worker, load));
    load->scanner = g_thread_new("nixie-scan", scanner, scan);
}

static NxLoad *load_new(NxCatalog *catalog, const NxReader *reader, const NxJudge *judge, NxTime now, guint threads,
                        NxProblems *problems, NxWake wake, gpointer user)
{
    NxLoad *load = g_new0(NxLoad, 1);
    load->catalog = catalog;
    load->reader = reader;
    load->judge = judge;
    load->problems = problems;
    load->now = now;
    load->wake = wake;
    load->user = user;
    load->n_threads = CLAMP(threads ? threads : g_get_num_processors(), 1, 64);
    load->workers = g_ptr_array_new();
    load->early = g_ptr_array_new_with_free_func((GDestroyNotify)nx_batch_free);
    load->mailboxes = g_ptr_array_new_with_free_func((GDestroyNotify)nx_mailbox_unref);
    load->agains = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)nx_again_free);
    load->told = g_string_new(NULL);
    load->progress.renewed_from = G_MAXUINT32;
    return load;
}

NxLoad *nx_load_start(NxCatalog *catalog, const char *const *paths, const NxReader *reader, const NxJudge *judge,
                      NxTime now, guint threads, NxProblems *problems, NxWake wake, gpointer user)
{
    NxLoad *load = load_new(catalog, reader, judge, now, threads, problems, wake, user);
    load_run(load, g_strdupv((char **)paths), NULL);
    return load;
}

NxLoad *nx_load_follow(NxCatalog *catalog, const char *const *paths, const NxReader *reader, const NxJudge *judge,
                       NxTime now, guint threads, NxProblems *problems, NxWake wake, gpointer user)
{
    NxLoad *load = load_new(catalog, reader, judge, now, threads, problems, wake, user);
    load->follows = TRUE;
    load_run(load, g_strdupv((char **)paths), NULL);
    return load;
}

/* The batch whose turn it is, if it lies among those that came early. */
static NxBatch *early_batch(NxLoad *load)
{
    for (guint i = 0; i < load->early->len; i++) {
        NxBatch *batch = load->early->pdata[i];
        if (batch->number == load->next)
            return g_ptr_array_steal_index_fast(load->early, i);
    }
    return NULL;
}

/* What batch says beside its rows: the mailbox it opened, complaints. */
static void begin_batch(NxLoad *load, NxBatch *batch)
{
    if (batch->mailbox) {
        guint known = nx_catalog_n_mailboxes(load->catalog);
        if (nx_catalog_add_mailbox(load->catalog, batch->mailbox) == known)
            g_ptr_array_add(load->mailboxes, nx_mailbox_ref(batch->mailbox));
    }
    NxAgain *again = batch->mailbox ? g_hash_table_lookup(load->agains, batch->mailbox) : NULL;
    if (again && batch->torn)
        nx_again_doubt(again);
    g_auto(GStrv) lines = nx_problems_take(batch->problems);
    for (guint i = 0; lines[i]; i++)
        nx_problems_add(load->problems, NULL, "%s", lines[i]);
}

static gboolean next_batch(NxLoad *load, gboolean wait)
{
    NxBatch *batch;
    while (!(batch = early_batch(load))) {
        NxBatch *came = wait ? g_async_queue_pop(load->scan->done) : g_async_queue_try_pop(load->scan->done);
        if (!came)
            return FALSE;
        g_ptr_array_add(load->early, came);
    }
    load->next++;
    load->current = batch;
    begin_batch(load, batch);
    return TRUE;
}

/* What became of the rows of mailboxes that gave some again. */
static void end_agains(NxLoad *load)
{
    GHashTableIter iter;
    gpointer again;
    g_hash_table_iter_init(&iter, load->agains);
    while (g_hash_table_iter_next(&iter, NULL, &again)) {
        nx_again_end(again);
        const NxAgainCounts *counts = nx_again_counts(again);
        load->progress.changed += counts->found + counts->lost;
        load->progress.renewed_from = MIN(load->progress.renewed_from, counts->renewed_from);
        g_autofree char *words = nx_again_words(again);
        if (words)
            g_string_append_printf(load->told, "%s%s", load->told->len ? "  " : "", words);
    }
    g_hash_table_remove_all(load->agains);
}

static void end_batch(NxLoad *load)
{
    Scan *scan = load->scan;
    load->progress.share = load->current->share;
    load->progress.done = load->current->last;
    if (load->current->last)
        end_agains(load);
    g_mutex_lock(&scan->lock);
    scan->under_way -= !load->current->last;
    g_cond_signal(&scan->room);
    g_mutex_unlock(&scan->lock);
    g_clear_pointer(&load->current, nx_batch_free);
}

/* How many drafts from the next one on are of one message. */
static guint drafts_of_message(const NxBatch *batch)
{
    guint n = 1;
    while (batch->taken + n < batch->drafts->len &&
           g_array_index(batch->drafts, NxNewEvent, batch->taken + n).event.ordinal == n)
        n++;
    return n;
}

/* The next message, if it is one of those there are; FALSE: it is new. */
static gboolean take_again(NxLoad *load, NxAgain *again)
{
    NxBatch *batch = load->current;
    const NxNewEvent *drafts = &g_array_index(batch->drafts, NxNewEvent, batch->taken);
    guint n = again && drafts->event.ordinal == 0 ? drafts_of_message(batch) : 0;
    if (n == 0 || !nx_again_take(again, drafts, n))
        return FALSE;
    batch->taken += n;
    return TRUE;
}

/* Takes at most `max` rows of the current batch. */
static guint take_rows(NxLoad *load, guint max)
{
    NxBatch *batch = load->current;
    guint n = 0;
    NxAgain *again = batch->mailbox ? g_hash_table_lookup(load->agains, batch->mailbox) : NULL;
    guint32 mailbox = batch->drafts->len ? nx_catalog_add_mailbox(load->catalog, batch->mailbox) : 0;
    for (; n < max && batch->taken < batch->drafts->len; n++) {
        if (take_again(load, again))
            continue;
        const NxNewEvent *draft = &g_array_index(batch->drafts, NxNewEvent, batch->taken++);
        nx_catalog_add_event(load->catalog, mailbox, draft);
        load->progress.messages += draft->event.ordinal == 0;
        load->progress.events++;
    }
    if (batch->taken == batch->drafts->len)
        end_batch(load);
    return n;
}

/* Reads what a look has found; FALSE: there is nothing. */
static gboolean read_news(NxLoad *load)
{
    g_autoptr(GPtrArray) news = g_ptr_array_new_with_free_func((GDestroyNotify)nx_mailbox_unref);
    g_autoptr(NxFollowLook) look = g_steal_pointer(&load->look);
    for (guint i = 0; i < look->found->len; i++) {
        const NxFollowFound *found = look->found->pdata[i];
        if (found->error)
            nx_problems_add(load->problems, NULL, "%s", found->error->message);
        guint32 number = nx_catalog_add_mailbox(load->catalog, found->mailbox);
        load->progress.changed += nx_again_lose_files(load->catalog, number, found->news.gone);
        NxAgain *again = nx_again_new(load->catalog, number, &found->news);
        if (again)
            g_hash_table_insert(load->agains, found->mailbox, again);
        g_ptr_array_add(news, nx_mailbox_ref(found->mailbox));
    }
    if (news->len > 0)
        load_run(load, NULL, g_steal_pointer(&news));
    else
        load->progress.done = TRUE;
    return !load->progress.done;
}

gboolean nx_load_take(NxLoad *load, guint max)
{
    guint left = max ? max : G_MAXUINT;
    if (load->look && (!nx_look_is_done(load->look) || !read_news(load)))
        return load->look != NULL;
    while (!load->progress.done && left > 0 && (load->current || next_batch(load, FALSE)))
        left -= take_rows(load, left);
    return !load->progress.done;
}

gboolean nx_load_wait(NxLoad *load)
{
    if (load->look)
        nx_look_wait(load->look);
    if (load->look && !read_news(load))
        return FALSE;
    if (!load->progress.done && !load->current)
        next_batch(load, TRUE);
    return nx_load_take(load, 0);
}

gboolean nx_load_is_reading(const NxLoad *load)
{
    return !load->progress.done && !load->look;
}

char *nx_load_take_words(NxLoad *load)
{
    if (load->told->len == 0)
        return NULL;
    char *words = g_string_free(load->told, FALSE);
    load->told = g_string_new(NULL);
    return words;
}

void nx_load_progress(const NxLoad *load, NxProgress *progress)
{
    *progress = load->progress;
}

/* Ends the threads; what they had not handed over is dropped. A scanner that hangs in a pipe is left to itself: it
 * touches nothing that is not its own when it comes back. */
static void load_end(NxLoad *load)
{
    Scan *scan = load->scan;
    g_clear_pointer(&load->look, nx_look_free);
    g_hash_table_remove_all(load->agains);
    if (!scan)
        return;
    g_mutex_lock(&scan->lock);
    scan->stop = TRUE;
    gboolean hangs = scan->opening;
    g_cond_signal(&scan->room);
    g_mutex_unlock(&scan->lock);
    if (hangs) {
        for (guint i = 0; i < load->n_threads; i++)
            g_async_queue_push(scan->tasks, &STOP_WORKER);
        g_thread_unref(load->scanner);
    } else {
        g_thread_join(load->scanner);
    }
    for (guint i = 0; i < load->workers->len; i++)
        g_thread_join(load->workers->pdata[i]);
    g_ptr_array_set_size(load->workers, 0);
    g_ptr_array_set_size(load->early, 0);
    g_clear_pointer(&load->current, nx_batch_free);
    g_clear_pointer(&load->scan, scan_unref);
}

void nx_load_stop(NxLoad *load)
{
    if (load->progress.done)
        return;
    load_end(load);
    load->progress.done = load->progress.stopped = TRUE;
}

gboolean nx_load_refresh(NxLoad *load, NxTime now)
{
    if (!load->progress.done)
        return FALSE;
    load->now = now;
    load_end(load);
    load->progress.done = FALSE;
    load->progress.renewed_from = G_MAXUINT32;
    load->look = nx_look_new(load->mailboxes, load->wake, load->user);
    return TRUE;
}

void nx_load_free(NxLoad *load)
{
    if (!load)
        return;
    load_end(load);
    g_ptr_array_unref(load->workers);
    g_ptr_array_unref(load->early);
    g_ptr_array_unref(load->mailboxes);
    g_hash_table_unref(load->agains);
    g_string_free(load->told, TRUE);
    g_free(load);
}
