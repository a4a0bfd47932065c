/* The configuration file, which is only ever read. A mistake names file, line and key, and the default stands. */
#pragma once
#include "tui/tui.h"
#include <nixie/check.h>
#include <nixie/library.h>

/* Of standard input, where nothing is set: more than a year of a busy server's bounces, less than a disk. */
#define NX_INPUT_MAX ((guint64)4 << 30)

typedef struct {
    NxSettings settings;
    char *theme, *language, *columns; /* [ui]; NULL: not set */
    char *sent;                       /* [own]: a file, or "|" and a command; NULL: not set */
    gboolean mouse;
    guint64 input_max; /* [input]: bytes that are taken in from standard input, or of a list */
    NxTime keep;       /* [ledger]: how long sightings are kept; 0: not set */
    char *nameserver;  /* [check]; NULL: those of the system */
    guint check_window;
    NxTime check_timeout, check_keep; /* seconds; 0: not set */
    gboolean roles_are_risky;
    gboolean probe; /* mail servers may be asked, by who says so on the command line, too */
    char *helo, *mail_from;
    NxPaceLimits pace;
    char **never;   /* domains whose mail servers are not asked; NULL: none */
    GArray *keys;   /* NxKeyBinding, strings owned by `strings` */
    GArray *limits; /* NxNamedLimit, likewise */
    GPtrArray *strings;
} NxConfig;

void nx_config_init(NxConfig *config);
void nx_config_clear(NxConfig *config);
/* What [check] says; borrows from `config`. */
NxCheckSettings nx_config_check(const NxConfig *config);
/* Reads `path`. A missing file is none unless `must_exist`. FALSE with an error that names the path where it cannot be
 * read: going on without what it protects would be worse than stopping. */
gboolean nx_config_read(NxConfig *config, const char *path, gboolean must_exist, NxProblems *problems, GError **error);
