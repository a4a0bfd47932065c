/* Reading mails in tests: our fixtures below tests/mailboxes/parse, or text. */
#pragma once
#include <nixie/report.h>

/* A reader with these own settings; each may be NULL. Fails the test where anything is complained of. */
NxReader *nx_reports_reader(const char *own_address, const char *own_domain, const char *verp);
/* The same with any settings, which are cleared. */
NxReader *nx_reports_reader_of(NxSettings *settings);
/* tests/mailboxes/parse/NAME.eml at noon of 2026-11-21. */
NxReport *nx_reports_file(const NxReader *reader, const char *name);
NxReport *nx_reports_text(const NxReader *reader, const char *text, gssize len);
/* The bytes of the fixture. */
GBytes *nx_reports_bytes(const char *name);
