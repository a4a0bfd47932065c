/* Folders of configuration, data and state, and the files in them. */
#include "cli/paths.h"

char *nx_path_config(void)
{
    return g_build_filename(g_get_user_config_dir(), "nixie", "nixie.conf", NULL);
}

char *nx_path_data(void)
{
    return g_build_filename(g_get_user_data_dir(), "nixie", NULL);
}

char *nx_path_ledger(void)
{
    return g_build_filename(g_get_user_state_dir(), "nixie", "ledger.db", NULL);
}

char *nx_path_session(void)
{
    return g_build_filename(g_get_user_state_dir(), "nixie", "session", NULL);
}
