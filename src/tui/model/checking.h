/* A checker on the main loop: what it has answered is handed over in slices, since taking it in costs more than asking.
 */
#pragma once
#include <nixie/check.h>

typedef struct NxChecking NxChecking;
/* `facts` (NxDomainFacts *) are borrowed; `over`: nothing is on its way any more. */
typedef void (*NxCheckingTook)(gpointer user, GPtrArray *facts, gboolean over);
/* Errors as nx_checker_new. */
NxChecking *nx_checking_new(const NxCheckSettings *settings, NxCheckingTook took, gpointer user, GError **error);
void nx_checking_free(NxChecking *checking); /* what is on the way is forgotten; NULL: nothing */
/* Asks, but for what is on its way already; how many that are. */
guint nx_checking_ask(NxChecking *checking, const NxCheckQuestion *questions, guint n, NxTime now);
gboolean nx_checking_is_busy(const NxChecking *checking); /* NULL is not */
/* As nx_checker_trouble. */
char *nx_checking_trouble(NxChecking *checking);
