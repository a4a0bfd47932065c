/* What accept has done or would do, told to people or as JSON. */
#pragma once
#include "cli/app.h"

typedef struct {
    const NxChoice *choice;
    const GPtrArray *ended;  /* NxRecord *: suppressions whose time is over; NULL: nobody looked */
    const GPtrArray *alarms; /* NxAlarm * */
    char **allowed;          /* sources that were let through before; may be NULL */
    gint64 act;              /* 0: nothing was decided */
    gboolean dry_run;
} NxAcceptance;

/* What has happened already where nothing is decided after all: what ended, what was let through. */
void nx_acceptance_say_first(const NxAcceptance *acceptance);
void nx_acceptance_say(const NxApp *app, const NxAcceptance *acceptance);
void nx_acceptance_put(const NxApp *app, const NxAcceptance *acceptance);
/* Guards alone, with some of what each holds back. */
void nx_acceptance_put_guards(const NxApp *app, const GPtrArray *alarms);
