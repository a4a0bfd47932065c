/* What guards hold back because of where it comes from, and the operator's answers. */
#pragma once
#include "tui/model/model.h"

/* The alarms of all that is loaded, by what is known now. Elements NxAlarm *; good until something else is known. */
GPtrArray *nx_model_alarms(NxModel *model);
/* The same after asking the ledger, which other programs write too; `alarms` are good while the call lasts. */
typedef void (*NxAlarmsSeen)(gpointer user, const GPtrArray *alarms);
void nx_model_ask_guards(NxModel *model, NxAlarmsSeen seen, gpointer user, GDestroyNotify free_user);
/* Lets a source through for 24 hours. */
void nx_model_decide_allow(NxModel *model, const char *source);
/* Takes back what was suppressed by advice of a source. */
void nx_model_decide_take_back(NxModel *model, const char *source);
/* What the ledger says to the guards is another now. Takes `baseline` over. */
void nx_model_take_baseline(NxModel *model, NxBaseline *baseline);
