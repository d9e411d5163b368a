package dev.roster.core.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A condition in CEL that was checked and can be run. It is pure. */
final class Expression {
  private static final long MAX_NANOS = Duration.ofMillis(50).toNanos();
  private static final int ATTEMPTS = 3;

  private final String source;
  private final CelAbstractSyntaxTree tree;
  private final CelRuntime.Program program;
  private final List<Read> reads;

  private Expression(
      String source, CelAbstractSyntaxTree tree, CelRuntime.Program program, List<Read> reads) {
    this.source = source;
    this.tree = tree;
    this.program = program;
    this.reads = reads;
  }

  /** What is wrong with a text that is not a condition, as the rest of a sentence. */
  static final class Wrong extends Exception {
    Wrong(String message) {
      super(message, null, false, false);
    }
  }

  /** It could not be evaluated; the message is a sentence that says why. */
  static final class Failed extends Exception {
    Failed(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Checks a condition before it is saved.
   *
   * @throws Wrong as {@link #of} does, and if a part of it can never be evaluated
   */
  static void check(String source) throws Wrong {
    if (source.isBlank())
      throw new Wrong("must be a condition in CEL, such as candidate.hasBaseline");
    ConstantCalls.check(of(source).tree);
  }

  /**
   * @throws Wrong if the text is too long, or is not a condition over {@link GateView}
   */
  static Expression of(String source) throws Wrong {
    int length = source.codePointCount(0, source.length());
    if (length > Cel.MAX_LENGTH)
      throw new Wrong(
          "has %,d characters; at most %,d are allowed".formatted(length, Cel.MAX_LENGTH));
    try {
      CelAbstractSyntaxTree tree = Comparisons.byTypesOfRun(Cel.COMPILER.compile(source).getAst());
      return new Expression(
          source, tree, Cel.RUNTIME.createProgram(tree), Read.allIn(tree, source));
    } catch (CelValidationException wrong) {
      throw new Wrong(ExpressionFaults.worded(wrong));
    } catch (CelEvaluationException wrong) {
      throw new Wrong("cannot be run: " + ExpressionFaults.cause(wrong));
    }
  }

  String source() {
    return source;
  }

  /** What it reads, in the order of the text. */
  List<Read> reads() {
    return reads;
  }

  /**
   * Runs it. The values are read before, so that no query counts as the time of the run. A run that
   * takes too long is repeated, because the first runs of a server are slow.
   *
   * @param values as {@link GateView#values} gives them
   */
  boolean test(Map<String, Object> values) throws Failed {
    reads.forEach(read -> read.value(values));
    for (int attempt = 1; ; attempt++) {
      Set<Long> reached = new HashSet<>();
      try {
        return run(values, reached);
      } catch (CelEvaluationException failed) {
        if (!isOutOfTime(failed)) throw new Failed(why(failed, values, reached));
        if (attempt == ATTEMPTS) throw failed("it takes longer than 50 ms");
      }
    }
  }

  /**
   * @param reached gets the ids of the names that the run came to
   */
  private boolean run(Map<String, Object> values, Set<Long> reached)
      throws CelEvaluationException, Failed {
    long end = System.nanoTime() + MAX_NANOS;
    Object result =
        program.trace(
            values,
            (part, value) -> {
              if (part.getKind() == ExprKind.Kind.IDENT) reached.add(part.id());
              if (System.nanoTime() - end > 0) throw new OutOfTime();
            });
    if (result instanceof Boolean truth) return truth;
    throw failed("it is neither true nor false");
  }

  /** Names what the run came to and did not find; if it found all, says what CEL says. */
  private String why(CelEvaluationException failed, Map<String, Object> values, Set<Long> reached) {
    Map<String, List<String>> missing =
        reads.stream()
            .filter(read -> reached.contains(read.root()))
            .flatMap(read -> read.missing(values, source).stream())
            .distinct()
            .collect(
                Collectors.groupingBy(
                    Read.Missing::how,
                    LinkedHashMap::new,
                    Collectors.mapping(Read.Missing::place, Collectors.toList())));
    if (missing.isEmpty()) return failed(ExpressionFaults.cause(failed)).getMessage();
    return missing.entrySet().stream()
        .map(
            each ->
                String.join(" and ", each.getValue())
                    + (each.getValue().size() == 1 ? " is " : " are ")
                    + each.getKey())
        .collect(Collectors.joining(" and "));
  }

  private Failed failed(String why) {
    return new Failed("%s cannot be evaluated: %s".formatted(source, why));
  }

  private static boolean isOutOfTime(CelEvaluationException failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause())
      if (cause instanceof OutOfTime) return true;
    return false;
  }

  private static final class OutOfTime extends RuntimeException {
    OutOfTime() {
      super(null, null, false, false);
    }
  }
}
