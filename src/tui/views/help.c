/* The help: the actions of a screen with their keys, filtered by what is typed. */
#include "tui/inspector.h"
#include "tui/keymap.h"
#include "tui/views/rich_text_view.h"
#include "tui/views/views.h"
#include <nixie/event_field.h>

typedef struct {
    NxRichTextView page;
    const NxViewOps *about;
    GString *filter;
} HelpView;

#define KEYS 3
#define NAMES 18
#define TEXTS 36

static gboolean passes(const HelpView *view, const NxUiAction *action, const char *keys)
{
    if (view->filter->len == 0)
        return TRUE;
    return nx_matches(action->name, view->filter->str) || nx_matches(nx_tr(action->help), view->filter->str) ||
           g_str_equal(keys, view->filter->str);
}

static void write_action(const HelpView *view, NxRichText *page, const NxUiAction *action, gboolean by_key)
{
    g_autofree char *keys = nx_keymap_keys(view->page.base.in->keymap, action);
    if (!passes(view, action, keys) || (by_key && !*keys))
        return;
    gboolean narrow = nx_rich_text_width(page) < 60;
    guint text = narrow ? 14 : TEXTS + 4;
    nx_rich_text_tab(page, KEYS);
    if (by_key)
        nx_rich_text_put(page, NX_LOOK_STRONG, keys);
    if (!narrow || !by_key) {
        nx_rich_text_tab(page, narrow ? KEYS : NAMES);
        nx_rich_text_printf(page, NX_LOOK_CODE, ":%s", action->name);
        if (action->argument)
            nx_rich_text_printf(page, NX_LOOK_DIM, " %s", nx_tr(action->argument));
    }
    if (narrow && !by_key) { /* a name leaves no room beside it */
        nx_rich_text_end(page);
        text = KEYS + 2;
    }
    nx_rich_text_tab(page, text);
    nx_rich_text_wrap(page, NX_LOOK_TEXT, text, nx_tr(action->help));
    nx_rich_text_end(page);
}

static void write_limits(const HelpView *view, NxRichText *page)
{
    g_autoptr(GPtrArray) fields = nx_event_fields_asked();
    gboolean any = FALSE;
    for (guint i = 0; i < fields->len; i++) {
        const NxEventField *field = fields->pdata[i];
        g_autofree char *help = nx_event_field_help(field);
        if (view->filter->len > 0 && !nx_matches(field->name, view->filter->str) &&
            !nx_matches(help, view->filter->str))
            continue;
        if (!any) {
            nx_rich_text_end(page);
            nx_rich_text_tab(page, 1);
            nx_rich_text_put(page, NX_LOOK_HEADING, nx_tr("The language of limits"));
            nx_rich_text_end(page);
        }
        any = TRUE;
        nx_rich_text_tab(page, KEYS);
        nx_rich_text_put(page, NX_LOOK_CODE, field->sample);
        nx_rich_text_tab(page, 26);
        nx_rich_text_wrap(page, NX_LOOK_TEXT, 26, help);
        nx_rich_text_end(page);
    }
}

static NxRichText *write_help(NxRichTextView *base, guint width)
{
    const HelpView *view = (const HelpView *)base;
    NxRichText *page = nx_rich_text_new(width, base->base.in->ascii);
    guint n;
    const NxUiAction *actions = nx_keymap_actions(base->base.in->keymap, &n);
    nx_rich_text_tab(page, 1);
    nx_rich_text_printf(page, NX_LOOK_LABEL, nx_tr("Help: %s"), nx_tr(view->about->name));
    nx_rich_text_tab(page, width < 60 ? 16 : 24);
    nx_rich_text_printf(page, NX_LOOK_DIM, "%s: ", width < 60 ? nx_tr("filter") : nx_tr("type to filter"));
    nx_rich_text_put(page, NX_LOOK_STRONG, view->filter->str);
    nx_rich_text_put(page, NX_LOOK_STRONG, base->base.in->ascii ? "_" : "█");
    nx_rich_text_end(page);
    for (guint i = 0; i < n; i++) {
        if (actions[i].in & view->about->in)
            write_action(view, page, &actions[i], TRUE);
    }
    nx_rich_text_end(page);
    nx_rich_text_tab(page, 1);
    nx_rich_text_put(page, NX_LOOK_HEADING, nx_tr("Typed after a colon"));
    nx_rich_text_end(page);
    for (guint i = 0; i < n; i++) {
        if (!*actions[i].keys)
            write_action(view, page, &actions[i], FALSE);
    }
    write_limits(view, page);
    return page;
}

static gboolean type(NxView *base, NxKey key)
{
    HelpView *view = (HelpView *)base;
    if (key == NX_KEY_BACKSPACE && view->filter->len > 0) {
        const char *last = g_utf8_find_prev_char(view->filter->str, view->filter->str + view->filter->len);
        g_string_truncate(view->filter, (gsize)(last - view->filter->str));
    } else if (key > ' ' && key < 0x110000 && g_unichar_isprint(key)) {
        g_string_append_unichar(view->filter, key);
    } else if (key == NX_KEY_ESC && view->filter->len > 0) {
        g_string_truncate(view->filter, 0);
    } else {
        return FALSE;
    }
    base->top = 0;
    nx_rich_text_view_renew(&view->page);
    return TRUE;
}

static void free_help(NxView *view)
{
    nx_rich_text_view_clear((NxRichTextView *)view);
    g_string_free(((HelpView *)view)->filter, TRUE);
    g_free(view);
}

static const NxViewOps OPS = {
    .in = NX_IN_HELP, .name = N_("help"), .hints = "back", .free = free_help, .type = type, NX_RICH_TEXT_VIEW_OPS};

NxView *nx_help_new(NxInspector *in, const NxViewOps *about)
{
    HelpView *view = g_new0(HelpView, 1);
    nx_rich_text_view_init(&view->page, &OPS, in, nx_tr("help"));
    view->page.write = write_help;
    view->about = about;
    view->filter = g_string_new(NULL);
    return &view->page.base;
}
