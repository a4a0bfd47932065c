/* Which filesystems can share memory between programs, as SQLite's write-ahead log needs. */
#pragma once
#include <glib.h>

/* Does `type` (statfs(2) f_type) name a filesystem that other hosts or a user's program serve? */
gboolean nx_filesystem_is_remote(guint32 type);
/* Is the folder of `path` on such a one? FALSE where that cannot be told. */
gboolean nx_path_is_remote(const char *path);
