/* What a layout may do to a value that it cut out: it changes what it is for and leaves the rest. */
#include "parse/layout/transform.h"

typedef struct {
    NxTransform transform;
    const char *value, *result;
} Case;

static const Case CASES[] = {
    {NX_TRANSFORM_ANGLE, "Ann <ann@mail.example>", "ann@mail.example"},
    {NX_TRANSFORM_ANGLE, "a <b> <ann@mail.example> c", "ann@mail.example"},
    {NX_TRANSFORM_ANGLE, "Ann <ann@mail.example", "Ann <ann@mail.example"},
    {NX_TRANSFORM_UNQUOTE, "'ann@mail.example'", "ann@mail.example"},
    {NX_TRANSFORM_UNQUOTE, "\"ann\"", "ann"},
    {NX_TRANSFORM_UNQUOTE, "\"\"", ""},
    {NX_TRANSFORM_UNQUOTE, "\"", "\""},
    {NX_TRANSFORM_UNQUOTE, "'ann\"", "'ann\""},
    {NX_TRANSFORM_UNQUOTE, "'ann", "'ann"},
    {NX_TRANSFORM_UNQUOTE, "anna", "anna"},
    {NX_TRANSFORM_XTEXT, "ann+2Bx@mail.example", "ann+x@mail.example"},
    {NX_TRANSFORM_PERCENT, "ann%40mail.example", "ann@mail.example"},
    {NX_TRANSFORM_PERCENT, "ann%4", "ann%4"},
    {NX_TRANSFORM_ROUTE, "@relay.example:ann@mail.example", "ann@mail.example"},
    {NX_TRANSFORM_ROUTE, "ann@mail.example:x", "ann@mail.example:x"},
    {NX_TRANSFORM_ROUTE, "@relay.example", "@relay.example"},
    {NX_TRANSFORM_X400, "/RFC-822=ann(a)mail.example/O=x", "ann@mail.example"},
    {NX_TRANSFORM_X400, "c=x;rfc-822=ann(a)mail.example;o=y", "ann@mail.example"},
    {NX_TRANSFORM_X400, "/O=x", "/O=x"},
};

static void test_value(gconstpointer data)
{
    const Case *want = data;
    g_autofree char *result = nx_transform_apply(want->transform, want->value);
    g_assert_cmpstr(result, ==, want->result);
}

static void test_names(void)
{
    static const char *const NAMES[] = {"angle", "unquote", "xtext", "percent", "route", "x400"};
    NxTransform transform = NX_TRANSFORM_ROUTE;
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        g_assert_true(nx_transform_parse(NAMES[i], &transform));
        g_assert_cmpuint(transform, ==, i);
    }
    g_assert_false(nx_transform_parse("rot13", &transform));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *path = g_strdup_printf("/parse/transform/value %" G_GSIZE_FORMAT, i + 1);
        g_test_add_data_func(path, &CASES[i], test_value);
    }
    g_test_add_func("/parse/transform/each has its name", test_names);
    return g_test_run();
}
