package dev.roster.core.policy;

import dev.cel.common.values.NullValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of JSON in the types of CEL: whole numbers are {@code int}, others {@code double}. */
final class CelValues {
  private CelValues() {}

  static Object of(@Nullable Object json) {
    if (json == null) return NullValue.NULL_VALUE;
    if (json instanceof Integer || json instanceof Short || json instanceof Byte)
      return ((Number) json).longValue();
    if (json instanceof BigInteger whole && whole.bitLength() < 64) return whole.longValue();
    if (json instanceof Float || json instanceof BigInteger || json instanceof BigDecimal)
      return ((Number) json).doubleValue();
    if (json instanceof Map<?, ?> object) {
      Map<Object, Object> values = new LinkedHashMap<>();
      object.forEach((name, value) -> values.put(name, of(value)));
      return values;
    }
    if (json instanceof List<?> array) {
      List<Object> values = new ArrayList<>();
      array.forEach(value -> values.add(of(value)));
      return values;
    }
    return json;
  }
}
