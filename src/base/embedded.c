/* The one place that knows how the data came into the program. */
#include "base/embedded.h"
#include "base/datafile.h"
#include "data.h"
#include <nixie/library.h>

void nx_embedded_register(void)
{
    static gsize once;
    if (g_once_init_enter(&once)) {
        nx_data_register_resource();
        g_once_init_leave(&once, 1);
    }
}

GBytes *nx_library_embedded(const char *path)
{
    nx_embedded_register();
    g_autofree char *full = g_strconcat(NX_DATA_PREFIX, path, NULL);
    return g_resources_lookup_data(full, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}
