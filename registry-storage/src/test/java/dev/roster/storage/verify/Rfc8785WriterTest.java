package dev.roster.storage.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class Rfc8785WriterTest {
  /** The example of RFC 8785, section 3.2.3 and 3.2.4. */
  @Test
  void writesTheExampleOfTheRfc() {
    String example =
        """
        {"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],
         "string":"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
         "literals":[null,true,false]}
        """;
    assertThat(Rfc8785Writer.of(JsonMapper.shared().readTree(example)))
        .isEqualTo(
            "{\"literals\":[null,true,false],"
                + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }
}
