/* Questions to name servers, many at once. Nothing is asked of files or search lists: a name is asked for as it is.
 *
 * Everything happens on the thread of one GMainContext. The only place that knows c-ares; without it nothing here can
 * be made. */
#pragma once
#include "check/dns_answer.h"
#include <nixie/check.h>

typedef struct NxNameserver NxNameserver;
typedef void (*NxDnsDone)(const NxDnsAnswer *answer, gpointer user); /* the answer is borrowed */

/* Errors as nx_checker_new. */
NxNameserver *nx_nameserver_new(const NxCheckSettings *settings, GMainContext *context, GError **error);
void nx_nameserver_free(NxNameserver *nameserver); /* nobody is called any more */
/* Asks when there is room in the window, `urgent` ones first. `done` is called later, never from within. */
void nx_nameserver_ask(NxNameserver *nameserver, const char *name, NxDnsType type, gboolean urgent, NxDnsDone done,
                       gpointer user);
/* Questions without an answer since anything was answered that was asked with them or later. */
guint nx_nameserver_silence(const NxNameserver *nameserver);
