/* The locale as gettext wants it, also where the system has none for the language. */
#include "cli/language.h"
#include <nixie/text.h>
#include <langinfo.h>
#include <libintl.h>
#include <locale.h>

static const char *const LANGUAGES[] = {"en", "de"};
static const char *language = "en";

/* Which of ours "de_AT.UTF-8", "de:en" or "de" begins with; NULL for none. */
static const char *language_of(const char *name)
{
    for (guint i = 0; name && i < G_N_ELEMENTS(LANGUAGES); i++)
        if (g_str_has_prefix(name, LANGUAGES[i]) && !g_ascii_isalpha(name[strlen(LANGUAGES[i])]))
            return LANGUAGES[i];
    return NULL;
}

gboolean nx_language_known(const char *name)
{
    return language_of(name) != NULL;
}

/* The variable that names the locale of messages, by POSIX. */
static const char *locale_variable(void)
{
    static const char *const VARIABLES[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (guint i = 0; i < G_N_ELEMENTS(VARIABLES); i++) {
        const char *value = g_getenv(VARIABLES[i]);
        if (value && *value)
            return value;
    }
    return NULL;
}

static gboolean is_plain_c(const char *locale)
{
    return !locale || g_str_equal(locale, "C") || g_str_equal(locale, "POSIX");
}

/* The program may run from where it was built, with its translations beside it. */
static void bind_texts(void)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = program ? g_path_get_dirname(program) : NULL;
    g_autofree char *beside = folder ? g_build_filename(folder, "locale", NULL) : NULL;
    bindtextdomain(NX_TEXT_DOMAIN, beside && g_file_test(beside, G_FILE_TEST_IS_DIR) ? beside : NX_LOCALEDIR);
    bind_textdomain_codeset(NX_TEXT_DOMAIN, "UTF-8");
    textdomain(NX_TEXT_DOMAIN);
}

/* gettext asks LANGUAGE only where the locale of messages is not plain C. */
static void speak(const char *name)
{
    language = name;
    g_setenv("LANGUAGE", name, TRUE);
    if (is_plain_c(setlocale(LC_MESSAGES, NULL)))
        setlocale(LC_MESSAGES, "C.UTF-8");
}

void nx_language_set_up(void)
{
    bind_texts();
    const char *named = locale_variable();
    if (!setlocale(LC_ALL, "")) {
        setlocale(LC_ALL, "C.UTF-8");
        if (!g_getenv("LANGUAGE") && language_of(named))
            speak(language_of(named));
    }
    setlocale(LC_NUMERIC, "C");
}

void nx_language_choose(const char *wanted)
{
    const char *messages = setlocale(LC_MESSAGES, NULL);
    if (language_of(wanted)) {
        speak(language_of(wanted));
        return;
    }
    if (is_plain_c(messages))
        return;
    const char *list = g_getenv("LANGUAGE");
    const char *named = list && *list ? language_of(list) : language_of(messages);
    language = named ? named : "en";
}

const char *nx_language(void)
{
    return language;
}

gboolean nx_language_is_utf8(void)
{
    return g_str_equal(nl_langinfo(CODESET), "UTF-8");
}
