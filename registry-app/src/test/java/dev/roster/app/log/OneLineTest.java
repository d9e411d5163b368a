package dev.roster.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a\\nb|a\\nb", "plain ä €|plain ä €"})
  void whatIsHarmlessStaysAsItIs(String text, String line) {
    assertThat(OneLine.of(text)).isEqualTo(line);
  }

  /** INJ-13: nobody writes a second event, or colours, into the log. */
  @Test
  void inj13LineEndsAndTerminalCodesAreEscaped() {
    String forged = "a\r\nb\u001b[31mred\u2028c\u2029d\u0085e\u0000f\u202eg\th";
    assertThat(OneLine.of(forged))
        .isEqualTo("a\\r\\nb\\u001b[31mred\\u2028c\\u2029d\\u0085e\\u0000f\\u202eg\\th");
  }

  @Test
  void inj13AStackTraceIsOneLineToo() {
    OneLineFault fault = new OneLineFault();
    fault.setContext(new LoggerContext());
    fault.start();
    LoggingEvent event = new LoggingEvent();
    event.setLevel(Level.ERROR);
    event.setThrowableProxy(
        new ThrowableProxy(
            new IllegalStateException("outer\nforged", new RuntimeException("inner\u001b[2J"))));
    assertThat(fault.convert(event))
        .doesNotContain("\n", "\u001b")
        .contains("inner\\u001b[2J", "outer\\nforged", " | at ");
  }
}
