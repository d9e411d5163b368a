package dev.roster.core.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelOptions;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import java.util.regex.Matcher;

/**
 * The CEL environment of gates: standard CEL over the names of {@link GateView}, with limits. Only
 * {@code matches} differs: the library compiles a pattern before it looks at its size, so a short
 * pattern of nested repetitions would take all memory.
 */
final class Cel {
  static final int MAX_LENGTH = 4_000;
  static final int MAX_NODES = 500;
  static final int MAX_ITERATIONS = 1_000;

  private static final int MAX_DEPTH = 64;
  private static final int MAX_PATTERN = 200;
  private static final int MAX_REPEATS = 100;
  private static final int MAX_PROGRAM = 1_000;
  private static final int MAX_MATCHED = 10_000;
  private static final java.util.regex.Pattern REPEAT =
      java.util.regex.Pattern.compile("\\{([0-9]+)(?:,([0-9]*))?\\}");

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(MAX_LENGTH)
          .maxParseExpressionNodeCount(MAX_NODES)
          .maxParseRecursionDepth(MAX_DEPTH)
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .enableHeterogeneousNumericComparisons(true)
          .build();

  static final CelCompiler COMPILER =
      GateView.declareIn(CelCompilerFactory.standardCelCompilerBuilder())
          .setOptions(OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .setResultType(SimpleType.BOOL)
          .build();

  static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder()
          .setOptions(OPTIONS)
          .setStandardEnvironmentEnabled(false)
          .setStandardFunctions(
              CelStandardFunctions.newBuilder().excludeFunctions(StandardFunction.MATCHES).build())
          .addFunctionBindings(
              CelFunctionBinding.fromOverloads(
                  "matches",
                  CelFunctionBinding.from("matches", String.class, String.class, Cel::matches),
                  CelFunctionBinding.from(
                      "matches_string", String.class, String.class, Cel::matches)))
          .build();

  private Cel() {}

  /** A pattern or a text that {@code matches} does not take. */
  static final class WrongPattern extends RuntimeException {
    WrongPattern(String message) {
      super(message, null, false, false);
    }
  }

  private static boolean matches(String text, String pattern) {
    if (text.length() > MAX_MATCHED)
      throw new WrongPattern(
          "matches takes a text of at most %,d characters".formatted(MAX_MATCHED));
    if (pattern.length() > MAX_PATTERN)
      throw new WrongPattern(
          "matches takes a pattern of at most %,d characters".formatted(MAX_PATTERN));
    if (repeats(pattern) > MAX_REPEATS)
      throw new WrongPattern(
          "the repetitions of a pattern may multiply to at most %,d".formatted(MAX_REPEATS));
    try {
      Pattern compiled = Pattern.compile(pattern);
      if (compiled.programSize() > MAX_PROGRAM) throw new WrongPattern("the pattern is too large");
      return compiled.matcher(text).find();
    } catch (PatternSyntaxException wrong) {
      throw new WrongPattern("the pattern is wrong: " + wrong.getMessage());
    }
  }

  /** The product of all counts, which is never less than the largest nesting. */
  private static double repeats(String pattern) {
    double product = 1;
    for (Matcher each = REPEAT.matcher(pattern); each.find(); ) {
      String most =
          each.group(2) == null || each.group(2).isEmpty() ? each.group(1) : each.group(2);
      product *= Math.max(1, Double.parseDouble(most));
    }
    return product;
  }
}
