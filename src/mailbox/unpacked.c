/* Members of a packed file, and the messages in each. */
#include "mailbox/unpacked.h"
#include "mailbox/content.h"
#include "mailbox/file.h"
#include "mailbox/mbox.h"
#include "mailbox/series.h"
#include "mailbox/span.h"
#include "mailbox/unpack.h"
#include <string.h>
#include <unistd.h>

typedef struct {
    char *name; /* NULL: of a file that is compressed only */
    goffset from, end;
} Member;

struct NxUnpacked {
    int fd; /* without a name */
    goffset packed, size;
    GArray *members; /* Member, one behind the other */
    GError *trouble; /* what ended the unpacking; NULL: nothing did */

    /* The scan's. */
    guint next;
    NxSeries *series; /* of the member before `next`; NULL: none is under way */
    struct stat st;
};

/* ---- Unpacking --------------------------------------------------------------------------------------------------- */

gboolean nx_unpacked_is(NxBytes head)
{
    static const struct {
        gsize at, len;
        const char *bytes;
    } MAGIC[] = {{0, 2, "\x1f\x8b"},
                 {0, 6,
                  "\xfd"
                  "7zXZ\0"},
                 {0, 4, "\x28\xb5\x2f\xfd"},
                 {0, 3, "BZh"},
                 {0, 4, "PK\x03\x04"},
                 {257, 5, "ustar"}};
    for (gsize i = 0; i < G_N_ELEMENTS(MAGIC); i++)
        if (head.len >= MAGIC[i].at + MAGIC[i].len && memcmp(head.at + MAGIC[i].at, MAGIC[i].bytes, MAGIC[i].len) == 0)
            return TRUE;
    return FALSE;
}

static Member *last_member(const NxUnpacked *self)
{
    return &g_array_index(self->members, Member, self->members->len - 1);
}

static gboolean too_much(NxUnpacked *self)
{
    g_set_error(&self->trouble, NX_ERROR, NX_ERROR_UNREADABLE, "%s",
                nx_tr("unpacks to more than is sound; the rest is left out"));
    return FALSE;
}

static gboolean begin_member(const char *name, gpointer user)
{
    NxUnpacked *self = user;
    Member member = {g_strdup(name), self->size, self->size};
    if (self->members->len == NX_UNPACKED_MEMBERS) {
        g_free(member.name);
        return too_much(self);
    }
    g_array_append_val(self->members, member);
    return TRUE;
}

static gboolean take_bytes(const char *at, gsize len, gpointer user)
{
    NxUnpacked *self = user;
    goffset size = self->size + (goffset)len;
    if (size > NX_UNPACKED_MAX || (size > NX_UNPACKED_FREE && size / NX_UNPACKED_RATIO > self->packed))
        return too_much(self);
    if (!nx_file_put(self->fd, at, len, &self->trouble))
        return FALSE;
    self->size = size;
    last_member(self)->end = size;
    return TRUE;
}

NxUnpacked *nx_unpacked_new(int fd, goffset size, GError **error)
{
    static const NxUnpackFuncs FUNCS = {begin_member, take_bytes};
    int copy = nx_file_unnamed(error);
    if (copy < 0)
        return NULL;
    NxUnpacked *self = g_new0(NxUnpacked, 1);
    self->fd = copy;
    self->packed = size;
    self->members = g_array_new(FALSE, FALSE, sizeof(Member));
    nx_unpack(fd, &FUNCS, self, &self->trouble);
    if (self->members->len && (self->size || !self->trouble) && fstat(self->fd, &self->st) == 0)
        return self;
    if (self->trouble)
        g_propagate_error(error, g_steal_pointer(&self->trouble));
    else
        g_set_error(error, NX_ERROR, NX_ERROR_EMPTY, "%s", nx_tr("is empty"));
    nx_unpacked_free(self);
    return NULL;
}

void nx_unpacked_free(NxUnpacked *self)
{
    if (!self)
        return;
    nx_series_free(self->series);
    for (guint i = 0; i < self->members->len; i++)
        g_free(g_array_index(self->members, Member, i).name);
    g_array_unref(self->members);
    g_clear_error(&self->trouble);
    close(self->fd);
    g_free(self);
}

/* ---- Scanning ---------------------------------------------------------------------------------------------------- */

static void complain(const NxMailbox *mailbox, const char *name, const Member *member, const char *reason,
                     NxProblems *problems)
{
    g_autofree char *file = name ? g_build_filename(mailbox->path, name, NULL) : g_strdup(mailbox->path);
    g_autofree char *where = member && member->name ? g_build_filename(file, member->name, NULL) : g_strdup(file);
    nx_problems_add(problems, where, "%s", reason);
}

/* Looks at the next member; TRUE if it is a message, which is then in `place`. */
static gboolean open_member(NxUnpacked *self, NxMailbox *mailbox, const char *name, NxPlace *place,
                            NxProblems *problems, GError **error)
{
    const Member *member = &g_array_index(self->members, Member, self->next++);
    char head[NX_SNIFF_BYTES];
    NxBytes bytes = {head, (gsize)MIN((goffset)sizeof head, member->end - member->from)};
    if (!nx_file_read(self->fd, member->from, head, bytes.len, error))
        return FALSE;
    NxSniff sniff = nx_sniff(bytes);
    const char *said = member->name ? member->name : name;
    NxSeriesSpec spec = {mailbox, said, self->fd, member->from + (goffset)nx_sniff_lead(bytes), member->end};
    self->series = nx_series_new(sniff, &spec);
    if (sniff == NX_SNIFF_MESSAGE) {
        *place = (NxPlace){.offset = member->from, .size = member->end - member->from};
        place->digest = nx_mbox_digest(head, MIN(bytes.len, NX_DIGEST_BYTES));
        return TRUE;
    }
    if (!self->series)
        complain(mailbox, name, member, sniff == NX_SNIFF_EMPTY ? nx_tr("is empty") : nx_tr(NX_NO_MESSAGE), problems);
    return FALSE;
}

gboolean nx_unpacked_next(NxUnpacked *self, NxMailbox *mailbox, const char *name, NxPlace *place, NxProblems *problems,
                          GError **error)
{
    GError *cause = NULL;
    gboolean found = FALSE;
    while (!found && !cause) {
        if (self->series)
            found = nx_series_next(self->series, place, problems, &cause);
        if (found || cause)
            break;
        g_clear_pointer(&self->series, nx_series_free);
        if (self->next == self->members->len)
            break;
        found = open_member(self, mailbox, name, place, problems, &cause);
    }
    if (cause)
        g_propagate_error(error, cause);
    else if (!found && self->trouble)
        complain(mailbox, name, NULL, self->trouble->message, problems);
    if (!found)
        g_clear_error(&self->trouble);
    if (found)
        nx_box_number(mailbox, place, name ? name : mailbox->base, &self->st);
    return found;
}

void nx_unpacked_progress(const NxUnpacked *self, goffset *done, goffset *all)
{
    const Member *member = self->next ? &g_array_index(self->members, Member, self->next - 1) : NULL;
    *done = self->series ? nx_series_at(self->series) : member ? member->end : 0;
    *all = self->size;
}

/* ---- Reading again ----------------------------------------------------------------------------------------------- */

char *nx_unpacked_read(const NxUnpacked *self, const NxPlace *place, gsize *len, GError **error)
{
    char *bytes = nx_span_read(self->fd, place, error);
    return bytes ? nx_span_behind(place, bytes, len) : NULL;
}

/* The member that holds the place: the last that begins at or before it and has a byte. */
static const Member *member_of(const NxUnpacked *self, const NxPlace *place)
{
    guint low = 0, high = self->members->len;
    while (high - low > 1) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(self->members, Member, middle).from <= place->offset)
            low = middle;
        else
            high = middle;
    }
    return &g_array_index(self->members, Member, low);
}

const char *nx_unpacked_member(const NxUnpacked *self, const NxPlace *place)
{
    return member_of(self, place)->name;
}

char *nx_unpacked_key(const NxUnpacked *self, const NxPlace *place)
{
    const Member *member = member_of(self, place);
    return g_strdup_printf("%s\x1f%" G_GOFFSET_FORMAT ":%016" G_GINT64_MODIFIER "x", member->name ? member->name : "",
                           place->offset - member->from, place->digest);
}
