package dev.roster.core.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A condition in CEL that was checked and can be run. It is pure. */
final class Expression {
  private static final long MAX_NANOS = Duration.ofMillis(50).toNanos();
  private static final int ATTEMPTS = 3;

  private final String source;
  private final CelRuntime.Program program;
  private final List<Read> reads;

  private Expression(String source, CelRuntime.Program program, List<Read> reads) {
    this.source = source;
    this.program = program;
    this.reads = reads;
  }

  /** What is wrong with a text that is not a condition, as the rest of a sentence. */
  static final class Wrong extends Exception {
    Wrong(String message) {
      super(message, null, false, false);
    }
  }

  /** It could not be evaluated; the message says why. */
  static final class Failed extends Exception {
    Failed(String message) {
      super(message, null, false, false);
    }
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
      CelAbstractSyntaxTree tree = Cel.COMPILER.compile(source).getAst();
      return new Expression(source, Cel.RUNTIME.createProgram(tree), Read.allIn(tree, source));
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
      try {
        return run(values);
      } catch (CelEvaluationException failed) {
        if (!isOutOfTime(failed)) throw new Failed(ExpressionFaults.cause(failed));
        if (attempt == ATTEMPTS) throw new Failed("it takes longer than 50 ms");
      }
    }
  }

  private boolean run(Map<String, Object> values) throws CelEvaluationException, Failed {
    long end = System.nanoTime() + MAX_NANOS;
    Object result =
        program.trace(
            values,
            (part, value) -> {
              if (System.nanoTime() - end > 0) throw new OutOfTime();
            });
    if (result instanceof Boolean truth) return truth;
    throw new Failed("it is neither true nor false");
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
