/* A sighting as it stands in the tables. */
#pragma once
#include "ledger/sql.h"

/* All columns of a sighting; append WHERE and ORDER BY. */
#define NX_SIGHTING_SELECT                                                                                             \
    "SELECT a.key, a.spelling, a.domain, s.event_key, s.place, s.sha256, s.arrived, s.reason, s.class, s.plan, "       \
    "s.status, s.reply_code, s.provider, "                                                                             \
    "s.reporting_mta, s.feedback_type, s.diagnostic, s.rule, s.evidence, s.file, s.remote_mta, s.confidence, "         \
    "s.advice, s.original FROM sighting s JOIN "                                                                       \
    "address a ON a.id = s.address "

/* All rows of `statement`. Elements NxSighting *; the array owns them. */
GPtrArray *nx_sightings_read(NxLedger *ledger, sqlite3_stmt *statement);
/* Writes `sighting` as one of `address`. */
void nx_sighting_write(NxLedger *ledger, gint64 address, const NxSighting *sighting, NxTime arrived);
