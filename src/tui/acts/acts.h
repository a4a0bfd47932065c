/* What the actions do, one function each; the table in action_table.c says when. */
#pragma once
#include "tui/inspector.h"
#include "tui/views/views.h"

/* move.c */
void nx_do_down(NxInspector *in, const char *argument);
void nx_do_up(NxInspector *in, const char *argument);
void nx_do_half_down(NxInspector *in, const char *argument);
void nx_do_half_up(NxInspector *in, const char *argument);
void nx_do_page_down(NxInspector *in, const char *argument);
void nx_do_page_up(NxInspector *in, const char *argument);
void nx_do_first(NxInspector *in, const char *argument);
void nx_do_last(NxInspector *in, const char *argument);
void nx_do_open(NxInspector *in, const char *argument);
void nx_do_back(NxInspector *in, const char *argument);
void nx_do_close(NxInspector *in, const char *argument);
void nx_do_other_pane(NxInspector *in, const char *argument);
void nx_do_next_event(NxInspector *in, const char *argument);
void nx_do_previous_event(NxInspector *in, const char *argument);
void nx_do_goto_line(NxInspector *in, const char *argument);

/* search.c */
void nx_do_search(NxInspector *in, const char *argument);
void nx_do_search_next(NxInspector *in, const char *argument);
void nx_do_search_previous(NxInspector *in, const char *argument);

/* limit.c */
void nx_do_limit(NxInspector *in, const char *argument);
void nx_do_limit_switch(NxInspector *in, const char *argument);
void nx_do_save_limit(NxInspector *in, const char *argument);
void nx_do_sort(NxInspector *in, const char *argument);
void nx_do_reverse(NxInspector *in, const char *argument);
void nx_do_group(NxInspector *in, const char *argument);
void nx_do_timeline(NxInspector *in, const char *argument);
char **nx_complete_span(NxInspector *in, const char *text);
void nx_do_group_domain(NxInspector *in, const char *argument);
void nx_do_group_status(NxInspector *in, const char *argument);
void nx_do_group_reason(NxInspector *in, const char *argument);
void nx_do_group_class(NxInspector *in, const char *argument);
void nx_do_group_provider(NxInspector *in, const char *argument);
void nx_do_group_mta(NxInspector *in, const char *argument);
void nx_do_group_mailer(NxInspector *in, const char *argument);
void nx_do_group_day(NxInspector *in, const char *argument);
void nx_do_group_stream(NxInspector *in, const char *argument);
void nx_do_group_advice(NxInspector *in, const char *argument);
void nx_do_group_left(NxInspector *in, const char *argument);

/* tag.c */
void nx_do_tag(NxInspector *in, const char *argument);
void nx_do_retag(NxInspector *in, const char *argument);
void nx_do_untag_all(NxInspector *in, const char *argument);
void nx_do_tag_limit(NxInspector *in, const char *argument);
void nx_do_untag_limit(NxInspector *in, const char *argument);
void nx_do_range(NxInspector *in, const char *argument);

/* decide.c */
void nx_do_suppress(NxInspector *in, const char *argument);
void nx_do_retry(NxInspector *in, const char *argument);
void nx_do_hold(NxInspector *in, const char *argument);
void nx_do_ignore(NxInspector *in, const char *argument);
void nx_do_forget(NxInspector *in, const char *argument);
void nx_do_accept(NxInspector *in, const char *argument);
void nx_do_accept_shown(NxInspector *in, const char *argument);

/* decide_records.c: about the records of the ledger's view; NX_DECISION_NONE releases. */
void nx_decide_in_ledger(NxInspector *in, NxDecision decision);

/* undo.c */
void nx_do_undo(NxInspector *in, const char *argument);
void nx_do_redo(NxInspector *in, const char *argument);
void nx_do_repeat(NxInspector *in, const char *argument);
void nx_do_note(NxInspector *in, const char *argument);
void nx_do_release(NxInspector *in, const char *argument);

/* allow.c */
void nx_do_guards(NxInspector *in, const char *argument);
void nx_do_allow(NxInspector *in, const char *argument);

/* check.c */
void nx_do_check(NxInspector *in, const char *argument);

/* show.c */
void nx_do_overview(NxInspector *in, const char *argument);
void nx_do_ledger(NxInspector *in, const char *argument);
void nx_do_old_suppressions(NxInspector *in, const char *argument);
void nx_do_review(NxInspector *in, const char *argument);
void nx_do_article(NxInspector *in, const char *argument);
void nx_do_look_up(NxInspector *in, const char *argument);
void nx_do_article_language(NxInspector *in, const char *argument);
void nx_do_next_link(NxInspector *in, const char *argument);
void nx_do_previous_link(NxInspector *in, const char *argument);
void nx_do_link_back(NxInspector *in, const char *argument);
void nx_do_headers(NxInspector *in, const char *argument);
void nx_do_status_part(NxInspector *in, const char *argument);
void nx_do_raw(NxInspector *in, const char *argument);
void nx_do_help(NxInspector *in, const char *argument);
void nx_do_problems(NxInspector *in, const char *argument);

/* export.c */
void nx_do_export(NxInspector *in, const char *argument);

/* messages.c */
void nx_do_save_messages(NxInspector *in, const char *argument);
void nx_do_draft(NxInspector *in, const char *argument);
void nx_export_table(NxInspector *in); /* of the groups shown: asks for the file */

/* pipe.c */
void nx_do_pipe(NxInspector *in, const char *argument);
void nx_do_own(NxInspector *in, const char *argument);
void nx_do_copy(NxInspector *in, const char *argument);

/* program.c */
void nx_do_command(NxInspector *in, const char *argument);
void nx_do_redraw(NxInspector *in, const char *argument);
void nx_do_suspend(NxInspector *in, const char *argument);
void nx_do_stop(NxInspector *in, const char *argument);
void nx_do_refresh(NxInspector *in, const char *argument);
void nx_do_quit(NxInspector *in, const char *argument);

/* What may stand behind an action. */
char **nx_complete_query(NxInspector *in, const char *text);
char **nx_complete_sort(NxInspector *in, const char *text);
char **nx_complete_by(NxInspector *in, const char *text);
char **nx_complete_code(NxInspector *in, const char *text);
char **nx_complete_source(NxInspector *in, const char *text);

/* "@NAME" stands for a saved limit. NULL after saying that there is none. Caller frees. */
char *nx_limit_expand(NxInspector *in, const char *text);

/* scope_now.c */
/* What an act hits now: the range; in the list the tagged; else what one stands on. Takes `scope` over. */
typedef void (*NxScopeUse)(NxInspector *in, NxScope *scope, gpointer data);
/* Uses it, after asking where something is tagged and one stands on something else; or says that it is nothing. `verb`
 * begins the question, translated. */
void nx_scope_with(NxInspector *in, const char *verb, NxScopeUse use, gpointer data, GDestroyNotify free_data);
/* All that is listed. Caller frees. */
NxScope *nx_scope_shown(NxInspector *in);
/* The event numbers of the range. Caller unrefs. */
GArray *nx_range_rows(const NxInspector *in);
