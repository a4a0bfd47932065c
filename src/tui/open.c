/* The table of actions, and the first two views. */
#include "tui/open.h"
#include "tui/acts/action_table.h"
#include "tui/views/views.h"

NxInspector *nx_inspector_open(const NxTuiStart *start, const char *const *paths)
{
    guint n;
    const NxUiAction *actions = nx_actions(&n);
    NxInspector *in = nx_inspector_new(start, paths, actions, n);
    nx_inspector_begin(in, nx_index_new(in), nx_detail_new(in));
    return in;
}
