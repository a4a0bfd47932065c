/* The table, and the piece of the manual page that is made from it. */
#include "tui/acts/action_table.h"
#include "tui/acts/acts.h"

#define LISTS (NX_IN_INDEX | NX_IN_GROUPS | NX_IN_LEDGER | NX_IN_REVIEW)
#define EVENTS (NX_IN_INDEX | NX_IN_DETAIL | NX_IN_RAW)
#define DECIDABLE (NX_IN_INDEX | NX_IN_DETAIL | NX_IN_GROUPS | NX_IN_LEDGER)
#define TYPED_NOT (NX_IN_ALL & ~NX_IN_HELP) /* in the help, letters filter */
#define GROUPED (NX_IN_INDEX | NX_IN_DETAIL | NX_IN_GROUPS)

static const NxUiAction ACTIONS[] = {
    /* moving */
    {"down", "j;Down", NX_IN_ALL, NULL, N_("next line"), NULL, nx_do_down, NULL},
    {"up", "k;Up", NX_IN_ALL, NULL, N_("previous line"), NULL, nx_do_up, NULL},
    {"half-down", "^D", NX_IN_ALL, NULL, N_("half a page down"), NULL, nx_do_half_down, NULL},
    {"half-up", "^U", NX_IN_ALL, NULL, N_("half a page up"), NULL, nx_do_half_up, NULL},
    {"page-down", "Space;PgDn", NX_IN_ALL, NULL, N_("next page"), NULL, nx_do_page_down, NULL},
    {"page-up", "PgUp", NX_IN_ALL, NULL, N_("previous page"), NULL, nx_do_page_up, NULL},
    {"first", "gg;Home", NX_IN_ALL, NULL, N_("first line"), NULL, nx_do_first, NULL},
    {"last", "G;End", NX_IN_ALL, NULL, N_("last line"), NULL, nx_do_last, NULL},
    {"goto", "", NX_IN_ALL, NULL, N_("go to a line by its number"), N_("NUMBER"), nx_do_goto_line, NULL},
    {"open", "Enter;Right", NX_IN_ALL, N_("open"), N_("open what is selected: detail, group, act, link"), NULL,
     nx_do_open, NULL},
    {"back", "Esc;Left", NX_IN_ALL, NULL, N_("back one level, never out of the program"), NULL, nx_do_back, NULL},
    {"close", "q", NX_IN_ALL, N_("back"), N_("back one level, at last out of the program"), NULL, nx_do_close, NULL},
    {"other-pane", "Tab", NX_IN_INDEX | NX_IN_DETAIL, NULL, N_("to the other pane"), NULL, nx_do_other_pane, NULL},
    {"next-event", "J", EVENTS, N_("next"), N_("next event, from within the detail too"), NULL, nx_do_next_event, NULL},
    {"previous-event", "K", EVENTS, NULL, N_("previous event"), NULL, nx_do_previous_event, NULL},

    /* finding */
    {"search", "/", TYPED_NOT, N_("search"), N_("search as you type; says how often it is there"), N_("TEXT"),
     nx_do_search, NULL},
    {"search-next", "n", TYPED_NOT, NULL, N_("next match"), NULL, nx_do_search_next, NULL},
    {"search-previous", "N", TYPED_NOT, NULL, N_("previous match"), NULL, nx_do_search_previous, NULL},
    {"limit", "l", DECIDABLE, N_("limit"), N_("show only what a query lets through; nothing typed shows all"),
     N_("QUERY"), nx_do_limit, nx_complete_query},
    {"limit-switch", "\\", DECIDABLE, NULL, N_("switch the limit off and on"), NULL, nx_do_limit_switch, NULL},
    {"save-limit", "", DECIDABLE, NULL, N_("keep the limit under a name; @NAME is it again"), N_("NAME"),
     nx_do_save_limit, NULL},
    {"sort", "o", GROUPED, N_("sort"), N_("sort by arrival, address, class ...; groups by any column"), N_("ORDER"),
     nx_do_sort, nx_complete_sort},
    {"reverse", "O", GROUPED, NULL, N_("turn the order round"), NULL, nx_do_reverse, NULL},

    /* groups */
    {"group-domain", "bd", GROUPED, N_("domain"), N_("group by domain"), NULL, nx_do_group_domain, NULL},
    {"group-code", "bc", GROUPED, N_("code"), N_("group by status code"), NULL, nx_do_group_status, NULL},
    {"group-reason", "br", GROUPED, N_("reason"), N_("group by reason"), NULL, nx_do_group_reason, NULL},
    {"group-class", "bk", GROUPED, N_("class"), N_("group by class"), NULL, nx_do_group_class, NULL},
    {"group-provider", "bp", GROUPED, N_("provider"), N_("group by provider"), NULL, nx_do_group_provider, NULL},
    {"group-mta", "bm", GROUPED, N_("MTA"), N_("group by the MTA that answered"), NULL, nx_do_group_mta, NULL},
    {"group-mailer", "be", GROUPED, N_("mailer"), N_("group by the software that wrote the notice"), NULL,
     nx_do_group_mailer, NULL},
    {"group-day", "bt", GROUPED, N_("day"), N_("group by day"), NULL, nx_do_group_day, NULL},
    {"group-stream", "bs", GROUPED, N_("stream"), N_("group by list or sender"), NULL, nx_do_group_stream, NULL},
    {"group-advice", "ba", GROUPED, N_("advice"), N_("group by what is advised"), NULL, nx_do_group_advice, NULL},
    {"group-left", "bl", GROUPED, N_("why left"), N_("group by why the advice is not taken in bulk"), NULL,
     nx_do_group_left, NULL},
    {"group", "", GROUPED, NULL,
     N_("group by domain, status, reason, class, provider, mta, mailer, day, stream, advice, left, check, hour or "
        "week"),
     N_("WHAT"), nx_do_group, nx_complete_by},
    {"timeline", "", GROUPED, NULL, N_("a chart by hour, day or week: what came when, by class; Enter opens one"),
     N_("SPAN"), nx_do_timeline, nx_complete_span},

    /* tags */
    {"tag", "t", DECIDABLE, N_("tag"), N_("tag or untag the selection, a range, a group"), NULL, nx_do_tag, NULL},
    {"tag-limit", "T", NX_IN_INDEX | NX_IN_DETAIL, NULL, N_("tag all that a query lets through"), N_("QUERY"),
     nx_do_tag_limit, nx_complete_query},
    {"untag-limit", "^T", NX_IN_INDEX | NX_IN_DETAIL, NULL, N_("untag all that a query lets through"), N_("QUERY"),
     nx_do_untag_limit, nx_complete_query},
    {"untag-all", "", DECIDABLE, NULL, N_("untag everything, hidden by the limit or not"), NULL, nx_do_untag_all, NULL},
    {"retag", "", GROUPED, NULL, N_("bring back the tags that the last decision ended"), NULL, nx_do_retag, NULL},
    {"range", "v", NX_IN_INDEX, NULL, N_("begin a range of lines; t or a decision takes it"), NULL, nx_do_range, NULL},

    /* deciding */
    {"suppress", "s", DECIDABLE, N_("suppress"), N_("never mail these addresses again"), N_("ADDRESS"), nx_do_suppress,
     NULL},
    {"retry", "r", DECIDABLE, N_("retry"), N_("do not mail them before a date; the next send is the next attempt"),
     N_("ADDRESS"), nx_do_retry, NULL},
    {"hold", "h", DECIDABLE | NX_IN_OVERVIEW, N_("hold"), N_("leave them out until the cause is mended and released"),
     N_("ADDRESS"), nx_do_hold, NULL},
    {"ignore", "i", DECIDABLE, N_("ignore"), N_("seen, nothing to do"), N_("ADDRESS"), nx_do_ignore, NULL},
    {"forget", "x", DECIDABLE, N_("forget"), N_("forget the decision; in the ledger: release"), N_("ADDRESS"),
     nx_do_forget, NULL},
    {"accept", "a", DECIDABLE & ~NX_IN_LEDGER, N_("accept"), N_("take the advice; of many, only what is sure enough"),
     NULL, nx_do_accept, NULL},
    {"accept-shown", "A", GROUPED, N_("accept all"),
     N_("take the advice for all that is shown, where it is sure enough"), NULL, nx_do_accept_shown, NULL},
    {"undo", "u", TYPED_NOT, N_("undo"), N_("take the last act back, however many addresses it took"), NULL, nx_do_undo,
     NULL},
    {"redo", "^R", NX_IN_ALL, NULL, N_("make it again"), NULL, nx_do_redo, NULL},
    {"repeat", ".", DECIDABLE, NULL, N_("repeat the last act on what is selected now"), NULL, nx_do_repeat, NULL},
    {"note", "e", GROUPED, N_("note"), N_("write a note on the address, the tagged, or all of a group"), N_("TEXT"),
     nx_do_note, NULL},
    {"release-cause", "R", NX_IN_LEDGER, N_("release"),
     N_("release all that the cause of this one holds, or that which holds most"), NULL, nx_do_release, NULL},
    {"release", "", NX_IN_ALL, NULL, N_("release all that is held by a cause, as PROVIDER/REASON"), N_("CAUSE"),
     nx_do_release, NULL},
    {"guards", "!", TYPED_NOT & ~NX_IN_GUARDS, N_("guards"),
     N_("what guards hold back, and why; Enter lets it through"), NULL, nx_do_guards, NULL},
    {"allow", "", NX_IN_ALL, NULL,
     N_("what guards hold back, and why; a source that is named may be let through for 24 hours"), N_("SOURCE"),
     nx_do_allow, nx_complete_source},
    {"check", "", NX_IN_ALL, NULL, N_("ask name servers whether mail to these has somewhere to go"), NULL, nx_do_check,
     NULL},

    /* looking */
    {"overview", "S", TYPED_NOT & ~NX_IN_OVERVIEW, N_("overview"),
     N_("what the mailbox holds, what can be taken, what is left and why; each line opens a list"), NULL,
     nx_do_overview, NULL},
    {"ledger", "L", TYPED_NOT & ~NX_IN_LEDGER, N_("ledger"), N_("every address decided: why, since when, by whom"),
     NULL, nx_do_ledger, NULL},
    {"old-suppressions", "", NX_IN_ALL, NULL,
     N_("who has been suppressed for 180d or that long, by reason, with what was heard since: whom one may ask again"),
     N_("AGE"), nx_do_old_suppressions, NULL},
    {"review", "$", TYPED_NOT & ~NX_IN_REVIEW, N_("review"), N_("what this session has decided"), NULL, nx_do_review,
     NULL},
    {"article", "c", EVENTS | NX_IN_GROUPS | NX_IN_LEDGER, N_("code"), N_("the article about this code"), NULL,
     nx_do_article, NULL},
    {"look-up", "C", TYPED_NOT, N_("look up"),
     N_("articles on any code, pattern (5.7.*), reason, provider or words; the verdict on a pasted SMTP line"),
     N_("WHAT"), nx_do_look_up, nx_complete_code},
    {"article-language", "l", NX_IN_ARTICLE, N_("language"), N_("the article in the other language"), NULL,
     nx_do_article_language, NULL},
    {"next-link", "Tab", NX_IN_ARTICLE, N_("next link"), N_("next link"), NULL, nx_do_next_link, NULL},
    {"previous-link", "BackTab", NX_IN_ARTICLE, NULL, N_("previous link"), NULL, nx_do_previous_link, NULL},
    {"link-back", "Backspace", NX_IN_ARTICLE, N_("back"), N_("the article before"), NULL, nx_do_link_back, NULL},
    {"headers", "H", EVENTS, N_("headers"), N_("all headers of the message"), NULL, nx_do_headers, NULL},
    {"status-part", "p", EVENTS, N_("status part"), N_("the delivery-status part"), NULL, nx_do_status_part, NULL},
    {"raw", "P", EVENTS, N_("message"), N_("the whole message as it came"), NULL, nx_do_raw, NULL},
    {"problems", "", NX_IN_ALL, NULL, N_("what could not be read, a line each"), NULL, nx_do_problems, NULL},

    /* out of the program */
    {"export", "w", DECIDABLE, N_("export"), N_("write tagged, limited or decided addresses to a file"), NULL,
     nx_do_export, NULL},
    {"save-messages", "", GROUPED, NULL, N_("write the messages of the tagged, or of what one stands on, as an mbox"),
     N_("FILE"), nx_do_save_messages, NULL},
    {"draft", "", GROUPED, NULL,
     N_("a letter to the postmaster, with the evidence, to a file or the clipboard; never sent"), N_("FILE"),
     nx_do_draft, NULL},
    {"pipe", "|", DECIDABLE, NULL, N_("give the addresses to a command, one a line"), N_("COMMAND"), nx_do_pipe, NULL},
    {"copy", "y", NX_IN_INDEX | NX_IN_DETAIL | NX_IN_LEDGER, NULL, N_("copy the address to the clipboard"), NULL,
     nx_do_copy, NULL},
    {"own", "", NX_IN_ALL, NULL,
     N_("show the line that names a domain as yours, and copy it: the configuration is only ever read"), N_("DOMAIN"),
     nx_do_own, NULL},

    /* the program */
    {"command", ":", TYPED_NOT, NULL, N_("type an action by its name"), NULL, nx_do_command, NULL},
    {"help", "?;F1", TYPED_NOT, N_("help"), N_("the keys of this screen; type to filter"), NULL, nx_do_help, NULL},
    {"refresh", "", NX_IN_ALL, NULL, N_("look for new mail now"), NULL, nx_do_refresh, NULL},
    {"redraw", "^L", NX_IN_ALL, NULL, N_("paint the screen anew, and the list where rows no longer match"), NULL,
     nx_do_redraw, NULL},
    {"suspend", "^Z", NX_IN_ALL, NULL, N_("back to the shell; fg comes back"), NULL, nx_do_suspend, NULL},
    {"stop", "^C", NX_IN_ALL, NULL, N_("stop reading; cancel"), NULL, nx_do_stop, NULL},
    {"quit", "", NX_IN_ALL, NULL, N_("leave; all decisions are on disk"), NULL, nx_do_quit, NULL},
};

const NxUiAction *nx_actions(guint *n)
{
    *n = G_N_ELEMENTS(ACTIONS);
    return ACTIONS;
}

/* mdoc gives a meaning to a backslash, and to '.' and '\'' where a line begins; none of ours does. */
static char *mdoc_text(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "\\", -1);
    return g_strjoinv("\\e", parts);
}

char *nx_tui_manual(void)
{
    GString *manual = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(ACTIONS); i++) {
        const NxUiAction *action = &ACTIONS[i];
        g_auto(GStrv) keys = g_strsplit(action->keys, ";", -1);
        g_autofree char *list = g_strjoinv(" ", keys), *shown = mdoc_text(list), *help = mdoc_text(action->help);
        g_string_append_printf(manual, ".It Ic :%s%s%s", action->name, action->argument ? " Ar " : "",
                               action->argument ? action->argument : "");
        if (*shown)
            g_string_append_printf(manual, " Pq %s", shown);
        g_string_append_printf(manual, "\n%c%s.\n", g_ascii_toupper(help[0]), help + 1);
    }
    return g_string_free(manual, FALSE);
}
