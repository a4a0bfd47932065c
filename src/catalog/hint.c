/* The one sentence over the groups: the pattern an operator should act on first. */
#include "catalog/group.h"
#include <nixie/text.h>

enum {
    ENOUGH = 10,   /* events; fewer are no pattern */
    LOOKED_AT = 20 /* groups, from the largest */
};

typedef struct {
    NxClass klass;
    NxReason reason; /* NX_N_REASONS: any of the class */
    guint percent;   /* of the group's events at least */
    const char *one; /* %u events, %u of, %s group, %s status or reason */
} Pattern;

/* Tried in this order on each group: the costly mistake first, suppressing people who could be reached. */
static const Pattern PATTERNS[] = {
    {NX_CLASS_BLOCK, NX_N_REASONS, 60,
     N_("%u of %u at %s are blocks (%s): hold them and fix the sender; do not suppress the recipients.")},
    {NX_N_CLASSES, NX_REASON_HOSTUNKNOWN, 60,
     N_("%u of %u at %s say that the host is unknown (%s): look whether the domain is gone or your resolver is broken "
        "before you suppress.")},
    {NX_CLASS_COMPLAINT, NX_N_REASONS, 30,
     N_("%u of %u at %s are complaints (%s): suppress them, and look at what was sent to whom.")},
    {NX_N_CLASSES, NX_REASON_MAILBOXFULL, 60,
     N_("%u of %u at %s have a full mailbox (%s): try them again later; do not suppress them now.")},
    {NX_N_CLASSES, NX_REASON_SPEEDING, 40,
     N_("%u of %u at %s say that you send too fast (%s): slow down for this destination and try again.")},
    {NX_N_CLASSES, NX_REASON_NETWORKERROR, 60,
     N_("%u of %u at %s could not be reached (%s): the network or their host is at fault; try again later.")},
    {NX_CLASS_HARD, NX_REASON_USERUNKNOWN, 90,
     N_("%u of %u at %s are unknown users (%s): an old list, or a provider answering wrongly; look at a few before you "
        "suppress them all.")},
};

static guint matching(const NxGroup *group, const Pattern *pattern)
{
    if (pattern->reason != NX_N_REASONS)
        return group->reasons[pattern->reason];
    return group->classes[pattern->klass];
}

static const char *commonest_reason(const NxGroup *group)
{
    guint best = 0;
    for (guint i = 1; i < NX_N_REASONS; i++)
        if (group->reasons[i] > group->reasons[best])
            best = i;
    return nx_tr(nx_reason_label((NxReason)best));
}

static char *hint_for(const NxRichGroup *rich, const Pattern *pattern)
{
    const NxGroup *group = &rich->group;
    guint n = matching(group, pattern);
    if (group->events < ENOUGH || n * 100 < group->events * pattern->percent)
        return NULL;
    char status[NX_STATUS_TEXT_SIZE];
    g_autofree char *name = nx_safe_screen(group->name, -1, NX_SAFE_NONE, 80);
    gboolean coded = rich->status.klass && (pattern->klass == NX_N_CLASSES || pattern->klass == rich->klass);
    return g_strdup_printf(nx_tr(pattern->one), n, group->events, name,
                           coded ? nx_status_text(rich->status, status) : commonest_reason(group));
}

char *nx_groups_hint(const GPtrArray *groups, NxBy by)
{
    gboolean telling = by == NX_BY_DOMAIN || by == NX_BY_PROVIDER || by == NX_BY_MTA || by == NX_BY_STREAM;
    for (guint i = 0; telling && i < MIN(groups->len, LOOKED_AT); i++) {
        const NxRichGroup *group = groups->pdata[i];
        if (g_str_equal(group->group.name, "-"))
            continue;
        for (guint p = 0; p < G_N_ELEMENTS(PATTERNS); p++) {
            char *hint = hint_for(group, &PATTERNS[p]);
            if (hint)
                return hint;
        }
    }
    return NULL;
}
