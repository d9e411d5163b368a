package dev.roster.api.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text ends the cell or the quotation that it is put into. */
class MarkdownTest {
  private static final String LINE_ENDS = "\n\r\u000B\f\u0085\u2028\u2029";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a | b", "a\n| b |", "a\r\nb", "`a|b`", "a\\| b", "a\u2028b", "<script>x</script>",
            "[a](b)",
        "**a**", "![](http://example.org)", "a\u202Eb", "---", "&amp;", "$a$", "a\u0000b", "\u000Bb"
      })
  void aCellIsOneCellOfOneLine(String text) {
    String table =
        new Markdown().table(List.of("x", "y"), List.of(text), t -> List.of(t, 1)).toString();
    List<String> lines = table.strip().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(2).replaceAll("\\\\.", "").chars().filter(c -> c == '|')).hasSize(3);
    assertThat(lines.get(2).replaceAll("\\\\.", "")).doesNotContain("<", "[", "`", "*", "\u202E");
    assertThat(lines.get(2)).endsWith(" | 1 |");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\n---\nlicense: mit\n---",
        "a\r## Limitations",
        "```\na",
        "<!-- a",
        "a\n\n# b",
        "\u2028# b",
        "a\u0085# b",
        "a\fb\u000B# c",
        "<details>\n\na"
      })
  void eachLineOfAQuotationIsInIt(String text) {
    String quoted = new Markdown().quotation(text).toString();
    assertThat(quoted.strip().split("[" + LINE_ENDS + "]")).allMatch(line -> line.startsWith("> "));
    assertThat(quoted.replace("\\<", "")).doesNotContain("<");
  }

  @Test
  void aLongTableIsCutAndSaysSo() {
    List<Integer> rows = IntStream.range(0, 101).boxed().toList();
    String table = new Markdown().table(List.of("n"), rows, List::of).toString();
    assertThat(table).contains("| 99 |").doesNotContain("| 100 |").endsWith("and 1 more.\n");
    assertThat(new Markdown().table(List.of("n"), rows.subList(0, 100), List::of).toString())
        .endsWith("| 99 |\n");
  }
}
