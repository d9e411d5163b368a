package dev.roster.core.metric;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a double that may be NaN or infinite, as the loss of a training that diverged. In JSON
 * these three are the texts {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}.
 */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
public @interface MetricValue {}
