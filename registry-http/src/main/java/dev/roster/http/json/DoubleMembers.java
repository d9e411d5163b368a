package dev.roster.http.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a body in which members of these names are doubles. A large one may be written in digits,
 * as JavaScript writes {@code 1e20}; elsewhere a whole number beyond 2^53 is refused.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface DoubleMembers {
  String[] value();
}
