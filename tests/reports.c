/* Mails read with the whole reader. */
#include "reports.h"

NxReader *nx_reports_reader(const char *own_address, const char *own_domain, const char *verp)
{
    NxSettings settings = {0};
    if (own_address)
        nx_settings_add(&settings.own_addresses, own_address, NULL);
    if (own_domain)
        nx_settings_add(&settings.own_domains, own_domain, NULL);
    if (verp)
        nx_settings_add(&settings.verp, verp, NULL);
    return nx_reports_reader_of(&settings);
}

NxReader *nx_reports_reader_of(NxSettings *settings)
{
    NxProblems *problems = nx_problems_new();
    NxLibrary *library = nx_library_new(settings, problems);
    NxReader *reader = nx_reader_new(library, problems);
    g_auto(GStrv) said = nx_problems_take(problems);
    g_assert_cmpstr(said[0], ==, NULL);
    nx_problems_free(problems);
    nx_library_unref(library);
    nx_settings_clear(settings);
    return reader;
}

GBytes *nx_reports_bytes(const char *name)
{
    g_autofree char *file = g_strconcat(name, ".eml", NULL);
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "mailboxes", "parse", file, NULL);
    char *bytes;
    gsize len;
    GError *error = NULL;
    g_file_get_contents(path, &bytes, &len, &error);
    g_assert_no_error(error);
    return g_bytes_new_take(bytes, len);
}

static NxReport *read_bytes(const NxReader *reader, GBytes *bytes)
{
    NxEnvelope envelope = {.now = 1795262400}; /* 2026-11-21T12:00:00Z */
    GError *error = NULL;
    NxReport *report = nx_reader_read(reader, bytes, &envelope, &error);
    g_assert_no_error(error);
    g_assert_nonnull(report);
    return report;
}

NxReport *nx_reports_file(const NxReader *reader, const char *name)
{
    g_autoptr(GBytes) bytes = nx_reports_bytes(name);
    return read_bytes(reader, bytes);
}

NxReport *nx_reports_text(const NxReader *reader, const char *text, gssize len)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, len < 0 ? strlen(text) : (gsize)len);
    return read_bytes(reader, bytes);
}
