/* Names sorted, listed again, and compared with what was known. */
#include "mailbox/names.h"
#include "mailbox/file.h"
#include <nixie/text.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* new/ before cur/: what is moved meanwhile is then seen twice, not never. */
static const char *const MAILDIR[] = {"new/", "cur/", NULL};
static const char *const FOLDER[] = {"", NULL};
#define PLACES_MAX 2

/* A folder whose time of change is this young could change again within the same tick of the file system's clock. */
#define TICK_US (2 * G_USEC_PER_SEC)

typedef struct {
    struct timespec changed;
    gboolean young;
    guint64 sum; /* of the hashes of all names: tells a change that the time does not */
} Place;

struct NxNames {
    int dir;
    gboolean maildir;
    const char *const *places;
    Place state[PLACES_MAX];
    int (*order)(const char *a, const char *b);
    gsize lead; /* bytes of "cur/" or "new/" */
    GStringChunk *text;
    GPtrArray *bases;    /* base names; in `text`, `lead` bytes stand in front of them */
    guint given;         /* how many of them nx_names_next gave */
    GHashTable *known;   /* only from the second listing on: to the number of the listing that had it last */
    guint listing;       /* counts them */
    GPtrArray *gone;     /* by the listing before: names as nx_names_next gives them */
    GHashTable *refused; /* of Refused, by base name: what was given and not taken in; NULL: nothing was */
};

typedef struct {
    const char *base; /* in `text`, as it was listed */
    guint64 stamp;
} Refused;

const char *nx_name_base(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash ? slash + 1 : name;
}

/* ":2,FS"; ';' and '!' stand for ':' where file systems forbid that. */
gsize nx_name_unique_len(const char *base)
{
    for (const char *at = base; (at = strpbrk(at, ":;!")); at++)
        if ((at[1] == '1' || at[1] == '2') && at[2] == ',')
            return (gsize)(at - base);
    return strlen(base);
}

/* Hash and equality of base names without their flags. */
static guint name_hash(gconstpointer name)
{
    const char *base = name;
    gsize len = nx_name_unique_len(base);
    guint hash = 5381;
    for (gsize i = 0; i < len; i++)
        hash = hash * 33 ^ (guchar)base[i];
    return hash;
}

static gboolean name_equal(gconstpointer a, gconstpointer b)
{
    gsize len = nx_name_unique_len(a);
    return len == nx_name_unique_len(b) && memcmp(a, b, len) == 0;
}

static int by_order(gconstpointer a, gconstpointer b, gpointer names)
{
    return ((const NxNames *)names)->order(*(const char *const *)a, *(const char *const *)b);
}

NxNames *nx_names_new(int dir, gboolean maildir)
{
    NxNames *names = g_new0(NxNames, 1);
    names->dir = dir;
    names->maildir = maildir;
    names->order = strcmp;
    names->listing = 1;
    names->places = maildir ? MAILDIR : FOLDER;
    names->lead = strlen(names->places[0]);
    names->text = g_string_chunk_new(64 * 1024);
    names->bases = g_ptr_array_new();
    names->gone = g_ptr_array_new();
    return names;
}

void nx_names_free(NxNames *names)
{
    if (!names)
        return;
    g_string_chunk_free(names->text);
    g_ptr_array_unref(names->bases);
    g_ptr_array_unref(names->gone);
    g_clear_pointer(&names->known, g_hash_table_unref);
    g_clear_pointer(&names->refused, g_hash_table_unref);
    g_free(names);
}

void nx_names_set_order(NxNames *names, int (*order)(const char *a, const char *b))
{
    names->order = order;
}

guint nx_names_count(const NxNames *names)
{
    return names->bases->len;
}

guint nx_names_given(const NxNames *names)
{
    return names->given;
}

/* ---- What was not taken in --------------------------------------------------------------------------------------- */

#define REFUSED_ASKED 1000 /* of what was refused, so much is looked at again whenever news are asked for */

static guint64 stamp_now(const NxNames *names, const char *base)
{
    struct stat st;
    return fstatat(names->dir, base - names->lead, &st, 0) == 0 ? nx_file_stamp(&st) : 0;
}

/* Takes the one that was given last out of those that are known. */
static const char *forget_last(NxNames *names)
{
    const char *base = names->bases->pdata[names->given - 1];
    names->bases->pdata[names->given - 1] = NULL;
    if (names->known)
        g_hash_table_remove(names->known, base);
    return base;
}

void nx_names_refuse(NxNames *names, guint64 stamp)
{
    const char *base = forget_last(names);
    if (!names->refused)
        names->refused = g_hash_table_new_full(name_hash, name_equal, NULL, g_free);
    Refused *refused = g_new(Refused, 1);
    *refused = (Refused){base, stamp};
    g_hash_table_replace(names->refused, (gpointer)base, refused);
}

static gboolean is_still_refused(const NxNames *names, const char *base)
{
    const Refused *refused = names->refused ? g_hash_table_lookup(names->refused, base) : NULL;
    return refused && refused->stamp == stamp_now(names, base);
}

const char *nx_names_next(NxNames *names)
{
    while (names->given < names->bases->len) {
        const char *base = g_ptr_array_index(names->bases, names->given++);
        if (is_still_refused(names, base)) {
            forget_last(names);
            continue;
        }
        if (names->refused)
            g_hash_table_remove(names->refused, base);
        return base - names->lead;
    }
    return NULL;
}

/* What was refused as empty may hold something by now, which the time of its folder does not tell. */
static gboolean refused_changed(const NxNames *names)
{
    GHashTableIter iter;
    gpointer value;
    if (!names->refused)
        return FALSE;
    g_hash_table_iter_init(&iter, names->refused);
    for (guint i = 0; i < REFUSED_ASKED && g_hash_table_iter_next(&iter, NULL, &value); i++) {
        const Refused *refused = value;
        if (refused->stamp != 0 && refused->stamp != stamp_now(names, refused->base))
            return TRUE;
    }
    return FALSE;
}

/* ---- Listing ----------------------------------------------------------------------------------------------------- */

/* Called for every file of a folder. */
typedef void (*Visit)(const char *place, const char *base, gpointer data);

/* Goes over the files of one place; 0 or an errno. A Maildir without new/ or cur/ is one that lost an empty folder. */
static int visit_place(const NxNames *names, const char *place, Place *state, Visit visit, gpointer data)
{
    int fd = openat(names->dir, *place ? place : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct stat st;
    state->sum = 0;
    if (fd < 0)
        return errno == ENOENT && names->maildir ? 0 : errno;
    DIR *dir = fdopendir(fd);
    if (!dir || fstat(fd, &st) != 0) {
        int code = errno;
        if (dir)
            closedir(dir);
        else
            close(fd);
        return code;
    }
    state->changed = st.st_mtim;
    state->young =
        g_get_real_time() - ((gint64)st.st_mtim.tv_sec * G_USEC_PER_SEC + st.st_mtim.tv_nsec / 1000) < TICK_US;
    struct dirent *entry;
    while ((void)(errno = 0), (entry = readdir(dir))) {
        if (entry->d_name[0] == '.' || entry->d_type == DT_DIR)
            continue;
        state->sum += g_str_hash(entry->d_name) | 1;
        if (visit)
            visit(place, entry->d_name, data);
    }
    int code = errno;
    closedir(dir);
    return code;
}

typedef struct {
    NxNames *names;
    GHashTable *in_new; /* base names found in new/ now, to their index */
} Listing;

/* TRUE: it is known. */
static gboolean see_again(NxNames *names, const char *base)
{
    gpointer kept, last;
    if (!g_hash_table_lookup_extended(names->known, base, &kept, &last))
        return FALSE;
    if (GPOINTER_TO_UINT(last) != names->listing)
        g_hash_table_insert(names->known, kept, GUINT_TO_POINTER(names->listing));
    return TRUE;
}

static void add_name(const char *place, const char *base, gpointer data)
{
    Listing *listing = data;
    NxNames *names = listing->names;
    if (names->known && see_again(names, base))
        return;
    gpointer twin;
    if (g_hash_table_size(listing->in_new) && g_hash_table_lookup_extended(listing->in_new, base, NULL, &twin))
        names->bases->pdata[GPOINTER_TO_UINT(twin)] = NULL; /* was moved to cur/ meanwhile */
    char name[8 + NAME_MAX + 1];
    g_snprintf(name, sizeof name, "%s%s", place, base);
    const Refused *refused = names->refused ? g_hash_table_lookup(names->refused, base) : NULL;
    const char *listed = refused ? refused->base - names->lead : NULL; /* not kept twice */
    char *kept =
        (listed && g_str_equal(listed, name) ? (char *)listed : g_string_chunk_insert(names->text, name)) + names->lead;
    if (*place == 'n')
        g_hash_table_insert(listing->in_new, kept, GUINT_TO_POINTER(names->bases->len));
    g_ptr_array_add(names->bases, kept);
}

static void know_all(NxNames *names)
{
    names->known = g_hash_table_new(name_hash, name_equal);
    for (guint i = 0; i < names->bases->len; i++)
        if (names->bases->pdata[i])
            g_hash_table_insert(names->known, names->bases->pdata[i], GUINT_TO_POINTER(names->listing));
}

/* Drops the twins and sorts what was listed now. */
static void settle(NxNames *names, guint first)
{
    GPtrArray *all = names->bases;
    guint len = first;
    for (guint i = first; i < all->len; i++)
        if (all->pdata[i])
            all->pdata[len++] = all->pdata[i];
    g_ptr_array_set_size(all, (gint)len);
    if (len > first)
        g_qsort_with_data(all->pdata + first, (gint)(len - first), sizeof *all->pdata, by_order, names);
    for (guint i = first; names->known && i < len; i++)
        g_hash_table_insert(names->known, all->pdata[i], GUINT_TO_POINTER(names->listing));
}

gboolean nx_names_list(NxNames *names, GError **error)
{
    guint first = names->bases->len;
    if (first && !names->known)
        know_all(names);
    Listing listing = {names, g_hash_table_new(name_hash, name_equal)};
    int code = 0;
    for (gsize i = 0; names->places[i] && !code; i++)
        code = visit_place(names, names->places[i], &names->state[i], add_name, &listing);
    g_hash_table_unref(listing.in_new);
    settle(names, first);
    if (code)
        nx_file_error(error, code);
    return !code;
}

/* Names that were known before this listing and are not in it; where `takes`, they are gone, and new when they come
 * back. */
static guint missed(NxNames *names, gboolean takes)
{
    GHashTableIter iter;
    gpointer base, last;
    guint n = 0;
    g_hash_table_iter_init(&iter, names->known);
    while (g_hash_table_iter_next(&iter, &base, &last)) {
        if (GPOINTER_TO_UINT(last) == names->listing)
            continue;
        n++;
        if (!takes)
            continue;
        g_ptr_array_add(names->gone, (char *)base - names->lead);
        g_hash_table_iter_remove(&iter);
    }
    return n;
}

/* Of a file that gets another name while its folder is listed nobody promises that it is seen: what is missed is looked
 * for once more. */
gboolean nx_names_list_again(NxNames *names, NxNews *news, GError **error)
{
    g_ptr_array_set_size(names->gone, 0);
    if (!names->known)
        know_all(names);
    names->listing++;
    if (!nx_names_list(names, error) || (missed(names, FALSE) > 0 && !nx_names_list(names, error)))
        return FALSE;
    missed(names, TRUE);
    news->gone = names->gone->len ? names->gone : NULL;
    return TRUE;
}

gboolean nx_names_list_some(NxNames *names, GError **error)
{
    if (!nx_names_list(names, error))
        return FALSE;
    if (!names->bases->len)
        g_set_error(error, NX_ERROR, NX_ERROR_EMPTY, "%s", nx_tr("holds no messages"));
    return names->bases->len > 0;
}

/* Stats one place; one that is not there has no time. */
static gboolean place_changed(const NxNames *names, gsize i)
{
    const struct timespec *old = &names->state[i].changed;
    struct stat st;
    if (fstatat(names->dir, *names->places[i] ? names->places[i] : ".", &st, 0) != 0)
        st.st_mtim = (struct timespec){0};
    return st.st_mtim.tv_sec != old->tv_sec || st.st_mtim.tv_nsec != old->tv_nsec;
}

gboolean nx_names_changed(const NxNames *names)
{
    for (gsize i = 0; names->places[i]; i++)
        if (place_changed(names, i))
            return TRUE;
    return FALSE;
}

gboolean nx_names_have_news(NxNames *names)
{
    if (nx_names_changed(names) || refused_changed(names))
        return TRUE;
    for (gsize i = 0; names->places[i]; i++) {
        Place now = {0};
        if (!names->state[i].young)
            continue;
        if (visit_place(names, names->places[i], &now, NULL, NULL) || now.sum != names->state[i].sum)
            return TRUE;
        names->state[i].young = now.young;
    }
    return FALSE;
}

const char *nx_names_find(NxNames *names, const char *name)
{
    if (!names->known)
        know_all(names);
    gpointer base;
    gboolean known = g_hash_table_lookup_extended(names->known, nx_name_base(name), &base, NULL);
    return known ? (char *)base - names->lead : NULL;
}
