package dev.roster.http.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of a document whatever it is read into, each limit from both sides. */
class JsonScanTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "\"text\"",
        "null",
        "{\"a\":9007199254740992,\"b\":-9007199254740992}",
        "{\"a\":1.7976931348623157e308}",
        "{\"a\":4.9e-324}",
        "{\"a\":\"\\ud83c\\udf89 \\n\\t\"}",
        "  {\"a\":1}\r\n"
      })
  void aDocumentIsLetThrough(String document) {
    assertThatCode(() -> JsonScan.check(document.getBytes(UTF_8), false, Set.of()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '^',
      value = {
        "{\"a\":9007199254740993}; INVALID_FIELD",
        "{\"a\":-9007199254740993}; INVALID_FIELD",
        "{\"a\":9223372036854775808}; INVALID_FIELD",
        "{\"a\":[1,{\"b\":1e400}]}; INVALID_FIELD",
        "{\"a\":-1e309}; INVALID_FIELD",
        "{\"a\":1e99999999999}; INVALID_FIELD",
        "{\"a\":\"\\u0000\"}; INVALID_FIELD",
        "{\"\\u0000\":1}; INVALID_FIELD",
        "{\"a\":\"\\ud800\"}; INVALID_FIELD",
        "{\"a\":\"\\udc00\\ud800\"}; INVALID_FIELD",
        "{\"a\":\"x\\ud800x\"}; INVALID_FIELD",
        "{\"\\udfff\":1}; INVALID_FIELD",
        "{\"a\":NaN}; MALFORMED_REQUEST",
        "{\"a\":Infinity}; MALFORMED_REQUEST",
        "{\"a\":+1}; MALFORMED_REQUEST",
        "{\"a\":01}; MALFORMED_REQUEST",
        "{\"a\":1,\"b\":{\"a\":1,\"a\":2}}; MALFORMED_REQUEST",
        "{\"a\":1}{\"a\":1}; MALFORMED_REQUEST",
        "1 2; MALFORMED_REQUEST",
        "{\"a\":[}; MALFORMED_REQUEST",
        "{\"a\"; MALFORMED_REQUEST"
      })
  void in01AnUnsafeValueIsRefusedWhereItIs(String document, ProblemCode code) {
    assertRefused(document.getBytes(UTF_8), code);
  }

  @Test
  void otherEncodingsAreMalformed() {
    assertRefused("{\"a\":1}".getBytes(UTF_16), ProblemCode.MALFORMED_REQUEST);
    assertRefused("\uFEFF{\"a\":1}".getBytes(UTF_8), ProblemCode.MALFORMED_REQUEST);
    assertRefused(
        new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'}, ProblemCode.MALFORMED_REQUEST); // overlong
    assertRefused(
        new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
        ProblemCode.MALFORMED_REQUEST); // half of a surrogate pair, encoded
    assertRefused(new byte[] {'"', (byte) 0xff, '"'}, ProblemCode.MALFORMED_REQUEST);
  }

  @Test
  void dos03EachLimitIsTakenAndOneMoreIsRefused() {
    assertLimit("[".repeat(200) + "]".repeat(200), "[".repeat(201) + "]".repeat(201));
    assertLimit(name(256), name(257));
    assertLimit(text(1 << 20), text((1 << 20) + 1));
  }

  @Test
  void dos03ADocumentOfHostileDepthEndsAtTheLimit() {
    assertRefused("[".repeat(2_000_000).getBytes(UTF_8), ProblemCode.MALFORMED_REQUEST);
    assertRefused("{\"a\":".repeat(500_000).getBytes(UTF_8), ProblemCode.MALFORMED_REQUEST);
  }

  @Test
  void wholeNumbersOfAnySizeAreLetThroughInForeignFacetsAlone() {
    String large = "123456789012345678901234567890";
    byte[] facet = ("{\"run\":{\"facets\":{\"x\":{\"n\":" + large + "}}}}").getBytes(UTF_8);
    byte[] beside = ("{\"run\":{\"n\":" + large + ",\"facets\":{}}}").getBytes(UTF_8);

    assertThatCode(() -> JsonScan.check(facet, true, Set.of())).doesNotThrowAnyException();
    assertRefused(facet, ProblemCode.INVALID_FIELD);
    assertThatThrownBy(() -> JsonScan.check(beside, true, Set.of()))
        .asInstanceOf(type(Refused.class))
        .returns(ProblemCode.INVALID_FIELD, Refused::code);
  }

  /** As JavaScript, C and Java print them; and what is no double. */
  @ParameterizedTest
  @CsvSource({
    "100000000000000000000, true",
    "-12345678901234567000, true",
    "12345678901234567168, true",
    "9007199254740994, true",
    "9007199254740993, false",
    "123456789012345678901234567890, false",
  })
  void largeWholeDoublesAreTakenWhereADoubleIsRead(String digits, boolean taken) {
    byte[] document = ("{\"metrics\":[{\"value\":" + digits + "}]}").getBytes(UTF_8);
    var checked = assertThatCode(() -> JsonScan.check(document, false, Set.of("value")));
    if (taken) checked.doesNotThrowAnyException();
    else
      checked.asInstanceOf(type(Refused.class)).returns(ProblemCode.INVALID_FIELD, Refused::code);
    assertRefused(document, ProblemCode.INVALID_FIELD);
  }

  @Test
  void aNumberThatNoDoubleHoldsIsRefusedWithItsNeighbours() {
    assertThatThrownBy(() -> doubles("9007199254740993"))
        .asInstanceOf(type(Refused.class))
        .extracting(refused -> refused.faults().get(0).detail())
        .asString()
        .contains("9007199254740992 and 9007199254740994");
    doubles("9007199254740994");
    doubles("-9007199254740992");
  }

  private static void doubles(String digits) {
    JsonScan.check(("{\"value\":" + digits + "}").getBytes(UTF_8), false, Set.of("value"));
  }

  private static void assertLimit(String taken, String refused) {
    assertThatCode(() -> JsonScan.check(taken.getBytes(UTF_8), false, Set.of()))
        .doesNotThrowAnyException();
    assertRefused(refused.getBytes(UTF_8), ProblemCode.MALFORMED_REQUEST);
  }

  private static void assertRefused(byte[] document, ProblemCode code) {
    assertThatThrownBy(() -> JsonScan.check(document, false, Set.of()))
        .asInstanceOf(type(Refused.class))
        .returns(code, Refused::code);
  }

  private static String name(int length) {
    return "{\"" + "n".repeat(length) + "\":1}";
  }

  private static String text(int length) {
    return "\"" + "t".repeat(length) + "\"";
  }
}
