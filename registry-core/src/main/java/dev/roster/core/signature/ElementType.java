package dev.roster.core.signature;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The type of one value. Each value of a type fits into a wider type without loss: more bits of the
 * same kind, or a floating type whose mantissa holds them. One exception: 64-bit whole numbers fit
 * into {@code float64}, although neighbours beyond 2^53 become equal, because every JSON caller
 * writes them so.
 *
 * @param bits of a whole number without its sign; the mantissa's of a floating one
 * @param exponent bits of a floating number's; 0: whole
 */
record ElementType(Kind kind, int bits, int exponent) {
  enum Kind {
    BOOLEAN,
    SIGNED,
    UNSIGNED,
    FLOATING,
    COMPLEX,
    TEXT,
    BYTES,
    INSTANT
  }

  private static final ElementType FLOAT64 = new ElementType(Kind.FLOATING, 53, 11);

  private static final Map<String, ElementType> KNOWN =
      Map.ofEntries(
          Map.entry("boolean", new ElementType(Kind.BOOLEAN, 1, 0)),
          Map.entry("integer", new ElementType(Kind.SIGNED, 31, 0)),
          Map.entry("long", new ElementType(Kind.SIGNED, 63, 0)),
          Map.entry("float", new ElementType(Kind.FLOATING, 24, 8)),
          Map.entry("double", FLOAT64),
          Map.entry("string", new ElementType(Kind.TEXT, 0, 0)),
          Map.entry("binary", new ElementType(Kind.BYTES, 0, 0)),
          Map.entry("datetime", new ElementType(Kind.INSTANT, 0, 0)),
          Map.entry("bool", new ElementType(Kind.BOOLEAN, 1, 0)),
          Map.entry("int4", new ElementType(Kind.SIGNED, 3, 0)),
          Map.entry("int8", new ElementType(Kind.SIGNED, 7, 0)),
          Map.entry("int16", new ElementType(Kind.SIGNED, 15, 0)),
          Map.entry("int32", new ElementType(Kind.SIGNED, 31, 0)),
          Map.entry("int64", new ElementType(Kind.SIGNED, 63, 0)),
          Map.entry("uint4", new ElementType(Kind.UNSIGNED, 4, 0)),
          Map.entry("uint8", new ElementType(Kind.UNSIGNED, 8, 0)),
          Map.entry("uint16", new ElementType(Kind.UNSIGNED, 16, 0)),
          Map.entry("uint32", new ElementType(Kind.UNSIGNED, 32, 0)),
          Map.entry("uint64", new ElementType(Kind.UNSIGNED, 64, 0)),
          Map.entry("float16", new ElementType(Kind.FLOATING, 11, 5)),
          Map.entry("bfloat16", new ElementType(Kind.FLOATING, 8, 8)),
          Map.entry("float32", new ElementType(Kind.FLOATING, 24, 8)),
          Map.entry("float64", FLOAT64),
          Map.entry("complex64", new ElementType(Kind.COMPLEX, 24, 8)),
          Map.entry("complex128", new ElementType(Kind.COMPLEX, 53, 11)),
          Map.entry("datetime64", new ElementType(Kind.INSTANT, 0, 0)));

  /** Empty for an unknown type of some format, which is compatible only with itself. */
  static Optional<ElementType> of(@Nullable String name) {
    return Optional.ofNullable(name == null ? null : KNOWN.get(name));
  }

  static TypeRelation order(String was, String is) {
    if (was.equals(is)) return TypeRelation.SAME;
    ElementType before = KNOWN.get(was), after = KNOWN.get(is);
    if (before == null || after == null) return TypeRelation.CHANGED;
    return TypeRelation.of(before.fitsInto(after), after.fitsInto(before));
  }

  boolean isWhole() {
    return kind == Kind.SIGNED || kind == Kind.UNSIGNED || kind == Kind.BOOLEAN;
  }

  boolean isFloating() {
    return kind == Kind.FLOATING;
  }

  private boolean fitsInto(ElementType wider) {
    if (equals(wider)) return true;
    return switch (kind) {
      case SIGNED ->
          wider.kind == Kind.SIGNED && bits <= wider.bits || wider.isFloating() && mantissa(wider);
      case UNSIGNED ->
          (wider.kind == Kind.SIGNED || wider.kind == Kind.UNSIGNED) && bits <= wider.bits
              || wider.isFloating() && mantissa(wider);
      case FLOATING, COMPLEX ->
          wider.kind == kind && bits <= wider.bits && exponent <= wider.exponent;
      case BOOLEAN, TEXT, BYTES, INSTANT -> false;
    };
  }

  private boolean mantissa(ElementType floating) {
    return bits <= floating.bits || floating.equals(FLOAT64);
  }
}
