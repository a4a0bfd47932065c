/* The groups that were opened, and the way through them in words. */
#include "tui/model/model.h"

void nx_level_free(NxLevel *level)
{
    if (!level)
        return;
    g_free(level->name);
    g_free(level);
}

char *nx_model_way(const NxModel *model, gboolean ascii)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < model->way->len; i++) {
        const NxLevel *level = model->way->pdata[i];
        g_string_append_printf(text, "%s%s:%s",
                               i == 0  ? ""
                               : ascii ? " > "
                                       : " › ",
                               nx_by_name(level->by), level->name);
    }
    return g_string_free(text, FALSE);
}
