/* Unpacking, by libarchive where nixie was built with it. */
#pragma once
#include <nixie/error.h>
#include <gio/gio.h>

/* A member begins, or goes on with some bytes. FALSE ends it. `name` is NULL for a file that is compressed only. */
typedef struct {
    gboolean (*begin)(const char *name, gpointer user);
    gboolean (*bytes)(const char *at, gsize len, gpointer user);
} NxUnpackFuncs;

/* Gives all members to `funcs`. FALSE with `error`: it is broken from here on, packed more than once, locked with a
 * password; not set where `funcs` ended it. */
gboolean nx_unpack(int fd, const NxUnpackFuncs *funcs, gpointer user, GError **error);
