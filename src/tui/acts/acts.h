/* What the actions do, one function each; the table in actions.c says when. */
#pragma once
#include "tui/acts/actions.h"
#include "tui/inspector.h"

#define NX_DO(name) void nx_do_##name(NxInspector *in, const char *argument)

/* do_move.c */
NX_DO(down);
NX_DO(up);
NX_DO(half_down);
NX_DO(half_up);
NX_DO(page_down);
NX_DO(page_up);
NX_DO(first);
NX_DO(last);
NX_DO(open);
NX_DO(back);
NX_DO(other_pane);
NX_DO(next_event);
NX_DO(previous_event);
NX_DO(goto_line);

/* search.c */
NX_DO(search);
NX_DO(search_next);
NX_DO(search_previous);

/* do_list.c */
NX_DO(limit);
NX_DO(limit_switch);
NX_DO(save_limit);
NX_DO(sort);
NX_DO(reverse);
NX_DO(tag);
NX_DO(untag_all);
NX_DO(tag_limit);
NX_DO(untag_limit);
NX_DO(range);
NX_DO(group);
NX_DO(group_domain);
NX_DO(group_status);
NX_DO(group_reason);
NX_DO(group_class);
NX_DO(group_provider);
NX_DO(group_mta);
NX_DO(group_mailer);
NX_DO(group_day);
NX_DO(group_stream);

/* do_decide.c */
NX_DO(suppress);
NX_DO(retry);
NX_DO(hold);
NX_DO(ignore);
NX_DO(forget);
NX_DO(accept);
NX_DO(undo);
NX_DO(redo);
NX_DO(repeat);
NX_DO(note);
NX_DO(release);

/* do_show.c */
NX_DO(ledger);
NX_DO(review);
NX_DO(article);
NX_DO(look_up);
NX_DO(article_language);
NX_DO(next_link);
NX_DO(previous_link);
NX_DO(link_back);
NX_DO(headers);
NX_DO(status_part);
NX_DO(raw);
NX_DO(help);
NX_DO(problems);

/* do_export.c */
NX_DO(export);
NX_DO(pipe);
NX_DO(copy);

/* do_program.c */
NX_DO(command);
NX_DO(redraw);
NX_DO(suspend);
NX_DO(stop);
NX_DO(refresh);
NX_DO(quit);

/* Completions. */
char **nx_complete_query(NxInspector *in, const char *text);
char **nx_complete_sort(NxInspector *in, const char *text);
char **nx_complete_by(NxInspector *in, const char *text);
char **nx_complete_code(NxInspector *in, const char *text);
char **nx_complete_file(NxInspector *in, const char *text);
/* Those of `words` (ending with NULL) that begin with `text`. */
char **nx_complete_words(const char *const *words, const char *text);

/* What an act would hit now: the range, the tagged, the view's own (a group), else the selection. NULL after saying
 * that it is nothing. Caller frees. */
NxScope *nx_scope_now(NxInspector *in);
