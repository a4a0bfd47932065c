/* Time. Seconds since 1970 in UTC; 0 is "not known". The clock itself is read by cli and tui, and passed in. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef gint64 NxTime;
#define NX_TIME_UNKNOWN ((NxTime)0)
#define NX_HOUR ((NxTime)3600)
#define NX_DAY ((NxTime)86400)

/* RFC 3339 ("2026-11-21T10:00:00Z", with offset, or a bare date = local midnight). FALSE if it is none. */
gboolean nx_time_parse(const char *text, NxTime *time);
/* RFC 3339 in UTC; NULL for 0. Caller frees. */
char *nx_time_rfc3339(NxTime time);
/* strftime-like in local time (g_date_time_format); "" for 0. Caller frees. */
char *nx_time_local(NxTime time, const char *format);
/* Local days since 1970: two times on one local day give the same number. */
gint nx_time_day(NxTime time);
/* "Jan", in any case, is 1, "Dec" 12 (RFC 5322 3.3); 0 if it is none. */
guint nx_month_parse(const char *name, gsize len);
/* "24h", "7d", "30m", "2w", "90s" to seconds. FALSE if it is none or over ten years. */
gboolean nx_duration_parse(const char *text, NxTime *seconds);

G_END_DECLS
