/* HTML to what a person would read. */
#include "parse/bounds.h"
#include "parse/mime/html.h"
#include "parse/mime/html_words.h"

static void assert_text(const char *html, const char *expected)
{
    g_autofree char *text = nx_html_text(html);
    g_assert_cmpstr(text, ==, expected);
}

static void test_lines(void)
{
    assert_text("<html><head><title>no</title><style>p { x: y "
                "}</style></head><body><p>one<br>two</p><p>three</p></body></html>",
                "one\ntwo\n\nthree");
    assert_text("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc");
    assert_text("<ul><li>x</li><li>y</li></ul>", "x\ny");
    assert_text("a\n   b\tc", "a b c");
    assert_text("<pre>a\n  b</pre>c", "a\n  b\nc");
    assert_text("<pre>a<pre> b</pre>  c</pre>  d", "a\n b\n  c\nd");
    assert_text("</pre>a  b<pre>c  d", "a b\nc  d");
    assert_text("a<!-- gone", "a");
    assert_text("a<style>gone</style>b<STYLE>gone</STYLE>c", "abc");
    assert_text("a<style>stays", "astays");
    assert_text("a<style>gone</style", "a");
    assert_text("a</>b<>c<1>d<!x>e<?x>f", "a</>b<>c<1>def");
    assert_text("a<b", "a<b");
    assert_text("<p>a</p><br><br><p>b", "a\n\nb");
    assert_text("<script>if (a < b) { }</script>text<!-- gone <p> -->", "text");
}

static void test_entities(void)
{
    assert_text("&lt;a@b.example&gt; &amp; Gr&uuml;&szlig;e&nbsp;&#8364; &#x41;", "<a@b.example> & Grüße € A");
    assert_text("&unknown; &#0; &#1114112; & &;", "&unknown; &#0; &#1114112; & &;");
    assert_text("&lt &l &#1114111;&#xD7FF;&#xD800;", "< &l \xf4\x8f\xbf\xbf\xed\x9f\xbf&#xD800;");
    assert_text("&#000000038; &#0000000038; &#00000000038;", "& & &#00000000038;"); /* twelve bytes and no more */
    assert_text("&#65 &#6z; &#x; &#xg;", "A &#6z; &#x; &#xg;");
    static const char endless[] = "ampampampampampampampampampampampampampampampampampampampampampampamp";
    g_assert_cmpuint(nx_html_entity(endless, 3), ==, '&');
    g_assert_cmpuint(nx_html_entity(endless, strlen(endless)), ==, 0);
}

static void test_addresses(void)
{
    assert_text("failed: <anna@mail.example><br>", "failed: <anna@mail.example>");
    assert_text("<a href=\"mailto:anna@mail.example?subject=x\">Anna</a> Berg", "Anna <anna@mail.example> Berg");
    assert_text("<a href='MAILTO:anna%2Bx@mail.example'>Anna</a>", "Anna <anna+x@mail.example>");
    assert_text("<a href=\"mailto:anna@mail.example\">anna@mail.example</a>", "anna@mail.example");
    assert_text("<a href=\"mailto:anna@mail.example\"><img src=x></a>, <a "
                "href=\"https://mail.example/?anna@x.example\">here</a>",
                ", here");
    assert_text("1 < 2", "1 < 2");
    assert_text("<a href=\"mailto:nobody\">Anna</a>", "Anna");
    assert_text("<a href=\"mailto:a b@mail.example\">Anna</a>", "Anna");
    assert_text("<a href=\"mailto:a%20b@mail.example\">Anna</a>", "Anna");
    assert_text("<a href=\"mailto:anna%FF@mail.example\">Anna</a>", "Anna");
    assert_text("<a href=mailto:anna@mail.example>Anna</a> <a>Bert</a>", "Anna <anna@mail.example> Bert");
    assert_text("<a href=mailto:anna@mail.example>Anna<a href=mailto:bert@mail.example>Bert</a>",
                "Anna <anna@mail.example>Bert <bert@mail.example>");
    assert_text("<a href=mailto:anna@mail.example>Anna", "Anna");
    assert_text("<anna@mail.example>", "<anna@mail.example>");
    assert_text("<b title=a@b.example>x</b>", "x");
}

/* Inputs that cost a naive reader the square of their length. */
static void test_bounds(void)
{
    static const char *const pieces[] = {"<style>", "<a ", "<!--", "&#", "</", "x", "<p>"};
    for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
        GString *html = g_string_new(NULL);
        while (html->len < 2 * NX_MAX_TEXT)
            g_string_append(html, pieces[i]);
        g_autofree char *text = nx_html_text(html->str);
        g_assert_cmpuint(strlen(text), <=, NX_MAX_TEXT + 8);
        g_string_free(html, TRUE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/parse/html/lines break where the page breaks them", test_lines);
    g_test_add_func("/parse/html/entities are decoded, what is none stays", test_entities);
    g_test_add_func("/parse/html/an address in bare angle brackets is no tag", test_addresses);
    g_test_add_func("/parse/html/endless pages end", test_bounds);
    return g_test_run();
}
