/* Settings are checked, data files are found, the user's before ours. */
#include "tree.h"
#include <nixie/data.h>
#include <nixie/library.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static char *make_dir(void)
{
    GError *error = NULL;
    char *dir = g_dir_make_tmp("nixie-library-XXXXXX", &error);
    g_assert_no_error(error);
    return dir;
}

static void write_file(const char *dir, const char *place, const char *name, const char *text)
{
    g_autofree char *folder = g_build_filename(dir, place, NULL), *path = g_build_filename(folder, name, NULL);
    g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void test_defaults(void)
{
    NxProblems *problems = nx_problems_new();
    NxLibrary *library = nx_library_new(NULL, problems);
    const NxSettings *settings = nx_library_settings(library);
    g_assert_cmpuint(settings->plan_steps, ==, 4);
    g_assert_cmpint(settings->plan[0], ==, NX_DAY);
    g_assert_cmpint(settings->plan[3], ==, 7 * NX_DAY);
    g_assert_cmpint(settings->settle, ==, 7 * NX_DAY);
    g_assert_cmpfloat(settings->guard_share, ==, 0.5);
    g_assert_cmpstr(settings->language, ==, "en");
    g_assert_false(nx_library_has_own(library));
    g_assert_cmpuint(nx_problems_count(problems), ==, 0);
    nx_library_unref(library);
    nx_problems_free(problems);
}

static void test_own(void)
{
    NxSettings settings = {0};
    nx_settings_add(&settings.own_addresses, "Bounces@News.Example", NULL);
    nx_settings_add(&settings.own_domains, "@M\xc3\xbcnchen.example", NULL);
    nx_settings_add(&settings.verp, "b+{local}={domain}@news.example", NULL);
    NxLibrary *library = nx_library_new(&settings, NULL);
    g_assert_true(nx_library_has_own(library));
    g_assert_true(nx_library_is_own(library, "bounces@news.example"));
    g_assert_false(nx_library_is_own(library, "other@news.example"));
    g_assert_true(nx_library_is_own_domain(library, "xn--mnchen-3ya.example"));
    g_assert_true(nx_library_is_own_domain(library, "sub.xn--mnchen-3ya.example"));
    g_assert_false(nx_library_is_own_domain(library, "news.example"));
    nx_settings_clear(&settings);
    g_assert_cmpuint(nx_library_settings(library)->verp->len, ==, 1); /* a copy */
    nx_library_unref(nx_library_ref(library));
    nx_library_unref(library);
}

static void test_own_mta(void)
{
    NxSettings settings = {0};
    static const char *const MTA[] = {"Mail.News.Example", "*.out.example", "192.0.2.10", "2001:DB8::0:10", "a..b"};
    for (gsize i = 0; i < G_N_ELEMENTS(MTA); i++)
        nx_settings_add(&settings.own_mta, MTA[i], "nixie.conf:3: [own] mta");
    NxProblems *problems = nx_problems_new();
    NxLibrary *library = nx_library_new(&settings, problems);
    static const char *const YES[] = {"mail.news.example", "MAIL.news.example.", "a.out.example",
                                      "b.a.out.example",   "192.0.2.10",         "2001:db8::10"};
    static const char *const NO[] = {"a.mail.news.example", "news.example", "out.example",    "xout.example",
                                     "192.0.2.1",           "192.0.2.100",  "2001:db8::1010", ""};
    g_assert_true(nx_library_has_own(library));
    for (gsize i = 0; i < G_N_ELEMENTS(YES); i++)
        g_assert_true(nx_library_is_own_mta(library, YES[i]));
    for (gsize i = 0; i < G_N_ELEMENTS(NO); i++)
        g_assert_false(nx_library_is_own_mta(library, NO[i]));
    g_auto(GStrv) said = nx_problems_take(problems);
    g_assert_nonnull(said[0]);
    g_assert_nonnull(strstr(said[0], "a..b"));
    g_assert_null(said[1]);
    nx_problems_free(problems);
    nx_library_unref(library);
    nx_settings_clear(&settings);
}

static void test_unkeyed_form(void)
{
    NxSettings settings = {0};
    nx_settings_add(&settings.verp, "b+{local}={domain}+{hash}@news.example", "nixie.conf:3: [own] verp");
    nx_settings_add(&settings.verp, "c+{local}={domain}@news.example", "nixie.conf:3: [own] verp");
    NxProblems *problems = nx_problems_new();
    NxLibrary *library = nx_library_new(&settings, problems);
    const GArray *forms = nx_library_settings(library)->verp;
    g_assert_cmpuint(forms->len, ==, 1);
    g_assert_cmpstr(g_array_index(forms, NxSetting, 0).value, ==, "c+{local}={domain}@news.example");
    g_assert_cmpuint(nx_problems_count(problems), ==, 1);
    nx_library_unref(library);
    nx_settings_add(&settings.own_secrets, "a secret", NULL);
    library = nx_library_new(&settings, problems);
    g_assert_cmpuint(nx_library_settings(library)->verp->len, ==, 2);
    g_assert_cmpuint(nx_problems_count(problems), ==, 1);
    nx_problems_free(problems);
    nx_library_unref(library);
    nx_settings_clear(&settings);
}

static void test_protected(void)
{
    NxSettings settings = {0};
    nx_settings_add(&settings.own_addresses, "bounces@news.example", NULL);
    nx_settings_add(&settings.own_domains, "own.example", NULL);
    nx_settings_add(&settings.protected_addresses, "Boss@firm.example", NULL);
    nx_settings_add(&settings.protected_domains, "partner.example", NULL);
    NxLibrary *library = nx_library_new(&settings, NULL);
    static const char *const YES[] = {"bounces@news.example", "any@own.example",        "any@mx.own.example",
                                      "boss@firm.example",    "any@partner.example",    "postmaster@x.example",
                                      "abuse@x.example",      "mailer-daemon@x.example"};
    static const char *const NO[] = {"any@firm.example", "postmasters@x.example", "info@x.example", "xabuse@x.example",
                                     "any@notpartner.example"};
    for (gsize i = 0; i < G_N_ELEMENTS(YES); i++)
        g_assert_true(nx_library_is_protected(library, YES[i]));
    for (gsize i = 0; i < G_N_ELEMENTS(NO); i++)
        g_assert_false(nx_library_is_protected(library, NO[i]));
    nx_library_unref(library);
    nx_settings_clear(&settings);
}

static void test_wrong_settings(void)
{
    NxSettings settings = {.plan = {NX_DAY, 0, NX_DAY}, .plan_steps = 3, .guard_share = 2, .settle = -1};
    nx_settings_add(&settings.own_addresses, "no address", "nixie.conf:3: [own] addresses");
    nx_settings_add(&settings.own_addresses, "a@own.example", "nixie.conf:3: [own] addresses");
    nx_settings_add(&settings.own_domains, "a..b", "nixie.conf:4: [own] domains");
    nx_settings_add(&settings.verp, "bounce@news.example", "nixie.conf:5: [own] verp");
    nx_settings_add(&settings.verp, "bounce@{local}.example", "nixie.conf:5: [own] verp");
    NxProblems *problems = nx_problems_new();
    NxLibrary *library = nx_library_new(&settings, problems);
    g_auto(GStrv) lines = nx_problems_take(problems);
    g_assert_cmpuint(g_strv_length(lines), ==, 7);
    g_assert_true(g_str_has_prefix(lines[0], "nixie.conf:3: [own] addresses: "));
    g_assert_nonnull(strstr(lines[0], "no address"));
    g_assert_true(g_str_has_prefix(lines[1], "nixie.conf:4: "));
    g_assert_true(g_str_has_prefix(lines[4], "[plan] S1: "));
    const NxSettings *kept = nx_library_settings(library);
    g_assert_cmpuint(kept->plan_steps, ==, 4);
    g_assert_cmpfloat(kept->guard_share, ==, 0.5);
    g_assert_cmpint(kept->settle, ==, 7 * NX_DAY);
    g_assert_true(nx_library_is_own(library, "a@own.example"));
    nx_library_unref(library);
    nx_settings_clear(&settings);
    nx_problems_free(problems);
}

static void test_large(void)
{
    NxLibrary *library = nx_library_new(NULL, NULL);
    g_assert_true(nx_library_is_large(library, "gmail.com"));
    g_assert_true(nx_library_is_large(library, "t-online.de"));
    g_assert_true(nx_library_is_large(library, "qq.com"));
    g_assert_false(nx_library_is_large(library, "example.com"));
    nx_library_unref(library);
}

static void test_large_table_is_sound(void)
{
    g_autoptr(GBytes) bytes = nx_library_embedded("large.tsv");
    g_assert_nonnull(bytes);
    NxProblems *problems = nx_problems_new();
    NxTable *table = nx_table_new(bytes, "large.tsv", problems);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < nx_table_rows(table); i++) {
        const char *domain = nx_table_cell(table, i, "domain");
        g_assert_true(g_hash_table_add(seen, (gpointer)domain));
        g_assert_nonnull(strchr(domain, '.'));
        g_assert_cmpstr(nx_table_cell(table, i, "provider"), !=, "");
    }
    g_assert_cmpuint(nx_table_rows(table), >, 100);
    g_assert_cmpuint(nx_problems_count(problems), ==, 0);
    nx_table_free(table);
    nx_problems_free(problems);
}

static char *names_of(GPtrArray *files)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < files->len; i++) {
        const NxDataFile *file = g_ptr_array_index(files, i);
        if (file->users)
            g_string_append_printf(names, "%s=%.*s;", file->name, (int)g_bytes_get_size(file->bytes),
                                   (const char *)g_bytes_get_data(file->bytes, NULL));
    }
    return g_string_free(names, FALSE);
}

static void test_users_files(void)
{
    g_autofree char *first = make_dir(), *second = make_dir();
    write_file(first, "rules.d", "b.rules", "B");
    write_file(first, "rules.d", "a.rules", "A");
    write_file(first, "rules.d", ".hidden.rules", "no");
    write_file(first, "rules.d", "a.rules~", "no");
    write_file(second, "rules", "c.rules", "C");
    write_file(second, "rules.d", "a.rules", "second");
    char *dirs[] = {first, second, (char *)"/nonexistent", NULL};
    NxSettings settings = {.data_dirs = dirs};
    NxLibrary *library = nx_library_new(&settings, NULL);
    g_autoptr(GPtrArray) files = nx_library_files(library, "rules", NULL);
    g_autofree char *names = names_of(files);
    g_assert_cmpstr(names, ==, "a.rules=A;b.rules=B;c.rules=C;");
    for (guint i = 0; i < 3; i++) /* the user's come first */
        g_assert_true(((const NxDataFile *)g_ptr_array_index(files, i))->users);
    g_assert_true(g_str_has_prefix(((const NxDataFile *)g_ptr_array_index(files, 0))->origin, first));

    g_autoptr(GPtrArray) overrides = nx_library_overrides(library);
    g_assert_cmpuint(overrides->len, ==, 3);
    g_assert_true(g_str_has_prefix(g_ptr_array_index(overrides, 0), "rules/a.rules: "));
    nx_library_unref(library);
    nx_test_remove(first);
    nx_test_remove(second);
}

static void test_users_fifo(void)
{
    g_autofree char *dir = make_dir();
    write_file(dir, "rules.d", "a.rules", "A");
    g_autofree char *fifo = g_build_filename(dir, "rules.d", "f.rules", NULL),
                    *folder = g_build_filename(dir, "rules.d", "g.rules", NULL);
    g_assert_cmpint(mkfifo(fifo, 0600), ==, 0);
    g_assert_cmpint(g_mkdir(folder, 0700), ==, 0);
    char *dirs[] = {dir, NULL};
    NxSettings settings = {.data_dirs = dirs};
    NxProblems *problems = nx_problems_new();
    NxLibrary *library = nx_library_new(&settings, problems);
    g_autoptr(GPtrArray) files = nx_library_files(library, "rules", problems);
    g_autofree char *names = names_of(files);
    g_assert_cmpstr(names, ==, "a.rules=A;");
    g_assert_cmpuint(nx_problems_count(problems), ==, 2);
    nx_library_unref(library);
    nx_problems_free(problems);
    nx_test_remove(dir);
}

static void test_no_embedded(void)
{
    g_autoptr(GBytes) bytes = nx_library_embedded("no/such/file");
    g_assert_null(bytes);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/library/settings/defaults", test_defaults);
    g_test_add_func("/library/settings/what is the operator's", test_own);
    g_test_add_func("/library/mail servers are named exactly, below a name, or by address", test_own_mta);
    g_test_add_func("/library/a form with a hash needs the secret", test_unkeyed_form);
    g_test_add_func("/library/settings/what is protected", test_protected);
    g_test_add_func("/library/settings/a wrong one is named and its default stands", test_wrong_settings);
    g_test_add_func("/library/large/providers that do not vanish", test_large);
    g_test_add_func("/library/large/its table is sound", test_large_table_is_sound);
    g_test_add_func("/library/files/the user's first, by name, first folder wins", test_users_files);
    g_test_add_func("/library/files/fifos and folders are no data", test_users_fifo);
    g_test_add_func("/library/files/what is not embedded", test_no_embedded);
    return g_test_run();
}
