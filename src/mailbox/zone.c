/* The table of zones, read once. */
#include "mailbox/zone.h"
#include <nixie/data.h>
#include <nixie/text.h>

enum { MOST_HOURS = 14 };

typedef struct {
    char *name;
    int hours;
} Zone;

static const char *take_row(gpointer into, const NxTable *table, guint row)
{
    gint64 hours;
    const char *name = nx_table_cell(table, row, "zone");
    if (!*name ||
        !g_ascii_string_to_signed(nx_table_cell(table, row, "hours"), 10, -MOST_HOURS, MOST_HOURS, &hours, NULL))
        return nx_tr("a zone needs a name and its hours east of Greenwich");
    Zone zone = {g_strdup(name), (int)hours};
    g_array_append_val((GArray *)into, zone);
    return NULL;
}

static gpointer read_zones(G_GNUC_UNUSED gpointer data)
{
    GArray *zones = g_array_new(FALSE, FALSE, sizeof(Zone));
    nx_table_read("zones.tsv", take_row, zones, NULL);
    return zones;
}

gboolean nx_zone_find(const char *name, gsize len, int *hours)
{
    static GOnce once = G_ONCE_INIT;
    const GArray *zones = g_once(&once, read_zones, NULL);
    for (guint i = 0; i < zones->len; i++) {
        const Zone *zone = &g_array_index(zones, Zone, i);
        if (g_ascii_strncasecmp(zone->name, name, len) == 0 && zone->name[len] == '\0') {
            *hours = zone->hours;
            return TRUE;
        }
    }
    return FALSE;
}
