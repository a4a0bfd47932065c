/* The views, and what each can do beyond the operations all have. */
#pragma once
#include "tui/view.h"
#include "tui/views/groups_row.h"

NxView *nx_index_new(NxInspector *in);
NxView *nx_detail_new(NxInspector *in);
void nx_detail_forget(NxView *view);                                   /* what it shows must be made anew */
NxView *nx_groups_new(NxInspector *in, NxBy by, const char *selected); /* `selected` may be NULL */
/* The same in the order of time, as a chart, where nothing came too; `by` is a time. */
NxView *nx_timeline_new(NxInspector *in, NxBy by, const char *selected);
void nx_groups_chart(NxView *view, NxBy by);
gboolean nx_groups_is_charted(const NxView *view);
void nx_groups_regroup(NxView *view, NxBy by);
void nx_groups_order(NxView *view, NxGroupSort sort, gboolean reverse);
void nx_groups_turn(NxView *view); /* the order round */
const NxGroup *nx_groups_at(const NxView *view, guint line);
const NxGroup *nx_groups_selected(const NxView *view); /* NULL: there is none */
NxBy nx_groups_by(const NxView *view);
/* To the next group that has something undecided, if there is one. */
void nx_groups_go_on(NxView *view);
guint nx_groups_tag(NxView *view); /* tags or untags the group selected; how many addresses */
NxView *nx_ledger_view_new(NxInspector *in);
/* Only who has been suppressed for `age` seconds and longer: by reason, oldest first, with what was heard since. */
NxView *nx_ledger_view_new_old(NxInspector *in, NxTime age);
/* Limit, tags and records of the ledger's view. */
gboolean nx_ledger_view_limit(NxView *view, const char *text, GError **error);
/* How many of the ledger's records `query` lets through, *of how many. */
guint nx_ledger_view_count(const NxView *view, const NxQuery *query, guint *of);
const char *nx_ledger_view_query(const NxView *view);
void nx_ledger_view_tag(NxView *view);
void nx_ledger_view_untag(NxView *view);      /* all */
gboolean nx_ledger_view_switch(NxView *view); /* the limit off and on; FALSE: there is none */
void nx_ledger_view_reload(NxView *view);
typedef enum {
    NX_LEDGER_MEANT, /* what an act hits: the tagged, else the selected one */
    NX_LEDGER_TAGGED,
    NX_LEDGER_SHOWN,
} NxLedgerPart;
/* Elements NxRecord *, owned by *owner, which the caller unrefs with the array: the view may have newer ones by then.
 * *owner is NULL where there are none. */
GPtrArray *nx_ledger_view_records(NxView *view, NxLedgerPart part, GPtrArray **owner);
guint nx_ledger_view_n_tagged(const NxView *view);
/* The cause that holds the record selected, else the one that holds most; *held gets how many. NULL: nothing is held.
 * Caller frees. */
char *nx_ledger_view_cause(const NxView *view, guint *held);
NxView *nx_guards_view_new(NxInspector *in);
NxView *nx_overview_view_new(NxInspector *in);
NxView *nx_review_new(NxInspector *in);
NxView *nx_article_view_new(NxInspector *in, const char *name);
/* Articles to choose from, below a heading; takes `names` over. */
NxView *nx_article_view_new_list(NxInspector *in, const char *heading, char **names);
/* The verdict on a pasted line, how it came to be, and the article it leads to. */
NxView *nx_article_view_new_event(NxInspector *in, guint32 event); /* what decided it, and where to read on */
NxView *nx_article_view_new_line(NxInspector *in, const char *line);
gboolean nx_article_view_back(NxView *view); /* FALSE at the first */
void nx_article_view_step_link(NxView *view, gboolean backward);
void nx_article_view_renew(NxView *view); /* in another language */
NxView *nx_help_new(NxInspector *in, const NxViewOps *about);
/* Text that is only read; `text` may hold newlines. A message's own, and any other. */
NxView *nx_raw_view_new(NxInspector *in, const char *title, const char *text);
NxView *nx_text_view_new(NxInspector *in, const char *title, const char *text);
