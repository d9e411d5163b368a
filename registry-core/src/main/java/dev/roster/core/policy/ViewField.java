package dev.roster.core.policy;

import dev.cel.common.types.CelType;
import java.util.function.Function;

/**
 * One name that a gate may read.
 *
 * @param value reads its value, in CEL's types, from what is judged
 */
record ViewField<T>(String name, CelType type, String meaning, Function<T, Object> value) {}
