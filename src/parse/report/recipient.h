/* From drafts to recipients: which address it is, its other names, its kind. */
#pragma once
#include "parse/notice/notice.h"
#include "parse/report/builder.h"
#include "parse/report/provider.h"

G_BEGIN_DECLS

typedef struct {
    const NxProviders *providers;
    const NxNotice *notice; /* NULL for a pasted line */
    const char *verp;       /* the recipient that the address of the notice names, or NULL */
    const char *mailer;
    guint n_drafts;
    gboolean alone; /* what the text says, it says of every recipient */
} NxRecipientSetting;

/* Is none of them named in the text that people read? */
gboolean nx_recipients_are_unnamed(const NxReportBuilder *builder, const NxNotice *notice);
/* Do its fields tell what became of it? Where they do not, the words of the notice have to. */
gboolean nx_draft_tells_kind(const NxDraft *draft);
/* Fills `recipient` from the draft; strings go to the builder's store, *aliases (caller frees) holds the list of them.
 * FALSE if it is nobody's but the operator's own address. */
gboolean nx_recipient_fill(NxRecipient *recipient, NxDraft *draft, const NxRecipientSetting *setting,
                           const char ***aliases);

G_END_DECLS
