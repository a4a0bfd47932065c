/* Notifications of mail services in JSON, read by what services.tsv says of where each writes what. */
#pragma once
#include "parse/report/builder.h"
#include <nixie/text.h>

G_BEGIN_DECLS

typedef struct {
    NxTime at;     /* 0: not told */
    NxKind nobody; /* what it is if it names nobody */
} NxServiceEvent;

/* Adds whom a notification names. FALSE: it is of no service that is known, or no JSON. */
gboolean nx_service_read(NxServiceEvent *event, NxReportBuilder *builder, NxBytes notification);

G_END_DECLS
