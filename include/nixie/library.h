/* The library: what is set and where data is found. Immutable once made; all threads share it.
 *
 * cli and tui read the configuration, fill an NxSettings and make the NxLibrary from it. Rooms compile what they need
 * from it (NxReader, NxJudge, NxCodes), which is immutable in turn. */
#pragma once
#include <nixie/error.h>
#include <nixie/sent.h>
#include <nixie/time.h>

G_BEGIN_DECLS

#define NX_PLAN_MAX 5 /* attempts of a plan */

/* A value and where it was set ("nixie.conf:12: [policy] expired"), so that a complaint can name it. Both owned. */
typedef struct {
    char *value;
    char *where; /* NULL: not known */
} NxSetting;

/* Filled by the caller, copied by nx_library_new. Arrays hold NxSetting values; NULL: none. */
typedef struct {
    GArray *own_addresses; /* the operator's: senders, bounce mailboxes; never recipients */
    GArray *own_domains;   /* sender domains; what makes an origin `ours` */
    GArray *verp;          /* forms such as "bounce+{local}={domain}@news.example", or with a {hash} in them */
    GArray *own_secrets;   /* what a {hash} is keyed with; any of them */
    GArray *batv;          /* keys of the tags that are put before senders; any of them */
    GArray *own_mta;       /* mail servers: names, "*." and a name for all below it, IP addresses */
    NxSent *sent;          /* closed, counted by the library; NULL: not known */
    GArray *protected_addresses;
    GArray *protected_domains;
    GArray *policy;           /* "REASON=ADVICE", "REASON.4=ADVICE" */
    NxTime plan[NX_PLAN_MAX]; /* S1: seconds from the attempt before */
    guint plan_steps;         /* 3 to 5; 0: the default, 24h 48h 72h 7d */
    NxTime settle;            /* 0: 7 days */
    guint guard_max;          /* accept stops above so many suppressions; 0: no bound */
    double guard_share;       /* mass-failure guard: hard share that speaks; 0: 0.5 */
    char **data_dirs;         /* the user's rules.d, layouts.d, codes, themes; first wins */
    char *language;           /* "en", "de": of articles and labels */
} NxSettings;

void nx_settings_clear(NxSettings *settings);
/* Appends a copy to one of the arrays, making it if it is NULL. */
void nx_settings_add(GArray **list, const char *value, const char *where);

typedef struct NxLibrary NxLibrary;

/* Registers the embedded data and checks the settings; what is wrong in them is complained of and its default
 * stands. */
NxLibrary *nx_library_new(const NxSettings *settings, NxProblems *problems);
NxLibrary *nx_library_ref(NxLibrary *library);
void nx_library_unref(NxLibrary *library);

/* The settings with defaults filled in; addresses and domains as keys. */
const NxSettings *nx_library_settings(const NxLibrary *library);
gboolean nx_library_has_own(const NxLibrary *library); /* is anything set in [own]? */
gboolean nx_library_is_own(const NxLibrary *library, const char *address_key);
gboolean nx_library_is_own_domain(const NxLibrary *library, const char *domain_key);
/* A mail server of the operator, by its name or IP address as it stands in a field. */
gboolean nx_library_is_own_mta(const NxLibrary *library, const char *host);
/* Listed, of a protected or own domain, or a role (postmaster, abuse, ... RFC 2142). */
gboolean nx_library_is_protected(const NxLibrary *library, const char *address_key);
/* One of the large mailbox providers (src/base/large.tsv), by domain: its domain does not simply vanish. */
gboolean nx_library_is_large(const NxLibrary *library, const char *domain_key);

/* A data file: ours, embedded, or the user's. */
typedef struct {
    char *name;     /* "full.rules" */
    char *origin;   /* what complaints and evidence call it: "full.rules" or a path */
    gboolean users; /* from a data_dir */
    GBytes *bytes;
} NxDataFile;
void nx_data_file_free(NxDataFile *file);

/* All files of one kind in the order they are tried: the user's first (PLACE.d or PLACE), by name, then ours. `place`:
 * "rules", "layouts", "codes/en", "themes". A user's file with the name of ours replaces it for codes and themes,
 * precedes it for rules and layouts. Elements are NxDataFile; the array owns them. */
GPtrArray *nx_library_files(const NxLibrary *library, const char *place, NxProblems *problems);
/* One embedded file, "policy.tsv"; NULL if there is none. Caller unrefs. */
GBytes *nx_library_embedded(const char *path);

/* What the user's data overrides, a line each, for --version; the array owns them. */
GPtrArray *nx_library_overrides(const NxLibrary *library);

G_END_DECLS
