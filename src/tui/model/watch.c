/* Monitors of GIO (inotify), and the pace at which what they say is passed on. */
#include "tui/model/watch.h"

#define SOON_MS 40       /* what comes in one go is one look */
#define PACE_US 250000   /* between looks */
#define RATE_LIMIT_MS 50 /* of a monitor that tells of writing again and again */
#define STILL_MS (NX_QUIET_US / 1000 + 100)

struct NxWatch {
    void (*look)(gpointer user);
    gpointer user;
    GPtrArray *monitors; /* GFileMonitor * */
    guint source, still_source;
    gint64 looked; /* when */
};

NxWatch *nx_watch_new(void (*look)(gpointer user), gpointer user)
{
    NxWatch *watch = g_new0(NxWatch, 1);
    watch->look = look;
    watch->user = user;
    watch->monitors = g_ptr_array_new_with_free_func(g_object_unref);
    return watch;
}

void nx_watch_free(NxWatch *watch)
{
    if (!watch)
        return;
    for (guint i = 0; i < watch->monitors->len; i++) {
        g_signal_handlers_disconnect_by_data(watch->monitors->pdata[i], watch);
        g_file_monitor_cancel(watch->monitors->pdata[i]);
    }
    g_ptr_array_unref(watch->monitors);
    g_clear_handle_id(&watch->source, g_source_remove);
    g_clear_handle_id(&watch->still_source, g_source_remove);
    g_free(watch);
}

static gboolean on_still(gpointer user)
{
    NxWatch *watch = user;
    watch->still_source = 0;
    watch->look(watch->user);
    return G_SOURCE_REMOVE;
}

static gboolean on_soon(gpointer user)
{
    NxWatch *watch = user;
    watch->source = 0;
    watch->looked = g_get_monotonic_time();
    g_clear_handle_id(&watch->still_source, g_source_remove);
    watch->still_source = g_timeout_add(STILL_MS, on_still, watch);
    watch->look(watch->user);
    return G_SOURCE_REMOVE;
}

void nx_watch_poke(NxWatch *watch)
{
    if (watch->source)
        return;
    gint64 rest = (watch->looked + PACE_US - g_get_monotonic_time()) / 1000;
    watch->source = g_timeout_add((guint)CLAMP(rest, SOON_MS, PACE_US / 1000), on_soon, watch);
}

static void on_changed(GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer user)
{
    (void)monitor;
    (void)file;
    (void)other;
    if (event != G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED)
        nx_watch_poke(user);
}

void nx_watch_add(NxWatch *watch, const NxMailbox *mailbox)
{
    g_auto(GStrv) paths = nx_mailbox_watched(mailbox);
    for (guint i = 0; paths[i]; i++) {
        g_autoptr(GFile) file = g_file_new_for_path(paths[i]);
        GFileMonitor *monitor = g_file_monitor(file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
        if (!monitor)
            continue;
        g_file_monitor_set_rate_limit(monitor, RATE_LIMIT_MS);
        g_signal_connect(monitor, "changed", G_CALLBACK(on_changed), watch);
        g_ptr_array_add(watch->monitors, monitor);
    }
}
