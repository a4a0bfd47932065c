/* What goes out of the program beside addresses: the tagged messages, a table of groups, a draft to a postmaster. */
#include "tui/acts/acts.h"
#include "tui/acts/out_file.h"

/* ---- Files ------------------------------------------------------------------------------------------------------- */

/* Writes where nothing is yet, and says so. */
static void write_new(NxInspector *in, const char *path, const GString *text, char *said)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *done = said, *full = nx_out_path(path);
    if (nx_out_write(full, text, 0, NX_OUT_NEW, &error))
        nx_inspector_say(in, NX_SAY_INFO, "%s", done);
    else
        nx_inspector_say(in, NX_SAY_ERROR, "%s", error->message);
}

/* ---- Messages ---------------------------------------------------------------------------------------------------- */

/* As mboxrd: a line that begins like `From `, quoted or not, gets one quote more. */
static void append_message(GString *box, GBytes *bytes, NxTime arrived)
{
    gsize len;
    const char *at = g_bytes_get_data(bytes, &len), *end = at + len;
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(arrived);
    g_autofree char *date = g_date_time_format(time, "%a %b %d %H:%M:%S %Y");
    g_string_append_printf(box, "From MAILER-DAEMON %s\n", date);
    while (at < end) {
        const char *next = memchr(at, '\n', (gsize)(end - at)), *quoted = at;
        next = next ? next + 1 : end;
        while (quoted < next && *quoted == '>')
            quoted++;
        if (next - quoted >= 5 && memcmp(quoted, "From ", 5) == 0)
            g_string_append_c(box, '>');
        g_string_append_len(box, at, (gssize)(next - at));
        at = next;
    }
    g_string_append(box, len > 0 && end[-1] == '\n' ? "\n" : "\n\n");
}

/* A message once, though it names several of them; how many could not be read. */
static guint append_messages(NxInspector *in, const NxScope *scope, GString *box, guint *written)
{
    const NxCatalog *catalog = in->model->catalog;
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    guint lost = 0;
    for (guint i = 0; i < scope->addresses->len; i++) {
        guint32 number = g_array_index(scope->addresses, guint32, i);
        guint32 event = nx_catalog_address(in->model->catalog, number)->first_event;
        for (; event != NX_NO_EVENT; event = nx_catalog_event(catalog, event)->next) {
            const NxEvent *row = nx_catalog_event(catalog, event);
            NxMailbox *mailbox = nx_catalog_mailbox(catalog, row->mailbox);
            if (!g_hash_table_add(taken, nx_mailbox_message_id(mailbox, &row->place)))
                continue;
            g_autoptr(GBytes) bytes = nx_mailbox_read(mailbox, &row->place, NULL);
            if (bytes)
                append_message(box, bytes, row->arrived);
            lost += bytes ? 0 : 1;
            *written += bytes ? 1 : 0;
        }
    }
    return lost;
}

static void save_scope(NxInspector *in, NxScope *scope, gpointer path)
{
    g_autoptr(GString) box = g_string_new(NULL);
    guint n = 0, lost = append_messages(in, scope, box, &n);
    nx_scope_free(scope);
    g_autofree char *wrote = g_strdup_printf(nx_trn("Wrote %u message to %s.", "Wrote %u messages to %s.", n), n,
                                             (const char *)path),
                    *rest = lost > 0 ? g_strdup_printf(nx_tr("  %u could not be read again."), lost) : g_strdup("");
    write_new(in, path, box, g_strconcat(wrote, rest, NULL));
}

void nx_do_save_messages(NxInspector *in, const char *argument)
{
    if (*argument)
        nx_scope_with(in, nx_tr("Save the messages of"), save_scope, g_strdup(argument), g_free);
    else
        nx_inspector_say(in, NX_SAY_ERROR, "%s", nx_tr("a file is wanted:  :save-messages FILE"));
}

/* ---- The table of groups ----------------------------------------------------------------------------------------- */
static void append_cell(GString *text, const char *cell)
{
    g_autofree char *safe = nx_safe_csv(cell, TRUE);
    g_string_append(text, safe);
}

static void table_done(NxInspector *in, const char *path, gpointer data)
{
    (void)data;
    NxView *view = nx_inspector_top(in);
    g_autoptr(GString) text = g_string_new("name,events,addresses,undecided,take,left,hard,soft,block\r\n");
    guint n = view->ops->lines(view);
    for (guint i = 0; i < n; i++) {
        const NxGroup *group = nx_groups_at(view, i);
        append_cell(text, group->name);
        g_string_append_printf(text, ",%u,%u,%u,%u,%u,%u,%u,%u\r\n", group->events, group->addresses, group->undecided,
                               group->lefts[NX_LEFT_NOT], group->undecided - group->lefts[NX_LEFT_NOT],
                               group->classes[NX_CLASS_HARD], group->classes[NX_CLASS_SOFT],
                               group->classes[NX_CLASS_BLOCK]);
    }
    write_new(in, path, text, g_strdup_printf(nx_trn("Wrote %u group to %s.", "Wrote %u groups to %s.", n), n, path));
}

void nx_export_table(NxInspector *in)
{
    static const NxPromptOps OPS = {.label = N_("file"), .history = "file-table", .done = table_done};
    const char *last = nx_history_get(in->history, "file-table", 1);
    nx_inspector_prompt(in, &OPS, last ? last : "nixie-groups.csv", NULL, NULL);
}

/* ---- Drafts ------------------------------------------------------------------------------------------------------ */
enum { EVIDENCE = 20 };

/* What all of them have in common, by what a function says of each; NULL: they differ, or one has none. Caller frees.
 */
static char *common_of(const NxModel *model, const NxScope *scope, char *(*of)(const NxModel *model, guint32 address))
{
    g_autofree char *common = NULL;
    for (guint i = 0; i < scope->addresses->len; i++) {
        g_autofree char *one = of(model, g_array_index(scope->addresses, guint32, i));
        if (!one || (common && !g_str_equal(common, one)))
            return NULL;
        if (!common)
            common = g_steal_pointer(&one);
    }
    return g_steal_pointer(&common);
}

static char *domain_of(const NxModel *model, guint32 address)
{
    return g_strdup(nx_catalog_address(model->catalog, address)->domain);
}

/* The registered domain of the host that answered. */
static char *party_of(const NxModel *model, guint32 address)
{
    guint32 event = nx_scope_event(model, address);
    const char *host = event == NX_NO_EVENT ? NULL : nx_catalog_event(model->catalog, event)->remote_mta;
    g_autofree char *key = host ? nx_domain_key(host, -1) : NULL;
    return key && *key != '[' && !g_hostname_is_ip_address(key) ? nx_domain_registrable(key) : NULL;
}

/* Whom one writes to: the postmaster whom every domain has (RFC 5321 4.5.1), that of the one domain, else of the one
 * party whose hosts answered. NULL: these have neither in common. Caller frees. */
static char *postmaster_of(const NxModel *model, const NxScope *scope)
{
    g_autofree char *domain = common_of(model, scope, domain_of),
                    *party = domain ? NULL : common_of(model, scope, party_of);
    return domain || party ? g_strconcat("postmaster@", domain ? domain : party, NULL) : NULL;
}

static void append_evidence(GString *text, const NxEvent *event)
{
    g_autofree char *when = nx_time_local(event->arrived, "%Y-%m-%d %H:%M %z"),
                    *said = nx_safe_screen(event->diagnostic ? event->diagnostic : "-", -1, NX_SAFE_NONE, 500);
    g_string_append_printf(text, "  %s  %s\n", when, event->recipient ? event->recipient : "-");
    g_string_append_printf(text, "    %s  %s\n", event->remote_mta ? event->remote_mta : "-", said);
}

static char *draft_of(const NxModel *model, const NxScope *scope, const char *to)
{
    g_autoptr(GString) text = g_string_new(NULL);
    guint n = scope->addresses->len;
    g_string_append_printf(text, nx_tr("To: %s\nSubject: mail to you comes back\n\n"), to);
    g_string_append_printf(text,
                           nx_trn("Mail of ours to %u address of yours comes back.  What your servers said:\n\n",
                                  "Mail of ours to %u addresses of yours comes back.  What your servers said:\n\n", n),
                           n);
    for (guint i = 0; i < MIN(n, EVIDENCE); i++) {
        guint32 event = nx_scope_event(model, g_array_index(scope->addresses, guint32, i));
        if (event != NX_NO_EVENT)
            append_evidence(text, nx_catalog_event(model->catalog, event));
    }
    if (n > EVIDENCE)
        g_string_append_printf(text, nx_tr("  and %u more\n"), n - EVIDENCE);
    g_string_append(text, nx_tr("\nWould you look at it, and tell us what we could do better?\n"));
    return g_strdup(text->str);
}

static void draft_scope(NxInspector *in, NxScope *scope, gpointer path)
{
    g_autofree char *to = postmaster_of(in->model, scope), *text = to ? draft_of(in->model, scope, to) : NULL;
    nx_scope_free(scope);
    if (!text) {
        nx_inspector_say(in, NX_SAY_ERROR, "%s",
                         nx_tr("No draft: these are of several domains, and no one party's hosts answered for all of "
                               "them.  Open a group by domain (b d) or MTA (b m)."));
        return;
    }
    if (*(const char *)path) {
        g_autoptr(GString) file = g_string_new(text);
        write_new(in, path, file, g_strdup_printf(nx_tr("Wrote a draft to %s; nothing was sent."), (const char *)path));
        return;
    }
    gboolean copied = in->terminal && nx_terminal_copy(in->terminal, text);
    nx_inspector_push(in, nx_text_view_new(in, nx_tr("a draft; nothing was sent"), text));
    nx_inspector_say(in, NX_SAY_INFO, "%s",
                     copied ? nx_tr("The draft is on the clipboard; :draft FILE writes it.")
                            : nx_tr(":draft FILE writes it; this terminal takes nothing to its clipboard."));
}

void nx_do_draft(NxInspector *in, const char *argument)
{
    nx_scope_with(in, nx_tr("Write about"), draft_scope, g_strdup(argument), g_free);
}
